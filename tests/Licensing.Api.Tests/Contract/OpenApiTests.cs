using System.Text.Json.Nodes;

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

    private static int FirstDifference(string a, string b) =>
        a.Split('\n').Zip(b.Split('\n')).TakeWhile(pair => pair.First == pair.Second).Count() + 1;
}
