using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Deposits;
using Licensing.Api.Http;
using Licensing.Rules.Remedies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Remedies;

/// <summary>One entry of the ledger of a refund order. It never changes and is never deleted.</summary>
public sealed class RefundRow : IRegulated, IListed
{
    public const string IdPrefix = "rr";

    private RefundRow()
    {
    }

    /// <param name="on">The day on which it happened; of a reversal that of what it takes back.</param>
    public RefundRow(RefundOrder order, RefundEntryKind entry, DateOnly on, long amountMinor, DateTime at, string by)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Order, OrderId, Entry, On, AmountMinor, RecordedAt, RecordedBy) = (order, order.Id, entry, on, amountMinor, at, by);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long OrderId { get; private set; }
    public RefundOrder Order { get; private set; } = null!;

    /// <summary>Place among the rows of the order, from 1 without a gap.</summary>
    public int Number { get; private set; }
    public RefundEntryKind Entry { get; private set; }
    public DateOnly On { get; private set; }
    public long AmountMinor { get; private set; }

    /// <summary>Public id of the row that it takes back.</summary>
    public string? Reverses { get; init; }

    /// <summary>Reference of the proof of a payment: a receipt, a transfer.</summary>
    public string? Proof { get; init; }

    /// <summary>The claim on the deposit that was paid, of what it covered.</summary>
    public long? ClaimId { get; private set; }
    public Claim? Claim { get; init; }

    /// <summary>Public id of the proposal that two people decided; null for what one records.</summary>
    public string? ProposalId { get; init; }

    public DateTime RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = null!;

    string IRegulated.PublicId => Order.PublicId;

    internal RefundChange Enter(RefundLedger ledger) => Entry switch
    {
        RefundEntryKind.Paid => ledger.Pay(PublicId, On, AmountMinor),
        RefundEntryKind.Covered => ledger.Cover(PublicId, On, AmountMinor),
        RefundEntryKind.WrittenOff => ledger.WriteOff(PublicId, On, AmountMinor),
        _ => ledger.Reverse(PublicId, Reverses!),
    };

    internal void Place(int number) => Number = number;

    internal sealed class Table : IEntityTypeConfiguration<RefundRow>
    {
        public void Configure(EntityTypeBuilder<RefundRow> builder)
        {
            builder.ToTable("RefundRows");
            builder.Property(r => r.Reverses).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.Property(r => r.ProposalId).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            // Two who write at once meet here, beside the version of the order.
            builder.HasIndex(r => new { r.OrderId, r.Number }).IsUnique();
            // What a claim was paid covers one order.
            builder.HasIndex(r => r.ClaimId).IsUnique().HasFilter("ClaimId IS NOT NULL");
            builder.HasOne(r => r.Claim).WithMany().HasForeignKey(r => r.ClaimId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>What the worker said of a payment. Nothing of it is ever changed: a later word stands beside an earlier one.</summary>
public sealed class RefundWord : IRegulated
{
    private RefundWord()
    {
    }

    /// <param name="payment">Public id of the row.</param>
    /// <param name="how">How it was heard: at the office, by telephone.</param>
    public RefundWord(RefundOrder order, string payment, DateOnly saidOn, long receivedMinor, string how, DateTime at, string by) =>
        (Order, OrderId, Payment, SaidOn, ReceivedMinor, How, RecordedAt, RecordedBy) = (order, order.Id, payment, saidOn, receivedMinor, Text.Normalise(how), at, by);

    public long Id { get; private set; }
    public long OrderId { get; private set; }
    public RefundOrder Order { get; private set; } = null!;
    public int Number { get; private set; }

    /// <summary>Number of the last row when it was recorded.</summary>
    public int After { get; private set; }
    public string Payment { get; private set; } = null!;
    public DateOnly SaidOn { get; private set; }
    public long ReceivedMinor { get; private set; }
    public string How { get; private set; } = null!;
    public DateTime RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = null!;

    string IRegulated.PublicId => Order.PublicId;

    internal RefundChange Enter(RefundLedger ledger) => ledger.Confirm(Payment, SaidOn, ReceivedMinor);

    internal void Place(int number, int after) => (Number, After) = (number, after);

    internal sealed class Table : IEntityTypeConfiguration<RefundWord>
    {
        public void Configure(EntityTypeBuilder<RefundWord> builder)
        {
            builder.ToTable("RefundWords");
            builder.Property(w => w.Payment).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.HasIndex(w => new { w.OrderId, w.Number }).IsUnique();
        }
    }
}
