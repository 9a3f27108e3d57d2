namespace Licensing.Rules.Licences;

/// <summary>Something that was decided or happened, with the day from which it holds and the instant at which it was recorded.
/// The two are kept apart: what was true on a day, and what was known of it at an instant, are different questions.</summary>
/// <param name="From">First day on which it holds, inclusive.</param>
/// <param name="RecordedAt">UTC.</param>
public abstract record LicenceFact(string Id, DateOnly From, DateTime RecordedAt)
{
    /// <summary>When it was found to have been recorded in error (UTC); from that instant on it is not known any more.</summary>
    public DateTime? WithdrawnAt { get; init; }

    /// <param name="at">UTC; what was recorded at this very instant is known.</param>
    public bool IsKnownAt(DateTime at) => RecordedAt <= at && (WithdrawnAt is null || at < WithdrawnAt);
}

public enum TermKind
{
    /// <summary>The first term.</summary>
    Grant,

    /// <summary>A provisional licence became a full one.</summary>
    Confirmation,

    /// <summary>Renewed in time.</summary>
    Renewal,

    /// <summary>Renewed late.</summary>
    LateRenewal,
}

/// <summary>A term of the licence. The last one that began by a day is the one that counts on it.</summary>
/// <param name="Until">Last day, inclusive.</param>
public sealed record TermBegun(string Id, DateOnly From, DateOnly Until, TermKind Kind, bool IsProvisional, DateTime RecordedAt) : LicenceFact(Id, From, RecordedAt);

public enum SuspensionGround
{
    /// <summary>For what the agency did.</summary>
    Sanction,

    /// <summary>Before the agency was heard, while harm threatens.</summary>
    Preventive,
}

/// <param name="Until">Last day, inclusive; null: until it is lifted.</param>
/// <param name="Part">What is suspended; null: the whole licence.</param>
/// <param name="Condition">On what it is to be lifted, in words; it ends by an act, never by itself.</param>
public sealed record SuspensionOrdered(string Id, DateOnly From, DateOnly? Until, string? Part, SuspensionGround Ground, string? Condition, DateTime RecordedAt) : LicenceFact(Id, From, RecordedAt);

public sealed record RevocationOrdered(string Id, DateOnly From, DateTime RecordedAt) : LicenceFact(Id, From, RecordedAt);

/// <param name="Measure">The suspension or revocation that no longer holds from that day on.</param>
public sealed record MeasureLifted(string Id, string Measure, DateOnly From, DateTime RecordedAt) : LicenceFact(Id, From, RecordedAt);

/// <summary>Taken away on review or appeal. From the measure's own first day where it is as if it had never been.</summary>
public sealed record MeasureSetAside(string Id, string Measure, DateOnly From, DateTime RecordedAt) : LicenceFact(Id, From, RecordedAt);

/// <param name="Until">Last day of the stay, inclusive; null: until it is ended.</param>
public sealed record MeasureStayed(string Id, string Measure, DateOnly From, DateOnly? Until, DateTime RecordedAt) : LicenceFact(Id, From, RecordedAt);

/// <param name="Stay">Which from that day on stays nothing.</param>
public sealed record StayEnded(string Id, string Stay, DateOnly From, DateTime RecordedAt) : LicenceFact(Id, From, RecordedAt);

public sealed record SurrenderAccepted(string Id, DateOnly From, DateTime RecordedAt) : LicenceFact(Id, From, RecordedAt);

/// <summary>The deposit must be restored.</summary>
/// <param name="LastDay">The last day to do so, inclusive.</param>
/// <param name="StopsLicence">Whether the regime stops the licence by itself on the day after.</param>
public sealed record TopUpDemanded(string Id, DateOnly From, DateOnly LastDay, bool StopsLicence, DateTime RecordedAt) : LicenceFact(Id, From, RecordedAt);

/// <param name="Demand">Which is met from that day on.</param>
public sealed record DepositRestored(string Id, string Demand, DateOnly From, DateTime RecordedAt) : LicenceFact(Id, From, RecordedAt);
