using System.Buffers.Text;
using System.Text.Json;
using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Deadlines;

public sealed record ListDeadlinesRequest
{
    /// <summary>Public id of the agency; every one that the caller may see if left out.</summary>
    [QueryParam]
    public string? Agency { get; init; }

    [QueryParam]
    public DeadlineKind? Kind { get; init; }

    /// <summary>First last day, inclusive. Today if left out, or 400 days ago where overdue is asked.</summary>
    [QueryParam]
    public DateOnly? From { get; init; }

    /// <summary>Last last day, inclusive, at most 800 days after the first. 90 days after today if left out, or yesterday where overdue is asked.</summary>
    [QueryParam]
    public DateOnly? Until { get; init; }

    /// <summary>true: only what has passed undone; false: only what has not passed.</summary>
    [QueryParam]
    public bool? Overdue { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListDeadlinesValidator : Validator<ListDeadlinesRequest>
{
    public ListDeadlinesValidator()
    {
        RuleFor(r => r.Agency).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.From!.Value).PlausibleDay().When(r => r.From is not null);
        RuleFor(r => r.Until!.Value).PlausibleDay().When(r => r.Until is not null);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <param name="SubjectId">Public id of what is due: a condition, a licence, a demand.</param>
/// <param name="DueOn">Last day, inclusive.</param>
/// <param name="Overdue">Whether it has passed.</param>
/// <param name="Follows">What follows when it passes, in the regime's word; null where no law says.</param>
/// <param name="Force">Whether that follows by law, or is suggested to an officer.</param>
/// <param name="RemindedAt">When the agency was reminded; null: not yet.</param>
/// <param name="OverdueToldAt">When it was told that the day has passed.</param>
public sealed record DeadlineView(
    DeadlineKind Kind, string SubjectId, string AgencyId, DateOnly DueOn, bool Overdue, string? Follows, DeadlineForce Force, DateTime? RemindedAt, DateTime? OverdueToldAt);

/// <param name="Kind">Of which none can be reckoned.</param>
/// <param name="Question">What the regime does not say, and the ministry must set.</param>
public sealed record UndeterminedDeadlines(DeadlineKind Kind, RegimeQuestion Question);

/// <param name="Items">By last day.</param>
/// <param name="Next">Cursor of the next page; null on the last.</param>
/// <param name="Undetermined">Kinds that are missing here because the regime is silent: that is not the same as none.</param>
public sealed record ListDeadlinesResponse(IReadOnlyList<DeadlineView> Items, string? Next, IReadOnlyList<UndeterminedDeadlines> Undetermined);

/// <summary>Lists what is still to be done and by when, or what has passed undone; an agency sees its own.</summary>
public sealed class ListDeadlines(LicensingDb db, Caller caller, IEnumerable<IDeadlineSource> sources, RegimeInForce regimes, Ministry ministry, TimeProvider clock)
    : Endpoint<ListDeadlinesRequest, Results<Ok<ListDeadlinesResponse>, Problem>>
{
    private const int MostDays = 800;
    private const int UsualDays = 90;

    public override void Configure()
    {
        Get("deadlines");
        Permissions(Permission.ReadDeadlines);
        this.Refuses(ProblemCode.CursorInvalid);
    }

    public override async Task<Results<Ok<ListDeadlinesResponse>, Problem>> ExecuteAsync(ListDeadlinesRequest r, CancellationToken ct)
    {
        var today = ministry.Today(clock);
        var from = r.From ?? (r.Overdue == true ? today.AddDays(-DeadlineOptions.OverdueDays) : today);
        var until = r.Until ?? (r.Overdue == true ? today.AddDays(-1) : (from > today ? from : today).AddDays(UsualDays));
        if (until < from || until.DayNumber - from.DayNumber > MostDays)
            return new Problem(ProblemCode.RequestInvalid, errors: [new("period.reversed", "until", $"The last day must lie from the first to {MostDays} days after it.", $"{until:yyyy-MM-dd}", "Ask for a shorter time; both days are inclusive.")]);
        if (r.Overdue == true && until >= today) until = today.AddDays(-1);
        if (r.Overdue == false && from < today) from = today;

        var regime = await regimes.OnAsync(today, ct);
        var asked = sources.Where(s => r.Kind is null || s.Kind == r.Kind).OrderBy(s => s.Kind).ToList();
        var (items, next) = await PageAsync(r, asked, from, until, regime, ct);
        var undetermined = asked.Select(s => (s.Kind, Question: s.Undetermined(regime))).Where(s => s.Question is not null).Select(s => new UndeterminedDeadlines(s.Kind, s.Question!.Value)).ToList();
        return TypedResults.Ok(new ListDeadlinesResponse(await ViewAsync(items, today, ct), next, undetermined));
    }

    private async Task<(List<DueDuty> Items, string? Next)> PageAsync(ListDeadlinesRequest r, List<IDeadlineSource> asked, DateOnly from, DateOnly until, RegimeOn regime, CancellationToken ct)
    {
        var scope = new DeadlineScope(await ScopeAsync(r, ct), null);
        var filters = $"{r.Agency} {r.Kind} {r.From} {r.Until} {r.Overdue}";
        var at = r.Cursor is null ? null : DeadlineCursor.Read(r.Cursor, filters);
        var place = at is null ? 0 : asked.SingleOrDefault(s => s.Kind == at.Kind) is { } of && await of.PlaceOfAsync(at.SubjectId, at.Day, regime, ct) is { } key
            ? key : throw new ProblemException(ProblemCode.CursorInvalid);
        var days = new SortedDictionary<DateOnly, List<IDeadlineSource>>();
        if (scope.Agencies is not [])
            foreach (var source in asked)
                foreach (var day in await source.DaysAsync(at?.Day > from ? at.Day : from, until, regime, ct))
                    (days.TryGetValue(day, out var there) ? there : days[day] = []).Add(source);

        var items = new List<DueDuty>();
        foreach (var (day, source) in days.SelectMany(d => d.Value.Select(s => (d.Key, s))))
        {
            if (at is not null && day == at.Day && source.Kind < at.Kind)
                continue;
            for (long? after = at is not null && day == at.Day && source.Kind == at.Kind ? place : 0; after is { } last;)
            {
                var page = await source.DueOnAsync(day, scope, last, r.Limit + 1, regime, ct);
                items.AddRange(page.Items);
                if (items.Count > r.Limit)
                    return (items[..r.Limit], new DeadlineCursor(items[r.Limit - 1].DueOn, items[r.Limit - 1].Kind, items[r.Limit - 1].SubjectId, filters).Write());
                after = page.Next;
            }
        }

        return (items, null);
    }

    /// <returns>Null: every agency; empty: none that the caller may see.</returns>
    private async Task<IReadOnlyList<long>?> ScopeAsync(ListDeadlinesRequest r, CancellationToken ct) => r.Agency is null
        ? caller.ActsForMinistry ? null : caller.AgencyKeys
        : await db.Agencies.VisibleTo(caller).Where(a => a.PublicId == r.Agency).Select(a => a.Id).ToListAsync(ct);

    private async Task<List<DeadlineView>> ViewAsync(List<DueDuty> items, DateOnly today, CancellationToken ct)
    {
        var subjects = items.Select(i => i.SubjectId).Distinct().ToList();
        var told = (await db.DeadlineNotices.AsNoTracking().Where(n => subjects.Contains(n.SubjectId)).Select(n => new { n.Kind, n.SubjectId, n.DueOn, n.Stage, n.At }).ToListAsync(ct))
            .ToDictionary(n => (n.Kind, n.SubjectId, n.DueOn, n.Stage), n => (DateTime?)n.At);
        return items.ConvertAll(i => new DeadlineView(
            i.Kind, i.SubjectId, i.Agency, i.DueOn, i.DueOn < today, i.Follows, i.Force,
            told.GetValueOrDefault((i.Kind, i.SubjectId, i.DueOn, DeadlineStage.Reminder)), told.GetValueOrDefault((i.Kind, i.SubjectId, i.DueOn, DeadlineStage.Overdue))));
    }

    /// <param name="SubjectId">The last that was shown.</param>
    private sealed record DeadlineCursor(DateOnly Day, DeadlineKind Kind, string SubjectId, string Filters)
    {
        public string Write() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this));

        public static DeadlineCursor Read(string cursor, string filters)
        {
            try
            {
                if (JsonSerializer.Deserialize<DeadlineCursor>(Base64Url.DecodeFromChars(cursor)) is { } read && read.Filters == filters && read.SubjectId is { Length: > 0 and <= PublicId.MaxLength })
                    return read;
            }
            catch (Exception e) when (e is FormatException or JsonException)
            {
                // Refused below.
            }

            throw new ProblemException(ProblemCode.CursorInvalid);
        }
    }
}
