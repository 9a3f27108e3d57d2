using System.Text.RegularExpressions;
using FastEndpoints;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Api.Tests.Permissions;

/// <summary>The table of <see cref="Permission"/> against every endpoint there is; a new one is covered by being there.</summary>
public sealed partial class PermissionTests(ServiceHost host)
{
    [Theory]
    [InlineData(CallerRole.Public, 401)]
    [InlineData(CallerRole.Agency, 403)]
    [InlineData(CallerRole.Officer, 403)]
    public async Task A_role_reaches_what_its_permissions_allow_and_nothing_else(CallerRole role, int refusal)
    {
        var agency = await host.RegisterAgencyAsync();
        var client = role switch { CallerRole.Public => host.Public, CallerRole.Agency => host.As($"agency:{agency.Id}"), _ => host.Officer };
        foreach (var endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<EndpointDefinition>() is not { } definition)
                continue;
            var held = definition.AnonymousVerbs?.Length > 0 || definition.AllowedPermissions!.Any(Permission.Held(role).Contains);
            using var request = new HttpRequestMessage(new HttpMethod(definition.Verbs[0]), Parameter().Replace(endpoint.RoutePattern.RawText!, "x"));
            using var answer = await client.SendAsync(request);
            var refused = (int)answer.StatusCode is 401 or 403;
            Assert.True(refused == !held && (held || (int)answer.StatusCode == refusal), $"{role} at {definition.EndpointType.Name}: {(int)answer.StatusCode}");
        }
    }

    [Fact]
    public void Every_permission_that_an_endpoint_names_is_in_the_table()
    {
        var named = host.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Select(e => e.Metadata.GetMetadata<EndpointDefinition>()).OfType<EndpointDefinition>()
            .SelectMany(e => e.AllowedPermissions ?? []);
        Assert.All(named, permission => Assert.Contains(permission, Permission.All));
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
