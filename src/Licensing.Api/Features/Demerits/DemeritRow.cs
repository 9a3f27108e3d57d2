using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Demerits;

/// <summary>Points that a decision gave an agency. They never change; what was taken away, on review or appeal, is set aside from a day on.</summary>
public sealed class DemeritRow : IRegulated, IVersioned, IListed, IOwnedByAgency
{
    public const string IdPrefix = "dm";
    public const int MaxDecisionLength = 500;
    public const int MostFindings = 40;
    public const int MostPoints = 1000;

    private DemeritRow()
    {
    }

    public DemeritRow(Agency agency, DemeritChange change, Proposal decidedBy, DateTime recordedAt, string recordedBy)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Agency, AgencyId, Points, On) = (agency, agency.Id, change.Points, change.On);
        (Decision, Findings) = (Text.Normalise(change.Decision), string.Join(' ', change.Findings));
        (ProposalId, RecordedAt, RecordedBy) = (decidedBy.PublicId, recordedAt, recordedBy);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long AgencyId { get; private set; }
    public Agency Agency { get; private set; } = null!;
    public int Points { get; private set; }

    /// <summary>The day of the decision; they count from it, inclusive.</summary>
    public DateOnly On { get; private set; }

    /// <summary>Which decision gave them: number, date, who decided.</summary>
    public string Decision { get; private set; } = null!;

    /// <summary>Public ids of the findings that it upheld, a blank between them; empty where it rests on none.</summary>
    public string Findings { get; private set; } = null!;

    public string ProposalId { get; private set; } = null!;
    public DateTime RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = null!;

    /// <summary>From this day on, inclusive, they count no longer.</summary>
    public DateOnly? SetAsideOn { get; private set; }
    public DateTime? SetAsideRecordedAt { get; private set; }
    public string? SetAsideProposalId { get; private set; }

    /// <summary>Which decision took them away.</summary>
    public string? SetAsideDecision { get; private set; }

    public long Version { get; private set; }

    public IReadOnlyList<string> FindingIds => Findings.Length == 0 ? [] : Findings.Split(' ');

    public void SetAside(DateOnly on, string decision, Proposal decidedBy, DateTime at) =>
        (SetAsideOn, SetAsideDecision, SetAsideProposalId, SetAsideRecordedAt) = (on, Text.Normalise(decision), decidedBy.PublicId, at);

    /// <summary>As the rules take it, as it was known at an instant (UTC).</summary>
    public DemeritEntry ToEntry(DateTime knownAt) => new(PublicId, Points, On, SetAsideRecordedAt <= knownAt ? SetAsideOn : null);

    internal sealed class Table : IEntityTypeConfiguration<DemeritRow>
    {
        public void Configure(EntityTypeBuilder<DemeritRow> builder)
        {
            builder.ToTable("DemeritEntries");
            builder.Ignore(d => d.FindingIds);
            builder.Property(d => d.Decision).HasMaxLength(MaxDecisionLength);
            builder.Property(d => d.SetAsideDecision).HasMaxLength(MaxDecisionLength);
            builder.Property(d => d.Findings).HasMaxLength(MostFindings * (Database.PublicId.MaxLength + 1)).IsUnicode(false);
            builder.Property(d => d.ProposalId).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.Property(d => d.SetAsideProposalId).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.HasIndex(d => new { d.AgencyId, d.On });
            builder.HasOne(d => d.Agency).WithMany().HasForeignKey(d => d.AgencyId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

public sealed record DemeritsGiven(string AgencyId, int Points, DateOnly On, IReadOnlyList<string> Findings);
public sealed record DemeritsSetAside(string AgencyId, int Points, DateOnly On);
