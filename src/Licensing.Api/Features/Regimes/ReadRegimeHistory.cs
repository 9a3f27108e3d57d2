using System.Text.Json;
using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Regimes;

public sealed record ReadRegimeHistoryRequest
{
    /// <summary>What had been set by that instant (UTC); by now if left out.</summary>
    [QueryParam]
    public DateTime? KnownAt { get; init; }
}

/// <summary>A value of the regime that two people set.</summary>
/// <param name="From">First day, inclusive.</param>
/// <param name="Until">Last day, inclusive; null while it has none.</param>
/// <param name="Value">In the grammar of regime files.</param>
/// <param name="Authority">The order or decision by which the ministry set it.</param>
/// <param name="Reason">Why, in the words of who proposed it.</param>
public sealed record RegimeSettingVersionView(
    string Id, RegimeQuestion Question, DateOnly From, DateOnly? Until, JsonElement Value, string Authority, string Reason,
    string ProposedBy, DateTime ProposedAt, string ApprovedBy, DateTime ApprovedAt)
{
    public static RegimeSettingVersionView Of(RegimeSettingRow s) => new(
        s.PublicId, s.Question, s.From, s.Until, JsonElement.Parse(s.ValueJson), s.Authority, s.Reason, s.ProposedBy, s.ProposedAt, s.ApprovedBy, s.ApprovedAt);
}

/// <summary>A calendar that two people made the ministry's.</summary>
/// <param name="Reason">Why, in the words of who proposed it.</param>
public sealed record CalendarVersionView(string Id, CalendarChange Days, string Reason, string ProposedBy, DateTime ProposedAt, string ApprovedBy, DateTime ApprovedAt)
{
    public static CalendarVersionView Of(MinistryCalendar c) => new(c.PublicId, c.Read(), c.Reason, c.ProposedBy, c.ProposedAt, c.ApprovedBy, c.ApprovedAt);
}

/// <param name="Settings">The last approved first; the last 1000.</param>
/// <param name="Calendars">The last approved first, the one that holds; the last 100.</param>
public sealed record ReadRegimeHistoryResponse(DateTime KnownAt, IReadOnlyList<RegimeSettingVersionView> Settings, IReadOnlyList<CalendarVersionView> Calendars);

/// <summary>Shows what the ministry set of its regime, deadlines and working days among it: who proposed and who approved what, when, why, from which day.</summary>
public sealed class ReadRegimeHistory(LicensingDb db, TimeProvider clock) : Endpoint<ReadRegimeHistoryRequest, Ok<ReadRegimeHistoryResponse>>
{
    private const int MostSettings = 1000;
    private const int MostCalendars = 100;

    public override void Configure()
    {
        Get("regime/history");
        Permissions(Permission.ReadSettings);
    }

    public override async Task<Ok<ReadRegimeHistoryResponse>> ExecuteAsync(ReadRegimeHistoryRequest r, CancellationToken ct)
    {
        var knownAt = r.KnownAt?.ToUniversalTime() ?? clock.Now();
        var settings = await db.RegimeSettings.AsNoTracking().Where(s => s.ApprovedAt <= knownAt).OrderByDescending(s => s.Id).Take(MostSettings).ToListAsync(ct);
        var calendars = await db.MinistryCalendars.AsNoTracking().Where(c => c.ApprovedAt <= knownAt).OrderByDescending(c => c.Id).Take(MostCalendars).ToListAsync(ct);
        return TypedResults.Ok(new ReadRegimeHistoryResponse(knownAt, [.. settings.Select(RegimeSettingVersionView.Of)], [.. calendars.Select(CalendarVersionView.Of)]));
    }
}
