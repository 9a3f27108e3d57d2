using System.Security.Claims;
using System.Text.Json;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Security;

/// <summary>Finds out who a token speaks of and which roles he holds now.</summary>
/// <remarks>Asked at every request: a role that was taken, and a client that was shut out, end at once and not with the token.</remarks>
public sealed class CallerReader(LicensingDb db, IdentityOptions identity, TimeProvider clock)
{
    public async Task<Caller> ReadAsync(ClaimsPrincipal token, CancellationToken ct)
    {
        var subject = Values(token, identity.Claims.Subject).FirstOrDefault();
        if (string.IsNullOrWhiteSpace(subject) || subject.Length > StorageConventions.DefaultTextLength)
            throw new ProblemException(ProblemCode.TokenInvalid, $"The token has no usable claim {identity.Claims.Subject}.");
        // Compared again here: a server may take "Maya" and "maya" for equal, and they are two people.
        if (identity.IsEmbedded && (await db.Clients.AsNoTracking().Where(c => c.Name == subject).ToListAsync(ct))
            .Any(c => c.Name == subject && c.DisabledAt is not null))
            throw new ProblemException(ProblemCode.CallerUnknown, "The client was disabled.");

        var now = clock.Now();
        var given = await db.Memberships.AsNoTracking()
            .Where(m => m.Subject == subject && m.From <= now && (m.Until == null || m.Until > now))
            .Select(m => new { m.Subject, m.Role, AgencyId = m.Agency == null ? null : m.Agency.PublicId, Key = m.AgencyId })
            .ToListAsync(ct);
        List<HeldRole> held = [.. given.Where(m => m.Subject == subject).Select(m => new HeldRole(m.Role, m.AgencyId, m.Key))];
        var claimed = await ClaimedAsync(token, ct);
        // The same exclusions as in the register, over both together. Where they clash nothing of the claims counts, whoever put them
        // there: the provider can neither add a hat to somebody nor take away one that the register gave.
        if (Hats.GoTogether(held.Concat(claimed).Select(h => h.Role)))
            held.AddRange(claimed);
        return Caller.Of(subject, [.. held.Distinct().OrderBy(h => h.Role)]);
    }

    private async Task<IReadOnlyList<HeldRole>> ClaimedAsync(ClaimsPrincipal token, CancellationToken ct)
    {
        var roles = Values(token, identity.Claims.Roles).Where(identity.Roles.ContainsKey).Select(value => identity.Roles[value]).Distinct().ToList();
        if (roles.Count == 0)
            return [];
        var named = Values(token, identity.Claims.Agencies).Distinct().ToList();
        var agencies = named.Count == 0 ? [] : (await db.Agencies.AsNoTracking().Where(a => named.Contains(a.PublicId)).Select(a => new { a.PublicId, a.Id }).ToListAsync(ct))
            .Where(a => named.Contains(a.PublicId)).ToList();
        // An agency's role without an agency is no role.
        return [.. roles.SelectMany(role => Hats.IsOfAgency(role) ? agencies.Select(a => new HeldRole(role, a.PublicId, a.Id)) : [new HeldRole(role)])];
    }

    private static IEnumerable<string> Values(ClaimsPrincipal token, string? name)
    {
        if (name is null)
            return [];
        var whole = token.FindAll(name).Select(c => c.Value).ToList();
        if (whole.Count > 0 || name.Split('.', 2) is not [var first, var rest])
            return whole;
        return token.FindAll(first).SelectMany(c => Inside(c.Value, rest));
    }

    // An object in a token is a claim whose value is its JSON.
    private static IEnumerable<string> Inside(string json, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var at = document.RootElement;
            foreach (var part in path.Split('.'))
            {
                if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(part, out at))
                    return [];
            }

            return at.ValueKind switch
            {
                JsonValueKind.String => [at.GetString()!],
                JsonValueKind.Array => [.. at.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!)],
                _ => [],
            };
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
