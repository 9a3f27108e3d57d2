using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Licences;
using Licensing.Rules.Values;

namespace Licensing.Rules.Deposits;

/// <summary>What is known of an agency. A null is a fact that is not known, and never a zero.</summary>
public sealed record DepositFacts
{
    public string? Class { get; init; }
    public string? Choice { get; init; }
    public int? Workers { get; init; }
    public int? Placements { get; init; }
    public int? Demerits { get; init; }
    public bool? FirstYear { get; init; }
    public int? Branches { get; init; }
}

public enum DepositDoubt
{
    /// <summary>No source says what must be held.</summary>
    NotKnown,

    /// <summary>Sources contradict each other.</summary>
    Contested,

    /// <summary>The day lies inside the doubt about when a value began or ended.</summary>
    DateInDoubt,

    /// <summary>A fact that decides is not on record.</summary>
    MissingFact,

    /// <summary>No row of the regime's table speaks about this agency.</summary>
    NoRowSpeaks,

    /// <summary>More than one row speaks about it.</summary>
    SeveralRowsSpeak,

    /// <summary>The amount is larger than can be written.</summary>
    AmountTooLarge,
}

/// <param name="Total">Of all parts; null when undetermined or when nothing is required.</param>
/// <param name="About">The fact that is missing, or what the regime leaves open.</param>
public sealed record DepositRequirement(ImmutableArray<Hold> Parts, Money? Total, DepositDoubt? Undetermined, string? About, ImmutableArray<Step> Steps);

public static class RequiredDeposit
{
    /// <summary>The deposit that an agency must hold, with each step of the reckoning.</summary>
    /// <param name="answer">The regime's answer to <see cref="RegimeQuestion.Deposit"/> on the day that counts.</param>
    /// <returns>Undetermined where the regime does not say, a fact that decides is missing, or not exactly one row
    /// speaks: an agency is never told a smaller sum because something is unknown.</returns>
    public static DepositRequirement Of(RegimeAnswer answer, DepositFacts facts)
    {
        if (answer.State != AnswerState.Known)
            return Doubt(answer.State switch { AnswerState.NotKnown => DepositDoubt.NotKnown, AnswerState.Contested => DepositDoubt.Contested, _ => DepositDoubt.DateInDoubt }, answer.Note);
        return answer.Value is DepositRule rule ? Of(rule, facts) : new([], null, null, null, [Say("nothing-required")]);
    }

    private static DepositRequirement Of(DepositRule rule, DepositFacts facts)
    {
        var rows = rule.Rows.Select((row, index) => (Row: row, Number: index + 1, Speaks: Speaks(row.When, facts, out var missing), Missing: missing))
            .Where(r => r.Speaks != Holds.No).ToList();
        if (rows.Find(r => r.Speaks == Holds.Perhaps) is { Row: not null } open) return Doubt(DepositDoubt.MissingFact, open.Missing);
        if (rows.Count == 0) return Doubt(DepositDoubt.NoRowSpeaks, null);
        if (rows is not [var (row, number, _, _)]) return Doubt(DepositDoubt.SeveralRowsSpeak, string.Join(", ", rows.Select(r => r.Number)));

        var steps = ImmutableArray.CreateBuilder<Step>();
        steps.Add(Say("row", ("number", Text(number)), ("when", Text(row.When))));
        var parts = new List<(BigInteger Minor, Hold Hold)>();
        BigInteger times = 1;
        if (row.ForEachWorkers is { } tranche)
        {
            if (facts.Workers is not { } workers) return Doubt(DepositDoubt.MissingFact, "workers");
            times = BigInteger.Max(1, (workers + tranche - 1) / tranche);
            steps.Add(Say("tranches", ("workers", Text(workers)), ("of", Text(tranche)), ("times", Text((long)times))));
        }
        parts.AddRange(row.Hold.Select(h => (h.Amount.AmountMinor * times, h)));
        if (!row.PerBranch.IsEmpty)
        {
            if (facts.Branches is not { } branches) return Doubt(DepositDoubt.MissingFact, "branches");
            steps.Add(Say("branches", ("times", Text(branches))));
            if (branches > 0) parts.AddRange(row.PerBranch.Select(h => (h.Amount.AmountMinor * (BigInteger)branches, h)));
        }
        var total = parts.Aggregate(BigInteger.Zero, (sum, p) => sum + p.Minor);
        if (total > long.MaxValue) return Doubt(DepositDoubt.AmountTooLarge, null);
        ImmutableArray<Hold> holds = [.. parts.GroupBy(p => string.Join(' ', p.Hold.Forms)).Select(g =>
            g.First().Hold with { Amount = new((long)g.Aggregate(BigInteger.Zero, (sum, p) => sum + p.Minor), g.First().Hold.Amount.Currency) })];
        foreach (var hold in holds)
            steps.Add(Say("hold", ("minor", Text(hold.Amount.AmountMinor)), ("currency", hold.Amount.Currency), ("forms", FormsOf(hold))));
        return new(holds, new((long)total, holds[0].Amount.Currency), null, null, steps.ToImmutable());
    }

