using System.Text.Json;
using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Changes;
using Licensing.Api.Features.Complaints;
using Licensing.Api.Features.Examinations;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Licences;
using Licensing.Api.Features.Remedies;
using Licensing.Api.Features.Returns;
using Licensing.Api.Http;
using Licensing.Api.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Webhooks;

/// <summary>How far the audit was read for what agencies are told. One row.</summary>
public sealed class AgencyChangeProgress : IVersioned
{
    private const int OnlyRow = 1;

    public int Id { get; private set; } = OnlyRow;

    /// <summary>The place in the log up to which, exclusive, everything was looked at.</summary>
    public long Next { get; private set; }
    public long Version { get; private set; }

    internal void LookedAt(long next) => Next = next;

    internal sealed class Table : IEntityTypeConfiguration<AgencyChangeProgress>
    {
        public void Configure(EntityTypeBuilder<AgencyChangeProgress> builder)
        {
            builder.ToTable("AgencyChangeProgress");
            builder.Property(p => p.Id).ValueGeneratedNever();
        }
    }
}

/// <summary>Appends what an agency's own system may know of its own affairs: its returns, the notices given to it, its applications, orders to pay back.</summary>
/// <remarks><para>Read from the audit in the order of its log, which is without a gap and visible in order: nothing is lost, and the changes and how far the log was read
/// are one save, so nothing is told twice. A run looks at what was sealed since the last.</para>
/// <para>A closed list, and each names what the agency itself is shown in its lists. No finding, no complaint, no flag and no complainant is among it: an agency learns of these by the
/// notice that officers give it, and of nothing before. Bodies hold ids, states and last days.</para></remarks>
public sealed class AppendAgencyChangesJob(LicensingDb db, JobQueue jobs)
{
    public const int AtOnce = 500;
    private const int Attempts = 20;

    private static readonly string[] Told =
    [
        nameof(ReturnJudged), nameof(NilReturnFiled), nameof(ReturnRefused), nameof(CaseNoticeGiven), nameof(ComplaintNoticeGiven), nameof(NoticeGiven), nameof(ApplicationReturned),
        nameof(ApplicationGranted), nameof(ApplicationRefused), nameof(ApplicationDecidedBySilence), nameof(RefusalReviewed), nameof(RefundOrdered),
    ];

    [SkipWhileRunning]
    public async Task RunAsync(CancellationToken ct)
    {
        var appended = 0;
        for (var more = true; more;)
        {
            (var some, more) = await AppendChunkAsync(ct);
            appended += some;
        }

        if (appended > 0)
            jobs.Enqueue<DeliverWebhooksJob>(job => job.RunAsync(CancellationToken.None));
    }

