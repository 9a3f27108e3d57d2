using System.Text.Json.Nodes;
using NJsonSchema;
using NSwag;

namespace Licensing.Api.Tests.Contract;

/// <summary>api-spec/openapi.json is the contract that clients are generated from; it never changes unnoticed.</summary>
public sealed class OpenApiTests(ServiceHost host)
{
    [Fact]
    public async Task The_committed_contract_is_what_the_service_emits()
    {
        var emitted = (await host.Public.GetStringAsync("/v1/openapi.json")).ReplaceLineEndings("\n") + "\n";
        var file = Path.Combine(Repository.Root(), "api-spec", "openapi.json");
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, emitted);
        }

        var committed = File.Exists(file) ? (await File.ReadAllTextAsync(file)).ReplaceLineEndings("\n") : "";
        Assert.True(emitted == committed, $"""
            The service no longer emits api-spec/openapi.json. First difference at line {FirstDifference(emitted, committed)}.
            If the change is meant: UPDATE_OPENAPI=1 dotnet test, commit the file, and say in api-spec/CHANGELOG.md what changed.
            """);
    }

    [Fact]
    public async Task Every_area_has_a_tag_with_a_description()
    {
        var document = JsonNode.Parse(await host.Public.GetStringAsync("/v1/openapi.json"))!;
        var used = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).SelectMany(operation => operation.Value!["tags"]!.AsArray()).Select(tag => tag!.GetValue<string>());
        Assert.Equal(used.Distinct().Order(), document["tags"]!.AsArray().Select(tag => tag!["name"]!.GetValue<string>()).Order());
    }

    /// <summary>Examples of requests and answers alike; texts that were cut short still fit.</summary>
    [Fact]
    public async Task Every_operation_has_an_example_that_its_schema_allows()
    {
        var document = await OpenApiDocument.FromFileAsync(Path.Combine(Repository.Root(), "api-spec", "openapi.json"));
        var wrong = new List<string>();
        foreach (var operation in document.Operations.Select(o => o.Operation))
        {
            var contents = operation.ActualResponses.Where(r => r.Key.StartsWith('2')).SelectMany(r => r.Value.Content)
                .Concat(operation.RequestBody?.Content.Take(1) ?? []).ToList();
            foreach (var (mediaType, content) in contents.Where(c => c.Value.Example is not null && c.Key == "application/json"))
                wrong.AddRange(content.Schema.ActualSchema.Validate(content.Example.ToString()!, SchemaType.OpenApi3).Select(e => $"{operation.OperationId} {e}"));
            // A page to print and bytes of a document are no text that could be shown here; an answer without a body has none.
            if (contents.All(c => c.Value.Example is null) && operation.ActualResponses.Any(r => r.Key.StartsWith('2') && r.Value.Content.Keys.Any(k => k == "application/json")))
                wrong.Add($"{operation.OperationId} has no example");
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public async Task Every_operation_parameter_field_and_word_is_described_and_limited()
    {
        var document = JsonNode.Parse(await host.Public.GetStringAsync("/v1/openapi.json"))!;
        var missing = new List<string>();
        foreach (var (path, operation) in document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Select(o => (p.Key, o.Value!))))
        {
            foreach (var text in (string[])["operationId", "summary", "description", "security"])
            {
                if (operation[text] is null)
                    missing.Add($"{path} has no {text}");
            }

            missing.AddRange((operation["parameters"]?.AsArray() ?? []).Where(p => p!["description"] is null).Select(p => $"{operation["operationId"]}: {p!["name"]} says nothing"));
        }

        var reached = new HashSet<string>();
        Reach(document["paths"]!, document, reached);
        foreach (var (name, schema) in document["components"]!["schemas"]!.AsObject())
        {
            if (!reached.Contains(name))
                missing.Add($"{name} is not used");
            if (schema!["enum"] is JsonArray words && words.Any(w => !schema["description"]!.GetValue<string>().Contains($"- `{w}`: ", StringComparison.Ordinal)))
                missing.Add($"{name} does not say what each word means");
            foreach (var (property, field) in schema["properties"]?.AsObject() ?? [])
            {
                if (field!["description"] is null && field["$ref"] is null)
                    missing.Add($"{name}.{property} says nothing");
                if (field["properties"] is not null)
                    missing.Add($"{name}.{property} is a schema without a name");
            }
        }

        Assert.True(missing.Count == 0, string.Join("\n", missing));
    }

    private static void Reach(JsonNode? node, JsonNode document, HashSet<string> reached)
    {
        const string schemas = "#/components/schemas/", responses = "#/components/responses/";
        foreach (var child in node is JsonObject members ? members.Select(m => m.Value) : node is JsonArray items ? items : [])
        {
            if (child is JsonValue value && value.TryGetValue<string>(out var text))
            {
                if (text.StartsWith(schemas, StringComparison.Ordinal) && reached.Add(text[schemas.Length..]))
                    Reach(document["components"]!["schemas"]![text[schemas.Length..]], document, reached);
                if (text.StartsWith(responses, StringComparison.Ordinal) && reached.Add(text))
                    Reach(document["components"]!["responses"]![text[responses.Length..]], document, reached);
            }
            else
            {
                Reach(child, document, reached);
            }
        }
    }

    private static int FirstDifference(string a, string b) =>
        a.Split('\n').Zip(b.Split('\n')).TakeWhile(pair => pair.First == pair.Second).Count() + 1;
}
