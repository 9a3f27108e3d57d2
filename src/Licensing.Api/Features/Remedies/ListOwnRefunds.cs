using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Features.Complaints;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.FeeQuotes;
using Licensing.Rules.Remedies;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Remedies;

public sealed record ListOwnRefundsRequest
{
    [RouteParam]
    public string Reference { get; init; } = "";
}

/// <summary>A payment of an order, as whoever complained sees it.</summary>
/// <param name="On">The day on which it was made, as was recorded.</param>
/// <param name="ReceivedMinor">What of it came, as was last said; null: nobody has said yet.</param>
public sealed record OwnPaymentView(string Id, DateOnly On, long AmountMinor, long? ReceivedMinor);

/// <summary>An order of money back, as whoever complained sees it today.</summary>
/// <param name="Ordered">Without interest.</param>
/// <param name="DueOn">Last day to pay, inclusive.</param>
/// <param name="Citation">By which law.</param>
/// <param name="CoveredMinor">Paid from the security deposit.</param>
/// <param name="Sentences">The same in words, in the language asked for where there is one.</param>
public sealed record OwnRefundView(
    string Id, Money Ordered, DateOnly OrderedOn, DateOnly DueOn, string Citation, RefundStatus Status, long InterestMinor, long PaidMinor, long CoveredMinor, long WrittenOffMinor, long OutstandingMinor,
    IReadOnlyList<OwnPaymentView> Payments, IReadOnlyList<string> Sentences)
{
    /// <param name="order">With its rows and words.</param>
    internal static OwnRefundView Of(RefundOrder order, DateOnly today, CodeLists codes, MessageCatalogue say)
    {
        var ledger = order.ToLedger();
        var balance = ledger.On(today);
        var payments = order.Rows.Where(r => r.Entry == RefundEntryKind.Paid && !ledger.IsReversed(r.PublicId)).OrderBy(r => r.On).ThenBy(r => r.Number)
            .Select(r => new OwnPaymentView(r.PublicId, r.On, r.AmountMinor, ledger.Words.LastOrDefault(w => w.Payment == r.PublicId)?.ReceivedMinor)).ToList();
        string Sum(long minor) => new Money(minor, order.Currency).ToText(codes);
        List<string> sentences =
        [
            say.Say(Message.Of("refund.ordered", ("sum", Sum(order.RefundMinor + order.PlusMinor)), ("due", $"{order.DueOn:yyyy-MM-dd}"), ("citation", order.Citation), ("grade", order.Grade))),
            .. payments.Select(p => say.Say(Message.Of("refund.paid", ("sum", Sum(p.AmountMinor)), ("on", $"{p.On:yyyy-MM-dd}"), ("came", p.ReceivedMinor is { } came ? Sum(came) : null)))),
            .. balance.CoveredMinor.IsZero ? [] : (string[])[say.Say(Message.Of("refund.covered", ("sum", Sum((long)balance.CoveredMinor))))],
            balance.OutstandingMinor.IsZero ? say.Say(Message.Of("refund.settled"))
                : say.Say(Message.Of(balance.Status == RefundStatus.Overdue ? "refund.overdue" : "refund.left", ("sum", Sum((long)balance.OutstandingMinor)))),
        ];
        return new(
            order.PublicId, new(order.RefundMinor + order.PlusMinor, order.Currency), order.OrderedOn, order.DueOn, order.Citation, balance.Status, Fraction.Whole(balance.InterestMinor),
            Fraction.Whole(balance.PaidMinor), Fraction.Whole(balance.CoveredMinor), Fraction.Whole(balance.WrittenOffMinor), Fraction.Whole(balance.OutstandingMinor), payments, sentences);
    }
}

public sealed record ListOwnRefundsResponse(IReadOnlyList<OwnRefundView> Refunds);

/// <summary>Shows whoever complained what was ordered to be paid back on the complaint, and what became of it: with the reference, and the secret in X-Complaint-Secret.</summary>
public sealed class ListOwnRefunds(LicensingDb db, ComplaintTracking tracking, CodeLists codes, Ministry ministry, TimeProvider clock)
    : Endpoint<ListOwnRefundsRequest, Results<Ok<ListOwnRefundsResponse>, Problem>>
{
    public override void Configure()
    {
        Get("complaint-tracking/{Reference}/refunds");
        Permissions(Permission.FollowComplaints);
        this.TakesComplaintSecret();
        this.Refuses(ProblemCode.NotFound, ProblemCode.TooManyRequests);
    }

    public override async Task<Results<Ok<ListOwnRefundsResponse>, Problem>> ExecuteAsync(ListOwnRefundsRequest r, CancellationToken ct)
    {
        if (await tracking.FindAsync(HttpContext, r.Reference, ct) is not { } complaint)
            return new Problem(ProblemCode.NotFound);
        var orders = await db.RefundOrders.AsNoTracking().Include(o => o.Rows).Include(o => o.Words).AsSplitQuery().Where(o => o.ComplaintId == complaint.Id).OrderBy(o => o.Id).ToListAsync(ct);
        var say = ProcedureBook.Catalogue(HttpContext.Request.Headers.AcceptLanguage, complaint.Language);
        HttpContext.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new ListOwnRefundsResponse([.. orders.Select(o => OwnRefundView.Of(o, ministry.Today(clock), codes, say))]));
    }
}
