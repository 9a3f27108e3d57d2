using static Licensing.Rules.Licences.ApplicationAction;
using static Licensing.Rules.Licences.ApplicationState;

namespace Licensing.Rules.Licences;

/// <summary>Where an application for a licence, a renewal, a variation or a full licence stands.</summary>
public enum ApplicationState { Draft, Submitted, Returned, UnderExamination, Granted, GrantedProvisionally, Refused, Withdrawn, Lapsed }

public enum ApplicationAction
{
    Submit,
    /// <summary>Sends it back to the applicant for correction.</summary>
    Return,
    Resubmit,
    Withdraw,
    /// <summary>Finds it complete and begins the examination.</summary>
    Examine,
    Grant,
    GrantProvisionally,
    Refuse,
    /// <summary>The time to decide passed, and the regime says that silence is refusal.</summary>
    RefuseBySilence,
    /// <summary>The time to decide passed, and the regime says that silence is a grant.</summary>
    GrantBySilence,
    /// <summary>The time to correct it passed.</summary>
    Lapse,
    /// <summary>A review or an appeal sends the refusal back to be decided again.</summary>
    Reopen,
    /// <summary>A review or an appeal grants what was refused.</summary>
    GrantOnAppeal,
}

/// <summary>What a licence is on a day. It is computed from dated facts (<see cref="LicenceStatus"/>) and never stored.</summary>
public enum LicenceState
{
    NotGranted,
    /// <summary>Granted from a later day.</summary>
    Upcoming,
    Provisional,
    Full,
    PartlySuspended,
    Suspended,
    Expired,
    Surrendered,
    Revoked,
}

public enum LicenceAction
{
    Grant,
    GrantProvisionally,
    /// <summary>Makes a provisional licence a full one.</summary>
    Confirm,
    /// <summary>Changes class, conditions or scope; no state follows from it.</summary>
    Vary,
    Renew,
    /// <summary>Renews after the licence has ended, where the regime allows it.</summary>
    RenewLate,
    SuspendInPart,
    Suspend,
    /// <summary>Ends a suspension before its day, or one that has none.</summary>
    Lift,
    /// <summary>An appeal keeps a measure from taking effect.</summary>
    Stay,
    EndStay,
    /// <summary>An appeal takes a measure away: the licence is reinstated.</summary>
    SetAside,
    Revoke,
    AcceptSurrender,
    RestoreDeposit,
    /// <summary>By time: the first day of the licence, or of a renewal after a gap, comes.</summary>
    Begin,
    /// <summary>By time: the last day of a suspension has passed.</summary>
    EndSuspension,
    /// <summary>By time: the last day to restore the deposit has passed.</summary>
    StopForDeposit,
    /// <summary>By time: the last day of the licence has passed without a renewal.</summary>
    Expire,
}

/// <summary>What a suspension or a revocation is on a day.</summary>
public enum MeasureState
{
    /// <summary>Ordered from a later day.</summary>
    Ordered,
    InForce,
    Stayed,
    Lifted,
    SetAside,
    /// <summary>Its last day has passed.</summary>
    Ended,
}

/// <summary><c>Begin</c> and <c>End</c> come by time.</summary>
public enum MeasureAction { Begin, Lift, Stay, EndStay, SetAside, End }

public enum AppealState { Lodged, Allowed, Dismissed, Remitted, Withdrawn }

public enum AppealAction { Allow, Dismiss, Remit, Withdraw }

/// <summary>Every transition there is, in four tables, because four things live: an application, the licence, each measure
/// against it, and each appeal. An application ends when it is decided; the licence then begins a life of its own. Two
/// suspensions may overlap, so what lifting one leads to is decided by the facts: such rows name every state that may follow.</summary>
public static class LicenceLifecycle
{
    public static readonly Lifecycle<ApplicationState, ApplicationAction> Applications = new(
        (Draft, Submit, [Submitted]),
        (Draft, Withdraw, [Withdrawn]),

        (Submitted, Return, [Returned]),
        (Submitted, Withdraw, [Withdrawn]),
        (Submitted, Examine, [UnderExamination]),
        (Submitted, RefuseBySilence, [Refused]),
        (Submitted, GrantBySilence, [Granted]),

        (Returned, Resubmit, [Submitted]),
        (Returned, Withdraw, [Withdrawn]),
        (Returned, Lapse, [Lapsed]),

        (UnderExamination, Return, [Returned]),
        (UnderExamination, Withdraw, [Withdrawn]),
        (UnderExamination, Grant, [Granted]),
        (UnderExamination, GrantProvisionally, [GrantedProvisionally]),
        (UnderExamination, Refuse, [Refused]),
        (UnderExamination, RefuseBySilence, [Refused]),
        (UnderExamination, GrantBySilence, [Granted]),

        (Refused, Reopen, [UnderExamination]),
        (Refused, GrantOnAppeal, [Granted]));

    public static readonly Lifecycle<LicenceState, LicenceAction> Licences = new([.. LicenceRows()]);

