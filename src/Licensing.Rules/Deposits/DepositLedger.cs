using System.Collections.Immutable;
using System.Numerics;
using Licensing.Rules.Licences;
using Licensing.Rules.Values;

namespace Licensing.Rules.Deposits;

/// <summary>One sum that was lodged: cash, or a paper of a bank or an insurer.</summary>
/// <param name="ExpiresOn">Last day of a guarantee or policy, inclusive; null for cash and for papers without an end.</param>
/// <param name="HeldMinor">What of it is still held.</param>
public sealed record Lodged(string Id, DepositForm Form, string? Issuer, DateOnly? ExpiresOn, DateOnly On, long ReceivedMinor, long HeldMinor);

/// <param name="DebtMinor">What was claimed and not paid from the deposit; owed by the agency, to whom the regime says.</param>
public sealed record DrawDown(string Id, DateOnly On, ImmutableArray<DepositClaim> Claims, ImmutableArray<ClaimShare> Shares, long DrawnMinor, long DebtMinor);

public enum DepositRefusal
{
    /// <summary>An id that is already used in this ledger.</summary>
    Repeated,
    /// <summary>An amount that is not above zero, or sums beyond what can be held.</summary>
    Amount,
    /// <summary>Another currency than the ledger's.</summary>
    Currency,
    /// <summary>A paper without an issuer, or cash that expires.</summary>
    Paper,
    /// <summary>A lodged sum that this ledger does not have.</summary>
    Unknown,
    /// <summary>More than is held of it.</summary>
    NotHeld,
    /// <summary>A draw-down without claims, or with a claim twice.</summary>
    Claims,
    /// <summary>The deposit does not suffice, and the regime's order does not name a kind of claim.</summary>
    OrderSilent,
    /// <summary>A paper that has not expired yet.</summary>
    NotExpired,
    /// <summary>A day before the last entry: a ledger is written in the order of its days.</summary>
    Earlier,
    /// <summary>More than is owed.</summary>
    NotOwed,
}

/// <param name="Ledger">After the entry; the same as before when it was refused.</param>
/// <param name="DrawDown">What was drawn and for whom, of a draw-down.</param>
public sealed record DepositEntry(DepositLedger Ledger, DepositRefusal? Refused, DrawDown? DrawDown = null);

/// <summary>The security deposit of one licence, in one currency. A value: each entry gives a new ledger, and it balances after
/// each: received = held + drawn + released + expired, and claimed = drawn + debt + debt paid.</summary>
public sealed record DepositLedger
{
    private DepositLedger(string currency) => Currency = currency;

    public static DepositLedger Empty(string currency) => new(currency);

    public string Currency { get; }
    public ImmutableArray<Lodged> Lodged { get; private init; } = [];
    public ImmutableArray<DrawDown> DrawDowns { get; private init; } = [];
    public DateOnly? LastEntryOn { get; private init; }
    public long ReceivedMinor { get; private init; }
    public long DrawnMinor { get; private init; }
    public long ReleasedMinor { get; private init; }
    /// <summary>Papers that ended unused and hold nothing any more.</summary>
    public long ExpiredMinor { get; private init; }
    /// <summary>Claims that the deposit did not cover and that are not paid yet.</summary>
    public long DebtMinor { get; private init; }
    public long DebtPaidMinor { get; private init; }
    public long HeldMinor => ReceivedMinor - DrawnMinor - ReleasedMinor - ExpiredMinor;

    /// <summary>Takes in cash, a guarantee or a policy.</summary>
    public DepositEntry Receive(string id, DateOnly on, DepositForm form, Money amount, string? issuer = null, DateOnly? expiresOn = null)
    {
        if (Refuse(on, amount) is { } refused) return new(this, refused);
        if (Lodged.Any(l => l.Id == id)) return new(this, DepositRefusal.Repeated);
        if (form == DepositForm.Cash ? expiresOn is not null : string.IsNullOrWhiteSpace(issuer)) return new(this, DepositRefusal.Paper);
        if ((BigInteger)ReceivedMinor + amount.AmountMinor > long.MaxValue) return new(this, DepositRefusal.Amount);
        return new(this with
        {
            Lodged = Lodged.Add(new(id, form, issuer, expiresOn, on, amount.AmountMinor, amount.AmountMinor)),
            ReceivedMinor = ReceivedMinor + amount.AmountMinor,
            LastEntryOn = on,
        }, null);
    }

