using Licensing.Api.Database;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Flags;

/// <summary>The exact confirmation that two people decide.</summary>
/// <param name="Figures">What is confirmed. At the approval it must still be so.</param>
public sealed record FlagConfirmationChange(string FlagId, string Sentence, CaseFigures Figures);

/// <summary>A flag confirmed: what it takes, and does.</summary>
public sealed class FlagConfirmationApproval(LicensingDb db, Caller caller, NoticeGiving notices, Ministry ministry, TimeProvider clock) : IProposedChange
{
    public ProposalKind Kind => ProposalKind.ConfirmFlag;

    public string DecidedUnder => Permission.DecideFindings;

    // Not its version: that moves with every further placement of the quarter. What is confirmed are figures, and those are compared.
    public Task<long?> VersionNowAsync(Proposal proposal, CancellationToken ct) => Task.FromResult<long?>(null);

    public Task<Problem?> WhyNotAsync(Proposal proposal, CancellationToken ct) => Task.FromResult<Problem?>(null);

    /// <summary>What stands against it today; null: nothing.</summary>
    /// <param name="flag">With its excess.</param>
    public async Task<Problem?> WhyNotAsync(Flag flag, CancellationToken ct) => flag.WhyNot(FlagAction.Confirm)
        ?? await notices.WhyNotHeardAsync(flag.Status == FlagStatus.Open, await notices.LastItemAsync(flag, ct), CaseFigures.Of(flag), ct);

    public async Task<Problem?> ApplyAsync(Proposal proposal, string reason, CancellationToken ct)
    {
        var change = proposal.Read<FlagConfirmationChange>();
        var flag = await db.Flags.AsTracking().Include(f => f.Excess).Include(f => f.Agency).SingleAsync(f => f.PublicId == change.FlagId, ct);
        if (CaseFigures.Of(flag).Write() != change.Figures.Write())
            return new Problem(ProblemCode.ProposalStale);
        if (await WhyNotAsync(flag, ct) is { } refusal)
            return refusal;
        var (now, today) = (clock.Now(), ministry.Today(clock));
        var decision = new FlagDecision(flag, change.Sentence, proposal, today, now, caller.Name);
        foreach (var earlier in await db.FlagDecisions.AsTracking().Where(d => d.FlagId == flag.Id && d.SetAsideOn == null).ToListAsync(ct))
        {
            earlier.SetAside(today);
            db.Record(earlier, new FlagDecisionSetAside(today, decision.PublicId), reason);
        }

        db.Add(decision);
        db.Record(decision, new FlagConfirmed(flag.PublicId), reason);
        if (await notices.LastItemAsync(flag, ct) is { } item)
            item.End(now);
        flag.Move(FlagStatus.Confirmed, now);
        db.Record(flag, new FlagMoved(FlagStatus.Confirmed, decision.PublicId), reason);
        return null;
    }
}