    public static readonly Lifecycle<MeasureState, MeasureAction> Measures = new(
        (MeasureState.Ordered, MeasureAction.Begin, [MeasureState.InForce]),
        (MeasureState.Ordered, MeasureAction.Lift, [MeasureState.Lifted]),
        (MeasureState.Ordered, MeasureAction.Stay, [MeasureState.Stayed]),
        (MeasureState.Ordered, MeasureAction.SetAside, [MeasureState.SetAside]),

        (MeasureState.InForce, MeasureAction.Lift, [MeasureState.Lifted]),
        (MeasureState.InForce, MeasureAction.Stay, [MeasureState.Stayed]),
        (MeasureState.InForce, MeasureAction.SetAside, [MeasureState.SetAside]),
        (MeasureState.InForce, MeasureAction.End, [MeasureState.Ended]),

        (MeasureState.Stayed, MeasureAction.Lift, [MeasureState.Lifted]),
        (MeasureState.Stayed, MeasureAction.EndStay, [MeasureState.InForce, MeasureState.Ordered]),
        (MeasureState.Stayed, MeasureAction.SetAside, [MeasureState.SetAside]),
        // A stay does not lengthen a suspension: its last day is its last day.
        (MeasureState.Stayed, MeasureAction.End, [MeasureState.Ended]),

        // An appeal may be decided after the measure is over, and still clear the record.
        (MeasureState.Lifted, MeasureAction.SetAside, [MeasureState.SetAside]),
        (MeasureState.Ended, MeasureAction.SetAside, [MeasureState.SetAside]));

    public static readonly Lifecycle<AppealState, AppealAction> Appeals = new(
        (AppealState.Lodged, AppealAction.Allow, [AppealState.Allowed]),
        (AppealState.Lodged, AppealAction.Dismiss, [AppealState.Dismissed]),
        (AppealState.Lodged, AppealAction.Remit, [AppealState.Remitted]),
        (AppealState.Lodged, AppealAction.Withdraw, [AppealState.Withdrawn]));

    private static IEnumerable<(LicenceState, LicenceAction, LicenceState[])> LicenceRows()
    {
        const LicenceState notGranted = LicenceState.NotGranted, upcoming = LicenceState.Upcoming, provisional = LicenceState.Provisional, full = LicenceState.Full,
            partly = LicenceState.PartlySuspended, suspended = LicenceState.Suspended, expired = LicenceState.Expired, surrendered = LicenceState.Surrendered, revoked = LicenceState.Revoked;
        LicenceState[] unsuspended = [provisional, full], standing = [provisional, full, partly, suspended];

        yield return (notGranted, LicenceAction.Grant, [full, upcoming]);
        yield return (notGranted, LicenceAction.GrantProvisionally, [provisional, upcoming]);

        yield return (upcoming, LicenceAction.Begin, standing);
        yield return (upcoming, LicenceAction.Vary, [upcoming]);
        yield return (upcoming, LicenceAction.AcceptSurrender, [surrendered]);
        yield return (upcoming, LicenceAction.Revoke, [revoked]);

        foreach (var from in standing)
        {
            yield return (from, LicenceAction.Vary, [from]);
            yield return (from, LicenceAction.SuspendInPart, [from == suspended ? suspended : partly]);
            yield return (from, LicenceAction.Suspend, [suspended]);
            yield return (from, LicenceAction.StopForDeposit, [suspended]);
            yield return (from, LicenceAction.Revoke, [revoked]);
            yield return (from, LicenceAction.AcceptSurrender, [surrendered]);
            yield return (from, LicenceAction.Expire, [expired]);
        }
        yield return (provisional, LicenceAction.Confirm, [full]);
        yield return (partly, LicenceAction.Confirm, [partly]);
        yield return (suspended, LicenceAction.Confirm, [suspended]);
        yield return (full, LicenceAction.Renew, [full]);
        yield return (partly, LicenceAction.Renew, [partly]);
        yield return (suspended, LicenceAction.Renew, [suspended]);
        yield return (expired, LicenceAction.RenewLate, standing);
        yield return (expired, LicenceAction.Begin, standing);      // a renewal that was granted from a later day
        yield return (expired, LicenceAction.Revoke, [revoked]);

        // A measure that is stayed, or ordered from a later day, can be lifted or set aside while the licence is whole.
        foreach (var action in (LicenceAction[])[LicenceAction.Lift, LicenceAction.Stay, LicenceAction.SetAside])
        {
            yield return (provisional, action, [provisional]);
            yield return (full, action, [full]);
            yield return (partly, action, [.. unsuspended, partly]);
            yield return (suspended, action, standing);
            yield return (expired, action, [expired]);
            yield return (surrendered, action, [surrendered]);
            yield return (revoked, action, [.. standing, upcoming, expired, surrendered, revoked]);
        }
        yield return (provisional, LicenceAction.EndStay, [provisional, partly, suspended, revoked]);
        yield return (full, LicenceAction.EndStay, [full, partly, suspended, revoked]);
        yield return (partly, LicenceAction.EndStay, [partly, suspended, revoked]);
        yield return (suspended, LicenceAction.EndStay, [suspended, revoked]);
        yield return (expired, LicenceAction.EndStay, [expired, revoked]);
        yield return (surrendered, LicenceAction.EndStay, [surrendered, revoked]);
        yield return (revoked, LicenceAction.EndStay, [revoked]);

        yield return (partly, LicenceAction.EndSuspension, [.. unsuspended, partly]);
        yield return (suspended, LicenceAction.EndSuspension, standing);

        // The deposit may be restored at any time while it is owed; only a stopped licence changes by it.
        foreach (var from in (LicenceState[])[provisional, full, partly, expired, surrendered, revoked]) yield return (from, LicenceAction.RestoreDeposit, [from]);
        yield return (suspended, LicenceAction.RestoreDeposit, standing);
    }
}
