using FastEndpoints;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Security.Tests.Permissions;

public sealed class PermissionTests(ServiceHost host)
{
    [Fact]
    public void Every_endpoint_names_one_permission_and_it_is_in_the_table()
    {
        var definitions = host.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Select(e => e.Metadata.GetMetadata<EndpointDefinition>()).OfType<EndpointDefinition>().ToList();
        Assert.NotEmpty(definitions);
        Assert.All(definitions, endpoint => Assert.Contains(Assert.Single(endpoint.AllowedPermissions!), Permission.All));
    }

    [Fact]
    public void Nobody_is_both_who_gives_roles_or_watches_and_who_decides()
    {
        foreach (var role in Hats.Givable)
        {
            Assert.Equal(role == CallerRole.Administrator, Hats.GoTogether(CallerRole.Administrator, role));
            Assert.Equal(role == CallerRole.Commissioner, Hats.GoTogether(CallerRole.Commissioner, role));
            Assert.Equal(role is CallerRole.AgencyFiler or CallerRole.AgencyManager, Hats.GoTogether(CallerRole.AgencyFiler, role));
        }
    }
}
