using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Remedies;

public sealed record ListRefundOrdersRequest
{
    /// <summary>Public id of the agency.</summary>
    [QueryParam]
    public string? Agency { get; init; }

    /// <summary>Public id of the placement.</summary>
    [QueryParam]
    public string? Placement { get; init; }

    /// <summary>Only those of which something is owed.</summary>
    [QueryParam]
    public bool Owed { get; init; }

    /// <summary>Only those that were marked overdue.</summary>
    [QueryParam]
    public bool Overdue { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListRefundOrdersValidator : Validator<ListRefundOrdersRequest>
{
    public ListRefundOrdersValidator()
    {
        RuleFor(r => r.Agency).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Placement).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Lists refund orders, newest first, each as it stands today; an agency sees its own.</summary>
public sealed class ListRefundOrders(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock) : Endpoint<ListRefundOrdersRequest, Ok<PageOf<RefundOrderView>>>
{
    public override void Configure()
    {
        Get("refund-orders");
        Permissions(Permission.ReadRefundOrders);
        this.Refuses(ProblemCode.CursorInvalid);
    }

    public override async Task<Ok<PageOf<RefundOrderView>>> ExecuteAsync(ListRefundOrdersRequest r, CancellationToken ct)
    {
        var today = ministry.Today(clock);
        var visible = db.RefundOrders.AsNoTracking().VisibleTo(caller);
        var orders = visible.Include(o => o.Rows).Include(o => o.Words).Include(o => o.Agency).Include(o => o.Placement).Include(o => o.Finding).AsSplitQuery();
        if (r.Agency is not null) orders = orders.Where(o => o.Agency.PublicId == r.Agency);
        if (r.Placement is not null) orders = orders.Where(o => o.Placement.PublicId == r.Placement);
        if (r.Owed) orders = orders.Where(o => o.IsOwed);
        if (r.Overdue) orders = orders.Where(o => o.OverdueSince != null);
        return TypedResults.Ok(await orders.ToPageAsync(
            r.Limit, r.Cursor, r with { Limit = 0, Cursor = null }, o => RefundOrderView.Of(o, today, caller), newestFirst: true, ct, all: visible));
    }
}
