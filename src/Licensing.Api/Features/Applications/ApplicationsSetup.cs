using Licensing.Api.Security;

namespace Licensing.Api.Features.Applications;

public static class ApplicationsSetup
{
    public const string MaxDocumentBytes = "Applications:MaxDocumentBytes";
    public const long DefaultMaxDocumentBytes = 10 * 1024 * 1024;

    // A document is read into memory as a whole to be checked.
    private const long Most = 100 * 1024 * 1024;

    /// <exception cref="StartRefusedException">A size that no document can have, or that would not be checked.</exception>
    public static IServiceCollection AddApplications(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration[MaxDocumentBytes] is { Length: > 0 } set && !(long.TryParse(set, out var bytes) && bytes is > 0 and <= Most))
            throw new StartRefusedException($"{MaxDocumentBytes} is '{set}'. Write a number of bytes from 1 to {Most}.");
        return services.AddSingleton<ApplicationSeal>();
    }
}
