namespace Licensing.Api.Database;

public static class Clock
{
    /// <summary>Now, in UTC and whole milliseconds: as precise as both databases keep it, so that what is answered at once
    /// equals what is read later.</summary>
    public static DateTime Now(this TimeProvider clock)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return new(now.Ticks - now.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
    }
}
