namespace Licensing.Rules.Tests.Law;

/// <summary>A page of docs/ that is written from the packs and compared with the committed file.</summary>
internal static class GeneratedPage
{
    public static void Check(string name, string written)
    {
        var path = Path.Combine(LawFiles.Root, "docs", name);
        if (Environment.GetEnvironmentVariable("UPDATE_LAW") == "1") File.WriteAllText(path, written);
        Assert.True(File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == written,
            $"docs/{name} is not up to date. Run UPDATE_LAW=1 dotnet run --project tests/Licensing.Rules.Tests and commit the result.");
    }
}
