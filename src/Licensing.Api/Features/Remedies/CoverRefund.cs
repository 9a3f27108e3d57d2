using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Deposits;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Remedies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Remedies;

/// <param name="Claim">Public id of the claim on the deposit that was drawn for.</param>
/// <param name="Reason">Why it is recorded, for the audit trail.</param>
public sealed record CoverRefundRequest(string Claim, string? Reason = null)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string OrderId { get; init; } = "";
}

public sealed class CoverRefundValidator : Validator<CoverRefundRequest>
{
    public CoverRefundValidator()
    {
        RuleFor(r => r.Claim).NotEmpty().MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Reason).MaximumLength(2000);
    }
}

/// <summary>Records that a refund was paid from the agency's security deposit: the share that a draw-down gave the worker's claim, on the day of the draw-down.</summary>
public sealed class CoverRefund(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock) : Endpoint<CoverRefundRequest, Results<Created<RefundRowView>, Problem>>
{
    public override void Configure()
    {
        Post("refund-orders/{OrderId}/coverings");
        Permissions(Permission.KeepRefundOrders);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.RefundNotCoveredBy, ProblemCode.RefundCurrency, ProblemCode.RefundTooEarly, ProblemCode.RefundNotOwed);
    }

    public override Task<Results<Created<RefundRowView>, Problem>> ExecuteAsync(CoverRefundRequest r, CancellationToken ct) => db.AgainIfQuickerAsync(() => RecordAsync(r, ct));

    private async Task<Results<Created<RefundRowView>, Problem>> RecordAsync(CoverRefundRequest r, CancellationToken ct)
    {
        if (await db.RefundOrders.WholeAsync(r.OrderId, ct) is not { } order)
            return new Problem(ProblemCode.NotFound);
        var claim = await db.DepositClaims.AsTracking().Include(c => c.Draw).SingleOrDefaultAsync(c => c.PublicId == r.Claim && c.Licence.AgencyId == order.AgencyId, ct);
        if (claim is null)
            return new Problem(ProblemCode.NotFound, "The agency of this order has no such claim on its deposit.");
        if (claim.PlacementId != order.PlacementId && claim.WorkerId != order.Placement.WorkerId)
            return new Problem(ProblemCode.RefundNotCoveredBy, "The claim is another's.");
        if (claim.Draw is not { } draw || claim.PaidMinor is not > 0)
            return new Problem(ProblemCode.RefundNotCoveredBy, "Nothing was drawn for the claim.");
        if (claim.Currency != order.Currency)
            return RefundLookup.Currency(order);
        if (await db.RefundRows.AnyAsync(x => x.ClaimId == claim.Id, ct))
            return new Problem(ProblemCode.RefundNotCoveredBy, "What was drawn for the claim covers an order already.");
        var row = new RefundRow(order, RefundEntryKind.Covered, draw.On, claim.PaidMinor.Value, clock.Now(), caller.Name) { Claim = claim };
        if (order.Enter(row, ministry.Today(clock)) is { } refused)
            return RefundLookup.Refusal(refused, order);
        db.Record(order, new RefundCovered(row.PublicId, draw.PublicId, row.AmountMinor, order.Currency), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(order);
        return TypedResults.Created($"/v1/refund-orders/{order.PublicId}", RefundRowView.Of(row));
    }
}
