using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Rates;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Settings;

public sealed record ListSettingsRequest
{
    /// <summary>The day whose settings are asked for; today in the ministry's time zone if left out.</summary>
    [QueryParam]
    public DateOnly? On { get; init; }

    /// <summary>As this deployment held them at that instant (UTC); as they are held now if left out.</summary>
    [QueryParam]
    public DateTime? KnownAt { get; init; }
}

public sealed class ListSettingsValidator : Validator<ListSettingsRequest>
{
    public ListSettingsValidator() => RuleFor(r => r.On!.Value).PlausibleDay().OverridePropertyName("On").When(r => r.On is not null);
}

public sealed record SettingsView(DateOnly On, DateTime KnownAt, IReadOnlyList<SettingView> Settings);

/// <summary>Shows what the ministry has set by two people, as it holds on a day.</summary>
public sealed class ListSettings(LicensingDb db, JudgingBook book, Ministry ministry, TimeProvider clock) : Endpoint<ListSettingsRequest, Ok<SettingsView>>
{
    public override void Configure()
    {
        Get("settings");
        Permissions(Permission.ReadSettings);
    }

    public override async Task<Ok<SettingsView>> ExecuteAsync(ListSettingsRequest r, CancellationToken ct)
    {
        var (on, knownAt) = (r.On ?? ministry.Today(clock), r.KnownAt?.ToUniversalTime() ?? clock.Now());
        var known = await db.MinistrySettings.AsNoTracking().Where(s => s.ApprovedAt <= knownAt && s.From <= on).ToListAsync(ct);
        return TypedResults.Ok(new SettingsView(on, knownAt, [.. SettingNames.All.Keys.Select(name => SettingView.Of(name, SettingNames.HeldOn(known, name, on), book.Configured))]));
    }
}
