using Licensing.Api.Database;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Changes;

/// <summary>Who may be told of a change.</summary>
public enum ChangeAudience
{
    /// <summary>Everybody: it is in the change feed.</summary>
    Public,

    /// <summary>The agency that it is about, and nobody else outside the ministry.</summary>
    Agency,
}

/// <summary>Something that others learn of: one event of the change feed, and one message of a webhook.</summary>
/// <remarks>Rows are only ever appended, by <see cref="ChangeLog.AppendAsync"/>, which gives each its place. Jobs write them from what is
/// on record: nothing is lost where one stops, and no request waits for whoever listens.</remarks>
public sealed class Change : IListed
{
    public const string IdPrefix = "ch";
    public const int TypeLength = 60;

    // Provisions of law are subjects too, and their names are longer than an id.
    public const int SubjectLength = 100;

    private Change()
    {
    }

    /// <param name="type">What happened to which kind of thing, for example register.entry-changed.</param>
    /// <param name="subjectId">Public id of the thing: events of one subject are told in their order.</param>
    /// <param name="body">JSON, as the audience may read it; null: the thing is gone.</param>
    public Change(string type, ChangeAudience audience, string subjectId, string? body, DateTime at)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Type, Audience, SubjectId, Body, At) = (type, audience, subjectId, body, at);
    }

    /// <summary>Place in the order of all changes: 1, 2, … without a gap, visible in that order.</summary>
    public long Id { get; private set; }

    public string PublicId { get; private set; } = null!;
    public string Type { get; private set; } = null!;
    public ChangeAudience Audience { get; private set; }
    public string SubjectId { get; private set; } = null!;
    public string? Body { get; private set; }

    /// <summary>Public id of the agency that it concerns; null where none.</summary>
    public string? AgencyId { get; init; }

    /// <summary>ISO 3166-1 alpha-2; null where it concerns no one country of origin.</summary>
    public string? Origin { get; init; }

    /// <summary>ISO 3166-1 alpha-2; null where it concerns no one destination.</summary>
    public string? Destination { get; init; }

    public DateTime At { get; private set; }

    internal void Place(long id) => Id = id;

    internal sealed class Table : IEntityTypeConfiguration<Change>
    {
        public void Configure(EntityTypeBuilder<Change> builder)
        {
            builder.Property(c => c.Id).ValueGeneratedNever();
            builder.Property(c => c.Type).HasMaxLength(TypeLength).IsUnicode(false);
            builder.Property(c => c.SubjectId).HasMaxLength(SubjectLength).IsUnicode(false);
            builder.Property(c => c.AgencyId).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.Property(c => c.Origin).HasMaxLength(2).IsUnicode(false);
            builder.Property(c => c.Destination).HasMaxLength(2).IsUnicode(false);
            builder.Property(c => c.Body).HasMaxLength(StorageConventions.Unlimited);
            builder.HasIndex(c => new { c.SubjectId, c.Id });
        }
    }
}
