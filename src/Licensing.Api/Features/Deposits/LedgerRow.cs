using Licensing.Api.Audit;
using Licensing.Api.Http;
using Licensing.Rules.Deposits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Deposits;

public enum LedgerEntry
{
    /// <summary>A sum was lodged.</summary>
    Received,

    /// <summary>Part of a lodged sum was drawn for claims.</summary>
    Drawn,

    /// <summary>Part of a lodged sum was given back.</summary>
    Released,

    /// <summary>A paper ended, and what was held on it with it.</summary>
    Expired,

    /// <summary>The agency paid what a draw-down had left uncovered.</summary>
    DebtPaid,
}

/// <summary>One row of the ledger of a deposit. It never changes and is never deleted.</summary>
public sealed class LedgerRow : IRegulated, IListed
{
    public const string IdPrefix = "dl";

    private LedgerRow()
    {
    }

    internal LedgerRow(Deposit deposit, LedgerEntry entry, DateOnly on, long amountMinor, DateTime recordedAt, string recordedBy)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Deposit, Entry, On, AmountMinor, RecordedAt, RecordedBy) = (deposit, entry, on, amountMinor, recordedAt, recordedBy);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long DepositId { get; private set; }
    public Deposit Deposit { get; private set; } = null!;

    /// <summary>Place in the ledger, from 1 without a gap.</summary>
    public int Number { get; private set; }

    public LedgerEntry Entry { get; private set; }

    /// <summary>Day in the ledger; never before the row before it.</summary>
    public DateOnly On { get; private set; }

    /// <summary>Of a lodged sum, the first day on which it was held; of a debt, the day on which it was paid. Earlier than
    /// <see cref="On"/> where it was entered late.</summary>
    public DateOnly? HeldFrom { get; init; }

    /// <summary>In the currency of the deposit; zero for a paper that ended with nothing held on it.</summary>
    public long AmountMinor { get; private set; }

    /// <summary>The lodged sum that it is taken from; null for what is no such row.</summary>
    public long? ReceiptId { get; private set; }
    public LedgerRow? Receipt { get; init; }
    public long? DrawId { get; private set; }
    public DepositDraw? Draw { get; init; }

    /// <summary>Whose debt was paid, where it is owed to the claimants.</summary>
    public long? ClaimId { get; private set; }
    public Claim? Claim { get; init; }
    public DepositForm? Form { get; init; }
    public string? Issuer { get; init; }

    /// <summary>Last day of a paper, inclusive.</summary>
    public DateOnly? ExpiresOn { get; init; }

    /// <summary>Number of the bank's or insurer's paper, or of the payment.</summary>
    public string? Reference { get; init; }

    /// <summary>Public id of the proposal that two people decided; null for what one records.</summary>
    public string? ProposalId { get; init; }

    public DateTime RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = null!;

    string IRegulated.PublicId => Deposit.PublicId;

    internal void Place(int number) => Number = number;

    internal sealed class Table : IEntityTypeConfiguration<LedgerRow>
    {
        public void Configure(EntityTypeBuilder<LedgerRow> builder)
        {
            builder.ToTable("DepositRows");
            builder.Property(r => r.ProposalId).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            // Two who write at once meet here, beside the version of the deposit.
            builder.HasIndex(r => new { r.DepositId, r.Number }).IsUnique();
            // The job looks for papers that have ended.
            builder.HasIndex(r => new { r.Entry, r.ExpiresOn });
            builder.HasOne(r => r.Receipt).WithMany().HasForeignKey(r => r.ReceiptId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(r => r.Draw).WithMany().HasForeignKey(r => r.DrawId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(r => r.Claim).WithMany().HasForeignKey(r => r.ClaimId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