    /// <summary>The forms in which a part may be held, as words: <c>guarantee or insurance</c>.</summary>
    public static string FormsOf(Hold hold) => hold.Forms.IsEmpty ? "form not stated" : string.Join(" or ", hold.Forms.Select(Words.Of));

    private static Holds Speaks(DepositWhen when, DepositFacts facts, out string? missing)
    {
        string? open = null;
        var no = false;
        void Ask<T>(bool asked, T? fact, string name, Func<T, bool> holds) where T : struct
        {
            if (!asked) return;
            if (fact is not { } known) open ??= name;
            else if (!holds(known)) no = true;
        }
        void AskText(string? wanted, string? fact, string name)
        {
            if (wanted is null) return;
            if (fact is null) open ??= name;
            else if (fact != wanted) no = true;
        }
        AskText(when.Class, facts.Class, "class");
        AskText(when.Choice, facts.Choice, "choice");
        Ask(when.Workers is not null, facts.Workers, "workers", n => when.Workers!.Contains(n));
        Ask(when.Placements is not null, facts.Placements, "placements", n => when.Placements!.Contains(n));
        Ask(when.Demerits is not null, facts.Demerits, "demerits", n => when.Demerits!.Contains(n));
        Ask(when.Branches is not null, facts.Branches, "branches", n => when.Branches!.Contains(n));
        Ask(when.FirstYear is not null, facts.FirstYear, "firstYear", b => when.FirstYear == b);
        missing = no ? null : open;
        return no ? Holds.No : open is null ? Holds.Yes : Holds.Perhaps;
    }

    /// <summary>The reckoning in plain English, one sentence a step.</summary>
    public static string Explain(DepositRequirement requirement, CodeLists codes)
    {
        if (requirement.Undetermined is { } doubt)
            return doubt switch
            {
                DepositDoubt.MissingFact => $"Undetermined: {requirement.About} is not known of this agency.",
                DepositDoubt.NoRowSpeaks => "Undetermined: the rule does not speak of such an agency.",
                DepositDoubt.SeveralRowsSpeak => $"Undetermined: rows {requirement.About} of the rule speak at once.",
                DepositDoubt.AmountTooLarge => "Undetermined: the amount is too large to be held.",
                _ => $"Undetermined: {Words.Of(doubt)}. {requirement.About}".TrimEnd(),
            };
        var sentences = requirement.Steps.Select(s => (s.Code, A: s.Arguments)).Select(s => s.Code switch
        {
            "nothing-required" => "No deposit is required.",
            "row" => s.A["when"].Length == 0 ? "One rule for every agency." : $"Row {s.A["number"]} speaks: {s.A["when"]}.",
            "tranches" => $"{s.A["workers"]} workers are {s.A["times"]} times {s.A["of"]}, a part counting whole.",
            "branches" => $"For each of {s.A["times"]} branches the amount of a branch is added.",
            _ => $"{new Money(long.Parse(s.A["minor"], CultureInfo.InvariantCulture), s.A["currency"]).ToText(codes)}, {s.A["forms"]}.",
        });
        return string.Join(' ', requirement.Total is { } total ? sentences.Append($"Together {total.ToText(codes)}.") : sentences);
    }

    private static DepositRequirement Doubt(DepositDoubt doubt, string? about) => new([], null, doubt, about, []);

    private static Step Say(string code, params ReadOnlySpan<(string Name, string? Value)> arguments)
    {
        var trace = new Trace();
        trace.Add(code, arguments);
        return trace.ToSteps()[0];
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(DepositWhen when)
    {
        static string? Range(string name, NumberRange? r) => r switch
        {
            null => null,
            { From: { } from, UpTo: { } to } => string.Create(CultureInfo.InvariantCulture, $"{name} {from} to {to}"),
            { From: { } from } => string.Create(CultureInfo.InvariantCulture, $"{name} {from} or more"),
            { UpTo: 0 } => $"no {name}",
            _ => string.Create(CultureInfo.InvariantCulture, $"{name} up to {r.UpTo}"),
        };
        return string.Join(", ", new[]
        {
            when.Class is { } c ? $"class {c}" : null,
            when.Choice is { } choice ? $"choice {choice}" : null,
            Range("workers", when.Workers),
            Range("placements", when.Placements),
            Range("demerit points", when.Demerits),
            Range("branches", when.Branches),
            when.FirstYear switch { true => "first year", false => "after the first year", _ => null },
        }.Where(t => t is not null));
    }
}
