using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;

namespace Licensing.Client.Tests;

public sealed class PackageTests
{
    /// <summary>With its page and the documentation of every operation, and on one package only.</summary>
    [Fact]
    public async Task It_can_be_packed()
    {
        var folder = Directory.CreateTempSubdirectory("licensing-pack-").FullName;
        try
        {
            var configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Debug{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Debug" : "Release";
            var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { RedirectStandardOutput = true };
            foreach (var argument in (string[])["pack", Path.Combine(Repository.Root(), "src", "Licensing.Client"), "-c", configuration, "--no-build", "-o", folder, "-nodeReuse:false"])
                start.ArgumentList.Add(argument);
            using var pack = Process.Start(start)!;
            var said = await pack.StandardOutput.ReadToEndAsync();
            await pack.WaitForExitAsync();
            Assert.True(pack.ExitCode == 0, said);

            await using var package = await ZipFile.OpenReadAsync(Assert.Single(Directory.GetFiles(folder, "*.nupkg")));
            var names = package.Entries.Select(e => e.FullName).ToList();
            Assert.Contains("README.md", names);
            Assert.Contains("lib/net10.0/Licensing.Client.dll", names);
            Assert.Contains("lib/net10.0/Licensing.Client.xml", names);
            Assert.Equal(2, names.Count(n => n.StartsWith("lib/", StringComparison.Ordinal)));
            await using var nuspec = await package.Entries.Single(e => e.Name.EndsWith(".nuspec", StringComparison.Ordinal)).OpenAsync();
            var needs = (await XDocument.LoadAsync(nuspec, LoadOptions.None, CancellationToken.None)).Descendants().Where(e => e.Name.LocalName == "dependency");
            Assert.Equal(["Microsoft.Extensions.Http.Resilience"], needs.Select(d => d.Attribute("id")!.Value));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
