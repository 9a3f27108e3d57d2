using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Bars;
using Licensing.Api.Features.Complaints;
using Licensing.Api.Features.Disclosures;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Confirmations;

public enum WordKind
{
    /// <summary>It was as the agency reported.</summary>
    Confirmed,

    /// <summary>It was another amount.</summary>
    Contradicted,

    /// <summary>A payment that the agency did not report.</summary>
    Added,

    /// <summary>An earlier word is taken back.</summary>
    Retracted,
}

/// <summary>One word of the worker about one item of one version of what the agency reported. Rows are only added.</summary>
/// <remarks>It keeps the item as it was reported then: versions that were replaced go when their time is over, and must not stay because somebody spoke
/// about them: the agency would see that.</remarks>
public sealed class WorkerWord : IStoredWithAnother, ISealedRow
{
    public const string IdPrefix = "ww";

    /// <summary>About one placement.</summary>
    public const int Most = 1000;
    public const int MaxTextLength = 2000;

    private WorkerWord()
    {
    }

    private WorkerWord(Confirmation confirmation, ConfirmationStage stage, int number, WordKind kind, SealedPerson? words, DateTime at)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Confirmation, ConfirmationId, Stage, Number, Kind, At) = (confirmation, confirmation.Id, stage, number, kind, at);
        (PersonKey, PersonSealed, SealedUnder) = (words?.Key, words?.Person, words?.Under);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long ConfirmationId { get; private set; }
    public Confirmation Confirmation { get; private set; } = null!;
    public ConfirmationStage Stage { get; private set; }

    /// <summary>Which version of the disclosure the worker had before him.</summary>
    public int Number { get; private set; }
    public WordKind Kind { get; private set; }

    /// <summary>Of the item; null where none is meant.</summary>
    public string? ItemId { get; private set; }

    /// <summary>That item as it was reported then: <see cref="ReportedItem"/> as JSON.</summary>
    public string? Reported { get; private set; }

    /// <summary>Public id of the word that is taken back.</summary>
    public string? Retracts { get; private set; }

    /// <summary>What the worker paid himself, or of a refund what he got; in minor units, 0 where nothing.</summary>
    public long? PaidMinor { get; private set; }
    public string? Currency { get; private set; }

    /// <summary>Of an added payment; null where he does not say.</summary>
    public string? Category { get; private set; }
    public Party? Payee { get; private set; }
    public DateOnly? PaidOn { get; private set; }

    /// <summary>Words of his own, sealed under a key of their own; null where there are none, and once their time is over.</summary>
    public byte[]? PersonKey { get; private set; }
    public byte[]? PersonSealed { get; private set; }
    public string? SealedUnder { get; private set; }
    public DateTime At { get; private set; }

    public Money? Paid => PaidMinor is { } minor ? new Money(minor, Currency!) : null;
    public SealedPerson? Words => PersonKey is { } key && PersonSealed is { } words ? new(key, words, SealedUnder!) : null;

    // What is said is part of what happens to the confirmation.
    string IRegulated.PublicId => Confirmation.PublicId;

    /// <param name="paid">Null: as reported.</param>
    public static WorkerWord OfItem(Confirmation confirmation, ConfirmationStage stage, int number, ReportedItem item, Money? paid, SealedPerson? words, DateTime at) =>
        new(confirmation, stage, number, paid is null ? WordKind.Confirmed : WordKind.Contradicted, words, at)
        {
            ItemId = item.Id, Reported = StoredJson.Write(item), PaidMinor = paid?.AmountMinor, Currency = paid?.Currency,
        };

    public static WorkerWord OfPayment(
        Confirmation confirmation, ConfirmationStage stage, int number, Money paid, string? category, Party? payee, DateOnly? on, SealedPerson? words, DateTime at) =>
        new(confirmation, stage, number, WordKind.Added, words, at) { PaidMinor = paid.AmountMinor, Currency = paid.Currency, Category = category, Payee = payee, PaidOn = on };

    public static WorkerWord OfRetraction(Confirmation confirmation, ConfirmationStage stage, int number, WorkerWord retracted, DateTime at) =>
        new(confirmation, stage, number, WordKind.Retracted, null, at) { Retracts = retracted.PublicId, ItemId = retracted.ItemId };

    public ReportedItem? ReadReported() => Reported is { } json ? StoredJson.Read<ReportedItem>(json) : null;

    internal sealed class Table : IEntityTypeConfiguration<WorkerWord>
    {
        public void Configure(EntityTypeBuilder<WorkerWord> builder)
        {
            builder.ToTable("WorkerWords");
            builder.Property(w => w.ItemId).HasMaxLength(40).IsUnicode(false);
            builder.Property(w => w.Reported).HasMaxLength(2000);
            builder.Property(w => w.Retracts).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.Property(w => w.Currency).HasMaxLength(3).IsUnicode(false);
            builder.Property(w => w.Category).HasMaxLength(100).IsUnicode(false);
            builder.Property(w => w.PersonKey).HasMaxLength(200);
            builder.Property(w => w.PersonSealed).HasMaxLength(StorageConventions.Unlimited);
            builder.Property(w => w.SealedUnder).HasMaxLength(16).IsUnicode(false);
            builder.HasOne(w => w.Confirmation).WithMany().HasForeignKey(w => w.ConfirmationId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(w => new { w.ConfirmationId, w.Id });
        }
    }
}

/// <param name="Number">Version of the disclosure.</param>
/// <param name="Words">Public ids, in the order in which they were said.</param>
public sealed record WorkerSpoke(ConfirmationStage Stage, int Number, int Confirmed, int Contradicted, int Added, int Retracted, IReadOnlyList<string> Words);
