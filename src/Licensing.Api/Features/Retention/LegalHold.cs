using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Retention;

public sealed record LegalHoldPlaced(string SubjectId);
public sealed record LegalHoldLifted(string SubjectId);

/// <summary>Nothing about this worker, agency or placement is deleted or erased while it stands. Several may stand on one subject, each
/// for its own reason; the rows stay for good.</summary>
public sealed class LegalHold : IRegulated, IVersioned, IListed
{
    public const string IdPrefix = "lh";

    private LegalHold()
    {
    }

    private LegalHold(string subjectId, string reason, string by, DateTime at)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (SubjectId, Reason, PlacedBy, PlacedAt) = (subjectId, Text.Normalise(reason), by, at);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;

    /// <summary>Public id of the worker, agency or placement.</summary>
    public string SubjectId { get; private set; } = null!;

    /// <summary>Exactly one of the three is set.</summary>
    public long? WorkerId { get; private set; }
    public long? AgencyId { get; private set; }
    public long? PlacementId { get; private set; }
    public string Reason { get; private set; } = null!;
    public string PlacedBy { get; private set; } = null!;
    public DateTime PlacedAt { get; private set; }
    public string? LiftReason { get; private set; }
    public string? LiftedBy { get; private set; }

    /// <summary>Null while it stands.</summary>
    public DateTime? LiftedAt { get; private set; }
    public long Version { get; private set; }

    public static LegalHold On(Worker worker, string reason, string by, DateTime at) => new(worker.PublicId, reason, by, at) { WorkerId = worker.Id };

    public static LegalHold On(Agency agency, string reason, string by, DateTime at) => new(agency.PublicId, reason, by, at) { AgencyId = agency.Id };

    public static LegalHold On(Placement placement, string reason, string by, DateTime at) => new(placement.PublicId, reason, by, at) { PlacementId = placement.Id };

    public void Lift(string reason, string by, DateTime at) => (LiftReason, LiftedBy, LiftedAt) = (Text.Normalise(reason), by, at);

    internal sealed class Table : IEntityTypeConfiguration<LegalHold>
    {
        public void Configure(EntityTypeBuilder<LegalHold> builder)
        {
            builder.Property(h => h.SubjectId).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.Property(h => h.Reason).HasMaxLength(2000);
            builder.Property(h => h.LiftReason).HasMaxLength(2000);
            builder.HasIndex(h => new { h.SubjectId, h.Id });
            builder.HasOne<Worker>().WithMany().HasForeignKey(h => h.WorkerId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Agency>().WithMany().HasForeignKey(h => h.AgencyId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Placement>().WithMany().HasForeignKey(h => h.PlacementId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>What is held. Whatever deletes or erases leaves these out.</summary>
public static class Held
{
    /// <summary>Placements on which a hold stands, on them, on their agency or on their worker.</summary>
    public static IQueryable<Placement> HeldPlacements(this LicensingDb db) => db.Placements.Where(
        p => db.LegalHolds.Any(h => h.LiftedAt == null && (h.PlacementId == p.Id || h.AgencyId == p.AgencyId || h.WorkerId == p.WorkerId)));

    /// <summary>Keys of workers of whom anything is held: himself, a placement, an agency that placed him or of whose deposit he claims.</summary>
    public static IQueryable<long> HeldWorkers(this LicensingDb db) => db.HeldPlacements().Select(p => p.WorkerId)
        .Union(db.DepositClaims.Where(c => c.WorkerId != null && db.LegalHolds.Any(h => h.LiftedAt == null && (h.WorkerId == c.WorkerId || h.AgencyId == c.Licence.AgencyId))).Select(c => c.WorkerId!.Value));
}

/// <param name="Id">Public id.</param>
/// <param name="SubjectId">Public id of the worker, agency or placement.</param>
/// <param name="LiftedAt">Null while it stands.</param>
public sealed record LegalHoldView(
    string Id, string SubjectId, string Reason, string PlacedBy, DateTime PlacedAt, string? LiftReason, string? LiftedBy, DateTime? LiftedAt)
{
    public static LegalHoldView Of(LegalHold h) => new(h.PublicId, h.SubjectId, h.Reason, h.PlacedBy, h.PlacedAt, h.LiftReason, h.LiftedBy, h.LiftedAt);
}
