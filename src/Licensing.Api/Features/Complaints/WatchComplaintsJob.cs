using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Rules.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Complaints;

/// <summary>Warns officers before a last day of an open complaint comes, and marks the complaint for a supervisor when one has passed undone. Where it is open which
/// day is the last, the earliest counts: a warning harms nobody.</summary>
/// <remarks>At least once, and by several workers: what was told has a row, and its unique key decides between two at the same moment. One complaint is one save,
/// so after a crash the next run goes on. Agencies are told nothing: a last day would betray that there is a complaint.</remarks>
public sealed class WatchComplaintsJob(LicensingDb db, ComplaintClock times, Ministry ministry, TimeProvider clock)
{
    /// <summary>Before the last day of a step; before a bar, which takes a right away, longer. A warning changes no right, so there is no setting.</summary>
    public const int StepDays = 7, BarDays = 30;
    private const int ChunkSize = 200;

    [Jobs.SkipWhileRunning]
    public async Task RunAsync(CancellationToken ct)
    {
        var today = ministry.Today(clock);
        var reckoned = await times.TimesAsync(ct);
        for (var (after, more) = (0L, true); more;)
        {
            var chunk = await db.Complaints.AsNoTracking().Where(c => (c.State == ComplaintState.Filed || c.State == ComplaintState.Receivable) && c.Id > after).OrderBy(c => c.Id).Take(ChunkSize).ToListAsync(ct);
            var keys = chunk.ConvertAll(c => c.Id);
            var steps = (await db.ComplaintSteps.AsNoTracking().Where(s => keys.Contains(s.ComplaintId)).ToListAsync(ct)).ToLookup(s => s.ComplaintId);
            var told = (await db.ComplaintReminders.AsNoTracking().Where(r => keys.Contains(r.ComplaintId)).Select(r => new { r.ComplaintId, r.About, r.DueOn, r.Stage }).ToListAsync(ct))
                .Select(r => (r.ComplaintId, r.About, r.DueOn, r.Stage)).ToHashSet();
            foreach (var complaint in chunk)
            {
                var due = reckoned.Of(complaint, steps[complaint.Id]).Where(d => !d.Done && d is { State: ClockState.Running, SurelyUntil: not null })
                    .Select(d => (d.About, DueOn: d.SurelyUntil!.Value, Stage: StageOn(d, today))).Where(d => d.Stage is not null && !told.Contains((complaint.Id, d.About, d.DueOn, d.Stage.Value)))
                    .Select(d => (d.About, d.DueOn, d.Stage!.Value)).ToList();
                if (due.Count > 0)
                    await TellAsync(complaint.Id, due, ct);
            }

            more = chunk.Count == ChunkSize;
            after = more ? chunk[^1].Id : after;
        }
    }

    /// <summary>What is told on a day of a time; null: nothing yet.</summary>
    private static ComplaintReminderStage? StageOn(ComplaintDue due, DateOnly today)
    {
        // The parties may take an appeal or leave it: nobody of the ministry is late.
        if (due.About == Json.Words.ConvertName(nameof(ProcedureStep.Appeal)))
            return null;
        var last = due.SurelyUntil!.Value;
        var days = due.About.StartsWith(ComplaintTimes.BarPrefix, StringComparison.Ordinal) ? BarDays : StepDays;
        return today > last ? ComplaintReminderStage.Escalation : today >= last.AddDays(-days) ? ComplaintReminderStage.Warning : null;
    }

    private async Task TellAsync(long key, List<(string About, DateOnly DueOn, ComplaintReminderStage Stage)> due, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var complaint = await db.Complaints.AsTracking().SingleAsync(c => c.Id == key, ct);
        if (!complaint.IsOpen)
            return;
        foreach (var (about, dueOn, stage) in due)
        {
            var reminder = new ComplaintReminder(complaint, about, dueOn, stage, clock.Now());
            db.Add(reminder);
            db.Record(reminder, new ComplaintDeadlineTold(complaint.PublicId, about, dueOn, stage));
        }

        var passed = due.Where(d => d.Stage == ComplaintReminderStage.Escalation).Select(d => d.About).ToList();
        if (passed.Count > 0 && complaint.EscalatedAt is null)
        {
            complaint.Escalate(clock.Now());
            db.Record(complaint, new ComplaintEscalated(passed));
        }

        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || StorageFailure.IsDuplicateKey(e))
        {
            // Another worker told the same, or somebody wrote to the complaint at this moment. The next run tells what is left.
        }
    }
}
