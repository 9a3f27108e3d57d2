using Licensing.Rules.FeeCaps;
using Licensing.Rules.LawChanges;

namespace Licensing.Api.Features.Law;

/// <summary>How the law changed since something was judged.</summary>
/// <param name="changes">In order; all after the oldest edition that is asked about.</param>
/// <param name="lastOf">Of each edition the last step that made it law.</param>
public sealed class LawSince(IReadOnlyList<LawSince.Change> changes, IReadOnlyDictionary<string, long> lastOf)
{
    /// <param name="What">Which texts came, went and followed others, for people.</param>
    public sealed record Change(LawStep Step, LawChange Touching, string What);

    public static readonly LawSince None = new([], new Dictionary<string, long>());

    /// <summary>The steps after this edition that touch one of these placements; empty: they are judged as with that edition.</summary>
    /// <param name="digests">Editions; the newest of them counts. Null: not judged.</param>
    public IReadOnlyList<Change> Touching(IEnumerable<string?> digests, IEnumerable<PlacementFacts> facts)
    {
        var known = digests.OfType<string>().ToList();
        if (known.Count == 0)
            return [];
        var from = known.Max(d => lastOf.GetValueOrDefault(d));
        return [.. changes.Where(c => IsAfter(c.Step, from) && facts.Any(c.Touching.Touches))];
    }

    // A draft has no place yet: it comes last.
    private static bool IsAfter(LawStep step, long from) => step.Id == 0 || step.Id > from;
}
