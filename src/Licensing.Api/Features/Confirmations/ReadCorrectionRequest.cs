using System.Text.Json.Serialization;
using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Features.Bars;
using Licensing.Api.Features.Reads;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Confirmations;

public sealed record ReadCorrectionRequestRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string RequestId { get; init; } = "";
}

/// <param name="Words">What he says; null once their time is over.</param>
/// <param name="Agreed">What of it the worker agrees to show the agency.</param>
public sealed record CorrectionView(CorrectionSummary Request, string? Words, IReadOnlyList<ConsentKind> Agreed, [property: JsonIgnore] ReadReceipt Receipt) : IPersonal;

/// <summary>Shows what a worker asks to have corrected. That it was read, and by whom, is recorded first (GET /reads); why, X-Purpose says.</summary>
public sealed class ReadCorrectionRequest(LicensingDb db, Caller caller, ReadRegister reads, PersonSeal seal) : Endpoint<ReadCorrectionRequestRequest, Results<Ok<CorrectionView>, Problem>>
{
    public override void Configure()
    {
        Get("correction-requests/{RequestId}");
        Permissions(Permission.AnswerCorrectionRequests);
        this.Refuses(ProblemCode.NotFound, ProblemCode.ProposalConflict);
    }

    public override async Task<Results<Ok<CorrectionView>, Problem>> ExecuteAsync(ReadCorrectionRequestRequest r, CancellationToken ct)
    {
        var request = await db.CorrectionRequests.AsNoTracking().Include(q => q.Confirmation).ThenInclude(c => c.Placement).ThenInclude(p => p.Agency).SingleOrDefaultAsync(q => q.PublicId == r.RequestId, ct);
        if (request is null)
            return new Problem(ProblemCode.NotFound);
        await db.MustBeFreeAsync(caller, request.Confirmation, ct);
        var receipt = await reads.RecordAsync(request.Confirmation.Placement.WorkerId, request.PublicId, ct);
        var agreed = await db.WordConsents.AsNoTracking().Where(c => c.ConfirmationId == request.ConfirmationId && c.Item == request.PublicId && c.WithdrawnAt == null).OrderBy(c => c.Id).Select(c => c.Kind).ToListAsync(ct);
        HttpContext.ShowVersion(request);
        HttpContext.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new CorrectionView(CorrectionSummary.Of(request), request.Words is { } words ? seal.Open<string>(words) : null, agreed, receipt));
    }
}
