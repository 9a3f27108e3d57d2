using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Licensing.Api.Http.Contract;

/// <summary>What the generator leaves wrong, empty or unlimited in the contract document is mended here and nowhere else.</summary>
/// <remarks>What only the code knows (permissions, refusals, words) is added while generating, in <see cref="OpenApi"/>. This works on the
/// finished JSON, from the outside in: document, operations, answers, schemas.</remarks>
public static partial class ContractMending
{
    private const string Schemas = "#/components/schemas/", Headers = "#/components/headers/", Responses = "#/components/responses/";

    /// <summary>Which properties of a type have a default; taken out of the finished document.</summary>
    public const string Optional = "x-optional";

    /// <summary>No list in an answer that is not a page is longer.</summary>
    private const int LongestList = 100_000;

    private static readonly string[] OnEveryAnswer = ["RateLimit", "RateLimit-Policy", AnswerHeaders.RequestId];

    public static JsonObject Mend(JsonObject document)
    {
        var components = document["components"]!.AsObject();
        document["servers"]![0]!["x-internal"] = false;
        components["headers"] = HeaderComponents();
        components["responses"] = new JsonObject();
        MendNamesOfPath(document);
        RemoveFrameworkSchemas(document);
        // A request wants more than nothing and its validator says so; an answer may say that nothing is left.
        components["schemas"]!["Money"]!["properties"]!["amountMinor"]!.AsObject().Remove("exclusiveMinimum");
        foreach (var (_, schema) in components["schemas"]!.AsObject())
            DescribeWords(schema!.AsObject());
        foreach (var (_, operations) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in operations!.AsObject())
                MendOperation(method, operation!.AsObject(), components);
        }

        foreach (var (name, schema) in components["schemas"]!.AsObject())
        {
            foreach (var (property, described) in schema!["properties"]?.AsObject() ?? [])
                MendField(name, property, described!.AsObject(), components["schemas"]!);
        }

