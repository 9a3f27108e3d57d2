using Licensing.Api.Database;
using Licensing.Api.Features.Reads;
using Licensing.Api.Features.Register;
using Licensing.Api.Security;
using Licensing.Api.Security.Issuer;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Access;

public static class AccessSetup
{
    public static IServiceCollection AddAccess(this IServiceCollection services) =>
        services.AddScoped<DemonstrationClients>().AddScoped<FirstAdministrator>().AddHttpContextAccessor().AddScoped<ReadRegister>();

    /// <summary>Runs the command that the arguments name, if they name one.</summary>
    /// <returns>False: it is an ordinary start.</returns>
    public static async Task<bool> RunCommandAsync(this WebApplication app, string[] args)
    {
        await using var scope = app.Services.CreateAsyncScope();
        switch (args)
        {
            case ["migrate"]:
                await app.MigrateAsync();
                return true;
            case ["first-administrator", var subject]:
                await app.MigrateAtStartAsync();
                await Console.Out.WriteLineAsync(await scope.ServiceProvider.GetRequiredService<FirstAdministrator>().MakeAsync(subject, CancellationToken.None));
                return true;
            case ["rotate-signing-key"] or ["rotate-signing-key", "--revoke-old"]:
                var ring = app.Services.GetService<SigningKeyRing>()
                    ?? throw new StartRefusedException("Identity:Authority is set: the provider keeps its own keys.");
                await app.MigrateAtStartAsync();
                await ring.RotateAsync(revokeOld: args.Length == 2, CancellationToken.None);
                await Console.Out.WriteLineAsync(args.Length == 2
                    ? $"A new key signs. Tokens of the old ones are refused, by running instances within {SigningKeyRing.Freshness.TotalSeconds:0} seconds."
                    : "A new key signs. Tokens of the old one are good until they expire.");
                return true;
            case [RegisterSetup.RotateCommand] or [RegisterSetup.RotateCommand, "--revoke-old"]:
                await app.MigrateAtStartAsync();
                await Console.Out.WriteLineAsync(await app.RotateRegisterKeyAsync(revokeOld: args.Length == 2));
                return true;
            case [RewrapIdentitiesJob.Command]:
                await Console.Out.WriteLineAsync(await app.RewrapIdentitiesAsync());
                return true;
            default:
                return false;
        }
    }

    /// <summary>Opens the embedded issuer, and refuses to serve with clients whose secrets others know.</summary>
    public static async Task OpenIssuerAsync(this WebApplication app)
    {
        if (app.Services.GetService<SigningKeyRing>() is not { } ring)
            return;
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LicensingDb>();
        if (!app.Environment.IsDevelopment() && await db.Clients.AnyAsync(c => c.IsDemonstration && c.DisabledAt == null))
        {
            throw new StartRefusedException(
                "This database has demonstration clients, whose secrets were printed, and the environment is "
                + $"{app.Environment.EnvironmentName}. Begin with an empty database, or disable them first (POST /v1/access/clients/ID/end in Development).");
        }

        await ring.OpenAsync(app.Lifetime.ApplicationStopping);
        if (app.Services.GetRequiredService<IdentityOptions>().DemonstrationClients != true)
            return;
        var clients = await scope.ServiceProvider.GetRequiredService<DemonstrationClients>().PrepareAsync(app.Lifetime.ApplicationStopping);
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost:5080";
            Console.Out.WriteLine(DemonstrationClients.TextFor(clients, address.TrimEnd('/')));
        });
    }
}
