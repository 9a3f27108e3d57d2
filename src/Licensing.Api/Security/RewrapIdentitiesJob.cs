using Licensing.Api.Database;
using Licensing.Api.Features.Bars;
using Licensing.Api.Features.Complaints;
using Licensing.Api.Features.Examinations;
using Licensing.Api.Features.Exports;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Applications;
using Licensing.Api.Jobs;
using Licensing.Api.Storage;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Security;

/// <summary>While Identity:PreviousKey is set: seals under Identity:Key what the one before sealed. That is each worker's own key, with
/// the recognition of his document computed anew, the keys that sign tokens, those of uploads, those of applications with
/// their marks and documents, and those of answers' evidence.</summary>
/// <remarks>A chunk is one transaction, and each row says under which key it is, so a run that is killed leaves nothing half done and the
/// next goes on. A row only changes if nobody has changed it meanwhile: who is erased in between stays erased. Filings go on: they seal
/// under the new key, and recognise by both.</remarks>
public sealed class RewrapIdentitiesJob(LicensingDb db, DeploymentKey deployment, IdentitySeal seal, ApplicationSeal applications, SealedFolder files, BarKeys bars, ObjectionKeys objections, ComplaintKeys complaints, SealedRowKeys sealedRows, TimeProvider clock)
{
    public const string Command = "rotate-identity-key";
    public const int ChunkSize = 200;

    [SkipWhileRunning]
    public async Task RunAsync(CancellationToken ct)
    {
        if (deployment.Previous is not { } previous)
            return;
        await ResealSigningKeysAsync(ct);
        await RewrapUploadsAsync(ct);
        await bars.RewrapAsync(ct);
        await objections.RewrapAsync(ct);
        await complaints.RewrapAsync(ct);
        await sealedRows.RewrapAsync(ct);
        await RewrappedApplications.RewrapAsync(db, applications, files, ct);
        await RewrappedAnswers.RewrapAsync(db, files, ct);
        await RewrappedExports.RewrapAsync(db, files, ct);
        await bars.RewrapAsync(ct);
        await objections.RewrapAsync(ct);
        await complaints.RewrapAsync(ct);
        await sealedRows.RewrapAsync(ct);
        var unrecognised = 0;
        for (var (after, more) = (0L, true); more;)
        {
            var chunk = await db.Workers.AsNoTracking().Where(w => w.Id > after && w.SealedKey != null && w.SealedUnder != deployment.Id)
                .OrderBy(w => w.Id).Take(ChunkSize).Select(w => new Wrapped(w.Id, w.SealedUnder, w.SealedKey!, w.SealedDocument!)).ToListAsync(ct);
            unrecognised += await RewrapAsync(chunk, ct);
            more = chunk.Count == ChunkSize;
            after = more ? chunk[^1].Id : after;
        }

        await CompleteAsync(previous, unrecognised, ct);
    }

    private sealed record Wrapped(long Id, string? Under, byte[] Key, byte[] Document);

    private async Task<int> RewrapAsync(List<Wrapped> chunk, CancellationToken ct)
    {
        if (chunk.Count == 0)
            return 0;
        var rewrapped = chunk.ConvertAll(w => (Old: w, New: seal.Rewrap(w.Under, w.Key, w.Document)));
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var recognitions = rewrapped.ConvertAll(w => w.New.Recognition);
        var taken = (await db.Workers.Where(w => recognitions.Contains(w.Recognition!)).Select(w => w.Recognition!).ToListAsync(ct)).ToHashSet();
        foreach (var (old, now) in rewrapped)
        {
            // An instance that knew only the old key took the person for a new one. Both records stay; one is recognised.
            var recognition = taken.Contains(now.Recognition) ? null : now.Recognition;
            await db.Workers.Where(w => w.Id == old.Id && w.SealedUnder == old.Under && w.SealedKey != null).ExecuteUpdateAsync(
                set => set.SetProperty(w => w.SealedKey, now.SealedKey).SetProperty(w => w.SealedUnder, now.SealedUnder).SetProperty(w => w.Recognition, recognition), ct);
        }

        await transaction.CommitAsync(ct);
        return rewrapped.Count(w => taken.Contains(w.New.Recognition));
    }

    // The version of a return does not move: whoever works on it goes on, and whoever destroys its upload does so before or after.
    private async Task RewrapUploadsAsync(CancellationToken ct)
    {
        for (var (after, more) = (0L, true); more;)
        {
            var chunk = await db.Returns.Where(r => r.Id > after && r.UploadKey != null).OrderBy(r => r.Id).Take(ChunkSize).Select(r => new { r.Id, r.UploadKey }).ToListAsync(ct);
            foreach (var upload in chunk)
            {
                if (files.Rewrap(upload.UploadKey!) is { } key)
                    await db.Returns.Where(r => r.Id == upload.Id && r.UploadKey != null).ExecuteUpdateAsync(set => set.SetProperty(r => r.UploadKey, key), ct);
            }

            more = chunk.Count == ChunkSize;
            after = more ? chunk[^1].Id : after;
        }
    }

    private async Task ResealSigningKeysAsync(CancellationToken ct)
    {
        foreach (var key in await db.SigningKeys.ToListAsync(ct))
        {
            if (key.Reseal(deployment))
                db.Record(key, new Issuer.SigningKeyResealed());
        }

        foreach (var key in await db.RegisterKeys.Where(k => k.SealedPrivateKey != null).ToListAsync(ct))
        {
            if (key.Reseal(deployment))
                db.Record(key, new Features.Register.RegisterKeyResealed());
        }

        foreach (var subscription in await db.Webhooks.ToListAsync(ct))
        {
            if (subscription.Reseal(deployment))
                db.Record(subscription, new Features.Webhooks.WebhookSecretResealed());
        }

        await db.SaveChangesAsync(ct);
    }

    private async Task CompleteAsync(DeploymentKey previous, int unrecognised, CancellationToken ct)
    {
        var key = await db.IdentityKeys.SingleOrDefaultAsync(k => k.PublicId == deployment.Id && k.CompletedAt == null, ct);
        if (key is null || await db.Workers.AnyAsync(w => w.SealedKey != null && w.SealedUnder != deployment.Id, ct)
            || await db.ApplicationVersions.AnyAsync(v => v.ContentKey != null && v.SealedUnder != deployment.Id, ct) || await bars.AreLeftAsync(ct) || await objections.AreLeftAsync(ct) || await sealedRows.AreLeftAsync(ct))
            return;
        key.Complete(clock.Now());
        db.Record(key, new IdentityKeyRotated(previous.Id, await db.Workers.CountAsync(w => w.SealedKey != null, ct), unrecognised));
        await db.SaveChangesAsync(ct);
    }
}
