using Licensing.Api.Features.Regimes;
using Licensing.Rules.Licences;

namespace Licensing.Api.Features.Deadlines;

/// <summary>Which last day it is. An area that has deadlines of its own adds a word here and a source in its setup.</summary>
public enum DeadlineKind
{
    /// <summary>A condition of a licence is to be met.</summary>
    Condition,

    /// <summary>The licence ends.</summary>
    TermEnd,

    /// <summary>A renewal is to be applied for.</summary>
    RenewalWindow,

    /// <summary>A late renewal can still be applied for.</summary>
    LateRenewal,

    /// <summary>The deposit is to be restored.</summary>
    DepositTopUp,

    /// <summary>A guarantee expires.</summary>
    GuaranteeExpiry,

    /// <summary>A notice to show cause is to be answered.</summary>
    ShowCause,

    /// <summary>A review or an appeal can still be asked for.</summary>
    Appeal,

    /// <summary>A notice of findings or of a flag is to be answered.</summary>
    CaseNotice,

    /// <summary>A refund order is to be paid.</summary>
    RefundPayment,
}

public enum DeadlineForce
{
    /// <summary>It follows by itself, with no act of anybody.</summary>
    ByLaw,

    /// <summary>It is suggested to an officer; two people decide.</summary>
    Suggested,

    /// <summary>Nothing follows but that the time is over.</summary>
    None,
}

/// <summary>Something that is still to be done, with its last day.</summary>
/// <param name="Key">Internal key by which the source orders what is due on one day.</param>
/// <param name="SubjectId">Public id of what it is about: a condition, a licence, a demand.</param>
/// <param name="DueOn">Last day, inclusive.</param>
/// <param name="Follows">What follows when it passes, in the regime's word; null where no law says.</param>
/// <param name="Force">How it follows.</param>
public sealed record DueDuty(long Key, DeadlineKind Kind, string SubjectId, long AgencyId, string Agency, DateOnly DueOn, string? Follows, DeadlineForce Force);

/// <param name="Items">By rising key.</param>
/// <param name="Next">The key to go on after; null when the day is done.</param>
public sealed record DuePage(IReadOnlyList<DueDuty> Items, long? Next);

/// <summary>One kind of last days, found by day: what it costs follows what is due in the days asked for, never how many licences there are.</summary>
/// <remarks>Of each kind there is one. A source says what is open now. Whoever is told, and when, is not its business; so it is one class in the area that the deadline belongs to,
/// and one line in that area's setup.</remarks>
public interface IDeadlineSource
{
    DeadlineKind Kind { get; }

    /// <summary>The question that the regime leaves open and without which none of these days can be reckoned; null: none.</summary>
    RegimeQuestion? Undetermined(RegimeOn regime);

    /// <summary>Days on which something may be due, rising.</summary>
    /// <param name="from">First day, inclusive.</param>
    /// <param name="until">Last day, inclusive.</param>
    Task<IReadOnlyList<DateOnly>> DaysAsync(DateOnly from, DateOnly until, RegimeOn regime, CancellationToken ct);

    /// <summary>What is open and has that last day.</summary>
    /// <param name="scope">Whose, and what of it was told already.</param>
    /// <param name="after">Only larger keys.</param>
    Task<DuePage> DueOnAsync(DateOnly day, DeadlineScope scope, long after, int take, RegimeOn regime, CancellationToken ct);

    /// <summary>The key of a subject in the order of that day; null where there is none. A cursor names the subject: keys count rows, and nothing shows them.</summary>
    Task<long?> PlaceOfAsync(string subjectId, DateOnly day, RegimeOn regime, CancellationToken ct);
}

/// <param name="Agencies">Internal keys; null: every agency.</param>
/// <param name="Told">Subjects that are left out, since they were told already; null: none is.</param>
public sealed record DeadlineScope(IReadOnlyList<long>? Agencies, IQueryable<string>? Told);
