using System.Collections.Immutable;
using Licensing.Rules.Agreements;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Rules.FeeQuotes;

/// <summary>Who bears a cost by the clauses of agreements that surely hold for the worker on that day.</summary>
internal static class Bearing
{
    public static IEnumerable<BorneBy> Of(FeeQuestion question, string category, Role payee, ImmutableArray<Agreement> agreements, LawContext context)
    {
        var facts = question.Facts([new("1", ItemKind.Payment, new(1, question.Currency), category, Role.Worker, payee, question.On)]);
        var guards = new Guards(facts, Holds.Perhaps, LawSide.Agreement);
        foreach (var clause in agreements.Where(a => a.Origin == question.Origin && a.Destination == question.Destination).SelectMany(a => a.Clauses))
        {
            if (clause.Term is not BearsCosts bears || guards.All(clause.Scope) != Holds.Yes || clause.Days.Contains(question.On) != Holds.Yes) continue;
            if (question.On >= clause.Contested?.From.Earliest || question.On < clause.EnforcedFrom?.Latest) continue;
            if (!Counting.Of(Counted(clause, bears.Costs), facts, context.Codes, new()).Sure.Any()) continue;
            yield return new(bears.Who, clause, Message.Of("quote.borne-by", ("who", "@payee." + Words.Of(bears.Who)), ("citation", clause.Source.Citation), ("grade", clause.Source.GradeText)));
        }
    }

    private static Rule Counted(Clause clause, Counts costs) => clause.Rule ?? new()
    {
        Provision = clause.Id, Version = 1, Title = clause.Title, Law = LawSide.Agreement, Source = clause.Source, InForce = clause.Days, DecidedBy = DecidingDate.Signing,
        Counts = costs, Duty = new CapDuty(new NoneAllowed()),
    };
}
