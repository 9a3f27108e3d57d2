using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Deposits;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Bars;
using Licensing.Api.Features.Changes;
using Licensing.Api.Features.Complaints;
using Licensing.Api.Features.Confirmations;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Licences;
using Licensing.Api.Features.Examinations;
using Licensing.Api.Features.Reads;
using Licensing.Api.Features.Register;
using Licensing.Api.Features.Returns;
using Licensing.Api.Features.Webhooks;
using Licensing.Api.Features.Workers;
using Licensing.Api.Security;

namespace Licensing.Api.Features.Retention;

/// <param name="Name">Of the class.</param>
/// <param name="Says">How long it is kept, and why nobody sets it.</param>
public sealed record FixedRetention(string Name, string Says);

/// <summary>What is kept for how long: every class of data, one line each.</summary>
public sealed class RetentionSchedule
{
    private const string Setting = "Retention:Periods";
    private readonly Dictionary<string, Period> _periods = [];

    /// <summary>Goes when the ministry's period is over. There is no period by default: which one is lawful, no program knows.</summary>
    public static IReadOnlyList<RetainedClass> Classes { get; } =
    [
        new RetainedReads(),
        new RetainedIdentities(),
        new RetainedVersions(),
        new RetainedUploads(),
        new RetainedRejections(),
        new RetainedChecks(),
        new RetainedFeed(),
        new RetainedAnswers(),
        new RetainedAppealGrounds(),
        new RetainedChanges(),
        new RetainedClaimTexts(),
        new RetainedApplications(),
        new RetainedBarredPersons(),
        new RetainedObjections(),
        new RetainedComplaints(),
        new RetainedWords(),
        new RetainedCaseAnswers(),
        new RetainedWebhookMessages(),
    ];

    /// <summary>Goes by itself, or never.</summary>
    public static IReadOnlyList<FixedRetention> Fixed { get; } =
    [
        new("idempotency-entries", "24 hours; nobody can ask for the answer after that."),
        new("token-signing-keys", "Until the last token that one may have signed has expired."),
        new("register-keys", "The private half until another signs; the public half for good, since receipts are kept."),
        new("webhooks", "Until its owner ends it, with its secrets; what still waits to be sent until it is delivered or given up."),
        new("exports", "The files for the hours of Exports:KeptHours; that one was made, and of what, for good."),
        new("tokens", "Not stored."),
        new("audit", "For good. Personal data that slipped in is redacted."),
        new("cases", "For good: agencies, placements, disclosures in force with their judgements, findings, flags."),
        new("decisions", "For good: proposals, roles, conflicts of interest, legal holds, notices, measures and appeals without the agencies' words."),
        new("duties", "For good: conditions, points, links between agencies, registrations abroad, what was told of last days."),
        new("deposits", "For good: what was lodged, drawn, released and owed, claims with their sums and decisions, the facts that decide how much."),
        new("decisions", "For good: proposals, roles, conflicts of interest, legal holds."),
    ];

    /// <exception cref="StartRefusedException">A class that does not exist, or no period.</exception>
    public RetentionSchedule(IConfiguration configuration)
    {
        foreach (var set in configuration.GetSection(Setting).GetChildren())
        {
            // An empty value takes a setting out again.
            if (string.IsNullOrEmpty(set.Value))
                continue;
            if (Classes.All(c => c.Name != set.Key))
                throw new StartRefusedException($"{Setting}:{set.Key} is no class of data. There are {string.Join(", ", Classes.Select(c => c.Name))}.");
            if (!Period.TryParse(set.Value, out var period))
                throw new StartRefusedException($"{Setting}:{set.Key} is '{set.Value}'. Write P, a number, and D for days, M for months or Y for years.");
            _periods[set.Key] = period;
        }
    }

    /// <summary>Null: nothing of the class is ever deleted.</summary>
    public Period? PeriodOf(RetainedClass retained) => _periods.TryGetValue(retained.Name, out var period) ? period : null;

    public static string SettingOf(RetainedClass retained) => $"{Setting}:{retained.Name}";
}

public static class RetentionSetup
{
    public static IServiceCollection AddRetention(this IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton(new RetentionSchedule(configuration));
}
