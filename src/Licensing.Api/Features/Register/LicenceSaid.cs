using System.Globalization;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Licences;
using Licensing.Api.Http;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Register;

/// <summary>Whose licence it is.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Names">Those that it has on that day, in every script.</param>
public sealed record LicenceHolder(string Id, string Reference, string Country, IReadOnlyList<string> Names, string? Address);

/// <summary>What the register says of one licence on one day: licensed or not, why, since when.</summary>
/// <param name="Asked">The number or id that was asked for.</param>
/// <param name="Known">Whether there is such a licence.</param>
/// <param name="Licensed">Whether it allows recruiting on that day; false where there is none.</param>
/// <param name="Sentence">The same in words (English).</param>
/// <param name="On">The day.</param>
/// <param name="KnownAt">What had been recorded by then (UTC).</param>
public sealed record LicenceSaid(string Asked, bool Known, bool Licensed, string Sentence, DateOnly On, DateTime KnownAt, RegisterLicence? Licence, LicenceHolder? Holder)
{
    public static LicenceSaid Of(string asked, Licence? licence, RegisterMoment at, Ministry ministry)
    {
        var said = licence is null ? null : RegisterLicence.Of(licence, at, ministry);
        if (said is null)
            return new LicenceSaid(asked, false, false, $"The register of {ministry.Name} knew no licence {asked} on {Day(at.On)}.", at.On, at.KnownAt, null, null);
        var facts = licence!.Agency.FactsOn(at.On, at.KnownAt).OrderBy(f => f.Language, StringComparer.Ordinal).ToList();
        var holder = new LicenceHolder(
            licence.Agency.PublicId, licence.Agency.Reference, licence.Agency.Country, [.. facts.Where(f => f.Kind == AgencyFactKind.Name).Select(f => f.Value)],
            facts.SingleOrDefault(f => f.Kind == AgencyFactKind.Address)?.Value);
        return new LicenceSaid(asked, true, said.Licensed, InWords(said, at.On), at.On, at.KnownAt, said, holder);
    }

    private static string InWords(RegisterLicence l, DateOnly on)
    {
        var since = l.Since is { } from ? $" since {Day(from)}" : "";
        // A suspension that the term ends with does not give the licence back.
        var until = l.Until is { } last && (l.Licensed || l.Until != l.TermUntil) ? $", until {Day(last)}" : "";
        var because = l.Reasons.Count > 0 ? $"; reason: {string.Join(", ", l.Reasons.Select(InWords))}" : "";
        return (l.Licensed ? $"Licensed on {Day(on)}: " : $"NOT licensed on {Day(on)}: ") + l.State switch
        {
            LicenceState.Full => $"licence {l.Number} is in force{since}{until}.",
            LicenceState.Provisional => $"licence {l.Number} is in force as a provisional one{since}{until}.",
            LicenceState.PartlySuspended => $"licence {l.Number} is in force, but in part suspended{since}{until}: {string.Join("; ", l.SuspendedParts)}{because}.",
            LicenceState.Suspended => $"licence {l.Number} is suspended{since}{until}{because}.",
            LicenceState.Upcoming => $"licence {l.Number} begins on {Day(l.TermFrom!.Value)}.",
            LicenceState.Expired => $"licence {l.Number} ended on {Day(l.TermUntil!.Value)}.",
            LicenceState.Surrendered => $"licence {l.Number} was given back by the agency{since}.",
            LicenceState.Revoked => $"licence {l.Number} is revoked{since}{because}.",
            _ => throw new ArgumentOutOfRangeException(nameof(l)),
        };
    }

    private static string InWords(MeasureReason reason) => Json.Words.ConvertName(reason.ToString()).Replace('-', ' ');

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>Finds a licence with all that is said of it, by how it is asked for.</summary>
internal static class LicenceLookup
{
    /// <param name="asked">Public id, or the number; as printed it is always found, else without its strokes and blanks.</param>
    /// <exception cref="ProblemException">licence.number-ambiguous.</exception>
    public static async Task<Licence?> AskedForAsync(this IQueryable<Licence> licences, string asked, CancellationToken ct)
    {
        // The one character that a path keeps encoded, and that numbers have.
        asked = asked.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        var all = licences.AsNoTracking().Include(l => l.Facts).Include(l => l.Conditions.Where(c => c.IsPublic)).ThenInclude(c => c.Acts).Include(l => l.Agency).ThenInclude(a => a.Facts).AsSplitQuery();
        if (asked.StartsWith(Licence.IdPrefix + "_", StringComparison.Ordinal))
            return await all.SingleOrDefaultAsync(l => l.PublicId == asked, ct);
        var (number, key) = (Text.Normalise(asked), Licence.KeyOf(asked));
        if (key.Length == 0)
            return null;
        var found = await all.Where(l => l.NumberKey == key).OrderBy(l => l.Id).Take(10).ToListAsync(ct);
        return found.Find(l => l.Number == number)
            ?? (found.Count > 1 ? throw new ProblemException(ProblemCode.LicenceNumberAmbiguous) : found.SingleOrDefault());
    }
}
