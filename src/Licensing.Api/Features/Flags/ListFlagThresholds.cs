using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Settings;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Flags;

public sealed record ListFlagThresholdsRequest
{
    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListFlagThresholdsValidator : Validator<ListFlagThresholdsRequest>
{
    public ListFlagThresholdsValidator() => RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
}

/// <summary>Lists the limits from which agencies are flagged, the last set first. The same with its history: GET /settings/flags.thresholds.</summary>
public sealed class ListFlagThresholds(LicensingDb db) : Endpoint<ListFlagThresholdsRequest, Ok<PageOf<FlagThresholdView>>>
{
    public override void Configure()
    {
        Get("flag-thresholds");
        Permissions(Permission.ReadFlagThresholds);
        this.IsDeprecated(since: "2026-12-01", sunset: "2027-07-01", successor: "/v1/settings/flags.thresholds");
    }

    public override async Task<Ok<PageOf<FlagThresholdView>>> ExecuteAsync(ListFlagThresholdsRequest r, CancellationToken ct) =>
        TypedResults.Ok(await db.MinistrySettings.AsNoTracking().Where(s => s.Name == SettingNames.FlagThresholds)
            .ToPageAsync(r.Limit, r.Cursor, new { }, FlagThresholdView.Of, newestFirst: true, ct));
}
