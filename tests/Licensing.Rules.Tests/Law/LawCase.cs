using System.Globalization;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.Law;

/// <summary>A case of Law/README.md, read strictly: a key that is not known fails the case.</summary>
internal sealed class LawCase
{
    private static readonly Dictionary<string, Action<Draft, string>> FactKeys = new()
    {
        ["origin"] = (d, v) => d.Facts = d.Facts with { Origin = v },
        ["destination"] = (d, v) => d.Facts = d.Facts with { Destination = v },
        ["occupation"] = (d, v) => d.Facts = d.Facts with { Occupation = v },
        ["employer"] = (d, v) => d.Facts = d.Facts with { Employer = Word<EmployerKind>(v) },
        ["sex"] = (d, v) => d.Facts = d.Facts with { Sex = Word<Sex>(v) },
        ["age"] = (d, v) => d.Facts = d.Facts with { Age = int.Parse(v, CultureInfo.InvariantCulture) },
        ["agencyCountry"] = (d, v) => d.Facts = d.Facts with { AgencyCountry = v },
        ["partnerAgencyCountry"] = (d, v) => d.Facts = d.Facts with { PartnerAgencyCountry = v },
        ["agencyNonProfit"] = (d, v) => d.Facts = d.Facts with { AgencyNonProfit = bool.Parse(v) },
        ["partnerAgencyNonProfit"] = (d, v) => d.Facts = d.Facts with { PartnerAgencyNonProfit = bool.Parse(v) },
        ["jobFoundBy"] = (d, v) => d.Facts = d.Facts with { JobFoundBy = Word<JobFinder>(v) },
        ["rehiredBySameEmployer"] = (d, v) => d.Facts = d.Facts with { RehiredBySameEmployer = bool.Parse(v) },
        ["permitClass"] = (d, v) => d.Facts = d.Facts with { PermitClass = Word<PermitClass>(v) },
        ["wageAboveAverage"] = (d, v) => d.Facts = d.Facts with { WageAboveAverage = bool.Parse(v) },
        ["signedOn"] = (d, v) => d.Facts = d.Facts with { SignedOn = Day(v) },
        ["approvedOn"] = (d, v) => d.Facts = d.Facts with { ApprovedOn = Day(v) },
        ["visaNoticeOn"] = (d, v) => d.Facts = d.Facts with { VisaNoticeOn = Day(v) },
        ["placedOn"] = (d, v) => d.Facts = d.Facts with { PlacedOn = Day(v) },
        ["departedOn"] = (d, v) => d.Facts = d.Facts with { DepartedOn = Day(v) },
        ["enteredOn"] = (d, v) => d.Facts = d.Facts with { EnteredOn = Day(v) },
        ["firstWageOn"] = (d, v) => d.Facts = d.Facts with { FirstWageOn = Day(v) },
        ["employmentEndedOn"] = (d, v) => d.Facts = d.Facts with { EmploymentEndedOn = Day(v) },
        ["deploymentFailedOn"] = (d, v) => d.Facts = d.Facts with { DeploymentFailedOn = Day(v) },
        ["endCause"] = (d, v) => d.Facts = d.Facts with { EndCause = Word<EndCause>(v) },
        ["contractMonths"] = (d, v) => d.Facts = d.Facts with { ContractMonths = int.Parse(v, CultureInfo.InvariantCulture) },
        ["extensionMonths"] = (d, v) => d.Facts = d.Facts with { ExtensionMonths = int.Parse(v, CultureInfo.InvariantCulture) },
        ["basicWage"] = (d, v) => d.Facts = d.Facts with { BasicWage = Amount(v) },
        ["contractWage"] = (d, v) => d.Facts = d.Facts with { ContractWage = Amount(v) },
        ["firstWage"] = (d, v) => d.Facts = d.Facts with { FirstWage = Amount(v) },
        ["agreedFee"] = (d, v) => d.Facts = d.Facts with { AgreedFee = Amount(v) },
        ["jobOrderMaximum"] = (d, v) => d.Facts = d.Facts with { JobOrderMaximum = Amount(v) },
        ["approvedCost"] = (d, v) => d.Facts = d.Facts with { ApprovedCost = Amount(v) },
        ["asOf"] = (d, v) => d.Facts = d.Facts with { AsOf = Day(v) },
    };

    private sealed class Draft
    {
        public PlacementFacts Facts = new() { Origin = "", Destination = "" };
    }

    public required string Name { get; init; }
    public required IReadOnlyList<string> Law { get; init; }
    public required PlacementFacts Facts { get; init; }
    public required IReadOnlyDictionary<string, string> Expect { get; init; }
    public required LawContext Context { get; init; }

    public static IEnumerable<LawCase> ReadAll(string path) => List(LawFiles.Tree(path)).Select(Read);

