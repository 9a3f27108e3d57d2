using System.Collections.Immutable;
using System.Numerics;
using Licensing.Rules.Values;

namespace Licensing.Rules.Remedies;

/// <summary>What a payment settles first. The laws of the packs do not say; the order does.</summary>
public enum PaymentOrder
{
    /// <summary>A payment settles interest first.</summary>
    InterestFirst,

    /// <summary>A payment settles what was ordered first.</summary>
    PrincipalFirst,
}

/// <summary>How interest runs on an order: simple, on what is left of each lot.</summary>
public sealed record InterestTerms(Rational PercentPerYear, DayCount DayCount, PaymentOrder PaymentsGo, ImmutableArray<Lot> Lots);

/// <summary>What was ordered.</summary>
/// <param name="OrderedMinor">Without interest; above zero.</param>
/// <param name="On">The day of the order. Nothing is entered before it.</param>
/// <param name="DueOn">The last day on which it is paid in time, inclusive.</param>
/// <param name="Interest">Null where none runs. The lots together are at most what was ordered.</param>
public sealed record RefundTerms(string Currency, long OrderedMinor, DateOnly On, DateOnly DueOn, InterestTerms? Interest);

public enum RefundEntryKind
{
    /// <summary>Somebody who answers for it paid the worker.</summary>
    Paid,

    /// <summary>Paid from the security deposit.</summary>
    Covered,

    /// <summary>Given up, by two people.</summary>
    WrittenOff,

    /// <summary>Takes back an entry that was recorded in error; that one stays.</summary>
    Reversed,
}

/// <param name="On">The day on which it happened, from which it counts; it may be entered later. Of a reversal the day of what it takes back.</param>
/// <param name="Reverses">Of a reversal: the entry that it takes back.</param>
public sealed record RefundEntry(string Id, RefundEntryKind Kind, DateOnly On, long AmountMinor, string? Reverses = null);

/// <summary>What the worker says of a payment.</summary>
/// <param name="ReceivedMinor">What came; zero where nothing did.</param>
public sealed record WorkersWord(string Payment, DateOnly On, long ReceivedMinor);

public enum RefundRefusal
{
    /// <summary>An id that is already used in this ledger.</summary>
    Repeated,
    /// <summary>An amount that is not above zero; of a worker's word, one below zero or above the payment.</summary>
    Amount,
    /// <summary>A day before the order.</summary>
    Earlier,
    /// <summary>More than is owed on its day, or than would then be owed on a later entry's day.</summary>
    NotOwed,
    /// <summary>No such payment, or one that was taken back.</summary>
    Unknown,
    /// <summary>A write-off or a reversal: neither is taken back.</summary>
    NotReversible,
}

/// <param name="Ledger">After the entry; the same as before when it was refused.</param>
public sealed record RefundChange(RefundLedger Ledger, RefundRefusal? Refused);

public enum RefundStatus
{
    /// <summary>Something is owed, and its last day has not passed.</summary>
    Due,

    /// <summary>The day it was due has passed, and something is left.</summary>
    Overdue,

    /// <summary>Nothing is owed any more.</summary>
    Settled,

    /// <summary>Nothing is owed any more, something was paid, and the worker confirms all that was paid.</summary>
    Confirmed,
}

/// <summary>One stretch of days in which the same sum bore interest.</summary>
/// <param name="From">Does not count.</param>
/// <param name="Until">Counts.</param>
/// <param name="OnMinor">What bore interest, in minor units; a fraction where a payment left one.</param>
public sealed record InterestStretch(DateOnly From, DateOnly Until, Rational OnMinor, Rational Years, Rational InterestMinor);

/// <summary>An order as it stands at the end of a day. Always ordered + interest = paid + covered + written off + outstanding.</summary>
/// <param name="InterestExact">In minor units, before it is rounded.</param>
/// <param name="InterestMinor">The same, rounded up, once, on the total.</param>
/// <param name="ConfirmedMinor">What the worker says has come, of what was paid.</param>
/// <param name="DeniedMinor">What was recorded as paid and the worker says has not come.</param>
public sealed record RefundBalance(
    DateOnly On, long OrderedMinor, Rational InterestExact, BigInteger InterestMinor, BigInteger PaidMinor, BigInteger CoveredMinor, BigInteger WrittenOffMinor,
    BigInteger OutstandingMinor, BigInteger ConfirmedMinor, BigInteger DeniedMinor, RefundStatus Status, ImmutableArray<InterestStretch> Stretches);

