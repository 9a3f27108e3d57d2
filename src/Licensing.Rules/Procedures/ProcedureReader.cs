using System.Collections.Frozen;
using System.Collections.Immutable;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Rules.Procedures;

/// <summary>Reads a procedure pack from its YAML tree. Strict: an unknown key or word is an error that names its place, all errors are reported
/// together, and a step of which nothing is said is an error too: what is missing is written down.</summary>
public sealed class ProcedureReader
{
    private readonly CodeLists _codes;
    private readonly List<string> _errors = [];
    private readonly Dictionary<string, LegalSource> _sources = [];
    private readonly HashSet<string> _used = [];

    private ProcedureReader(CodeLists codes) => _codes = codes;

    /// <returns>The pack, or null and every error found.</returns>
    public static (ProcedurePack? Pack, IReadOnlyList<string> Errors) Read(object? yaml, CodeLists codes)
    {
        var reader = new ProcedureReader(codes);
        var pack = reader.Pack(new(yaml, "procedure", reader._errors));
        return (reader._errors.Count == 0 ? pack : null, reader._errors);
    }

    private ProcedurePack Pack(YamlNode node)
    {
        var map = node.Map("procedure", "title", "jurisdiction", "sources", "steps", "bars", "notes");
        foreach (var (id, source) in map.Get("sources").Entries())
            _sources[id] = source.Source();
        var jurisdiction = map.Text("jurisdiction");
        if (!_codes.Countries.ContainsKey(jurisdiction)) map.Error("jurisdiction", $"\"{jurisdiction}\" is not an ISO 3166-1 country");
        var (steps, stepsNotKnown) = Answers<ProcedureStep, StepRule>(map.Get("steps"), Step, r => r.InForce);
        var (bars, barsNotKnown) = Answers<TimeBarKind, BarRule>(map.Get("bars"), Bar, r => r.InForce);
        ImmutableArray<ProcedureNote> notes = map.Find("notes") is { } said
            ? [.. said.List().Select(n => n.Map("text", "source")).Select(m => new ProcedureNote(m.Text("text"), Source(m.Get("source"))))] : [];
        foreach (var unused in _sources.Keys.Except(_used)) map.Get("sources").Error($"{unused} is cited by nothing; remove it");
        return new(map.Text("procedure"), map.Text("title"), jurisdiction, steps, bars, stepsNotKnown, barsNotKnown, notes);
    }

    private static (FrozenDictionary<TWord, ImmutableArray<TRule>> Rules, FrozenDictionary<TWord, string> NotKnown) Answers<TWord, TRule>(
        YamlNode node, Func<YamlNode, TRule> read, Func<TRule, PartialRange> days)
        where TWord : struct, Enum
    {
        var (rules, notKnown) = (new Dictionary<TWord, ImmutableArray<TRule>>(), new Dictionary<TWord, string>());
        foreach (var (word, answer) in node.Entries())
        {
            if (!Words.TryRead<TWord>(word, out var about))
            {
                answer.Error($"is not known here; the words are {string.Join(", ", Words.All<TWord>())}");
                continue;
            }
            if (!answer.IsList)
            {
                notKnown[about] = answer.Map("notKnown").Text("notKnown");
                continue;
            }
            var said = new List<TRule>();
            foreach (var element in answer.List())
                if (element.Has("notKnown")) notKnown[about] = element.Map("notKnown").Text("notKnown");
                else said.Add(read(element));
            if (said.Count == 0) answer.Error("must hold what a source says, or be { notKnown: what is missing }");
            foreach (var (earlier, later) in said.SelectMany((e, i) => said.Skip(i + 1).Select(l => (e, l))))
                if (days(earlier).SurelyOverlaps(days(later))) answer.Error("two rules hold on one day; end the earlier");
            rules[about] = [.. said];
        }
        foreach (var word in Enum.GetValues<TWord>().Where(w => !rules.ContainsKey(w) && !notKnown.ContainsKey(w)))
            node.Error($"{Words.Of(word)} is not answered; give what a source says, or notKnown and what is missing");
        return (rules.ToFrozenDictionary(), notKnown.ToFrozenDictionary());
    }

    private StepRule Step(YamlNode node)
    {
        var map = node.Map("since", "until", "source", "within", "upTo", "extension", "mostHearings", "after", "reading", "note");
        var rule = new StepRule(Days(map), map.Find("within") is { } within ? Time(within) : null, map.Find("upTo") is { } upTo ? Time(upTo) : null,
            map.Find("extension") is { } extension ? Time(extension) : null, map.Find("mostHearings")?.Number(), From(map, "after"), Source(map.Get("source")), map.Find("note")?.Text());
        if (rule.Within is null && rule.MostHearings is null) node.Error("needs within or mostHearings; else it says nothing");
        if (rule.Within is null && rule.UpTo is not null) map.Error("upTo", "stands without within");
        return rule;
    }

    private BarRule Bar(YamlNode node)
    {
        var map = node.Map("since", "until", "source", "within", "after", "reading", "abroadAfter", "except", "note");
        return new(Days(map), Time(map.Get("within")), From(map, "after"), map.Find("abroadAfter") is { } abroad ? new(abroad.Word<ProcedureEvent>(), null, null) : null,
            map.Find("except")?.Text(), Source(map.Get("source")), map.Find("note")?.Text());
    }

    /// <summary>An event; or a map with notKnown, where no source says from what the time runs.</summary>
    private static RunsFrom From(YamlMap map, string key)
    {
        var node = map.Get(key);
        if (node.Has("notKnown")) return new(null, null, node.Map("notKnown").Text("notKnown"));
        return new(node.Word<ProcedureEvent>(), map.Find("reading")?.Text(), null);
    }

    private static PartialRange Days(YamlMap map)
    {
        var range = new PartialRange(map.Get("since").Date(), map.Find("until")?.Date());
        if (range.Until?.Latest < range.From.Earliest) map.Error("until", "lies before since; both days are inclusive");
        return range;
    }

    private static Licences.Period Time(YamlNode node)
    {
        if (Licences.Period.TryParse(node.Text(), out var period)) return period;
        node.Error("must be a time like 30 days, 10 working days, 3 months or 1 year");
        return default;
    }

    private LegalSource Source(YamlNode node)
    {
        var id = node.Text();
        _used.Add(id);
        if (_sources.TryGetValue(id, out var source)) return source;
        node.Error($"\"{id}\" is not one of the sources above; they are {string.Join(", ", _sources.Keys)}");
        return new("", "", PartialDate.Day(DateOnly.MinValue), Grade.Secondary, null);
    }
}
