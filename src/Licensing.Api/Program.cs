using System.Globalization;
using Licensing.Api;
using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features;
using Licensing.Api.Features.Access;
using Licensing.Api.Features.Demonstration;
using Licensing.Api.Features.Law;
using Licensing.Api.Health;
using Licensing.Api.Http;
using Licensing.Api.Jobs;
using Licensing.Api.Security;
using Licensing.Api.Telemetry;
using Microsoft.Extensions.Options;

// Numbers and dates look the same wherever the service runs.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
try
{
    if (args is [VerifyAudit.Command, ..])
        return await VerifyAudit.RunAsync(args, Console.Out);
    var builder = WebApplication.CreateBuilder(args);
    builder.Services.AddMinistry(builder.Configuration)
        .AddDatabase(builder.Configuration, builder.Environment)
        .AddSecurity(builder.Configuration, builder.Environment)
        .AddAudit(builder.Configuration, builder.Environment)
        .AddFeatures(builder.Configuration, builder.Environment)
        .AddApi(builder.Configuration)
        .AddJobs(builder.Configuration, builder.Environment)
        .AddHealth().AddTelemetry(builder.Configuration).AddOpenApiDocument();
    var app = builder.Build();
    Text.RequireUnicode();
    if (await app.RunCommandAsync(args))
        return 0;
    app.RequireLoopback();
    await app.MigrateAtStartAsync();
    await app.ImportLawAsync();
    await app.OpenIdentityKeyAsync();
    await app.OpenFeaturesAsync();
    await app.SeedDemonstrationAsync();
    await app.OpenIssuerAsync();
    app.UseFrontDoor();
    app.UseLoopbackOnly();
    app.UseSecurity();
    app.UseApi();
    app.UseHealth();
    app.UseOpenApiDocument();
    app.UseJobs();
    await app.RunAsync();
    return 0;
}
catch (Exception refused) when (refused is StartRefusedException or OptionsValidationException)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}

public partial class Program;
