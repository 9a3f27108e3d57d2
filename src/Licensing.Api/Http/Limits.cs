using Licensing.Api.Security;
using Microsoft.AspNetCore.Cors;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Licensing.Api.Http;

/// <summary>What one request may cost: size, time, and how often. And who may read from a browser: the public part, anyone.</summary>
public static class Limits
{
    private const string PublicReads = "public-reads";
    /// <summary>What one request may take, from its headers to its answer.</summary>
    public static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(100);


    public static IServiceCollection AddLimits(this IServiceCollection services, IConfiguration configuration)
    {
        var body = new BodyOptions();
        configuration.GetSection("Http:Body").Bind(body);
        if (body.MaxBytes < 1 || body.MaxSeconds < 1 || body.MaxSeconds > LongestRequest.TotalSeconds)
            throw new StartRefusedException($"Http:Body:MaxBytes must be at least 1, and Http:Body:MaxSeconds 1 to {LongestRequest.TotalSeconds}.");
        var rates = new RateLimitOptions();
        configuration.GetSection("Http:RateLimits").Bind(rates);
        if (rates.PerAddressPerMinute < 1 || rates.PerClientPerMinute < 1)
            throw new StartRefusedException("Http:RateLimits: PerAddressPerMinute and PerClientPerMinute must be at least 1.");
        services.AddSingleton(new RateLimits(rates));
        var longest = TimeSpan.FromSeconds(configuration.GetValue("Http:MaxSeconds", LongestRequest.TotalSeconds));
        if (longest <= TimeSpan.Zero || longest > LongestRequest)
            throw new StartRefusedException($"Http:MaxSeconds must be 1 to {LongestRequest.TotalSeconds}.");
        services.AddRequestTimeouts(o => o.DefaultPolicy = new RequestTimeoutPolicy { Timeout = longest, TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable });
        services.AddCors(o => o.AddPolicy(PublicReads, policy => policy.AllowAnyOrigin().WithMethods("GET").WithExposedHeaders("ETag", "Retry-After", AnswerHeaders.RequestId)));
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            kestrel.Limits.MaxRequestHeaderCount = 60;
            // A client that dribbles its headers or body holds a connection, never a thread; even so it is let go.
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
            // So is one that does not read its answer.
            kestrel.Limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
            // What is not read by an endpoint is not waited for either. StreamsUpTo is the exception.
            kestrel.Limits.MaxRequestBodySize = body.MaxBytes;
            // What waits to be read, for each connection; the framework's default is 1 MB.
            kestrel.Limits.MaxRequestBufferSize = 128 * 1024;
        });
        return services;
    }

    /// <summary>Before authentication: the address.</summary>
    public static void UseAddressLimit(this IApplicationBuilder app)
    {
        var limits = app.ApplicationServices.GetRequiredService<RateLimits>();
        app.Use(next => context => limits.ByAddressAsync(context, next));
    }

    /// <summary>After authentication: the client, the time that the request may take, and the browsers of others.</summary>
    public static void UseClientLimits(this IApplicationBuilder app)
    {
        var limits = app.ApplicationServices.GetRequiredService<RateLimits>();
        app.Use(next => context => limits.ByClientAsync(context, next));
        app.UseRequestTimeouts();
        app.Use(async (context, next) =>
        {
            // Too late for another answer: whoever does not read this one is cut off, or he would hold it in memory.
            await using var late = context.RequestAborted.Register(() =>
            {
                if (context.Response.HasStarted)
                    context.Abort();
            });
            await next(context);
        });
    }

    /// <summary>Lets other sites' scripts read what everyone may read, and nothing else.</summary>
    public static bool IsPublicRead(FastEndpoints.EndpointDefinition endpoint) =>
        endpoint.Verbs.SequenceEqual(["GET"]) && (endpoint.AllowedPermissions ?? []).All(p => Permission.Held(CallerRole.Public).Contains(p));

    public static void AllowPublicReads(FastEndpoints.EndpointDefinition endpoint)
    {
        if (IsPublicRead(endpoint))
            endpoint.Options(b => b.WithMetadata(new EnableCorsAttribute(PublicReads)));
    }
}
