using Licensing.Client;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

public static class LicensingServices
{
    /// <summary>Lets a class ask for a <see cref="LicensingClient"/>. Its tokens are shared by all who do.</summary>
    /// <returns>To add handlers of one's own, for example for a proxy. Leave Timeout infinite: it would cut off long uploads.</returns>
    public static IHttpClientBuilder AddLicensingClient(this IServiceCollection services, Action<LicensingOptions> configure)
    {
        const string name = "Licensing";
        services.AddOptions<LicensingOptions>().Configure(configure);
        services.AddSingleton(s =>
        {
            var factory = s.GetRequiredService<IHttpClientFactory>();
            return new LicensingClient(s.GetRequiredService<IOptions<LicensingOptions>>().Value, () => factory.CreateClient(name));
        });
        return services.AddHttpClient(name, http => http.Timeout = Timeout.InfiniteTimeSpan);
    }
}
