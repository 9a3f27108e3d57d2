using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Database;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Security.Tests.Security;

/// <summary>The key of the deployment is replaced while agencies file; and a database is put back.</summary>
public sealed class KeyRotationTests
{
    private static readonly string Old = NewKey(), New = NewKey(), Third = NewKey();

    [Fact]
    public async Task Rotated_in_the_middle_of_filings_killed_again_and_again_everybody_is_recognised_and_the_old_key_is_not_needed()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, "Kills a context on SQLite.");
        await using var before = new ServiceHost { Settings = { ["Identity:Key"] = Old, ["Identity:DemonstrationClients"] = "true" } };
        var agency = await before.RegisterAgencyAsync();
        var first = await before.FileDisclosureAsync(agency, Of("PA 1"));
        var keyed = Of("PA 2");
        using var stored = await ServiceHost.SendAsync(before.As($"agency:{agency.Id}"), $"/v1/agencies/{agency.Id}/disclosures", keyed, idempotencyKey: "a-key-for-this-test");
        await SealManyAsync(before, 2 * RewrapIdentitiesJob.ChunkSize + 50);
        var token = await TokenAsync(before, before.DatabaseFile);
        var people = await before.InDatabaseAsync(db => db.Workers.CountAsync());

        await using (var during = Again(before, ("Identity:Key", New), ("Identity:PreviousKey", Old)))
        {
            Assert.Equal(first.PlacementId, await SamePersonAsync(during, agency, "PA-1"));
            var newcomer = await FileAsync(during, agency, "PA 3");
            var kills = await KilledAgainAndAgainAsync(during, before, async () =>
            {
                Assert.Equal(first.PlacementId, await SamePersonAsync(during, agency, "PA-1"));
                Assert.Equal(newcomer, await SamePersonAsync(during, agency, "PA3"));
            });
            Assert.True(kills > 5, $"{kills} kills");
            Assert.Equal((200, 200), (await MeAsync(during, token), await MeAsync(during, await TokenAsync(during, before.DatabaseFile))));
        }

        await using var after = Again(before, ("Identity:Key", New), ("Identity:PreviousKey", ""));
        Assert.Equal(first.PlacementId, await SamePersonAsync(after, agency, "PA-1"));
        Assert.Contains("PA1", await IdentityAsync(after, first.PlacementId));
        Assert.Equal((200, 200), (await MeAsync(after, token), await MeAsync(after, await TokenAsync(after, before.DatabaseFile))));
        using var replayed = await ServiceHost.SendAsync(As(after, $"agency:{agency.Id}"), $"/v1/agencies/{agency.Id}/disclosures", keyed, idempotencyKey: "a-key-for-this-test");
        Assert.Equal((201, "true"), ((int)replayed.StatusCode, Assert.Single(replayed.Headers.GetValues("Idempotency-Replayed"))));

        // One person more than before, the newcomer; each sealed under the new key, and readable with it alone.
        var (workers, newId) = (await before.InDatabaseAsync(db => db.Workers.ToListAsync()), IdOf(New));
        Assert.Equal(people + 1, workers.Count);
        Assert.All(workers, w => Assert.Equal(newId, w.SealedUnder));
        var alone = new IdentitySeal(new DeploymentKey(Convert.FromBase64String(New)));
        Assert.Equal(workers.Select(w => w.Recognition).Order(), workers.Select(w => alone.Rewrap(w.SealedUnder, w.SealedKey!, w.SealedDocument!).Recognition).Order());
        var told = await before.InDatabaseAsync(db => db.AuditEvents.Where(e => e.Action == nameof(IdentityKeyRotated)).Select(e => e.Payload).SingleAsync());
        Assert.Equal($$"""{"identities":{{people + 1}},"replaces":"{{IdOf(Old)}}","unrecognised":0}""", told);
    }

    [Fact]
    public async Task What_agencies_sent_is_read_with_either_key_until_it_is_rotated_and_with_the_new_one_alone_from_then_on()
    {
        await using var before = new ServiceHost { Settings = { ["Identity:Key"] = Old } };
        var agency = await before.RegisterAgencyAsync();
        using var filed = await before.FileReturnAsync(agency, "2026-02", "{\"placementReference\":\"KTM-1\"}\n");
        var id = (await filed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        await before.TakeInAsync(id);
        await using (var during = Again(before, ("Identity:Key", New), ("Identity:PreviousKey", Old)))
        {
            Assert.Contains("KTM-1", await RepairFileAsync(during));
            await RunAsync(during);
            Assert.Contains("KTM-1", await RepairFileAsync(during));
        }

        await using var after = Again(before, ("Identity:Key", New), ("Identity:PreviousKey", ""));
        Assert.Contains("KTM-1", await RepairFileAsync(after));

        Task<string> RepairFileAsync(WebApplicationFactory<Program> service) => As(service, $"agency:{agency.Id}").GetStringAsync($"/v1/returns/{id}/repair-file");
    }

    [Fact]
    public async Task Who_is_erased_while_the_key_is_replaced_stays_erased()
    {
        await using var before = new ServiceHost { Settings = { ["Identity:Key"] = Old } };
        var filed = await before.FileDisclosureAsync(await before.RegisterAgencyAsync(), Of("PA 1"));
        await before.FileDisclosureAsync(await before.RegisterAgencyAsync(), Of("PA 2"));
        await using var during = Again(before, ("Identity:Key", New), ("Identity:PreviousKey", Old));
        using var proposed = await ServiceHost.SendAsync(As(during, "officer:maya"), $"/v1/workers/{filed.PlacementId}/erasure", new JsonObject { ["reason"] = "asked for" });
        var proposal = (await proposed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        using var approved = await ServiceHost.SendAsync(As(during, "officer:ravi"), $"/v1/proposals/{proposal}/approval", new JsonObject { ["reason"] = "asked for" }, "*");
        Assert.Equal(200, (int)approved.StatusCode);
        await RunAsync(during);
        Assert.Equal([null, IdOf(New)], await before.InDatabaseAsync(db => db.Workers.OrderBy(w => w.Id).Select(w => w.SealedUnder).ToListAsync()));
    }

    [Fact]
    public async Task A_person_whom_an_instance_with_the_old_key_alone_took_for_a_new_one_keeps_both_records()
    {
        await using var before = new ServiceHost { Settings = { ["Identity:Key"] = Old } };
        var agency = await before.RegisterAgencyAsync();
        var first = await before.FileDisclosureAsync(agency, Of("PA 1"));
        await using var during = Again(before, ("Identity:Key", New), ("Identity:PreviousKey", Old));
        await RunAsync(during);
        Assert.Contains("Unhealthy", await HealthAsync(before), StringComparison.OrdinalIgnoreCase);
        var mistaken = await before.FileDisclosureAsync(agency, Of("PA 1"));
        await RunAsync(during);
        Assert.Equal((first.PlacementId, 2), (await SamePersonAsync(during, agency, "PA 1"), await before.InDatabaseAsync(db => db.Workers.CountAsync())));
        Assert.Contains("PA1", await IdentityAsync(during, mistaken.PlacementId));
    }

    [Fact]
    public async Task A_database_of_before_and_its_key_make_identities_readable_and_another_key_is_refused_by_name()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, "Copies a file of SQLite.");
        await using var host = new ServiceHost { Settings = { ["Identity:Key"] = Old } };
        var filed = await host.FileDisclosureAsync(await host.RegisterAgencyAsync(), Of("PA 1"));
        var backup = Path.Combine(Path.GetDirectoryName(host.DatabaseFile)!, "backup.db");
        await host.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("VACUUM INTO {0}", backup));
        // Rotated since: the copy is of before.
        await using (var rotated = Again(host, ("Identity:Key", New), ("Identity:PreviousKey", Old)))
            await RunAsync(rotated);

        var connection = ("ConnectionStrings:Licensing", $"Data Source={backup}");
        await using (var wrong = Again(host, connection, ("Identity:Key", New)))
            Assert.Contains($"written under Identity:Key {IdOf(Old)}; the one that is set is {IdOf(New)}", await RefusedStartTests.RefusalOfAsync(wrong));
        await using var restored = Again(host, connection, ("Identity:Key", Old));
        Assert.Contains("PA1", await IdentityAsync(restored, filed.PlacementId));
    }

    [Fact]
    public async Task Keys_that_do_not_fit_the_database_do_not_start_and_are_named()
    {
        await using var before = new ServiceHost { Settings = { ["Identity:Key"] = Old } };
        await before.FileDisclosureAsync(await before.RegisterAgencyAsync(), Of("PA 1"));
        await using var during = Again(before, ("Identity:Key", New), ("Identity:PreviousKey", Old));
        _ = during.Services;
        await RefusedAsync(before, "that is not finished. Set Identity:PreviousKey to " + IdOf(Old), ("Identity:Key", New));
        await RefusedAsync(before, "it is " + IdOf(Third), ("Identity:Key", New), ("Identity:PreviousKey", Third));
        await RefusedAsync(before, $"written under Identity:Key {IdOf(New)}; the one that is set is {IdOf(Old)}", ("Identity:Key", Old));
        await RefusedAsync(before, $"is itself still replacing {IdOf(Old)}", ("Identity:Key", Third), ("Identity:PreviousKey", New));
        await RunAsync(during);
        await RefusedAsync(before, "was replaced before", ("Identity:Key", Old), ("Identity:PreviousKey", New));
        await using var after = Again(before, ("Identity:Key", New));
        Assert.Contains("Healthy", await HealthAsync(after), StringComparison.OrdinalIgnoreCase);
    }

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(DeploymentKey.KeyBytes));

    private static string IdOf(string key) => new DeploymentKey(Convert.FromBase64String(key)).Id;

    private static JsonObject Of(string number) => Reported.TheExample().With("worker", Reported.Document(number));

    private static WebApplicationFactory<Program> Again(ServiceHost host, params (string Name, string Value)[] settings) => host.WithWebHostBuilder(builder =>
    {
        foreach (var (name, value) in settings)
            builder.UseSetting(name, value);
    });

    private static async Task RefusedAsync(ServiceHost host, string because, params (string Name, string Value)[] settings)
    {
        await using var service = Again(host, settings);
        Assert.Contains(because, await RefusedStartTests.RefusalOfAsync(service));
    }

    private static HttpClient As(WebApplicationFactory<Program> service, string caller)
    {
        var client = service.CreateClient();
        client.DefaultRequestHeaders.Add(NamedCaller.Header, caller);
        return client;
    }

    private static async Task SealManyAsync(ServiceHost host, int count) => await host.InScopeAsync(async services =>
    {
        var (db, seal) = (services.GetRequiredService<LicensingDb>(), services.GetRequiredService<IdentitySeal>());
        db.AddRange(Enumerable.Range(0, count).Select(i => new Worker(seal.Seal("NP", "Passport", $"many {i}"))));
        return await db.SaveChangesAsync();
    });

    private static Task RunAsync(WebApplicationFactory<Program> service) => InScopeAsync(service, services =>
        ActivatorUtilities.CreateInstance<RewrapIdentitiesJob>(services).RunAsync(default));

    private static async Task InScopeAsync(WebApplicationFactory<Program> service, Func<IServiceProvider, Task> act)
    {
        await using var scope = service.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().Become(Caller.System("job"));
        await act(scope.ServiceProvider);
    }

    private static async Task<int> KilledAgainAndAgainAsync(WebApplicationFactory<Program> service, ServiceHost host, Func<Task> between)
    {
        var kills = 0;
        for (double point = 1; ; point = point * 1.5 + 1)
        {
            try
            {
                var options = new DbContextOptionsBuilder<SqliteLicensingDb>();
                DatabaseSetup.UseSqlite(options, $"Data Source={host.DatabaseFile}");
                options.AddInterceptors(new Killer((int)point, null));
                await using var db = new SqliteLicensingDb(options.Options, Caller.System("job"), host.Clock);
                await InScopeAsync(service, services => ActivatorUtilities.CreateInstance<RewrapIdentitiesJob>(services, db).RunAsync(default));
                return kills;
            }
            catch (Exception e) when (e.GetBaseException() is KilledException)
            {
                kills++;
            }

            await between();
        }
    }

    private static async Task<string> FileAsync(WebApplicationFactory<Program> service, RegisteredAgency agency, string number)
    {
        using var filed = await ServiceHost.SendAsync(As(service, $"agency:{agency.Id}"), $"/v1/agencies/{agency.Id}/disclosures", Of(number));
        var body = await filed.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True((int)filed.StatusCode == 201, body.ToString());
        return body.GetProperty("placementId").GetString()!;
    }

    /// <summary>Files once more for the document.</summary>
    /// <returns>The first placement of the person as whom it was recognised.</returns>
    private static async Task<string> SamePersonAsync(WebApplicationFactory<Program> service, RegisteredAgency agency, string number)
    {
        var person = await As(service, "officer:maya").GetFromJsonAsync<JsonElement>($"/v1/workers/{await FileAsync(service, agency, number)}");
        return person.GetProperty("placements")[0].GetString()!;
    }

    private static async Task<string> IdentityAsync(WebApplicationFactory<Program> service, string placement)
    {
        using var answer = await ServiceHost.SendAsync(As(service, "officer:maya"), $"/v1/workers/{placement}/identity-reads", new JsonObject { ["purpose"] = "a test" });
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<string> TokenAsync(WebApplicationFactory<Program> service, string databaseFile)
    {
        _ = service.Services;
        var file = Path.Combine(Path.GetDirectoryName(databaseFile)!, "demonstration-clients");
        var secret = (await File.ReadAllLinesAsync(file)).Single(l => l.StartsWith("demo-auditor ", StringComparison.Ordinal)).Split(' ')[1];
        using var answer = await service.CreateClient().PostAsync("/connect/token", new FormUrlEncodedContent(
            new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = "demo-auditor", ["client_secret"] = secret }));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    private static async Task<int> MeAsync(WebApplicationFactory<Program> service, string token)
    {
        var client = service.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var answer = await client.GetAsync("/v1/audit/events?limit=1");
        return (int)answer.StatusCode;
    }

    private static async Task<string> HealthAsync(WebApplicationFactory<Program> service)
    {
        var ready = await (await service.CreateClient().GetAsync("/health/ready")).Content.ReadFromJsonAsync<JsonElement>();
        return ready.GetProperty("parts").GetProperty("identity-key").GetProperty("status").GetString()!;
    }
}
