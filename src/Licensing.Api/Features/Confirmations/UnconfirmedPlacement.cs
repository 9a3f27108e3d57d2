using Licensing.Api.Audit;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Confirmations;

/// <summary>The worker was given a code and had said nothing of a stage when the ministry's period for it was over. One row for each placement and stage: whoever runs
/// twice marks once. It is no fault of anybody, and no agency is shown it.</summary>
public sealed class UnconfirmedPlacement : IRegulated, IListed
{
    public const string IdPrefix = "up";

    private UnconfirmedPlacement()
    {
    }

    public UnconfirmedPlacement(Confirmation confirmation, ConfirmationStage stage, DateOnly dueOn, DateTime at)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Confirmation, ConfirmationId, Stage, DueOn, MarkedAt) = (confirmation, confirmation.Id, stage, dueOn, at);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long ConfirmationId { get; private set; }
    public Confirmation Confirmation { get; private set; } = null!;
    public ConfirmationStage Stage { get; private set; }

    /// <summary>Last day of the period, inclusive.</summary>
    public DateOnly DueOn { get; private set; }
    public DateTime MarkedAt { get; private set; }

    /// <summary>When the channel was given the one reminder; null: not, since there is no channel or nobody said where it reaches the worker.</summary>
    public DateTime? RemindedAt { get; private set; }

    internal void Remind(DateTime at) => RemindedAt = at;

    internal sealed class Table : IEntityTypeConfiguration<UnconfirmedPlacement>
    {
        public void Configure(EntityTypeBuilder<UnconfirmedPlacement> builder)
        {
            builder.ToTable("UnconfirmedPlacements");
            builder.HasIndex(u => new { u.ConfirmationId, u.Stage }).IsUnique();
            builder.HasOne(u => u.Confirmation).WithMany().HasForeignKey(u => u.ConfirmationId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

public sealed record PlacementUnconfirmed(string PlacementId, ConfirmationStage Stage, DateOnly DueOn);
public sealed record WorkerReminded(ConfirmationStage Stage);
