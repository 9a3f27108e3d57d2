using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Exports;

public sealed record ListExportsRequest
{
    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListExportsValidator : Validator<ListExportsRequest>
{
    public ListExportsValidator() => RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
}

/// <summary>Lists the exports that the caller has asked for, the newest first.</summary>
public sealed class ListExports(LicensingDb db, Caller caller) : Endpoint<ListExportsRequest, Ok<PageOf<ExportView>>>
{
    public override void Configure()
    {
        Get("exports");
        Permissions(Permission.MakeExports);
        this.Refuses(ProblemCode.CursorInvalid);
    }

    public override async Task<Ok<PageOf<ExportView>>> ExecuteAsync(ListExportsRequest r, CancellationToken ct) =>
        TypedResults.Ok(await db.Exports.AsNoTracking().Include(e => e.Parts).OwnedBy(caller).ToPageAsync(
            r.Limit, r.Cursor, new { By = caller.Name }, e => ExportView.Of(e), newestFirst: true, ct));
}
