using System.Collections.Immutable;
using Licensing.Api.Database;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Findings;
using Licensing.Api.Http;
using Licensing.Rules.Findings;
using Licensing.Rules.Remedies;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Remedies;

/// <summary>What the formulas say of one placement.</summary>
/// <param name="Placement">With its agency.</param>
/// <param name="DisclosureNumber">The version of the disclosure that was read.</param>
public sealed record ReckonedCase(Placement Placement, Finding? Finding, int DisclosureNumber, ImmutableArray<RemedyResult> Results);

/// <summary>Applies the formulas to what was reported of a placement and what an officer states. Used alike for a preview, a proposal and its
/// decision; nothing is stored.</summary>
public sealed class RemedyCase(LicensingDb db, RemedyBook book, CodeLists codes)
{
    public async Task<(Problem? Refusal, ReckonedCase? Case)> ReckonAsync(string placementId, RemedyStatement statement, DateOnly orderedOn, DateOnly interestUntil, CancellationToken ct)
    {
        var placement = await db.Placements.AsTracking().Include(p => p.Agency).ThenInclude(a => a.Facts).SingleOrDefaultAsync(p => p.PublicId == placementId, ct);
        if (placement is null)
            return (new(ProblemCode.NotFound), null);
        var version = await db.DisclosureVersions.AsNoTracking().SingleOrDefaultAsync(v => v.Disclosure.PlacementId == placement.Id && v.IsCurrent, ct);
        if (version is null)
            return (new(ProblemCode.NotFound, "Nothing was reported of this placement."), null);
        var finding = statement.FindingId is not { } id ? null
            : await db.Findings.AsTracking().Include(f => f.Excess).SingleOrDefaultAsync(f => f.PublicId == id && f.PlacementId == placement.Id, ct);
        if (statement.FindingId is not null && finding is null)
            return (new(ProblemCode.NotFound, "The placement has no such finding."), null);
        if (finding?.Status is FindingStatus.Withdrawn or FindingStatus.Dismissed)
            return (new(ProblemCode.FindingNotStanding, $"It is {Json.Words.ConvertName(finding.Status.ToString())}."), null);

        var facts = new RemedyFacts(Verdict.FactsOf(version.ReadReported(), version.ReadWorker(), placement.Agency, orderedOn))
        {
            Established = statement.WhatIsEstablished,
            EstablishedOn = statement.EstablishedOn ?? finding?.HappenedOn,
            Stated = Sums(statement, finding),
            MonthsServed = statement.MonthsServed,
            OutsideRate = statement.OutsideRate is { } rate && Rational.TryParse(rate.PercentPerYear, out var percent) ? new(percent, rate.Source) : null,
            OrderedOn = orderedOn,
            InterestUntil = interestUntil,
        };
        return (null, new(placement, finding, version.Number, RemedyLaw.All(book.Packs, facts, statement.Choices, codes)));
    }

    // Of money that was taken too early, through the wrong channel or without a receipt the amount concerned is no excess.
    private static IReadOnlyList<(StatedSum, Money)> Sums(RemedyStatement statement, Finding? finding)
    {
        List<(StatedSum Sum, Money Amount)> sums = [.. (statement.Sums ?? []).Select(s => (s.Sum, s.Amount))];
        if (finding?.Kind is BreachKind.WorkerCharged or BreachKind.IllegitimateCost && sums.All(s => s.Sum != StatedSum.Excess))
            sums.AddRange(finding.ExcessAmounts.Parts.Select(a => (StatedSum.Excess, a)));
        return sums;
    }
}
