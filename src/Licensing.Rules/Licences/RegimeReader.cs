using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Licensing.Rules.Deposits;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Rules.Licences;

/// <summary>Reads a licensing regime from its YAML tree. Strict, like the reader of rule packs: an unknown key or word is
/// an error that names its place and what would be right, and all errors are reported together.</summary>
public sealed class RegimeReader
{
    private readonly CodeLists _codes;
    private readonly List<string> _errors = [];
    private readonly Dictionary<string, LegalSource> _sources = [];
    private readonly HashSet<string> _used = [];

    private RegimeReader(CodeLists codes) => _codes = codes;

    /// <param name="lineOf">Gives the line of a place such as <c>regime.answers.term[0].from</c>, or null; the tree itself has no lines.</param>
    /// <returns>The regime, or null and every error found.</returns>
    public static (Regime? Regime, IReadOnlyList<string> Errors) Read(object? yaml, CodeLists codes, Func<string, int?>? lineOf = null)
    {
        var reader = new RegimeReader(codes);
        var regime = reader.Regime(new(yaml, "regime", reader._errors));
        return (reader._errors.Count == 0 ? regime : null, YamlLines.Located(reader._errors, lineOf));
    }

    /// <summary>Reads one value, as a ministry sets it: the text under <c>value</c> in a regime file.</summary>
    public static (RegimeValue? Value, IReadOnlyList<string> Errors) ReadValue(RegimeQuestion question, object? yaml, CodeLists codes)
    {
        var reader = new RegimeReader(codes);
        var value = reader.Value(question, new(yaml, "value", reader._errors));
        return (reader._errors.Count == 0 ? value : null, reader._errors);
    }

    private Regime Regime(YamlNode node)
    {
        var map = node.Map("regime", "title", "jurisdiction", "sources", "answers");
        foreach (var (id, source) in map.Get("sources").Entries())
            if (!_sources.TryAdd(id, source.Source())) source.Error("is named twice");
        var jurisdiction = map.Text("jurisdiction");
        if (!_codes.Countries.ContainsKey(jurisdiction)) map.Error("jurisdiction", $"\"{jurisdiction}\" is not an ISO 3166-1 country");

        var statements = new Dictionary<RegimeQuestion, ImmutableArray<RegimeStatement>>();
        var notKnown = new Dictionary<RegimeQuestion, string>();
        var answers = map.Get("answers");
        foreach (var (word, answer) in answers.Entries())
            if (!Words.TryRead<RegimeQuestion>(word, out var question)) answer.Error($"is not a question of a regime; they are {string.Join(", ", Words.All<RegimeQuestion>())}");
            else Answer(question, answer, statements, notKnown);
        foreach (var question in Enum.GetValues<RegimeQuestion>().Where(q => !statements.ContainsKey(q) && !notKnown.ContainsKey(q)))
            answers.Error($"{Words.Of(question)} is not answered; give a value with its source, or notKnown and what is missing");
        foreach (var unused in _sources.Keys.Except(_used)) map.Get("sources").Error($"{unused} is cited by no answer; remove it");
        CheckClasses(answers, statements);
        return new(map.Text("regime"), map.Text("title"), jurisdiction, statements.ToFrozenDictionary(), notKnown.ToFrozenDictionary());
    }

    private static void CheckClasses(YamlNode answers, Dictionary<RegimeQuestion, ImmutableArray<RegimeStatement>> statements)
    {
        var values = statements.Values.SelectMany(s => s).SelectMany(s => s.Values).Select(v => v.Value).ToList();
        var named = values.OfType<LeastAmount>().SelectMany(v => v.ByClass.Keys)
            .Concat(values.OfType<DepositRule>().SelectMany(v => v.Rows).Select(r => r.When.Class).OfType<string>());
        foreach (var unknown in named.Except(values.OfType<LicenceClasses>().SelectMany(v => v.Classes).Select(c => c.Code)))
            answers.Error($"class {unknown} is used, and is not among the classes; add it there");
    }

    /// <summary>A map with notKnown alone, or a list of statements; a last element with notKnown says what is missing outside their days.</summary>
    private void Answer(RegimeQuestion question, YamlNode node, Dictionary<RegimeQuestion, ImmutableArray<RegimeStatement>> statements, Dictionary<RegimeQuestion, string> notKnown)
    {
        if (!node.IsList)
        {
            notKnown[question] = node.Map("notKnown").Text("notKnown");
            return;
        }
        var read = new List<RegimeStatement>();
        foreach (var element in node.List())
            if (element.Has("notKnown")) notKnown[question] = element.Map("notKnown").Text("notKnown");
            else read.Add(Statement(question, element));
        if (read.Count == 0) node.Error("must hold a value with its source, or be { notKnown: what is missing }");
        foreach (var (earlier, later) in read.SelectMany((e, i) => read.Skip(i + 1).Select(l => (e, l))))
            if (earlier.InForce.SurelyOverlaps(later.InForce)) node.Error("two values hold on one day; end the earlier, or write both under contested");
        statements[question] = [.. read];
    }