    /// <summary>Draws on the deposit for claims, and shares it by the regime's rule where it does not suffice; the rest is debt.</summary>
    /// <remarks>Cash goes first, then papers by their last day, then by id: the money that is at hand, and what would be lost
    /// soonest. A paper is drawn on up to and including its last day.</remarks>
    public DepositEntry Draw(string id, DateOnly on, IReadOnlyList<DepositClaim> claims, SharingRule rule)
    {
        if (on < LastEntryOn) return new(this, DepositRefusal.Earlier);
        if (DrawDowns.Any(d => d.Id == id)) return new(this, DepositRefusal.Repeated);
        if (claims.Count == 0 || claims.Select(c => c.Id).Distinct().Count() != claims.Count) return new(this, DepositRefusal.Claims);
        if (claims.Any(c => c.AmountMinor <= 0)) return new(this, DepositRefusal.Amount);
        var claimed = claims.Aggregate(BigInteger.Zero, (sum, c) => sum + c.AmountMinor);
        if (claimed + DrawnMinor + DebtMinor + DebtPaidMinor > long.MaxValue) return new(this, DepositRefusal.Amount);

        var usable = Lodged.Where(l => l.HeldMinor > 0 && (l.ExpiresOn is null || on <= l.ExpiresOn)).ToList();
        var available = usable.Aggregate(0L, (sum, l) => sum + l.HeldMinor);
        if (rule.Method == SharingMethod.InOrder && claimed > available && claims.Any(c => !rule.Order.Any(r => r.Contains(c.Kind))))
            return new(this, DepositRefusal.OrderSilent);
        var shares = Shares.Of(available, claims, rule);
        var drawn = shares.Aggregate(0L, (sum, s) => sum + s.PaidMinor);
        var left = drawn;
        var taken = new Dictionary<string, long>();
        foreach (var lodged in usable.OrderBy(l => l.Form != DepositForm.Cash).ThenBy(l => l.ExpiresOn ?? DateOnly.MaxValue).ThenBy(l => l.Id, StringComparer.Ordinal))
        {
            taken[lodged.Id] = Math.Min(left, lodged.HeldMinor);
            left -= taken[lodged.Id];
        }
        var draw = new DrawDown(id, on, [.. claims], shares, drawn, (long)claimed - drawn);
        return new(this with
        {
            Lodged = [.. Lodged.Select(l => l with { HeldMinor = l.HeldMinor - taken.GetValueOrDefault(l.Id) })],
            DrawDowns = DrawDowns.Add(draw),
            DrawnMinor = DrawnMinor + drawn,
            DebtMinor = DebtMinor + draw.DebtMinor,
            LastEntryOn = on,
        }, null, draw);
    }

    /// <summary>Gives back part or all of a lodged sum. Whether it may be given back: <see cref="DepositRelease"/>.</summary>
    public DepositEntry Release(string lodged, DateOnly on, Money amount) =>
        Refuse(on, amount) is { } refused ? new(this, refused)
        : Lodged.FirstOrDefault(l => l.Id == lodged) is not { } found ? new(this, DepositRefusal.Unknown)
        : found.HeldMinor < amount.AmountMinor ? new(this, DepositRefusal.NotHeld)
        : new(Less(found, amount.AmountMinor, on) with { ReleasedMinor = ReleasedMinor + amount.AmountMinor }, null);

    /// <summary>Strikes out what was held on a paper whose last day has passed.</summary>
    public DepositEntry Expire(string lodged, DateOnly on) =>
        on < LastEntryOn ? new(this, DepositRefusal.Earlier)
        : Lodged.FirstOrDefault(l => l.Id == lodged) is not { } found ? new(this, DepositRefusal.Unknown)
        : found.ExpiresOn is null || on <= found.ExpiresOn ? new(this, DepositRefusal.NotExpired)
        : new(Less(found, found.HeldMinor, on) with { ExpiredMinor = ExpiredMinor + found.HeldMinor }, null);

    /// <summary>The agency pays what the deposit had not covered.</summary>
    public DepositEntry PayDebt(DateOnly on, Money amount) =>
        Refuse(on, amount) is { } refused ? new(this, refused)
        : DebtMinor < amount.AmountMinor ? new(this, DepositRefusal.NotOwed)
        : new(this with { DebtMinor = DebtMinor - amount.AmountMinor, DebtPaidMinor = DebtPaidMinor + amount.AmountMinor, LastEntryOn = on }, null);

    /// <summary>What is held and can be drawn on that day: papers count up to their last day.</summary>
    public Money HeldOn(DateOnly day) => new(Lodged.Where(l => l.ExpiresOn is null || day <= l.ExpiresOn).Aggregate(0L, (sum, l) => sum + l.HeldMinor), Currency);

    /// <summary>What must be lodged to reach the required sum; zero when it is reached. Null in another currency: sums of two
    /// currencies are not compared here.</summary>
    public Money? MissingOn(DateOnly day, Money required) =>
        required.Currency == Currency ? new(Math.Max(0, required.AmountMinor - HeldOn(day).AmountMinor), Currency) : null;

    private DepositLedger Less(Lodged lodged, long minor, DateOnly on) =>
        this with { Lodged = Lodged.Replace(lodged, lodged with { HeldMinor = lodged.HeldMinor - minor }), LastEntryOn = on };

    private DepositRefusal? Refuse(DateOnly on, Money amount) =>
        on < LastEntryOn ? DepositRefusal.Earlier
        : amount.Currency != Currency ? DepositRefusal.Currency
        : amount.AmountMinor <= 0 ? DepositRefusal.Amount : null;
}
