using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Complaints;

public enum ComplaintOutcome
{
    /// <summary>The complaint is right.</summary>
    Upheld,

    /// <summary>The complaint is not right, or cannot be shown to be.</summary>
    Dismissed,
}

/// <summary>What two people decided of a complaint, and why. It never changes; on appeal it can be set aside from a day on.</summary>
public sealed class ComplaintDecision : IRegulated, IVersioned, IListed
{
    public const string IdPrefix = "cd";

    private ComplaintDecision()
    {
    }

    public ComplaintDecision(Complaint complaint, ComplaintDecisionChange change, Proposal decidedBy, DateOnly on, DateTime at, string by)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Complaint, ComplaintId, Agency, AgencyId) = (complaint, complaint.Id, complaint.Agency, complaint.AgencyId);
        (Outcome, Facts, Law, Remedy, Points) = (change.Outcome, change.Facts, change.Law, change.Remedy, change.Points);
        (ProposalId, DecidedOn, RecordedAt, RecordedBy) = (decidedBy.PublicId, on, at, by);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long ComplaintId { get; private set; }
    public Complaint Complaint { get; private set; } = null!;

    /// <summary>Against which it was made; null: none is known.</summary>
    public long? AgencyId { get; private set; }
    public Agency? Agency { get; private set; }
    public ComplaintOutcome Outcome { get; private set; }

    /// <summary>What is found to have happened, without who anybody is.</summary>
    public string Facts { get; private set; } = null!;

    /// <summary>Which law it breaks, or does not.</summary>
    public string Law { get; private set; } = null!;

    /// <summary>What follows; told to the complainant.</summary>
    public string Remedy { get; private set; } = null!;
    public int? Points { get; private set; }

    /// <summary>Public id of the points given; null: none.</summary>
    public string? DemeritId { get; private set; }
    public string ProposalId { get; private set; } = null!;
    public DateOnly DecidedOn { get; private set; }
    public DateTime RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = null!;

    /// <summary>The first day on which it no longer holds; null: it holds.</summary>
    public DateOnly? SetAsideOn { get; private set; }
    public long Version { get; private set; }

    internal void Gave(string demeritId) => DemeritId = demeritId;

    internal void SetAside(DateOnly on) => SetAsideOn = on;

    internal sealed class Table : IEntityTypeConfiguration<ComplaintDecision>
    {
        public void Configure(EntityTypeBuilder<ComplaintDecision> builder)
        {
            builder.ToTable("ComplaintDecisions");
            builder.Property(d => d.Facts).HasMaxLength(Complaint.MaxTextLength);
            builder.Property(d => d.Law).HasMaxLength(Complaint.MaxTextLength);
            builder.Property(d => d.Remedy).HasMaxLength(Complaint.MaxTextLength);
            builder.Property(d => d.DemeritId).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.Property(d => d.ProposalId).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.HasIndex(d => d.ComplaintId).IsUnique();
            builder.HasOne(d => d.Complaint).WithMany().HasForeignKey(d => d.ComplaintId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(d => d.Agency).WithMany().HasForeignKey(d => d.AgencyId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

public sealed record ComplaintDecided(string ComplaintId, ComplaintOutcome Outcome, int? Points);
public sealed record ComplaintDecisionSetAside(DateOnly From);

/// <param name="Id">Public id; an appeal names it.</param>
/// <param name="Facts">What is found to have happened.</param>
/// <param name="Law">Which law it breaks, or does not.</param>
/// <param name="Remedy">What follows.</param>
/// <param name="SetAsideOn">The first day on which it no longer holds.</param>
public sealed record ComplaintDecisionView(string Id, ComplaintOutcome Outcome, string Facts, string Law, string Remedy, int? Points, string? DemeritId, DateOnly DecidedOn, DateOnly? SetAsideOn)
{
    public static ComplaintDecisionView Of(ComplaintDecision d) => new(d.PublicId, d.Outcome, d.Facts, d.Law, d.Remedy, d.Points, d.DemeritId, d.DecidedOn, d.SetAsideOn);
}
