using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Bars;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Complaints;

/// <summary>Both sides are heard on a day. What was said is sealed.</summary>
public sealed class ComplaintHearing : IRegulated, IVersioned, ISealedRow
{
    public const string IdPrefix = "ch";
    public const int MaxMinutesLength = 20_000;

    private ComplaintHearing()
    {
    }

    public ComplaintHearing(Complaint complaint, DateOnly on, string? place, DateTime at, string by)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Complaint, ComplaintId, On, Place, SetAt, SetBy) = (complaint, complaint.Id, on, place is null ? null : Text.Normalise(place), at, by);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long ComplaintId { get; private set; }
    public Complaint Complaint { get; private set; } = null!;
    public DateOnly On { get; private set; }
    public string? Place { get; private set; }
    public DateTime SetAt { get; private set; }
    public string SetBy { get; private set; } = null!;
    public byte[]? PersonKey { get; private set; }
    public byte[]? PersonSealed { get; private set; }
    public string? SealedUnder { get; private set; }
    public DateTime? MinutedAt { get; private set; }
    public string? MinutedBy { get; private set; }
    public long Version { get; private set; }

    public SealedPerson? Minutes => PersonKey is { } key && PersonSealed is { } minutes ? new(key, minutes, SealedUnder!) : null;

    internal void Write(SealedPerson minutes, DateTime at, string by) =>
        (PersonKey, PersonSealed, SealedUnder, MinutedAt, MinutedBy) = (minutes.Key, minutes.Person, minutes.Under, at, by);

    internal sealed class Table : IEntityTypeConfiguration<ComplaintHearing>
    {
        public void Configure(EntityTypeBuilder<ComplaintHearing> builder)
        {
            builder.ToTable("ComplaintHearings");
            builder.Property(h => h.PersonKey).HasMaxLength(200);
            builder.Property(h => h.PersonSealed).HasMaxLength(StorageConventions.Unlimited);
            builder.Property(h => h.SealedUnder).HasMaxLength(16).IsUnicode(false);
            builder.HasOne(h => h.Complaint).WithMany().HasForeignKey(h => h.ComplaintId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(h => new { h.ComplaintId, h.Id });
        }
    }
}

public sealed record HearingSet(string ComplaintId, DateOnly On);
public sealed record HearingMinuted(string ComplaintId);

/// <param name="Id">Public id, to write its minutes to.</param>
public sealed record HearingSetView(string Id, string ComplaintId, DateOnly On, string? Place, DateTime? MinutedAt)
{
    /// <remarks>The complaint must be loaded.</remarks>
    public static HearingSetView Of(ComplaintHearing h) => new(h.PublicId, h.Complaint.PublicId, h.On, h.Place, h.MinutedAt);
}
