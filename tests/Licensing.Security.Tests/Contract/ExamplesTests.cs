using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Security.Tests.Permissions;

namespace Licensing.Security.Tests.Contract;

/// <summary>The example of each operation in the contract is a call that was made and what came back: src/Licensing.Api/Features/Area/Examples.json.
/// Each call is made again here, and the answer is the example's but for what differs each time (<see cref="Volatile"/>).</summary>
public sealed class ExamplesTests(MatrixWorld world) : IClassFixture<MatrixWorld>
{
    /// <summary>Answered with a page, an archive, or nothing: what they answer with is in no example.</summary>
    private static readonly string[] WithoutAnswer = ["application/pdf"];

    /// <summary>Answered in the order of the agencies' names, which are random here: of the answer only the members are compared.</summary>
    private static readonly string[] InRandomOrder = ["ExportRegister", "ReadRegisterEntry", "SearchRegister"];

    private static readonly JsonSerializerOptions Legible = new() { WriteIndented = true, IndentSize = 1, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string Features = Path.Combine(Repository.Root(), "src", "Licensing.Api", "Features");

    [Fact]
    public async Task Each_operation_answers_as_its_example_says()
    {
        var contract = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root(), "api-spec", "openapi.json")))!;
        var operations = contract["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(o => (Path: path.Key, Operation: o.Value!)))
            .OrderBy(o => o.Operation["operationId"]!.GetValue<string>(), StringComparer.Ordinal).ToList();
        var areas = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        var without = new List<string>();
        foreach (var (path, operation) in operations)
        {
            var id = operation["operationId"]!.GetValue<string>();
            if (Allowed(id) is not { } call)
            {
                without.Add(id);
                continue;
            }

            using var answer = await world.CallAsync(id, call.Whose, call.Caller);
            Assert.True(answer.IsSuccessStatusCode, $"{id}: {await answer.Content.ReadAsStringAsync()}");
            var area = operation["tags"]![0]!.GetValue<string>();
            if (!areas.TryGetValue(area, out var examples))
                areas[area] = examples = [];
            examples[id] = await ExampleAsync(path, answer);
        }

        Assert.True(without.Count == 0, $"No caller of the matrix gets an answer from: {string.Join(", ", without)}.");
        var wrong = new List<string>();
        foreach (var (area, examples) in areas)
        {
            var file = Path.Combine(Features, area, "Examples.json");
            var made = examples.ToJsonString(Legible).ReplaceLineEndings("\n") + "\n";
            if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
                await File.WriteAllTextAsync(file, made);
            var written = File.Exists(file) ? JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsObject() : [];
            wrong.AddRange(examples.Where(e => !IsSame(e.Key, e.Value!, written[e.Key])).Select(e => $"{e.Key}\nwritten: {written[e.Key]?.ToJsonString()}\ncame:    {e.Value!.ToJsonString()}"));
            wrong.AddRange(written.Where(e => !examples.ContainsKey(e.Key)).Select(e => $"{e.Key} is no operation any more"));
        }

        Assert.True(wrong.Count == 0, $"Examples differ from what came. If that is meant: UPDATE_OPENAPI=1, twice, with a build between (docs/contract.md).\n{string.Join("\n\n", wrong)}");
    }

    private static bool IsSame(string operation, JsonNode came, JsonNode? written)
    {
        if (!InRandomOrder.Contains(operation) || written is null)
            return JsonNode.DeepEquals(came, written);
        return Members(came).SequenceEqual(Members(written)) && came["status"]!.GetValue<string>() == written["status"]!.GetValue<string>();

        static IEnumerable<string> Members(JsonNode example) =>
            example["answer"] is JsonObject answer ? answer.Select(m => m.Key) : example["answer"] is JsonValue file ? [file.GetValue<string>().Split('\n')[0]] : [];
    }

    // Who needs no sign-in first; of lists, one that shows something.
    private static (string Whose, string Caller)? Allowed(string operation) =>
        MatrixTests.AllRows.Where(r => r.Endpoint == operation).SelectMany(r => r.Cells.Select(c => (r.Whose, c.Caller, c.Expected)))
            .Where(c => c.Expected.StartsWith('2')).OrderBy(c => c.Expected.EndsWith("/0", StringComparison.Ordinal) ? 1 : 0)
            .Select(c => ((string, string)?)(c.Whose, c.Caller)).FirstOrDefault();

    private static async Task<JsonObject> ExampleAsync(string path, HttpResponseMessage answer)
    {
        var request = answer.RequestMessage!;
        var seen = new Volatile();
        var example = new JsonObject();
        var parameters = new JsonObject();
        foreach (var (template, part) in path.Split('/').Zip(request.RequestUri!.AbsolutePath.Split('/')).Where(p => p.First.Contains('{')))
            parameters[template[(template.IndexOf('{') + 1)..template.IndexOf('}')]] = seen.Settle(Uri.UnescapeDataString(part[..(part.Length - (template.Length - template.IndexOf('}') - 1))]));
        foreach (var pair in request.RequestUri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
            parameters[pair.Split('=')[0]] = seen.Settle(Uri.UnescapeDataString(pair[(pair.IndexOf('=') + 1)..]));
        if (parameters.Count > 0)
            example["parameters"] = parameters;
        if (request.Content is { Headers.ContentType.MediaType: { } sent } && (sent == "application/json" || sent.StartsWith("text/", StringComparison.Ordinal) || sent.EndsWith("ndjson", StringComparison.Ordinal)))
            example["body"] = seen.Settle(await request.Content.ReadAsStringAsync(), sent);
        var mediaType = answer.Content.Headers.ContentType?.MediaType;
        example["status"] = ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (mediaType is null)
            return example;
        example["mediaType"] = mediaType;
        if (!WithoutAnswer.Contains(mediaType))
            example["answer"] = seen.Settle(Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync()), mediaType);
        return example;
    }
}
