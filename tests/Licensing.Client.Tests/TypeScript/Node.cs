using System.Diagnostics;

namespace Licensing.Client.Tests.TypeScript;

/// <summary>Programs of Node, and the package in api-spec/typescript, installed and built once in a run.</summary>
public static class Node
{
    public static string Package { get; } = Path.Combine(Repository.Root(), "api-spec", "typescript");

    private static readonly Lazy<Task> Built = new(BuildAsync);

    /// <summary>Skips where there is no Node, or nowhere to get packages from.</summary>
    public static async Task NeededAsync()
    {
        Assert.SkipUnless(IsThere("node") && IsThere("npm"), "Needs node and npm.");
        var version = (await RunAsync("node", Package, new Dictionary<string, string>(), "--version")).Trim();
        Assert.SkipUnless(Version.Parse(version[1..]).Major >= 20, $"Needs Node 20 or later, and this is {version}.");
        await Built.Value;
    }

    public static async Task<string> RunAsync(string program, string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var (code, output, error) = await TryAsync(program, folder, environment, arguments);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)} ended with {code}:\n{output}\n{error}");
        return output;
    }

    private static async Task BuildAsync()
    {
        var none = new Dictionary<string, string>();
        var (code, _, error) = await TryAsync("npm", Package, none, ["ci", "--no-audit", "--no-fund"]);
        if (code != 0 && Environment.GetEnvironmentVariable("CI") is null && error.Contains("network", StringComparison.OrdinalIgnoreCase))
            Assert.Skip($"npm ci got no packages: {error}");
        Assert.True(code == 0, error);
        await RunAsync("npm", Package, none, "run", "build");
        await RunAsync("npx", Package, none, "tsc", "-p", "tsconfig.test.json");
    }

    private static bool IsThere(string program) => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static async Task<(int Code, string Output, string Error)> TryAsync(string program, string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        return (process.ExitCode, await output, await error);
    }
}
