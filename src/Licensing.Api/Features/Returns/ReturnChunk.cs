using Licensing.Api.Database;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Returns.Reading;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Returns;

/// <summary>Stores some hundred placements of a return, unseen, in one transaction: what is new, what corrects, what says nothing new, and
/// what is rejected. A few queries for all of them together, none for each.</summary>
public sealed class ReturnChunk(LicensingDb db, IdentitySeal seal, Ministry ministry, TimeProvider clock)
{
    /// <summary>What needs no database: done before the transaction, which keeps others waiting.</summary>
    public IReadOnlyList<PreparedPlacement> Prepare(IReadOnlyList<ReadPlacement> placements) => [.. placements.Select(read =>
    {
        if (read.Filing is not { } filing)
            return new PreparedPlacement(read, null, null, null, null, null);
        var reported = filing.Alone();
        reported = reported with { Items = reported.ItemsWithIds() };
        var worker = new ReportedWorker(filing.Worker.Sex, filing.Worker.AgeAtSigning);
        var identity = filing.Worker.Document is { } d ? seal.Seal(d.Country, d.Kind.ToString(), d.Number) : null;
        return new PreparedPlacement(read, Text.Normalise(filing.PlacementReference), reported, worker, identity, filing.Corrects);
    })];

    /// <param name="from">How many placements of the upload were stored before these.</param>
    /// <exception cref="AnotherWorkerException">Another worker stored these.</exception>
    public async Task StoreAsync(Return known, int from, IReadOnlyList<PreparedPlacement> placements, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var filing = await db.Returns.SingleAsync(r => r.Id == known.Id, ct);
        if (!filing.IsReading || filing.PlacementsRead != from)
            throw new AnotherWorkerException();

        var filed = await FiledAsync(known, placements, ct);
        var workers = await WorkersAsync(placements, ct);
        var (newWorkers, newPlacements, newDisclosures, versions) = (new List<Worker>(), new List<Placement>(), new List<Disclosure>(), new List<(DisclosureVersion Version, string Reference)>());
        var (corrections, unchanged, rejections, taken) = (new List<StagedCorrection>(), new List<UnchangedPlacement>(), new List<ReturnRejection>(), new HashSet<string>());
        var filedOn = ministry.DayOf(filing.FiledAt);
        var (rejected, outside) = (0, 0);
        foreach (var p in placements)
        {
            if (Reject(filing, p, filed, taken) is { Count: > 0 } reasons)
            {
                rejections.AddRange(reasons);
                rejected++;
                continue;
            }

            taken.Add(p.Reference!);
            if (!p.Reported!.Items.Any(i => i.Date >= filing.Period && i.Date < filing.Period.AddMonths(1)))
                outside++;
            if (!filed.TryGetValue(p.Reference!, out var earlier))
            {
                var placement = new Placement(known.Agency, WorkerOf(p), p.Reference!, p.Read.Filing!.Worker.AgencyFileNumber, filing.Id);
                var disclosure = new Disclosure(placement);
                versions.Add((disclosure.Add(p.Reported, p.Worker!, filing, p.Read.Row, filedOn), p.Reference!));
                newPlacements.Add(placement);
                newDisclosures.Add(disclosure);
            }
            else if (earlier.Says(p))
            {
                unchanged.Add(new UnchangedPlacement(filing.Id, earlier.DisclosureId));
            }
            else
            {
                versions.Add((new DisclosureVersion(earlier.DisclosureId, earlier.LatestNumber, p.Reported, p.Worker!, filing, p.Read.Row), p.Reference!));
                // The disclosure's own trail says who corrected it and why; whether the return was then published, the return's.
                db.RecordOf(nameof(Disclosure), earlier.Disclosure, new DisclosureCorrectedInReturn(filing.PublicId, p.Read.Row, earlier.LatestNumber, p.Reported.Items.Count), p.Read.Filing!.CorrectionReason);
                corrections.Add(new StagedCorrection(filing.Id, p.Read.Row, earlier.DisclosureId, earlier.PlacementId, earlier.LatestNumber, p.Reported, filedOn));
            }
        }

        var bulk = new BulkInsert(db);
        await bulk.InsertAsync(newWorkers, ct);
        await bulk.InsertAsync(newPlacements, ct);
        await bulk.InsertAsync(newDisclosures, ct);
        await bulk.InsertAsync(versions.ConvertAll(v => v.Version), ct);
        await bulk.InsertAsync(corrections, ct);
        await bulk.InsertAsync(unchanged, ct);
        await bulk.InsertAsync(rejections, ct);
        var digest = ReturnDigest.OfChunk(versions.Select(v => ReturnDigest.OfVersion(v.Version.ReturnRow!.Value, v.Reference, v.Version.Reported, v.Version.Worker)));
        filing.Take(new(placements.Count, Math.Max(filing.RowsRead, placements[^1].Read.LastRow), newPlacements.Count, corrections.Count, unchanged.Count, rejected, outside, rejections.Find(r => r.Row == 0)?.Code), clock.Now());
        db.Record(filing, new ReturnRowsStored(placements[0].Read.Row, placements[^1].Read.LastRow, newPlacements.Count, corrections.Count, unchanged.Count, rejected, digest));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);