    private async Task<(int Appended, bool More)> AppendChunkAsync(CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            ct.ThrowIfCancellationRequested();
            db.ChangeTracker.Clear();
            try
            {
                return await AppendOnceAsync(ct);
            }
            catch (Exception e) when (attempt < Attempts && (e is DbUpdateConcurrencyException || StorageFailure.IsDuplicateKey(e) || StorageFailure.IsBusy(e)))
            {
                // Another appended meanwhile. The pause differs, so two do not go on meeting.
                await Task.Delay(Random.Shared.Next(10, 50 * attempt), ct);
            }
        }
    }

    private async Task<(int Appended, bool More)> AppendOnceAsync(CancellationToken ct)
    {
        var progress = await db.AgencyChangeProgress.SingleOrDefaultAsync(ct);
        if (progress is null)
            db.Add(progress = new AgencyChangeProgress());
        // Asked first: places below it are all there to be seen.
        var size = await db.AuditHeads.OrderByDescending(h => h.Id).Select(h => (long?)h.Size).FirstOrDefaultAsync(ct) ?? 0;
        var from = progress.Next;
        if (from >= size)
            return (0, false);
        var events = await db.AuditEvents.AsNoTracking().Where(e => e.LeafIndex >= from && e.LeafIndex < size && Told.Contains(e.Action)).OrderBy(e => e.LeafIndex)
            .Take(AtOnce).Select(e => new Occurrence(e.LeafIndex!.Value, e.Action, e.SubjectId, e.Payload, e.At)).ToListAsync(ct);
        var changes = await ChangesOfAsync(events, ct);
        if (changes.Count > 0)
            await ChangeLog.AppendAsync(db, changes, ct);
        progress.LookedAt(events.Count < AtOnce ? size : events[^1].Place + 1);
        await db.SaveChangesAsync(ct);
        return (changes.Count, events.Count == AtOnce);
    }

    private sealed record Occurrence(long Place, string Action, string SubjectId, string? Payload, DateTime At);

    /// <summary>What of a subject the body says. Last days are those of the act, and never change.</summary>
    private sealed record Subject(string Id, string AgencyId, DateOnly? Day = null);

    private async Task<List<Change>> ChangesOfAsync(List<Occurrence> events, CancellationToken ct)
    {
        var subjects = new Dictionary<string, Subject>();
        await LoadAsync(ids => db.Returns.Where(r => ids.Contains(r.PublicId)).Select(r => new Subject(r.PublicId, r.Agency.PublicId, r.Period)), nameof(ReturnJudged), nameof(NilReturnFiled), nameof(ReturnRefused));
        await LoadAsync(ids => db.CaseNotices.Where(n => ids.Contains(n.PublicId)).Select(n => new Subject(n.PublicId, n.Agency.PublicId, n.AnswerUntil)), nameof(CaseNoticeGiven));
        await LoadAsync(ids => db.ComplaintNotices.Where(n => ids.Contains(n.PublicId)).Select(n => new Subject(n.PublicId, n.Agency.PublicId, n.AnswerUntil)), nameof(ComplaintNoticeGiven));
        await LoadAsync(ids => db.ShowCauseNotices.Where(n => ids.Contains(n.PublicId)).Select(n => new Subject(n.PublicId, n.Licence.Agency.PublicId, n.AnswerUntil)), nameof(NoticeGiven));
        await LoadAsync(ids => db.Applications.Where(a => ids.Contains(a.PublicId)).Select(a => new Subject(a.PublicId, a.Agency.PublicId, null)),
            nameof(ApplicationReturned), nameof(ApplicationGranted), nameof(ApplicationRefused), nameof(ApplicationDecidedBySilence), nameof(RefusalReviewed));
        await LoadAsync(ids => db.RefundOrders.Where(o => ids.Contains(o.PublicId)).Select(o => new Subject(o.PublicId, o.Agency.PublicId, o.DueOn)), nameof(RefundOrdered));
        // A subject that is not there any more has nobody who could be told.
        return [.. events.Where(e => subjects.ContainsKey(e.SubjectId)).Select(e => Tell(e, subjects[e.SubjectId]))];

        async Task LoadAsync(Func<List<string>, IQueryable<Subject>> query, params string[] actions)
        {
            var ids = events.Where(e => actions.Contains(e.Action)).Select(e => e.SubjectId).Distinct().ToList();
            if (ids.Count == 0)
                return;
            foreach (var subject in await query(ids).AsNoTracking().ToListAsync(ct))
                subjects[subject.Id] = subject;
        }
    }

    private static Change Tell(Occurrence e, Subject subject)
    {
        var (type, state, day) = e.Action switch
        {
            nameof(ReturnJudged) or nameof(NilReturnFiled) => ("return.done", "done", "period"),
            nameof(ReturnRefused) => ("return.refused", "refused", "period"),
            nameof(CaseNoticeGiven) => ("case-notice.given", "open", "answerUntil"),
            nameof(ComplaintNoticeGiven) => ("complaint-notice.given", "open", "answerUntil"),
            nameof(NoticeGiven) => ("licence-notice.given", "open", "answerUntil"),
            nameof(ApplicationReturned) => ("application.returned", "returned", null),
            nameof(RefundOrdered) => ("refund-order.made", "ordered", "dueOn"),
            _ => ("application.decided", StateOf(e), null),
        };
        var body = new Dictionary<string, string> { ["id"] = subject.Id, ["state"] = state };
        if (day is not null && subject.Day is { } on)
            body[day] = day == "period" ? PeriodText.Of(on) : $"{on:yyyy-MM-dd}";
        return new(type, ChangeAudience.Agency, subject.Id, JsonSerializer.Serialize(body), e.At) { AgencyId = subject.AgencyId };
    }

    // As the act left it: by the time that it is told, another may have followed, and is told after it.
    private static string StateOf(Occurrence e)
    {
        using var payload = JsonDocument.Parse(e.Payload ?? "{}");
        var said = (string name) => payload.RootElement.TryGetProperty(name, out var value) ? value : default;
        return e.Action switch
        {
            nameof(ApplicationGranted) => said("isProvisional").ValueKind == JsonValueKind.True ? "granted-provisionally" : "granted",
            nameof(ApplicationRefused) => "refused",
            nameof(ApplicationDecidedBySilence) => said("means").ToString() == Json.Words.ConvertName(nameof(Rules.Licences.Silence.Grant)) ? "granted" : "refused",
            _ => said("state").ToString(),
        };
    }
}
