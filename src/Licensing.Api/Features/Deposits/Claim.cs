using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Licences;
using Licensing.Api.Http;
using Licensing.Rules.Deposits;
using Licensing.Rules.Licences;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Deposits;

public enum ClaimState
{
    /// <summary>Waits to be refused or drawn for.</summary>
    Open,

    /// <summary>Refused, with the reason.</summary>
    Refused,

    /// <summary>Paid from the deposit, in full or by its share.</summary>
    Drawn,
}

/// <summary>A sum that somebody is to get from the deposit of a licence, by a decision that is named. Who he is stands with the worker,
/// sealed, and not here.</summary>
public sealed class Claim : IRegulated, IVersioned, IListed
{
    public const string IdPrefix = "dc";
    public const int MaxTextLength = 2000;

    private Claim()
    {
    }

    public Claim(Licence licence, ClaimKind kind, Money amount, DateOnly lodgedOn, string decision, DateTime recordedAt, string recordedBy)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Licence, LicenceId, ClaimKind, AmountMinor, Currency, LodgedOn) = (licence, licence.Id, kind, amount.AmountMinor, amount.Currency, lodgedOn);
        (Decision, RecordedAt, RecordedBy) = (Text.Normalise(decision), recordedAt, recordedBy);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long LicenceId { get; private set; }
    public Licence Licence { get; private set; } = null!;
    public ClaimKind ClaimKind { get; private set; }
    public long AmountMinor { get; private set; }
    public string Currency { get; private set; } = null!;
    public DateOnly LodgedOn { get; private set; }

    /// <summary>Reference of the decision by which it is owed: an award, an order, a settlement.</summary>
    public string Decision { get; private set; } = null!;

    /// <summary>The worker who claims; null where it is no worker, or nobody knows which.</summary>
    public long? WorkerId { get; private set; }
    public Worker? Worker { get; init; }
    public long? PlacementId { get; private set; }
    public Placement? Placement { get; init; }

    /// <summary>The company or authority that claims, where it is no worker.</summary>
    public string? Party { get; init; }

    /// <summary>What is claimed, in words; the agency reads it. Null also once its time of retention is over.</summary>
    public string? Statement { get; init; }

    public DateTime RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = null!;
    public long? DrawId { get; private set; }
    public DepositDraw? Draw { get; private set; }

    /// <summary>Its share of the draw-down; null before one.</summary>
    public long? PaidMinor { get; private set; }

    public string? RefusalReason { get; private set; }
    public string? RefusedBy { get; private set; }

    /// <summary>When it was drawn for or refused; null while it is open.</summary>
    public DateTime? ClosedAt { get; private set; }

    public long Version { get; private set; }

    public ClaimState State => ClosedAt is null ? ClaimState.Open : RefusedBy is null ? ClaimState.Drawn : ClaimState.Refused;

    public DepositClaim ToRules() => new(PublicId, ClaimKind, AmountMinor);

    public void Refuse(string reason, DateTime at, string by) => (RefusalReason, ClosedAt, RefusedBy) = (Text.Normalise(reason), at, by);

    internal void Pay(DepositDraw draw, long minor, DateTime at)
    {
        (Draw, PaidMinor, ClosedAt) = (draw, minor, at);
        draw.Add(this);
    }

    internal sealed class Table : IEntityTypeConfiguration<Claim>
    {
        public void Configure(EntityTypeBuilder<Claim> builder)
        {
            builder.ToTable("DepositClaims");
            builder.Property(c => c.Currency).HasMaxLength(3).IsUnicode(false);
            builder.Property(c => c.Statement).HasMaxLength(MaxTextLength);
            builder.Property(c => c.RefusalReason).HasMaxLength(MaxTextLength);
            builder.Ignore(c => c.State);
            // Which are open, and which belong to a worker (retention).
            builder.HasIndex(c => new { c.LicenceId, c.ClosedAt });
            builder.HasOne(c => c.Licence).WithMany().HasForeignKey(c => c.LicenceId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(c => c.Worker).WithMany().HasForeignKey(c => c.WorkerId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(c => c.Placement).WithMany().HasForeignKey(c => c.PlacementId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

public sealed record ClaimRecorded(string Licence, ClaimKind Kind, Money Amount, DateOnly LodgedOn);
public sealed record ClaimRefused(string Licence);
public sealed record ClaimDrawnFor(string Licence, string Draw, long PaidMinor, long DebtMinor);
