using Licensing.Api.Database;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Licences;
using Licensing.Api.Http;
using Licensing.Rules.Deposits;
using Licensing.Rules.Licences;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Deposits;

/// <summary>The exact release that two people decide on: all that is held.</summary>
/// <param name="LicenceEndedOn">Last day of the licence, inclusive.</param>
public sealed record ProposedRelease(string LicenceId, string DepositId, Money Released, DateOnly LicenceEndedOn);

/// <summary>Whether a deposit may be given back today. Asked when it is proposed, and again when it is decided.</summary>
public sealed class ReleasePlan(LicensingDb db, DepositReckoning reckoning, Ministry ministry, TimeProvider clock)
{
    // Every other status is a case that is open, also one that is added later.
    private static readonly FindingStatus[] Over = [FindingStatus.Dismissed, FindingStatus.Withdrawn, FindingStatus.Closed];

    public async Task<(Problem? Refusal, ProposedRelease? Proposed)> MakeAsync(Licence licence, Deposit deposit, CancellationToken ct)
    {
        var (today, ledger) = (ministry.Today(clock), deposit.ToLedger());
        if (ledger.HeldMinor == 0)
            return (new(ProblemCode.DepositNothingHeld), null);
        var ended = LicenceEnd.LastDay(licence.ToFacts(), today, clock.Now());
        if (ended is null)
            return (new(ProblemCode.DepositNotReleasable, "The licence has not ended. While it holds nothing is given back, nor what is held above the required sum: no regime says that it may be."), null);
        var required = await reckoning.RequiredOnAsync(licence, today, ct);
        var regime = required.Regime;
        var answer = regime.Answer(RegimeQuestion.DepositRelease);
        var counting = regime.Answer(RegimeQuestion.DayCounting).As<DayCountingRule>();
        if (regime.WhyNot(answer.As<ReleaseRule>() is null ? [RegimeQuestion.DepositRelease] : [RegimeQuestion.DepositRelease, RegimeQuestion.DayCounting]) is { } notSet)
            return (notSet, null);

        var claims = await db.DepositClaims.CountAsync(c => c.LicenceId == licence.Id && c.ClosedAt == null, ct);
        var findings = await db.Findings.CountAsync(f => f.Placement.AgencyId == licence.AgencyId && !Over.Contains(f.Status), ct);
        var appeals = await db.Appeals.CountAsync(a => a.LicenceId == licence.Id && a.ClosedAt == null, ct);
        // Where the regime asks for no time, how days are counted plays no part.
        var judged = DepositRelease.Judge(answer, ended, required.LastContractEnds, claims + findings + appeals, ledger.DebtMinor, today, counting ?? new(false, false), regime.Calendar);
        return judged.Obstacle switch
        {
            null => (null, new(licence.PublicId, deposit.PublicId, new(ledger.HeldMinor, deposit.Currency), ended.Value)),
            ReleaseObstacle.NotKnown => (new(ProblemCode.RegimeNotSet, "The first day on which the deposit may be given back lies beyond the ministry's list of holidays. Propose a longer calendar: POST /v1/regime/calendars."), null),
            ReleaseObstacle.LastContractNotKnown => (new(ProblemCode.DepositNotReleasable, "The day on which the last contract ends is not known. Record it: POST /v1/licences/{licenceId}/deposit/facts, last-contract-ends."), null),
            ReleaseObstacle.CasesOpen => (new(ProblemCode.DepositNotReleasable, $"Cases are open: {claims} claims on the deposit, {findings} findings about the agency, {appeals} appeals about the licence."), null),
            ReleaseObstacle.DebtOpen => (new(ProblemCode.DepositNotReleasable, $"A debt of {ledger.DebtMinor} {deposit.Currency}, in minor units, is left."), null),
            _ => (new(ProblemCode.DepositNotReleasable, $"It may be given back from {judged.FirstDay:yyyy-MM-dd} on; the licence ended on {ended:yyyy-MM-dd}."), null),
        };
    }
}
