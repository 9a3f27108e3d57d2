using System.ComponentModel;
using System.Diagnostics;

namespace Licensing.Api.Tests.Contract;

/// <summary>api-spec/openapi.json passes the linters that its readers use, without an error or a warning. What is switched off stands in
/// api-spec/lint with the reason.</summary>
public sealed class ContractLintTests
{
    private static readonly string Folder = Path.Combine(Repository.Root(), "api-spec", "lint");

    [Theory]
    [InlineData("redocly")]
    [InlineData("spectral")]
    public async Task The_contract_is_clean(string linter)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "@redocly")))
        {
            if (await RunAsync("npm", "--version") is null)
                Assert.Skip("npm is not installed here: the linters are programs of Node.");
            var (installed, told) = (await RunAsync("npm", "ci", "--no-audit", "--no-fund"))!.Value;
            if (installed != 0)
                Assert.Skip($"npm could not fetch the linters: {told}");
        }

        var (exit, said) = (await RunAsync("npm", "run", "--silent", linter))!.Value;
        Assert.True(exit == 0, said);
    }

    [Fact]
    public void At_most_ten_rules_are_switched_off_each_with_a_reason()
    {
        var lines = new[] { "redocly.yaml", "spectral.yaml" }.SelectMany(file => File.ReadAllLines(Path.Combine(Folder, file))).ToList();
        var off = lines.Select((line, at) => (line, at)).Where(l => l.line.EndsWith(": off", StringComparison.Ordinal)).ToList();
        Assert.InRange(off.Count, 1, 10);
        Assert.All(off, l => Assert.StartsWith("#", lines[l.at - 1].TrimStart(), StringComparison.Ordinal));
    }

    /// <returns>Exit code and what was said; null: there is no such program.</returns>
    private static async Task<(int Exit, string Said)?> RunAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return (process.ExitCode, await said + await complained);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
