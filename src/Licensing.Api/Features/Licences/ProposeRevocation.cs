using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

/// <param name="From">First day, inclusive: the day of the approval at the earliest, unless an order was served before.</param>
/// <param name="ReasonClass">In a word that the public may read.</param>
/// <param name="Grounds">For the agency and the ministry: the facts and the law.</param>
/// <param name="Reason">Why it is proposed, for the history.</param>
/// <param name="NoticeId">The notice of a revocation that was answered, or whose last day has passed.</param>
/// <param name="Served">The order by which it held before it was entered here.</param>
public sealed record ProposeRevocationRequest(
    DateOnly From, MeasureReason ReasonClass, string Grounds, string Reason, string? NoticeId = null, ServedOrder? Served = null)
{
    /// <summary>Public id of the licence.</summary>
    [RouteParam]
    public string LicenceId { get; init; } = "";
}

public sealed class ProposeRevocationValidator : Validator<ProposeRevocationRequest>
{
    public ProposeRevocationValidator()
    {
        RuleFor(r => r.From).PlausibleDay();
        RuleFor(r => r.Grounds).NotEmpty().StoredLength(LicenceFactRow.MaxTextLength);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
        RuleFor(r => r.NoticeId).MaximumLength(PublicId.MaxLength);
        When(r => r.Served is not null, () =>
        {
            RuleFor(r => r.Served!.Order).NotEmpty().StoredLength(StorageConventions.DefaultTextLength);
            RuleFor(r => r.Served!.ServedOn).PlausibleDay();
            RuleFor(r => r.Served!.Proof).NotEmpty().StoredLength(StorageConventions.DefaultTextLength);
        });
    }
}

/// <summary>Proposes to revoke a licence, after a notice to show cause; someone else decides.</summary>
public sealed class ProposeRevocation(LicensingDb db, TwoPersonRule rule, RevocationApproval approval, TimeProvider clock)
    : Endpoint<ProposeRevocationRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("licences/{LicenceId}/revocations");
        Permissions(Permission.ProposeMeasures);
        this.Idempotent();
        this.Refuses([ProblemCode.NotFound, ProblemCode.ProposalOpen, ProblemCode.ProposalConflict, .. ProblemCode.OfMeasures]);
    }

    public override async Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(ProposeRevocationRequest r, CancellationToken ct)
    {
        var licence = await db.Licences.AsNoTracking().Include(l => l.Facts).SingleOrDefaultAsync(l => l.PublicId == r.LicenceId, ct);
        if (licence is null)
            return new Problem(ProblemCode.NotFound);
        var change = new RevocationChange(r.From, r.ReasonClass, Text.Normalise(r.Grounds), r.NoticeId, r.Served);
        var (refused, proposal) = await rule.ProposeAsync(approval, licence, change, r.Reason, ct);
        if (proposal is null)
            return refused!;
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal);
        return TypedResults.Created($"/v1/proposals/{proposal.PublicId}", ProposalView.Of(proposal, clock.Now()));
    }
}
