using Licensing.Api.Database;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Deposits;

/// <summary>A draw-down: what deciding it takes, and does. The day of the decision is the day of the draw-down; the time to restore the
/// deposit runs from it.</summary>
public sealed class DrawDownApproval(LicensingDb db, DrawDownPlan plan, DepositDemands demands, Caller caller, Ministry ministry, TimeProvider clock) : IProposedChange
{
    public ProposalKind Kind => ProposalKind.DrawDeposit;

    public string DecidedUnder => Permission.DecideDeposits;

    public Task<long?> VersionNowAsync(Proposal proposal, CancellationToken ct) =>
        db.Deposits.Where(d => d.PublicId == proposal.SubjectId).Select(d => (long?)d.Version).SingleOrDefaultAsync(ct);

    public Task<Problem?> WhyNotAsync(Proposal proposal, CancellationToken ct) => Task.FromResult<Problem?>(null);

    public async Task<Problem?> ApplyAsync(Proposal proposal, string reason, CancellationToken ct)
    {
        var decidedOn = proposal.Read<ProposedDrawDown>();
        var licence = (await db.LicenceOfDepositAsync(decidedOn.LicenceId, ct))!;
        var deposit = (await db.DepositOfAsync(licence.Id, ct))!;
        var claims = await db.ClaimsAsync(licence.Id, [.. decidedOn.Claims.Select(c => c.Claim)], ct);
        var (refusal, now) = await plan.MakeAsync(licence, deposit, claims, ct);
        if (now is null)
            return refusal;
        // A paper ended, a day passed on which the law or the licence is another: the shares would not be those that were proposed.
        if (!now.IsAs(decidedOn))
            return new Problem(ProblemCode.ProposalStale);

        var today = ministry.Today(clock);
        var (refused, draw) = deposit.DrawFor(claims, plan.Rule, now.DebtIsDue, today, new(proposal.PublicId, clock.Now(), caller.Name));
        if (draw is null)
            return DepositShape.Of(refused!.Value, deposit.Currency);
        if (demands.Make(licence, plan.Demand, today, proposal, reason) is { } demand)
            draw.Demanded(demand);
        db.Record(deposit, new DepositDrawnOn(draw.PublicId, draw.DrawnMinor, draw.DebtMinor, deposit.Currency, claims.Count), reason);
        foreach (var claim in claims)
            db.Record(claim, new ClaimDrawnFor(licence.PublicId, draw.PublicId, claim.PaidMinor!.Value, claim.AmountMinor - claim.PaidMinor.Value), reason);
        return null;
    }
}
