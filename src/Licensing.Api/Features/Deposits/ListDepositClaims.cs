using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Deposits;

public sealed record ListDepositClaimsRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string LicenceId { get; init; } = "";

    /// <summary>Only those that are neither drawn for nor refused.</summary>
    [QueryParam]
    public bool Open { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListDepositClaimsValidator : Validator<ListDepositClaimsRequest>
{
    public ListDepositClaimsValidator() => RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
}

/// <summary>Lists the claims on the deposit of a licence. The agency sees what is claimed, and never who the worker is.</summary>
public sealed class ListDepositClaims(LicensingDb db, Caller caller) : Endpoint<ListDepositClaimsRequest, Results<Ok<PageOf<ClaimView>>, Problem>>
{
    public override void Configure()
    {
        Get("licences/{LicenceId}/deposit/claims");
        Permissions(Permission.ReadDeposits);
        this.Refuses(ProblemCode.NotFound, ProblemCode.CursorInvalid);
    }

    public override async Task<Results<Ok<PageOf<ClaimView>>, Problem>> ExecuteAsync(ListDepositClaimsRequest r, CancellationToken ct)
    {
        var licence = await db.Licences.AsNoTracking().VisibleTo(caller).SingleOrDefaultAsync(l => l.PublicId == r.LicenceId, ct);
        if (licence is null)
            return new Problem(ProblemCode.NotFound);
        var all = db.DepositClaims.AsNoTracking().Include(c => c.Placement).Include(c => c.Draw).Where(c => c.LicenceId == licence.Id);
        var claims = r.Open ? all.Where(c => c.ClosedAt == null) : all;
        return TypedResults.Ok(await claims.ToPageAsync(r.Limit, r.Cursor, new { r.LicenceId, r.Open }, c => ClaimView.Of(c, caller), newestFirst: false, ct, all));
    }
}
