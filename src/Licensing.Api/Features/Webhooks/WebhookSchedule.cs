namespace Licensing.Api.Features.Webhooks;

/// <summary>When a message is tried again: the schedule of the Standard Webhooks specification, ten attempts over a little more than three days.</summary>
public static class WebhookSchedule
{
    // Before the second attempt, the third, …; the first is made at once.
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    public static int Attempts => Waits.Length + 1;

    /// <summary>However long a receiver asks us to wait.</summary>
    public static TimeSpan LongestRetryAfter { get; } = TimeSpan.FromHours(24);

    /// <param name="made">Attempts made, the last included: 1 to <see cref="Attempts"/>.</param>
    /// <param name="spread">From 0 to 1 (exclusive): up to a tenth longer, so that what failed together is not tried together.</param>
    /// <param name="retryAfter">What the receiver asked for: a shorter wait is made as long as that, up to a day.</param>
    /// <returns>Null: they are used up.</returns>
    public static TimeSpan? Next(int made, double spread, TimeSpan? retryAfter)
    {
        if (made >= Attempts)
            return null;
        var wait = Waits[made - 1] * (1 + spread / 10);
        return retryAfter > wait ? retryAfter : wait;
    }
}
