using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Bars;
using Licensing.Api.Features.Deposits;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Confirmations;

/// <param name="Words">What is wrong, and how it is right. Sealed.</param>
public sealed record RequestCorrectionRequest(CorrectionAbout About, [property: Personal] string Words)
{
    [RouteParam]
    public string Reference { get; init; } = "";
}

public sealed class RequestCorrectionValidator : Validator<RequestCorrectionRequest>
{
    public RequestCorrectionValidator() => RuleFor(r => r.Words).NotEmpty().StoredLength(WorkerWord.MaxTextLength);
}

/// <param name="Id">GET /confirmations/{reference}/held shows what was answered.</param>
public sealed record RequestCorrectionResponse(string Id, CorrectionAbout About, DateTime At, CorrectionState State);

/// <summary>Asks that something held of the worker be corrected, with the reference and the secret. An officer answers with reasons.</summary>
public sealed class RequestCorrection(LicensingDb db, WorkerDoor door, PersonSeal seal, TimeProvider clock) : Endpoint<RequestCorrectionRequest, Results<Created<RequestCorrectionResponse>, Problem>>
{
    public override void Configure()
    {
        Post("confirmations/{Reference}/correction-requests");
        Permissions(Permission.FollowConfirmations);
        this.Idempotent();
        this.TakesWorkerSecret();
        this.Refuses(ProblemCode.NotFound, ProblemCode.SessionNotHere, ProblemCode.ConfirmationFull, ProblemCode.TooManyRequests);
    }

    public override async Task<Results<Created<RequestCorrectionResponse>, Problem>> ExecuteAsync(RequestCorrectionRequest r, CancellationToken ct)
    {
        await door.EnterAsync(HttpContext);
        return await db.AgainIfQuickerAsync(() => RequestAsync(r, ct));
    }

    private async Task<Results<Created<RequestCorrectionResponse>, Problem>> RequestAsync(RequestCorrectionRequest r, CancellationToken ct)
    {
        if (await door.FindAsync(HttpContext, r.Reference, ct) is not { } confirmation)
            return new Problem(ProblemCode.NotFound);
        if (await db.CorrectionRequests.CountAsync(q => q.ConfirmationId == confirmation.Id, ct) >= CorrectionRequest.Most)
            return new Problem(ProblemCode.ConfirmationFull);
        var now = clock.Now();
        var request = new CorrectionRequest(confirmation, r.About, seal.Seal(r.Words.Trim()), now);
        db.Add(request);
        confirmation.Touch(now);
        db.Record(request, new CorrectionRequested(confirmation.Placement.PublicId, r.About));
        db.Record(confirmation, new CorrectionRequested(confirmation.Placement.PublicId, r.About));
        await db.SaveChangesAsync(ct);
        HttpContext.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/v1/confirmations/{confirmation.Reference}/held", new RequestCorrectionResponse(request.PublicId, request.About, request.At, request.State));
    }
}
