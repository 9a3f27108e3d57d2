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
public sealed class ListLawPacks(LicensingDb db) : Endpoint<ListLawPacksRequest, Ok<PageOf<LawPackView>>>
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
        var lastApproved = await LastApproved.ByNameAsync(db, ct);
        return TypedResults.Ok(await packs.ToPageAsync(
            r.Limit, r.Cursor, new { r.Name }, p => LawPackView.Of(p, lastApproved.GetValueOrDefault(p.Name)), newestFirst: false, ct));
    }
}

internal static class LastApproved
{
    /// <summary>For each name the number of the text that was approved last.</summary>
    public static async Task<Dictionary<string, int?>> ByNameAsync(LicensingDb db, CancellationToken ct) =>
        (await db.LawPacks.Where(p => p.ApprovedAt != null).Select(p => new { p.Name, p.Number, p.ApprovedAt }).ToListAsync(ct))
        .GroupBy(p => p.Name).ToDictionary(g => g.Key, g => (int?)g.OrderBy(p => p.ApprovedAt).ThenBy(p => p.Number).Last().Number);
}
