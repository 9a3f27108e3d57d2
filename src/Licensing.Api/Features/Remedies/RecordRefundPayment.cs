using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Deposits;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Remedies;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Remedies;

/// <param name="PaidOn">The day on which the worker was paid; interest stops on it.</param>
/// <param name="Proof">Reference of the proof: the number of a receipt or of a transfer.</param>
/// <param name="Reason">Why it is recorded, for the audit trail.</param>
public sealed record RecordRefundPaymentRequest(Money Amount, DateOnly PaidOn, string Proof, string? Reason = null)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string OrderId { get; init; } = "";
}

public sealed class RecordRefundPaymentValidator : Validator<RecordRefundPaymentRequest>
{
    public RecordRefundPaymentValidator(CodeLists codes)
    {
        RuleFor(r => r.Amount).PositiveAmount(codes);
        RuleFor(r => r.PaidOn).PlausibleDay();
        RuleFor(r => r.Proof).NotEmpty().ShortText().MaximumLength(StorageConventions.DefaultTextLength);
        RuleFor(r => r.Reason).MaximumLength(2000);
    }
}

/// <summary>Records what was paid to the worker on a refund order, with its proof: by the agency, or by an officer. More than is owed on that day is refused.</summary>
public sealed class RecordRefundPayment(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock) : Endpoint<RecordRefundPaymentRequest, Results<Created<RefundRowView>, Problem>>
{
    public override void Configure()
    {
        Post("refund-orders/{OrderId}/payments");
        Permissions(Permission.RecordRefundPayments);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.RefundCurrency, ProblemCode.RefundTooEarly, ProblemCode.RefundNotOwed);
    }

    public override Task<Results<Created<RefundRowView>, Problem>> ExecuteAsync(RecordRefundPaymentRequest r, CancellationToken ct) => db.AgainIfQuickerAsync(() => RecordAsync(r, ct));

    private async Task<Results<Created<RefundRowView>, Problem>> RecordAsync(RecordRefundPaymentRequest r, CancellationToken ct)
    {
        var today = ministry.Today(clock);
        if (DepositShape.WhyNotYet("/paidOn", r.PaidOn, today) is { } early)
            return early;
        if (await db.RefundOrders.VisibleTo(caller).WholeAsync(r.OrderId, ct) is not { } order)
            return new Problem(ProblemCode.NotFound);
        if (r.Amount.Currency != order.Currency)
            return RefundLookup.Currency(order);
        var row = new RefundRow(order, RefundEntryKind.Paid, r.PaidOn, r.Amount.AmountMinor, clock.Now(), caller.Name) { Proof = Text.Normalise(r.Proof) };
        if (order.Enter(row, today) is { } refused)
            return RefundLookup.Refusal(refused, order);
        db.Record(order, new RefundPaid(row.PublicId, row.AmountMinor, order.Currency, row.On), r.Reason);
        await db.SaveChangesAsync(ct);
        // The version moves with a word of the worker, and an agency needs none.
        if (caller.ActsForMinistry)
            HttpContext.ShowVersion(order);
        return TypedResults.Created($"/v1/refund-orders/{order.PublicId}", RefundRowView.Of(row));
    }
}
