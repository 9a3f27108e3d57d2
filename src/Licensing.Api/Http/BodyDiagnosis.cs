using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Licensing.Api.Http;

/// <summary>Walks a refused body beside the type it should have been and lists every mistake with its JSON pointer.
/// The serializer stops at the first.</summary>
public sealed class BodyDiagnosis
{
    private const int MostErrors = 100;
    private readonly List<ProblemError> _errors = [];
    private readonly JsonSerializerOptions _json;

    private BodyDiagnosis(JsonSerializerOptions json) => _json = json;

    public IReadOnlyList<ProblemError> Errors => _errors;

    /// <summary>The body without what was wrong in it; validators can still look at the rest.</summary>
    public JsonNode? Sound { get; private set; }

    /// <exception cref="ProblemException">It is not JSON at all, or nested too deeply.</exception>
    public static BodyDiagnosis Of(ReadOnlyMemory<byte> body, Type type, JsonSerializerOptions json)
    {
        using var document = Parse(body, json.MaxDepth);
        var diagnosis = new BodyDiagnosis(json);
        diagnosis.Sound = diagnosis.Walk(document.RootElement, json.GetTypeInfo(type), "");
        if (diagnosis._errors.Count == 0)
            diagnosis.Add("body.invalid", "", "The body does not have the form that this operation describes.");
        return diagnosis;
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> body, int maxDepth)
    {
        try
        {
            return JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = maxDepth });
        }
        catch (JsonException e)
        {
            if (IsDeeperThan(body.Span, maxDepth))
                throw new ProblemException(ProblemCode.BodyTooDeep, $"A body may be nested {maxDepth} levels deep.");
            throw new ProblemException(ProblemCode.BodyMalformed,
                $"Not JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }
    }

    private static bool IsDeeperThan(ReadOnlySpan<byte> body, int maxDepth)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth >= maxDepth && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                    return true;
            }
        }
        catch (JsonException)
        {
            // Malformed before it was too deep.
        }

        return false;
    }

    private JsonNode? Walk(JsonElement value, JsonTypeInfo type, string at) => type.Kind switch
    {
        JsonTypeInfoKind.Object => WalkObject(value, type, at),
        JsonTypeInfoKind.Enumerable => WalkArray(value, type, at),
        JsonTypeInfoKind.Dictionary => WalkDictionary(value, type, at),
        _ => WalkLeaf(value, type.Type, at),
    };

    private JsonObject? WalkObject(JsonElement value, JsonTypeInfo type, string at)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Add(at.Length == 0 ? "body.not-an-object" : "value.not-an-object", at, $"Expected an object, got {Kind(value)}.", value);
            return null;
        }

        var sound = new JsonObject();
        var seen = new HashSet<string>();
        foreach (var member in value.EnumerateObject())
        {
            if (NameOf(member, at) is not { } name)
                continue;
            var pointer = $"{at}/{Escape(name)}";
            var property = type.Properties.FirstOrDefault(p => p.Name == name);
            if (property is null)
            {
                Add("field.unknown", pointer, "There is no such field here.", mend: $"The fields here are {string.Join(", ", type.Properties.Select(p => p.Name))}.");
            }
            else if (!seen.Add(name))
            {
                Add("field.duplicate", pointer, "The field appears twice.", mend: "Keep one of them.");
            }
            else if (member.Value.ValueKind == JsonValueKind.Null)
            {
                if (property.IsSetNullable)
                    sound[name] = null;
                else
                    Add("field.null", pointer, "The field may not be null.");
            }
            // An optional struct has the fields of the struct.
            else if (Walk(member.Value, _json.GetTypeInfo(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType), pointer) is { } node)
            {
                sound[name] = node;
            }
        }

        foreach (var missing in type.Properties.Where(p => p.IsRequired && !seen.Contains(p.Name)))
            Add("field.missing", $"{at}/{Escape(missing.Name)}", "The field is missing.");
        return sound;
    }

    private JsonArray? WalkArray(JsonElement value, JsonTypeInfo type, string at)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            Add("value.not-a-list", at, $"Expected a list, got {Kind(value)}.", value);
            return null;
        }

        var sound = new JsonArray();
        var index = 0;
        foreach (var element in value.EnumerateArray())
        {
            var pointer = $"{at}/{index++}";
            if (element.ValueKind == JsonValueKind.Null)
                Add("field.null", pointer, "A list may not hold null.");
            // A hole keeps the positions of the others, so that pointers of later errors are right.
            sound.Add(element.ValueKind == JsonValueKind.Null ? null : Walk(element, _json.GetTypeInfo(type.ElementType!), pointer));
        }

        return sound;
    }

    private JsonObject? WalkDictionary(JsonElement value, JsonTypeInfo type, string at)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Add("value.not-an-object", at, $"Expected an object, got {Kind(value)}.", value);
            return null;
        }

        var sound = new JsonObject();
        foreach (var member in value.EnumerateObject())
        {
            if (NameOf(member, at) is { } name)
                sound[name] = Walk(member.Value, _json.GetTypeInfo(type.ElementType!), $"{at}/{Escape(name)}");
        }

        return sound;
    }

    private JsonValue? WalkLeaf(JsonElement value, Type declared, string at)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (value.ValueKind == JsonValueKind.String)
        {
            if (TextOf(value) is not { } text)
            {
                Add("text.not-unicode", at, "The text has half of a surrogate pair, which is no character.");
                return null;
            }

            if (text.Contains('\0'))
            {
                Add("text.has-null-character", at, "The text contains the character U+0000.", mend: "Leave it out.");
                return null;
            }
        }

        try
        {
            if (value.Deserialize(declared, _json) is not null)
                return JsonValue.Create(value.Clone());
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            // Explained below.
        }

        Explain(value, type, at);
        return null;
    }

    private void Explain(JsonElement value, Type type, string at)
    {
        if (type.IsEnum)
        {
            var words = Enum.GetValues(type).Cast<object>().Select(v => JsonSerializer.SerializeToElement(v, type, _json).GetString());
            Add("word.unknown", at, "This is not one of the words that are possible here.", value, $"Use one of {string.Join(", ", words)}.");
        }
        else if (IsNumber(type))
        {
            if (value.ValueKind != JsonValueKind.Number)
                Add("number.expected", at, $"Expected a number, got {Kind(value)}.", value, value.ValueKind == JsonValueKind.String ? "Write it without quotes." : null);
            else if (decimal.TryParse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number != decimal.Truncate(number))
                Add("number.not-whole", at, "Expected a whole number.", value);
            else if (value.GetRawText().AsSpan().IndexOfAny(".eE") >= 0 && Math.Abs(value.GetDouble()) < long.MaxValue)
                Add("number.not-whole", at, "Expected a whole number, written with digits only.", value);
            else
                Add("number.out-of-range", at, "The number is too large or too small.", value, RangeOf(type));
        }
        else if (type == typeof(DateOnly))
        {
            var looksLikeDate = value.ValueKind == JsonValueKind.String && value.GetString() is { Length: 10 } text && text[4] == '-' && text[7] == '-';
            Add(looksLikeDate ? "date.impossible" : "date.malformed", at,
                looksLikeDate ? "There is no such day in the calendar." : $"Expected a date, got {Kind(value)}.", value, "Write a day as YYYY-MM-DD, for example 2026-02-28.");
        }
        else if (type == typeof(DateTime) || type == typeof(DateTimeOffset))
        {
            Add("instant.malformed", at, "Expected an instant.", value, "Write it as 2026-02-28T14:30:00Z.");
        }
        else if (type == typeof(string))
        {
            Add("text.expected", at, $"Expected text, got {Kind(value)}.", value, "Write it in quotes.");
        }
        else if (type == typeof(bool))
        {
            Add("boolean.expected", at, $"Expected true or false, got {Kind(value)}.", value);
        }
        else
        {
            Add("value.invalid", at, "The value does not have the expected form.", value);
        }
    }

    private string? NameOf(JsonProperty member, string at)
    {
        try
        {
            if (!member.Name.Contains('\0'))
                return member.Name;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, as below.
        }

        Add("field.unknown", at, "The name of a field here is not text.");
        return null;
    }

    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private void Add(string code, string at, string detail, JsonElement? value = null, string? mend = null)
    {
        // A body with a million mistakes is not worth a million lines.
        if (_errors.Count < MostErrors)
            _errors.Add(new ProblemError(code, at, detail, Shorten(value), mend));
    }

    private static string? Shorten(JsonElement? value)
    {
        if (value is not { } element || element.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            return null;
        var text = element.ValueKind == JsonValueKind.String ? TextOf(element) ?? "" : element.GetRawText();
        return text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 59), "…");
    }

    private static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    private static bool IsNumber(Type type) => Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal;

    private static string? RangeOf(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Int32 => $"It must lie between {int.MinValue} and {int.MaxValue}.",
        TypeCode.Int64 => $"It must lie between {long.MinValue} and {long.MaxValue}.",
        _ => null,
    };
}
