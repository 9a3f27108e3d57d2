namespace Licensing.Api.Features.Applications;

public static class ApplicationsSetup
{
    public static IServiceCollection AddApplications(this IServiceCollection services) => services.AddSingleton<ApplicationSeal>();
}
