using System.Diagnostics;
using Licensing.Api.Database;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Demonstration;

/// <summary>Beside the running service: waits until the jobs have judged everything and prints what they found. At every
/// start, from the database.</summary>
public sealed class ShowDemonstration(
    IServiceScopeFactory scopes, IServer server, IHostApplicationLifetime lifetime, Ministry ministry, TimeProvider clock, ILogger<ShowDemonstration> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500), Patience = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        await using var listening = lifetime.ApplicationStarted.Register(started.SetResult);
        try
        {
            await started.Task.WaitAsync(stoppingToken);
            if (await JudgedAsync(stoppingToken))
                await PrintAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops before there was anything to show.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A table that cannot be printed is no reason to stop the service.
            log.LogError(e, "The demonstration could not be shown.");
        }
    }

    /// <returns>False where there is nothing to show, or judging does not come to an end.</returns>
    private async Task<bool> JudgedAsync(CancellationToken ct)
    {
        var since = Stopwatch.GetTimestamp();
        for (var told = false; Stopwatch.GetElapsedTime(since) < Patience; await Task.Delay(Pause, ct))
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<LicensingDb>();
            if (!told && !await SeedDemonstration.IsInAsync(db, ct))
                return false;
            var today = ministry.Today(clock);
            var waiting = await db.DisclosureVersions.CountAsync(v => v.WaitsFrom <= today, ct);
            // Asked second: judging marks an agency in the same transaction.
            if (waiting == 0 && !await db.FlagReviews.AnyAsync(r => r.Reviewed < r.Judged, ct))
                return true;
            if (!told)
                await Console.Out.WriteLineAsync($"The demonstration is in; {waiting:N0} disclosures are being judged. The table follows.");
            told = true;
        }

        log.LogWarning("After {Minutes} minutes the demonstration is not judged yet; see /jobs.", Patience.TotalMinutes);
        return false;
    }

    private async Task PrintAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().Become(Caller.System(nameof(ShowDemonstration)));
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost:5080";
        await Console.Out.WriteLineAsync(await scope.ServiceProvider.GetRequiredService<DemonstrationTable>().WriteAsync(address.TrimEnd('/'), ct));
    }
}
