using System.Text;
using Licensing.Api.Features.Returns.Reading;

namespace Licensing.Api.Tests.Contract;

/// <summary>docs/returns.md lists every column of the CSV of a return.</summary>
public class ReturnColumnsTests
{
    [Fact]
    public void The_columns_in_the_docs_are_the_columns_in_the_code()
    {
        var path = Path.Combine(Repository.Root(), "docs", "returns.md");
        var page = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        const string begin = "<!-- columns: generated -->\n", end = "<!-- end of columns -->";
        Assert.Contains(begin, page);
        var written = page[..(page.IndexOf(begin, StringComparison.Ordinal) + begin.Length)] + Table() + page[page.IndexOf(end, StringComparison.Ordinal)..];
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
            File.WriteAllText(path, page = written);
        Assert.True(page == written, "docs/returns.md is not up to date. Run the tests with UPDATE_OPENAPI=1 and commit the result.");
    }

    private static string Table()
    {
        var table = new StringBuilder("| Column | In JSON | Meaning | Form | Example |\n|---|---|---|---|---|\n");
        foreach (var c in ReturnColumn.All)
            table.Append($"| `{c.Name}` | `{c.Pointer}` | {c.Meaning}{(ReturnColumn.Required.Contains(c) ? "; required" : "")} | {Form(c)} | {(c.Example.Length > 0 ? $"`{c.Example}`" : "")} |\n");
        return table.ToString();
    }

    private static string Form(ReturnColumn column) => column.Form switch
    {
        CellForm.Word => string.Join(", ", column.Words),
        CellForm.Day => "YYYY-MM-DD",
        CellForm.WholeNumber => "whole number",
        CellForm.Amount => "decimal, in the digits of the currency",
        CellForm.Percent => "decimal",
        CellForm.YesOrNo => "yes, no",
        _ => "text",
    };
}
