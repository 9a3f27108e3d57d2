using Licensing.Api.Database;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Returns;

/// <summary>Makes everything that a return has stored visible at once, or refuses it: one short transaction, in which only corrections cost
/// more the more there are.</summary>
public sealed class PublishReturn(LicensingDb db, Ministry ministry, TimeProvider clock)
{
    public async Task RunAsync(long returnId, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var filing = await db.Returns.SingleAsync(r => r.Id == returnId, ct);
        if (!filing.IsReading)
            return;
        var turnedDown = await TurnDownAsync(filing, ct);
        // Without a single good row there is nothing to publish, and a file that breaks off is not what the agency meant.
        if (filing.PlacementsRead == 0 || filing.UnreadableBecause is not null || (filing.Rejected > 0 && filing.OnError == OnError.AllOrNothing) || filing.Filed + filing.Corrected + filing.Unchanged == 0)
        {
            if (filing.PlacementsRead == 0)
                db.Add(new ReturnRejection(filing.Id, 0, null, "return.empty", null, "The file holds no placement. Where nothing was placed, file a nil return."));
            filing.Refuse(clock.Now());
            db.Record(filing, new ReturnRefused(filing.Period, filing.Rejected));
        }
        else
        {
            if (filing.Corrected > 0)
                await CorrectAsync(filing, ct);
            var standing = await PeriodStanding.OfAsync(db, filing, ministry, ct);
            filing.Publish(clock.Now(), standing.Late, standing.Supplementary, standing.Reopening?.Id);
            db.Record(filing, new ReturnPublished(filing.Period, filing.Filed, filing.Corrected, filing.Unchanged, filing.Rejected, standing.Late, standing.Supplementary, standing.Reopening?.PublicId, turnedDown));
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Who corrected one of these placements by itself while the return was read has the newer version: the row is rejected.</summary>
    private async Task<IReadOnlyList<TurnedDownRow>> TurnDownAsync(Return filing, CancellationToken ct)
    {
        if (filing.Corrected == 0)
            return [];
        var stale = await db.Set<StagedCorrection>().AsNoTracking().Where(c => c.ReturnId == filing.Id)
            .Join(db.Disclosures, c => c.DisclosureId, d => d.Id, (c, d) => new { Correction = c, d.PublicId, d.LatestNumber, d.Placement.Reference })
            .Where(s => s.LatestNumber != s.Correction.Corrects).OrderBy(s => s.Correction.Row).ToListAsync(ct);
        if (stale.Count == 0)
            return [];
        var ids = stale.ConvertAll(s => s.Correction.DisclosureId);
        var staged = db.DisclosureVersions.IgnoreQueryFilters([IFiledInReturn.Published]).Where(v => v.ReturnId == filing.Id && ids.Contains(v.DisclosureId));
        var versions = await staged.AsNoTracking().ToDictionaryAsync(v => v.DisclosureId, ct);
        var turnedDown = new List<TurnedDownRow>(stale.Count);
        foreach (var s in stale)
        {
            var version = versions[s.Correction.DisclosureId];
            turnedDown.Add(new(s.Correction.Row, Convert.ToHexStringLower(ReturnDigest.OfVersion(s.Correction.Row, s.Reference, version.Reported, version.Worker))));
            db.Add(new ReturnRejection(filing.Id, s.Correction.Row, filing.Format == Reading.ReturnFormat.Csv ? "corrects" : "/corrects", RejectionCode.NotLatestVersion, s.PublicId,
                $"Version {s.LatestNumber} was filed while this return was read. Read {s.PublicId}, and correct that."));
        }

        await staged.ExecuteDeleteAsync(ct);
        await db.Set<StagedCorrection>().Where(c => c.ReturnId == filing.Id && ids.Contains(c.DisclosureId)).ExecuteDeleteAsync(ct);
        filing.TurnDown(stale.Count);
        return turnedDown;
    }

    private async Task CorrectAsync(Return filing, CancellationToken ct)
    {
        var corrections = db.Set<StagedCorrection>().Where(c => c.ReturnId == filing.Id);
        await db.DisclosureVersions.Where(v => v.IsCurrent && corrections.Any(c => c.DisclosureId == v.DisclosureId))
            .ExecuteUpdateAsync(set => set.SetProperty(v => v.IsCurrent, false).SetProperty(v => v.WaitsFrom, (DateOnly?)null).SetProperty(v => v.Version, v => v.Version + 1), ct);
        await db.DisclosureVersions.IgnoreQueryFilters([IFiledInReturn.Published]).Where(v => v.ReturnId == filing.Id && v.Number < 0)
            .ExecuteUpdateAsync(set => set.SetProperty(v => v.IsCurrent, true).SetProperty(v => v.Number, v => 1 - v.Number).SetProperty(v => v.Version, v => v.Version + 1), ct);
        await db.Disclosures.Where(d => corrections.Any(c => c.DisclosureId == d.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.LatestNumber, d => d.LatestNumber + 1).SetProperty(d => d.Version, d => d.Version + 1), ct);
        await db.Placements.Where(p => corrections.Any(c => c.PlacementId == p.Id)).ExecuteUpdateAsync(set => set
            .SetProperty(p => p.Origin, p => corrections.Where(c => c.PlacementId == p.Id).Select(c => c.Origin).First())
            .SetProperty(p => p.Destination, p => corrections.Where(c => c.PlacementId == p.Id).Select(c => c.Destination).First())
            .SetProperty(p => p.Occupation, p => corrections.Where(c => c.PlacementId == p.Id).Select(c => c.Occupation).First())
            .SetProperty(p => p.HappenedOn, p => corrections.Where(c => c.PlacementId == p.Id).Select(c => c.HappenedOn).First()), ct);
        await corrections.ExecuteDeleteAsync(ct);
    }
}

/// <summary>Where a return stands among those of its agency and month: said when it is published, and not changed afterwards.</summary>
/// <param name="Late">Null where no due day is set.</param>
/// <param name="Reopening">The newest decision to reopen the month that no return has answered.</param>
internal sealed record PeriodStanding(bool? Late, bool Supplementary, PeriodReopening? Reopening)
{
    public static async Task<PeriodStanding> OfAsync(LicensingDb db, Return filing, Ministry ministry, CancellationToken ct)
    {
        var reopening = await db.PeriodReopenings.AsNoTracking()
            .Where(o => o.AgencyId == filing.AgencyId && o.Period == filing.Period && o.At <= filing.FiledAt && !db.Returns.Any(r => r.ReopeningId == o.Id))
            .OrderByDescending(o => o.Id).FirstOrDefaultAsync(ct);
        return new(
            ministry.ReturnsDueOn(filing.Period) is { } due ? ministry.DayOf(filing.FiledAt) > due : null,
            await db.Returns.Where(r => r.AgencyId == filing.AgencyId && r.Period == filing.Period && r.PublishedAt != null && r.Id != filing.Id)
                .OrderBy(r => r.Id).Select(r => r.PublicId).FirstOrDefaultAsync(ct) is not null,
            reopening);
    }
}
