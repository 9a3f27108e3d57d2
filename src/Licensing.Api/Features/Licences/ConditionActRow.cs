using Licensing.Api.Audit;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Licences;

/// <summary>What was done about a condition: reported, confirmed, waived. It never changes.</summary>
public sealed class ConditionActRow : IRegulated, IListed
{
    public const string IdPrefix = "ca";

    private ConditionActRow()
    {
    }

    internal ConditionActRow(LicenceCondition condition, ConditionActKind kind, DateOnly on, string what, string? document, Proposal? decidedBy, DateTime recordedAt, string recordedBy)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Condition, Kind, On, What) = (condition, kind, on, Database.Text.Normalise(what));
        Document = document is null ? null : Database.Text.Normalise(document);
        (ProposalId, RecordedAt, RecordedBy) = (decidedBy?.PublicId, recordedAt, recordedBy);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long ConditionId { get; private set; }
    public LicenceCondition Condition { get; private set; } = null!;
    public ConditionActKind Kind { get; private set; }

    /// <summary>The day from which it counts.</summary>
    public DateOnly On { get; private set; }

    /// <summary>What was done, or why: for the agency and the ministry, never for the public.</summary>
    public string What { get; private set; } = null!;

    /// <summary>The paper that shows it.</summary>
    public string? Document { get; private set; }

    public string? ProposalId { get; private set; }
    public DateTime RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = null!;

    string IRegulated.PublicId => Condition.PublicId;

    public ConditionAct ToAct() => new(Kind, On, RecordedAt);

    internal sealed class Table : IEntityTypeConfiguration<ConditionActRow>
    {
        public void Configure(EntityTypeBuilder<ConditionActRow> builder)
        {
            builder.ToTable("ConditionActs");
            builder.Property(a => a.What).HasMaxLength(LicenceCondition.MaxTextLength);
            builder.Property(a => a.Document).HasMaxLength(LicenceCondition.MaxDocumentLength);
            builder.Property(a => a.ProposalId).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.HasOne(a => a.Condition).WithMany(c => c.Acts).HasForeignKey(a => a.ConditionId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(a => new { a.ConditionId, a.Kind });
        }
    }
}
