using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace Licensing.Api.Http.Contract;

/// <summary>One real exchange for each operation: Features/Area/Examples.json. A test makes each call again and compares.</summary>
public static class ContractExamples
{
    private static readonly FrozenDictionary<string, JsonObject> All = Read();

    public static JsonObject? Of(string operationId) => All.GetValueOrDefault(operationId);

    /// <summary>Puts an exchange into the description of its operation: parameters, body, answer.</summary>
    public static void Show(JsonObject operation, JsonObject example)
    {
        foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
        {
            if (example["parameters"]?[parameter!["name"]!.GetValue<string>()] is { } value)
                parameter["example"] = parameter["schema"]!["type"]?.GetValue<string>() switch
                {
                    "integer" or "boolean" => JsonNode.Parse(value.GetValue<string>()),
                    _ => value.DeepClone(),
                };
        }

        if (example["body"] is { } body && operation["requestBody"]?["content"]?.AsObject() is { } accepted)
            (accepted["application/json"] ?? accepted.First().Value)!["example"] = body.DeepClone();
        if (example["answer"] is { } answer && operation["responses"]?[example["status"]!.GetValue<string>()]?["content"]?[example["mediaType"]!.GetValue<string>()] is { } content)
            content["example"] = answer.DeepClone();
    }

    private static FrozenDictionary<string, JsonObject> Read()
    {
        var assembly = typeof(ContractExamples).Assembly;
        var examples = new Dictionary<string, JsonObject>();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".Examples.json", StringComparison.Ordinal)))
        {
            using var file = assembly.GetManifestResourceStream(name)!;
            foreach (var (operation, example) in JsonNode.Parse(file)!.AsObject())
                examples[operation] = example!.AsObject();
        }

        return examples.ToFrozenDictionary();
    }
}
