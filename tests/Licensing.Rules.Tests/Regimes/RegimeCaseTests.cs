using System.Globalization;
using System.Text.Json;
using Licensing.Rules.Deposits;
using Licensing.Rules.Licences;
using Licensing.Rules.Tests.Law;

namespace Licensing.Rules.Tests.Regimes;

/// <summary>The cases of README.md, read strictly.</summary>
public class RegimeCaseTests
{
    private static readonly string Folder = Path.Combine(LawFiles.Root, "tests", "Licensing.Rules.Tests", "Regimes");

    private static string Kebab<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()!);
    private static T Word<T>(string word) where T : struct, Enum => Enum.GetValues<T>().Single(v => Kebab(v) == word);
    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    private static Dictionary<string, object?> Map(object? tree) => ((IDictionary<object, object?>)tree!).ToDictionary(e => (string)e.Key, e => e.Value);

    /// <summary>Of the days that Nepal names, those of 2026; invented for the cases, as a ministry would set them.</summary>
    private static readonly WorkCalendar Calendar = new([DayOfWeek.Saturday], [], new(2026, 1, 1), new(2027, 12, 31),
        [("end-of-asar", new(2025, 7, 16)), ("end-of-asar", new(2026, 7, 16)), ("end-of-asoj", new(2025, 10, 17)), ("end-of-asoj", new(2026, 10, 17))]);

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var path in Directory.EnumerateFiles(Folder, "*.yaml").Order(StringComparer.Ordinal))
            foreach (var each in (IEnumerable<object?>)LawFiles.Tree(path)!)
                data.Add(Path.GetFileNameWithoutExtension(path), (string)Map(each)["name"]!);
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_regime_says_what_the_case_expects(string regime, string name)
    {
        var c = ((IEnumerable<object?>)LawFiles.Tree(Path.Combine(Folder, regime + ".yaml"))!).Select(Map).Single(m => (string)m["name"]! == name);
        Assert.Equal(["article", "expect", "name", "on"], c.Keys.Except(["deposit", "missing", "answer", "renewal"]).Order(StringComparer.Ordinal));
        Assert.Equal(5, c.Count);
        var said = Say(RegimeFiles.All[regime], Day((string)c["on"]!), c);
        Assert.Equal((string?)c["expect"] ?? "", said);
    }

    [Fact]
    public void Every_regime_has_cases() => Assert.Equal(RegimeFiles.All.Keys.Order(), Cases().Select(c => c.Data.Item1).Distinct().Order());

    private static string Say(Regime regime, DateOnly on, Dictionary<string, object?> c)
    {
        if (c.TryGetValue("deposit", out var deposit))
        {
            var required = RequiredDeposit.Of(regime.Answer(RegimeQuestion.Deposit, on), Facts(Map(deposit)));
            if (required.Undetermined is { } doubt) return $"undetermined: {Kebab(doubt)}{(doubt == DepositDoubt.MissingFact ? " " + required.About : "")}";
            Assert.Contains(required.Total!.Value.ToText(LawFiles.Codes), RequiredDeposit.Explain(required, LawFiles.Codes), StringComparison.Ordinal);
            return string.Join(" + ", required.Parts.Select(p => $"{p.Amount.ToText(LawFiles.Codes)} {RequiredDeposit.FormsOf(p)}")) + $" = {required.Total.Value.ToText(LawFiles.Codes)}";
        }
        if (c.TryGetValue("missing", out var step))
            return string.Join(", ", regime.Missing(Word<LicensingStep>((string)step!), on).Select(a => Kebab(a.Question)));
        if (c.TryGetValue("answer", out var question))
        {
            var answer = regime.Answer(Word<RegimeQuestion>((string)question!), on);
            return answer.State == AnswerState.Known ? Say(answer.Value!) : Kebab(answer.State);
        }
        var renewal = Map(c["renewal"]);
        return Kebab(Renewal.Judge(Day((string)renewal["applied"]!), Day((string)renewal["ends"]!), regime.Answer(RegimeQuestion.RenewalWindow, on),
            regime.Answer(RegimeQuestion.LateRenewal, on), Calendar).Timing);
    }

    private static string Say(RegimeValue value) => value switch
    {
        TimeAllowed time => time.Period.ToString(),
        SilenceRule silence => Kebab(silence.Means),
        SubAgentRule rule => Kebab(rule.Policy),
        ReleaseRule release => $"{release.After} after {Kebab(release.From)}",
        TermRule term => $"first {term.First}, later {term.Later}",
        LicenceFees fees => string.Join(" + ", fees.Lines.Select(l => $"{l.Amount.ToText(LawFiles.Codes)} {Kebab(l.Per)}")),
        _ => throw new NotSupportedException($"Write how {value.GetType().Name} is said in a case."),
    };

    private static DepositFacts Facts(Dictionary<string, object?> map)
    {
        Assert.Empty(map.Keys.Except(["class", "choice", "workers", "placements", "demerits", "firstYear", "branches"]));
        string? Text(string key) => (string?)map.GetValueOrDefault(key);
        int? Count(string key) => Text(key) is { } text ? Number(text) : null;
        return new()
        {
            Class = Text("class"),
            Choice = Text("choice"),
            Workers = Count("workers"),
            Placements = Count("placements"),
            Demerits = Count("demerits"),
            Branches = Count("branches"),
            FirstYear = Text("firstYear") is { } first ? bool.Parse(first) : null,
        };
    }
}
