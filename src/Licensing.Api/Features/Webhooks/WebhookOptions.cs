using System.Net;
using Licensing.Api.Security;

namespace Licensing.Api.Features.Webhooks;

/// <summary>Where webhooks may go besides public addresses by https.</summary>
/// <param name="AllowHttp">In Development only.</param>
/// <param name="AllowedNetworks">Networks that are not public and may be sent to all the same: of a closed deployment.</param>
public sealed record WebhookOptions(bool AllowHttp, IReadOnlyList<IPNetwork> AllowedNetworks)
{
    public const string HttpSetting = "Webhooks:AllowHttp", NetworksSetting = "Webhooks:AllowedNetworks";

    /// <exception cref="StartRefusedException">A setting cannot be used.</exception>
    public static WebhookOptions Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var http = configuration.GetValue(HttpSetting, false);
        if (http && !environment.IsDevelopment())
            throw new StartRefusedException($"{HttpSetting} is for Development: anybody on the way could read and change what is sent.");
        return new(http, [.. (configuration.GetSection(NetworksSetting).Get<string[]>() ?? []).Select(text => IPNetwork.TryParse(text, out var network)
            ? network : throw new StartRefusedException($"{NetworksSetting} names '{text}'. Write a network as 10.1.0.0/16."))]);
    }
}

public static class WebhooksSetup
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment) => services
        .AddSingleton(WebhookOptions.Read(configuration, environment))
        .AddSingleton(new HostNames(Dns.GetHostAddressesAsync))
        .AddSingleton<WebhookAddress>()
        .AddSingleton<WebhookSender>()
        .AddScoped<WebhookDelivery>();
}
