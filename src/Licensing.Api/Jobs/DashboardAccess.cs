using Hangfire.Dashboard;
using Licensing.Api.Security;

namespace Licensing.Api.Jobs;

/// <summary>Who opens the job dashboard: administrators, and auditors to look. From this machine only, since pages are no place for
/// a bearer token to travel to; a sign-in page comes with the portal.</summary>
/// <remarks>With demonstration clients it is open to whoever sits at this machine: he has their secrets anyway.</remarks>
public sealed class DashboardAccess : IDashboardAuthorizationFilter
{
    public bool Authorize(DashboardContext context)
    {
        var http = context.GetHttpContext();
        return Loopback.IsFromHere(http) && (IsDemonstration(http) || CallerOf(http).Holds(Permission.ReadJobs));
    }

    public static bool IsReadOnly(DashboardContext context)
    {
        var http = context.GetHttpContext();
        return !IsDemonstration(http) && !CallerOf(http).Holds(Permission.RunJobs);
    }

    private static bool IsDemonstration(HttpContext http) => http.RequestServices.GetRequiredService<IdentityOptions>().DemonstrationClients == true;

    private static Caller CallerOf(HttpContext http) => http.RequestServices.GetRequiredService<Caller>();
}
