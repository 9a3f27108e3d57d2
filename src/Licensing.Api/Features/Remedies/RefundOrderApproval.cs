using Licensing.Api.Database;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Remedies;

/// <summary>A refund order: what deciding it takes, and does. It is reckoned again; where it comes out otherwise, because the disclosure or the finding has
/// changed, the proposal is stale. The day of the decision is the day of the order.</summary>
public sealed class RefundOrderApproval(LicensingDb db, RemedyCase remedies, Caller caller, Ministry ministry, TimeProvider clock) : IProposedChange
{
    public ProposalKind Kind => ProposalKind.OrderRefund;

    public string DecidedUnder => Permission.DecideRefundOrders;

    // A placement has no version; what was reported of it is compared.
    public Task<long?> VersionNowAsync(Proposal proposal, CancellationToken ct) => Task.FromResult<long?>(null);

    public Task<Problem?> WhyNotAsync(Proposal proposal, CancellationToken ct) => Task.FromResult<Problem?>(null);

    public async Task<Problem?> ApplyAsync(Proposal proposal, string reason, CancellationToken ct)
    {
        var (decidedOn, today) = (proposal.Read<ProposedRefundOrder>(), ministry.Today(clock));
        var (refusal, reckoned) = await remedies.ReckonAsync(decidedOn.PlacementId, decidedOn.Statement, today, today, ct);
        if (reckoned is null)
            return refusal;
        var result = reckoned.Results.FirstOrDefault(r => r.Remedy.Name == decidedOn.Remedy && r.Remedy.Version == decidedOn.RemedyVersion);
        var amount = result?.Amounts.FirstOrDefault(a => a.Currency == decidedOn.Currency);
        if (amount is null || !ProposedRefundOrder.Of(reckoned, result!, amount, decidedOn.Statement, decidedOn.Decision, decidedOn.DueOn, decidedOn.PaymentsGo).IsAs(decidedOn))
            return new Problem(ProblemCode.ProposalStale, "It comes out otherwise today: propose it again.");
        if (decidedOn.DueOn < today)
            return new Problem(ProblemCode.ProposalStale, "Its last day to pay has passed: propose it again.");
        var (fell, complaint) = await db.DecisionAsync(decidedOn.Decision, reckoned.Placement, ct);
        if (fell is not null)
            return fell;
        var key = RefundOrder.KeyOf(decidedOn);
        if (await db.RefundOrders.Where(o => o.PlacementId == reckoned.Placement.Id && o.Key == key).Select(o => o.PublicId).FirstOrDefaultAsync(ct) is { } ordered)
            return new Problem(ProblemCode.RefundOrdered, $"It is {ordered}.");
        var order = new RefundOrder(reckoned.Placement, reckoned.Finding, complaint, decidedOn, result!.Steps, today, proposal.PublicId, clock.Now(), caller.Name);
        db.Add(order);
        db.Record(order, new RefundOrdered(
            decidedOn.PlacementId, decidedOn.FindingId, decidedOn.Remedy, decidedOn.RemedyVersion, decidedOn.RefundMinor + decidedOn.PlusMinor, decidedOn.Currency, decidedOn.DueOn), reason);
        return null;
    }
}
