using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Deposits;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Remedies;

/// <param name="Amount">What is given up; at most what is owed today.</param>
/// <param name="Reason">Why, for the history.</param>
public sealed record ProposeRefundWriteOffRequest(Money Amount, string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string OrderId { get; init; } = "";
}

public sealed class ProposeRefundWriteOffValidator : Validator<ProposeRefundWriteOffRequest>
{
    public ProposeRefundWriteOffValidator(CodeLists codes)
    {
        RuleFor(r => r.Amount).PositiveAmount(codes);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
    }
}

/// <summary>The exact sum that two people decide to give up.</summary>
public sealed record ProposedWriteOff(string OrderId, Money Amount);

/// <summary>Proposes to give up what is owed on a refund order, or a part of it; someone else decides.</summary>
public sealed class ProposeRefundWriteOff(LicensingDb db, TwoPersonRule rule, Ministry ministry, TimeProvider clock)
    : Endpoint<ProposeRefundWriteOffRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("refund-orders/{OrderId}/write-offs");
        Permissions(Permission.ProposeRefundOrders);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.RefundCurrency, ProblemCode.RefundNotOwed, ProblemCode.ProposalOpen, ProblemCode.ProposalConflict);
    }

    public override async Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(ProposeRefundWriteOffRequest r, CancellationToken ct)
    {
        if (await db.RefundOrders.WholeAsync(r.OrderId, ct) is not { } order)
            return new Problem(ProblemCode.NotFound);
        if (r.Amount.Currency != order.Currency)
            return RefundLookup.Currency(order);
        if (r.Amount.AmountMinor > order.ToLedger().On(ministry.Today(clock)).OutstandingMinor)
            return new Problem(ProblemCode.RefundNotOwed);
        var (refused, proposal) = await rule.ProposeAsync(ProposalKind.WriteOffRefund, order.PublicId, order.Version, order.AgencyId, new ProposedWriteOff(order.PublicId, r.Amount), r.Reason, ct);
        if (proposal is null)
            return refused!;
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal);
        return TypedResults.Created($"/v1/proposals/{proposal.PublicId}", ProposalView.Of(proposal, clock.Now()));
    }
}
