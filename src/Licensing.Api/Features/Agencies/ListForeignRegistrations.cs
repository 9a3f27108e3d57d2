using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Agencies;

public sealed record ListForeignRegistrationsRequest
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string AgencyId { get; init; } = "";

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListForeignRegistrationsValidator : Validator<ListForeignRegistrationsRequest>
{
    public ListForeignRegistrationsValidator() => RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
}

/// <summary>Lists the foreign registrations that were filed for an agency, whatever became of them. The public register shows those that were confirmed.</summary>
public sealed class ListForeignRegistrations(LicensingDb db, Caller caller) : Endpoint<ListForeignRegistrationsRequest, Results<Ok<PageOf<ForeignRegistrationView>>, Problem>>
{
    public override void Configure()
    {
        Get("agencies/{AgencyId}/foreign-registrations");
        Permissions(Permission.ReadForeignRegistrations);
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped);
    }

    public override async Task<Results<Ok<PageOf<ForeignRegistrationView>>, Problem>> ExecuteAsync(ListForeignRegistrationsRequest r, CancellationToken ct)
    {
        var agency = await db.Agencies.AsNoTracking().VisibleTo(caller).FindAsync(r.AgencyId, ct);
        if (agency is null)
            return new Problem(ProblemCode.NotFound);
        var registrations = db.ForeignRegistrations.AsNoTracking().Include(x => x.Agency).Where(x => x.AgencyId == agency.Id);
        return TypedResults.Ok(await registrations.ToPageAsync(r.Limit, r.Cursor, new { agency.PublicId }, ForeignRegistrationView.Of, newestFirst: false, ct));
    }
}
