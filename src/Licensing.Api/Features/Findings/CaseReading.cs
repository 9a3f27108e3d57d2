using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Law;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Findings;

/// <summary>Reads what <see cref="Cases"/> needs besides versions and findings, alike for the job that judges and for a simulation.</summary>
internal static class CaseReading
{
    /// <summary>Older versions of these disclosures that findings rest on: a correction does not take back what was reported before.</summary>
    /// <param name="rows">Tracked or not, as the caller needs them.</param>
    /// <param name="findings">By placement.</param>
    public static async Task<ILookup<long, DisclosureVersion>> OlderVersionsAsync(
        IQueryable<DisclosureVersion> rows, IReadOnlyList<DisclosureVersion> versions, ILookup<long, Finding> findings, CancellationToken ct)
    {
        var corrected = versions.Where(v => findings[v.Disclosure.PlacementId].Any(f => f.FollowsTheLaw && Cases.NumbersOf(f).Any(n => n != v.Number)))
            .Select(v => v.DisclosureId).Distinct().ToList();
        return (corrected.Count == 0 ? [] : await rows.Where(v => corrected.Contains(v.DisclosureId) && !v.IsCurrent && v.Number > 0).ToListAsync(ct)).ToLookup(v => v.DisclosureId);
    }

    /// <summary>How the law changed since any of these was judged.</summary>
    public static Task<LawSince> SinceAsync(
        LawSteps steps, LawEdition edition, IReadOnlyList<DisclosureVersion> versions, ILookup<long, Finding> findings, LawStep? draft, CancellationToken ct)
    {
        var judgedBy = versions.Select(v => v.LawDigest).OfType<string>()
            .Concat(versions.SelectMany(v => findings[v.Disclosure.PlacementId]).Where(f => f.FollowsTheLaw).Select(f => FindingGrounds.Read(f.Grounds)[0].RestsOn.Law).OfType<string>())
            .Distinct().ToList();
        return draft is null && judgedBy.All(d => d == edition.Digest) ? Task.FromResult(LawSince.None) : steps.SinceAsync(judgedBy, draft, ct);
    }
}
