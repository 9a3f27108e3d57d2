using Licensing.Api.Database;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

public enum ConditionStep
{
    Add,
    Waive,
}

/// <summary>The exact condition that two people add or waive.</summary>
/// <param name="ConditionId">Public id of the one that is waived.</param>
/// <param name="From">First day on which it binds, or is waived; inclusive.</param>
public sealed record ConditionChange(ConditionStep Step, string LicenceId, string? ConditionId, string? Text, DateOnly From, DateOnly? DueOn, bool IsPublic);

/// <summary>A condition added or waived: what deciding it takes, and does.</summary>
public sealed class ConditionDecision(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock) : IProposedChange
{
    public ProposalKind Kind => ProposalKind.ChangeCondition;

    public string DecidedUnder => Permission.DecideConditions;

    // One that is added rests on no version of the licence: other facts of it change nothing about what is asked.
    public async Task<long?> VersionNowAsync(Proposal proposal, CancellationToken ct) =>
        proposal.Read<ConditionChange>().ConditionId is { } id ? await db.LicenceConditions.Where(c => c.PublicId == id).Select(c => (long?)c.Version).SingleOrDefaultAsync(ct) : null;

    public Task<Problem?> WhyNotAsync(Proposal proposal, CancellationToken ct) => Task.FromResult<Problem?>(null);

    public async Task<Problem?> ApplyAsync(Proposal proposal, string reason, CancellationToken ct)
    {
        var (change, now) = (proposal.Read<ConditionChange>(), clock.Now());
        if (change.Step == ConditionStep.Add)
        {
            var licence = await db.Licences.AsTracking().Include(l => l.Facts).SingleAsync(l => l.PublicId == change.LicenceId, ct);
            if (licence.WhyNot(LicenceAction.Vary, ministry.Today(clock), now) is { } refusal)
                return refusal;
            var added = new LicenceCondition(licence, change.Text!, change.From, change.DueOn, change.IsPublic, proposal, now, caller.Name);
            db.Add(added);
            db.Record(added, new ConditionAdded(change.LicenceId, added.From, added.DueOn, added.IsPublic), reason);
            return null;
        }

        var condition = await db.LicenceConditions.AsTracking().Include(c => c.Acts).SingleAsync(c => c.PublicId == change.ConditionId, ct);
        if (condition.IsClosed)
            return new Problem(ProblemCode.ConditionClosed);
        condition.Act(ConditionActKind.Waived, change.From, reason, null, proposal, now, caller.Name);
        db.Record(condition, new ConditionWaived(change.LicenceId, change.From), reason);
        return null;
    }
}
