using System.Globalization;
using FluentValidation;

namespace Licensing.Api.Features.Returns;

/// <summary>A month as callers write it: 2026-03.</summary>
public static class PeriodText
{
    public const string Form = "yyyy-MM";

    public static string Of(DateOnly period) => period.ToString(Form, CultureInfo.InvariantCulture);

    /// <returns>First day of the month.</returns>
    /// <exception cref="FormatException">Validators have checked it.</exception>
    public static DateOnly Read(string text) => DateOnly.ParseExact(text, Form, CultureInfo.InvariantCulture);

    public static IRuleBuilderOptions<T, string?> Period<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(text => text is null || (DateOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && month.Year is >= 1950 and < 2100))
        .WithErrorCode("period.malformed").WithMessage("Expected a month.").WithState(_ => "Write a month as YYYY-MM, for example 2026-03.");
}
