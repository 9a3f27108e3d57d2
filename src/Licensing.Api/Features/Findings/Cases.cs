using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Law;

namespace Licensing.Api.Features.Findings;

/// <summary>What a verdict makes of the cases of a placement. Opens and changes findings in memory only: the job that judges stores what
/// comes out, a simulation counts it.</summary>
/// <param name="verdictOf">What the same edition of the law says of an older version.</param>
internal sealed class Cases(LawSince since, Func<DisclosureVersion, Placement, Verdict> verdictOf, DateTime at)
{
    /// <param name="Because">Steps of the law that touch what the case rests on, since it was last judged; empty where law is not the reason.</param>
    internal sealed record Outcome(Finding Finding, CaseChange Change, IReadOnlyList<LawSince.Change> Because);

    /// <param name="version">The newest.</param>
    /// <param name="judgedBy">The edition that this version was judged with before; null: never.</param>
    /// <param name="known">Every finding about the placement.</param>
    /// <param name="versions">Older versions, as far as findings rest on them.</param>
    public IEnumerable<Outcome> Of(
        Placement placement, DisclosureVersion version, string? judgedBy, Verdict verdict, IReadOnlyList<Finding> known, IReadOnlyDictionary<int, DisclosureVersion> versions)
    {
        foreach (var breach in verdict.Breaches.Where(b => known.All(f => f.Kind != b.Kind)))
        {
            var because = since.Touching([judgedBy], [verdict.Facts]);
            var opened = new Finding(placement, version, breach, FindingGrounds.Of(verdict.RestsOn, breach, verdict.Judgements), at);
            opened.Follow(LastOf(because));
            yield return new(opened, CaseChange.Opened, because);
        }

        foreach (var finding in known)
        {
            if (Outcome(finding) is { } outcome)
                yield return outcome;
        }

        Outcome? Outcome(Finding finding)
        {
            var newest = verdict.Evidence(version, finding.Kind);
            IReadOnlyList<LawSince.Change> because = [];
            if (finding.FollowsTheLaw)
            {
                var grounds = FindingGrounds.Read(finding.Grounds);
                var older = grounds.Select(g => g.RestsOn.DisclosureNumber).Distinct().Where(n => n != version.Number && versions.ContainsKey(n)).Order()
                    .Select(n => (Version: versions[n], Verdict: new Lazy<Verdict>(() => verdictOf(versions[n], placement)))).ToList();
                because = since.Touching([grounds[0].RestsOn.Law, judgedBy], older.Select(o => o.Verdict.Value.Facts).Append(verdict.Facts));
                if (finding.FellByLaw || because.Count > 0)
                {
                    var evidence = older.Select(o => o.Verdict.Value.Evidence(o.Version, finding.Kind)).Append(newest).ToList();
                    // What opens again with a new version does so for what that reports.
                    if (finding.FellByLaw && judgedBy is null)
                        because = [];
                    return finding.Restate(evidence, LastOf(because), at) is { } change ? new(finding, change, because) : null;
                }
            }

            return finding.Update(version, newest.Breach, newest.Grounds, at) ? new(finding, CaseChange.Updated, because) : null;
        }
    }

    private static LawStep? LastOf(IReadOnlyList<LawSince.Change> changes) => changes is [.., var last] ? last.Step : null;

    /// <summary>Older versions that findings about a placement rest on, by number.</summary>
    public static IEnumerable<int> NumbersOf(Finding finding) => FindingGrounds.Read(finding.Grounds).Select(g => g.RestsOn.DisclosureNumber);
}
