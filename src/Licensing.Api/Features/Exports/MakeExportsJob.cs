using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using Licensing.Api.Database;
using Licensing.Api.Jobs;
using Licensing.Api.Storage;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Exports;

/// <summary>Writes exports, one file of at most the rows that are set (Exports:PartRows) after another, in batches, so that memory does not grow with them.</summary>
/// <remarks>A part is in the database once its file is on the disk, in one save with how far the export has come. A run that is killed leaves whole parts
/// and perhaps a file that no row owns (<see cref="SweepExportsJob"/>); the next writes the part that is missing from its beginning. Of two at once one stores
/// the part, and the other takes its own file away.</remarks>
public sealed class MakeExportsJob(LicensingDb db, ExportReading reading, SealedFolder files, ExportOptions options, TimeProvider clock, ILogger<MakeExportsJob> log)
{
    private const int BatchSize = 500;

    // How often a client sees it move.
    private const int BatchesPerProgress = 10;

    // Far longer than that takes, and no longer than somebody would wait.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>The sweep: every export that is not finished, should its own job have been lost.</summary>
    [SkipWhileRunning]
    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.Now();
        foreach (var id in await db.Exports.Where(e => (e.State == ExportState.Waiting || e.State == ExportState.Running) && (e.BusyUntil == null || e.BusyUntil < now)).OrderBy(e => e.Id).Select(e => e.Id).ToListAsync(ct))
            await RunOneAsync(id, ct);
    }

    public async Task RunOneAsync(long exportId, CancellationToken ct)
    {
        var until = clock.Now() + Lease;
        await Unfinished(exportId).ExecuteUpdateAsync(set => set.SetProperty(e => e.Attempts, e => e.Attempts + 1).SetProperty(e => e.BusyUntil, until), ct);
        while (await StepAsync(exportId, ct))
        {
            // Another part.
        }
    }

    private IQueryable<DataExport> Unfinished(long id) => db.Exports.Where(e => e.Id == id && e.FinishedAt == null);

    /// <returns>Whether there is more to do.</returns>
    private async Task<bool> StepAsync(long exportId, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        db.ChangeTracker.Clear();
        var export = await Unfinished(exportId).Include(e => e.Parts).SingleOrDefaultAsync(ct);
        if (export is null)
            return false;
        if (export.Attempts > DataExport.MostAttempts)
        {
            log.LogError("Export {Export} was begun {Attempts} times without getting on, and is given up", export.PublicId, export.Attempts);
            export.Fail(clock.Now());
            db.RecordOf(nameof(DataExport), export.PublicId, new ExportFailed(export.Kind));
            await SaveAsync(ct);
            return false;
        }

        if (export.Total is null)
        {
            export.Begin(await reading.CountAsync(export, ct));
            await SaveAsync(ct);
            return true;
        }

        var number = export.Parts.Count + 1;
        var stored = $"{DataExport.Area}/{export.PublicId}-{number}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        var (file, rows, last, more) = await WriteAsync(export, stored, ct);
        // An export of nothing has one file, so that whoever opens it sees that there is nothing.
        if (rows == 0 && number > 1)
        {
            files.Destroy(stored);
        }
        else
        {
            var name = $"{Http.Json.Words.ConvertName(export.Kind.ToString())}-{number:0000}.{(export.Format == ExportFormat.Csv ? "csv" : "ndjson")}";
            export.Add(new ExportPart(number, name, stored, rows, file.Bytes, file.Digest, file.SealedKey), export.Parts.Sum(p => (long)p.Rows), last);
        }

        if (!more)
        {
            var digests = string.Concat(export.Parts.OrderBy(p => p.Number).Select(p => p.Digest + "\n"));
            export.Finish(clock.Now(), clock.Now() + options.Kept);
            db.RecordOf(nameof(DataExport), export.PublicId, new ExportFinished(
                export.Kind, export.RowsDone, export.Parts.Count, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(digests)))));
        }

        var saved = false;
        try
        {
            saved = await SaveAsync(ct);
        }
        finally
        {
            if (!saved)
                files.Destroy(stored);
        }

        return more || !saved;
    }

    /// <returns>False: another wrote the same, or it was deleted meanwhile. Look again.</returns>
    private async Task<bool> SaveAsync(CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (Exception e) when (e is DbUpdateConcurrencyException || StorageFailure.IsDuplicateKey(e))
        {
            return false;
        }
    }

    private async Task<(SealedFile File, int Rows, long Last, bool More)> WriteAsync(DataExport export, string stored, CancellationToken ct)
    {
        var pipe = new Pipe();
        var storing = StoreAsync();
        try
        {
            var before = export.Parts.Sum(p => (long)p.Rows);
            var (rows, last, more) = (0, export.Last, true);
            if (export.Format == ExportFormat.Csv)
                await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(ExportReading.HeaderOf(export.Kind)), ct);
            for (var batch = 1; more && rows < options.PartRows; batch++)
            {
                using var text = new StringWriter();
                var size = Math.Min(BatchSize, options.PartRows - rows);
                var page = await reading.WriteAsync(export, last, size, text, ct);
                (rows, last, more) = (rows + page.Written, page.Looked == 0 ? last : page.Last, page.Looked == size);
                var flushed = await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), ct);
                if (flushed.IsCompleted)
                    break; // Storing has failed, and says so below.
                if (batch % BatchesPerProgress == 0)
                {
                    var (done, until) = (before + rows, clock.Now() + Lease);
                    await Unfinished(export.Id).ExecuteUpdateAsync(set => set.SetProperty(e => e.RowsDone, done).SetProperty(e => e.BusyUntil, until), ct);
                }
            }

            await pipe.Writer.CompleteAsync();
            return (await storing, rows, last, more);
        }
        catch (Exception e)
        {
            await pipe.Writer.CompleteAsync(e);
            // Ends with the same failure, or with its own; either way no file is left half written.
            await storing.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw;
        }

        async Task<SealedFile> StoreAsync()
        {
            try
            {
                return await files.WriteAsync(stored, pipe.Reader.AsStream(leaveOpen: true), ct);
            }
            finally
            {
                // Who writes on then is not kept waiting for a reader who is gone.
                await pipe.Reader.CompleteAsync();
            }
        }
    }
}

