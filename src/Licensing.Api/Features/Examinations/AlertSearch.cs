using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Bars;
using Licensing.Api.Features.Licences;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Examinations;

/// <summary>Looks for what an application has in common with agencies that were revoked or refused, and with whom is barred on a day. Equal digests only:
/// what is alike is not looked for.</summary>
public sealed class AlertSearch(LicensingDb db, ApplicationSeal seal, Ministry ministry, TimeProvider clock)
{
    /// <summary>What matches today. Nothing is shown of the details: the alert says where in them, never what.</summary>
    public async Task<IReadOnlyList<AlertFound>> FindAsync(LicenceApplication application, CancellationToken ct)
    {
        var today = ministry.Today(clock);
        var version = await db.ApplicationVersions.AsNoTracking().SingleAsync(v => v.ApplicationId == application.Id && v.Number == application.LatestNumber, ct);
        var marks = seal.Open(version) is { } details ? seal.MarksOf(details) : [];
        var places = marks.SelectMany(m => m.Digests.Select(digest => (Digest: digest, m.Kind, m.At))).ToLookup(m => (m.Kind, m.Digest), m => m.At);
        var digests = places.Select(p => p.Key.Digest).ToList();

        var found = new List<AlertFound>();
        found.AddRange(await BarredAsync(application, places, digests, today, ct));
        found.AddRange(await RevokedAndRefusedAsync(application, places, digests, today, ct));
        return [.. found.DistinctBy(f => f.Key).OrderBy(f => f.With).ThenBy(f => f.Match).ThenBy(f => f.At, StringComparer.Ordinal).ThenBy(f => f.WithId, StringComparer.Ordinal)];
    }

    private async Task<IEnumerable<AlertFound>> BarredAsync(
        LicenceApplication application, ILookup<(MarkKind, string), string> places, List<string> digests, DateOnly today, CancellationToken ct)
    {
        var inForce = db.Bars.AsNoTracking().InForceOn(today);
        var own = await inForce.Where(b => b.AgencyId == application.AgencyId).Select(b => new { b.PublicId, b.From }).ToListAsync(ct);
        var persons = await db.BarMarks.AsNoTracking().Where(m => digests.Contains(m.Digest)).Join(inForce, m => m.BarId, b => b.Id, (m, b) => new { m.Kind, m.Digest, b.PublicId, b.From }).ToListAsync(ct);
        return own.Select(b => new AlertFound(AlertMatch.Agency, "", AlertWith.Bar, b.PublicId, b.From))
            .Concat(persons.SelectMany(m => places[(m.Kind, m.Digest)].Select(at => new AlertFound(Of(m.Kind), at, AlertWith.Bar, m.PublicId, m.From))));
    }

    private async Task<IEnumerable<AlertFound>> RevokedAndRefusedAsync(
        LicenceApplication application, ILookup<(MarkKind, string), string> places, List<string> digests, DateOnly today, CancellationToken ct)
    {
        var others = await db.ApplicationMarks.AsNoTracking().Where(m => digests.Contains(m.Digest) && m.Application.AgencyId != application.AgencyId)
            .Select(m => new { m.Kind, m.Digest, m.Application.AgencyId, Agency = m.Application.Agency.PublicId, Application = m.Application.PublicId, m.Application.State, m.Application.ChangedAt })
            .ToListAsync(ct);
        var agencies = others.Select(o => o.AgencyId).Append(application.AgencyId).Distinct().ToList();
        var revoked = await RevokedAsync(agencies, today, ct);

        var found = new List<AlertFound>();
        if (revoked.TryGetValue(application.AgencyId, out var itself))
            found.Add(new(AlertMatch.Agency, "", AlertWith.RevokedAgency, application.Agency.PublicId, itself));
        foreach (var other in others)
        {
            foreach (var at in places[(other.Kind, other.Digest)])
            {
                if (revoked.TryGetValue(other.AgencyId, out var since))
                    found.Add(new(Of(other.Kind), at, AlertWith.RevokedAgency, other.Agency, since));
                // A refused application changes no more until an appeal reopens it.
                if (other.State == ApplicationState.Refused)
                    found.Add(new(Of(other.Kind), at, AlertWith.RefusedApplication, other.Application, ministry.DayOf(other.ChangedAt)));
            }
        }

        return found;
    }

    /// <summary>Agencies with a licence that is revoked today, with the first day of it.</summary>
    private async Task<Dictionary<long, DateOnly>> RevokedAsync(List<long> agencies, DateOnly today, CancellationToken ct)
    {
        var licences = await db.Licences.AsNoTracking().Include(l => l.Facts)
            .Where(l => agencies.Contains(l.AgencyId) && l.Facts.Any(f => f.Kind == LicenceFactKind.Revocation && f.WithdrawnAt == null && f.From <= today)).ToListAsync(ct);
        var now = clock.Now();
        return licences.Where(l => l.StandingOn(today, now).State == LicenceState.Revoked).GroupBy(l => l.AgencyId)
            .ToDictionary(g => g.Key, g => g.SelectMany(l => l.Facts).Where(f => f.Kind == LicenceFactKind.Revocation && f.From <= today && f.IsKnownAt(now)).Min(f => f.From));
    }

    private static AlertMatch Of(MarkKind kind) => kind switch
    {
        MarkKind.Person => AlertMatch.Person,
        MarkKind.Company => AlertMatch.Company,
        MarkKind.Address => AlertMatch.Address,
        MarkKind.Phone => AlertMatch.Phone,
        MarkKind.BankAccount => AlertMatch.BankAccount,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
