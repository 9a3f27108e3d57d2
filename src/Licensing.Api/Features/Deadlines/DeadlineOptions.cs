using Licensing.Api.Features.Licences;
using Licensing.Api.Security;

namespace Licensing.Api.Features.Deadlines;

/// <summary>When agencies are reminded (Licences:RemindDaysBefore). A reminder changes no right, so it has a default.</summary>
/// <param name="RemindDaysBefore">From so many days before the last day on.</param>
public sealed record DeadlineOptions(int RemindDaysBefore)
{
    public const string Setting = "Licences:RemindDaysBefore";
    public const int Usual = 30;

    /// <summary>What has been overdue for longer was told, or is history that was taken in.</summary>
    public const int OverdueDays = 400;

    /// <exception cref="StartRefusedException">Not a number of days from 1 to 365.</exception>
    public static DeadlineOptions Read(IConfiguration configuration) => configuration[Setting] switch
    {
        null or "" => new(Usual),
        var text when int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= 365 => new(days),
        var text => throw new StartRefusedException($"{Setting} is '{text}'. Write a number of days from 1 to 365."),
    };
}

public static class DeadlineSetup
{
    public static IServiceCollection AddDeadlines(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(DeadlineOptions.Read(configuration))
        .AddScoped<IDeadlineSource, ConditionDeadlines>()
        .AddScoped<IDeadlineSource, TermDeadlines>()
        .AddScoped<IDeadlineSource, RenewalDeadlines>()
        .AddScoped<IDeadlineSource, LateRenewalDeadlines>()
        .AddScoped<IDeadlineSource, NoticeDeadlines>();
}
