using Licensing.Api.Http;
using Licensing.Rules.Remedies;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Remedies;

public static class RefundLookup
{
    /// <summary>A refund order with its rows and words, tracked; null where there is none among these.</summary>
    public static Task<RefundOrder?> WholeAsync(this IQueryable<RefundOrder> orders, string id, CancellationToken ct) => orders.AsTracking()
        .Include(o => o.Rows).Include(o => o.Words).Include(o => o.Placement).ThenInclude(p => p.Agency).AsSplitQuery().SingleOrDefaultAsync(o => o.PublicId == id, ct);

    /// <summary>Why the ledger refuses.</summary>
    public static Problem Refusal(RefundRefusal refused, RefundOrder order) => refused switch
    {
        RefundRefusal.NotOwed => new(ProblemCode.RefundNotOwed),
        RefundRefusal.Earlier => new(ProblemCode.RefundTooEarly, $"The order is of {order.OrderedOn:yyyy-MM-dd}."),
        RefundRefusal.Unknown or RefundRefusal.NotReversible => new(ProblemCode.RefundPaymentGone),
        _ => new(ProblemCode.RefundNotOwed, "The amount is not above nothing, or above the payment."),
    };

    public static Problem Currency(RefundOrder order) => new(ProblemCode.RefundCurrency, $"The order is in {order.Currency}.");
}
