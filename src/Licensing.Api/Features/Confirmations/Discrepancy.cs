using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Confirmations;

public enum DiscrepancyState
{
    /// <summary>An officer has yet to look.</summary>
    Open,

    /// <summary>The worker took back, or no longer says, what he had said otherwise than the agency.</summary>
    Retracted,

    /// <summary>An officer has dealt with it. It opens again when the worker contradicts anew.</summary>
    Closed,
}

public enum DiscrepancyOutcome
{
    /// <summary>It goes on as a complaint, a finding or a refund order.</summary>
    TakenUp,

    /// <summary>Worker and agency say the same now.</summary>
    Settled,

    /// <summary>Nothing can be done with it.</summary>
    NotTakenUp,
}

/// <summary>The sealed case that a contradiction opens: one for each placement. It is a row apart from findings and belongs to no agency, so that nothing that counts,
/// lists, flags or exports an agency's findings can touch it. The figures are read from the words.</summary>
public sealed class Discrepancy : IRegulated, IVersioned, IListed
{
    public const string IdPrefix = "dy";
    public const int MaxReasonLength = 2000;

    private Discrepancy()
    {
    }

    public Discrepancy(Confirmation confirmation, DateTime at)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Confirmation, ConfirmationId, OpenedAt, ChangedAt) = (confirmation, confirmation.Id, at, at);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long ConfirmationId { get; private set; }
    public Confirmation Confirmation { get; private set; } = null!;
    public DiscrepancyState State { get; private set; }
    public DateTime OpenedAt { get; private set; }
    public DateTime ChangedAt { get; private set; }
    public DiscrepancyOutcome? Outcome { get; private set; }

    /// <summary>Why it was closed; the worker reads it.</summary>
    public string? Reason { get; private set; }
    public DateTime? ClosedAt { get; private set; }
    public string? ClosedBy { get; private set; }
    public long Version { get; private set; }

    internal void Speak(bool standing, bool anew, DateTime at)
    {
        ChangedAt = at;
        if (!standing)
            (State, ClosedAt) = (DiscrepancyState.Retracted, State == DiscrepancyState.Open ? at : ClosedAt);
        else if (anew || State == DiscrepancyState.Retracted)
            (State, Outcome, Reason, ClosedAt, ClosedBy) = (DiscrepancyState.Open, null, null, null, null);
    }

    internal void Close(DiscrepancyOutcome outcome, string reason, DateTime at, string by) =>
        (State, Outcome, Reason, ClosedAt, ClosedBy, ChangedAt) = (DiscrepancyState.Closed, outcome, Text.Normalise(reason), at, by, at);

    internal sealed class Table : IEntityTypeConfiguration<Discrepancy>
    {
        public void Configure(EntityTypeBuilder<Discrepancy> builder)
        {
            builder.ToTable("Discrepancies");
            builder.Property(d => d.Reason).HasMaxLength(MaxReasonLength);
            builder.HasIndex(d => d.ConfirmationId).IsUnique();
            builder.HasIndex(d => new { d.State, d.Id });
            builder.HasOne(d => d.Confirmation).WithMany().HasForeignKey(d => d.ConfirmationId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

public sealed record DiscrepancyOpened(string PlacementId, int Number);
public sealed record DiscrepancyChanged(DiscrepancyState State, int Number);
public sealed record DiscrepancyClosed(DiscrepancyOutcome Outcome);
