using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Licensing.Rules.Licences;

/// <summary>What every licensing regime must answer, with a value that has a source, or by saying that it is not known.
/// The order is that of a licence's life.</summary>
public enum RegimeQuestion
{
    /// <summary>The classes in which licences are given.</summary>
    Classes,
    /// <summary>The least paid-up capital.</summary>
    Capital,
    /// <summary>The least share that nationals must own.</summary>
    Ownership,
    /// <summary>The documents that an application must hold.</summary>
    Documents,
    /// <summary>The questions that decide whether owners and managers are fit and proper.</summary>
    FitAndProper,
    /// <summary>What the state asks for a first licence.</summary>
    LicenceFee,
    /// <summary>The time to check that an application is complete.</summary>
    CompletenessCheck,
    /// <summary>The time in which the public may object to an application.</summary>
    ObjectionWindow,
    /// <summary>The time in which an application is decided.</summary>
    DecisionPeriod,
    /// <summary>What it means when that time passes without a decision.</summary>
    Silence,
    /// <summary>The form of a licence number.</summary>
    LicenceNumber,
    /// <summary>How long a provisional licence lasts.</summary>
    ProvisionalTerm,
    /// <summary>How long a licence lasts, the first and the later ones.</summary>
    Term,
    /// <summary>The security deposit that must be held.</summary>
    Deposit,
    /// <summary>The time to lodge the deposit after the grant.</summary>
    DepositLodging,
    /// <summary>How a deposit that does not suffice is shared.</summary>
    DepositSharing,
    /// <summary>The time to restore a deposit after it was used.</summary>
    DepositTopUp,
    /// <summary>What follows when it is not restored in time.</summary>
    DepositDefault,
    /// <summary>What becomes of claims that the deposit did not cover.</summary>
    DepositShortfall,
    /// <summary>When the deposit is given back after the licence has ended.</summary>
    DepositRelease,
    /// <summary>When a renewal must be applied for.</summary>
    RenewalWindow,
    /// <summary>Whether, until when and at what price a licence is renewed late.</summary>
    LateRenewal,
    /// <summary>What the state asks for a renewal.</summary>
    RenewalFee,
    /// <summary>The least number of workers that an agency must send.</summary>
    MinimumVolume,
    /// <summary>Whether sub-agents are forbidden or registered.</summary>
    SubAgents,
    /// <summary>The points at which something follows, and what.</summary>
    DemeritBands,
    /// <summary>How long a point counts.</summary>
    DemeritExpiry,
    /// <summary>The time to answer a notice to show cause.</summary>
    ShowCause,
    /// <summary>Suspension before an inquiry has ended.</summary>
    PreventiveSuspension,
    /// <summary>Suspension as a sanction.</summary>
    Suspension,
    /// <summary>The time to ask the authority to review its decision.</summary>
    Review,
    /// <summary>The time to appeal to another body.</summary>
    Appeal,
    /// <summary>Whether the first day of a time counts, and what happens when the last one is a holiday.</summary>
    DayCounting,
}

/// <summary>Something that an officer or an agency does under a regime, and that cannot be done while a value is not known.</summary>
public enum LicensingStep
{
    /// <summary>To apply.</summary>
    Apply,

    /// <summary>To check that an application is complete.</summary>
    CheckApplication,

    /// <summary>To decide an application.</summary>
    DecideApplication,

    /// <summary>To grant a provisional licence.</summary>
    GrantProvisionally,

    /// <summary>To grant a licence.</summary>
    Grant,

    /// <summary>To renew one in time.</summary>
    Renew,

    /// <summary>To renew one late.</summary>
    RenewLate,

    /// <summary>To count demerit points.</summary>
    CountDemerits,

    /// <summary>To suspend before the agency was heard.</summary>
    SuspendPreventively,

    /// <summary>To suspend.</summary>
    Suspend,

    /// <summary>To revoke.</summary>
    Revoke,

    /// <summary>To draw on the deposit.</summary>
    DrawDeposit,

    /// <summary>To give the deposit back.</summary>
    ReleaseDeposit,

    /// <summary>To ask the ministry to look again.</summary>
    Review,

    /// <summary>To appeal.</summary>
    Appeal,

    /// <summary>To register a sub-agent.</summary>
    RegisterSubAgent,
}

public static class LicensingSteps
{
    private static readonly FrozenDictionary<LicensingStep, ImmutableArray<RegimeQuestion>> Table = new Dictionary<LicensingStep, ImmutableArray<RegimeQuestion>>
    {
        [LicensingStep.Apply] = [RegimeQuestion.Classes, RegimeQuestion.Capital, RegimeQuestion.Ownership, RegimeQuestion.Documents, RegimeQuestion.FitAndProper, RegimeQuestion.LicenceFee],
        [LicensingStep.CheckApplication] = [RegimeQuestion.Documents, RegimeQuestion.CompletenessCheck, RegimeQuestion.DayCounting],
        [LicensingStep.DecideApplication] = [RegimeQuestion.Capital, RegimeQuestion.Ownership, RegimeQuestion.FitAndProper, RegimeQuestion.ObjectionWindow, RegimeQuestion.DecisionPeriod, RegimeQuestion.Silence, RegimeQuestion.DayCounting],
        [LicensingStep.GrantProvisionally] = [RegimeQuestion.ProvisionalTerm, RegimeQuestion.LicenceNumber, RegimeQuestion.Deposit, RegimeQuestion.DepositLodging],
        [LicensingStep.Grant] = [RegimeQuestion.Term, RegimeQuestion.LicenceNumber, RegimeQuestion.Deposit, RegimeQuestion.DepositLodging],
        [LicensingStep.Renew] = [RegimeQuestion.Term, RegimeQuestion.RenewalWindow, RegimeQuestion.RenewalFee, RegimeQuestion.MinimumVolume, RegimeQuestion.Deposit],
        [LicensingStep.RenewLate] = [RegimeQuestion.Term, RegimeQuestion.LateRenewal, RegimeQuestion.RenewalFee, RegimeQuestion.MinimumVolume, RegimeQuestion.Deposit],
        [LicensingStep.CountDemerits] = [RegimeQuestion.DemeritBands, RegimeQuestion.DemeritExpiry],
        [LicensingStep.SuspendPreventively] = [RegimeQuestion.PreventiveSuspension],
        [LicensingStep.Suspend] = [RegimeQuestion.ShowCause, RegimeQuestion.Suspension, RegimeQuestion.DayCounting],
        [LicensingStep.Revoke] = [RegimeQuestion.ShowCause, RegimeQuestion.DayCounting],
        [LicensingStep.DrawDeposit] = [RegimeQuestion.DepositSharing, RegimeQuestion.DepositTopUp, RegimeQuestion.DepositDefault, RegimeQuestion.DepositShortfall, RegimeQuestion.DayCounting],
        [LicensingStep.ReleaseDeposit] = [RegimeQuestion.DepositRelease],
        [LicensingStep.Review] = [RegimeQuestion.Review, RegimeQuestion.DayCounting],
        [LicensingStep.Appeal] = [RegimeQuestion.Appeal, RegimeQuestion.DayCounting],
        [LicensingStep.RegisterSubAgent] = [RegimeQuestion.SubAgents],
    }.ToFrozenDictionary();

    /// <summary>The answers without which the step cannot be taken.</summary>
    public static ImmutableArray<RegimeQuestion> Needs(this LicensingStep step) => Table[step];
}