/// <summary>What became of one order. A value: each entry gives a new ledger. Entries are only added, and each counts from its own day,
/// so a payment that is entered late stops interest on the day on which it was made.</summary>
public sealed record RefundLedger
{
    private RefundLedger(RefundTerms terms) => Terms = terms;

    /// <exception cref="ArgumentException">Nothing is ordered, or the lots are more than what is.</exception>
    public static RefundLedger Of(RefundTerms terms)
    {
        var lots = terms.Interest?.Lots ?? [];
        if (terms.OrderedMinor <= 0 || terms.DueOn < terms.On || lots.Any(l => l.AmountMinor <= 0) || lots.Aggregate(BigInteger.Zero, (sum, l) => sum + l.AmountMinor) > terms.OrderedMinor)
            throw new ArgumentException("An order is above zero, due on its day or later, and bears interest on no more than was ordered.", nameof(terms));
        return new(terms);
    }

    public RefundTerms Terms { get; }
    public ImmutableArray<RefundEntry> Entries { get; private init; } = [];

    /// <summary>Every word, in the order in which they were entered; of each payment the last counts.</summary>
    public ImmutableArray<WorkersWord> Words { get; private init; } = [];

    public RefundChange Pay(string id, DateOnly on, long minor) => Enter(new(id, RefundEntryKind.Paid, on, minor));

    public RefundChange Cover(string id, DateOnly on, long minor) => Enter(new(id, RefundEntryKind.Covered, on, minor));

    public RefundChange WriteOff(string id, DateOnly on, long minor) => Enter(new(id, RefundEntryKind.WrittenOff, on, minor));

    /// <summary>Takes back a payment, or what was covered, that was recorded in error: interest runs as if it had never been.</summary>
    public RefundChange Reverse(string id, string entry)
    {
        if (Entries.Any(e => e.Id == id)) return new(this, RefundRefusal.Repeated);
        if (Entries.FirstOrDefault(e => e.Id == entry) is not { } found || IsReversed(entry)) return new(this, RefundRefusal.Unknown);
        return found.Kind is RefundEntryKind.Paid or RefundEntryKind.Covered
            ? new(this with { Entries = Entries.Add(new(id, RefundEntryKind.Reversed, found.On, found.AmountMinor, entry)) }, null)
            : new(this, RefundRefusal.NotReversible);
    }

    /// <summary>The worker says what of a payment came. A later word replaces an earlier one, and both are kept.</summary>
    public RefundChange Confirm(string payment, DateOnly on, long receivedMinor)
    {
        if (Entries.FirstOrDefault(e => e.Id == payment && e.Kind == RefundEntryKind.Paid) is not { } found || IsReversed(payment)) return new(this, RefundRefusal.Unknown);
        if (receivedMinor < 0 || receivedMinor > found.AmountMinor) return new(this, RefundRefusal.Amount);
        return on < found.On ? new(this, RefundRefusal.Earlier) : new(this with { Words = Words.Add(new(payment, on, receivedMinor)) }, null);
    }

    public bool IsReversed(string entry) => Entries.Any(e => e.Reverses == entry);

    /// <summary>As it stands at the end of a day: what happened later is left out, whenever it was entered.</summary>
    /// <param name="day">Not before the order.</param>
    public RefundBalance On(DateOnly day)
    {
        var run = new Run(Terms);
        var standing = Standing().Where(e => e.On <= day).ToList();
        foreach (var entry in standing) run.Settle(entry);
        run.Accrue(day);
        BigInteger Sum(RefundEntryKind kind) => standing.Where(e => e.Kind == kind).Aggregate(BigInteger.Zero, (sum, e) => sum + e.AmountMinor);
        var paid = standing.Where(e => e.Kind == RefundEntryKind.Paid).ToList();
        var words = paid.Select(p => (p.AmountMinor, Word: Words.LastOrDefault(w => w.Payment == p.Id && w.On <= day))).Where(p => p.Word is not null).ToList();
        var confirmed = words.Aggregate(BigInteger.Zero, (sum, w) => sum + w.Word!.ReceivedMinor);
        var outstanding = run.OutstandingMinor;
        var status = !outstanding.IsZero ? day > Terms.DueOn ? RefundStatus.Overdue : RefundStatus.Due
            : paid.Count > 0 && confirmed == Sum(RefundEntryKind.Paid) ? RefundStatus.Confirmed : RefundStatus.Settled;
        return new(day, Terms.OrderedMinor, run.Interest, run.Interest.Ceiling(), Sum(RefundEntryKind.Paid), Sum(RefundEntryKind.Covered), Sum(RefundEntryKind.WrittenOff),
            outstanding, confirmed, words.Aggregate(BigInteger.Zero, (sum, w) => sum + w.AmountMinor - w.Word!.ReceivedMinor), status, [.. run.Stretches]);
    }

