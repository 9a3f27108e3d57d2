using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Complaints;
using Licensing.Api.Features.Deposits;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Remedies;

/// <param name="ReceivedMinor">What of the payment has come, in minor units; zero where nothing has.</param>
public sealed record SayWhatCameRequest(long ReceivedMinor)
{
    [RouteParam]
    public string Reference { get; init; } = "";

    /// <summary>Public id.</summary>
    [RouteParam]
    public string OrderId { get; init; } = "";

    /// <summary>Public id of the payment.</summary>
    [RouteParam]
    public string PaymentId { get; init; } = "";
}

public sealed class SayWhatCameValidator : Validator<SayWhatCameRequest>
{
    public SayWhatCameValidator() => RuleFor(r => r.ReceivedMinor).GreaterThanOrEqualTo(0);
}

/// <summary>Whoever complained says what of a payment has come. A later word counts instead of an earlier one, and both are kept. No agency is shown it.</summary>
public sealed class SayWhatCame(LicensingDb db, ComplaintTracking tracking, Caller caller, CodeLists codes, Ministry ministry, TimeProvider clock)
    : Endpoint<SayWhatCameRequest, Results<Ok<OwnRefundView>, Problem>>
{
    public override void Configure()
    {
        Post("complaint-tracking/{Reference}/refunds/{OrderId}/payments/{PaymentId}/words");
        Permissions(Permission.FollowComplaints);
        this.Idempotent();
        this.TakesComplaintSecret();
        this.Refuses(ProblemCode.NotFound, ProblemCode.RefundPaymentGone, ProblemCode.RefundNotOwed, ProblemCode.RefundTooEarly, ProblemCode.TooManyRequests);
    }

    public override Task<Results<Ok<OwnRefundView>, Problem>> ExecuteAsync(SayWhatCameRequest r, CancellationToken ct) => db.AgainIfQuickerAsync(() => SayAsync(r, ct));

    private async Task<Results<Ok<OwnRefundView>, Problem>> SayAsync(SayWhatCameRequest r, CancellationToken ct)
    {
        if (await tracking.FindAsync(HttpContext, r.Reference, ct) is not { } complaint
            || await db.RefundOrders.WholeAsync(r.OrderId, ct) is not { } order || order.ComplaintId != complaint.Id || order.Rows.All(x => x.PublicId != r.PaymentId))
            return new Problem(ProblemCode.NotFound);
        var today = ministry.Today(clock);
        // Without the reference: who licenses reads orders, and knows of no complaint.
        var word = new RefundWord(order, r.PaymentId, today, r.ReceivedMinor, "by whoever complained, with the secret", clock.Now(), caller.Name);
        if (order.Hear(word) is { } refused)
            return RefundLookup.Refusal(refused, order);
        db.Record(order, new RefundHeardOf(r.PaymentId, r.ReceivedMinor, order.Currency));
        await db.SaveChangesAsync(ct);
        HttpContext.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(OwnRefundView.Of(order, today, codes, ProcedureBook.Catalogue(HttpContext.Request.Headers.AcceptLanguage, complaint.Language)));
    }
}
