using System.Collections.Concurrent;
using System.Security.Cryptography;
using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Jobs;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Http;

public static class IdempotentEndpoint
{
    public const string Header = "Idempotency-Key";

    /// <summary>Lets the caller repeat this POST safely with an Idempotency-Key.</summary>
    public static void Idempotent(this BaseEndpoint endpoint) =>
        endpoint.Definition.Description(b => b.WithMetadata(new IdempotentMetadata()));
}

public sealed class IdempotentMetadata;

/// <summary>Makes a repeated POST answer as the first did, without doing its work again.</summary>
/// <remarks>The row of the key, the work of the endpoint and the answer are one database transaction, opened here and
/// committed before the first byte of the answer leaves. A crash before the commit leaves nothing, and the repetition
/// does the work; a crash after it leaves both work and answer, and the repetition is answered from the row. Refusals and
/// failures roll back and are not kept: they had no effect, and a repetition is judged anew. Two processes that run the
/// same key at once meet at the unique index: the second waits, fails there, and answers from the first one's row.</remarks>
public sealed class IdempotencyMiddleware(RequestDelegate next, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
    private readonly ConcurrentDictionary<string, bool> _running = new();

    public async Task InvokeAsync(HttpContext context, LicensingDb db, Caller caller, JobQueue jobs)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<IdempotentMetadata>() is null
            || !context.Request.Headers.TryGetValue(IdempotentEndpoint.Header, out var key))
        {
            await next(context);
            return;
        }

        if (key.ToString() is not { Length: >= 16 and <= 200 } usable || usable.Any(c => c is < '!' or > '~'))
            throw new ProblemException(ProblemCode.IdempotencyKeyInvalid);
        var ct = context.RequestAborted;
        var secret = new IdempotencySecret(usable, caller);
        using var digest = secret.BeginFingerprint(context.Request);
        await using var spooled = await ReadBodyAsync(context, digest, ct);
        var fingerprint = Convert.ToHexStringLower(digest.GetHashAndReset());

        // Only this process: across processes the repetition waits instead.
        if (!_running.TryAdd(secret.Lookup, true))
            throw new ProblemException(new Problem(ProblemCode.IdempotencyKeyRunning) { RetryAfterSeconds = 1 });
        try
        {
            if (!await ReplayAsync(context, db, secret, fingerprint, ct) && !await RunAsync(context, db, jobs, secret, fingerprint, ct))
                await ReplayAsync(context, db, secret, fingerprint, ct);
        }
        finally
        {
            _running.TryRemove(secret.Lookup, out _);
        }
    }

    /// <returns>The file that a streamed body waits in; null for another body, which is held in memory.</returns>
    private static async Task<FileStream?> ReadBodyAsync(HttpContext context, IncrementalHash digest, CancellationToken ct)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<StreamedBody>() is { } streamed)
            return await RequestBody.SpoolAsync(context.Request, streamed, piece => digest.AppendData(piece), ct);
        if (context.Request.ContentLength != 0)
            digest.AppendData((await RequestBody.ReadAsync(context.Request, ct)).Span);
        return null;
    }

    private async Task<bool> ReplayAsync(HttpContext context, LicensingDb db, IdempotencySecret secret, string fingerprint, CancellationToken ct)
    {
        var now = clock.Now();
        var entry = await db.IdempotencyEntries.AsNoTracking().SingleOrDefaultAsync(e => e.Lookup == secret.Lookup && e.ExpiresAt > now, ct);
        if (entry is not { Answer: { } stored })
            return false;
        if (entry.Fingerprint != fingerprint)
            throw new ProblemException(ProblemCode.IdempotencyKeyReused);
        var answer = secret.Decrypt(stored);
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        context.Response.Headers.Location = answer.Location;
        context.Response.Headers.ETag = answer.ETag;
        context.Response.Headers["Idempotency-Replayed"] = "true";
        await context.Response.Body.WriteAsync(answer.Body, ct);
        return true;
    }

    /// <returns>False when another process has committed the same key first.</returns>
    private async Task<bool> RunAsync(HttpContext context, LicensingDb db, JobQueue jobs, IdempotencySecret secret, string fingerprint, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await ReserveAsync(db, secret, fingerprint, ct))
        {
            await transaction.RollbackAsync(ct);
            return false;
        }

        var response = context.Response;
        var wire = response.Body;
        using var held = new MemoryStream();
        response.Body = held;
        try
        {
            await next(context);
        }
        finally
        {
            response.Body = wire;
        }

        if (response.StatusCode is >= 200 and < 300)
        {
            var answer = secret.Encrypt(new StoredAnswer(
                response.StatusCode, response.ContentType, response.Headers.Location, response.Headers.ETag, held.ToArray()));
            await db.IdempotencyEntries.Where(e => e.Lookup == secret.Lookup).ExecuteUpdateAsync(e => e.SetProperty(x => x.Answer, answer), ct);
            await transaction.CommitAsync(ct);
            jobs.Release();
        }
        else
        {
            await transaction.RollbackAsync(ct);
        }

        held.Position = 0;
        await held.CopyToAsync(wire, ct);
        return true;
    }

    private async Task<bool> ReserveAsync(LicensingDb db, IdempotencySecret secret, string fingerprint, CancellationToken ct)
    {
        var now = clock.Now();
        await db.IdempotencyEntries.Where(e => e.Lookup == secret.Lookup && e.ExpiresAt <= now).ExecuteDeleteAsync(ct);
        var entry = IdempotencyEntry.Reserve(secret, fingerprint, now + Lifetime);
        db.Add(entry);
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException e) when (StorageFailure.IsDuplicateKey(e))
        {
            return false;
        }
        finally
        {
            // The endpoint's context begins empty, as without a key.
            db.Entry(entry).State = EntityState.Detached;
        }
    }
}

/// <summary>Deletes answers that nobody can ask for any more. Running twice deletes nothing more.</summary>
public sealed class DeleteExpiredIdempotencyEntriesJob(LicensingDb db, TimeProvider clock)
{
    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.Now();
        await db.IdempotencyEntries.Where(e => e.ExpiresAt <= now).ExecuteDeleteAsync(ct);
    }
}
