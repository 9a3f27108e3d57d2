using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Agencies;

public sealed record ListAgencyLinksRequest
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string AgencyId { get; init; } = "";

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListAgencyLinksValidator : Validator<ListAgencyLinksRequest>
{
    public ListAgencyLinksValidator() => RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
}

/// <summary>Lists every link of an agency to others, in both directions, with those that hold no longer.</summary>
public sealed class ListAgencyLinks(LicensingDb db) : Endpoint<ListAgencyLinksRequest, Results<Ok<PageOf<AgencyLinkView>>, Problem>>
{
    public override void Configure()
    {
        Get("agencies/{AgencyId}/links");
        Permissions(Permission.ReadAgencies);
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped);
    }

    public override async Task<Results<Ok<PageOf<AgencyLinkView>>, Problem>> ExecuteAsync(ListAgencyLinksRequest r, CancellationToken ct)
    {
        var agency = await db.Agencies.AsNoTracking().FindAsync(r.AgencyId, ct);
        if (agency is null)
            return new Problem(ProblemCode.NotFound);
        var links = db.AgencyLinks.AsNoTracking().Include(l => l.Agency).Include(l => l.Other).Where(l => l.AgencyId == agency.Id || l.OtherId == agency.Id);
        return TypedResults.Ok(await links.ToPageAsync(r.Limit, r.Cursor, new { agency.PublicId }, AgencyLinkView.Of, newestFirst: false, ct));
    }
}
