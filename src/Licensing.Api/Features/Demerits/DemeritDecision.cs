using Licensing.Api.Database;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Demerits;

/// <summary>The exact points that two people give.</summary>
/// <param name="On">The day of the decision; they count from it, inclusive.</param>
public sealed record DemeritChange(string AgencyId, int Points, DateOnly On, string Decision, IReadOnlyList<string> Findings);

/// <param name="On">From this day on, inclusive, they count no longer.</param>
public sealed record DemeritSettingAsideChange(string DemeritId, string AgencyId, DateOnly On, string Decision);

/// <summary>Points given: what deciding it takes, and does. What the regime lets follow is suggested in the same save.</summary>
public sealed class DemeritDecision(LicensingDb db, Caller caller, BandSuggestions suggestions, TimeProvider clock) : IProposedChange
{
    public ProposalKind Kind => ProposalKind.GiveDemerits;

    public string DecidedUnder => Permission.DecideDemerits;

    public Task<long?> VersionNowAsync(Proposal proposal, CancellationToken ct) => Task.FromResult<long?>(null);

    public Task<Problem?> WhyNotAsync(Proposal proposal, CancellationToken ct) => Task.FromResult<Problem?>(null);

    public async Task<Problem?> ApplyAsync(Proposal proposal, string reason, CancellationToken ct)
    {
        var change = proposal.Read<DemeritChange>();
        var agency = await db.Agencies.AsTracking().SingleAsync(a => a.PublicId == change.AgencyId, ct);
        var rows = await db.DemeritEntries.AsTracking().Where(d => d.AgencyId == agency.Id).ToListAsync(ct);
        if (rows.Find(d => d.SetAsideOn is null && d.FindingIds.Intersect(change.Findings).Any()) is { } standing)
            return new Problem(ProblemCode.DemeritsGiven, $"{standing.PublicId}: {standing.Points} points count from {standing.On:yyyy-MM-dd}.");
        var findings = await db.Findings.AsTracking().Where(f => f.AgencyId == agency.Id && change.Findings.Contains(f.PublicId)).ToListAsync(ct);
        if (findings.Find(f => f.Status is not (FindingStatus.Upheld or FindingStatus.Appealed or FindingStatus.Closed)) is { } other)
            return new Problem(ProblemCode.FindingNotStanding, $"{other.PublicId} is {Json.Words.ConvertName(other.Status.ToString())}.");
        var given = new DemeritRow(agency, change, proposal, clock.Now(), caller.Name);
        db.Add(given);
        db.Record(given, new DemeritsGiven(change.AgencyId, given.Points, given.On, change.Findings), reason);
        // Over their versions: of two decisions that give points for the same finding at this moment one is stored.
        foreach (var finding in findings)
            db.Record(finding, new FindingGivenPoints(given.PublicId));
        await suggestions.ConsiderAsync(agency.Id, [.. rows, given], ct);
        return null;
    }
}

/// <summary>Points set aside: what deciding it takes, and does.</summary>
public sealed class DemeritSettingAside(LicensingDb db, BandSuggestions suggestions, TimeProvider clock) : IProposedChange
{
    public ProposalKind Kind => ProposalKind.SetAsideDemerits;

    public string DecidedUnder => Permission.DecideDemerits;

    public async Task<long?> VersionNowAsync(Proposal proposal, CancellationToken ct) =>
        await db.DemeritEntries.Where(d => d.PublicId == proposal.SubjectId).Select(d => (long?)d.Version).SingleOrDefaultAsync(ct);

    public Task<Problem?> WhyNotAsync(Proposal proposal, CancellationToken ct) => Task.FromResult<Problem?>(null);

    public async Task<Problem?> ApplyAsync(Proposal proposal, string reason, CancellationToken ct)
    {
        var change = proposal.Read<DemeritSettingAsideChange>();
        var agencyId = await db.DemeritEntries.Where(d => d.PublicId == change.DemeritId).Select(d => d.AgencyId).SingleAsync(ct);
        var rows = await db.DemeritEntries.AsTracking().Where(d => d.AgencyId == agencyId).ToListAsync(ct);
        var row = rows.Single(d => d.PublicId == change.DemeritId);
        if (row.SetAsideOn is not null)
            return new Problem(ProblemCode.DemeritsSetAside);
        row.SetAside(change.On, change.Decision, proposal, clock.Now());
        db.Record(row, new DemeritsSetAside(change.AgencyId, row.Points, change.On), reason);
        await suggestions.ConsiderAsync(agencyId, rows, ct);
        return null;
    }
}
