using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Register;

public sealed record SearchRegisterRequest
{
    /// <summary>A name as people type it: misspelt, without its legal form, in another script. Former names and trade names count.</summary>
    [QueryParam]
    public string? Name { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;
}

/// <param name="Items">The best first.</param>
public sealed record RegisterPage(IReadOnlyList<RegisterHit> Items);
public sealed record RegisterHit(string Id, string Reference, string Country, string Name, int Score);

public sealed class SearchRegisterValidator : Validator<SearchRegisterRequest>
{
    public SearchRegisterValidator()
    {
        RuleFor(r => r.Name).ShortText();
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Searches the public register.</summary>
public sealed class SearchRegister(LicensingDb db, TimeProvider clock) : Endpoint<SearchRegisterRequest, Results<Ok<RegisterPage>, Problem>>
{
    public override void Configure()
    {
        Get("register/agencies");
        Permissions(Permission.ReadRegister);
    }

    public override async Task<Results<Ok<RegisterPage>, Problem>> ExecuteAsync(SearchRegisterRequest r, CancellationToken ct)
    {
        var found = (await NameSearch.FindAsync(db, r.Name ?? "", clock.Now(), ct)).Take(r.Limit).ToList();
        var ids = found.ConvertAll(f => f.AgencyId);
        var agencies = await db.Agencies.AsNoTracking().Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, ct);
        return TypedResults.Ok(new RegisterPage(found.ConvertAll(f => new RegisterHit(agencies[f.AgencyId].PublicId, agencies[f.AgencyId].Reference, agencies[f.AgencyId].Country, f.Name, f.Score))));
    }
}
