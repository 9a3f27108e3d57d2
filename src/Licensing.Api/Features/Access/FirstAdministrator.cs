using Licensing.Api.Database;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Access;

/// <summary>The command "first-administrator": whoever administers the database makes the first one, and only the first.
/// After that roles are given by the API, where it is seen who gave them.</summary>
public sealed class FirstAdministrator(LicensingDb db, Caller caller, IdentityOptions identity, TimeProvider clock)
{
    /// <param name="subject">At an external provider: the subject of the person's tokens. At the embedded issuer: a name for
    /// the client that is registered.</param>
    /// <returns>What to tell the operator; the secret is in it, this once.</returns>
    public async Task<string> MakeAsync(string subject, CancellationToken ct)
    {
        var now = clock.Now();
        if (await db.Memberships.AnyAsync(m => m.Role == CallerRole.Administrator && (m.Until == null || m.Until > now), ct))
            throw new StartRefusedException("There is an administrator already. Roles are given by POST /v1/access/memberships.");
        caller.Become(Caller.System("first-administrator"));
        var (refusal, number) = await RoleRules.NextAsync(db, subject, CallerRole.Administrator, null, now, ct);
        if (refusal is not null)
            throw new StartRefusedException(refusal.Detail);
        var membership = new Membership(subject, CallerRole.Administrator, null, now, null, now, caller.Name, number);
        db.Add(membership);
        db.Record(membership, new RoleGiven(subject, membership.Role, null, now, null), "first administrator");
        var told = $"{subject} is administrator.";
        if (identity.IsEmbedded)
        {
            if (await db.Clients.AnyAsync(c => c.Name == subject, ct))
                throw new StartRefusedException($"There is a client {subject} already; choose another name.");
            var (client, secret) = (new Client(subject, "First administrator", now, caller.Name), Client.NewSecret());
            client.SetSecret(secret);
            db.Add(client);
            db.Record(client, new ClientRegistered(client.Name), "first administrator");
            told += $"\nclient_id     {subject}\nclient_secret {secret}\nKeep the secret now: it cannot be read again.";
        }

        await db.SaveChangesAsync(ct);
        return told;
    }
}
