using Licensing.Api.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Changes;

/// <summary>How far the record has been read for the change feed. One row: whoever tells something moves its version in the same save, so
/// nobody tells what he read before another told something newer.</summary>
public sealed class FeedProgress : IVersioned
{
    private const int OnlyRow = 1;

    private FeedProgress()
    {
    }

    /// <param name="readTo">What was sealed before the beginning is not read: a look at all agencies finds it.</param>
    public FeedProgress(long readTo, DateOnly today) => (ReadTo, LookingAfter, LookedOn) = (readTo, 0, today);

    public int Id { get; private set; } = OnlyRow;

    /// <summary>Place in the audit of the last event that was looked at; -1 before the first.</summary>
    public long ReadTo { get; private set; }

    /// <summary>Names the approved law, the day and the version of the service of which the law was told; null before the first time.</summary>
    public string? Law { get; private set; }

    /// <summary>Key of the agency up to which the look at all of them has come; null while none is going on.</summary>
    public long? LookingAfter { get; private set; }

    /// <summary>The day on which the last look at all agencies began.</summary>
    public DateOnly LookedOn { get; private set; }

    /// <summary>Whether all agencies have been looked at once: until then the feed is still being filled.</summary>
    public bool IsFilled { get; private set; }

    public long Version { get; private set; }

    public void Read(long to) => ReadTo = to;

    public void TellLaw(string law) => Law = law;

    public void BeginLook(DateOnly today) => (LookingAfter, LookedOn) = (0, today);

    /// <param name="after">Null: that was the last.</param>
    public void Look(long? after) => (LookingAfter, IsFilled) = (after, IsFilled || after is null);

    internal sealed class Table : IEntityTypeConfiguration<FeedProgress>
    {
        public void Configure(EntityTypeBuilder<FeedProgress> builder)
        {
            builder.ToTable("FeedProgress");
            builder.Property(p => p.Id).ValueGeneratedNever();
            builder.Property(p => p.Law).HasMaxLength(64).IsUnicode(false);
        }
    }
}