    private static LawCase Read(object? tree)
    {
        var map = Map(tree);
        Known(map, "name", "article", "arithmetic", "law", "facts", "rates", "rateBand", "expect", "note");
        Assert.True(map.ContainsKey("article"), $"{map["name"]}: a case names its article.");
        var rates = map.TryGetValue("rates", out var given) ? new RateTable(List(given).Select(Rate)) : RateTable.Empty;
        var band = map.TryGetValue("rateBand", out var text) ? Number((string)text!) : Rational.Zero;
        return new()
        {
            Name = (string)map["name"]!,
            Law = [.. List(map["law"]).Cast<string>()],
            Facts = Facts_(map["facts"]),
            Expect = Map(map["expect"]).ToDictionary(e => e.Key, e => (string)e.Value!),
            Context = new(LawFiles.Codes, rates, new(band)),
        };
    }

    internal static PlacementFacts Facts_(object? tree)
    {
        var draft = new Draft();
        var items = new List<FeeItem>();
        foreach (var (key, value) in Map(tree))
            if (key == "items") items.AddRange(List(value).Select((item, i) => Item(Map(item), $"i{i + 1}")));
            else if (FactKeys.TryGetValue(key, out var set)) set(draft, (string)value!);
            else throw new InvalidDataException($"facts: \"{key}\" is not a fact.");
        // An agency of the origin files, unless the case says otherwise.
        return draft.Facts with { Items = items, AgencyCountry = draft.Facts.AgencyCountry switch { null => draft.Facts.Origin, "unknown" => null, var said => said } };
    }

    private static FeeItem Item(Dictionary<string, object?> map, string defaultId)
    {
        string? Text(string key) => map.TryGetValue(key, out var v) ? (string?)v : null;
        var id = Text("id") ?? defaultId;
        var date = Text("on") is { } on ? Day(on) : (DateOnly?)null;
        if (Text("refund") is { } refund)
        {
            Known(map, "refund", "of", "on", "id");
            return new(id, ItemKind.Refund, Amount(refund), "", Role.Agency, Role.Worker, date, RefundOf: Text("of"));
        }
        var category = map.Keys.Single(k => k.Contains('.', StringComparison.Ordinal));
        Assert.True(LawFiles.Codes.Categories.Contains(category), $"{category} is not a cost category.");
        Known(map, category, "paidBy", "paidTo", "on", "channel", "receipt", "period", "kind", "id");
        return new(id, Text("kind") is { } kind ? Word<ItemKind>(kind) : ItemKind.Payment, Amount((string)map[category]!), category,
            Word<Role>(Text("paidBy") ?? "worker"), Word<Role>(Text("paidTo") ?? "agency"), date,
            Text("channel") is { } channel ? Word<Channel>(channel) : null, Text("receipt"),
            Text("period")?.Split("..") is [var from, var to] ? new(Day(from), Day(to)) : null);
    }

    private static Rate Rate(object? tree)
    {
        var map = Map(tree);
        Known(map, "currency", "from", "to", "unitsPerUsd", "kind", "authority", "demonstration");
        return new((string)map["currency"]!, Day((string)map["from"]!), Day((string)map["to"]!), Number((string)map["unitsPerUsd"]!),
            Word<RateKind>((string)map["kind"]!), (string)map["authority"]!, map.TryGetValue("demonstration", out var d) && (string)d! == "true");
    }

    /// <summary>The words of Law/README.md for a judgement.</summary>
    public static string Say(Judgement j)
    {
        var amount = string.Join(" + ", j.Excess.Parts.Select(m =>
            $"{Rational.Of(m.AmountMinor, 1) * Rational.PowerOfTen(-LawFiles.Codes.MinorUnits[m.Currency])} {m.Currency}"));
        var word = j.Result switch
        {
            Result.Within => "within",
            Result.Over => $"over by {amount}",
            Result.Undetermined => $"undetermined: {j.Because}",
            _ => $"{Words_(j.Result)} {amount}",
        };
        return j.IsBreach && j.Enforcement != Enforcement.Enforced ? word + " (not enforced)" : word;
    }

    /// <summary>Amounts without trailing zeros, so that 1.00 and 1 are the same.</summary>
    public static string Normal(string expected) => string.Join(' ', expected.Split(' ').Select(w =>
        Rational.TryParse(w.Replace(",", "", StringComparison.Ordinal), out var number) ? number.ToString() : w));

    private static string Words_(Result result) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(result.ToString());
    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    private static Rational Number(string text) => Rational.TryParse(text, out var n) ? n : throw new FormatException(text);
    private static Money Amount(string text) => Money.TryParse(text, LawFiles.Codes, out var m) ? m : throw new FormatException($"amount: {text}");
    private static T Word<T>(string text) where T : struct, Enum =>
        Enum.GetValues<T>().Where(v => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(v.ToString()) == text) is var found && found.Any()
            ? found.First() : throw new FormatException($"{typeof(T).Name}: {text}");
    private static Dictionary<string, object?> Map(object? tree) => ((Dictionary<object, object>)tree!).ToDictionary(e => (string)e.Key, e => (object?)e.Value);
    private static List<object> List(object? tree) => (List<object>)tree!;
    private static void Known(Dictionary<string, object?> map, params string[] keys)
    {
        if (map.Keys.Except(keys).FirstOrDefault() is { } unknown) throw new InvalidDataException($"\"{unknown}\" is not known here.");
    }
}
