using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Features.Complaints;
using Licensing.Api.Http;
using Licensing.Rules.Confirmations;
using Licensing.Rules.FeeQuotes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Confirmations;

/// <summary>How a worker comes to what was reported of him: never within anybody's session. A code or a secret that is wrong, used, expired, revoked or missing, and a
/// reference that is unknown or mistyped, take the same way to the same answer.</summary>
public sealed class WorkerDoor(LicensingDb db, ConfirmationLimit limit, Ministry ministry, TimeProvider clock)
{
    public const string CodeHeader = "X-Worker-Code", SecretHeader = "X-Worker-Secret";

    // English first: it is complete, and what a translation lacks is said in it.
    private static readonly MessageCatalogue[] Catalogues = [ConfirmationMessages.English];

    /// <summary>Before anything is looked up, so that a token is answered alike whatever code comes with it.</summary>
    /// <exception cref="ProblemException">session.not-here; rate.exceeded.</exception>
    public async Task EnterAsync(HttpContext context)
    {
        if ((await context.AuthenticateAsync()).Succeeded)
            throw new ProblemException(ProblemCode.SessionNotHere);
        limit.Take(context);
    }

    /// <summary>The confirmation of that reference, if the request holds its secret, tracked; with its placement.</summary>
    public async Task<Confirmation?> FindAsync(HttpContext context, string reference, CancellationToken ct)
    {
        var typed = Reference.Parse(reference, Confirmation.ReferencePrefix) ?? "";
        var confirmation = await db.Confirmations.AsTracking().Include(c => c.Placement).SingleOrDefaultAsync(c => c.Reference == typed, ct);
        return TrackingSecret.Opens(confirmation?.SecretHash, context.Request.Headers[SecretHeader].ToString()) ? confirmation : null;
    }

    /// <summary>The code that the request holds, if it can be exchanged, tracked; with its confirmation and placement.</summary>
    public async Task<ConfirmationCode?> FindCodeAsync(HttpContext context, CancellationToken ct)
    {
        var hash = OneTimeCode.HashOf(context.Request.Headers[CodeHeader].ToString()) ?? "";
        var code = await db.ConfirmationCodes.AsTracking().Include(c => c.Confirmation).ThenInclude(c => c.Placement).SingleOrDefaultAsync(c => c.CodeHash == hash, ct);
        return code is { UsedAt: null, RevokedAt: null } && ministry.Today(clock) <= code.ExpiresOn ? code : null;
    }

    /// <param name="context">Its header Accept-Language says in which language the worker is told.</param>
    public static MessageCatalogue Catalogue(HttpContext context, string language) =>
        MessageCatalogue.Choose(Catalogues, context.Request.Headers.AcceptLanguage.ToString() is { Length: > 0 } accepted ? accepted : language);

    public static MessageCatalogue Catalogue(string language) => MessageCatalogue.Choose(Catalogues, language);
}

public static class WorkerDoorHeaders
{
    /// <summary>Documents the header by which <see cref="WorkerDoor"/> opens a confirmation.</summary>
    public static void TakesWorkerSecret(this BaseEndpoint endpoint) =>
        endpoint.Definition.Description(b => b.WithMetadata(new TakesHeader(WorkerDoor.SecretHeader, "The secret that the code was exchanged for. A wrong one and none are answered as an unknown reference is. No Authorization: within a session the worker's addresses are shut.")));
}
