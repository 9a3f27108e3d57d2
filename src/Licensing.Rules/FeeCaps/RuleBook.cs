using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Licensing.Rules.FeeCaps;

/// <summary>Rules found by corridor, so that what a placement costs to judge follows the law of its own two countries and not
/// all the law that a ministry watches.</summary>
public sealed class RuleBook
{
    private readonly FrozenSet<string> _origins, _destinations;
    private readonly FrozenDictionary<(string?, string?), ImmutableArray<Rule>> _byCorridor;

    /// <param name="rules">In any order.</param>
    public RuleBook(IEnumerable<Rule> rules)
    {
        All = [.. rules];
        _origins = All.Select(r => r.Origin).OfType<string>().ToFrozenSet();
        _destinations = All.Select(r => r.Destination).OfType<string>().ToFrozenSet();
        var sorted = All.OrderBy(r => r.Law).ThenBy(r => r.Provision, StringComparer.Ordinal).ThenBy(r => r.Version).ToList();
        // Null stands for every country that no rule names.
        _byCorridor = _origins.Append(null).SelectMany(_ => _destinations.Append(null), (o, d) => (o, d))
            .ToFrozenDictionary(c => c, c => sorted.Where(r => r.AppliesTo(c.o, c.d)).ToImmutableArray());
    }

    public ImmutableArray<Rule> All { get; }

    /// <summary>What is law for this pair of countries at some time, sorted by law, provision and version.</summary>
    public ImmutableArray<Rule> On(string origin, string destination) =>
        _byCorridor[(_origins.Contains(origin) ? origin : null, _destinations.Contains(destination) ? destination : null)];
}
