using Licensing.Api.Database;

namespace Licensing.Api.Features.Retention;

/// <summary>A row that is due.</summary>
public sealed class DueRow
{
    /// <summary>Its key.</summary>
    public required long Id { get; init; }

    /// <summary>What outsiders call it; the audit keeps a digest of these.</summary>
    public required string Name { get; init; }

    /// <summary>From when its time is counted.</summary>
    public required DateTime Since { get; init; }
}

/// <summary>A class of data that goes when its time is over. Each area brings its own, one line each in
/// <see cref="RetentionSchedule"/>; how long it is kept is the ministry's setting.</summary>
public abstract class RetainedClass
{
    /// <summary>As in the setting Retention:Periods:NAME.</summary>
    public abstract string Name { get; }

    /// <summary>From when the time is counted, in words.</summary>
    public abstract string CountedFrom { get; }

    /// <summary>What is not under a legal hold and whose time began before the instant, exclusive.</summary>
    public abstract IQueryable<DueRow> Due(LicensingDb db, DateTime before);

    /// <summary>Deletes, in the open transaction, without loading: the job records it for all of them together.</summary>
    public abstract Task DeleteAsync(LicensingDb db, IReadOnlyList<long> keys, DateTime now, CancellationToken ct);
}
