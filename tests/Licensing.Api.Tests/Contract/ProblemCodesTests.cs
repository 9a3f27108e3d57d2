using System.Text;
using Licensing.Api.Http;

namespace Licensing.Api.Tests.Contract;

/// <summary>docs/problems.md lists every problem code that the API answers with.</summary>
public class ProblemCodesTests
{
    [Fact]
    public void The_list_of_problem_codes_in_the_docs_is_the_list_in_the_code()
    {
        var path = Path.Combine(Repository.Root(), "docs", "problems.md");
        var written = Page();
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
            File.WriteAllText(path, written);
        Assert.True(File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == written,
            "docs/problems.md is not up to date. Run the tests with UPDATE_OPENAPI=1 and commit the result.");
    }

    private static string Page()
    {
        var page = new StringBuilder("""
            # Problem codes

            Every refusal is `application/problem+json` (RFC 9457) with a `code` of this list. A code never changes once published;
            titles and advice may be reworded. What is wrong with single fields stands in `errors`, all of it at once, each with a
            code, the place (`at`), and what to write instead (`mend`) where that is known. This page is generated.

            | Code | Status | Meaning | What to do |
            |---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var code in ProblemCode.All.OrderBy(c => c.Code, StringComparer.Ordinal))
            page.Append($"| `{code.Code}` | {code.Status} | {code.Title} | {code.WhatToDo} |\n");
        return page.ToString();
    }
}
