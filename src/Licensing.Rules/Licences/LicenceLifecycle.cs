using static Licensing.Rules.Licences.ApplicationAction;
using static Licensing.Rules.Licences.ApplicationState;

namespace Licensing.Rules.Licences;

/// <summary>Where an application for a licence, a renewal, a variation or a full licence stands.</summary>
public enum ApplicationState
{
    /// <summary>Being written; the ministry does not see it.</summary>
    Draft,

    /// <summary>Waits for the check that it is complete.</summary>
    Submitted,

    /// <summary>Given back to be completed.</summary>
    Returned,

    /// <summary>Complete, and being examined.</summary>
    UnderExamination,

    /// <summary>Granted.</summary>
    Granted,

    /// <summary>A provisional licence was granted.</summary>
    GrantedProvisionally,

    /// <summary>Refused.</summary>
    Refused,

    /// <summary>Taken back by the agency.</summary>
    Withdrawn,

    /// <summary>Not completed in time.</summary>
    Lapsed,
}

public enum ApplicationAction
{
    /// <summary>The agency submits it.</summary>
    Submit,

    /// <summary>Sends it back to the applicant for correction.</summary>
    Return,

    /// <summary>The agency submits it again, completed.</summary>
    Resubmit,

    /// <summary>The agency takes it back.</summary>
    Withdraw,

    /// <summary>Finds it complete and begins the examination.</summary>
    Examine,

    /// <summary>The licence is granted.</summary>
    Grant,

    /// <summary>A provisional licence is granted.</summary>
    GrantProvisionally,

    /// <summary>It is refused.</summary>
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
    /// <summary>No term was ever granted.</summary>
    NotGranted,

    /// <summary>Granted from a later day.</summary>
    Upcoming,

    /// <summary>In force, provisionally.</summary>
    Provisional,

    /// <summary>In force.</summary>
    Full,

    /// <summary>In force, but for a part.</summary>
    PartlySuspended,

    /// <summary>Not in force while suspended.</summary>
    Suspended,

    /// <summary>The term is over.</summary>
    Expired,

    /// <summary>Given back by the agency.</summary>
    Surrendered,

    /// <summary>Taken away.</summary>
    Revoked,
}

public enum LicenceAction
{
    /// <summary>Granted.</summary>
    Grant,

    /// <summary>Granted provisionally.</summary>
    GrantProvisionally,

    /// <summary>Makes a provisional licence a full one.</summary>
    Confirm,

    /// <summary>Changes class, conditions or scope; no state follows from it.</summary>
    Vary,

    /// <summary>Renewed in time.</summary>
    Renew,

    /// <summary>Renews after the licence has ended, where the regime allows it.</summary>
    RenewLate,

    /// <summary>A part of it is suspended.</summary>
    SuspendInPart,

    /// <summary>Suspended as a whole.</summary>
    Suspend,

    /// <summary>Ends a suspension before its day, or one that has none.</summary>
    Lift,

    /// <summary>An appeal keeps a measure from taking effect.</summary>
    Stay,

    /// <summary>The stay of a measure ends.</summary>
    EndStay,

    /// <summary>An appeal takes a measure away: the licence is reinstated.</summary>
    SetAside,

    /// <summary>Revoked.</summary>
    Revoke,

    /// <summary>Given back, and accepted.</summary>
    AcceptSurrender,

    /// <summary>The deposit is whole again.</summary>
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

    /// <summary>It holds on that day.</summary>
    InForce,

    /// <summary>A court or authority holds it up.</summary>
    Stayed,

    /// <summary>It was lifted, from a day on.</summary>
    Lifted,

    /// <summary>It counts as if it had never been.</summary>
    SetAside,

    /// <summary>Its last day has passed.</summary>
    Ended,
}

/// <summary><c>Begin</c> and <c>End</c> come by time.</summary>
public enum MeasureAction { Begin, Lift, Stay, EndStay, SetAside, End }

public enum AppealState
{
    /// <summary>Waits for a decision.</summary>
    Lodged,

    /// <summary>What was decided fell.</summary>
    Allowed,

    /// <summary>What was decided stands.</summary>
    Dismissed,

    /// <summary>To be decided again.</summary>
    Remitted,

    /// <summary>Taken back by whoever lodged it.</summary>
    Withdrawn,
}

public enum AppealAction
{
    /// <summary>The appeal is right: what was decided falls.</summary>
    Allow,

    /// <summary>The appeal is wrong: what was decided stands.</summary>
    Dismiss,

    /// <summary>It is to be decided again.</summary>
    Remit,

    /// <summary>Whoever lodged it takes it back.</summary>
    Withdraw,
}

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
