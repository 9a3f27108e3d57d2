using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Security;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.FeeQuotes;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Caching.Memory;

namespace Licensing.Api.Features.FeeQuotes;

public sealed record ReadFeeQuoteRequest
{
    /// <summary>ISO 3166-1 alpha-2.</summary>
    [QueryParam]
    public string Origin { get; init; } = "";

    /// <summary>ISO 3166-1 alpha-2.</summary>
    [QueryParam]
    public string Destination { get; init; } = "";

    /// <summary>ISCO-08, one to four digits. Left out, what depends on it is open.</summary>
    [QueryParam]
    public string? Occupation { get; init; }

    /// <summary>The wage of a month as offered, in minor units.</summary>
    [QueryParam]
    public long? WageMinor { get; init; }

    /// <summary>ISO 4217.</summary>
    [QueryParam]
    public string? WageCurrency { get; init; }

    /// <summary>Length of the contract.</summary>
    [QueryParam]
    public int? Months { get; init; }

    /// <summary>The day on which all is signed and paid; today in the ministry's time zone if left out.</summary>
    [QueryParam]
    public DateOnly? On { get; init; }

    /// <summary>ISO 4217, in which sums are wanted; the ministry's own if left out.</summary>
    [QueryParam]
    public string? Currency { get; init; }

    [QueryParam]
    public Sex? Sex { get; init; }

    [QueryParam]
    public int? Age { get; init; }

    [QueryParam]
    public EmployerKind? Employer { get; init; }
}

public sealed class ReadFeeQuoteValidator : Validator<ReadFeeQuoteRequest>
{
    public const int MostMonths = 600;

    public ReadFeeQuoteValidator(CodeLists codes)
    {
        RuleFor(r => r.Origin).CountryCode(codes);
        RuleFor(r => r.Destination).CountryCode(codes);
        RuleFor(r => r.Occupation).Must(o => o is null || codes.Occupations.Contains(o)).WithErrorCode("occupation.unknown").WithMessage("Not an ISCO-08 code.").WithState(_ => "Use a code of one to four digits, for example 9329.");
        RuleFor(r => r.WageMinor).GreaterThan(0).When(r => r.WageMinor is not null);
        RuleFor(r => r.WageMinor).NotNull().When(r => r.WageCurrency is not null).WithMessage("Say the wage too, or leave its currency out.");
        RuleFor(r => r.WageCurrency).NotNull().When(r => r.WageMinor is not null).WithMessage("Say the currency of the wage.");
        RuleFor(r => r.WageCurrency).Must(c => c is null || codes.MinorUnits.ContainsKey(c)).WithErrorCode("currency.unknown").WithMessage("Not a currency code.");
        RuleFor(r => r.Currency).Must(c => c is null || codes.MinorUnits.ContainsKey(c)).WithErrorCode("currency.unknown").WithMessage("Not a currency code.");
        RuleFor(r => r.Months).InclusiveBetween(1, MostMonths).When(r => r.Months is not null);
        RuleFor(r => r.Age).InclusiveBetween(0, 120).When(r => r.Age is not null);
        RuleFor(r => r.On!.Value).PlausibleDay().OverridePropertyName("On").When(r => r.On is not null);
    }
}

/// <summary>Tells a worker or a portal, before anything is paid, what each cost may come to, from when, by what channel and what must be given
/// back, by the law approved here. No sign-in, no name. Sentences are in the language of Accept-Language where there is one, else English.</summary>
public sealed class ReadFeeQuote(LicensingDb db, QuoteBasis basis, IMemoryCache kept, Ministry ministry, TimeProvider clock) : Endpoint<ReadFeeQuoteRequest, Ok<FeeQuoteView>>
{
    // A portal asks the same for many workers, and an answer takes a fifth of a second.
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    public override void Configure()
    {
        Get("fee-quotes");
        Permissions(Permission.AskFees);
    }

    public override async Task<Ok<FeeQuoteView>> ExecuteAsync(ReadFeeQuoteRequest r, CancellationToken ct)
    {
        var question = new FeeQuestion(
            r.Origin, r.Destination, r.Occupation, r.WageMinor is { } wage ? new Money(wage, r.WageCurrency!) : null, r.Months, r.On ?? ministry.Today(clock), r.Currency ?? ministry.Currency)
        {
            Sex = r.Sex, Age = r.Age, Employer = r.Employer,
        };
        var law = await basis.LawAsync(db, ct);
        var judging = await basis.JudgingAsync(db, ct);
        var under = judging.On(question.On);
        // What is kept is named by the very law, rates and settings, so nothing goes stale.
        var quote = await kept.GetOrCreateAsync((question, law.Digest, judging.RatesDigest, under.SettingsDigest), entry =>
        {
            (entry.AbsoluteExpirationRelativeToNow, entry.Size) = (Kept, 1);
            return Task.FromResult(FeeQuote.For(question, law.Rules, under.Context, basis.AgreementsOf(law)));
        });
        return TypedResults.Ok(FeeQuoteView.Of(quote!, law.Digest, basis.Catalogue(HttpContext.Request.Headers.AcceptLanguage)));
    }
}
