using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Licences;

/// <summary>Something that the holder of a licence must do or keep to. It never changes; that it was met or waived is said beside it.</summary>
public sealed class LicenceCondition : IRegulated, IVersioned, IListed
{
    public const string IdPrefix = "lc";
    public const int MaxTextLength = 2000;
    public const int MaxDocumentLength = 300;
    private readonly List<ConditionActRow> _acts = [];

    private LicenceCondition()
    {
    }

    /// <param name="from">First day on which it binds, inclusive.</param>
    /// <param name="dueOn">Last day to meet it, inclusive; null for one that binds as long as the licence.</param>
    /// <param name="isPublic">Whether it concerns the public, and stands in the register.</param>
    public LicenceCondition(Licence licence, string text, DateOnly from, DateOnly? dueOn, bool isPublic, Proposal? decidedBy, DateTime recordedAt, string recordedBy)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Licence, Text, From, DueOn, IsPublic) = (licence, Database.Text.Normalise(text), from, dueOn, isPublic);
        (ProposalId, RecordedAt, RecordedBy) = (decidedBy?.PublicId, recordedAt, recordedBy);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long LicenceId { get; private set; }
    public Licence Licence { get; private set; } = null!;

    /// <summary>What is asked, in words.</summary>
    public string Text { get; private set; } = null!;

    public DateOnly From { get; private set; }
    public DateOnly? DueOn { get; private set; }
    public bool IsPublic { get; private set; }
    public string? ProposalId { get; private set; }
    public DateTime RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = null!;
    public long Version { get; private set; }

    /// <summary>What was done about it.</summary>
    public IReadOnlyCollection<ConditionActRow> Acts => _acts;

    /// <param name="on">The day from which it counts.</param>
    public ConditionActRow Act(ConditionActKind kind, DateOnly on, string what, string? document, Proposal? decidedBy, DateTime recordedAt, string recordedBy)
    {
        var act = new ConditionActRow(this, kind, on, what, document, decidedBy, recordedAt, recordedBy);
        _acts.Add(act);
        return act;
    }

    /// <summary>Met or waived, from whatever day on: nothing more is decided about it.</summary>
    public bool IsClosed => _acts.Exists(a => a.Kind is ConditionActKind.Met or ConditionActKind.Waived);

    /// <summary>A report waits to be decided. All acts must be loaded.</summary>
    public bool IsReported => _acts.MaxBy(a => a.Id) is { Kind: ConditionActKind.Reported };

    /// <summary>Its state on a day, as it was known at an instant (UTC). All acts must be loaded.</summary>
    public ConditionState StateOn(DateOnly day, DateTime knownAt) => ConditionStatus.On(DueOn, _acts.Select(a => a.ToAct()), day, knownAt);

    internal sealed class Table : IEntityTypeConfiguration<LicenceCondition>
    {
        public void Configure(EntityTypeBuilder<LicenceCondition> builder)
        {
            builder.Property(c => c.Text).HasMaxLength(MaxTextLength);
            builder.Property(c => c.ProposalId).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.HasOne(c => c.Licence).WithMany(l => l.Conditions).HasForeignKey(c => c.LicenceId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(c => new { c.LicenceId, c.DueOn });
            builder.HasIndex(c => c.DueOn);
        }
    }
}
