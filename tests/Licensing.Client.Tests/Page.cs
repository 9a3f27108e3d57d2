using System.Text.RegularExpressions;

namespace Licensing.Client.Tests;

/// <summary>A page whose code is the code that tests compile and run, and whose output is what came of it. UPDATE_OPENAPI=1 writes it.</summary>
/// <remarks>Before a fenced block stands where it is from: "code: file#region", the file named from the root of the repository, or "output: name".</remarks>
public sealed partial class Page
{
    private readonly string _file;
    private readonly string _before;
    private string _text;

    public Page(params string[] path)
    {
        _file = Path.Combine([Repository.Root(), .. path]);
        _text = _before = File.ReadAllText(_file).ReplaceLineEndings("\n");
    }

    public void FillCode() => _text = Block().Replace(_text, block =>
        block.Groups["kind"].Value == "code" ? Write(block, CodeOf(block.Groups["from"].Value)) : block.Value);

    public void Fill(string output, string came)
    {
        var found = false;
        _text = Block().Replace(_text, block =>
        {
            if (block.Groups["kind"].Value != "output" || block.Groups["from"].Value != output)
                return block.Value;
            found = true;
            return Write(block, came.ReplaceLineEndings("\n").TrimEnd());
        });
        Assert.True(found, $"{_file} has no place for the output {output}.");
    }

    public async Task CompareAsync()
    {
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1" && _text != _before)
            await File.WriteAllTextAsync(_file, _text);
        else
            Assert.Equal(_text, _before);
    }

    /// <summary>Lines between "#region name" and the next "#endregion", moved to the left edge.</summary>
    private static string CodeOf(string from)
    {
        var (file, region) = (from.Split('#')[0], from.Split('#')[1]);
        var lines = File.ReadAllLines(Path.Combine(Repository.Root(), file)).SkipWhile(l => !Regex.IsMatch(l, $@"#region {Regex.Escape(region)}\s*$")).Skip(1)
            .TakeWhile(l => !l.Contains("#endregion", StringComparison.Ordinal)).ToList();
        Assert.True(lines.Count > 0, $"{file} has no region {region}.");
        var indent = lines.Where(l => l.Trim().Length > 0).Min(l => l.Length - l.TrimStart().Length);
        return string.Join("\n", lines.Select(l => l.Length < indent ? "" : l[indent..])).Trim('\n');
    }

    private static string Write(System.Text.RegularExpressions.Match block, string inside) => $"{block.Groups["mark"].Value}\n```{block.Groups["language"].Value}\n{inside}\n```";

    [GeneratedRegex("""(?<mark><!-- (?<kind>code|output): (?<from>\S+) -->)\n```(?<language>[a-z]*)\n(?:.*?\n)??```""", RegexOptions.Singleline)]
    private static partial Regex Block();
}
