using System.Collections.Immutable;
using System.Text;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Rules.LawChanges;

/// <summary>Workers that a law may tell apart.</summary>
/// <param name="Name">How the answer calls them.</param>
/// <param name="Occupation">ISCO-08; null: not said, so what a law says of one occupation only is in doubt.</param>
public sealed record WorkerClass(string Name, string? Occupation, EmployerKind? Employer, Sex? Sex = null)
{
    public static readonly ImmutableArray<WorkerClass> Usual =
    [
        new("domestic worker in a household", "9111", EmployerKind.Household),
        new("construction worker", "9313", EmployerKind.Company),
        new("nurse", "2221", EmployerKind.Company),
    ];
}

public enum CoverageKind
{
    /// <summary>No rule of this law speaks.</summary>
    Gap,
    /// <summary>A rule may speak: a fact decides that the class leaves open, its dates are in doubt, or it is contested.</summary>
    InDoubt,
    /// <summary>Two provisions of one law limit the same cost, each in its own way. Both bind.</summary>
    TwoLimits,
    /// <summary>One provision of a law forbids what another of the same law allows.</summary>
    Contradiction,
    /// <summary>One law forbids what another law allows.</summary>
    LawsApart,
}

/// <summary>What is to be known before law is approved.</summary>
/// <param name="Law">Null where several laws are apart.</param>
/// <param name="Categories">Sorted; a whole group by its name, everything that was asked as <c>*</c>.</param>
/// <param name="Days">Of signing and payment alike.</param>
/// <param name="Provisions">Those that speak, or may: provision and version, sorted; empty for a gap.</param>
public sealed record CoverageEntry(
    CoverageKind Kind, string Origin, string Destination, LawSide? Law, ImmutableArray<string> Classes, ImmutableArray<string> Categories,
    DayRange Days, ImmutableArray<string> Provisions)
{
    public override string ToString() =>
        $"{Origin} to {Destination}, {(Law is { } law ? Words.Of(law) : "between laws")}, {string.Join(" and ", Classes)}, {Say(Days)}: "
        + $"{Words.Of(Kind)} for {string.Join(", ", Categories)}{(Provisions.IsEmpty ? "" : " (" + string.Join(", ", Provisions) + ")")}";

    private static string Say(DayRange days) => (days.From == DateOnly.MinValue, days.Until == DateOnly.MaxValue) switch
    {
        (true, true) => "on every day",
        (true, false) => $"until {days.Until:O}",
        (false, true) => $"from {days.From:O} on",
        _ => $"{days.From:O} to {days.Until:O}",
    };
}

/// <summary>What a change of law does to what is named by <see cref="LawCoverage"/>, day by day and cost by cost.</summary>
/// <param name="Opened">Named after the change and not before.</param>
/// <param name="Closed">Named before and not after; with the provisions of before.</param>
/// <param name="Remaining">Everything that is named after the change, what it opened included.</param>
public sealed record CoverageChange(ImmutableArray<CoverageEntry> Opened, ImmutableArray<CoverageEntry> Closed, ImmutableArray<CoverageEntry> Remaining);

/// <summary>Names gaps, doubts and conflicts of a set of rules: for which corridors, workers, costs and days no rule speaks of what
/// a worker is charged, or several rules speak against each other.</summary>
public static class LawCoverage
{
    /// <summary>Every pair of an origin and a destination whose law some rule is, or that one names.</summary>
    public static IEnumerable<(string Origin, string Destination)> Corridors(RuleBook rules)
    {
        var origins = rules.All.SelectMany(r => Named(r, GuardFact.Origin, r.Origin)).ToHashSet();
        var destinations = rules.All.SelectMany(r => Named(r, GuardFact.Destination, r.Destination)
            .Concat(r.Duty is CapDuty { Basis: FixedByDestination table } ? table.Amounts.Keys : [])).ToHashSet();
        return from o in origins.Order(StringComparer.Ordinal) from d in destinations.Order(StringComparer.Ordinal) where o != d select (o, d);

        static IEnumerable<string> Named(Rule rule, GuardFact fact, string? own) =>
            rule.Scope.Where(g => g.Fact == fact).SelectMany(g => g.OneOf).Concat(own is null ? [] : [own]);
    }

