using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Agencies;

public sealed record ListAgenciesRequest
{
    /// <summary>Part of a name, in any script; case and accents do not matter.</summary>
    [QueryParam]
    public string? Name { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    [QueryParam]
    public string? Country { get; init; }

    /// <summary>Only agencies that had a name on that day, with the facts of that day; today if left out.</summary>
    [QueryParam]
    public DateOnly? On { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListAgenciesValidator : Validator<ListAgenciesRequest>
{
    public ListAgenciesValidator(CodeLists codes)
    {
        RuleFor(r => r.Name).ShortText();
        RuleFor(r => r.Country!).CountryCode(codes).When(r => r.Country is not null);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Lists agencies in the order of their registration.</summary>
public sealed class ListAgencies(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock)
    : Endpoint<ListAgenciesRequest, Ok<PageOf<AgencyView>>>
{
    public override void Configure()
    {
        Get("agencies");
        Permissions(Permission.ReadAgencies);
        this.Refuses(ProblemCode.CursorInvalid);
    }

    public override async Task<Ok<PageOf<AgencyView>>> ExecuteAsync(ListAgenciesRequest r, CancellationToken ct)
    {
        var on = r.On ?? ministry.Today(clock);
        var name = Text.Fold(r.Name ?? "");
        var agencies = db.Agencies.AsNoTracking().Include(a => a.Facts).Where(a => a.Facts.Any(f =>
            f.Kind == AgencyFactKind.Name && f.WithdrawnAt == null && f.From <= on && (f.To == null || f.To > on) && f.SearchKey.Contains(name)));
        if (r.Country is not null)
            agencies = agencies.Where(a => a.Country == r.Country);

        return TypedResults.Ok(await agencies.ToPageAsync(
            r.Limit, r.Cursor, new { name, r.Country, r.On }, a => AgencyView.Of(a, on, caller), newestFirst: false, ct));
    }
}
