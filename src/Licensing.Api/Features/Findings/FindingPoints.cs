using Licensing.Api.Database;
using Licensing.Api.Features.Demerits;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Findings;

/// <summary>Demerit points for a finding: given once, and taken away with the decision that gave them. All in the open context; the caller saves.</summary>
public sealed class FindingPoints(LicensingDb db, Caller caller, BandSuggestions suggestions, TimeProvider clock)
{
    /// <summary>Points that stand and name the finding, whichever decision gave them; null: none.</summary>
    public async Task<DemeritRow?> StandingOfAsync(Finding finding, CancellationToken ct) =>
        (await db.DemeritEntries.AsNoTracking().Where(d => d.AgencyId == finding.AgencyId && d.SetAsideOn == null).ToListAsync(ct)).Find(d => d.FindingIds.Contains(finding.PublicId));

    /// <returns>Public id of the points.</returns>
    /// <remarks>The placement must be loaded with its agency.</remarks>
    public async Task<string> GiveAsync(Finding finding, int points, FindingDecision decision, Proposal proposal, string reason, CancellationToken ct)
    {
        var agency = finding.Placement.Agency;
        var rows = await RowsAsync(agency.Id, ct);
        var given = new DemeritRow(agency, new(agency.PublicId, points, decision.DecidedOn, $"Decision {decision.PublicId} of {decision.DecidedOn:yyyy-MM-dd} on a finding", [finding.PublicId]), proposal, clock.Now(), caller.Name);
        db.Add(given);
        db.Record(given, new DemeritsGiven(agency.PublicId, points, given.On, [finding.PublicId]), reason);
        await suggestions.ConsiderAsync(agency.Id, [.. rows, given], ct);
        return given.PublicId;
    }

    /// <summary>Takes away what decisions on this finding gave. What another decision gave for several findings together is not touched: how much of it is for this
    /// one, nobody has said.</summary>
    /// <param name="from">From this day on they count no longer.</param>
    public async Task SetAsideAsync(Finding finding, DateOnly from, string decision, Proposal proposal, string reason, CancellationToken ct)
    {
        var given = await db.FindingDecisions.Where(d => d.FindingId == finding.Id && d.DemeritId != null).Select(d => d.DemeritId!).ToListAsync(ct);
        var rows = await RowsAsync(finding.AgencyId, ct);
        var standing = rows.Where(d => d.SetAsideOn is null && given.Contains(d.PublicId)).ToList();
        foreach (var row in standing)
        {
            row.SetAside(from < row.On ? row.On : from, decision, proposal, clock.Now());
            db.Record(row, new DemeritsSetAside(row.Agency.PublicId, row.Points, row.SetAsideOn!.Value), reason);
        }

        if (standing.Count > 0)
            await suggestions.ConsiderAsync(finding.AgencyId, rows, ct);
    }

    private Task<List<DemeritRow>> RowsAsync(long agencyId, CancellationToken ct) => db.DemeritEntries.AsTracking().Include(d => d.Agency).Where(d => d.AgencyId == agencyId).ToListAsync(ct);
}
