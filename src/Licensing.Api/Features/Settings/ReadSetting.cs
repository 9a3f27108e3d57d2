using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Rates;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Settings;

public sealed record ReadSettingRequest
{
    /// <summary>For example judging.rate-band.</summary>
    [RouteParam]
    public string Name { get; init; } = "";

    /// <summary>The day whose setting is asked for; today in the ministry's time zone if left out.</summary>
    [QueryParam]
    public DateOnly? On { get; init; }

    /// <summary>As this deployment held it at that instant (UTC); as it is held now if left out.</summary>
    [QueryParam]
    public DateTime? KnownAt { get; init; }
}

public sealed class ReadSettingValidator : Validator<ReadSettingRequest>
{
    public ReadSettingValidator() => RuleFor(r => r.On!.Value).PlausibleDay().OverridePropertyName("On").When(r => r.On is not null);
}

/// <param name="Setting">What holds on the day.</param>
/// <param name="History">Everything that had been set by then, the last first; the last 1000.</param>
public sealed record ReadSettingResponse(DateOnly On, DateTime KnownAt, SettingView Setting, IReadOnlyList<SettingVersionView> History);

/// <summary>Shows one setting of the ministry with its history: who proposed and who approved what, from which day.</summary>
public sealed class ReadSetting(LicensingDb db, JudgingBook book, Ministry ministry, TimeProvider clock) : Endpoint<ReadSettingRequest, Results<Ok<ReadSettingResponse>, Problem>>
{
    private const int MostHistory = 1000;

    public override void Configure()
    {
        Get("settings/{Name}");
        Permissions(Permission.ReadSettings);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<ReadSettingResponse>, Problem>> ExecuteAsync(ReadSettingRequest r, CancellationToken ct)
    {
        if (!SettingNames.All.ContainsKey(r.Name))
            return new Problem(ProblemCode.NotFound, $"The settings are {string.Join(", ", SettingNames.All.Keys)}.");
        var (on, knownAt) = (r.On ?? ministry.Today(clock), r.KnownAt?.ToUniversalTime() ?? clock.Now());
        var known = await db.MinistrySettings.AsNoTracking().Where(s => s.Name == r.Name && s.ApprovedAt <= knownAt).ToListAsync(ct);
        return TypedResults.Ok(new ReadSettingResponse(
            on, knownAt, SettingView.Of(r.Name, SettingNames.HeldOn(known, r.Name, on), book.Configured),
            [.. known.OrderByDescending(s => s.Id).Take(MostHistory).Select(SettingVersionView.Of)]));
    }
}
