using System.Text;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Rules.LawChanges;

/// <summary>Writes a pack as YAML that <see cref="PackReader"/> reads to the same pack. Comments and the layout of the text
/// that it was once read from are not kept; the same pack gives the same text.</summary>
public static class PackWriter
{
    public static string Write(RulePack pack, CodeLists codes)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in PackTree.Head(pack).Entries) text.Append(key).Append(": ").Append(PackTree.Line(value)).Append('\n');
        text.Append(pack.Rules.IsEmpty ? "rules: []\n" : "rules:\n");
        var tree = new PackTree(codes);
        foreach (var rule in pack.Rules)
        {
            var lead = "  - ";
            foreach (var (key, value) in tree.Rule(rule).Entries)
            {
                text.Append(lead).Append(key).Append(':');
                lead = "    ";
                if (key is "source" or "counts" && value is PackTree.Map block)
                {
                    text.Append('\n');
                    foreach (var (inner, part) in block.Entries) text.Append("      ").Append(inner).Append(": ").Append(PackTree.Line(part)).Append('\n');
                }
                else text.Append(' ').Append(PackTree.Line(value)).Append('\n');
            }
            if (rule != pack.Rules[^1]) text.Append('\n');
        }
        return text.ToString();
    }
}
