using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Agencies;

public sealed record ListBranchesRequest
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string AgencyId { get; init; } = "";

    /// <summary>Only those open on that day; all that were ever recorded if left out.</summary>
    [QueryParam]
    public DateOnly? On { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListBranchesValidator : Validator<ListBranchesRequest>
{
    public ListBranchesValidator()
    {
        RuleFor(r => r.On!.Value).PlausibleDay().When(r => r.On is not null);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Lists the places where an agency does business.</summary>
public sealed class ListBranches(LicensingDb db) : Endpoint<ListBranchesRequest, Results<Ok<PageOf<BranchView>>, Problem>>
{
    public override void Configure()
    {
        Get("agencies/{AgencyId}/branches");
        Permissions(Permission.ReadAgencies);
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped);
    }

    public override async Task<Results<Ok<PageOf<BranchView>>, Problem>> ExecuteAsync(ListBranchesRequest r, CancellationToken ct)
    {
        var agency = await db.Agencies.AsNoTracking().FindAsync(r.AgencyId, ct);
        if (agency is null)
            return new Problem(ProblemCode.NotFound);
        var branches = db.Branches.AsNoTracking().Include(b => b.Agency).Where(b => b.AgencyId == agency.Id);
        if (r.On is { } on)
            branches = branches.Where(b => b.From <= on && (b.To == null || b.To > on));
        return TypedResults.Ok(await branches.ToPageAsync(r.Limit, r.Cursor, new { agency.PublicId, r.On }, BranchView.Of, newestFirst: false, ct));
    }
}
