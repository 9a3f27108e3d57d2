using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Deposits;

/// <summary>A paper ended, and whether the deposit must be restored, or until when, cannot be said: the regime or a fact is missing. It stays
/// listed until it can.</summary>
public sealed class RestorationDoubt : IRegulated, IVersioned, IListed
{
    public const string IdPrefix = "du";
    public const int MaxTextLength = 1000;

    private RestorationDoubt()
    {
    }

    public RestorationDoubt(Deposit deposit, LedgerRow expired, string missing, DateTime at)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Deposit, DepositId, Row, Missing, Since) = (deposit, deposit.Id, expired, Short(missing), at);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long DepositId { get; private set; }
    public Deposit Deposit { get; private set; } = null!;
    public long RowId { get; private set; }

    /// <summary>The entry that struck the paper out.</summary>
    public LedgerRow Row { get; private set; } = null!;

    /// <summary>What is missing, in a sentence.</summary>
    public string Missing { get; private set; } = null!;

    public DateTime Since { get; private set; }

    /// <summary>When it could be said; null while it cannot.</summary>
    public DateTime? SettledAt { get; private set; }

    /// <summary>Public id of the demand that was made then; null where enough was held, or the licence had ended.</summary>
    public string? DemandId { get; private set; }

    public long Version { get; private set; }

    public void Settle(string? demandId, DateTime at) => (DemandId, SettledAt) = (demandId, at);

    /// <returns>Whether it is another thing now that is missing.</returns>
    public bool Misses(string missing)
    {
        if (Missing == Short(missing))
            return false;
        Missing = Short(missing);
        return true;
    }

    private static string Short(string text) => text.Length <= MaxTextLength ? text : text[..MaxTextLength];

    internal sealed class Table : IEntityTypeConfiguration<RestorationDoubt>
    {
        public void Configure(EntityTypeBuilder<RestorationDoubt> builder)
        {
            builder.ToTable("RestorationDoubts");
            builder.Property(d => d.Missing).HasMaxLength(MaxTextLength);
            builder.Property(d => d.DemandId).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.HasIndex(d => new { d.SettledAt, d.Id });
            // One for each paper that ended.
            builder.HasIndex(d => d.RowId).IsUnique();
            builder.HasOne(d => d.Deposit).WithMany().HasForeignKey(d => d.DepositId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(d => d.Row).WithMany().HasForeignKey(d => d.RowId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

public sealed record RestorationUndetermined(string Deposit, string Missing);
public sealed record RestorationDetermined(string Deposit, string? Demand);
