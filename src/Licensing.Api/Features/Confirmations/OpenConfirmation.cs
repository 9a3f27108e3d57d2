using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Features.Complaints;
using Licensing.Api.Features.Deposits;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.FeeQuotes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Confirmations;

/// <param name="Reference">With the secret it leads to what the agency reported: GET /confirmations/{reference}.</param>
/// <param name="Secret">Shown this once, and stored nowhere: sent as X-Worker-Secret.</param>
public sealed record OpenConfirmationResponse(string Reference, string Secret, IReadOnlyList<string> Sentences);

/// <summary>Exchanges the code in X-Worker-Code for a reference and a secret that follow the placement. The code is used up: whoever finds the paper later opens
/// nothing with it. With an Idempotency-Key an answer that was lost on the way can be asked for again.</summary>
public sealed class OpenConfirmation(LicensingDb db, WorkerDoor door, TimeProvider clock) : EndpointWithoutRequest<Results<Created<OpenConfirmationResponse>, Problem>>
{
    public override void Configure()
    {
        Post("confirmations/openings");
        Permissions(Permission.FollowConfirmations);
        this.Idempotent();
        Definition.Description(b => b.WithMetadata(new TakesHeader(WorkerDoor.CodeHeader, "The one-time code. A wrong one, one that was used, has expired or was revoked, and none are answered alike. No Authorization: within a session the worker's addresses are shut.")));
        this.Refuses(ProblemCode.NotFound, ProblemCode.SessionNotHere, ProblemCode.TooManyRequests);
    }

    public override async Task<Results<Created<OpenConfirmationResponse>, Problem>> ExecuteAsync(CancellationToken ct)
    {
        await door.EnterAsync(HttpContext);
        return await db.AgainIfQuickerAsync(() => OpenAsync(ct));
    }

    private async Task<Results<Created<OpenConfirmationResponse>, Problem>> OpenAsync(CancellationToken ct)
    {
        if (await door.FindCodeAsync(HttpContext, ct) is not { } code)
            return new Problem(ProblemCode.NotFound);
        var (confirmation, secret, now) = (code.Confirmation, TrackingSecret.New(), clock.Now());
        code.Use(now);
        confirmation.Open(secret, now);
        db.Record(confirmation, new ConfirmationOpened(code.PublicId));
        await db.SaveChangesAsync(ct);
        var say = WorkerDoor.Catalogue(HttpContext, confirmation.Language);
        HttpContext.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/v1/confirmations/{confirmation.Reference}", new OpenConfirmationResponse(
            confirmation.Reference, secret, [say.Say(Message.Of("opened.keep")), say.Say(Message.Of("opened.not-you"))]));
    }
}
