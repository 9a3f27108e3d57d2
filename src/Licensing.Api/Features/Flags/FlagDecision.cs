using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Flags;

/// <summary>That two people confirmed a flag as it was that day, and why. It never changes; on appeal, or by a later one, it is set aside from a day on.</summary>
public sealed class FlagDecision : IRegulated, IVersioned, IListed, IOwnedByAgency
{
    public const string IdPrefix = "fg";

    private FlagDecision()
    {
    }

    /// <remarks>Excess and agency must be loaded.</remarks>
    public FlagDecision(Flag flag, string sentence, Proposal decidedBy, DateOnly on, DateTime at, string by)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Flag, FlagId, Agency, AgencyId, Sentence, Decided) = (flag, flag.Id, flag.Agency, flag.AgencyId, sentence, CaseFigures.Of(flag).Write());
        (Reason, ProposalId, DecidedOn, RecordedAt, RecordedBy) = (decidedBy.Reason, decidedBy.PublicId, on, at, by);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long FlagId { get; private set; }
    public Flag Flag { get; private set; } = null!;
    public long AgencyId { get; private set; }
    public Agency Agency { get; private set; } = null!;

    /// <summary>What is confirmed, in one sentence.</summary>
    public string Sentence { get; private set; } = null!;
    public string Reason { get; private set; } = null!;

    /// <summary><see cref="CaseFigures"/> as JSON.</summary>
    public string Decided { get; private set; } = null!;
    public string ProposalId { get; private set; } = null!;

    /// <summary>In the ministry's time zone. The time to appeal runs from it.</summary>
    public DateOnly DecidedOn { get; private set; }
    public DateTime RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = null!;

    /// <summary>The first day on which it no longer holds; null: it holds.</summary>
    public DateOnly? SetAsideOn { get; private set; }
    public long Version { get; private set; }

    internal void SetAside(DateOnly on) => SetAsideOn = on;

    internal sealed class Table : IEntityTypeConfiguration<FlagDecision>
    {
        public void Configure(EntityTypeBuilder<FlagDecision> builder)
        {
            builder.ToTable("FlagDecisions");
            builder.Property(d => d.Sentence).HasMaxLength(FlagCorrection.MaxSentenceLength);
            builder.Property(d => d.Reason).HasMaxLength(2000);
            builder.Property(d => d.Decided).HasMaxLength(StorageConventions.Unlimited);
            builder.Property(d => d.ProposalId).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.HasOne(d => d.Flag).WithMany().HasForeignKey(d => d.FlagId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(d => d.Agency).WithMany().HasForeignKey(d => d.AgencyId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

public sealed record FlagConfirmed(string Flag);

/// <param name="Because">Public id of the appeal, or of the later decision.</param>
public sealed record FlagDecisionSetAside(DateOnly From, string Because);
public sealed record FlagMoved(FlagStatus Status, string Because);

/// <param name="Id">Public id; an appeal names it.</param>
/// <param name="Sentence">What is confirmed.</param>
/// <param name="Decided">The figures that were confirmed.</param>
/// <param name="SetAsideOn">The first day on which it no longer holds.</param>
public sealed record FlagDecisionView(string Id, string Sentence, string Reason, CaseFigures Decided, DateOnly DecidedOn, DateOnly? SetAsideOn)
{
    public static FlagDecisionView Of(FlagDecision d) => new(d.PublicId, d.Sentence, d.Reason, CaseFigures.Read(d.Decided), d.DecidedOn, d.SetAsideOn);
}
