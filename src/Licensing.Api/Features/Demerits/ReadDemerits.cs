using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Demerits;

public sealed record ReadDemeritsRequest
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string AgencyId { get; init; } = "";

    /// <summary>The day on which points are counted; today in the ministry's time zone if left out.</summary>
    [QueryParam]
    public DateOnly? On { get; init; }

    /// <summary>Only what had been recorded by then (UTC); now if left out.</summary>
    [QueryParam]
    public DateTime? KnownAt { get; init; }
}

public sealed class ReadDemeritsValidator : Validator<ReadDemeritsRequest>
{
    public ReadDemeritsValidator() => RuleFor(r => r.On!.Value).PlausibleDay().When(r => r.On is not null);
}

/// <param name="Id">Public id.</param>
/// <param name="On">The day of the decision; the points count from it, inclusive.</param>
/// <param name="CountsUntil">Last day on which they count, inclusive; null where points do not lapse, or the regime does not say.</param>
/// <param name="Counts">Whether they count on the day that was asked; null where that is undetermined.</param>
/// <param name="Decision">Which decision gave them.</param>
/// <param name="Findings">Public ids of the findings that it upheld.</param>
/// <param name="SetAsideOn">From this day on they count no longer.</param>
public sealed record DemeritView(
    string Id, int Points, DateOnly On, DateOnly? CountsUntil, bool? Counts, string Decision, IReadOnlyList<string> Findings, DateOnly? SetAsideOn, string? SetAsideDecision,
    string ProposalId, DateTime RecordedAt, long Version);

/// <param name="Points">Points that count on the day; null where the regime does not say.</param>
/// <param name="PointsAtMost">Points that were given by then and not set aside, as if none lapsed.</param>
/// <param name="Follows">What the regime lets follow from so many; null below its first band. It is suggested to an officer, never applied.</param>
/// <param name="Undetermined">The question that the regime does not answer, and without which nobody can say what follows.</param>
/// <param name="Entries">By day.</param>
public sealed record ReadDemeritsResponse(
    string AgencyId, DateOnly On, DateTime KnownAt, int? Points, int PointsAtMost, string? Follows, RegimeQuestion? Undetermined, IReadOnlyList<DemeritView> Entries);

/// <summary>Counts an agency's demerit points on a day, entry by entry; an agency sees its own.</summary>
public sealed class ReadDemerits(LicensingDb db, Caller caller, RegimeInForce regimes, Ministry ministry, TimeProvider clock)
    : Endpoint<ReadDemeritsRequest, Results<Ok<ReadDemeritsResponse>, Problem>>
{
    public override void Configure()
    {
        Get("agencies/{AgencyId}/demerits");
        Permissions(Permission.ReadDemerits);
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped);
    }

    public override async Task<Results<Ok<ReadDemeritsResponse>, Problem>> ExecuteAsync(ReadDemeritsRequest r, CancellationToken ct)
    {
        var agency = await db.Agencies.AsNoTracking().VisibleTo(caller).FindAsync(r.AgencyId, ct);
        if (agency is null)
            return new Problem(ProblemCode.NotFound);
        var (on, knownAt) = (r.On ?? ministry.Today(clock), r.KnownAt?.ToUniversalTime() ?? clock.Now());
        var rows = await db.DemeritEntries.AsNoTracking().Where(d => d.AgencyId == agency.Id && d.RecordedAt <= knownAt).OrderBy(d => d.On).ThenBy(d => d.Id).ToListAsync(ct);
        var regime = await regimes.OnAsync(on, ct);
        var expiry = regime.Answer(RegimeQuestion.DemeritExpiry);
        var entries = rows.ConvertAll(d => (Row: d, Entry: d.ToEntry(knownAt)));
        var count = Licensing.Rules.Licences.Demerits.On(entries.Select(e => e.Entry), on, regime.Answer(RegimeQuestion.DemeritBands), expiry);
        return TypedResults.Ok(new ReadDemeritsResponse(
            agency.PublicId, on, knownAt, count.Points, entries.Where(e => e.Entry.On <= on && (e.Entry.SetAsideOn is null || on < e.Entry.SetAsideOn)).Sum(e => e.Entry.Points),
            count.Proposed, count.Undetermined, [.. entries.Select(e => new DemeritView(
                e.Entry.Id, e.Entry.Points, e.Entry.On, Licensing.Rules.Licences.Demerits.LastDayOf(e.Entry, expiry), count.Points is null ? null : count.Counted.Contains(e.Entry.Id),
                e.Row.Decision, e.Row.FindingIds, e.Entry.SetAsideOn, e.Entry.SetAsideOn is null ? null : e.Row.SetAsideDecision, e.Row.ProposalId, e.Row.RecordedAt, e.Row.Version))]));
    }
}
