using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Agencies;

public sealed record ListRepresentativesRequest
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string AgencyId { get; init; } = "";

    /// <summary>Only those who act on that day; all that were ever recorded if left out.</summary>
    [QueryParam]
    public DateOnly? On { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListRepresentativesValidator : Validator<ListRepresentativesRequest>
{
    public ListRepresentativesValidator()
    {
        RuleFor(r => r.On!.Value).PlausibleDay().When(r => r.On is not null);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Lists who acts for an agency: authorised persons, registered sub-agents, representatives abroad.</summary>
public sealed class ListRepresentatives(LicensingDb db) : Endpoint<ListRepresentativesRequest, Results<Ok<PageOf<RepresentativeView>>, Problem>>
{
    public override void Configure()
    {
        Get("agencies/{AgencyId}/representatives");
        Permissions(Permission.ReadAgencies);
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped);
    }

    public override async Task<Results<Ok<PageOf<RepresentativeView>>, Problem>> ExecuteAsync(ListRepresentativesRequest r, CancellationToken ct)
    {
        var agency = await db.Agencies.AsNoTracking().FindAsync(r.AgencyId, ct);
        if (agency is null)
            return new Problem(ProblemCode.NotFound);
        var acting = db.Representatives.AsNoTracking().Include(x => x.Agency).Where(x => x.AgencyId == agency.Id);
        if (r.On is { } on)
            acting = acting.Where(x => x.From <= on && (x.To == null || x.To > on));
        return TypedResults.Ok(await acting.ToPageAsync(r.Limit, r.Cursor, new { agency.PublicId, r.On }, RepresentativeView.Of, newestFirst: false, ct));
    }
}
