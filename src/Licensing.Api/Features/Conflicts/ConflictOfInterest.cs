using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Conflicts;

public sealed record ConflictDeclared(string Subject, string AgencyId);
public sealed record ConflictWithdrawn(string Subject, string AgencyId);

/// <summary>Somebody of the ministry said that he is not free towards an agency. While it stands he neither proposes nor decides
/// what concerns it.</summary>
public sealed class ConflictOfInterest : IRegulated, IVersioned, IListed
{
    public const string IdPrefix = "ci";

    private ConflictOfInterest()
    {
    }

    public ConflictOfInterest(string subject, Agency agency, string reason, DateTime at)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Subject, Agency, AgencyId, Reason, DeclaredAt) = (subject, agency, agency.Id, Text.Normalise(reason), at);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public string Subject { get; private set; } = null!;
    public long AgencyId { get; private set; }
    public Agency Agency { get; private set; } = null!;
    public string Reason { get; private set; } = null!;
    public DateTime DeclaredAt { get; private set; }
    public DateTime? WithdrawnAt { get; private set; }
    public long Version { get; private set; }

    public void Withdraw(DateTime at) => WithdrawnAt = at;

    internal sealed class Table : IEntityTypeConfiguration<ConflictOfInterest>
    {
        public void Configure(EntityTypeBuilder<ConflictOfInterest> builder)
        {
            builder.ToTable("ConflictsOfInterest");
            builder.Property(c => c.Reason).HasMaxLength(2000);
            builder.HasIndex(c => new { c.Subject, c.AgencyId });
            builder.HasOne(c => c.Agency).WithMany().HasForeignKey(c => c.AgencyId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <param name="Id">Public id.</param>
/// <param name="Subject">Who declared it.</param>
public sealed record ConflictView(string Id, string Subject, string AgencyId, string Reason, DateTime DeclaredAt, DateTime? WithdrawnAt)
{
    /// <remarks>Agency must be loaded.</remarks>
    public static ConflictView Of(ConflictOfInterest c) => new(c.PublicId, c.Subject, c.Agency.PublicId, c.Reason, c.DeclaredAt, c.WithdrawnAt);
}
