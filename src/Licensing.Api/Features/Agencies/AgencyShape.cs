using FluentValidation;
using Licensing.Api.Http;
using Licensing.Rules.Values;

namespace Licensing.Api.Features.Agencies;

/// <summary>The shape of what is said of agencies, for every slice that accepts it.</summary>
public static class AgencyShape
{
    /// <summary>Before this day nothing about an agency is on record anywhere; a year such as 0202 is a slip of the hand.</summary>
    public static readonly DateOnly Earliest = new(1900, 1, 1);

    public static readonly DateOnly Latest = new(2100, 1, 1);

    public static IRuleBuilderOptions<T, string> CountryCode<T>(this IRuleBuilder<T, string> rule, CodeLists codes) =>
        rule.Must(codes.Countries.ContainsKey).WithErrorCode("country.unknown").WithMessage("Expected an ISO 3166-1 country code.").WithState(_ => "Use two capital letters, for example NP.");

    public static IRuleBuilderOptions<T, string?> LanguageTag<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Matches("^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$").WithErrorCode("language.malformed").WithMessage("Expected a language tag (BCP 47).").WithState(_ => "For example ne-Deva, ne-Latn or en.");

    public static IRuleBuilderOptions<T, string?> ShortText<T>(this IRuleBuilder<T, string?> rule) =>
        rule.StoredLength(AgencyFact.MaxValueLength).Must(text => text is null || !text.Any(char.IsControl)).WithErrorCode("text.has-control-character").WithMessage("The text contains a control character.");

    public static IRuleBuilderOptions<T, string?> Email<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Matches(@"^[^@\s]+@[^@\s]+\z").WithErrorCode("email.malformed").WithMessage("Expected an e-mail address.");

    /// <param name="first">The first day, inclusive.</param>
    public static IRuleBuilderOptions<T, DateOnly> NotBefore<T>(this IRuleBuilder<T, DateOnly> rule, Func<T, DateOnly> first) =>
        rule.Must((r, last) => last >= first(r)).WithErrorCode("date.before-first").WithMessage("The last day lies before the first.").WithState(_ => "Both days are inclusive; write the first one or a later one.");

    public static IRuleBuilderOptions<T, DateOnly> PlausibleDay<T>(this IRuleBuilder<T, DateOnly> rule) =>
        rule.InclusiveBetween(Earliest, Latest).WithErrorCode("date.out-of-range").WithMessage($"Expected a day from {Earliest:yyyy-MM-dd} to {Latest:yyyy-MM-dd}.");
}
