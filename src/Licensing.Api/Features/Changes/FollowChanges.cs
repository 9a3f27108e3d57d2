using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Licensing.Api.Features.Changes;

public sealed record FollowChangesRequest
{
    /// <summary>The cursor of the last line that you have read; from the beginning if left out.</summary>
    [QueryParam]
    public string? After { get; init; }

    /// <summary>How many lines at most, 1 to 10,000.</summary>
    [QueryParam]
    public int Limit { get; init; } = FollowChanges.DefaultLimit;

    /// <summary>Only events about things of this kind.</summary>
    [QueryParam]
    public ToldKind? Kind { get; init; }

    /// <summary>Only events about this agency; its public id.</summary>
    [QueryParam]
    public string? Agency { get; init; }

    /// <summary>Leaves out what concerns another country of origin; ISO 3166-1 alpha-2. What concerns no one origin stays.</summary>
    [QueryParam]
    public string? Origin { get; init; }

    /// <summary>Leaves out what concerns another destination; ISO 3166-1 alpha-2. What concerns no one destination stays.</summary>
    [QueryParam]
    public string? Destination { get; init; }
}

public sealed class FollowChangesValidator : Validator<FollowChangesRequest>
{
    public FollowChangesValidator(CodeLists codes)
    {
        RuleFor(r => r.Limit).InclusiveBetween(1, FollowChanges.MostLimit);
        RuleFor(r => r.After).MaximumLength(400);
        RuleFor(r => r.Agency).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Origin!).CountryCode(codes).OverridePropertyName("Origin").When(r => r.Origin is not null);
        RuleFor(r => r.Destination!).CountryCode(codes).OverridePropertyName("Destination").When(r => r.Destination is not null);
    }
}

/// <summary>One line of the change feed.</summary>
/// <param name="Cursor">Of this line: send it as after to go on behind it. Opaque.</param>
/// <param name="Id">Public id of the event; the same in a webhook.</param>
/// <param name="Type">register.entry-changed, register.entry-removed, law.provision-changed, law.provision-removed, law.agreement-changed or law.agreement-removed.</param>
/// <param name="Subject">The thing that it is about: public id of an agency, name of a provision, name of an agreement. Its latest event says all about it.</param>
/// <param name="At">When it was told (UTC).</param>
/// <param name="AgencyId">Public id of the agency whose entry it is; null where it is about law.</param>
/// <param name="Origin">ISO 3166-1 alpha-2; null where it concerns no one country of origin.</param>
/// <param name="Destination">ISO 3166-1 alpha-2; null where it concerns no one destination.</param>
/// <param name="Data">The thing as it reads now: an entry of the register without on, knownAt and match; of a provision what is law; an agreement with its clauses.
/// Null: it is gone.</param>
public sealed record ChangeEvent(string Cursor, string Id, string Type, string Subject, DateTime At, string? AgencyId, string? Origin, string? Destination, JsonElement? Data);

/// <summary>Follows the public register and the law: every change, one event a line, in the order in which they were told.</summary>
/// <remarks><para>Places are visible in their order and without gaps (<see cref="ChangeLog"/>), so who goes on behind the last line that he has misses
/// nothing, whoever writes meanwhile.</para>
/// <para>What is overtaken is deleted in time. Who starts anew does not need it; who has read less far does, and is refused. Tombstones go with it, which is why
/// each cursor of a first reading says from where it is complete: an event that was deleted since, and not yet read, may have been one.</para></remarks>
public sealed class FollowChanges(LicensingDb db, IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json) : Endpoint<FollowChangesRequest>
{
    public const string MediaType = "application/x-ndjson";
    public const int DefaultLimit = 1000, MostLimit = 10_000;

    // Events are told every minute.
    public const int PollSeconds = 60;
    private const int PortionSize = 200;

    public override void Configure()
    {
        Get("changes");
        Permissions(Permission.FollowFeed);
        Description(b => b.Produces<ChangeEvent>(200, MediaType).Produces(304).WithMetadata(new AnswersNotModified()), clearDefaults: true);
        this.Refuses(ProblemCode.CursorInvalid, ProblemCode.FeedTooOld);
    }

