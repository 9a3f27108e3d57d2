using System.Diagnostics;
using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Licensing.Security.Tests.Audit;

public sealed record SomethingNoted(int Number, string Text);

/// <summary>A service with a log of its own. Events have to do with one agency, and some carry a reason.</summary>
public class AuditHost : ServiceHost
{
    private int _notes;

    public AuditHost() => BeginsEmpty = true;

    /// <summary>Records so many events, in one save, and gives their public ids.</summary>
    public Task<List<string>> NoteAsync(int count) => InScopeAsync(async services =>
    {
        services.GetRequiredService<Caller>().Become(Caller.Officer("maya"));
        var db = services.GetRequiredService<LicensingDb>();
        var agency = await db.Agencies.OrderBy(a => a.Id).FirstOrDefaultAsync() ?? new Agency("NP", Clock.Now());
        if (db.Entry(agency).State == EntityState.Detached)
            db.Add(agency);
        for (var i = 0; i < count; i++, _notes++)
            db.Record(agency, new SomethingNoted(_notes, "é ≤ ñ"), _notes % 3 == 0 ? null : $"because of {_notes}");
        await db.SaveChangesAsync();
        return db.ChangeTracker.Entries<AuditEvent>().Select(e => e.Entity.PublicId).ToList();
    });

    public Task SealAsync() => RunJobAsync<SealAuditJob>(job => job.RunAsync(CancellationToken.None));

    /// <summary>Seals as an instance with these keys does.</summary>
    public Task SealWithAsync(SigningKeys keys) => InScopeAsync(async services =>
    {
        services.GetRequiredService<Caller>().Become(Caller.System(nameof(SealAuditJob)));
        await new SealAuditJob(services.GetRequiredService<LicensingDb>(), keys, Clock).RunAsync(CancellationToken.None);
        return true;
    });

    /// <summary>Events and seals them, with a minute between, so that the log has a head of each of these sizes.</summary>
    public async Task GrowAsync(params int[] events)
    {
        foreach (var count in events)
        {
            await NoteAsync(count);
            Clock.Advance(TimeSpan.FromMinutes(1));
            await SealAsync();
        }
    }

    public Task<AuditReport> CheckAsync(params string[] trusted) => InDatabaseAsync(db => new AuditCheck(db, trusted.ToHashSet()).RunAsync(CancellationToken.None));

    /// <summary>Runs the witness of docs/witness on this service, over real HTTP.</summary>
    /// <returns>Exit code and everything it printed.</returns>
    public async Task<(int Code, string Said)> WitnessAsync(string stateFile, string? eventFile = null)
    {
        await using var wire = await ListenAsync();
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true };
        var address = wire.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        foreach (var argument in (string?[])[Path.Combine(Repository.Root(), "docs", "witness", "verify.mjs"), $"{address}/v1", stateFile, eventFile])
        {
            if (argument is not null)
                start.ArgumentList.Add(argument);
        }

        using var node = Process.Start(start)!;
        var said = await Task.WhenAll(node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync();
        return (node.ExitCode, string.Concat(said));
    }

    public static void RequireNode()
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, "node")) || File.Exists(Path.Combine(folder, "node.exe")));
        Assert.SkipUnless(found, "Node is not installed: the witness was not run.");
    }

    public static void RequireSqlite() => Assert.SkipWhen(SqlServer is not null, "Changes stored bytes in SQLite's way.");

    // The test server has no port; this one has, and passes on.
    private async Task<WebApplication> ListenAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var client = Public;
        app.Run(async context =>
        {
            using var answer = await client.GetAsync(context.Request.Path + context.Request.QueryString);
            context.Response.StatusCode = (int)answer.StatusCode;
            await context.Response.WriteAsync(await answer.Content.ReadAsStringAsync());
        });
        await app.StartAsync();
        return app;
    }
}
