using Hangfire.Dashboard;
using Licensing.Api.Security;

namespace Licensing.Api.Jobs;

/// <summary>What somebody may do in the job dashboard: administrators act, auditors look.</summary>
/// <remarks><see cref="DashboardDoor"/> has refused everybody else; this holds should it ever be left out.</remarks>
public sealed class DashboardAccess : IDashboardAuthorizationFilter
{
    public bool Authorize(DashboardContext context) => IsOpen(context, Permission.ReadJobs);

    public static bool IsReadOnly(DashboardContext context) => !IsOpen(context, Permission.RunJobs);

    private static bool IsOpen(DashboardContext context, string permission)
    {
        var (http, services) = (context.GetHttpContext(), context.GetHttpContext().RequestServices);
        var identity = services.GetRequiredService<IdentityOptions>();
        return (identity.Dashboard.IsSet || Loopback.IsFromHere(http))
            && (identity.DemonstrationClients == true || services.GetRequiredService<Caller>().Holds(permission));
    }
}