    public override async Task HandleAsync(FollowChangesRequest r, CancellationToken ct)
    {
        var log = await db.ChangeLogs.AsNoTracking().SingleOrDefaultAsync(ct);
        var place = r.After is null ? new FeedPlace(0, log?.CompactedTo ?? 0, null) : await CheckedAsync(FeedPlace.Decode(r.After, log), log!, ct);
        var (from, last) = (place.Id, log?.Last ?? 0);
        var chosen = Chosen(r);
        // Found before the first line is sent, so that the answer can say where to go on even if none is for this reader.
        var full = await chosen.Where(c => c.Id > from && c.Id <= last).OrderBy(c => c.Id).Skip(r.Limit - 1).Select(c => (long?)c.Id).FirstOrDefaultAsync(ct);
        var to = full ?? last;
        var response = HttpContext.Response;
        response.Headers.ETag = ETagOf(r, log, to);
        response.Headers.CacheControl = "no-cache";
        if (full is null)
            response.Headers.RetryAfter = PollSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (log is not null)
            response.Headers.Link = $"<{HttpContext.Request.PathBase}{HttpContext.Request.Path}{QueryOf(r, place.At(to).Encode(log))}>; rel=\"next\"";
        if (HttpContext.Request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Tag.Equals("*") || tag.Tag.Equals(response.Headers.ETag.ToString())))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            await response.StartAsync(ct);
            return;
        }

        response.ContentType = MediaType;
        await response.StartAsync(ct);
        while (place.Id < to)
        {
            var after = place.Id;
            var portion = await chosen.Where(c => c.Id > after && c.Id <= to).OrderBy(c => c.Id).Take(PortionSize).ToListAsync(ct);
            if (await db.ChangeLogs.AnyAsync(l => l.CompactedTo > place.CompleteTo, ct))
            {
                // Deleted while this was read: what is missing could have been a tombstone. He resumes, and is told.
                HttpContext.Abort();
                return;
            }

            foreach (var change in portion)
            {
                place = place.At(change);
                await JsonSerializer.SerializeAsync(response.BodyWriter, ViewOf(change, place.Encode(log!)), json.Value.SerializerOptions, ct);
                await response.BodyWriter.WriteAsync("\n"u8.ToArray(), ct);
            }

            if (portion.Count < PortionSize)
                return;
        }
    }

    private async Task<FeedPlace> CheckedAsync(FeedPlace place, ChangeLog log, CancellationToken ct)
    {
        if (log.CompactedTo > place.CompleteTo)
            throw new ProblemException(ProblemCode.FeedTooOld);
        var id = place.Id;
        var there = place.Mark is null ? null : await db.Changes.Where(c => c.Id == id).Select(c => c.PublicId).SingleOrDefaultAsync(ct);
        // Another event in its place, or none where nothing was deleted: a database was restored.
        if (place.Mark is not null && (there is null ? id > log.CompactedTo : FeedPlace.MarkOf(there) != place.Mark))
            throw FeedPlace.Invalid();
        return place;
    }

    private IQueryable<Change> Chosen(FollowChangesRequest r)
    {
        var changes = db.Changes.AsNoTracking().Where(c => c.Audience == ChangeAudience.Public);
        if (r.Kind is { } kind)
        {
            var (changed, removed) = (ChangeTypes.Of(kind, true), ChangeTypes.Of(kind, false));
            changes = changes.Where(c => c.Type == changed || c.Type == removed);
        }

        if (r.Agency is { } agency)
            changes = changes.Where(c => c.AgencyId == agency);
        if (r.Origin is { } origin)
            changes = changes.Where(c => c.Origin == null || c.Origin == origin);
        if (r.Destination is { } destination)
            changes = changes.Where(c => c.Destination == null || c.Destination == destination);
        return changes;
    }

    private static ChangeEvent ViewOf(Change c, string cursor)
    {
        using var body = c.Body is null ? null : JsonDocument.Parse(c.Body);
        return new(cursor, c.PublicId, c.Type, c.SubjectId, c.At, c.AgencyId, c.Origin, c.Destination, body?.RootElement.Clone());
    }

    private static string QueryOf(FollowChangesRequest r, string after) => QueryString.Create(new List<KeyValuePair<string, string?>>
    {
        new("after", after), new("limit", r.Limit == DefaultLimit ? null : r.Limit.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        new("kind", r.Kind is { } kind ? Json.Words.ConvertName(kind.ToString()) : null), new("agency", r.Agency), new("origin", r.Origin), new("destination", r.Destination),
    }.Where(p => p.Value is not null)).ToString();

    private static string ETagOf(FollowChangesRequest r, ChangeLog? log, long to)
    {
        var state = $"{log?.PublicId} {to} {log?.CompactedTo} {QueryOf(r, r.After ?? "")}";
        return $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state)).AsSpan(0, 12))}\"";
    }
}
