using System.Data.Common;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Licensing.Api.Database;
using Licensing.Api.Features.Returns;
using Licensing.Api.Security;
using Licensing.Api.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Testing;

public static class ReturnCalls
{
    public static async Task<HttpResponseMessage> FileReturnAsync(
        this ServiceHost host, RegisteredAgency agency, string period, string content, string onError = "keep-good", string type = "application/x-ndjson", string? caller = null)
    {
        var body = new StringContent(content, Encoding.UTF8);
        body.Headers.ContentType = new MediaTypeHeaderValue(type);
        return await host.As(caller ?? $"agency:{agency.Id}").PostAsync($"/v1/agencies/{agency.Id}/returns?period={period}&onError={onError}", body);
    }

    public static Task<JsonElement> ReadReturnAsync(this ServiceHost host, RegisteredAgency agency, string id) =>
        host.As($"agency:{agency.Id}").GetFromJsonAsync<JsonElement>($"/v1/returns/{id}");

    /// <summary>Runs the job as Hangfire would.</summary>
    /// <param name="disturb">What happens to its database meanwhile.</param>
    public static async Task TakeInAsync(this ServiceHost host, string id, IInterceptor? disturb = null)
    {
        var key = await host.InDatabaseAsync(db => db.Returns.Where(r => r.PublicId == id).Select(r => r.Id).SingleAsync());
        if (disturb is null)
        {
            await host.RunJobAsync<TakeInReturnJob>(job => job.RunAsync(key, CancellationToken.None));
            return;
        }

        await host.InScopeAsync(async services =>
        {
            var options = new DbContextOptionsBuilder<SqliteLicensingDb>();
            DatabaseSetup.UseSqlite(options, $"Data Source={host.DatabaseFile}");
            options.AddInterceptors(disturb);
            await using var db = new SqliteLicensingDb(options.Options, Caller.System(nameof(TakeInReturnJob)), host.Clock);
            await ActivatorUtilities.CreateInstance<TakeInReturnJob>(services, db).RunAsync(key, CancellationToken.None);
            return true;
        });
    }

    public static (string Folder, HashSet<string> Names) FilesOf(this ServiceHost host, RegisteredAgency agency)
    {
        using var scope = host.Services.CreateScope();
        var names = scope.ServiceProvider.GetRequiredService<LicensingDb>().Returns.Where(r => r.Agency.PublicId == agency.Id).Select(r => r.PublicId).ToHashSet();
        return (host.Services.GetRequiredService<SealedFolder>().PathOf(Return.Uploads), names);
    }

    public static string? Text(this JsonElement json, string name) => json.GetProperty(name).GetString();

    public static int Number(this JsonElement json, string name) => json.GetProperty(name).GetInt32();
}

public sealed class StoppedException : Exception;

/// <summary>Stops the work once so many transactions are committed.</summary>
public sealed class StopAfterCommit(int commits) : DbTransactionInterceptor
{
    private int _commits;

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
        ++_commits == commits ? throw new StoppedException() : Task.CompletedTask;
}
