using System.Text;
using System.Text.Json;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Remedies;
using Licensing.Rules.Tests.Law;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.Remedies;

/// <summary>The table of formulas is written from the packs.</summary>
public class RemedyPageTests
{
    private static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()!).Replace('-', ' ');

    [Fact]
    public void The_page_of_formulas_is_up_to_date()
    {
        var page = new StringBuilder("""
            # Formulas by which money comes back
            Written from `src/Licensing.Rules/Remedies` by a test; how they are reckoned: [reckoning](reckoning.md). These are readings by engineers from
            public texts, not advice. Grades as in [fee caps](../fee-caps/README.md): P, P*, S; what is not verified is not loaded.


            """.ReplaceLineEndings("\n"));
        foreach (var pack in RemedyFiles.All.Values)
        {
            page.Append($"## {pack.Title}\n");
            foreach (var r in pack.Remedies)
            {
                page.Append($"### {r.Name}, version {r.Version}\n{Sentence(r.Reads.Title)}\n\n");
                page.Append($"- Law: [{r.Reads.Source.Citation}]({r.Reads.Source.Address}), grade {r.Reads.Source.GradeText}, as of {r.Reads.Source.AsOf}.");
                page.Append($" {From(r.Reads.InForce)}, by the day of the {Word(r.DecidedBy)}.");
                if (r.Reads.Contested is { } contest) page.Append($" Contested from {contest.From} on: {contest.By}.");
                page.Append('\n');
                page.Append($"- Given where {RemedyWords.Phrases[JsonNamingPolicy.KebabCaseLower.ConvertName((r.Needs?.ToString() ?? r.Ground.ToString()))]}{(r.WithinMonths is { } m ? $", within {m} months of its beginning, the last day included" : "")}{Scope(r)}.\n");
                page.Append($"- {Gives(r.Gives)}{string.Concat(r.Plus.Select(p => $"; on top {Gives(p).ToLowerInvariant()}"))}{(r.Counts ? $", of {Counted(r.Reads.Counts)}" : "")}.\n");
                page.Append($"- Interest: {(r.Interest is not { } i ? "none is stated" : i.PercentPerYear is { } percent ? $"{percent} percent a year; from when, and how days count, is not said" : $"at {i.Outside}; from when, and how days count, is not said")}. Time to pay: {(r.Within is { } within ? within.ToString() : "none is stated")}. The authority {Word(r.Power)} order it.\n");
                if (r.BelongsTo is not null) page.Append($"- Answers a finding by `{r.BelongsTo}`.\n");
                if (r.Reads.Source.Note is { } note) page.Append($"- {note}\n");
                page.Append('\n');
            }
            foreach (var l in pack.Liability)
                page.Append($"### Who answers: {l.Name}\n{Sentence(l.Title)} [{l.Source.Citation}]({l.Source.Address}), grade {l.Source.GradeText}. {From(l.InForce)}.\n\n");
        }
        GeneratedPage.Check("rules/remedies/README.md", page.ToString().TrimEnd('\n') + "\n");
    }

    private static string From(PartialRange range) => range.From.Text.StartsWith("by ", StringComparison.Ordinal) ? $"In force {range.From}, since when is not shown"
        : $"Holds from {range.From}{(range.Until is { } until ? $" to {until}" : "")}";

    private static string Sentence(string title) => char.ToUpperInvariant(title[0]) + title[1..] + ".";

    private static string Gives(Gives gives) => gives switch
    {
        GivesAll => "All",
        GivesUnserved => "The part for the time not served",
        GivesPercent part => $"{part.Percent} percent at least",
        GivesStated stated => $"The sum that was established: {RemedyWords.Phrases[JsonNamingPolicy.KebabCaseLower.ConvertName(stated.Sum.ToString())]}",
        _ => throw new NotSupportedException(gives.GetType().Name),
    };

    private static string Scope(Remedy r) => string.Concat(r.Reads.Scope.Select(g => $"; {Said(g)}")) + string.Concat(r.Reads.Except.Select(e => $"; not where {string.Join(" and ", e.Select(Said))}"));

    private static string Said(Guard guard) => $"{JsonNamingPolicy.CamelCase.ConvertName(guard.Fact.ToString())} is {string.Join(" or ", guard.OneOf.Order(StringComparer.Ordinal))}";

    private static string Counted(Counts counts) => $"what {string.Join(" or ", counts.Payers.Select(Word).Order(StringComparer.Ordinal))} paid"
        + (counts.Payees.Count == 0 ? "" : $" to {string.Join(", ", counts.Payees.Select(Word).Order(StringComparer.Ordinal))}") + $" for {string.Join(", ", counts.Include.Select(c => $"`{c}`"))}"
        + (counts.Exclude.IsEmpty ? "" : $" but {string.Join(", ", counts.Exclude.Select(e => $"`{e.Category}`"))}");
}
