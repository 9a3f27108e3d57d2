using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Licensing.Api.Telemetry;

/// <summary>What the service counts of its own work.</summary>
public static class Figures
{
    private static readonly Meter Meter = new("Licensing");

    public static readonly Counter<long> DisclosuresJudged = Meter.CreateCounter<long>("licensing.disclosures.judged", description: "Versions of disclosures judged.");
    public static readonly Counter<long> FindingsOpened = Meter.CreateCounter<long>("licensing.findings.opened", description: "Findings opened, by kind of breach.");
    public static readonly Counter<long> WebhooksSent = Meter.CreateCounter<long>("licensing.webhooks.sent", description: "Attempts to send a message to a subscriber, by whether it was delivered.");
    public static readonly Counter<long> WebhooksDisabled = Meter.CreateCounter<long>("licensing.webhooks.disabled", description: "Subscriptions that the service disabled.");
    public static readonly Histogram<double> JudgingSeconds = Meter.CreateHistogram<double>("licensing.judging.duration", "s", "Time of one chunk of judging.");

    /// <summary>Traces and metrics go out by OTLP where a collector is configured (Telemetry:Otlp), and nowhere else.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration["Telemetry:Otlp"] is not { Length: > 0 } endpoint)
            return services;
        services.AddOpenTelemetry()
            .WithTracing(t => t.AddAspNetCoreInstrumentation().AddOtlpExporter(o => o.Endpoint = new Uri(endpoint)))
            .WithMetrics(m => m.AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddMeter(Meter.Name).AddOtlpExporter(o => o.Endpoint = new Uri(endpoint)));
        return services;
    }
}
