using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Law;

public sealed record ListLawPacksRequest
{
    /// <summary>Only texts of this name, for example np.</summary>
    [QueryParam]
    public string? Name { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListLawPacksValidator : Validator<ListLawPacksRequest>
{
    public ListLawPacksValidator()
    {
        RuleFor(r => r.Name).MaximumLength(60);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Lists the rule packs that this deployment knows, approved or not.</summary>
public sealed class ListLawPacks(LicensingDb db, LawBook book, Ministry ministry, TimeProvider clock) : Endpoint<ListLawPacksRequest, Ok<PageOf<LawPackView>>>
{
    public override void Configure()
    {
        Get("law/packs");
        Permissions(Permission.ReadLaw);
    }

    public override async Task<Ok<PageOf<LawPackView>>> ExecuteAsync(ListLawPacksRequest r, CancellationToken ct)
    {
        var packs = db.LawPacks.AsNoTracking();
        if (r.Name is not null)
            packs = packs.Where(p => p.Name == r.Name);
        var standing = await book.StandingAsync(db, ministry, clock, ct);
        return TypedResults.Ok(await packs.ToPageAsync(r.Limit, r.Cursor, new { r.Name }, p => LawPackView.Of(p, standing), newestFirst: false, ct));
    }
}
