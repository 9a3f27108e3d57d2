using Licensing.Api.Features.Access;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Deadlines;
using Licensing.Api.Features.Bars;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Changes;
using Licensing.Api.Features.Complaints;
using Licensing.Api.Features.Confirmations;
using Licensing.Api.Features.Demonstration;
using Licensing.Api.Features.Deposits;
using Licensing.Api.Features.Examinations;
using Licensing.Api.Features.Exports;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Law;
using Licensing.Api.Features.Licences;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Features.Remedies;
using Licensing.Api.Features.Register;
using Licensing.Api.Features.Retention;
using Licensing.Api.Features.Returns;
using Licensing.Api.Features.Webhooks;

namespace Licensing.Api.Features;

public static class FeatureSetup
{
    /// <summary>What each area needs besides its endpoints, one line each.</summary>
    public static IServiceCollection AddFeatures(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment) => services
        .AddAccess()
        .AddProposals()
        .AddRetention(configuration)
        .AddLaw(configuration)
        .AddRegime()
        .AddMeasures()
        .AddSingleton(ChangeOptions.Read(configuration))
        .AddDeadlines(configuration)
        .AddDeposits()
        .AddRemedies()
        .AddBars()
        .AddReturns()
        .AddExaminations(configuration)
        .AddApplications(configuration)
        .AddComplaints(configuration)
        .AddConfirmations(configuration)
        .AddFindings()
        .AddRegister(configuration, environment)
        .AddWebhooks(configuration, environment)
        .AddScoped<PublicLaw>()
        .AddSingleton(ExportOptions.Read(configuration)).AddScoped<ExportReading>()
        .AddDemonstration(configuration, environment);

    /// <summary>What an area reads or makes before the first request.</summary>
    public static async Task OpenFeaturesAsync(this WebApplication app)
    {
        app.OpenRegime();
        app.OpenProcedure();
        await app.OpenRegisterAsync();
    }
}
