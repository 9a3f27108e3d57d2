using System.Collections.Immutable;
using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Complaints;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Findings;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Remedies;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Remedies;

/// <summary>What two people ordered an agency to give back for one placement, and what became of it. Rows and words are only ever added; what is owed is
/// nowhere stored, and is computed from them by <see cref="RefundLedger"/>.</summary>
/// <remarks>Rows and words must be loaded (<see cref="RefundLookup"/>).</remarks>
public sealed class RefundOrder : IRegulated, IVersioned, IListed, IOwnedByAgency
{
    public const string IdPrefix = "od";
    private readonly List<RefundRow> _rows = [];
    private readonly List<RefundWord> _words = [];

    private RefundOrder()
    {
    }

    /// <param name="steps">The arithmetic, as it was reckoned when it was decided.</param>
    /// <param name="complaint">On whose decision it rests; null: on another one.</param>
    /// <param name="on">The day of the decision.</param>
    public RefundOrder(Placement placement, Finding? finding, Complaint? complaint, ProposedRefundOrder ordered, IReadOnlyList<Step> steps, DateOnly on, string proposalId, DateTime at, string by)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Placement, PlacementId, Agency, AgencyId) = (placement, placement.Id, placement.Agency, placement.AgencyId);
        (Finding, FindingId, Remedy, RemedyVersion, Citation, Grade) = (finding, finding?.Id, ordered.Remedy, ordered.RemedyVersion, ordered.Citation, ordered.Grade);
        (Decision, Currency, RefundMinor, PlusMinor, OrderedOn, DueOn) = (ordered.Decision, ordered.Currency, ordered.RefundMinor, ordered.PlusMinor, on, ordered.DueOn);
        (PercentPerYear, DayCount, PaymentsGo, Lots) = (ordered.PercentPerYear, ordered.DayCount, ordered.PaymentsGo, StoredJson.Write(ordered.Lots));
        (Steps, OpenPoints) = (StoredJson.Write(steps.Select(s => new StoredStep(s.Code, s.Arguments))), string.Join(' ', ordered.Open));
        (Complaint, ComplaintId) = (complaint, complaint?.Id);
        (ProposalId, OrderedAt, OrderedBy, IsOwed, Key) = (proposalId, at, by, true, KeyOf(ordered));
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long AgencyId { get; private set; }
    public Agency Agency { get; private set; } = null!;
    public long PlacementId { get; private set; }
    public Placement Placement { get; private set; } = null!;
    public long? FindingId { get; private set; }
    public Finding? Finding { get; private set; }
    public string Remedy { get; private set; } = null!;
    public int RemedyVersion { get; private set; }
    public string Citation { get; private set; } = null!;
    public string Grade { get; private set; } = null!;

    /// <summary>Reference of the decision by which what the formula asks was established.</summary>
    public string Decision { get; private set; } = null!;

    /// <summary>Where it rests on the decision of a complaint: whoever complained follows it with the secret, and says what came.</summary>
    public long? ComplaintId { get; private set; }
    public Complaint? Complaint { get; private set; }

    public string Currency { get; private set; } = null!;
    public long RefundMinor { get; private set; }
    public long PlusMinor { get; private set; }
    public DateOnly OrderedOn { get; private set; }

    /// <summary>Last day on which it is paid in time, inclusive.</summary>
    public DateOnly DueOn { get; private set; }

    /// <summary>A decimal; null where no interest runs, or its rate is undetermined.</summary>
    public string? PercentPerYear { get; private set; }
    public DayCount? DayCount { get; private set; }
    public PaymentOrder? PaymentsGo { get; private set; }

    /// <summary>List of <see cref="ProposedLot"/> as JSON.</summary>
    public string Lots { get; private set; } = null!;

    /// <summary>List of <see cref="StoredStep"/> as JSON.</summary>
    public string Steps { get; private set; } = null!;

    /// <summary>Codes of what was undetermined when it was ordered, with spaces between; empty where nothing was.</summary>
    public string OpenPoints { get; private set; } = null!;

    public string ProposalId { get; private set; } = null!;
    public DateTime OrderedAt { get; private set; }
    public string OrderedBy { get; private set; } = null!;

    /// <summary>Whether something was owed when it was last written: what the job looks at.</summary>
    public bool IsOwed { get; private set; }

    /// <summary>First day on which it was overdue, as the job marked it once; null: it never was.</summary>
    public DateOnly? OverdueSince { get; private set; }

    /// <summary>Number of the last row.</summary>
    public int LastNumber { get; private set; }

    /// <summary>Number of the last word. Counted apart: a gap among the rows would tell an agency that the worker has spoken.</summary>
    public int LastWord { get; private set; }

    /// <summary>Unique for a placement: the same money is ordered once.</summary>
    public string Key { get; private set; } = null!;
    public long Version { get; private set; }

    public IReadOnlyCollection<RefundRow> Rows => _rows;
    public IReadOnlyCollection<RefundWord> Words => _words;

    public static string KeyOf(ProposedRefundOrder ordered) => $"{ordered.Remedy} {ordered.RemedyVersion} {ordered.Currency} {ordered.FindingId}";

    public RefundTerms Terms() => new(Currency, RefundMinor + PlusMinor, OrderedOn, DueOn, PercentPerYear is { } percent && Rational.TryParse(percent, out var rate)
        ? new(rate, DayCount!.Value, PaymentsGo!.Value, [.. StoredJson.Read<List<ProposedLot>>(Lots).Select(l => new Lot(l.AmountMinor, l.From ?? OrderedOn))]) : null);

    public IReadOnlyList<Step> ReadSteps() => [.. StoredJson.Read<List<StoredStep>>(Steps).Select(s => new Step(s.Code, s.Arguments.ToImmutableSortedDictionary(StringComparer.Ordinal)))];

    /// <summary>The ledger that rows and words make, each entered again in the order in which it was written.</summary>
    /// <exception cref="InvalidDataException">One would be refused: somebody changed them.</exception>
    public RefundLedger ToLedger()
    {
        var ledger = RefundLedger.Of(Terms());
        foreach (var row in _rows.OrderBy(r => r.Number))
            ledger = _words.Where(w => w.After == row.Number).OrderBy(w => w.Number).Aggregate(Entered(row.Enter(ledger), row.Number), (after, word) => Entered(word.Enter(after), row.Number));
        return ledger;
    }

    private RefundLedger Entered(RefundChange change, int number) => change.Refused is { } refused
        ? throw new InvalidDataException($"Refund order {PublicId}: what stands at {number} cannot be entered: {refused}.") : change.Ledger;

    /// <summary>Adds a row, if the ledger takes it.</summary>
    /// <param name="today">The day on which it is written; it may have happened before.</param>
    public RefundRefusal? Enter(RefundRow row, DateOnly today)
    {
        var change = row.Enter(ToLedger());
        if (change.Refused is { } refused)
            return refused;
        row.Place(++LastNumber);
        _rows.Add(row);
        IsOwed = !change.Ledger.On(today).OutstandingMinor.IsZero;
        return null;
    }

    public RefundRefusal? Hear(RefundWord word)
    {
        if (word.Enter(ToLedger()).Refused is { } refused)
            return refused;
        word.Place(++LastWord, LastNumber);
        _words.Add(word);
        return null;
    }

    /// <returns>Whether it is overdue and was not marked before.</returns>
    public bool MarkOverdue(DateOnly today)
    {
        if (OverdueSince is not null || ToLedger().On(today).Status != RefundStatus.Overdue)
            return false;
        OverdueSince = DueOn.AddDays(1);
        return true;
    }

    internal sealed class Table : IEntityTypeConfiguration<RefundOrder>
    {
        public void Configure(EntityTypeBuilder<RefundOrder> builder)
        {
            builder.ToTable("RefundOrders");
            builder.Property(o => o.Remedy).HasMaxLength(100).IsUnicode(false);
            builder.Property(o => o.Citation).HasMaxLength(500);
            builder.Property(o => o.Grade).HasMaxLength(2).IsUnicode(false);
            builder.Property(o => o.Currency).HasMaxLength(3).IsUnicode(false);
            builder.Property(o => o.PercentPerYear).HasMaxLength(20).IsUnicode(false);
            builder.Property(o => o.Lots).HasMaxLength(StorageConventions.Unlimited);
            builder.Property(o => o.Steps).HasMaxLength(StorageConventions.Unlimited);
            builder.Property(o => o.OpenPoints).HasMaxLength(2000);
            builder.Property(o => o.ProposalId).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.Property(o => o.Key).HasMaxLength(200).IsUnicode(false);
            builder.HasIndex(o => new { o.PlacementId, o.Key }).IsUnique();
            builder.HasIndex(o => new { o.AgencyId, o.Id });
            // What the job looks for.
            builder.HasIndex(o => new { o.IsOwed, o.DueOn });
            builder.HasOne(o => o.Agency).WithMany().HasForeignKey(o => o.AgencyId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(o => o.Placement).WithMany().HasForeignKey(o => o.PlacementId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(o => o.ComplaintId).HasFilter("ComplaintId IS NOT NULL");
            builder.HasOne(o => o.Complaint).WithMany().HasForeignKey(o => o.ComplaintId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(o => o.Finding).WithMany().HasForeignKey(o => o.FindingId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany(o => o.Rows).WithOne(r => r.Order).HasForeignKey(r => r.OrderId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany(o => o.Words).WithOne(w => w.Order).HasForeignKey(w => w.OrderId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>A step of the arithmetic, as it is stored.</summary>
public sealed record StoredStep(string Code, IReadOnlyDictionary<string, string> Arguments);

public sealed record RefundOrdered(string Placement, string? Finding, string Remedy, int RemedyVersion, long OrderedMinor, string Currency, DateOnly DueOn);
public sealed record RefundPaid(string Row, long AmountMinor, string Currency, DateOnly PaidOn);
public sealed record RefundCovered(string Row, string Draw, long AmountMinor, string Currency);
public sealed record RefundWrittenOff(string Row, long AmountMinor, string Currency);
public sealed record RefundEntryReversed(string Row, string Reverses, long AmountMinor, string Currency);
public sealed record RefundHeardOf(string Payment, long ReceivedMinor, string Currency);
public sealed record RefundOverdue(DateOnly Since);
