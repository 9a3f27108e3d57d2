using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Licensing.Security.Tests.Contract;

/// <summary>What differs each time that a call is made, and stands in an example as something of the same form: public ids, references,
/// digests, the random names of the test's agencies, and the fields of <see cref="Fields"/>. Equal values stay equal within one example.
/// Lists are shown up to two, texts up to 400 characters.</summary>
internal sealed partial class Volatile
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private const int ShownItems = 2, ShownText = 400;
    private const string Base64 = "MEUCIQDexampleexampleexampleexampleexampleexampleexampleexample0=";

    /// <summary>Random or signed: field, and what stands for it.</summary>
    private static readonly Dictionary<string, string> Fields = new()
    {
        ["signature"] = Base64, ["endorsement"] = Base64, ["publicKey"] = Base64, ["payloadSalt"] = Base64, ["reasonSalt"] = Base64,
        ["keyId"] = "0123456789abcdef", ["kid"] = "0123456789abcdef", ["key"] = "0123456789abcdef",
        ["x"] = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", ["y"] = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
        ["secret"] = "3q2-7wAAexampleexampleexampleexampleexample", ["credential"] = "eyJhbGciOiJFUzI1NiJ9.eyJleGFtcGxlIjp0cnVlfQ.c2lnbmF0dXJl",
        ["next"] = "eyJBZnRlciI6ImV4YW1wbGUifQ",
    };

    private readonly Dictionary<string, string> _seen = [];

    public string Settle(string text) => Jws().Replace(Codes().Replace(Placements().Replace(Numbers().Replace(Names().Replace(Instants().Replace(References().Replace(Digests().Replace(Ids().Replace(text, Id), Digest), Reference), Instant), Name), Number), Placement), "8QJ6J-1Q6X2-JP6RS-MN777-KTXSW"), Fields["credential"]);

    public JsonNode Settle(string text, string mediaType)
    {
        if (mediaType is "application/json" or "application/problem+json")
            return Settle(JsonNode.Parse(text))!;
        if (mediaType != "application/x-ndjson")
            return JsonValue.Create(Cut(Settle(text)));
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(ShownItems).Select(line => Settle(JsonNode.Parse(line))!.ToJsonString(Plain) + "\n");
        return JsonValue.Create(string.Concat(lines));
    }

    private JsonNode? Settle(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, m.Value is JsonValue value && value.TryGetValue<string>(out _) && Fields.TryGetValue(m.Key, out var stands)
            ? stands : Settle(m.Value)))),
        JsonArray items => new JsonArray([.. items.Take(ShownItems).Select(Settle)]),
        JsonValue value when value.TryGetValue<string>(out var text) => Cut(Settle(text)),
        _ => node?.DeepClone(),
    };

    private static string Cut(string text) => text.Length > ShownText ? text[..ShownText] + "…" : text;

    private string Id(Match found) => Known(found.Value, number => $"{found.Value[..(found.Value.IndexOf('_') + 1)]}{Random(number, 16).ToLowerInvariant()}");

    private string Digest(Match found) => Known(found.Value, number => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"digest {number}"))));

    private string Reference(Match found) => Known(found.Value, number =>
    {
        var prefix = found.Value[..2];
        var digits = Random(number, 6);
        return "0123456789ABCDEFGHJKMNPQRSTVWXYZ".Select(check => Api.Database.Reference.Parse($"{prefix}-{digits}-{check}", prefix)).First(r => r is not null)!;
    });

    private string Name(Match found) => Known(found.Value, number => $"Sample Agency {(char)('A' + number % 26)}");

    private string Number(Match found) => Known(found.Value, number => $"{1000 + number}/079/080");

    private string Placement(Match found) => Known(found.Value, number => $"KTM-2026-{number:D5}");

    private static string Instant(Match found) => found.Groups[1].Value + "Z";

    private string Known(string value, Func<int, string> made)
    {
        if (!_seen.TryGetValue(value, out var stands))
            _seen[value] = stands = made(_seen.Count);
        return stands;
    }

    private static string Random(int number, int length) =>
        string.Concat(SHA256.HashData(Encoding.ASCII.GetBytes($"example {number}")).Take(length).Select(b => "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[b % 32]));

    [GeneratedRegex(@"\b[a-z]{2,3}_[0-9a-hjkmnp-tv-z]{16}\b")]
    private static partial Regex Ids();

    [GeneratedRegex(@"\b[0-9a-f]{64}\b")]
    private static partial Regex Digests();

    [GeneratedRegex(@"\b(AG|LI|CK|AP|CM|WW|LC|NO)-[0-9A-HJKMNP-TV-Z]{6}-[0-9A-HJKMNP-TV-Z]\b")]
    private static partial Regex References();

    [GeneratedRegex(@"\bAgency [0-9a-f]{32}\b")]
    private static partial Regex Names();

    [GeneratedRegex(@"\bL-[0-9a-f]{32}\b")]
    private static partial Regex Numbers();

    // The tests count the placements that they report.
    [GeneratedRegex(@"\bP-[0-9]{1,7}\b")]
    private static partial Regex Placements();

    // A worker's one-time code.
    [GeneratedRegex(@"\b[0-9A-Z]{5}(-[0-9A-Z]{5}){4}\b")]
    private static partial Regex Codes();

    // The test's clock stands still; what a system clock wrote does not.
    [GeneratedRegex(@"\b(2026-03-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?Z")]
    private static partial Regex Instants();

    [GeneratedRegex(@"\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")]
    private static partial Regex Jws();
}
