using FastEndpoints;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Access;

/// <param name="Name">The subject of the token; public without one.</param>
/// <param name="Permissions">What the roles allow together.</param>
public sealed record CallerView(string Name, IReadOnlyList<CallerRoleView> Roles, IReadOnlyList<string> Permissions);

/// <param name="AgencyId">Public id, for an agency's role.</param>
public sealed record CallerRoleView(CallerRole Role, string? AgencyId);

/// <summary>Says who the service takes the caller for, and what he may do.</summary>
public sealed class ReadCaller(Caller caller) : EndpointWithoutRequest<Ok<CallerView>>
{
    public override void Configure()
    {
        Get("access/caller");
        Permissions(Permission.ReadCaller);
    }

    public override Task<Ok<CallerView>> ExecuteAsync(CancellationToken ct) => Task.FromResult(TypedResults.Ok(new CallerView(
        caller.Name,
        [.. caller.Roles.Select(held => new CallerRoleView(held.Role, held.AgencyId))],
        [.. Permission.All.Where(caller.Holds).Order(StringComparer.Ordinal)])));
}
