using FastEndpoints;
using Licensing.Api.Features.Reads;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Confirmations;

public sealed record ReadSharedDiscrepancyRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string DiscrepancyId { get; init; } = "";
}

/// <summary>Shows an agency what a worker says otherwise than it reported, word by word, as far as he agrees at this moment; his own words only where he agrees to
/// that too. That it was read is recorded first.</summary>
public sealed class ReadSharedDiscrepancy(SharedWords shared, Caller caller, ReadRegister reads) : Endpoint<ReadSharedDiscrepancyRequest, Results<Ok<SharedDiscrepancyView>, Problem>>
{
    public override void Configure()
    {
        Get("shared-discrepancies/{DiscrepancyId}");
        Permissions(Permission.ReadSharedDiscrepancies);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<SharedDiscrepancyView>, Problem>> ExecuteAsync(ReadSharedDiscrepancyRequest r, CancellationToken ct)
    {
        // Sealed, taken back, another's and unknown: the same answer.
        if (await shared.VisibleTo(caller).SingleOrDefaultAsync(d => d.PublicId == r.DiscrepancyId, ct) is not { } discrepancy)
            return new Problem(ProblemCode.NotFound);
        var receipt = await reads.RecordAsync(discrepancy.Confirmation.Placement.WorkerId, discrepancy.PublicId, ct);
        var words = await shared.WordsAsync(discrepancy, ct);
        if ((await shared.SummariesAsync([discrepancy], ct)) is not [var summary])
            return new Problem(ProblemCode.NotFound);
        HttpContext.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new SharedDiscrepancyView(summary, SharedWords.Figures(words), words, receipt));
    }
}