    /// <summary>Costs that a law can allow; the illegitimate never are.</summary>
    public static ImmutableArray<string> Costs(CodeLists codes) =>
        [.. codes.Categories.Where(c => Counting.Category("illegitimate", c) == Holds.No).Order(StringComparer.Ordinal)];

    /// <param name="rules">All law that is or would be in force.</param>
    /// <param name="days">Both ends inclusive.</param>
    /// <param name="paidTo">To whom the worker pays; the agency that is asked about is one of the origin.</param>
    /// <returns>Sorted by corridor, law, kind and day.</returns>
    public static ImmutableArray<CoverageEntry> Of(
        RuleBook rules, IEnumerable<(string Origin, string Destination)> corridors, ImmutableArray<WorkerClass> classes, DayRange days, CodeLists codes,
        Role paidTo = Role.Agency) =>
    [
        .. corridors.SelectMany(c => OneCorridor(rules.On(c.Origin, c.Destination), c.Origin, c.Destination, classes, days, codes, paidTo)),
    ];

    /// <summary>The pairs of countries, of all that either set of rules knows, in which a change can be felt.</summary>
    public static ImmutableArray<(string Origin, string Destination)> Corridors(LawChange change, RuleBook before, RuleBook after) =>
    [
        .. Corridors(new RuleBook(before.All.Concat(after.All))).Where(c => change.Reaches.Any(r =>
            (r.Origins.IsEmpty || r.Origins.Contains(c.Origin)) && (r.Destinations.IsEmpty || r.Destinations.Contains(c.Destination)))),
    ];

    /// <summary>What a change opens and closes. Two provisions that limit or forbid one cost are the same conflict whatever version of
    /// each it is. A first agreement is not blamed for what it leaves to the laws of both countries.</summary>
    /// <param name="days">Both ends inclusive.</param>
    public static CoverageChange Between(
        RuleBook before, RuleBook after, IEnumerable<(string Origin, string Destination)> corridors, ImmutableArray<WorkerClass> classes, DayRange days, CodeLists codes,
        Role paidTo = Role.Agency)
    {
        var (opened, closed, remaining) = (new List<CoverageEntry>(), new List<CoverageEntry>(), new List<CoverageEntry>());
        var costs = Costs(codes);
        foreach (var (origin, destination) in corridors)
        {
            var (was, now) = (Cells(before.On(origin, destination), origin, destination, classes, days, codes, paidTo), Cells(after.On(origin, destination), origin, destination, classes, days, codes, paidTo));
            var agreed = was.Exists(f => f.Law == LawSide.Agreement) && now.Exists(f => f.Law == LawSide.Agreement);
            opened.AddRange(Entries(Without(now, was), origin, destination, costs));
            closed.AddRange(Entries(Without(was, now), origin, destination, costs));
            remaining.AddRange(Entries(now, origin, destination, costs));

            List<Found> Without(List<Found> these, List<Found> those)
            {
                var others = those.ToLookup(f => f.Key);
                return [.. these.Where(f => agreed || f.Kind != CoverageKind.Gap || f.Law != LawSide.Agreement)
                    .SelectMany(f => f.Days.Without(others[f.Key].Select(o => o.Days)).Select(d => f with { Days = d }))];
            }
        }

        return new([.. opened], [.. closed], [.. remaining]);
    }

    private sealed record Found(CoverageKind Kind, LawSide? Law, string Class, string Cost, DayRange Days, string Provisions)
    {
        public (CoverageKind, LawSide?, string, string, string) Key => (Kind, Law, Class, Cost,
            Kind is CoverageKind.Gap or CoverageKind.InDoubt ? "" : string.Join(' ', Provisions.Split(", ").Select(p => p.Split(' ')[0]).Distinct()));
    }

    private static IEnumerable<CoverageEntry> OneCorridor(ImmutableArray<Rule> rules, string origin, string destination,
        ImmutableArray<WorkerClass> classes, DayRange days, CodeLists codes, Role paidTo) =>
        Entries(Cells(rules, origin, destination, classes, days, codes, paidTo), origin, destination, Costs(codes));

