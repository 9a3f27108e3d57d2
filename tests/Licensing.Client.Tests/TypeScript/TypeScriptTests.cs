using System.Text.RegularExpressions;

namespace Licensing.Client.Tests.TypeScript;

/// <summary>The TypeScript client against the running service, and as whoever installs it gets it.</summary>
public sealed partial class TypeScriptTests(SignedUpHost host)
{
    [Fact]
    public async Task Its_own_tests_pass_against_the_service()
    {
        await Node.NeededAsync();
        var output = await Node.RunAsync("node", Node.Package, host.Environment, "--test", "--test-reporter=tap", "build/test/");
        Assert.Equal("0", Count("fail").Match(output).Groups[1].Value);
        Assert.InRange(int.Parse(Count("pass").Match(output).Groups[1].Value), 15, 200);

        Regex Count(string what) => new($"^# {what} ([0-9]+)$", RegexOptions.Multiline);
    }

    [Fact]
    public async Task Packed_and_installed_elsewhere_it_works_and_brings_its_types()
    {
        await Node.NeededAsync();
        var folder = Directory.CreateTempSubdirectory("licensing-npm-").FullName;
        try
        {
            var none = new Dictionary<string, string>();
            // What was built for the tests is what is packed.
            await Node.RunAsync("npm", Node.Package, none, "pack", "--ignore-scripts", "--pack-destination", folder);
            var packed = Path.GetFileName(Assert.Single(Directory.GetFiles(folder, "*.tgz")));
            await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), """{ "name": "portal", "private": true, "type": "module" }""");
            await Node.RunAsync("npm", folder, none, "install", "--no-audit", "--no-fund", "--prefer-offline", $"./{packed}");
            await File.WriteAllTextAsync(Path.Combine(folder, "portal.ts"), """
                import { all, connect, type Schema } from "licensing-client";
                const licensing = connect({ baseUrl: process.env.LICENSING_URL! });
                const names: string[] = [];
                for await (const agency of all((cursor) => licensing.GET("/v1/agencies", { params: { query: { limit: 1, cursor } } })))
                  names.push((agency satisfies Schema<"AgencyView">).id);
                // @ts-expect-error There is no such parameter.
                void licensing.GET("/v1/agencies", { params: { query: { colour: "blue" } } }).catch(() => {});
                console.log(names.includes(process.env.LICENSING_AGENCY_ID!) ? "found" : "missing");
                """);
            var tsc = Path.Combine(Node.Package, "node_modules", ".bin", "tsc");
            await Node.RunAsync(tsc, folder, none, "--strict", "--target", "ES2022", "--lib", "ES2023,DOM,DOM.Iterable,DOM.AsyncIterable", "--module", "NodeNext", "--moduleResolution", "NodeNext",
                "--types", "node", "--typeRoots", Path.Combine(Node.Package, "node_modules", "@types"), "portal.ts");
            Assert.Equal("found", (await Node.RunAsync("node", folder, host.Environment, "portal.js")).Trim());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A lock file that named the registry it was made with would be of no use elsewhere.</summary>
    [Fact]
    public async Task The_lock_file_names_no_registry() =>
        Assert.DoesNotContain("\"resolved\"", await File.ReadAllTextAsync(Path.Combine(Node.Package, "package-lock.json")), StringComparison.Ordinal);
}
