using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Licences;
using Licensing.Api.Http;
using Licensing.Rules.Deposits;
using Licensing.Rules.Licences;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Deposits;

/// <summary>The security deposit of one licence, in one currency: rows that are only ever added. What is held, drawn and owed is
/// computed from them by <see cref="DepositLedger"/>, and every change is checked against it before it is saved.</summary>
/// <remarks>Rows, draw-downs and the claims of these must all be loaded (<see cref="DepositLookup"/>).</remarks>
public sealed class Deposit : IRegulated, IVersioned, IListed
{
    public const string IdPrefix = "dp";
    private readonly List<LedgerRow> _rows = [];
    private readonly List<DepositDraw> _draws = [];

    private Deposit()
    {
    }

    public Deposit(Licence licence, string currency)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Licence, LicenceId, Currency) = (licence, licence.Id, currency);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long LicenceId { get; private set; }
    public Licence Licence { get; private set; } = null!;

    /// <summary>ISO 4217, of the first sum that was lodged.</summary>
    public string Currency { get; private set; } = null!;

    /// <summary>Number of the last row.</summary>
    public int LastNumber { get; private set; }

    /// <summary>Moves with every row: whoever decides on a draw-down or a release decides on one state of the ledger.</summary>
    public long Version { get; private set; }

    public IReadOnlyCollection<LedgerRow> Rows => _rows;
    public IReadOnlyCollection<DepositDraw> Draws => _draws;

    /// <summary>The first day that a new row may have: a ledger is written in the order of its days.</summary>
    public DateOnly? LastEntryOn => _rows.Count == 0 ? null : _rows.Max(r => r.On);

    /// <summary>A sum that was lodged. It counts as held from its own day, also where it is entered after later rows.</summary>
    public (DepositRefusal? Refused, LedgerRow? Row) Receive(ReceivedSum sum, DateTime at, string by)
    {
        var on = LastEntryOn is { } last && last > sum.HeldFrom ? last : sum.HeldFrom;
        var row = new LedgerRow(this, LedgerEntry.Received, on, sum.Amount.AmountMinor, at, by)
        {
            HeldFrom = sum.HeldFrom, Form = sum.Form, Issuer = sum.Issuer, ExpiresOn = sum.ExpiresOn, Reference = sum.Reference,
        };
        if (ToLedger().Receive(row.PublicId, on, sum.Form, sum.Amount, sum.Issuer, sum.ExpiresOn).Refused is { } refused)
            return (refused, null);
        return (null, Checked(Add(row)));
    }

    /// <summary>Draws for claims; each keeps its share.</summary>
    /// <param name="rule">Null where the deposit suffices and none is needed.</param>
    /// <param name="due">To whom the rest is owed; null where nothing is left.</param>
    public (DepositRefusal? Refused, DepositDraw? Draw) DrawFor(IReadOnlyList<Claim> claims, SharingRule? rule, Shortfall? due, DateOnly on, Decided decided)
    {
        var before = ToLedger();
        var draw = new DepositDraw(this, on, rule, due, decided);
        var entry = before.Draw(draw.PublicId, on, [.. claims.Select(c => c.ToRules())], rule ?? DepositDraw.NoRule);
        if (entry.DrawDown is not { } drawn)
            return (entry.Refused, null);
        draw.Keep(drawn);
        _draws.Add(draw);
        foreach (var (claim, share) in claims.Zip(drawn.Shares))
            claim.Pay(draw, share.PaidMinor, decided.At);
        foreach (var (held, left) in before.Lodged.Zip(entry.Ledger.Lodged).Where(l => l.First.HeldMinor != l.Second.HeldMinor))
            Add(new(this, LedgerEntry.Drawn, on, held.HeldMinor - left.HeldMinor, decided.At, decided.By) { Receipt = ReceiptOf(held.Id), Draw = draw, ProposalId = decided.ProposalId });
        LedgerReplay.Of(this);
        return (null, draw);
    }

    /// <summary>Gives back all that is held, a row for each sum.</summary>
    public DepositRefusal? ReleaseAll(DateOnly on, Decided decided)
    {
        foreach (var lodged in ToLedger().Lodged.Where(l => l.HeldMinor > 0))
        {
            if (ToLedger().Release(lodged.Id, on, new(lodged.HeldMinor, Currency)).Refused is { } refused)
                return refused;
            Checked(Add(new(this, LedgerEntry.Released, on, lodged.HeldMinor, decided.At, decided.By) { Receipt = ReceiptOf(lodged.Id), ProposalId = decided.ProposalId }));
        }

        return null;
    }

    /// <summary>Strikes out what was held on a paper whose last day has passed; a row also where nothing was held any more.</summary>
    public (DepositRefusal? Refused, LedgerRow? Row) Expire(LedgerRow receipt, DateOnly today, DateTime at, string by)
    {
        if (receipt.ExpiresOn is not { } lastDay || today <= lastDay)
            return (DepositRefusal.NotExpired, null);
        // A ledger is written in the order of its days, and something may have been entered since the paper ended.
        var on = lastDay.AddDays(1) > LastEntryOn ? lastDay.AddDays(1) : LastEntryOn!.Value;
        var before = ToLedger();
        if (before.Expire(receipt.PublicId, on).Refused is { } refused)
            return (refused, null);
        var held = before.Lodged.Single(l => l.Id == receipt.PublicId).HeldMinor;
        return (null, Checked(Add(new(this, LedgerEntry.Expired, on, held, at, by) { Receipt = receipt })));
    }

    /// <summary>The agency pays what a draw-down left uncovered.</summary>
    /// <param name="claim">Whose part it is, where the rest is owed to the claimants.</param>
    public (DepositRefusal? Refused, LedgerRow? Row) PayDebt(DepositDraw draw, Claim? claim, DateOnly paidOn, long minor, string? reference, DateTime at, string by)
    {
        var on = LastEntryOn is { } last && last > paidOn ? last : paidOn;
        if (minor > (claim is null ? draw.DebtMinor : claim.AmountMinor - claim.PaidMinor!.Value) - DebtPaid(draw, claim))
            return (DepositRefusal.NotOwed, null);
        if (ToLedger().PayDebt(on, new(minor, Currency)).Refused is { } refused)
            return (refused, null);
        return (null, Checked(Add(new(this, LedgerEntry.DebtPaid, on, minor, at, by) { HeldFrom = paidOn, Draw = draw, Claim = claim, Reference = reference })));
    }

    public long DebtPaid(DepositDraw draw, Claim? claim = null) =>
        _rows.Where(r => r.Entry == LedgerEntry.DebtPaid && r.Draw == draw && (claim is null || r.Claim == claim)).Sum(r => r.AmountMinor);

    /// <summary>Each lodged sum over time, by the days on which it was held and went.</summary>
    public IReadOnlyList<Holding> Holdings() =>
    [
        .. _rows.Where(r => r.Entry == LedgerEntry.Received).Select(r => new Holding(r.Form!.Value, r.HeldFrom!.Value, r.ExpiresOn, r.AmountMinor,
            [.. _rows.Where(t => t.Receipt == r).Select(t => new Taken(t.On, t.AmountMinor))])),
    ];

    /// <summary>The ledger that the rows make.</summary>
    /// <exception cref="InvalidDataException">The rows are not those that the ledger would have: somebody changed them.</exception>
    public DepositLedger ToLedger() => LedgerReplay.Of(this);

    private LedgerRow ReceiptOf(string id) => _rows.Single(r => r.PublicId == id);

    private LedgerRow Add(LedgerRow row)
    {
        row.Place(++LastNumber);
        _rows.Add(row);
        return row;
    }

    // Before anything is saved: a ledger that does not balance is never stored.
    private LedgerRow Checked(LedgerRow row)
    {
        LedgerReplay.Of(this);
        return row;
    }

    internal sealed class Table : IEntityTypeConfiguration<Deposit>
    {
        public void Configure(EntityTypeBuilder<Deposit> builder)
        {
            builder.Property(d => d.Currency).HasMaxLength(3).IsUnicode(false);
            // Of two first receipts at the same moment one makes it.
            builder.HasIndex(d => d.LicenceId).IsUnique();
            builder.HasOne(d => d.Licence).WithMany().HasForeignKey(d => d.LicenceId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany(d => d.Rows).WithOne(r => r.Deposit).HasForeignKey(r => r.DepositId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany(d => d.Draws).WithOne(r => r.Deposit).HasForeignKey(r => r.DepositId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <param name="HeldFrom">First day on which the ministry held it, inclusive.</param>
/// <param name="Issuer">Of a paper: the bank or insurer.</param>
/// <param name="ExpiresOn">Last day of a paper, inclusive; null for cash and for papers without an end.</param>
public sealed record ReceivedSum(DepositForm Form, Money Amount, DateOnly HeldFrom, string? Issuer, DateOnly? ExpiresOn, string? Reference);

/// <summary>What two people decided.</summary>
/// <param name="By">Who decided; who proposed stands in the proposal.</param>
public sealed record Decided(string ProposalId, DateTime At, string By);

public sealed record DepositReceived(string Row, DepositForm Form, Money Amount, DateOnly HeldFrom, DateOnly? ExpiresOn);
public sealed record DepositDrawnOn(string Draw, long DrawnMinor, long DebtMinor, string Currency, int Claims);
public sealed record DepositReleased(long ReleasedMinor, string Currency);
public sealed record PaperExpired(string Row, long ExpiredMinor, string Currency);
public sealed record DepositDebtPaid(string Draw, string? Claim, long PaidMinor, string Currency);