    private RegimeStatement Statement(RegimeQuestion question, YamlNode node)
    {
        var map = node.Map("from", "until", "source", "value", "contested", "note");
        var range = new PartialRange(map.Get("from").Date(), map.Find("until")?.Date());
        if (range.Until?.Latest < range.From.Earliest) map.Error("until", "lies before from; both days are inclusive");
        ImmutableArray<SourcedValue> values;
        if (map.Find("contested") is { } contested)
        {
            if (map.Find("value") is not null) map.Error("value", "stands beside contested; put it under contested with its source");
            values = [.. contested.List().Select(c => c.Map("source", "value")).Select(c => new SourcedValue(Value(question, c.Get("value")), Source(c.Get("source"))))];
            if (values.Length < 2) contested.Error("needs two values or more; one value is not contested");
        }
        else values = [new(Value(question, map.Get("value")), Source(map.Get("source")))];
        return new(range, values, map.Find("note")?.Text());
    }

    private LegalSource Source(YamlNode node)
    {
        var id = node.Text();
        _used.Add(id);
        if (_sources.TryGetValue(id, out var source)) return source;
        node.Error($"\"{id}\" is not one of the sources above; they are {string.Join(", ", _sources.Keys)}");
        return new("", "", PartialDate.Day(DateOnly.MinValue), Grade.Secondary, null);
    }

    private RegimeValue Value(RegimeQuestion question, YamlNode node)
    {
        if (node.Is("none")) return new NoneRequired();
        switch (question)
        {
            case RegimeQuestion.Classes: return new LicenceClasses([.. Named(node, "class").Select(n => new LicenceClass(n.Code, n.Title))]);
            case RegimeQuestion.Documents or RegimeQuestion.FitAndProper: return new Checklist([.. Named(node, "code").Select(n => new ChecklistItem(n.Code, n.Title))]);
            case RegimeQuestion.Capital:
                return node.IsText ? new LeastAmount(node.Amount(_codes), FrozenDictionary<string, Money>.Empty)
                    : new LeastAmount(null, node.Entries().ToFrozenDictionary(e => e.Key, e => e.Value.Amount(_codes)));
            case RegimeQuestion.Ownership:
                var ownership = node.Map("percent", "heldBy");
                var percent = ownership.Decimal("percent");
                if (percent > 100) ownership.Error("percent", "must be at most 100");
                return new OwnershipShare(percent, ownership.Text("heldBy"));
            case RegimeQuestion.LicenceFee or RegimeQuestion.RenewalFee:
                return new LicenceFees([.. node.List().Select(n => n.Map("amount", "per")).Select(m => new FeeLine(m.Get("amount").Amount(_codes), m.Word<FeePer>("per")))]);
            case RegimeQuestion.Term: return Term(node);
            case RegimeQuestion.RenewalWindow:
                var window = node.Map("before", "by");
                if (window.Keys.Length != 1) node.Error("needs before, a time such as 3 months, or by, a named day");
                return new RenewalWindowRule(window.Find("before") is { } before ? Time(before) : null, window.Find("by")?.Text());
            case RegimeQuestion.LateRenewal:
                var late = node.Map("within", "until", "perMonth", "inMonth", "added");
                if ((late.Find("within") is null) == (late.Find("until") is null)) node.Error("needs within, a time such as 2 months, or until, a named day");
                if ((late.Find("inMonth") is null) != (late.Find("added") is null)) node.Error("needs inMonth and added together");
                return new LateRenewalRule(late.Find("within") is { } within ? Time(within) : null, late.Find("until")?.Text(), late.Find("perMonth")?.Amount(_codes),
                    late.Find("inMonth")?.Number(), late.Find("added")?.Amount(_codes));
            case RegimeQuestion.Silence: return new SilenceRule(node.Word<Silence>());
            case RegimeQuestion.LicenceNumber:
                var pattern = node.Text();
                try { _ = new Regex(pattern, RegexOptions.NonBacktracking); }
                catch (Exception e) when (e is ArgumentException or NotSupportedException) { node.Error("must be a regular expression for the whole number, without look-around"); }
                return new NumberPattern(pattern);
            case RegimeQuestion.Deposit: return new DepositRule([.. node.List().Select(Row)]);
            case RegimeQuestion.DepositSharing: return Sharing(node);
            case RegimeQuestion.DepositDefault: return new DepositDefaultRule(node.Word<DepositDefault>());
            case RegimeQuestion.DepositShortfall: return new ShortfallRule(node.Word<Shortfall>());
            case RegimeQuestion.DepositRelease:
                var release = node.Map("after", "from");
                return new ReleaseRule(Time(release.Get("after")), release.Word<ReleaseStart>("from"));
            case RegimeQuestion.MinimumVolume:
                var volume = node.Map("workers", "years");
                return new MinimumVolumeRule(volume.Number("workers"), volume.Number("years"));
            case RegimeQuestion.SubAgents: return new SubAgentRule(node.Word<SubAgentPolicy>());
            case RegimeQuestion.DemeritBands:
                ImmutableArray<DemeritBand> bands = [.. node.List().Select(n => n.Map("from", "consequence")).Select(m => new DemeritBand(m.Number("from"), m.Text("consequence")))];
                if (bands.Zip(bands.Skip(1)).Any(p => p.First.From >= p.Second.From)) node.Error("bands must rise; each from must be above the one before");
                return new DemeritBands(bands);
            case RegimeQuestion.PreventiveSuspension or RegimeQuestion.Suspension:
                var suspension = node.Map("longest", "ladder");
                return new SuspensionRule(suspension.Find("longest") is { } longest ? Time(longest) : null, suspension.Find("ladder") is { } ladder ? [.. ladder.List().Select(Time)] : []);
            case RegimeQuestion.DayCounting:
                var counting = node.Map("firstDay", "lastDayOnHoliday");
                return new DayCountingRule(OneOf(counting.Get("firstDay"), "counts", "does-not-count"), OneOf(counting.Get("lastDayOnHoliday"), "moves", "stays"));
            default:
                var time = Time(node);
                if (question == RegimeQuestion.DemeritExpiry && time.Unit == PeriodUnit.WorkingDays) node.Error("must be in days, months or years; a point does not lapse by working days");
                return new TimeAllowed(time);
        }
    }

