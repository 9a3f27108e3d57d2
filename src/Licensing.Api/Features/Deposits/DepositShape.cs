using FluentValidation;
using Licensing.Api.Http;
using Licensing.Rules.Deposits;
using Licensing.Rules.Values;

namespace Licensing.Api.Features.Deposits;

/// <summary>The shape of what is said of deposits, and why the ledger refuses.</summary>
internal static class DepositShape
{
    public static IRuleBuilderOptionsConditions<T, Money> PositiveAmount<T>(this IRuleBuilder<T, Money> rule, CodeLists codes) => rule.Custom((money, context) =>
    {
        if (money.AmountMinor <= 0)
            context.AddFailure(Failure("AmountMinor", "amount.not-positive", "An amount is more than nothing.", money.AmountMinor));
        if (money.Currency is null || !codes.MinorUnits.ContainsKey(money.Currency))
            context.AddFailure(Failure("Currency", "currency.unknown", "Not a currency code.", money.Currency));

        FluentValidation.Results.ValidationFailure Failure(string name, string code, string says, object? value) =>
            new($"{context.PropertyPath}.{name}", says, value) { ErrorCode = code, CustomState = code == "currency.unknown" ? "Use ISO 4217, for example NPR." : null };
    });

    /// <summary>Refuses a day that has not come; validators know no ministry, and so no today.</summary>
    public static Problem? WhyNotYet(string at, DateOnly day, DateOnly today) => day <= today ? null : new(ProblemCode.RequestInvalid, errors:
        [new("date.in-future", at, $"The day has not come: today is {today:yyyy-MM-dd}.", day.ToString("yyyy-MM-dd"), "Record it when it has happened.")]);

    public static Problem Of(DepositRefusal refused, string currency) => refused switch
    {
        DepositRefusal.Currency => new(ProblemCode.DepositCurrency, $"The deposit is held in {currency}."),
        DepositRefusal.NotOwed => new(ProblemCode.DepositNotOwed),
        DepositRefusal.OrderSilent => new(ProblemCode.RegimeNotSet, "The deposit does not suffice, and the regime's order does not name a kind of these claims.",
            [new("regime.not-known", "deposit-sharing", "The order does not say where a kind of these claims stands.", Mend: "Set it by two people, with the ministry's authority: POST /v1/regime/settings.")]),
        _ => new(ProblemCode.DepositTooLarge),
    };
}
