using System.Globalization;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Licences;
using Licensing.Api.Features.Regimes;
using Licensing.Rules.Deposits;
using Licensing.Rules.Licences;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Deposits;

/// <summary>A fact as it was used.</summary>
/// <param name="Value">Null where it is not known.</param>
/// <param name="Since">First day from which it holds, of a recorded one.</param>
/// <param name="Source">Where it is known from.</param>
public sealed record KnownFact(string Fact, string? Value, DateOnly? Since, string Source);

/// <summary>What must be held on a day, and from what that follows.</summary>
public sealed record RequiredOn(RegimeOn Regime, RegimeAnswer Answer, DepositRequirement Requirement, IReadOnlyList<KnownFact> Facts, DateOnly? LastContractEnds)
{
    /// <summary>What must still be lodged, in forms that the law allows; null where that is undetermined: the requirement is, or it is in another currency.</summary>
    public long? Missing(IReadOnlyList<Holding> holdings, string currency) =>
        Requirement.Undetermined is not null ? null
        : Requirement.Total is not { } total ? 0
        : total.Currency != currency ? null
        : DepositCoverage.Missing(Requirement.Parts, DepositCoverage.HeldOn(holdings, Regime.Day));

    /// <summary>Why that is undetermined, in a sentence.</summary>
    public string Doubt(CodeLists codes, string currency) => Requirement.Undetermined is not null ? RequiredDeposit.Explain(Requirement, codes)
        : $"The required deposit is in {Requirement.Total?.Currency}, and what is lodged in {currency}.";
}

/// <summary>Reckons what a licence must have deposited, from the regime of a day and what is known of the agency on it.</summary>
public sealed class DepositReckoning(LicensingDb db, RegimeInForce regimes, TimeProvider clock)
{
    /// <param name="licence">With its facts.</param>
    public async Task<RequiredOn> RequiredOnAsync(Licence licence, DateOnly day, CancellationToken ct)
    {
        var regime = await regimes.OnAsync(day, ct);
        await db.DepositFacts.AsTracking().Where(f => f.LicenceId == licence.Id).LoadAsync(ct);
        // Local: what is being recorded in this very request counts too.
        var recorded = db.DepositFacts.Local.Where(f => f.LicenceId == licence.Id && f.From <= day)
            .OrderBy(f => f.From).ThenBy(f => f.RecordedAt).ThenBy(f => f.Id > 0 ? f.Id : long.MaxValue).GroupBy(f => f.Fact).ToDictionary(g => g.Key, g => g.Last());
        var places = await db.Branches.AsNoTracking().Where(b => b.AgencyId == licence.AgencyId && b.From <= day && (b.To == null || b.To > day)).Select(b => b.Kind).ToListAsync(ct);

        var (points, givenHere) = await PointsAsync(licence, day, regime, recorded.GetValueOrDefault(DepositFactKind.Demerits), ct);

        string? Said(DepositFactKind kind) => recorded.GetValueOrDefault(kind)?.Value;
        int? Number(DepositFactKind kind) => Said(kind) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
        var facts = new DepositFacts
        {
            Class = licence.ClassOn(day, clock.Now()),
            Choice = Said(DepositFactKind.Choice),
            Workers = Number(DepositFactKind.Workers),
            Placements = Number(DepositFactKind.Placements),
            Demerits = points,
            FirstYear = Said(DepositFactKind.FirstYear) is { } first ? first == "true" : null,
            // Where the register holds no place at all of the agency, nobody has said that it has no branch.
            Branches = places.Count == 0 ? null : places.Count(kind => kind == BranchKind.Branch),
        };
        var answer = regime.Answer(RegimeQuestion.Deposit);
        var lastContract = Said(DepositFactKind.LastContractEnds) is { } ends ? DateOnly.ParseExact(ends, "yyyy-MM-dd", CultureInfo.InvariantCulture) : (DateOnly?)null;
        return new(regime, answer, RequiredDeposit.Of(answer, facts), [.. Show(facts, recorded, givenHere)], lastContract);
    }

    // What was recorded are the points of before; those that two people gave here since come on top. Nothing on record is not zero.
    private async Task<(int? Points, bool GivenHere)> PointsAsync(Licence licence, DateOnly day, RegimeOn regime, DepositFact? recorded, CancellationToken ct)
    {
        var before = recorded is null ? (int?)null : int.Parse(recorded.Value, CultureInfo.InvariantCulture);
        var since = recorded?.From ?? DateOnly.MinValue;
        var given = await db.DemeritEntries.AsNoTracking().Where(d => d.AgencyId == licence.AgencyId && d.On > since && d.On <= day).ToListAsync(ct);
        if (given.Count == 0)
            return (before, false);
        var now = clock.Now();
        var count = Licensing.Rules.Licences.Demerits.On(given.Select(d => d.ToEntry(now)), day, regime.Answer(RegimeQuestion.DemeritBands), regime.Answer(RegimeQuestion.DemeritExpiry));
        return (count.Points is { } points ? (before ?? 0) + points : null, true);
    }

    private static IEnumerable<KnownFact> Show(DepositFacts facts, Dictionary<DepositFactKind, DepositFact> recorded, bool pointsGivenHere)
    {
        yield return new("class", facts.Class, null, "The licence.");
        yield return new("branches", facts.Branches?.ToString(CultureInfo.InvariantCulture), null, facts.Branches is null ? "No place of the agency is on record: POST /v1/agencies/{agencyId}/branches." : "The places of the agency on record.");
        foreach (var kind in Enum.GetValues<DepositFactKind>())
            yield return kind == DepositFactKind.Demerits && pointsGivenHere
                ? new(NameOf(kind), facts.Demerits?.ToString(CultureInfo.InvariantCulture), null, "Points on record, with those given by decision: GET /v1/agencies/{agencyId}/demerits.")
                : recorded.GetValueOrDefault(kind) is { } fact
                ? new(NameOf(kind), fact.Value, fact.From, fact.Source)
                : new(NameOf(kind), null, null, "Not recorded: POST /v1/licences/{licenceId}/deposit/facts.");
    }

    // As the rules name it when it is missing.
    private static string NameOf(DepositFactKind kind) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
}