    private static TermRule Term(YamlNode node)
    {
        var map = node.Map("first", "later", "endsOn");
        if (map.Keys.Length == 0) node.Error("needs first, later or endsOn");
        return new(map.Find("first") is { } first ? Time(first) : null, map.Find("later") is { } later ? Time(later) : null, map.Find("endsOn")?.Text());
    }

    private static SharingRule Sharing(YamlNode node)
    {
        if (node.Is("pro-rata")) return new(SharingMethod.ProRata, []);
        if (node.IsText)
        {
            node.Error("must be pro-rata, or { inOrder: [ … ] } with kinds of claim");
            return new(SharingMethod.ProRata, []);
        }
        ImmutableArray<ImmutableArray<ClaimKind>> order = [.. node.Map("inOrder").Get("inOrder").List()
            .Select(rank => rank.IsText ? (ImmutableArray<ClaimKind>)[rank.Word<ClaimKind>()] : [.. rank.List().Select(k => k.Word<ClaimKind>())])];
        if (order.SelectMany(r => r).GroupBy(k => k).Any(g => g.Count() > 1)) node.Error("names a kind of claim twice");
        return new(SharingMethod.InOrder, order);
    }

    private DepositRow Row(YamlNode node)
    {
        var map = node.Map("when", "hold", "forEachWorkers", "perBranch");
        var holds = Holds(map.Get("hold"));
        var branches = map.Find("perBranch") is { } perBranch ? Holds(perBranch) : [];
        if (holds.IsEmpty) map.Error("hold", "must name an amount");
        if (holds.Concat(branches).Select(h => h.Amount.Currency).Distinct().Count() > 1) node.Error("must be in one currency");
        var tranche = map.Find("forEachWorkers")?.Number();
        if (tranche == 0) map.Error("forEachWorkers", "must be 1 or more");
        return new(map.Find("when") is { } when ? When(when) : new(null, null, null, null, null, null, null), holds, tranche, branches);
    }

    private ImmutableArray<Hold> Holds(YamlNode node) => [.. node.List().Select(n => n.Map("amount", "forms")).Select(m =>
        new Hold(m.Get("amount").Amount(_codes), m.Find("forms") is { } forms ? [.. forms.List().Select(f => f.Word<DepositForm>())] : []))];

    private static DepositWhen When(YamlNode node)
    {
        var map = node.Map("class", "choice", "workers", "placements", "demerits", "branches", "firstYear");
        NumberRange? Range(string key)
        {
            if (map.Find(key) is not { } range) return null;
            var ends = range.Map("from", "upTo");
            if (ends.Keys.Length == 0) range.Error("needs from, upTo or both; both ends are inclusive");
            if (ends.Find("from")?.Number() > ends.Find("upTo")?.Number()) range.Error("from is above upTo");
            return new(ends.Find("from")?.Number(), ends.Find("upTo")?.Number());
        }
        return new(map.Find("class")?.Text(), map.Find("choice")?.Text(), Range("workers"), Range("placements"), Range("demerits"), Range("branches"),
            map.Find("firstYear") is { } first ? OneOf(first, "true", "false") : null);
    }

    private static IEnumerable<(string Code, string Title)> Named(YamlNode node, string key)
    {
        var named = node.List().Select(n => n.Map(key, "title")).Select(m => (Code: m.Text(key), Title: m.Text("title"))).ToList();
        if (named.Count == 0) node.Error("must not be empty; write none when nothing is required");
        foreach (var twice in named.GroupBy(n => n.Code).Where(g => g.Count() > 1)) node.Error($"names {twice.Key} twice");
        return named;
    }

    private static bool OneOf(YamlNode node, string yes, string no)
    {
        if (!node.Is(yes) && !node.Is(no)) node.Error($"must be {yes} or {no}");
        return node.Is(yes);
    }

    private static Period Time(YamlNode node)
    {
        if (!Period.TryParse(node.Text(), out var period)) node.Error("must be a time like 30 days, 10 working days, 1 month or 2 years");
        return period;
    }
}
