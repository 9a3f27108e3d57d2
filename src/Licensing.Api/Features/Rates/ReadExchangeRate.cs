using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Security;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Rates;

public sealed record ReadExchangeRateRequest
{
    /// <summary>ISO 4217.</summary>
    [QueryParam]
    public string Currency { get; init; } = "";

    /// <summary>The day of the conversion; today in the ministry's time zone if left out.</summary>
    [QueryParam]
    public DateOnly? On { get; init; }

    /// <summary>As this deployment held it at that instant (UTC); as it is held now if left out.</summary>
    [QueryParam]
    public DateTime? KnownAt { get; init; }
}

public sealed class ReadExchangeRateValidator : Validator<ReadExchangeRateRequest>
{
    public ReadExchangeRateValidator(CodeLists codes)
    {
        RuleFor(r => r.Currency).Must(codes.MinorUnits.ContainsKey).WithErrorCode("currency.unknown").WithMessage("Not a currency code.").WithState(_ => "Use an ISO 4217 code, for example NPR.");
        RuleFor(r => r.On!.Value).PlausibleDay().OverridePropertyName("On").When(r => r.On is not null);
    }
}

/// <summary>The rate of one currency on one day.</summary>
/// <param name="Decides">Whether judging converts with it.</param>
/// <param name="Doubt">none where it decides; else why it does not.</param>
/// <param name="Digest">Names exactly the rates, their order and staleness; judgements keep it as ratesDigest.</param>
/// <param name="Rate">Null where no rate is valid on the day, and for the US dollar, which is the unit.</param>
public sealed record ExchangeRateView(string Currency, DateOnly On, DateTime KnownAt, bool Decides, RateDoubt Doubt, string Digest, RateView? Rate);

/// <param name="UnitsPerUsd">Exact, as a decimal.</param>
/// <param name="ValidFrom">First day, inclusive.</param>
/// <param name="ValidTo">Last day, inclusive.</param>
/// <param name="AgeDays">From its first day to the day asked for.</param>
/// <param name="Series">The name of the series.</param>
/// <param name="SeriesId">The very text.</param>
/// <param name="StandsIn">It ships with the service, and decides because the ministry has approved no series.</param>
public sealed record RateView(
    string UnitsPerUsd, RateKind Kind, string Authority, DateOnly ValidFrom, DateOnly ValidTo, int AgeDays, string Series, int SeriesNumber, string SeriesId, bool StandsIn);

/// <summary>Answers which exchange rate decides on a day, and by which series. No sign-in.</summary>
public sealed class ReadExchangeRate(LicensingDb db, JudgingBook book, Ministry ministry, TimeProvider clock) : Endpoint<ReadExchangeRateRequest, Ok<ExchangeRateView>>
{
    public override void Configure()
    {
        Get("exchange-rates");
        Permissions(Permission.ReadRates);
    }

    public override async Task<Ok<ExchangeRateView>> ExecuteAsync(ReadExchangeRateRequest r, CancellationToken ct)
    {
        var (on, knownAt) = (r.On ?? ministry.Today(clock), r.KnownAt?.ToUniversalTime());
        var basis = knownAt is { } instant ? await book.HeldAtAsync(db, instant, ct) : await book.CurrentAsync(db, ct);
        var (rate, doubt) = basis.Rates.Look(r.Currency, on);
        var series = rate?.Series is { } name ? basis.Series.First(s => s.Name == name) : null;
        return TypedResults.Ok(new ExchangeRateView(
            r.Currency, on, knownAt ?? clock.Now(), doubt == RateDoubt.None, doubt, basis.RatesDigest,
            rate is null || series is null ? null : new(
                rate.UnitsPerUsd.ToText(), rate.Kind, rate.Authority, rate.From, rate.To, on.DayNumber - rate.From.DayNumber, series.Name, series.Number, series.PublicId, series.StandsIn)));
    }
}
