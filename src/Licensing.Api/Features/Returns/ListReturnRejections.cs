using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Returns;

public sealed record ListReturnRejectionsRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string ReturnId { get; init; } = "";

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

/// <summary>One reason why a placement was not taken in.</summary>
/// <param name="Row">Row of the upload: 1 is the first after the header of CSV, or the first line of NDJSON; 0 is the file as a whole.</param>
/// <param name="Column">Column of CSV, or JSON pointer into the line of NDJSON; null where the row as a whole is meant.</param>
/// <param name="Code">Stable, for example occupation.unknown or placement.already-filed.</param>
/// <param name="Value">What was refused, shortened; *** where it says who somebody is.</param>
/// <param name="Mend">What is wrong, and what to write instead.</param>
public sealed record RejectionView(long Row, string? Column, string Code, string? Value, string Mend);

public sealed class ListReturnRejectionsValidator : Validator<ListReturnRejectionsRequest>
{
    public ListReturnRejectionsValidator() => RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
}

/// <summary>Lists why placements of a return were not taken in, in the order of the upload.</summary>
public sealed class ListReturnRejections(LicensingDb db, Caller caller) : Endpoint<ListReturnRejectionsRequest, Results<Ok<PageOf<RejectionView>>, Problem>>
{
    public override void Configure()
    {
        Get("returns/{ReturnId}/rejections");
        Permissions(Permission.ReadReturns);
        this.Refuses(ProblemCode.NotFound, ProblemCode.CursorInvalid);
    }

    public override async Task<Results<Ok<PageOf<RejectionView>>, Problem>> ExecuteAsync(ListReturnRejectionsRequest r, CancellationToken ct)
    {
        var id = await db.Returns.VisibleTo(caller).Where(x => x.PublicId == r.ReturnId).Select(x => (long?)x.Id).SingleOrDefaultAsync(ct);
        if (id is null)
            return new Problem(ProblemCode.NotFound);
        // Stored in the order of the rows; what publishing turned down comes last.
        return TypedResults.Ok(await db.ReturnRejections.AsNoTracking().Where(x => x.ReturnId == id).ToPageAsync(
            r.Limit, r.Cursor, r with { Limit = 0, Cursor = null }, x => new RejectionView(x.Row, x.Column, x.Code, x.Value, x.Mend), newestFirst: false, ct));
    }
}
