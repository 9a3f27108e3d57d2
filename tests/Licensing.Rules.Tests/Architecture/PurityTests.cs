using System.Text.RegularExpressions;
using System.Xml.Linq;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Tests.Law;

namespace Licensing.Rules.Tests.Architecture;

/// <summary>The law is a function of what it is given: it looks at no clock, file, network or chance, and rests on nothing but the base library.</summary>
public class PurityTests
{
    private static readonly string Folder = Path.Combine(LawFiles.Root, "src", "Licensing.Rules");

    [Fact]
    public void The_law_references_no_package_and_no_project()
    {
        var project = XDocument.Load(Path.Combine(Folder, "Licensing.Rules.csproj"));
        string[] forbidden = ["PackageReference", "ProjectReference", "Reference", "FrameworkReference"];
        Assert.DoesNotContain(project.Descendants(), e => forbidden.Contains(e.Name.LocalName));
    }

    [Fact]
    public void The_law_is_built_on_the_base_library_alone()
    {
        // Of the base library, only what computes and writes text.
        string[] allowed =
        [
            "System.Runtime", "System.Runtime.InteropServices", "System.Collections", "System.Collections.Immutable", "System.Linq", "System.Memory", "System.Runtime.Numerics",
            "System.Text.Encodings.Web", "System.Text.Json", "System.Text.RegularExpressions",
        ];
        Assert.Empty(typeof(FeeCapLaw).Assembly.GetReferencedAssemblies().Select(a => a.Name).Except(allowed));
    }

    public static TheoryData<string> Sources() => [.. Directory.EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(Folder, f)).Where(f => !Regex.IsMatch(f, @"^(bin|obj)[\\/]")).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Impure(string source) => Regex.Matches(
        Regex.Replace(source, @"//[^\n]*|""(\\.|[^""\\\n])*""", ""),
        @"\b(DateTime(Offset)?\.(UtcNow|Now|Today)|TimeProvider|Stopwatch|Environment|File|Directory|FileStream|StreamReader|StreamWriter|Console|Random"
        + @"|RandomNumberGenerator|Guid\.(NewGuid|CreateVersion7)|HttpClient|Socket|Thread|Task|async|await|CultureInfo\.Current\w*"
        + @"|System\.(IO|Net|Diagnostics|Threading)|double|float|decimal|unsafe)\b").Select(m => m.Value);

    [Theory]
    [MemberData(nameof(Sources))]
    public void No_source_of_the_law_uses_a_clock_input_output_chance_or_inexact_numbers(string source) =>
        Assert.Empty(Impure(File.ReadAllText(Path.Combine(Folder, source))));

    [Theory]
    [InlineData("var now = DateTime.UtcNow;", "DateTime.UtcNow")]
    [InlineData("var now = DateTimeOffset.Now;", "DateTimeOffset.Now")]
    [InlineData("File.ReadAllText(path)", "File")]
    [InlineData("Console.WriteLine();", "Console")]
    [InlineData("new Random(1)", "Random")]
    [InlineData("using System.IO;", "System.IO")]
    [InlineData("double wage = 1;", "double")]
    public void The_scan_sees_what_it_forbids(string source, string found) => Assert.Equal([found], Impure(source));

    [Fact]
    public void The_scan_reads_the_sources_and_not_their_comments()
    {
        Assert.Contains("Values/Money.cs", Sources().Select(r => r.Data.Replace('\\', '/')));
        Assert.Empty(Impure("// a Task for Random\nvar text = \"Console\";"));
    }
}
