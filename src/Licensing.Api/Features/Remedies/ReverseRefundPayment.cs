using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Remedies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Remedies;

/// <param name="Reason">What was wrong, for the history.</param>
public sealed record ReverseRefundPaymentRequest(string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string OrderId { get; init; } = "";

    /// <summary>Public id of the entry.</summary>
    [RouteParam]
    public string PaymentId { get; init; } = "";
}

public sealed class ReverseRefundPaymentValidator : Validator<ReverseRefundPaymentRequest>
{
    public ReverseRefundPaymentValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
}

/// <summary>Takes back a payment that was recorded in error, by an entry of its own; the payment stays in the ledger, and interest runs as if it had never been.</summary>
public sealed class ReverseRefundPayment(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock) : Endpoint<ReverseRefundPaymentRequest, Results<Created<RefundRowView>, Problem>>
{
    public override void Configure()
    {
        Post("refund-orders/{OrderId}/payments/{PaymentId}/reversal");
        Permissions(Permission.KeepRefundOrders);
        this.Idempotent();
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.RefundPaymentGone);
    }

    public override async Task<Results<Created<RefundRowView>, Problem>> ExecuteAsync(ReverseRefundPaymentRequest r, CancellationToken ct)
    {
        if (await db.RefundOrders.WholeAsync(r.OrderId, ct) is not { } order || order.Rows.FirstOrDefault(x => x.PublicId == r.PaymentId) is not { } payment)
            return new Problem(ProblemCode.NotFound);
        if (HttpContext.RefuseStale(order) is { } stale)
            return stale;
        if (payment.Entry != RefundEntryKind.Paid)
            return new Problem(ProblemCode.RefundPaymentGone, "It is no payment.");
        var row = new RefundRow(order, RefundEntryKind.Reversed, payment.On, payment.AmountMinor, clock.Now(), caller.Name) { Reverses = payment.PublicId };
        if (order.Enter(row, ministry.Today(clock)) is { } refused)
            return RefundLookup.Refusal(refused, order);
        db.Record(order, new RefundEntryReversed(row.PublicId, payment.PublicId, row.AmountMinor, order.Currency), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(order);
        return TypedResults.Created($"/v1/refund-orders/{order.PublicId}", RefundRowView.Of(row));
    }
}
