using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Licensing.Api.Features.Register;

public enum RegisterFormat
{
    /// <summary>One array of entries.</summary>
    Json,

    /// <summary>One entry a line.</summary>
    Ndjson,

    /// <summary>One licence a line; one line for an agency without any.</summary>
    Csv,
}

public sealed record ExportRegisterRequest
{
    /// <summary>By the Accept header if left out: application/json, application/x-ndjson or text/csv; JSON where that says nothing.</summary>
    [QueryParam]
    public RegisterFormat? Format { get; init; }

    /// <summary>The day; today in the ministry's time zone if left out, or the day of knownAt.</summary>
    [QueryParam]
    public DateOnly? AsOf { get; init; }

    /// <summary>Only what had been recorded by then (UTC). Now if left out.</summary>
    [QueryParam]
    public DateTime? KnownAt { get; init; }
}

public sealed class ExportRegisterValidator : Validator<ExportRegisterRequest>
{
    public ExportRegisterValidator() => RuleFor(r => r.AsOf!.Value).PlausibleDay().When(r => r.AsOf is not null);
}

/// <summary>The whole register, streamed. Who has it already sends its ETag as If-None-Match, and gets 304 while nothing has changed.</summary>
/// <remarks>The ETag counts the facts that the register is made of: they are only ever added, ended and withdrawn, so the counts say whether it is the same.
/// The day is part of it, since a state can begin and end with a day. If-Modified-Since is not listened to: much can change within a second.</remarks>
public sealed class ExportRegister(
    LicensingDb db, RegisterReading reading, Ministry ministry, TimeProvider clock, IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json) : Endpoint<ExportRegisterRequest>
{
    public const string Ndjson = "application/x-ndjson", Csv = "text/csv", PlainJson = "application/json";
    private const int PageSize = 500;

    // Anybody may ask, and it reads everything: one at a time for each address. Not for all together: who reads slowly would keep all others out.
    private static readonly ConcurrentDictionary<string, bool> Running = new();

    public override void Configure()
    {
        Get("register/export");
        Permissions(Permission.ReadRegister);
        Description(b => b.Produces<IReadOnlyList<RegisterEntry>>(200, PlainJson, Ndjson, Csv).Produces(304).WithMetadata(new AnswersNotModified()), clearDefaults: true);
        this.Refuses(ProblemCode.Busy);
    }

    public override async Task HandleAsync(ExportRegisterRequest r, CancellationToken ct)
    {
        var format = r.Format ?? Accepted(HttpContext.Request);
        var (at, etag, changed) = await StateAsync(r, format, ct);
        var response = HttpContext.Response;
        response.Headers.ETag = etag;
        response.Headers.LastModified = changed.ToString("R", CultureInfo.InvariantCulture);
        response.Headers.CacheControl = "no-cache";
        response.Headers.Vary = "Accept";
        if (HttpContext.Request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Tag.Equals("*") || tag.Tag.Equals(etag)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            await response.StartAsync(ct);
            return;
        }

        var reader = HttpContext.Connection.RemoteIpAddress?.ToString() ?? "none";
        if (!Running.TryAdd(reader, true))
            throw new ProblemException(new Problem(ProblemCode.Busy) { RetryAfterSeconds = 10 });
        try
        {
            response.ContentType = format switch { RegisterFormat.Csv => $"{Csv}; charset=utf-8", RegisterFormat.Ndjson => Ndjson, _ => PlainJson };
            response.Headers.ContentDisposition = $"attachment; filename=register.{Json.Words.ConvertName(format.ToString())}";
            await response.StartAsync(ct);
            await WriteAsync(format, at, ct);
        }
        finally
        {
            Running.TryRemove(reader, out _);
        }
    }

    private async Task WriteAsync(RegisterFormat format, RegisterMoment at, CancellationToken ct)
    {
        var body = HttpContext.Response.BodyWriter;
        var isFirst = true;
        await body.WriteAsync(Encoding.UTF8.GetBytes(format switch { RegisterFormat.Json => "[", RegisterFormat.Csv => RegisterCsv.Header, _ => "" }), ct);
        for (var (last, more) = (0L, true); more;)
        {
            var after = last;
            var page = await db.Agencies.AsNoTracking().Include(a => a.Facts).Where(a => a.Id > after).OrderBy(a => a.Id).Take(PageSize).ToListAsync(ct);
            using var text = new StringWriter();
            foreach (var entry in (await reading.EntriesAsync(page, at, ct)).OfType<RegisterEntry>())
            {
                if (format == RegisterFormat.Csv)
                    RegisterCsv.Write(text, entry);
                else
                    text.Write((format == RegisterFormat.Json && !isFirst ? "," : "") + JsonSerializer.Serialize(entry, json.Value.SerializerOptions) + "\n");
                isFirst = false;
            }

            await body.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), ct);
            (last, more) = (page.Count > 0 ? page[^1].Id : last, page.Count == PageSize);
        }

        if (format == RegisterFormat.Json)
            await body.WriteAsync("]\n"u8.ToArray(), ct);
    }

    private async Task<(RegisterMoment At, string ETag, DateTime Changed)> StateAsync(ExportRegisterRequest r, RegisterFormat format, CancellationToken ct)
    {
        var at = RegisterMoment.Of(r.AsOf, r.KnownAt, ministry, clock.Now());
        var (on, knownAt) = (at.On, at.KnownAt);
        var agencies = db.AgencyFacts.Where(f => f.RecordedAt <= knownAt);
        var licences = db.LicenceFacts.Where(f => f.RecordedAt <= knownAt);
        var counts = new List<long>
        {
            await agencies.CountAsync(ct), await agencies.CountAsync(f => f.WithdrawnAt <= knownAt, ct),
            await licences.CountAsync(ct), await licences.CountAsync(f => f.WithdrawnAt <= knownAt, ct),
        };
        var changes = new List<DateTime?>
        {
            await agencies.MaxAsync(f => (DateTime?)f.RecordedAt, ct), await agencies.MaxAsync(f => f.WithdrawnAt <= knownAt ? f.WithdrawnAt : null, ct),
            await licences.MaxAsync(f => (DateTime?)f.RecordedAt, ct), await licences.MaxAsync(f => f.WithdrawnAt <= knownAt ? f.WithdrawnAt : null, ct),
        };
        var (branches, representatives) = (db.Branches.Where(b => b.RecordedAt <= knownAt), db.Representatives.Where(x => x.RecordedAt <= knownAt));
        counts.AddRange([await branches.CountAsync(ct), await branches.CountAsync(b => b.CloseRecordedAt <= knownAt, ct), await representatives.CountAsync(ct), await representatives.CountAsync(x => x.EndRecordedAt <= knownAt, ct)]);
        changes.AddRange(
        [
            await branches.MaxAsync(b => (DateTime?)b.RecordedAt, ct), await branches.MaxAsync(b => b.CloseRecordedAt <= knownAt ? b.CloseRecordedAt : null, ct),
            await representatives.MaxAsync(x => (DateTime?)x.RecordedAt, ct), await representatives.MaxAsync(x => x.EndRecordedAt <= knownAt ? x.EndRecordedAt : null, ct),
        ]);
        var (links, abroad) = (db.AgencyLinks.Where(l => l.RecordedAt <= knownAt), db.ForeignRegistrations.Where(x => x.State == ForeignRegistrationState.Confirmed && x.DecidedAt <= knownAt));
        counts.AddRange([await links.CountAsync(ct), await links.CountAsync(l => l.EndRecordedAt <= knownAt, ct), await abroad.CountAsync(ct), await abroad.CountAsync(x => x.EndRecordedAt <= knownAt, ct)]);
        changes.AddRange(
        [
            await links.MaxAsync(l => (DateTime?)l.RecordedAt, ct), await links.MaxAsync(l => l.EndRecordedAt <= knownAt ? l.EndRecordedAt : null, ct),
            await abroad.MaxAsync(x => x.DecidedAt, ct), await abroad.MaxAsync(x => x.EndRecordedAt <= knownAt ? x.EndRecordedAt : null, ct),
        ]);
        var (conditions, acts) = (db.LicenceConditions.Where(c => c.IsPublic && c.RecordedAt <= knownAt), db.ConditionActs.Where(a => a.Condition.IsPublic && a.RecordedAt <= knownAt));
        counts.AddRange([await conditions.CountAsync(ct), await acts.CountAsync(ct)]);
        changes.AddRange([await conditions.MaxAsync(c => (DateTime?)c.RecordedAt, ct), await acts.MaxAsync(a => (DateTime?)a.RecordedAt, ct)]);
        if (reading.Publishes(Published.Placements))
        {
            var filed = db.DisclosureVersions.Where(v => v.FiledAt <= knownAt);
            counts.Add(await filed.CountAsync(ct));
            changes.Add(await filed.MaxAsync(v => (DateTime?)v.FiledAt, ct));
        }

        // Said as of the last change, so that the same ETag is the same bytes.
        var last = changes.Max() ?? DateTime.UnixEpoch;
        var state = string.Create(CultureInfo.InvariantCulture, $"{format} {on:O} {last:O} {string.Join(' ', counts)}");
        var day = ministry.StartOf(on);
        return (new(on, last), $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state)).AsSpan(0, 12))}\"", last > day || day > clock.Now() ? last : day);
    }

    private static RegisterFormat Accepted(HttpRequest request)
    {
        foreach (var type in request.GetTypedHeaders().Accept.Where(a => a.Quality is not 0).OrderByDescending(a => a.Quality ?? 1))
        {
            if (type.MediaType.Equals(Csv, StringComparison.OrdinalIgnoreCase))
                return RegisterFormat.Csv;
            if (type.MediaType.Equals(Ndjson, StringComparison.OrdinalIgnoreCase))
                return RegisterFormat.Ndjson;
            if (type.MediaType.Equals(PlainJson, StringComparison.OrdinalIgnoreCase))
                return RegisterFormat.Json;
        }

        return RegisterFormat.Json;
    }
}
