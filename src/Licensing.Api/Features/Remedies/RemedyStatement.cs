using System.Collections.Frozen;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Deposits;
using Licensing.Rules.Remedies;
using Licensing.Rules.Values;

namespace Licensing.Api.Features.Remedies;

/// <param name="Sum">What it is.</param>
public sealed record EstablishedSum(StatedSum Sum, Money Amount);

/// <param name="PercentPerYear">A decimal in text, for example "0.5".</param>
/// <param name="Source">Where it is stated: which bank, which day.</param>
public sealed record StatedRate(string PercentPerYear, string Source);

/// <summary>What an officer states beside what was reported of the placement. What the law leaves open and is left out here stays undetermined.</summary>
/// <param name="FindingId">The finding that is answered. Its excess and its day are taken where sums or establishedOn are left out.</param>
/// <param name="Established">What a decision or an upheld finding established.</param>
/// <param name="EstablishedOn">The day on which that happened.</param>
/// <param name="Sums">Sums that were established.</param>
/// <param name="MonthsServed">Whole months of the contract that were served, where servedBy is months.</param>
/// <param name="OutsideRate">The rate to which a law refers.</param>
/// <param name="DayCount">How days become parts of a year.</param>
/// <param name="InterestFrom">From when interest runs.</param>
/// <param name="ServedBy">By what the part of the contract that was not served is measured.</param>
public sealed record RemedyStatement(
    string? FindingId = null, IReadOnlyList<Established>? Established = null, DateOnly? EstablishedOn = null, IReadOnlyList<EstablishedSum>? Sums = null,
    int? MonthsServed = null, StatedRate? OutsideRate = null, DayCount? DayCount = null, InterestFrom? InterestFrom = null, ServedBy? ServedBy = null)
{
    internal RemedyChoices Choices => new(DayCount, InterestFrom, ServedBy);

    internal FrozenSet<Established> WhatIsEstablished => (Established ?? []).ToFrozenSet();
}

public sealed class RemedyStatementShape : AbstractValidator<RemedyStatement>
{
    public RemedyStatementShape(CodeLists codes)
    {
        RuleFor(s => s.FindingId).MaximumLength(PublicId.MaxLength);
        RuleFor(s => s.Established).Must(e => e is null || e.Count <= 20).WithErrorCode("list.too-long").WithMessage("At most 20.");
        RuleFor(s => s.EstablishedOn!.Value).PlausibleDay().OverridePropertyName("EstablishedOn").When(s => s.EstablishedOn is not null);
        RuleFor(s => s.Sums).Must(e => e is null || e.Count <= 20).WithErrorCode("list.too-long").WithMessage("At most 20.");
        RuleFor(s => s.Sums).Must(e => e is null || e.Select(x => (x.Sum, x.Amount.Currency)).Distinct().Count() == e.Count).WithErrorCode("sum.twice").WithMessage("A sum is stated twice in one currency.");
        RuleForEach(s => s.Sums).ChildRules(sum => sum.RuleFor(x => x.Amount).PositiveAmount(codes));
        RuleFor(s => s.MonthsServed).InclusiveBetween(0, 1200);
        RuleFor(s => s.OutsideRate!).ChildRules(rate =>
        {
            rate.RuleFor(x => x.PercentPerYear).Matches(@"^[0-9]{1,3}(\.[0-9]{1,6})?\z")
                .WithErrorCode("rate.malformed").WithMessage("Not a percentage.").WithState(_ => "Write a decimal below 1000 with at most 6 places, for example \"0.5\".");
            rate.RuleFor(x => x.Source).NotEmpty().ShortText().MaximumLength(StorageConventions.DefaultTextLength);
        }).When(s => s.OutsideRate is not null);
    }
}
