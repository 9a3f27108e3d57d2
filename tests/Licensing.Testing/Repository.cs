using System.Runtime.CompilerServices;

namespace Licensing.Testing;

public static class Repository
{
    /// <summary>The folder of Licensing.sln above the file that asks.</summary>
    public static string Root([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here)!;
        while (!File.Exists(Path.Combine(folder, "Licensing.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
