using System.ComponentModel.DataAnnotations;

namespace Licensing.Api;

public enum MinistrySide
{
    Origin,
    Destination,
}

/// <summary>The ministry that this deployment serves: everything that differs between countries and is not law.</summary>
public sealed class Ministry
{
    [Required, StringLength(200)]
    public string Name { get; set; } = "Department of Foreign Employment (demonstration)";

    /// <summary>ISO 3166-1 alpha-2.</summary>
    [Required, RegularExpression("^[A-Z]{2}$")]
    public string HomeCountry { get; set; } = "NP";

    /// <summary>Whether workers leave from here or arrive here.</summary>
    public MinistrySide Side { get; set; } = MinistrySide.Origin;

    /// <summary>The licensing regime: the name of one that ships (np, ae-domestic), or the path of a file of the ministry's own. Null: the
    /// one of the home country.</summary>
    public string? Regime { get; set; }

    /// <summary>Where workers complain, in words that they are shown: an address, a telephone number, hours. Null: nothing is said.</summary>
    [StringLength(500)]
    public string? ComplaintsAt { get; set; }

    /// <summary>ISO 4217; what this ministry's own fees and deposits are in.</summary>
    [Required, RegularExpression("^[A-Z]{3}$")]
    public string Currency { get; set; } = "NPR";

    /// <summary>IANA name; it decides which day "today" is.</summary>
    [Required]
    public string TimeZone { get; set; } = "Asia/Kathmandu";

    /// <summary>Day of the following month by which a return is due, inclusive; in a shorter month its last day. Null: no day is set,
    /// and nothing is said about lateness.</summary>
    [Range(1, 31)]
    public int? ReturnsDueDay { get; set; }

    /// <summary>The last day, inclusive, on which a return for the month is in time; null where no day is set.</summary>
    /// <param name="period">First day of the month.</param>
    public DateOnly? ReturnsDueOn(DateOnly period)
    {
        var next = period.AddMonths(1);
        return ReturnsDueDay is { } day ? new DateOnly(next.Year, next.Month, Math.Min(day, DateTime.DaysInMonth(next.Year, next.Month))) : null;
    }

    /// <summary>The instant at which a day begins in the ministry's time zone, in UTC.</summary>
    public DateTime StartOf(DateOnly day)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        // Where clocks go forward at midnight, the day begins at one.
        return TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(midnight) ? midnight.AddHours(1) : midnight, zone);
    }

    /// <summary>The date in the ministry's time zone: law speaks of local days.</summary>
    public DateOnly Today(TimeProvider clock) => DayOf(clock.GetUtcNow().UtcDateTime);

    /// <summary>The date of an instant (UTC) in the ministry's time zone.</summary>
    public DateOnly DayOf(DateTime instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(instant, TimeZoneInfo.FindSystemTimeZoneById(TimeZone)));
}

public static class MinistrySetup
{
    /// <summary>Validated at start, and injected as <see cref="Ministry"/> itself.</summary>
    public static IServiceCollection AddMinistry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<Ministry>().Bind(configuration.GetSection("Ministry")).ValidateDataAnnotations()
            .Validate(m => TimeZoneInfo.TryFindSystemTimeZoneById(m.TimeZone, out _), "Ministry:TimeZone is not a time zone known to this machine.")
            .ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<Microsoft.Extensions.Options.IOptions<Ministry>>().Value);
        services.AddSingleton(TimeProvider.System);
        return services;
    }
}
