using System.Collections.Immutable;
using System.Text.Json;
using Licensing.Api.Http;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Api.Features.Settings;

/// <summary>The limits from which an agency is flagged for a quarter; all three must be reached.</summary>
/// <param name="LeastSharePercent">Of the agency's placements of the quarter, how many percent have a finding.</param>
public sealed record FlagLimits(int LeastFindings, int LeastWorkers, int LeastSharePercent)
{
    public const int Most = 1_000_000;

    public bool ReachedBy(int findings, int workers, int placementsInBreach, int placements) =>
        findings >= LeastFindings && workers >= LeastWorkers && placementsInBreach * 100L >= placements * (long)LeastSharePercent;
}

/// <summary>What the ministry sets by two people, in which words, and of which day the setting is asked.</summary>
public static class SettingNames
{
    public const string FlagThresholds = "flags.thresholds";
    public const string FlagLimitation = "flags.limitation";
    public const string RateBand = "judging.rate-band";
    public const string Precedence = "judging.precedence";
    public const string StaleAfter = "rates.stale-after";
    public const string Order = "rates.order";

    public const int MostStaleDays = 3660, MostMonths = 600;
    private const int MostSeries = 50;

    /// <summary>Each with what it says.</summary>
    public static readonly IReadOnlyDictionary<string, string> All = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        [FlagThresholds] = "From how many findings, workers and percent of placements an agency is flagged. Asked of the first day of the quarter.",
        [FlagLimitation] = "For how many months after its quarter an agency is flagged; null, or not set: for good. Asked of the first day of the quarter.",
        [RateBand] = "An excess over converted amounts counts only if it survives every rate moved by so many percent. Asked of the day of the placement.",
        [Precedence] = "Of several laws that are broken, which decides: the first of the list; none: the strictest. Asked of the day of the placement.",
        [StaleAfter] = "For how many days after its first a daily rate decides; null: to the end of its validity. Asked of the day of the conversion.",
        [Order] = "The series of rates that decide, the first that knows a rate before the others; null: all that are approved, the first approved first. Asked of the day of the conversion.",
    };

    /// <summary>How each is written.</summary>
    public static readonly IReadOnlyDictionary<string, string> Grammar = new Dictionary<string, string>
    {
        [FlagThresholds] = """Write {"leastFindings":3,"leastWorkers":3,"leastSharePercent":5}: whole numbers, the first two from 1 to 1000000, the third from 0 to 100.""",
        [FlagLimitation] = "Write a whole number of months from 1 to 600, or null.",
        [RateBand] = "Write a number from 0 to 100 as text, for example \"2.5\".",
        [Precedence] = """Write a list of laws, each once, for example ["agreement","destination","origin"]; [] lets the strictest decide.""",
        [StaleAfter] = "Write a whole number of days from 0 to 3660, or null.",
        [Order] = "Write a list of names of approved series, each once, at most 50; or null.",
    };

    /// <summary>Those that say how a verdict is reached, and those that say which rate is taken.</summary>
    public static readonly string[] OfVerdicts = [RateBand, Precedence], OfRates = [StaleAfter, Order], OfJudging = [.. OfVerdicts, .. OfRates];

    public static bool IsValue(string name, JsonElement value) => name switch
    {
        FlagThresholds => ReadFlagThresholds(value) is { } l && l.LeastFindings is >= 1 and <= FlagLimits.Most && l.LeastWorkers is >= 1 and <= FlagLimits.Most && l.LeastSharePercent is >= 0 and <= 100,
        FlagLimitation => value.ValueKind == JsonValueKind.Null || ReadMonths(value) is >= 1 and <= MostMonths,
        RateBand => ReadRateBand(value) is { } band && Rational.TryParse(band, out var percent) && percent.Sign >= 0 && percent <= 100 && band.Length <= 20,
        Precedence => ReadPrecedence(value) is { } order && order.Distinct().Count() == order.Length,
        StaleAfter => value.ValueKind == JsonValueKind.Null || ReadStaleAfter(value) is >= 0 and <= MostStaleDays,
        Order => value.ValueKind == JsonValueKind.Null || (ReadOrder(value) is { Length: > 0 and <= MostSeries } names && names.Distinct().Count() == names.Length),
        _ => false,
    };

    /// <returns>Null where the value has not the form.</returns>
    public static FlagLimits? ReadFlagThresholds(JsonElement value)
    {
        int? Number(string name) => value.TryGetProperty(name, out var n) && n.ValueKind == JsonValueKind.Number && n.TryGetInt32(out var whole) ? whole : null;
        return value.ValueKind == JsonValueKind.Object && value.EnumerateObject().Count() == 3
            && Number("leastFindings") is { } findings && Number("leastWorkers") is { } workers && Number("leastSharePercent") is { } share
            ? new(findings, workers, share) : null;
    }

    public static string? ReadRateBand(JsonElement? value) => value is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static ImmutableArray<LawSide>? ReadPrecedence(JsonElement? value)
    {
        if (value is not { ValueKind: JsonValueKind.Array } list)
            return null;
        var laws = list.EnumerateArray().Select(l => l.ValueKind == JsonValueKind.String
            ? Enum.GetValues<LawSide>().Cast<LawSide?>().FirstOrDefault(side => Json.Words.ConvertName(side.ToString()!) == l.GetString()) : null).ToList();
        return laws.Contains(null) ? null : [.. laws.OfType<LawSide>()];
    }

    public static int? ReadMonths(JsonElement? value) => ReadWhole(value);

    public static int? ReadStaleAfter(JsonElement? value) => ReadWhole(value);

    private static int? ReadWhole(JsonElement? value) => value is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var days) ? days : null;

    public static ImmutableArray<string>? ReadOrder(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Array } list && list.EnumerateArray().All(n => n.ValueKind == JsonValueKind.String)
            ? [.. list.EnumerateArray().Select(n => n.GetString()!)] : null;

    /// <summary>The setting of a name that holds on a day; null: none, and the deployment's configuration holds.</summary>
    public static MinistrySetting? HeldOn(IEnumerable<MinistrySetting> settings, string name, DateOnly day) =>
        settings.Where(s => s.Name == name && s.From <= day).OrderBy(s => s.From).ThenBy(s => s.Id).LastOrDefault();

    /// <summary>All days in order, in parts on which the settings of the names are the same.</summary>
    /// <returns>The first day of each part, the first day of all first, and what holds of each name.</returns>
    public static IEnumerable<(DateOnly From, MinistrySetting?[] Values)> ByDay(IReadOnlyCollection<MinistrySetting> settings, string[] names) =>
        settings.Where(s => names.Contains(s.Name)).Select(s => s.From).Prepend(DateOnly.MinValue).Distinct().Order()
            .Select(from => (from, names.Select(name => HeldOn(settings, name, from)).ToArray()));
}
