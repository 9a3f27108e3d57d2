using System.Globalization;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.LawChanges;
using Licensing.Rules.Values;

namespace Licensing.Rules.Agreements;

/// <summary>A clause's fixed meaning in words: the key of docs/rules/agreements.md, and a plain sentence.</summary>
public static class ClauseWords
{
    public static string Key(ClauseTerm term) => term switch
    {
        BearsCosts => "bears",
        Ceiling => "ceiling",
        GivesBack => "refund",
        WageFloor => "wageFloor",
        AgeRange => "age",
        PermittedChannel => "channel",
        PermittedOccupations => "occupations",
        PassportWithWorker => "passport",
        PayDay => "payDay",
        AccountInWorkersName => "account",
        ContractLength => "contract",
        ComplaintDuty => "complaints",
        JointReview => "review",
        _ => "text",
    };

    public static string Say(ClauseTerm term, CodeLists codes) => term switch
    {
        BearsCosts { Who: Role.Worker } bears => $"The worker bears, without an amount: {Costs(bears.Costs)}.",
        BearsCosts bears => $"The {Plain(bears.Who)} bears, and the worker is charged nothing for: {Costs(bears.Costs)}.",
        Ceiling ceiling => $"At most {ceiling.Amount.ToText(codes)} in all may be charged to the {Roles(ceiling.Costs.Payers)} for: {Costs(ceiling.Costs)}.",
        GivesBack back => $"What the worker paid for {Costs(back.Costs)} is given back{Share(back.Refund)} when {When(back.Refund)}{Within(back.Refund)}.",
        WageFloor floor => $"The {(floor.Wage == WageKind.Basic ? "basic wage" : "wage under the contract")} is at least {floor.Amount.ToText(codes)} a month.",
        AgeRange age => "The worker is " + string.Join(" and ", new[] { age.AtLeast is { } least ? $"{Number(least)} or older" : null, age.Below is { } below ? $"younger than {Number(below)}" : null }.OfType<string>()) + ".",
        PermittedChannel channel => string.Join(" ", new[] { channel.LicensedAgenciesOnly ? "Only licensed agencies recruit." : null, channel.Through is { } through ? $"Workers are recruited through {through} only." : null }.OfType<string>()),
        PermittedOccupations jobs => $"Only these occupations (ISCO-08): {string.Join(", ", jobs.Codes)}.",
        PassportWithWorker => "The passport stays with the worker.",
        PayDay pay => $"Wages are paid by day {Number(pay.Day)} of the following month.",
        AccountInWorkersName => "Wages are paid into an account in the worker's name.",
        ContractLength length => $"The contract is for {Number(length.Months)} months.",
        ComplaintDuty duty => duty.Kind switch
        {
            ComplaintDutyKind.HelpAtAnyHour => "A worker who complains finds help at any hour.",
            ComplaintDutyKind.CourtFreeOfCharge => "A worker goes to court free of charge.",
            ComplaintDutyKind.ChangeOfEmployer => "A worker may change to another employer.",
            ComplaintDutyKind.ExitVisa => "A worker is given an exit visa.",
            _ => "Disputes are first settled by conciliation.",
        },
        JointReview review => $"Reviewed by the {review.By}{(review.Every is { } every ? $" every {every}" : "")}.",
        TextOnly text => text.Text,
        _ => throw new ArgumentOutOfRangeException(nameof(term), term, null),
    };

    /// <summary>The guards under which a clause holds, in the words of packs; null: none.</summary>
    public static string? Scope(Clause clause) => clause.Scope.IsEmpty ? null : PackTree.Line(PackTree.Guards(clause.Scope));

    private static string Costs(Counts counts) => string.Join(", ", counts.Include)
        + (counts.Payees.Count == 0 ? "" : $" paid to {Roles(counts.Payees)}") + (counts.Exclude.IsEmpty ? "" : $"; not {string.Join(", ", counts.Exclude.Select(e => e.Category))}");

    private static string Roles(IEnumerable<Role> roles) => string.Join(" or ", roles.Order().Select(Plain));

    private static string Plain(Role role) => Words.Of(role).Replace('-', ' ');

    private static string Share(RefundDuty refund) => refund.SharePercent is not { } percent ? " for the months not served" : percent == 100 ? "" : $" by {percent} percent";

    private static string When(RefundDuty refund) => refund.Trigger switch
    {
        RefundTrigger.NotDeployed => "the worker is not sent",
        RefundTrigger.Entered => "the worker has begun",
        _ => "the employment ends" + (refund.WithinMonths is { } months ? $" within {Number(months)} months" : ""),
    };

    private static string Within(RefundDuty refund) => refund.WithinDays is { } days ? $", within {Number(days)} days" : "";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
