using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Returns;

public sealed record ListReturnsRequest
{
    /// <summary>Public id of the agency.</summary>
    [QueryParam]
    public string? Agency { get; init; }

    /// <summary>The month, for example 2026-03.</summary>
    [QueryParam]
    public string? Period { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListReturnsValidator : Validator<ListReturnsRequest>
{
    public ListReturnsValidator()
    {
        RuleFor(r => r.Agency).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Period).Period();
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Lists returns, newest first; an agency sees its own.</summary>
public sealed class ListReturns(LicensingDb db, Caller caller) : Endpoint<ListReturnsRequest, Ok<PageOf<ReturnView>>>
{
    public override void Configure()
    {
        Get("returns");
        Permissions(Permission.ReadReturns);
        this.Refuses(ProblemCode.CursorInvalid);
    }

    public override async Task<Ok<PageOf<ReturnView>>> ExecuteAsync(ListReturnsRequest r, CancellationToken ct)
    {
        var returns = db.Returns.AsNoTracking().VisibleTo(caller).Include(x => x.Agency).AsQueryable();
        if (r.Agency is not null)
            returns = returns.Where(x => x.Agency.PublicId == r.Agency);
        if (r.Period is not null)
        {
            var period = PeriodText.Read(r.Period);
            returns = returns.Where(x => x.Period == period);
        }

        var page = await returns.ToPageAsync(r.Limit, r.Cursor, r with { Limit = 0, Cursor = null }, x => x, newestFirst: true, ct);
        return TypedResults.Ok(new PageOf<ReturnView>(await ReturnView.OfAsync(db, page.Items, ct), page.Next));
    }
}
