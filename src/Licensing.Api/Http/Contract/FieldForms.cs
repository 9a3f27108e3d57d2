using System.Collections.Frozen;
using System.Globalization;

namespace Licensing.Api.Http.Contract;

/// <summary>What a field of a name means, and which form its text has, for the contract document: Fields.txt.</summary>
public static class FieldForms
{
    private const int OrdinaryText = 2000;

    // Each with the longest text there is, in characters, and a pattern where one can be told.
    private static readonly FrozenDictionary<string, TextForm> Named = new Dictionary<string, TextForm>
    {
        ["id"] = new(24, "^[a-z]{2,3}_[0-9a-z]{1,20}$"),
        ["country"] = new(2, "^[A-Z]{2}$"),
        ["currency"] = new(3, "^[A-Z]{3}$"),
        ["code"] = new(120, null),
        ["digest"] = new(64, "^[0-9a-f]{64}$"),
        ["optional-digest"] = new(64, "^([0-9a-f]{64})?$"),
        ["base64"] = new(1000, "^[A-Za-z0-9+/]*={0,2}$"),
        ["base64url"] = new(1000, "^[A-Za-z0-9_-]*$"),
        ["jws"] = new(20_000, "^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$"),
        ["cursor"] = new(500, "^[A-Za-z0-9_-]+$"),
        ["language"] = new(35, null),
        ["partial-date"] = new(10, "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
        ["month"] = new(7, "^[0-9]{4}-[0-9]{2}$"),
        ["decimal"] = new(100, null),
        ["email"] = new(200, null),
        ["media-type"] = new(100, "^[a-z]+/[a-z0-9.+-]+$"),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, (TextForm? Form, string? Meaning)> Fields = Read();

    /// <summary>Of a text that has no format of its own.</summary>
    public static TextForm Of(string schema, string name) =>
        Find(schema, name)?.Form ?? (name.EndsWith("Id", StringComparison.Ordinal) ? Named["id"] : new(OrdinaryText, null));

    /// <summary>Null: the code says it, or nothing does.</summary>
    public static string? MeaningOf(string schema, string name) => Find(schema, name)?.Meaning
        ?? (name.Length > 2 && name.EndsWith("Id", StringComparison.Ordinal) ? $"Public id of the {Json.Words.ConvertName(name[..^2]).Replace('-', ' ')}." : null);

    private static (TextForm? Form, string? Meaning)? Find(string schema, string name) =>
        Fields.TryGetValue($"{schema}.{name}", out var own) ? own : Fields.TryGetValue(name, out var any) ? any : null;

    private static FrozenDictionary<string, (TextForm?, string?)> Read()
    {
        using var file = new StreamReader(typeof(FieldForms).Assembly.GetManifestResourceStream("Fields.txt")!);
        return file.ReadToEnd().ReplaceLineEndings("\n").Split('\n').Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(" | ", 3)).ToFrozenDictionary(cells => cells[0], cells => (FormOf(cells[1]), cells[2] == "-" ? null : cells[2]));
    }

    private static TextForm? FormOf(string written) => written == "-" ? null
        : written.StartsWith("free:", StringComparison.Ordinal) ? new(int.Parse(written.AsSpan(5), CultureInfo.InvariantCulture), null, IsFree: true)
        : written.StartsWith("text:", StringComparison.Ordinal) ? new(int.Parse(written.AsSpan(5), CultureInfo.InvariantCulture), null)
        : Named[written];
}

/// <param name="MaxLength">In characters (UTF-16).</param>
/// <param name="Pattern">Null: any text.</param>
/// <param name="IsFree">A pattern of the code is left out: it holds for some kinds only.</param>
public sealed record TextForm(int MaxLength, string? Pattern, bool IsFree = false);