    private static List<Found> Cells(ImmutableArray<Rule> rules, string origin, string destination,
        ImmutableArray<WorkerClass> classes, DayRange days, CodeLists codes, Role paidTo)
    {
        var costs = Costs(codes);
        var caps = rules.Where(r => r.Duty is CapDuty && r.Counts.Payers.Contains(Role.Worker)).ToList();
        var parts = DayRange.Split(days, caps.SelectMany(RuleInTime.Turns)).ToList();
        var found = new List<Found>();
        foreach (var worker in classes)
        {
            var cells = caps.Select(r => new RuleOnCosts(r, origin, destination, worker, costs, codes, paidTo)).Where(c => c.Speaks).ToList();
            for (var i = 0; i < costs.Length; i++)
            {
                var open = new Dictionary<(CoverageKind, LawSide?), (DayRange Days, string Provisions)>();
                foreach (var part in parts)
                {
                    var now = State(cells, i, part.From).ToDictionary(s => (s.Kind, s.Law), s => string.Join(", ", s.Provisions));
                    foreach (var (key, last) in open.ToList())
                        if (now.Remove(key, out var same) && same == last.Provisions) open[key] = (last.Days with { Until = part.Until }, same);
                        else
                        {
                            Close(key, last);
                            open.Remove(key);
                            if (same is not null) open[key] = (part, same);
                        }
                    foreach (var (key, provisions) in now) open[key] = (part, provisions);
                }
                foreach (var (key, last) in open) Close(key, last);

                void Close((CoverageKind Kind, LawSide? Law) key, (DayRange Days, string Provisions) last) =>
                    found.Add(new(key.Kind, key.Law, worker.Name, costs[i], last.Days, last.Provisions));
            }
        }
        // Where there is no agreement there is nothing that it could leave out.
        var sides = caps.Exists(r => r.Law == LawSide.Agreement);
        return found.FindAll(f => sides || f.Law != LawSide.Agreement);
    }

    private static IEnumerable<CoverageEntry> Entries(IEnumerable<Found> found, string origin, string destination, ImmutableArray<string> costs) =>
        found.GroupBy(f => (f.Kind, f.Law, f.Class, f.Days, f.Provisions)).Select(g => (g.Key, Costs: Groups([.. g.Select(f => f.Cost)], costs)))
            .GroupBy(e => (e.Key.Kind, e.Key.Law, e.Key.Days, e.Key.Provisions, Costs: string.Join(' ', e.Costs)))
            .OrderBy(g => g.Key.Law ?? (LawSide)99).ThenBy(g => g.Key.Kind).ThenBy(g => g.Key.Days.From).ThenBy(g => g.Key.Provisions, StringComparer.Ordinal).ThenBy(g => g.Key.Costs, StringComparer.Ordinal)
            .Select(g => new CoverageEntry(g.Key.Kind, origin, destination, g.Key.Law, [.. g.Select(e => e.Key.Class)], g.First().Costs, g.Key.Days,
                g.Key.Provisions.Length == 0 ? [] : [.. g.Key.Provisions.Split(", ")]));

    private static IEnumerable<(CoverageKind Kind, LawSide? Law, IEnumerable<string> Provisions)> State(List<RuleOnCosts> cells, int cost, DateOnly day)
    {
        var now = cells.Select(c => (Cell: c, Says: c.Says(cost, day))).Where(c => c.Says != CostWord.Nothing).ToList();
        foreach (var law in (LawSide[])[LawSide.Origin, LawSide.Destination, LawSide.Agreement])
        {
            var own = now.Where(c => c.Cell.Rule.Law == law).ToList();
            var sure = own.Where(c => c.Says != CostWord.Perhaps).ToList();
            var (forbids, limits) = (sure.Where(c => c.Says == CostWord.Forbids).ToList(), sure.Where(c => c.Says == CostWord.Limits).ToList());
            if (own.Count == 0) yield return (CoverageKind.Gap, law, []);
            else if (sure.Count == 0) yield return (CoverageKind.InDoubt, law, Names(own));
            if (forbids.Count > 0 && limits.Count > 0) yield return (CoverageKind.Contradiction, law, Names([.. forbids, .. limits]));
            if (limits.Select(c => c.Cell.Amount).Distinct().Skip(1).Any()) yield return (CoverageKind.TwoLimits, law, Names(limits));
        }
        var (no, yes) = (now.Where(c => c.Says == CostWord.Forbids).ToList(), now.Where(c => c.Says == CostWord.Limits).ToList());
        if (no.Any(n => yes.Any(y => y.Cell.Rule.Law != n.Cell.Rule.Law && n.Cell.Rule.Law != LawSide.Standard)))
            yield return (CoverageKind.LawsApart, null, Names([.. no.Where(n => n.Cell.Rule.Law != LawSide.Standard), .. yes]));

        static IEnumerable<string> Names(IEnumerable<(RuleOnCosts Cell, CostWord)> cells) =>
            cells.Select(c => $"{c.Cell.Rule.Provision} v{c.Cell.Rule.Version}").Order(StringComparer.Ordinal);
    }

