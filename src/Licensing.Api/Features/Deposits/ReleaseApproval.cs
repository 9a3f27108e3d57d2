using Licensing.Api.Database;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Deposits;

/// <summary>Giving a deposit back: what deciding it takes, and does. Whether it may be is asked again on the day of the decision.</summary>
public sealed class ReleaseApproval(LicensingDb db, ReleasePlan plan, Caller caller, Ministry ministry, TimeProvider clock) : IProposedChange
{
    public ProposalKind Kind => ProposalKind.ReleaseDeposit;

    public string DecidedUnder => Permission.DecideDeposits;

    public Task<long?> VersionNowAsync(Proposal proposal, CancellationToken ct) =>
        db.Deposits.Where(d => d.PublicId == proposal.SubjectId).Select(d => (long?)d.Version).SingleOrDefaultAsync(ct);

    public Task<Problem?> WhyNotAsync(Proposal proposal, CancellationToken ct) => Task.FromResult<Problem?>(null);

    public async Task<Problem?> ApplyAsync(Proposal proposal, string reason, CancellationToken ct)
    {
        var decidedOn = proposal.Read<ProposedRelease>();
        var licence = (await db.LicenceOfDepositAsync(decidedOn.LicenceId, ct))!;
        var deposit = (await db.DepositOfAsync(licence.Id, ct))!;
        var (refusal, now) = await plan.MakeAsync(licence, deposit, ct);
        if (now is null)
            return refusal;
        if (now != decidedOn)
            return new Problem(ProblemCode.ProposalStale);
        if (deposit.ReleaseAll(ministry.Today(clock), new(proposal.PublicId, clock.Now(), caller.Name)) is { } refused)
            return DepositShape.Of(refused, deposit.Currency);
        db.Record(deposit, new DepositReleased(now.Released.AmountMinor, now.Released.Currency), reason);
        return null;
    }
}
