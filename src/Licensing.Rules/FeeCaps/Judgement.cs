using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Licensing.Rules.Values;

namespace Licensing.Rules.FeeCaps;

public enum Result
{
    /// <summary>What was charged is within what the rule allows.</summary>
    Within,

    /// <summary>More was charged than the rule allows.</summary>
    Over,

    /// <summary>Something was charged that the rule forbids.</summary>
    Prohibited,

    /// <summary>It was taken before the event that it must wait for.</summary>
    TooEarly,

    /// <summary>It was taken in a way that the rule does not allow.</summary>
    WrongChannel,

    /// <summary>No receipt was given.</summary>
    NoReceipt,

    /// <summary>Money that the rule says comes back was not given back.</summary>
    RefundDue,

    /// <summary>What is known does not decide it. Never compliant.</summary>
    Undetermined,
}

/// <summary>Whether a breach found on that day makes a finding: before enforcement and inside a transition it is only
/// reported.</summary>
public enum Enforcement
{
    /// <summary>A breach makes a finding.</summary>
    Enforced,

    /// <summary>The rule holds and is not enforced yet: a breach is reported only.</summary>
    NotYetEnforced,

    /// <summary>The day lies in a transition: a breach is reported only.</summary>
    InTransition,

    /// <summary>Whether it was enforced on that day is not known: a breach is reported only.</summary>
    InDoubt,
}

/// <summary>One step of the reasoning as data: a code of <see cref="Explanation.Sentences"/> and its arguments.</summary>
public sealed record Step(string Code, ImmutableSortedDictionary<string, string> Arguments);

/// <summary>One rule applied to one placement, or (without a provision) what one law leaves unsaid about it.</summary>
public sealed record Judgement
{
    /// <summary>Null for a coverage judgement: no approved rule of this law speaks about some item.</summary>
    public string? Provision { get; init; }
    public int? Version { get; init; }
    /// <summary>The text that the rule stood in when it judged: later texts may say otherwise under the same number.</summary>
    public string? Text { get; init; }
    public required LawSide Law { get; init; }
    public required Result Result { get; init; }
    /// <summary>Why undetermined; a code of docs/rules/judgements.md.</summary>
    public string? Because { get; init; }
    public Enforcement Enforcement { get; init; }
    /// <summary>The day that picked the version, where one day did.</summary>
    public DateOnly? DecidedOn { get; init; }
    /// <summary>What surely counts, as charged.</summary>
    public Amounts Counted { get; init; } = Amounts.None;
    public Amounts Refunded { get; init; } = Amounts.None;
    /// <summary>The most that was allowed; null where the rule knows no amount. Whole minor units, cut.</summary>
    public Money? Cap { get; init; }
    /// <summary>By how much the law was broken; for a duty of time, channel or receipt: the amount concerned.</summary>
    public Amounts Excess { get; init; } = Amounts.None;
    /// <summary>A refund that is not late yet: the last day for it. Judge again after that day.</summary>
    public DateOnly? DueOn { get; init; }
    /// <summary>Ids of the items that surely count, sorted; of a duty of time, channel or receipt those that break it.</summary>
    public ImmutableArray<string> Items { get; init; } = [];
    public ImmutableArray<Step> Trace { get; init; } = [];

    [JsonIgnore]
    public bool IsBreach => Result is not (Result.Within or Result.Undetermined);
    [JsonIgnore]
    public bool IsCoverage => Provision is null;

    private static readonly JsonSerializerOptions Canonical = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false), new AmountsConverter() },
    };

    /// <summary>The same judgement gives the same bytes, on any machine and at any time.</summary>
    public byte[] ToCanonicalBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Canonical);

    /// <exception cref="JsonException">Not a judgement.</exception>
    public static Judgement FromCanonicalBytes(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize<Judgement>(bytes, Canonical) ?? throw new JsonException("null is not a judgement");

    private sealed class AmountsConverter : JsonConverter<Amounts>
    {
        public override Amounts Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Amounts.Of(JsonSerializer.Deserialize<Money[]>(ref reader, options) ?? []);

        public override void Write(Utf8JsonWriter writer, Amounts value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Parts, options);
    }
}

/// <param name="RateBandPercent">An excess over converted amounts counts only if it survives every rate moved by this
/// much, up and down.</param>
public sealed record JudgeSettings(Rational RateBandPercent)
{
    public static readonly JudgeSettings Default = new(Rational.Zero);
}
