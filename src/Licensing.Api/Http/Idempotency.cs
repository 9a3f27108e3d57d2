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
/// failures roll back and are not kept: they had no effect, and a repetition is judged anew. A repetition that comes while the
/// first is running, in whichever process, is told so (<see cref="RunningKey"/>).</remarks>
public sealed class IdempotencyMiddleware(RequestDelegate next, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    // What an answer says beside its status and body. The others belong to one answer (date, rate, request id) or to all.
    private static readonly string[] KeptHeaders = ["Location", "ETag", "Content-Type", "Retry-After", "Cache-Control", "Content-Location", "Last-Modified", "Link"];

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

        if (!await ReplayAsync(context, db, secret, fingerprint, ct) && !await RunAsync(context, db, jobs, secret, fingerprint, ct))
            await ReplayAsync(context, db, secret, fingerprint, ct);
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
        foreach (var (name, value) in answer.Headers)
            context.Response.Headers[name] = value;
        context.Response.Headers["Idempotency-Replayed"] = "true";
        await context.Response.Body.WriteAsync(answer.Body, ct);
        return true;
    }

    /// <returns>False when the same key was committed in between, and its answer is there.</returns>
    private async Task<bool> RunAsync(HttpContext context, LicensingDb db, JobQueue jobs, IdempotencySecret secret, string fingerprint, CancellationToken ct)
    {
        await using var running = await RunningKey.TryBeginAsync(db, secret.Lookup, ct)
            ?? throw new ProblemException(new Problem(ProblemCode.IdempotencyKeyRunning) { RetryAfterSeconds = 1 });
        if (!await ReserveAsync(db, secret, fingerprint, ct))
            return false;
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
            var headers = KeptHeaders.Where(response.Headers.ContainsKey).ToDictionary(name => name, name => response.Headers[name].ToString());
            var answer = secret.Encrypt(new StoredAnswer(response.StatusCode, headers, held.ToArray()));
            await db.IdempotencyEntries.Where(e => e.Lookup == secret.Lookup).ExecuteUpdateAsync(e => e.SetProperty(x => x.Answer, answer), ct);
            await running.CommitAsync(ct);
            jobs.Release();
        }

        // A client that is slow to read must not hold the key.
        await running.DisposeAsync();
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
        RunningKey.Sweep(db);
    }
}
