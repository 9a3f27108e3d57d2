using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Access;

public sealed record ListClientsRequest
{
    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListClientsValidator : Validator<ListClientsRequest>
{
    public ListClientsValidator() => RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
}

/// <summary>Lists the systems that sign in at the embedded issuer, also those that were shut out.</summary>
public sealed class ListClients(LicensingDb db) : Endpoint<ListClientsRequest, Ok<PageOf<ClientView>>>
{
    public override void Configure()
    {
        Get("access/clients");
        Permissions(Permission.ReadAccess);
        this.Refuses(ProblemCode.CursorInvalid);
    }

    public override async Task<Ok<PageOf<ClientView>>> ExecuteAsync(ListClientsRequest r, CancellationToken ct) =>
        TypedResults.Ok(await db.Clients.AsNoTracking().ToPageAsync(r.Limit, r.Cursor, new { }, ClientView.Of, newestFirst: false, ct));
}
