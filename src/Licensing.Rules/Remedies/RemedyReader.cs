using System.Collections.Immutable;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;
using Period = Licensing.Rules.Licences.Period;

namespace Licensing.Rules.Remedies;

/// <summary>Reads a pack of remedies from its YAML tree. Strict, like the reader of rule packs: an unknown key or word is an error that
/// names its place, and all errors are reported together.</summary>
public sealed class RemedyReader
{
    private readonly List<string> _errors = [];
    private readonly PackReader _pack;

    private RemedyReader(CodeLists codes) => _pack = new(codes, _errors);

    /// <param name="lineOf">Gives the line of a place such as <c>pack.remedies[0].gives</c>, or null; the tree itself has no lines.</param>
    /// <returns>The pack, or null and every error found.</returns>
    public static (RemedyPack? Pack, IReadOnlyList<string> Errors) Read(object? yaml, CodeLists codes, Func<string, int?>? lineOf = null)
    {
        var reader = new RemedyReader(codes);
        var pack = reader.Pack(new(yaml, "pack", reader._errors));
        return (reader._errors.Count == 0 ? pack : null, YamlLines.Located(reader._errors, lineOf));
    }

    private RemedyPack Pack(YamlNode node)
    {
        var map = node.Map("pack", "title", "law", "jurisdiction", "origin", "destination", "remedies", "liability");
        var law = map.Word<LawSide>("law");
        if (law == LawSide.Standard) map.Error("law", "must be origin, destination or agreement");
        var pack = new RemedyPack(map.Text("pack"), map.Text("title"), law,
            law switch { LawSide.Origin => _pack.Country(map.Get("jurisdiction")), LawSide.Agreement => _pack.Country(map.Get("origin")), _ => null },
            law switch { LawSide.Destination => _pack.Country(map.Get("jurisdiction")), LawSide.Agreement => _pack.Country(map.Get("destination")), _ => null },
            [], map.Find("liability") is { } liability ? [.. liability.List().Select(Liability)] : []);
        var remedies = map.Get("remedies").List().Select(n => Remedy(n, pack)).ToImmutableArray();
        foreach (var versions in remedies.GroupBy(r => r.Name))
        {
            var ordered = versions.OrderBy(r => r.Version).ToList();
            if (!ordered.Select(r => r.Version).SequenceEqual(Enumerable.Range(1, ordered.Count))) _errors.Add($"{versions.Key}: versions must be 1, 2, … without gaps.");
            foreach (var (earlier, later) in ordered.Zip(ordered.Skip(1)))
                if (earlier.Reads.InForce.SurelyOverlaps(later.Reads.InForce)) _errors.Add($"{versions.Key}: versions {earlier.Version} and {later.Version} overlap in time.");
        }
        return pack with { Remedies = remedies };
    }

