using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Proposals;

public sealed record ReadProposalRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string ProposalId { get; init; } = "";
}

/// <summary>Shows one proposal: who, what, why, the exact change, and how it was decided.</summary>
public sealed class ReadProposal(LicensingDb db, Caller caller, TimeProvider clock) : Endpoint<ReadProposalRequest, Results<Ok<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Get("proposals/{ProposalId}");
        Permissions(Permission.ReadProposals);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<ProposalView>, Problem>> ExecuteAsync(ReadProposalRequest r, CancellationToken ct)
    {
        var proposal = await db.Proposals.AsNoTracking().VisibleTo(caller).SingleOrDefaultAsync(p => p.PublicId == r.ProposalId, ct);
        if (proposal is null)
            return new Problem(ProblemCode.NotFound);
        HttpContext.ShowVersion(proposal);
        return TypedResults.Ok(ProposalView.Of(proposal, clock.Now()));
    }
}