    private RefundChange Enter(RefundEntry entry)
    {
        if (Entries.Any(e => e.Id == entry.Id)) return new(this, RefundRefusal.Repeated);
        if (entry.AmountMinor <= 0) return new(this, RefundRefusal.Amount);
        if (entry.On < Terms.On) return new(this, RefundRefusal.Earlier);
        var after = this with { Entries = Entries.Add(entry) };
        var run = new Run(Terms);
        return after.Standing().All(run.Settle) ? new(after, null) : new(this, RefundRefusal.NotOwed);
    }

    // By the day on which they happened; of one day in the order in which they were entered.
    private IEnumerable<RefundEntry> Standing() => Entries.Where(e => e.Kind != RefundEntryKind.Reversed && !IsReversed(e.Id)).OrderBy(e => e.On);

    /// <summary>Goes through the entries by their days.</summary>
    private sealed class Run(RefundTerms terms)
    {
        private readonly (Rational Left, DateOnly From)[] _lots = [.. (terms.Interest?.Lots ?? []).OrderBy(l => l.From).Select(l => ((Rational)l.AmountMinor, l.From))];
        // What is owed and bears no interest.
        private Rational _rest = terms.OrderedMinor - (terms.Interest?.Lots ?? []).Aggregate(Rational.Zero, (sum, l) => sum + l.AmountMinor);
        private Rational _unpaid;

        /// <summary>All that ever ran.</summary>
        public Rational Interest { get; private set; }
        public List<InterestStretch> Stretches { get; } = [];
        public BigInteger OutstandingMinor => Owed.Ceiling();
        private Rational Owed => _lots.Aggregate(_rest, (sum, l) => sum + l.Left) + _unpaid;

        public void Accrue(DateOnly until)
        {
            for (var i = 0; i < _lots.Length; i++)
            {
                var (left, from) = _lots[i];
                if (until <= from) continue;
                _lots[i].From = until;
                if (left.Sign == 0) continue;
                var years = terms.Interest!.DayCount.Years(from, until);
                var interest = left * terms.Interest.PercentPerYear / 100 * years;
                (Interest, _unpaid) = (Interest + interest, _unpaid + interest);
                Stretches.Add(new(from, until, left, years, interest));
            }
        }

        /// <returns>Whether so much was owed on that day.</returns>
        public bool Settle(RefundEntry entry)
        {
            Accrue(entry.On);
            if (entry.AmountMinor > OutstandingMinor) return false;
            if (entry.AmountMinor == OutstandingMinor)
            {
                // The last unit is paid whole: what it was rounded up by is interest that was paid.
                Interest += entry.AmountMinor - Owed;
                (_rest, _unpaid) = (Rational.Zero, Rational.Zero);
                for (var i = 0; i < _lots.Length; i++) _lots[i].Left = Rational.Zero;
                return true;
            }
            var left = (Rational)entry.AmountMinor;
            if (terms.Interest?.PaymentsGo == PaymentOrder.InterestFirst) left = Take(ref _unpaid, left);
            for (var i = 0; i < _lots.Length; i++) left = Take(ref _lots[i].Left, left);
            left = Take(ref _rest, left);
            Take(ref _unpaid, left);
            return true;
        }

        private static Rational Take(ref Rational owed, Rational amount)
        {
            var taken = Rational.Min(owed, amount);
            owed -= taken;
            return amount - taken;
        }
    }
}