        // Without a document nobody is recognised again.
        Worker WorkerOf(PreparedPlacement p)
        {
            if (p.Identity is not null && p.Identity.Recognitions.Select(workers.GetValueOrDefault).FirstOrDefault(w => w is not null) is { } known)
                return known;
            var worker = new Worker(p.Identity);
            newWorkers.Add(worker);
            if (p.Identity is not null)
                workers.Add(p.Identity.Recognition, worker);
            return worker;
        }
    }

    private static List<ReturnRejection> Reject(Return filing, PreparedPlacement p, Dictionary<string, FiledPlacement> filed, HashSet<string> taken)
    {
        if (p.Reported is null)
            return [.. p.Read.Rejections.Select(r => new ReturnRejection(filing.Id, r.Row, r.Column, r.Code, r.Value, r.Mend))];
        // In CSV a column, in NDJSON a place in the JSON, as the reader names them.
        var (reference, corrects, document) = filing.Format == ReturnFormat.Csv
            ? ("placementReference", "corrects", "documentNumber") : ("/placementReference", "/corrects", "/worker/document/number");
        var earlier = filed.GetValueOrDefault(p.Reference!);
        if (taken.Contains(p.Reference!) || earlier is { InThisReturn: true })
            return Because(reference, RejectionCode.TwiceInReturn, p.Reference, "The placement stands further up in this return. Keep one of the two.");
        if (earlier is null)
            return p.Corrects is null ? [] : Because(corrects, RejectionCode.NothingToCorrect, p.Corrects, "No placement of this reference is filed. Leave corrects out, or write the reference that was filed.");
        if (earlier.HiddenIn is not null)
            return Because(reference, RejectionCode.InAnotherReturn, p.Reference, $"The placement is being filed in return {earlier.HiddenIn}. Wait until that is done.");
        if (p.Identity is not null && !p.Identity.Recognitions.Contains(earlier.Recognition))
            return Because(document, RejectionCode.OtherWorker, null, $"The placement is filed in {earlier.Disclosure} for another document, which a correction does not change. Leave the document out, or write the reference of the other placement.");
        if (earlier.Says(p))
            return [];
        if (p.Corrects is null)
            return Because(reference, RejectionCode.AlreadyFiled, p.Reference, $"The placement is filed with other content in {earlier.Disclosure}. If this corrects it, write {earlier.Disclosure} in corrects; else leave the row out.");
        return p.Corrects == earlier.Disclosure ? [] : Because(corrects, RejectionCode.NothingToCorrect, p.Corrects, $"The placement is filed in {earlier.Disclosure}, not there.");

        List<ReturnRejection> Because(string column, string code, string? value, string mend) => [new(filing.Id, p.Read.Row, column, code, value, mend)];
    }

    /// <summary>What is filed already under these references, seen by others or not yet.</summary>
    private async Task<Dictionary<string, FiledPlacement>> FiledAsync(Return filing, IReadOnlyList<PreparedPlacement> placements, CancellationToken ct)
    {
        var references = placements.Select(p => p.Reference).OfType<string>().Distinct().ToList();
        var filed = await db.Disclosures.IgnoreQueryFilters([IFiledInReturn.Published]).Where(d => d.AgencyId == filing.AgencyId && references.Contains(d.Placement.Reference))
            .Select(d => new FiledPlacement(
                d.Placement.Reference, d.Id, d.PublicId, d.PlacementId, d.LatestNumber, d.Placement.Worker.Recognition, d.ReturnId == filing.Id,
                d.ReturnId != null && d.Return!.PublishedAt == null ? d.Return.PublicId : null))
            .ToDictionaryAsync(d => d.Reference, ct);
        if (filed.Count == 0)
            return filed;
        var byId = filed.Values.ToDictionary(f => f.DisclosureId);
        var ids = byId.Keys.ToList();
        foreach (var version in await db.DisclosureVersions.Where(v => ids.Contains(v.DisclosureId) && v.IsCurrent).Select(v => new { v.DisclosureId, v.Reported, v.Worker }).ToListAsync(ct))
            (byId[version.DisclosureId].Reported, byId[version.DisclosureId].Worker) = (version.Reported, version.Worker);
        foreach (var staged in await db.Set<StagedCorrection>().Where(c => ids.Contains(c.DisclosureId)).Select(c => new { c.DisclosureId, c.ReturnId }).ToListAsync(ct))
            byId[staged.DisclosureId].InThisReturn |= staged.ReturnId == filing.Id;
        foreach (var id in await db.Set<UnchangedPlacement>().Where(u => u.ReturnId == filing.Id && ids.Contains(u.DisclosureId)).Select(u => u.DisclosureId).ToListAsync(ct))
            byId[id].InThisReturn = true;
        return filed;
    }

    private async Task<Dictionary<string, Worker>> WorkersAsync(IReadOnlyList<PreparedPlacement> placements, CancellationToken ct)
    {
        var recognitions = placements.SelectMany(p => p.Identity?.Recognitions ?? []).Distinct().ToList();
        return recognitions.Count == 0 ? [] : await db.Workers.AsNoTracking().Where(w => recognitions.Contains(w.Recognition!)).ToDictionaryAsync(w => w.Recognition!, ct);
    }
}

/// <param name="Reference">Normalised; with what follows null where the reader rejected the placement.</param>
public sealed record PreparedPlacement(ReadPlacement Read, string? Reference, ReportedPlacement? Reported, ReportedWorker? Worker, SealedIdentity? Identity, string? Corrects);

/// <param name="HiddenIn">The unpublished return that it came with; null where everyone sees it.</param>
internal sealed record FiledPlacement(
    string Reference, long DisclosureId, string Disclosure, long PlacementId, int LatestNumber, string? Recognition, bool InThisReturn, string? HiddenIn)
{
    public bool InThisReturn { get; set; } = InThisReturn;

    /// <summary>Of the current version, as it is stored.</summary>
    public string? Reported { get; set; }
    public string? Worker { get; set; }

    /// <summary>Whether this is what the placement says.</summary>
    public bool Says(PreparedPlacement p) => Reported == StoredJson.Write(p.Reported) && Worker == StoredJson.Write(p.Worker);
}
