using Licensing.Api.Database;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Remedies;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Remedies;

/// <summary>Giving up what is owed: what deciding it takes, and does. A payment in between makes the proposal stale.</summary>
public sealed class RefundWriteOffApproval(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock) : IProposedChange
{
    public ProposalKind Kind => ProposalKind.WriteOffRefund;

    public string DecidedUnder => Permission.DecideRefundOrders;

    public Task<long?> VersionNowAsync(Proposal proposal, CancellationToken ct) =>
        db.RefundOrders.Where(o => o.PublicId == proposal.SubjectId).Select(o => (long?)o.Version).SingleOrDefaultAsync(ct);

    public Task<Problem?> WhyNotAsync(Proposal proposal, CancellationToken ct) => Task.FromResult<Problem?>(null);

    public async Task<Problem?> ApplyAsync(Proposal proposal, string reason, CancellationToken ct)
    {
        var (amount, today) = (proposal.Read<ProposedWriteOff>().Amount, ministry.Today(clock));
        var order = (await db.RefundOrders.WholeAsync(proposal.SubjectId, ct))!;
        var row = new RefundRow(order, RefundEntryKind.WrittenOff, today, amount.AmountMinor, clock.Now(), caller.Name) { ProposalId = proposal.PublicId };
        if (order.Enter(row, today) is { } refused)
            return RefundLookup.Refusal(refused, order);
        db.Record(order, new RefundWrittenOff(row.PublicId, row.AmountMinor, order.Currency), reason);
        return null;
    }
}