    private Remedy Remedy(YamlNode node, RemedyPack pack)
    {
        var map = node.Map("remedy", "version", "title", "source", "effectiveFrom", "effectiveUntil", "contested", "decidedBy", "belongsTo", "ground", "scope", "except",
            "withinMonths", "counts", "gives", "plus", "interest", "within", "power");
        var name = map.Text("remedy");
        if (!name.StartsWith(pack.Name + ".", StringComparison.Ordinal)) map.Error("remedy", $"must start with \"{pack.Name}.\"");
        var (ground, needs) = GroundOf(map.Get("ground"));
        var decidedBy = map.Word<RemedyDay>("decidedBy");
        var counts = map.Find("counts");
        if (decidedBy == RemedyDay.Payment && counts is null) map.Error("decidedBy", "cannot be payment where no payment counts");
        var months = map.Find("withinMonths")?.Number();
        if (months is not null && ground != Ground.EmploymentEnded) map.Error("withinMonths", "belongs to an employment that ended");
        var gives = GivesOf(map.Get("gives"));
        ImmutableArray<Gives> plus = map.Find("plus") is { } p ? [.. p.List().Select(GivesOf)] : [];
        if (counts is null && plus.Add(gives).Any(g => g is not GivesStated)) map.Error("gives", "needs counts: what was paid");
        if (plus.Any(g => g is not (GivesPercent or GivesStated))) map.Error("plus", "must be { percent: … } or { stated: … }");
        if (gives is GivesUnserved && ground != Ground.EmploymentEnded) map.Error("gives", "is unserved, and so needs the ground employment-ended");
        var interest = map.Find("interest") is { } i ? Interest(i) : null;
        if (interest is not null && gives is GivesStated) map.Error("interest", "needs payments with their days");
        return new(new Rule
        {
            Provision = name, Version = map.Number("version"), Title = map.Text("title"), Law = pack.Law, Origin = pack.Origin, Destination = pack.Destination,
            Source = map.Get("source").Source(), InForce = InForce(map), Contested = map.Find("contested") is { } c ? PackReader.Contested(c) : null,
            // Of an event no payment's day is asked: it is looked at by itself.
            DecidedBy = decidedBy == RemedyDay.Payment ? DecidingDate.Payment : DecidingDate.Signing,
            Scope = map.Find("scope") is { } scope ? _pack.Guards(scope) : [],
            Except = map.Find("except") is { } except ? [.. except.List().Select(_pack.Guards)] : [],
            Counts = counts is null ? new Counts([], [], [], []) : _pack.Counts(counts.Map("include", "exclude", "paidBy", "paidTo")),
            Duty = new ReceiptDuty(),
        }, map.Find("belongsTo")?.Text(), decidedBy, ground, needs, months, counts is not null, gives, plus, interest,
            map.Find("within") is { } within ? Time(within) : null, map.Word<OrderPower>("power"));
    }

    private static PartialRange InForce(YamlMap map)
    {
        var range = new PartialRange(map.Get("effectiveFrom").Date(), map.Find("effectiveUntil")?.Date());
        if (range.Until?.Latest < range.From.Earliest) map.Error("effectiveUntil", "lies before effectiveFrom");
        return range;
    }

    private static (Ground, Established?) GroundOf(YamlNode node)
    {
        if (!node.IsText) return (Ground.Established, node.Map("established").Word<Established>("established"));
        var ground = node.Word<Ground>();
        if (ground == Ground.Established) node.Error("must say what is established: { established: … }");
        return (ground, null);
    }

    private static Gives GivesOf(YamlNode node)
    {
        if (node.Is("all")) return new GivesAll();
        if (node.Is("unserved")) return new GivesUnserved();
        var map = node.IsText ? null : node.Map("percent", "stated");
        if (map?.Keys is not [var key])
        {
            node.Error("must be all, unserved, { percent: … } or { stated: … }");
            return new GivesAll();
        }
        if (key == "stated") return new GivesStated(map.Word<StatedSum>(key));
        var percent = map.Decimal(key);
        if (percent.Sign == 0 || percent > 100) map.Error(key, "must be above 0 and at most 100");
        return new GivesPercent(percent);
    }

    private static InterestRule Interest(YamlNode node)
    {
        var map = node.Map("percentPerYear", "outside");
        if (map.Keys.Length != 1) node.Error("needs percentPerYear, or outside: which rate it is");
        return new(map.Find("percentPerYear")?.Decimal(), map.Find("outside")?.Text());
    }

    private static Period Time(YamlNode node)
    {
        if (!Period.TryParse(node.Text(), out var period)) node.Error("must be a time like 30 days, 3 months or 5 years");
        return period;
    }

    private static LiabilityRule Liability(YamlNode node)
    {
        var map = node.Map("rule", "title", "source", "effectiveFrom", "effectiveUntil", "who");
        return new(map.Text("rule"), map.Text("title"), map.Get("source").Source(), InForce(map), [.. map.Get("who").List().Select(n => n.Word<Answerable>())]);
    }
}
