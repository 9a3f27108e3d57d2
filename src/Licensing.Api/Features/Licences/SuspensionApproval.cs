using Licensing.Api.Database;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

/// <param name="From">First day, inclusive.</param>
/// <param name="Until">Last day, inclusive.</param>
public sealed record SuspensionChange(
    SuspensionGround Ground, DateOnly From, DateOnly? Until, string? Part, string? Condition, MeasureReason Reason, string Grounds, string? NoticeId, ServedOrder? Served);

/// <param name="Measure">Id of the fact.</param>
public sealed record LicenceSuspended(string Measure, SuspensionGround Ground, DateOnly From, DateOnly? Until, bool InPart, MeasureReason Reason, string? Notice, string? Order);

/// <summary>A suspension: what it takes, and does.</summary>
public sealed class SuspensionApproval(LicensingDb db, Caller caller, RegimeInForce regimes, Ministry ministry, TimeProvider clock)
    : MeasureApproval<SuspensionChange>(db, regimes, ministry, clock)
{
    public override ProposalKind Kind => ProposalKind.SuspendLicence;

    public override async Task<Problem?> WhyNotAsync(Licence licence, SuspensionChange change, CancellationToken ct)
    {
        if (MeasureMoves.WhyNotFrom(change.From, change.Served, Today) is { } tooEarly)
            return tooEarly;
        if (licence.WhyNot(change.Part is null ? LicenceAction.Suspend : LicenceAction.SuspendInPart, change.From, Now) is { } impossible)
            return impossible;
        var regime = await RegimeAsync(change.From, ct);
        var isSanction = change.Ground == SuspensionGround.Sanction;
        if (regime.WhyNot(isSanction ? LicensingStep.Suspend : LicensingStep.SuspendPreventively) is { } notSet)
            return notSet;
        if (await WhyNotSoLongAsync(licence, change, regime, ct) is { } tooLong)
            return tooLong;
        // A preventive suspension protects while the inquiry runs; who is to be heard first would be warned.
        return isSanction || change.NoticeId is not null ? await WhyNotAfterAsync(change.NoticeId, licence, IntendedMeasure.Suspension, regime, ct) : null;
    }

    protected override async Task ApplyAsync(Licence licence, SuspensionChange change, Proposal proposal, string reason, CancellationToken ct)
    {
        var fact = licence.Suspend(change.From, change.Until, change.Part, change.Ground, change.Condition, change.Reason, change.Grounds, Now, caller.Name).By(proposal);
        Db.Record(licence, new LicenceSuspended(fact.PublicId, change.Ground, change.From, change.Until, change.Part is not null, change.Reason, change.NoticeId, change.Served?.Order), reason);
        await UseAsync(change.NoticeId, licence, fact, reason, ct);
    }

    private async Task<Problem?> WhyNotSoLongAsync(Licence licence, SuspensionChange change, RegimeOn regime, CancellationToken ct)
    {
        var earlier = await EarlierAsync(licence, change, ct);
        var from = change.Ground == SuspensionGround.Preventive
            ? SuspensionLimits.BeginningOf(change.From, earlier.Where(s => s.LicenceId == licence.Id).Select(s => (s.From, s.LastDay)))
            : change.From;
        var rule = regime.Answer(change.Ground == SuspensionGround.Sanction ? RegimeQuestion.Suspension : RegimeQuestion.PreventiveSuspension);
        var limit = SuspensionLimits.Judge(from, change.Until, earlier.Count, rule, regime.Calendar);
        return limit.Verdict switch
        {
            SuspensionVerdict.Within => null,
            SuspensionVerdict.TooLong or SuspensionVerdict.NoLastDay => new Problem(ProblemCode.SuspensionTooLong,
                $"It may last until {limit.LastDay:yyyy-MM-dd} at the longest{(from < change.From ? $", counted from {from:yyyy-MM-dd}, since it continues an earlier one" : limit.Time > 1 ? $", being number {limit.Time}" : "")}."),
            SuspensionVerdict.LadderUsed => new Problem(ProblemCode.SuspensionLadderUsed, $"It would be suspension number {limit.Time}; the regime has no such step. Possible is: revoke."),
            SuspensionVerdict.NotInLaw => new Problem(ProblemCode.RegimeExcludes, "The regime has no such suspension."),
            SuspensionVerdict.Undetermined => RegimeOn.Undetermined("the suspension", limit.Doubt!.Value),
            // WhyNot(step) has asked.
            _ => new Problem(ProblemCode.RegimeNotSet),
        };
    }

    /// <summary>Suspensions of its kind under any licence of the agency: a new licence begins no new ladder. Those set aside or recorded in error are none.</summary>
    private async Task<List<(long LicenceId, DateOnly From, DateOnly? LastDay)>> EarlierAsync(Licence licence, SuspensionChange change, CancellationToken ct)
    {
        LicenceFactKind[] kinds = [LicenceFactKind.Suspension, LicenceFactKind.Lifting, LicenceFactKind.SettingAside];
        var facts = await Db.LicenceFacts.AsNoTracking().Where(f => f.Licence.AgencyId == licence.AgencyId && kinds.Contains(f.Kind) && f.WithdrawnAt == null).ToListAsync(ct);
        return [.. facts.Where(f => f.Kind == LicenceFactKind.Suspension && f.Ground == change.Ground
                && !facts.Exists(s => s.Kind == LicenceFactKind.SettingAside && s.About == f.PublicId))
            .Select(f => (f.LicenceId, f.From, Earlier(f.Until, facts.Where(l => l.Kind == LicenceFactKind.Lifting && l.About == f.PublicId).Min(l => (DateOnly?)l.From)?.AddDays(-1))))];
    }

    private static DateOnly? Earlier(DateOnly? one, DateOnly? other) => one is null ? other : other is null || one < other ? one : other;
}
