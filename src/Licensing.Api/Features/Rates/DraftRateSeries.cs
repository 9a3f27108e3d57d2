using FastEndpoints;
using FluentValidation;
using FluentValidation.Results;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Rates;

/// <param name="Name">Of the series: small letters, digits and hyphens, for example nrb-daily. A correction bears the name of what it corrects.</param>
/// <param name="Text">CSV with the header currency,validFrom,validTo,unitsPerUsd,kind,authority. The whole series, not only what is new.</param>
/// <param name="Reason">Why, for the history.</param>
public sealed record DraftRateSeriesRequest(string Name, string Text, string Reason);

public sealed class DraftRateSeriesValidator : Validator<DraftRateSeriesRequest>
{
    public const int MostCharacters = 900_000;

    public DraftRateSeriesValidator(CodeLists codes)
    {
        RuleFor(r => r.Name).NotEmpty().MaximumLength(RateSeries.MaxNameLength);
        RuleFor(r => r.Name).Must(name => name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')).WithErrorCode("rates.name").WithMessage("A name has small letters, digits and hyphens.").WithState(_ => "Write it for example as nrb-daily.");
        RuleFor(r => r.Name).NotEqual(RateSeries.Shipped).WithErrorCode("rates.name").WithMessage("The series that ships bears this name.").WithState(_ => "Choose another.");
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
        RuleFor(r => r.Text).NotEmpty().MaximumLength(MostCharacters);
        RuleFor(r => r.Text).Custom((text, context) =>
        {
            if (text.Length is 0 or > MostCharacters)
                return;
            foreach (var error in RateSeriesText.Read(text, context.InstanceToValidate.Name, codes).Errors)
                context.AddFailure(new ValidationFailure("text", error.Line == 0 ? error.Detail : $"Line {error.Line}: {error.Detail}", error.Said ?? "")
                {
                    ErrorCode = error.Code, CustomState = "Write it as docs/exchange-rates.md says; GET /v1/exchange-rates/series shows the series that ships as an example.",
                });
        });
    }
}

/// <summary>Takes in a series of exchange rates, or the next text of one, as a draft. No text ever changes, so what was proposed is what is approved. It
/// decides only when two people have said so.</summary>
public sealed class DraftRateSeries(LicensingDb db, Caller caller, CodeLists codes, TimeProvider clock) : Endpoint<DraftRateSeriesRequest, Results<Created<RateSeriesView>, Problem>>
{
    public override void Configure()
    {
        Post("exchange-rates/series");
        Permissions(Permission.ProposeRates);
        this.Refuses(ProblemCode.RatesTextKnown);
        this.Idempotent();
    }

    public override async Task<Results<Created<RateSeriesView>, Problem>> ExecuteAsync(DraftRateSeriesRequest r, CancellationToken ct)
    {
        var text = r.Text.ReplaceLineEndings("\n");
        var digest = RateSeries.DigestOf(text);
        var known = await db.RateSeries.Where(s => s.Name == r.Name).Select(s => new { s.PublicId, s.Number, s.Digest }).ToListAsync(ct);
        if (known.FirstOrDefault(s => s.Digest == digest) is { } same)
            return new Problem(ProblemCode.RatesTextKnown, $"It is number {same.Number} of {r.Name}: /v1/exchange-rates/series/{same.PublicId}.");

        // Two who draft at once meet at the unique number; the second is told to read again.
        var rates = RateSeriesText.Read(text, r.Name, codes).Rates.Length;
        var series = new RateSeries(r.Name, known.Select(s => s.Number).DefaultIfEmpty().Max() + 1, text, rates, clock.Now(), caller.Name);
        db.Add(series);
        db.Record(series, new RateSeriesDrafted(series.Name, series.Number, series.Digest, rates), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(series);
        return TypedResults.Created($"/v1/exchange-rates/series/{series.PublicId}", RateSeriesView.Of(series, []));
    }
}
