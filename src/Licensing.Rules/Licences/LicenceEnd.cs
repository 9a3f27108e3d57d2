namespace Licensing.Rules.Licences;

public static class LicenceEnd
{
    /// <summary>The last day of a licence that has ended by a day, inclusive, as it was known at an instant.</summary>
    /// <returns>Null while it holds, and where a term is known that begins later: it has not ended then.</returns>
    public static DateOnly? LastDay(IEnumerable<LicenceFact> facts, DateOnly day, DateTime knownAt)
    {
        var periods = LicenceStatus.Periods(facts, knownAt);
        var now = periods.ToList().FindLastIndex(p => p.From <= day);
        if (now < 0 || periods.Skip(now).Any(p => !HasEnded(p.State))) return null;
        // Revoked after it had expired: it ended when it expired.
        while (now > 0 && HasEnded(periods[now - 1].State)) now--;
        return now == 0 ? null : periods[now].From.AddDays(-1);
    }

    public static bool HasEnded(LicenceState state) => state is LicenceState.Revoked or LicenceState.Surrendered or LicenceState.Expired;
}
