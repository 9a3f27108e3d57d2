using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Bars;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Complaints;

/// <param name="AgainstName">Whom it is about, as the complainant calls him; null where he does not say.</param>
public sealed record SaidWords(string Text, string? AgainstName = null);

/// <summary>Words of the complainant: the first when it was filed, others later. Sealed, each under a key of its own.</summary>
public sealed class ComplaintEntry : IStoredWithAnother, ISealedRow
{
    public const string IdPrefix = "ce";

    /// <summary>Of one complaint, in words and documents each.</summary>
    public const int Most = 200;

    private ComplaintEntry()
    {
    }

    public ComplaintEntry(Complaint complaint, SealedPerson words, DateTime at)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Complaint, ComplaintId, At) = (complaint, complaint.Id, at);
        (PersonKey, PersonSealed, SealedUnder) = (words.Key, words.Person, words.Under);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long ComplaintId { get; private set; }
    public Complaint Complaint { get; private set; } = null!;
    public byte[]? PersonKey { get; private set; }

    /// <summary>Null once its time is over.</summary>
    public byte[]? PersonSealed { get; private set; }
    public string? SealedUnder { get; private set; }
    public DateTime At { get; private set; }

    public SealedPerson? Words => PersonKey is { } key && PersonSealed is { } words ? new(key, words, SealedUnder!) : null;

    // What is said is part of what happens to the complaint.
    string IRegulated.PublicId => Complaint.PublicId;

    internal sealed class Table : IEntityTypeConfiguration<ComplaintEntry>
    {
        public void Configure(EntityTypeBuilder<ComplaintEntry> builder)
        {
            builder.ToTable("ComplaintEntries");
            builder.Property(e => e.PersonKey).HasMaxLength(200);
            builder.Property(e => e.PersonSealed).HasMaxLength(StorageConventions.Unlimited);
            builder.Property(e => e.SealedUnder).HasMaxLength(16).IsUnicode(false);
            builder.HasOne(e => e.Complaint).WithMany().HasForeignKey(e => e.ComplaintId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(e => new { e.ComplaintId, e.Id });
        }
    }
}

/// <param name="EntryId">Public id.</param>
public sealed record ComplaintAddedTo(string EntryId);