/// <summary>Settings of exports (Exports:…).</summary>
public sealed class ExportOptions
{
    /// <summary>Rows in one file, at most.</summary>
    public int PartRows { get; init; } = 50_000;

    /// <summary>How long the files of a finished export are kept.</summary>
    public TimeSpan Kept { get; init; } = TimeSpan.FromHours(48);

    /// <summary>How many exports one caller may have that are not finished.</summary>
    public int MostUnfinished { get; init; } = 3;

    /// <summary>How many exports of one caller may be kept.</summary>
    public int MostKept { get; init; } = 20;

    /// <exception cref="Security.StartRefusedException">A setting cannot be used.</exception>
    public static ExportOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Exports");
        var options = new ExportOptions();
        options = new ExportOptions
        {
            PartRows = section.GetValue("PartRows", options.PartRows), Kept = TimeSpan.FromHours(section.GetValue("KeptHours", options.Kept.TotalHours)),
            MostUnfinished = section.GetValue("MostUnfinished", options.MostUnfinished), MostKept = section.GetValue("MostKept", options.MostKept),
        };
        return options is { PartRows: >= 1 and <= 1_000_000, Kept.TotalHours: > 0 and <= 24 * 31, MostUnfinished: >= 1, MostKept: >= 1 } ? options
            : throw new Security.StartRefusedException("Exports:PartRows must be 1 to 1,000,000, Exports:KeptHours up to 744, Exports:MostUnfinished and Exports:MostKept at least 1.");
    }
}
