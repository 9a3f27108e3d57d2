using System.Text.Json.Serialization;
using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Reads;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Remedies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Remedies;

public sealed record ReadRefundOrderRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string OrderId { get; init; } = "";

    /// <summary>The day at whose end it is shown, not before the order; today in the ministry's time zone if left out.</summary>
    [QueryParam]
    public DateOnly? On { get; init; }
}

public sealed class ReadRefundOrderValidator : Validator<ReadRefundOrderRequest>
{
    public ReadRefundOrderValidator() => RuleFor(r => r.On!.Value).PlausibleDay().OverridePropertyName("On").When(r => r.On is not null);
}

/// <param name="Interest">On what terms it runs; null where none does, or it is undetermined.</param>
/// <param name="Stretches">The arithmetic of the interest up to the day.</param>
/// <param name="Rows">Every entry, in the order in which it was written.</param>
/// <param name="Words">What the worker said, for the ministry only.</param>
/// <param name="Open">What was undetermined when it was ordered, as codes.</param>
/// <param name="Steps">How the order was reckoned.</param>
public sealed record ReadRefundOrderResponse(
    RefundOrderView Order, InterestTermsView? Interest, IReadOnlyList<InterestStretchView> Stretches, IReadOnlyList<RefundRowView> Rows, IReadOnlyList<RefundWordView> Words,
    IReadOnlyList<string> Open, IReadOnlyList<TraceStep> Steps, [property: JsonIgnore] ReadReceipt Receipt) : IPersonal;

/// <summary>Shows a refund order with its ledger, its interest and the arithmetic of both, as it stands at the end of a day.</summary>
public sealed class ReadRefundOrder(LicensingDb db, Caller caller, ReadRegister reads, Ministry ministry, TimeProvider clock)
    : Endpoint<ReadRefundOrderRequest, Results<Ok<ReadRefundOrderResponse>, Problem>>
{
    public override void Configure()
    {
        Get("refund-orders/{OrderId}");
        Permissions(Permission.ReadRefundOrders);
        this.Refuses(ProblemCode.NotFound, ProblemCode.RefundTooEarly);
    }

    public override async Task<Results<Ok<ReadRefundOrderResponse>, Problem>> ExecuteAsync(ReadRefundOrderRequest r, CancellationToken ct)
    {
        var order = await db.RefundOrders.AsNoTracking().VisibleTo(caller).Include(o => o.Rows).ThenInclude(row => row.Claim).Include(o => o.Words).Include(o => o.Agency)
            .Include(o => o.Placement).Include(o => o.Finding).AsSplitQuery().SingleOrDefaultAsync(o => o.PublicId == r.OrderId, ct);
        if (order is null)
            return new Problem(ProblemCode.NotFound);
        var on = r.On ?? ministry.Today(clock);
        if (on < order.OrderedOn)
            return RefundLookup.Refusal(RefundRefusal.Earlier, order);
        var receipt = await reads.RecordAsync(order.Placement.WorkerId, order.PublicId, ct);
        // The version moves with a word of the worker, and an agency needs none.
        if (caller.ActsForMinistry)
            HttpContext.ShowVersion(order);
        var interest = order.Terms().Interest;
        return TypedResults.Ok(new ReadRefundOrderResponse(
            RefundOrderView.Of(order, on, caller),
            interest is null ? null : new(order.PercentPerYear!, interest.DayCount, interest.PaymentsGo, [.. interest.Lots.Select(l => new InterestLotView(l.AmountMinor, l.From))]),
            [.. order.ToLedger().On(on).Stretches.Select(InterestStretchView.Of)], [.. order.Rows.OrderBy(x => x.Number).Select(RefundRowView.Of)],
            caller.ActsForMinistry ? [.. order.Words.OrderBy(w => w.Number).Select(RefundWordView.Of)] : [],
            order.OpenPoints.Split(' ', StringSplitOptions.RemoveEmptyEntries), [.. order.ReadSteps().Select(s => new TraceStep(s.Code, s.Arguments, RemedyWords.Sentence(s)))], receipt));
    }
}
