using System.Text.Json.Nodes;

namespace Licensing.Api.Tests.Contract;

/// <summary>What of a new contract breaks whoever relies on the old one. A limit that is written down where none was is no change: the
/// service kept it before. Nor is a new word in an answer: clients accept words that they do not know.</summary>
public static class BreakingChanges
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    /// <returns>One line for each: the operation, and what of it breaks.</returns>
    public static IReadOnlyList<string> Between(JsonNode old, JsonNode now)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (path, operations) in old["paths"]!.AsObject())
        {
            foreach (var method in Methods.Where(m => operations![m] is not null))
                Operation($"{method.ToUpperInvariant()} {path}", operations![method]!, now["paths"]![path]?[method], new(old, now, found));
        }

        return [.. found];
    }

    private static void Operation(string name, JsonNode old, JsonNode? now, Comparison compared)
    {
        if (now is null)
        {
            compared.Found.Add($"{name}: is gone");
            return;
        }

        if (Text(old["operationId"]) != Text(now["operationId"]))
            compared.Found.Add($"{name}: operationId is {now["operationId"]}, was {old["operationId"]}");
        if (IsOpen(old) && !IsOpen(now))
            compared.Found.Add($"{name}: needs a sign-in now");
        Parameters(name, old, now, compared);
        if (now["requestBody"] is { } body && old["requestBody"] is null && body["required"]?.GetValue<bool>() == true)
            compared.Found.Add($"{name}: needs a body now");
        foreach (var (type, content) in old["requestBody"]?["content"]?.AsObject() ?? [])
        {
            if (now["requestBody"]?["content"]?[type] is not { } accepted)
                compared.Found.Add($"{name}: takes no {type} any more");
            else
                compared.Schema($"{name} request", content!["schema"], accepted["schema"], sent: true);
        }

        foreach (var (status, answer) in old["responses"]!.AsObject().Where(r => r.Key.StartsWith('2')))
        {
            if (now["responses"]![status] is not { } still)
            {
                compared.Found.Add($"{name}: answers {status} no more");
                continue;
            }

            foreach (var (type, content) in answer!["content"]?.AsObject() ?? [])
            {
                if (still["content"]?[type] is not { } given)
                    compared.Found.Add($"{name}: gives no {type} any more");
                else if (type.EndsWith("json", StringComparison.Ordinal) && !type.EndsWith("ndjson", StringComparison.Ordinal))
                    compared.Schema($"{name} answer", content!["schema"], given["schema"], sent: false);
            }
        }
    }

    private static void Parameters(string name, JsonNode old, JsonNode now, Comparison compared)
    {
        var before = Named(old);
        var after = Named(now);
        foreach (var (key, parameter) in before)
        {
            if (after.TryGetValue(key, out var still))
                compared.Schema($"{name} {key}", parameter["schema"], still["schema"], sent: true);
            else
                compared.Found.Add($"{name}: takes no {key} any more");
        }

        foreach (var (key, parameter) in after.Where(p => p.Value["required"]?.GetValue<bool>() == true && !(before.TryGetValue(p.Key, out var was) && was["required"]?.GetValue<bool>() == true)))
            compared.Found.Add($"{name}: {key} is required now");
    }

    private static Dictionary<string, JsonNode> Named(JsonNode operation) =>
        (operation["parameters"]?.AsArray() ?? []).ToDictionary(p => $"{p!["in"]} parameter {p["name"]}", p => p!);

    private static bool IsOpen(JsonNode operation) => operation["security"]?.AsArray().Any(s => s!.AsObject().Count == 0) != false;

    private static string? Text(JsonNode? node) => node?.GetValue<string>();

    private sealed record Comparison(JsonNode Old, JsonNode Now, SortedSet<string> Found)
    {
        private readonly HashSet<(string, string, bool)> _compared = [];

        public void Schema(string where, JsonNode? old, JsonNode? now, bool sent)
        {
            if (old is null || now is null)
                return;
            var (before, beforeName, wasNullable) = Resolve(Old, old);
            var (after, afterName, isNullable) = Resolve(Now, now);
            if (beforeName.Length > 0 && afterName.Length > 0 && !_compared.Add((beforeName, afterName, sent)))
                return;
            if (sent && wasNullable && !isNullable)
                Found.Add($"{where}: may not be null any more");
            if (!sent && !wasNullable && isNullable)
                Found.Add($"{where}: may be null now");
            foreach (var key in (string[])["type", "format"])
            {
                if (Text(before[key]) is { } was && Text(after[key]) != was && (key == "type" || sent))
                    Found.Add($"{where}: {key} is {after[key]}, was {was}");
            }

            if (sent)
                Narrower(where, before, after);
            var gone = before["properties"]?.AsObject().Select(p => p.Key).Where(p => after["properties"]?[p] is null) ?? [];
            Found.UnionWith(gone.Select(p => $"{where}: {p} is gone"));
            var (required, wanted) = (Names(before["required"]), Names(after["required"]));
            Found.UnionWith(sent ? wanted.Except(required).Select(p => $"{where}: {p} is required now") : required.Except(wanted).Select(p => $"{where}: {p} may be missing now"));
            foreach (var (name, property) in before["properties"]?.AsObject() ?? [])
                Schema($"{where}: {name}", property, after["properties"]?[name], sent);
            Schema($"{where}[]", before["items"], after["items"], sent);
        }

        private void Narrower(string where, JsonNode before, JsonNode after)
        {
            var gone = Names(before["enum"]).Except(Names(after["enum"])).ToList();
            if (after["enum"] is not null && gone.Count > 0)
                Found.Add($"{where}: takes no {string.Join(", ", gone)} any more");
            foreach (var key in (string[])["maxLength", "maxItems", "maximum"])
            {
                if (before[key] is { } was && after[key] is { } limit && limit.GetValue<decimal>() < was.GetValue<decimal>())
                    Found.Add($"{where}: {key} is {limit}, was {was}");
            }

            foreach (var key in (string[])["minLength", "minItems", "minimum"])
            {
                if (before[key] is { } was && after[key] is { } limit && limit.GetValue<decimal>() > was.GetValue<decimal>())
                    Found.Add($"{where}: {key} is {limit}, was {was}");
            }
        }

        private static IEnumerable<string> Names(JsonNode? list) => list?.AsArray().Select(n => n!.GetValue<string>()) ?? [];

        // What is wrapped to say something beside a reference is the thing that it refers to.
        private static (JsonNode Schema, string Name, bool Nullable) Resolve(JsonNode document, JsonNode schema)
        {
            var nullable = schema["nullable"]?.GetValue<bool>() == true;
            var inner = (schema["allOf"] ?? schema["oneOf"])?.AsArray() is { Count: 1 } one ? one[0]! : schema;
            if (Text(inner["$ref"]) is not { } reference)
                return (inner, "", nullable);
            var name = reference[(reference.LastIndexOf('/') + 1)..];
            return (document["components"]!["schemas"]![name] ?? new JsonObject(), name, nullable);
        }
    }
}
