using FastEndpoints;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Confirmations;

public sealed record FollowConfirmationRequest
{
    [RouteParam]
    public string Reference { get; init; } = "";
}

/// <summary>Shows a worker, item by item, what the agency reported of his placement, in its newest version, and what he has said of it: with the reference, and the
/// secret in X-Worker-Secret.</summary>
public sealed class FollowConfirmation(WorkerDoor door, OwnConfirmationReading reading) : Endpoint<FollowConfirmationRequest, Results<Ok<OwnConfirmationView>, Problem>>
{
    public override void Configure()
    {
        Get("confirmations/{Reference}");
        Permissions(Permission.FollowConfirmations);
        this.TakesWorkerSecret();
        this.Refuses(ProblemCode.NotFound, ProblemCode.SessionNotHere, ProblemCode.TooManyRequests);
    }

    public override async Task<Results<Ok<OwnConfirmationView>, Problem>> ExecuteAsync(FollowConfirmationRequest r, CancellationToken ct)
    {
        await door.EnterAsync(HttpContext);
        return await door.FindAsync(HttpContext, r.Reference, ct) is { } confirmation
            ? TypedResults.Ok(await reading.OfAsync(confirmation, HttpContext, ct))
            : new Problem(ProblemCode.NotFound);
    }
}
