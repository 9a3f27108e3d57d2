using System.Globalization;
using System.Text.Json;
using Licensing.Rules.Remedies;
using Licensing.Rules.Tests.Law;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.Remedies;

/// <summary>The cases of README.md, read strictly.</summary>
public class RemedyCaseTests
{
    private static readonly string Folder = Path.Combine(LawFiles.Root, "tests", "Licensing.Rules.Tests", "Remedies");
    private static readonly string[] Keys = ["name", "article", "arithmetic", "remedy", "version", "facts", "established", "establishedOn", "stated", "monthsServed", "outsideRate", "choices", "orderedOn", "interestUntil", "expect"];

    private static IEnumerable<object?> List(object? tree) => (IEnumerable<object?>)tree!;
    private static Dictionary<string, object?> Map(object? tree) => ((IDictionary<object, object?>)tree!).ToDictionary(e => (string)e.Key, e => e.Value);
    private static string Kebab<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()!);
    private static T Word<T>(object? word) where T : struct, Enum => Enum.GetValues<T>().Single(v => Kebab(v) == (string)word!);
    private static DateOnly Day(object? text) => DateOnly.ParseExact((string)text!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    private static Rational Number(object? text) => Rational.TryParse((string)text!, out var number) ? number : throw new FormatException((string)text!);
    private static Money Amount(object? text) => Money.TryParse((string)text!, LawFiles.Codes, out var money) ? money : throw new FormatException((string)text!);

    private static IEnumerable<(string File, Dictionary<string, object?> Case)> Read() => Directory.EnumerateFiles(Folder, "*.yaml").Order(StringComparer.Ordinal)
        .SelectMany(path => List(LawFiles.Tree(path)).Select(c => (Path.GetFileNameWithoutExtension(path), Map(c))));

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var (file, c) in Read()) data.Add(file, (string)c["name"]!);
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_formula_gives_what_the_case_expects(string file, string name)
    {
        var c = Read().Single(r => r.File == file && (string)r.Case["name"]! == name).Case;
        Assert.Empty(c.Keys.Except(Keys));
        Assert.True(c.ContainsKey("article"), "A case names its article.");
        var expect = Map(c["expect"]);
        Assert.Empty(expect.Keys.Except(["owed", "interest", "exact", "open", "not-owed", "undetermined"]));
        var result = Reckon(c);

        var said = new Dictionary<string, string>();
        if (result.State == RemedyState.NotOwed) said["not-owed"] = result.Because!;
        if (result.State == RemedyState.Undetermined) said["undetermined"] = result.Because!;
        if (result.State == RemedyState.Owed)
        {
            Assert.True(c.ContainsKey("arithmetic"), "A case in which money is owed shows its arithmetic.");
            said["owed"] = Said(result.Amounts.Select(a => (a.Currency, (System.Numerics.BigInteger)a.OrderedMinor)));
            if (result.Amounts.Any(a => a.InterestMinor is not null)) said["interest"] = Said(result.Amounts.Select(a => (a.Currency, a.InterestMinor ?? 0)));
            if (expect.ContainsKey("exact")) said["exact"] = string.Join(" + ", result.Amounts.Select(a => $"{a.InterestExact!.Value.Numerator}/{a.InterestExact.Value.Denominator}"));
            if (!result.Open.IsEmpty) said["open"] = string.Join(", ", result.Open);
        }
        Assert.Equal(expect.ToDictionary(e => e.Key, e => (string)e.Value!), said);
        Assert.All(result.Steps, s => Assert.DoesNotContain("{", RemedyWords.Sentence(s), StringComparison.Ordinal));
    }

    [Fact]
    public void Every_formula_has_a_case_in_which_money_is_owed_and_one_in_which_it_is_not() => Assert.All(RemedyFiles.Remedies.Select(r => (r.Name, r.Version)), r =>
    {
        var cases = Read().Where(c => (string)c.Case["remedy"]! == r.Name && Version(c.Case) == r.Version).Select(c => Map(c.Case["expect"])).ToList();
        Assert.True(cases.Exists(e => e.ContainsKey("owed") || e.TryGetValue("undetermined", out var u) && (string)u! == "contested:i1"), $"{r.Name} {r.Version}");
        Assert.True(cases.Exists(e => e.ContainsKey("not-owed")), $"{r.Name} {r.Version}");
    });

    private static int Version(Dictionary<string, object?> c) => c.TryGetValue("version", out var v) ? int.Parse((string)v!, CultureInfo.InvariantCulture) : 1;

    private static string Said(IEnumerable<(string Currency, System.Numerics.BigInteger Minor)> amounts) =>
        string.Join(" + ", amounts.Select(a => $"{Digits(a.Minor, a.Currency)} {a.Currency}"));

    private static string Digits(System.Numerics.BigInteger minor, string currency)
    {
        var text = new Money((long)minor, currency).ToText(LawFiles.Codes);
        return text[(currency.Length + 1)..].Replace(",", "", StringComparison.Ordinal);
    }

    private static RemedyResult Reckon(Dictionary<string, object?> c)
    {
        var remedy = RemedyFiles.Remedies.Single(r => r.Name == (string)c["remedy"]! && r.Version == Version(c));
        var choices = c.TryGetValue("choices", out var chosen) ? Map(chosen) : [];
        Assert.Empty(choices.Keys.Except(["dayCount", "interestFrom", "servedBy"]));
        var rate = c.TryGetValue("outsideRate", out var outside) ? Map(outside) : null;
        var until = c.TryGetValue("interestUntil", out var last) ? Day(last) : new DateOnly(2026, 11, 30);
        return RemedyLaw.Reckon(remedy, new(LawCase.Facts_(c["facts"]))
        {
            Established = c.TryGetValue("established", out var e) ? List(e).Select(Word<Established>).ToHashSet() : [],
            EstablishedOn = c.TryGetValue("establishedOn", out var on) ? Day(on) : null,
            Stated = c.TryGetValue("stated", out var s) ? [.. Map(s).Select(p => (Word<StatedSum>(p.Key), Amount(p.Value)))] : [],
            MonthsServed = c.TryGetValue("monthsServed", out var m) ? int.Parse((string)m!, CultureInfo.InvariantCulture) : null,
            OutsideRate = rate is null ? null : new(Number(rate["percent"]), (string)rate["source"]!),
            OrderedOn = c.TryGetValue("orderedOn", out var ordered) ? Day(ordered) : until,
            InterestUntil = until,
        }, new(
            choices.TryGetValue("dayCount", out var count) ? Word<DayCount>(count) : null,
            choices.TryGetValue("interestFrom", out var from) ? Word<InterestFrom>(from) : null,
            choices.TryGetValue("servedBy", out var served) ? Word<ServedBy>(served) : null), LawFiles.Codes);
    }
}
