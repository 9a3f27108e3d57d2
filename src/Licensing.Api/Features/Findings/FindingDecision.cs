using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Findings;

public enum FindingOutcome
{
    /// <summary>The breach is established.</summary>
    Upheld,

    /// <summary>There was no breach, or it cannot be shown.</summary>
    Dismissed,
}

/// <summary>What two people decided of a finding as it was that day, and why. It never changes; on appeal, or by a later decision, it is set aside from a day on.</summary>
public sealed class FindingDecision : IRegulated, IVersioned, IListed, IOwnedByAgency
{
    public const string IdPrefix = "fd";
    public const int MaxTextLength = 4000;

    private FindingDecision()
    {
    }

    /// <remarks>The agency is that of the finding.</remarks>
    public FindingDecision(Finding finding, Agency agency, FindingDecisionChange change, Proposal decidedBy, DateOnly on, DateTime at, string by)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Finding, FindingId, Agency, AgencyId) = (finding, finding.Id, agency, agency.Id);
        (Outcome, Facts, Law, Points, Decided) = (change.Outcome, change.Facts, change.Law, change.Points, CaseFigures.Of(finding).Write());
        (Reason, ProposalId, DecidedOn, RecordedAt, RecordedBy) = (decidedBy.Reason, decidedBy.PublicId, on, at, by);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long FindingId { get; private set; }
    public Finding Finding { get; private set; } = null!;
    public long AgencyId { get; private set; }
    public Agency Agency { get; private set; } = null!;
    public FindingOutcome Outcome { get; private set; }

    /// <summary>What is found to have happened, without who anybody is.</summary>
    public string Facts { get; private set; } = null!;

    /// <summary>Which law it breaks, or does not.</summary>
    public string Law { get; private set; } = null!;

    /// <summary>Why, in the words of who proposed it.</summary>
    public string Reason { get; private set; } = null!;

    /// <summary><see cref="CaseFigures"/> as JSON: what was decided of.</summary>
    public string Decided { get; private set; } = null!;
    public int? Points { get; private set; }

    /// <summary>Public id of the points given; null: none.</summary>
    public string? DemeritId { get; private set; }
    public string ProposalId { get; private set; } = null!;

    /// <summary>In the ministry's time zone. The time to appeal runs from it.</summary>
    public DateOnly DecidedOn { get; private set; }
    public DateTime RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = null!;

    /// <summary>The first day on which it no longer holds; null: it holds.</summary>
    public DateOnly? SetAsideOn { get; private set; }
    public long Version { get; private set; }

    internal void Gave(string demeritId) => DemeritId = demeritId;

    internal void SetAside(DateOnly on) => SetAsideOn = on;

    internal sealed class Table : IEntityTypeConfiguration<FindingDecision>
    {
        public void Configure(EntityTypeBuilder<FindingDecision> builder)
        {
            builder.ToTable("FindingDecisions");
            builder.Property(d => d.Facts).HasMaxLength(MaxTextLength);
            builder.Property(d => d.Law).HasMaxLength(MaxTextLength);
            builder.Property(d => d.Reason).HasMaxLength(2000);
            builder.Property(d => d.Decided).HasMaxLength(StorageConventions.Unlimited);
            builder.Property(d => d.DemeritId).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.Property(d => d.ProposalId).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.HasOne(d => d.Finding).WithMany().HasForeignKey(d => d.FindingId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(d => d.Agency).WithMany().HasForeignKey(d => d.AgencyId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

public sealed record FindingDecided(string Finding, FindingOutcome Outcome, int? Points);

/// <param name="Because">Public id of the appeal, or of the later decision.</param>
public sealed record FindingDecisionSetAside(DateOnly From, string Because);

/// <param name="Demerits">Public id of the points, of a decision that was made elsewhere.</param>
public sealed record FindingGivenPoints(string Demerits);
public sealed record FindingMoved(FindingStatus Status, string Because);

/// <param name="Id">Public id; an appeal names it.</param>
/// <param name="Facts">What is found to have happened.</param>
/// <param name="Law">Which law it breaks, or does not.</param>
/// <param name="Reason">Why.</param>
/// <param name="Decided">The figures that were decided of.</param>
/// <param name="SetAsideOn">The first day on which it no longer holds.</param>
public sealed record FindingDecisionView(
    string Id, FindingOutcome Outcome, string Facts, string Law, string Reason, CaseFigures Decided, int? Points, string? DemeritId, DateOnly DecidedOn, DateOnly? SetAsideOn)
{
    public static FindingDecisionView Of(FindingDecision d) => new(d.PublicId, d.Outcome, d.Facts, d.Law, d.Reason, CaseFigures.Read(d.Decided), d.Points, d.DemeritId, d.DecidedOn, d.SetAsideOn);
}
