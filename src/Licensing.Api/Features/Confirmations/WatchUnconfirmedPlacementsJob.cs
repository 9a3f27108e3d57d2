using Licensing.Api.Database;
using Licensing.Api.Features.Bars;
using Licensing.Rules.FeeQuotes;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Confirmations;

/// <summary>Marks placements whose workers were given a code and have said nothing of a stage within the ministry's period, and reminds the worker once. A stage of which the
/// ministry has set no period is not watched.</summary>
/// <remarks>At least once, and by several workers: a mark is one row, whose unique key decides between two at the same moment. The reminder is sent before it is noted, under
/// the name of the row, so that whoever was killed in between sends the same file again and not another one. Agencies are told nothing: silence would betray as much
/// as words.</remarks>
public sealed class WatchUnconfirmedPlacementsJob(
    LicensingDb db, ConfirmationOptions options, WorkerChannel channel, PersonSeal seal, Ministry ministry, TimeProvider clock, ILogger<WatchUnconfirmedPlacementsJob> log)
{
    private const int ChunkSize = 200;

    [Jobs.SkipWhileRunning]
    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var stage in Enum.GetValues<ConfirmationStage>())
        {
            if (options.Of(stage) is { } days)
                await MarkAsync(stage, days, ct);
            else
                log.LogInformation("The ministry has set no period for confirmations of the stage {Stage}: nothing is marked.", stage);
        }

        if (channel.IsSet)
            await RemindAsync(ct);
    }

    private async Task MarkAsync(ConfirmationStage stage, int days, CancellationToken ct)
    {
        var today = ministry.Today(clock);
        var latest = today.AddDays(-days);
        for (var (after, more) = (0L, true); more;)
        {
            db.ChangeTracker.Clear();
            // Given before the period began; the arrival can only make it end later.
            var chunk = await db.Confirmations.AsTracking().Include(c => c.Placement)
                .Where(c => c.Id > after && c.FirstIssuedOn < latest && !db.WorkerWords.Any(w => w.ConfirmationId == c.Id && w.Stage == stage) && !db.UnconfirmedPlacements.Any(u => u.ConfirmationId == c.Id && u.Stage == stage))
                .OrderBy(c => c.Id).Take(ChunkSize).ToListAsync(ct);
            var placements = chunk.ConvertAll(c => c.PlacementId);
            var arrived = stage == ConfirmationStage.AtSigning ? [] : (await db.DisclosureVersions.AsNoTracking().Where(v => v.IsCurrent && placements.Contains(v.Disclosure.PlacementId))
                .Select(v => new { v.Disclosure.PlacementId, Version = v }).ToListAsync(ct)).ToDictionary(v => v.PlacementId, v => ArrivalOf(v.Version.ReadReported()));
            foreach (var confirmation in chunk)
            {
                var from = stage == ConfirmationStage.AtSigning ? confirmation.FirstIssuedOn : arrived.GetValueOrDefault(confirmation.PlacementId);
                // Nobody invents the day on which somebody arrived.
                if (from is not { } began)
                    continue;
                var dueOn = (began > confirmation.FirstIssuedOn ? began : confirmation.FirstIssuedOn).AddDays(days);
                if (today > dueOn)
                    await MarkAsync(confirmation, stage, dueOn, ct);
            }

            more = chunk.Count == ChunkSize;
            after = more ? chunk[^1].Id : after;
        }
    }

    /// <summary>Entry into the destination; where only departure is reported, that.</summary>
    private static DateOnly? ArrivalOf(Disclosures.ReportedPlacement reported) => reported.EnteredOn ?? reported.DepartedOn;

    private async Task MarkAsync(Confirmation confirmation, ConfirmationStage stage, DateOnly dueOn, CancellationToken ct)
    {
        var mark = new UnconfirmedPlacement(confirmation, stage, dueOn, clock.Now());
        db.Add(mark);
        db.Record(mark, new PlacementUnconfirmed(confirmation.Placement.PublicId, stage, dueOn));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (StorageFailure.IsDuplicateKey(e))
        {
            // Another worker marked the same.
            foreach (var entry in db.ChangeTracker.Entries().Where(e => e.State == EntityState.Added).ToList())
                entry.State = EntityState.Detached;
        }
    }

    private async Task RemindAsync(CancellationToken ct)
    {
        for (var (after, more) = (0L, true); more;)
        {
            db.ChangeTracker.Clear();
            var chunk = await db.UnconfirmedPlacements.AsTracking().Include(u => u.Confirmation)
                .Where(u => u.Id > after && u.RemindedAt == null && u.Confirmation.PersonKey != null && !db.WorkerWords.Any(w => w.ConfirmationId == u.ConfirmationId && w.Stage == u.Stage))
                .OrderBy(u => u.Id).Take(ChunkSize).ToListAsync(ct);
            foreach (var mark in chunk)
            {
                var say = WorkerDoor.Catalogue(mark.Confirmation.Language);
                var reminder = mark.Stage == ConfirmationStage.AtSigning ? "reminder.at-signing" : "reminder.after-arrival";
                await channel.SendAsync(new(mark.PublicId, seal.Open<string>(mark.Confirmation.Contact!), mark.Confirmation.Language, [say.Say(Message.Of(reminder)), say.Say(Message.Of("reminder.new"))]), ct);
                mark.Remind(clock.Now());
                db.Record(mark, new WorkerReminded(mark.Stage));
                await db.SaveChangesAsync(ct);
            }

            more = chunk.Count == ChunkSize;
            after = more ? chunk[^1].Id : after;
        }
    }
}