    private static ImmutableArray<string> Groups(HashSet<string> codes, ImmutableArray<string> asked)
    {
        if (codes.Count == asked.Length) return ["*"];
        return [.. asked.Select(c => c.Split('.')[0]).Distinct().SelectMany(group =>
        {
            var all = asked.Where(c => Counting.Category(group, c) == Holds.Yes).ToList();
            return all.TrueForAll(codes.Contains) ? [group] : all.Where(codes.Contains);
        })];
    }

    internal enum CostWord { Nothing, Perhaps, LeavesOutside, Limits, Forbids }

    /// <summary>What one rule says of every cost of one kind of worker, whatever the day.</summary>
    private sealed class RuleOnCosts
    {
        private readonly CostWord[] _words;
        public Rule Rule { get; }
        public string Amount { get; } = "";
        public bool Speaks => _words.Any(w => w != CostWord.Nothing);

        public RuleOnCosts(Rule rule, string origin, string destination, WorkerClass worker, ImmutableArray<string> costs, CodeLists codes, Role paidTo)
        {
            Rule = rule;
            _words = new CostWord[costs.Length];
            var facts = new PlacementFacts
            {
                Origin = origin, Destination = destination, Occupation = worker.Occupation, Employer = worker.Employer, Sex = worker.Sex,
                AgencyCountry = origin, PartnerAgencyCountry = destination, JobFoundBy = JobFinder.Agency,
                Items = [.. costs.Select(c => new FeeItem(c, ItemKind.Payment, new(1, "USD"), c, Role.Worker, paidTo, null))],
            };
            var guards = new Guards(facts, Holds.Perhaps, rule.Law);
            var applies = guards.Applies(rule);
            var (basis, _) = new CapCalculator(facts, guards, new(codes, RateTable.Empty), codes, null).Resolve(((CapDuty)rule.Duty).Basis);
            if (applies == Holds.No || basis is null || (basis is FixedByDestination table && !table.Amounts.ContainsKey(destination))) return;
            Amount = PackTree.Line(new PackTree(codes).Basis(basis is FixedByDestination t ? new FixedAmount(t.Amounts[destination]) : basis));
            // Days are asked one by one, so here the items need none.
            var counting = Counting.Of(rule with { DecidedBy = DecidingDate.Signing }, facts, codes, new());
            var counted = counting.Items.ToDictionary(i => i.Item.Category, i => i.IsSure);
            for (var i = 0; i < costs.Length; i++)
            {
                var word = counted.TryGetValue(costs[i], out var sure)
                    ? sure ? basis is NoneAllowed ? CostWord.Forbids : CostWord.Limits : CostWord.Perhaps
                    : counting.SpokenOf.Contains(facts.Items[i]) ? CostWord.LeavesOutside : CostWord.Nothing;
                _words[i] = word != CostWord.Nothing && applies == Holds.Perhaps ? CostWord.Perhaps : word;
            }
        }

        public CostWord Says(int cost, DateOnly day) => _words[cost] == CostWord.Nothing ? CostWord.Nothing : Rule.InForce.Contains(day) switch
        {
            Holds.No => CostWord.Nothing,
            Holds.Perhaps => CostWord.Perhaps,
            _ => day >= Rule.Contested?.From.Earliest ? CostWord.Perhaps : _words[cost],
        };
    }

    /// <summary>For people, one line an entry.</summary>
    public static string ToText(IEnumerable<CoverageEntry> entries) => entries.Aggregate(new StringBuilder(), (text, e) => text.Append(e).Append('\n')).ToString();
}
