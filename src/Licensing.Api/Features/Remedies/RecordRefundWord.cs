using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Deposits;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Remedies;

/// <param name="ReceivedMinor">What of the payment has come, as the worker says; zero where nothing has.</param>
/// <param name="SaidOn">The day on which he said it.</param>
/// <param name="How">How it was heard: at the office, by telephone; not who he is.</param>
public sealed record RecordRefundWordRequest(long ReceivedMinor, DateOnly SaidOn, string How)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string OrderId { get; init; } = "";

    /// <summary>Public id of the entry.</summary>
    [RouteParam]
    public string PaymentId { get; init; } = "";
}

public sealed class RecordRefundWordValidator : Validator<RecordRefundWordRequest>
{
    public RecordRefundWordValidator()
    {
        RuleFor(r => r.ReceivedMinor).GreaterThanOrEqualTo(0);
        RuleFor(r => r.SaidOn).PlausibleDay();
        RuleFor(r => r.How).NotEmpty().ShortText().MaximumLength(StorageConventions.DefaultTextLength);
    }
}

/// <summary>Records what the worker says of a payment. A later word counts instead of an earlier one, and both are kept. No agency is shown it.</summary>
public sealed class RecordRefundWord(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock) : Endpoint<RecordRefundWordRequest, Results<Created<RefundWordView>, Problem>>
{
    public override void Configure()
    {
        Post("refund-orders/{OrderId}/payments/{PaymentId}/words");
        Permissions(Permission.KeepRefundOrders);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.RefundPaymentGone, ProblemCode.RefundNotOwed, ProblemCode.RefundTooEarly);
    }

    public override Task<Results<Created<RefundWordView>, Problem>> ExecuteAsync(RecordRefundWordRequest r, CancellationToken ct) => db.AgainIfQuickerAsync(() => RecordAsync(r, ct));

    private async Task<Results<Created<RefundWordView>, Problem>> RecordAsync(RecordRefundWordRequest r, CancellationToken ct)
    {
        if (DepositShape.WhyNotYet("/saidOn", r.SaidOn, ministry.Today(clock)) is { } early)
            return early;
        if (await db.RefundOrders.WholeAsync(r.OrderId, ct) is not { } order || order.Rows.All(x => x.PublicId != r.PaymentId))
            return new Problem(ProblemCode.NotFound);
        var word = new RefundWord(order, r.PaymentId, r.SaidOn, r.ReceivedMinor, r.How, clock.Now(), caller.Name);
        if (order.Hear(word) is { } refused)
            return RefundLookup.Refusal(refused, order);
        db.Record(order, new RefundHeardOf(r.PaymentId, r.ReceivedMinor, order.Currency));
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(order);
        return TypedResults.Created($"/v1/refund-orders/{order.PublicId}", RefundWordView.Of(word));
    }
}
