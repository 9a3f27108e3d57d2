using Licensing.Api.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Changes;

/// <summary>How far the order of changes has come. One row: who appends moves it in the same save, so two that append at once meet here,
/// and a place is visible only when all before it are.</summary>
public sealed class ChangeLog : IVersioned
{
    private const int OnlyRow = 1;

    public int Id { get; private set; } = OnlyRow;

    /// <summary>Place of the last change; 0 before the first.</summary>
    public long Last { get; private set; }

    /// <summary>Names this order of changes: a place in another deployment's is none here.</summary>
    public string PublicId { get; private set; } = Database.PublicId.New("feed");

    /// <summary>Place of the last change that was deleted, overtaken by a later one of its subject or a tombstone; up to here the order has gaps.
    /// 0: nothing was deleted yet.</summary>
    public long CompactedTo { get; private set; }

    public long Version { get; private set; }

    /// <summary>Adds changes at the end, in this order; the caller saves, together with how far it has read.</summary>
    /// <remarks>Where another appended meanwhile, the save fails with DbUpdateConcurrencyException, or with a duplicate key: look again.</remarks>
    public static async Task AppendAsync(LicensingDb db, IEnumerable<Change> changes, CancellationToken ct)
    {
        var log = await db.ChangeLogs.SingleOrDefaultAsync(ct);
        if (log is null)
            db.Add(log = new ChangeLog());
        foreach (var change in changes)
        {
            change.Place(++log.Last);
            db.Add(change);
        }
    }

    internal sealed class Table : IEntityTypeConfiguration<ChangeLog>
    {
        public void Configure(EntityTypeBuilder<ChangeLog> builder) => builder.Property(l => l.Id).ValueGeneratedNever();
    }
}