        foreach (var name in Reachable(document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject()).Select(o => o.Value!["requestBody"]), components["schemas"]!.AsObject()))
            RequireOnlyWhatIsWanted(components["schemas"]![name]!.AsObject());
        foreach (var (_, schema) in components["schemas"]!.AsObject())
            schema!.AsObject().Remove(Optional);

        foreach (var text in Texts(document).ToList())
            text["description"] = Blanks().Replace(text["description"]!.GetValue<string>(), " ").Trim();
        return document;
    }

    // Routes name their parameters as C# does, and only some are put into the case of JSON.
    private static void MendNamesOfPath(JsonObject document)
    {
        var paths = document["paths"]!.AsObject();
        foreach (var (path, operations) in paths.ToList())
        {
            paths.Remove(path);
            paths[Parameter().Replace(path, found => $"{{{char.ToLowerInvariant(found.Groups[1].Value[0])}{found.Groups[1].Value[1..]}}}")] = operations;
        }
    }

    // A value of a regime is whatever JSON its question wants; the generator describes the library's class instead.
    private static void RemoveFrameworkSchemas(JsonObject document)
    {
        var schemas = document["components"]!["schemas"]!.AsObject();
        schemas.Remove("JsonNodeOptions");
        if (schemas.ContainsKey("JsonNode"))
            schemas["JsonNode"] = new JsonObject { ["description"] = "Any JSON; what it means is said where it is used." };
    }

    private static void DescribeWords(JsonObject schema)
    {
        if (schema["x-enum-descriptions"] is not JsonArray meanings)
            return;
        var words = schema["enum"]!.AsArray().Zip(meanings, (word, meaning) => $"- `{word}`: {meaning!.GetValue<string>()}");
        schema["description"] = $"{schema["description"]?.GetValue<string>()}\n\n{string.Join("\n", words)}".Trim();
    }

    private static void MendOperation(string method, JsonObject operation, JsonObject components)
    {
        var id = operation["operationId"]!.GetValue<string>();
        foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
            MendParameter(parameter!.AsObject());
        foreach (var (_, content) in operation["requestBody"]?["content"]?.AsObject() ?? [])
        {
            if (content!["schema"] is JsonObject schema)
                Limit("", "", schema);
        }

        var answers = operation["responses"]!.AsObject();
        foreach (var (status, answer) in answers.ToList())
            answers[status] = MendAnswer(status, answer!.AsObject(), method, operation, components);
        if (ContractExamples.Of(id) is { } example)
            ContractExamples.Show(operation, example);
    }

    private static void MendParameter(JsonObject parameter)
    {
        var schema = parameter["schema"]!.AsObject();
        var name = parameter["name"]!.GetValue<string>();
        MendReference(schema, null);
        if (parameter["in"]!.GetValue<string>() == "header")
        {
            Default(schema, "maxLength", 1000);
            return;
        }

        // A parameter that is left out has no value; none can be null. What is said of it stands beside its schema.
        schema.Remove("nullable");
        if (schema["allOf"] is JsonArray { Count: 1 } referred)
            parameter["schema"] = referred[0]!.DeepClone();
        if (FieldForms.MeaningOf("", name) is { } meaning)
            Default(parameter, "description", meaning);
        // References are accepted as people type them, so no pattern is promised of them; ids are exact.
        Limit("", name, schema);
    }

    private static JsonObject MendAnswer(string status, JsonObject answer, string method, JsonObject operation, JsonObject components)
    {
        var headers = new JsonObject();
        foreach (var name in OnEveryAnswer)
            headers[name] = Reference(Headers + name);
        if (status is "201" or "202")
            headers["Location"] = Reference(Headers + "Location");
        if (status is "202" or "429" or "503")
            headers["Retry-After"] = Reference(Headers + "Retry-After");
        if (status == "401")
            headers["WWW-Authenticate"] = Reference(Headers + "WWW-Authenticate");
        if (status is "200" or "201" && (method == "get" || operation["parameters"]?.AsArray().Any(p => p!["name"]!.GetValue<string>() == "If-Match") == true || status == "201"))
            headers["ETag"] = Reference(Headers + "ETag");
        if (operation["deprecated"]?.GetValue<bool>() == true)
        {
            foreach (var name in (string[])["Deprecation", "Sunset", "Link"])
                headers[name] = Reference(Headers + name);
        }

        answer["headers"] = headers;
        foreach (var (mediaType, content) in answer["content"]?.AsObject() ?? [])
        {
            // The generator describes one row of a file as if it were the file. Of lines of JSON it is right: each is one.
            if (!mediaType.EndsWith("json", StringComparison.Ordinal) && mediaType != "text/event-stream")
                content!["schema"] = File(mediaType);
            else if (content!["schema"] is JsonObject schema)
                Limit("", "", schema);
        }

        if (answer["x-problem-codes"] is not JsonArray codes)
            return answer;
        // The same refusals are written once.
        var known = codes.Select(c => ProblemCode.All.First(p => p.Code == c!.GetValue<string>())).ToList();
        answer["description"] = string.Join("\n\n", known.Select(p => $"`{p.Code}`: {p.Title} {p.WhatToDo}"));
        var shared = components["responses"]!.AsObject();
        var key = known.Count == 1 ? Pascal(known[0].Code) : $"{status}-{Pascal(string.Join(".", known.Select(p => p.Code)))}";
        if (key.Length > 80)
            key = $"{status}-{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key)))[..12]}";
        if (operation["deprecated"]?.GetValue<bool>() == true)
            return answer;
        if (!shared.ContainsKey(key))
            shared[key] = answer.DeepClone();
        return Reference(Responses + key);
    }

    // The generator requires whatever cannot be null; the service does without what has a default.
    private static void RequireOnlyWhatIsWanted(JsonObject schema)
    {
        if (schema[Optional] is not JsonArray optional || schema["required"] is not JsonArray required)
            return;
        var left = required.Select(r => r!.GetValue<string>()).Except(optional.Select(o => o!.GetValue<string>())).ToList();
        schema.Remove("required");
        if (left.Count > 0)
            schema["required"] = new JsonArray([.. left.Select(name => JsonValue.Create(name))]);
    }

    private static HashSet<string> Reachable(IEnumerable<JsonNode?> from, JsonObject schemas)
    {
        var reached = new HashSet<string>();
        var waiting = new Stack<JsonNode?>(from);
        while (waiting.TryPop(out var node))
        {
            if (node is JsonArray items)
                items.ToList().ForEach(waiting.Push);
            if (node is not JsonObject members)
                continue;
            if (members["$ref"]?.GetValue<string>() is { } reference && reference.StartsWith(Schemas, StringComparison.Ordinal) && reached.Add(reference[Schemas.Length..]))
                waiting.Push(schemas[reference[Schemas.Length..]]);
            members.ToList().ForEach(member => waiting.Push(member.Value));
        }

        return reached;
    }

    private static JsonObject File(string mediaType)
    {
        var file = new JsonObject { ["type"] = "string", ["maxLength"] = int.MaxValue };
        if (!mediaType.StartsWith("text/", StringComparison.Ordinal))
            file["format"] = "binary";
        return file;
    }

    private static void MendField(string schema, string name, JsonObject field, JsonNode schemas)
    {
        MendReference(field, schemas);
        if (FieldForms.MeaningOf(schema, name) is { } meaning && !field.ContainsKey("$ref"))
            Default(field, "description", meaning);
        Limit(schema, name, field);
    }

    // OpenAPI 3.0 gives nullable a meaning only beside a type, which the generator leaves out where it refers.
    // And nothing may stand beside a reference, so one that is described is the only part of a whole.
    private static void MendReference(JsonObject schema, JsonNode? schemas)
    {
        if (schema.ContainsKey("type"))
            return;
        if (schema["oneOf"] is not JsonArray { Count: 1 } one)
        {
            schema.Remove("nullable");
            return;
        }

        schema.Remove("oneOf");
        var referred = one[0]!.DeepClone();
        schema["allOf"] = new JsonArray(referred);
        if (schema["nullable"] is null)
            return;
        if (schemas?[referred["$ref"]!.GetValue<string>()[Schemas.Length..]]?["type"] is { } type)
            schema["type"] = type.DeepClone();
        else
            schema.Remove("nullable");
    }

    private static void Limit(string schema, string name, JsonObject field)
    {
        switch (field["type"]?.GetValue<string>())
        {
            case "string" when !field.ContainsKey("enum") && !field.ContainsKey("allOf"):
                LimitText(schema, name, field);
                break;
            case "string" when field.ContainsKey("allOf"):
                // A word, or null: the words stand where it refers to.
                Default(field, "maxLength", 60);
                break;
            case "integer":
                var (least, most) = field["format"]?.GetValue<string>() == "int64" ? (long.MinValue, long.MaxValue) : (int.MinValue, int.MaxValue);
                Default(field, "minimum", least);
                Default(field, "maximum", most);
                break;
            case "array":
                Default(field, "maxItems", schema.StartsWith("PageOf", StringComparison.Ordinal) ? Paging.MostLimit : LongestList);
                if (field["items"] is JsonObject item)
                    Limit(schema, name, item);
                break;
            case "object" when field["additionalProperties"] is JsonObject value:
                Default(field, "maxProperties", 100);
                Limit(schema, name, value);
                break;
        }
    }

    private static void LimitText(string schema, string name, JsonObject field)
    {
        switch (field["format"]?.GetValue<string>())
        {
            case "date":
                Default(field, "maxLength", 10);
                return;
            case "date-time":
                Default(field, "maxLength", 30);
                return;
            case "binary":
                Default(field, "maxLength", int.MaxValue);
                return;
        }

        var form = FieldForms.Of(schema, name);
        Default(field, "maxLength", form.MaxLength);
        if (form.IsFree)
            field.Remove("pattern");
        else if (form.Pattern is not null && !field.ContainsKey("pattern"))
            field["pattern"] = form.Pattern;
        // Other languages do not know .NET's end of the text.
        if (field["pattern"]?.GetValue<string>() is { } pattern && pattern.EndsWith("\\z", StringComparison.Ordinal))
            field["pattern"] = pattern[..^2] + "$";
    }

    private static void Default(JsonObject into, string key, JsonNode value)
    {
        if (into[key] is null || into[key] is JsonValue text && text.TryGetValue<string>(out var said) && said.Length == 0)
            into[key] = value;
    }

    private static JsonObject Reference(string to) => new() { ["$ref"] = to };

    private static string Pascal(string code) => string.Concat(code.Split('.', '-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static JsonObject HeaderComponents()
    {
        static JsonObject Header(string description, string example, int most = 1000) =>
            new() { ["description"] = description, ["schema"] = new JsonObject { ["type"] = "string", ["maxLength"] = most }, ["example"] = example };
        return new JsonObject
        {
            ["RateLimit"] = Header("What is left of each limit that the request was counted against (draft-ietf-httpapi-ratelimit-headers).", "\"client\";r=599;t=1"),
            ["RateLimit-Policy"] = Header("The limits: requests, and in how many seconds.", "\"client\";q=600;w=60"),
            [AnswerHeaders.RequestId] = Header("Names the request in every log line of it; say it when you report something.", "4bf92f3577b34da6a3ce929d0e0e4736", 64),
            ["Location"] = Header("Address of what was made, or where to follow it.", "/v1/returns/re_0123456789abcdef"),
            ["Retry-After"] = Header("Seconds to wait before asking again.", "2", 10),
            ["WWW-Authenticate"] = Header("How to come back.", "Bearer"),
            ["ETag"] = Header("Version of the thing, where it has one: send it as If-Match with a change, as If-None-Match to learn whether it changed.", "\"v3\"", 100),
            ["Deprecation"] = Header("Since when this operation is deprecated (RFC 9745).", "@1796083200", 30),
            ["Sunset"] = Header("From when it may be gone (RFC 8594).", "Wed, 30 Jun 2027 00:00:00 GMT", 40),
            ["Link"] = Header("What to use instead: rel=successor-version.", "</v1/openapi.json>; rel=\"successor-version\""),
        };
    }

    private static IEnumerable<JsonObject> Texts(JsonNode? node)
    {
        if (node is JsonObject parent)
        {
            if (parent["description"] is JsonValue text && text.TryGetValue<string>(out _))
                yield return parent;
            foreach (var (key, child) in parent)
            {
                if (key is "example" or "examples")
                    continue;
                foreach (var found in Texts(child))
                    yield return found;
            }
        }
        else if (node is JsonArray list)
        {
            foreach (var child in list)
            {
                foreach (var found in Texts(child))
                    yield return found;
            }
        }
    }

    // Lines of a documentation comment are indented; paragraphs are kept.
    [GeneratedRegex(@"[ \t]+\n?[ \t]*(?!\n)|(?<!\n)\n[ \t]+(?=\S)")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\{([A-Za-z]+)\}")]
    private static partial Regex Parameter();
}
