using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Licensing.Api.Tests.Contract;

/// <summary>A change that breaks third parties is made on purpose or not at all: each is named in api-spec/CHANGELOG.md.</summary>
public sealed class BreakingChangesTests
{
    private const string Contract = "api-spec/openapi.json";

    [Fact]
    public void What_breaks_since_the_last_committed_contract_is_named_in_the_changelog()
    {
        var now = File.ReadAllText(Path.Combine(Repository.Root(), Contract));
        var old = Git("show", $"HEAD:{Contract}");
        // In a clone without changes: what the last commit that changed it has changed.
        if (old?.ReplaceLineEndings("\n") == now.ReplaceLineEndings("\n"))
            old = Git("log", "-2", "--first-parent", "--format=%H", "--", Contract)?.Split('\n', StringSplitOptions.RemoveEmptyEntries) is [_, var before] ? Git("show", $"{before}:{Contract}") : null;
        if (old is null)
            Assert.Skip("There is no git history here to compare with.");
        var changelog = File.ReadAllLines(Path.Combine(Repository.Root(), "api-spec", "CHANGELOG.md")).Where(line => line.StartsWith("- Breaking:", StringComparison.Ordinal)).ToList();
        var unnamed = BreakingChanges.Between(JsonNode.Parse(old)!, JsonNode.Parse(now)!)
            .Where(change => !changelog.Any(line => line.Contains($"`{Operation(change)}`", StringComparison.Ordinal))).ToList();
        Assert.True(unnamed.Count == 0, $"This breaks third parties. Undo it, or name each operation in api-spec/CHANGELOG.md in a line \"- Breaking: `METHOD /path` …\", without /v1:\n{string.Join("\n", unnamed)}");
    }

    [Theory]
    [InlineData("""$.paths./things.get""", null, "GET /things: is gone")]
    [InlineData("""$.paths./things.get.operationId""", "\"Other\"", "GET /things: operationId is Other, was ListThings")]
    [InlineData("""$.paths./things.get.security""", "[{\"bearer\":[]}]", "GET /things: needs a sign-in now")]
    [InlineData("""$.paths./things.get.parameters.0.required""", "true", "GET /things: query parameter kind is required now")]
    [InlineData("""$.paths./things.get.parameters.0.name""", "\"sort\"", "GET /things: takes no query parameter kind any more")]
    [InlineData("""$.components.schemas.Kind.enum""", "[\"a\"]", "GET /things query parameter kind: takes no b any more")]
    [InlineData("""$.components.schemas.New.required""", "[\"name\",\"note\"]", "POST /things request: note is required now")]
    [InlineData("""$.components.schemas.New.properties.name.maxLength""", "10", "POST /things request: name: maxLength is 10, was 20")]
    [InlineData("""$.components.schemas.New.properties.name.type""", "\"integer\"", "POST /things request: name: type is integer, was string")]
    [InlineData("""$.components.schemas.New.properties.note""", null, "POST /things request: note is gone")]
    [InlineData("""$.components.schemas.New.properties.note.nullable""", "false", "POST /things request: note: may not be null any more")]
    [InlineData("""$.components.schemas.Thing.properties.id""", null, "GET /things answer[]: id is gone")]
    [InlineData("""$.components.schemas.Thing.required""", "[]", "GET /things answer[]: id may be missing now")]
    [InlineData("""$.components.schemas.Thing.properties.id.nullable""", "true", "GET /things answer[]: id: may be null now")]
    [InlineData("""$.paths./things.post.responses""", "{\"202\":{}}", "POST /things: answers 201 no more")]
    public void What_breaks_is_found(string at, string? value, string expected) => Assert.Equal([expected], BreakingChanges.Between(Old(), Changed(at, value)));

    [Theory]
    [InlineData("""$.components.schemas.Thing.properties.more""", "{\"type\":\"string\"}")]
    [InlineData("""$.components.schemas.New.properties.more""", "{\"type\":\"string\"}")]
    [InlineData("""$.components.schemas.Kind.enum""", "[\"a\",\"b\",\"c\"]")]
    [InlineData("""$.components.schemas.New.properties.name.maxLength""", "30")]
    [InlineData("""$.components.schemas.New.properties.note.maxLength""", "30")]
    [InlineData("""$.components.schemas.New.required""", "[]")]
    [InlineData("""$.paths./others""", "{\"get\":{\"operationId\":\"ListOthers\",\"responses\":{\"200\":{}}}}")]
    [InlineData("""$.paths./things.get.responses.404""", "{}")]
    public void What_only_adds_or_widens_breaks_nothing(string at, string value) => Assert.Empty(BreakingChanges.Between(Old(), Changed(at, value)));

    // As the changelog writes it.
    private static string Operation(string change) => string.Join(' ', change.Split(' ')[..2]).TrimEnd(':').Replace(" /v1", " ", StringComparison.Ordinal);

    private static JsonNode Old() => JsonNode.Parse("""
        {"paths":{"/things":{
          "get":{"operationId":"ListThings","parameters":[{"name":"kind","in":"query","schema":{"$ref":"#/components/schemas/Kind"}}],
            "responses":{"200":{"content":{"application/json":{"schema":{"type":"array","items":{"$ref":"#/components/schemas/Thing"}}}}}}},
          "post":{"operationId":"MakeThing","requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/New"}}}},"responses":{"201":{}}}}},
        "components":{"schemas":{
          "Kind":{"type":"string","enum":["a","b"]},
          "Thing":{"type":"object","required":["id"],"properties":{"id":{"type":"string"}}},
          "New":{"type":"object","required":["name"],"properties":{"name":{"type":"string","maxLength":20},"note":{"type":"string","nullable":true}}}}}}
        """)!;

    private static JsonNode Changed(string at, string? value)
    {
        var document = Old();
        var steps = at.Split('.')[1..];
        var parent = document;
        foreach (var step in steps[..^1])
            parent = parent is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : parent[step]!;
        if (value is null)
            parent.AsObject().Remove(steps[^1]);
        else
            parent[steps[^1]] = JsonNode.Parse(value);
        return document;
    }

    private static string? Git(params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = Repository.Root(), RedirectStandardOutput = true, RedirectStandardError = true };
            using var git = Process.Start(start)!;
            var said = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0 && said.Length > 0 ? said : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
