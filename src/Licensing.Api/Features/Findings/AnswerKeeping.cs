using Licensing.Api.Database;
using Licensing.Api.Features.Flags;
using Licensing.Api.Features.Retention;
using Licensing.Api.Security;
using Licensing.Api.Storage;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Findings;

/// <summary>What agencies answered to notices of findings and flags, and their evidence. The notice, and that it was answered, stay.</summary>
public sealed class RetainedCaseAnswers : RetainedClass
{
    // Every other status keeps them, also one that is added later.
    private static readonly FindingStatus[] Over = [FindingStatus.Dismissed, FindingStatus.Withdrawn, FindingStatus.Closed];

    public override string Name => "finding-answers";

    public override string CountedFrom => "The answer; never while a finding that it answers is not dismissed, withdrawn or closed, or a flag is being decided, nor while a legal hold stands on the agency.";

    public override IQueryable<DueRow> Due(LicensingDb db, DateTime before) => db.CaseNotices
        .Where(n => n.AnsweredAt != null && n.AnsweredAt < before && n.AnswerDeletedAt == null
            && !n.Items.Any(i => i.FindingId != null && !Over.Contains(i.Finding!.Status))
            && !n.Items.Any(i => i.FlagId != null && i.Flag!.LiftedAt == null && (i.Flag.Status == FlagStatus.Notified || i.Flag.Status == FlagStatus.Answered || i.Flag.Status == FlagStatus.Appealed))
            && !db.LegalHolds.Any(h => h.LiftedAt == null && h.AgencyId == n.AgencyId))
        .Select(n => new DueRow { Id = n.Id, Name = n.PublicId, Since = n.AnsweredAt!.Value });

    public override async Task DeleteAsync(LicensingDb db, IReadOnlyList<long> keys, DateTime now, CancellationToken ct)
    {
        // The sweep removes the files.
        await db.AnswerDocuments.Where(d => d.NoticeId != null && keys.Contains(d.NoticeId.Value)).ExecuteUpdateAsync(set => set.SetProperty(d => d.FileKey, (byte[]?)null).SetProperty(d => d.Version, d => d.Version + 1), ct);
        await db.CaseNotices.Where(n => keys.Contains(n.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(n => n.Answer, (string?)null).SetProperty(n => n.AnswerDeletedAt, now).SetProperty(n => n.Version, n => n.Version + 1), ct);
    }
}

/// <summary>The keys of evidence, put under the deployment's key of now (<see cref="RewrapIdentitiesJob"/>).</summary>
internal static class RewrappedAnswers
{
    public static async Task RewrapAsync(LicensingDb db, SealedFolder files, CancellationToken ct)
    {
        for (var (after, more) = (0L, true); more;)
        {
            var chunk = await db.AnswerDocuments.Where(d => d.Id > after && d.FileKey != null).OrderBy(d => d.Id).Take(RewrapIdentitiesJob.ChunkSize).Select(d => new { d.Id, d.FileKey }).ToListAsync(ct);
            foreach (var document in chunk)
            {
                // The version does not move: whoever checks it goes on.
                if (files.Rewrap(document.FileKey!) is { } key)
                    await db.AnswerDocuments.Where(d => d.Id == document.Id && d.FileKey != null).ExecuteUpdateAsync(set => set.SetProperty(d => d.FileKey, key), ct);
            }

            more = chunk.Count == RewrapIdentitiesJob.ChunkSize;
            after = more ? chunk[^1].Id : after;
        }
    }
}
