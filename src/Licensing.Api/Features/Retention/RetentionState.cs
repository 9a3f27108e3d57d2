using Licensing.Api.Audit;
using Licensing.Api.Http;
using Licensing.Api.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Retention;

/// <summary>A new period was set; nothing was deleted.</summary>
/// <param name="FirstDayKept">In the ministry's time zone; what is of an earlier day would have gone.</param>
/// <param name="Count">How much would have gone.</param>
/// <param name="Oldest">From when the time of the oldest is counted.</param>
public sealed record RetentionRehearsed(string Class, string Period, DateOnly FirstDayKept, int Count, DateTime? Oldest);

/// <param name="Digest">SHA-256, hexadecimal, of the public ids in the order of storage, each with a line feed behind it.</param>
public sealed record ExpiredDataDeleted(string Class, string Period, DateOnly FirstDayKept, int Count, string Digest);

public sealed record RetentionPeriodRemoved(string Class, string Period);

/// <summary>Which period a class was last rehearsed with. Deleting begins on a later day than that.</summary>
public sealed class RetentionState : IRegulated, IVersioned, IListed
{
    public const string IdPrefix = "rt";

    private RetentionState()
    {
    }

    public RetentionState(RetainedClass retained)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        Class = retained.Name;
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public string Class { get; private set; } = null!;

    /// <summary>Null: none was set when the job last looked.</summary>
    public string? Period { get; private set; }

    /// <summary>In the ministry's time zone.</summary>
    public DateOnly? RehearsedOn { get; private set; }
    public long Version { get; private set; }

    /// <summary>Whether a run on that day deletes, or only says what it would.</summary>
    public bool MayDelete(Period period, DateOnly on) => Period == period.ToString() && RehearsedOn < on;

    public void Rehearse(Period period, DateOnly on) => (Period, RehearsedOn) = (period.ToString(), on);

    public void Forget() => (Period, RehearsedOn) = (null, null);

    internal sealed class Table : IEntityTypeConfiguration<RetentionState>
    {
        public void Configure(EntityTypeBuilder<RetentionState> builder)
        {
            builder.Property(s => s.Class).HasMaxLength(60).IsUnicode(false);
            builder.Property(s => s.Period).HasMaxLength(10).IsUnicode(false);
            builder.HasIndex(s => s.Class).IsUnique();
        }
    }
}
