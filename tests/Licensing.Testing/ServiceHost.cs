using System.Data.Common;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hangfire;
using Hangfire.InMemory;
using Hangfire.Logging;
using Hangfire.SqlServer;
using Licensing.Api.Database;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Flags;
using Licensing.Api.Security;
using Licensing.Testing.Contract;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace Licensing.Testing;

/// <summary>The service in this process, on a database of its own, with a clock that stands still. Jobs do not run by
/// themselves: a test runs the job class it is about.</summary>
/// <remarks>With LICENSING_TEST_SQLSERVER set to the connection string of an existing empty database, the whole suite runs
/// on the SQL Server provider instead. A server that speaks the protocol in its own way can be met with
/// <see cref="ConfigureSqlServer"/> and <see cref="SqlClientFactory"/>.</remarks>
public class ServiceHost : WebApplicationFactory<Program>
{
    public const string SqlServerVariable = "LICENSING_TEST_SQLSERVER";
    public static readonly string? SqlServer = Environment.GetEnvironmentVariable(SqlServerVariable);

    private static readonly string[] BegunFiles = ["licensing.db", "audit.pem", "identity.key"];

    private readonly string _folder = Directory.CreateTempSubdirectory("licensing-tests-").FullName;

    /// <summary>Extra EF options for the SQL Server run, for example a batch size or an interceptor.</summary>
    public static Action<DbContextOptionsBuilder>? ConfigureSqlServer { get; set; }

    /// <summary>What Hangfire connects with in the SQL Server run; null for its default.</summary>
    public static DbProviderFactory? SqlClientFactory { get; set; }

    /// <summary>A deployment that began like any other, and its keys: what a start on an empty folder makes is two thirds of what it costs. Most
    /// hosts begin with a copy.</summary>
    private static readonly Lazy<DirectoryInfo> Begun = new(Begin);

    /// <summary>Set before the first use.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    private static readonly DateTimeOffset FirstDay = new(2026, 3, 15, 8, 0, 0, TimeSpan.Zero);

    public FakeTimeProvider Clock { get; } = new(FirstDay);

    /// <summary>Whether the first start makes the tables, the keys and the drafts of the law itself. Always so where a setting or the clock
    /// would make them otherwise.</summary>
    public bool BeginsEmpty { get; init; }

    /// <summary>Every start on the same folder is a restart of the same deployment.</summary>
    public string DatabaseFile => Path.Combine(_folder, "licensing.db");

    public HttpClient Public => CreateClient();

    /// <summary>Follows no redirect, and holds every answer against the contract.</summary>
    public new HttpClient CreateClient() => AnswersAreReal
        ? CreateDefaultClient(ClientOptions.BaseAddress, new CookieContainerHandler(), new ContractCheck()) : base.CreateClient();

    /// <summary>False where a test makes up what the database holds, so that the answers are no answers.</summary>
    protected virtual bool AnswersAreReal => true;

    public HttpClient Officer => As("officer:maya");

    public HttpClient As(string caller)
    {
        var client = CreateClient();
        client.DefaultRequestHeaders.Add(NamedCaller.Header, caller);
        return client;
    }

    /// <summary>A registered agency with a name of its own.</summary>
    public async Task<RegisteredAgency> RegisterAgencyAsync(string? name = null, string country = "NP", string from = "2020-01-01")
    {
        name ??= $"Agency {Guid.NewGuid():N}";
        using var answer = await Officer.PostAsJsonAsync("/v1/agencies", new { name, country, from });
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.IsSuccessStatusCode, body.ToString());
        return new RegisteredAgency(
            body.GetProperty("id").GetString()!, body.GetProperty("reference").GetString()!, name, answer.Headers.ETag!.ToString());
    }

    /// <summary>Files what <see cref="Reported"/> made, as the agency itself.</summary>
    public async Task<FiledDisclosure> FileDisclosureAsync(RegisteredAgency agency, JsonObject reported)
    {
        using var answer = await SendAsync(As($"agency:{agency.Id}"), $"/v1/agencies/{agency.Id}/disclosures", reported);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True((int)answer.StatusCode == 201, body.ToString());
        return FiledDisclosure.Of(answer, body);
    }

    /// <summary>Replaces what was reported, as an officer.</summary>
    public async Task<FiledDisclosure> CorrectDisclosureAsync(FiledDisclosure disclosure, JsonObject reported)
    {
        using var answer = await SendAsync(Officer, $"/v1/disclosures/{disclosure.Id}/corrections", Reported.Correction(reported), disclosure.ETag);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True((int)answer.StatusCode == 200, body.ToString());
        return FiledDisclosure.Of(answer, body);
    }

    public async Task RecordNonProfitAsync(RegisteredAgency agency)
    {
        using var answer = await SendAsync(Officer, $"/v1/agencies/{agency.Id}/facts", new JsonObject { ["kind"] = "non-profit", ["value"] = "true", ["from"] = "2020-01-01" }, "*");
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>One officer proposes, another approves.</summary>
    /// <param name="names">Of the packs; none: all that are not approved yet.</param>
    public async Task ApproveLawAsync(params string[] names)
    {
        var packs = await Public.GetFromJsonAsync<JsonElement>("/v1/law/packs?limit=200");
        var chosen = packs.GetProperty("items").EnumerateArray()
            .Where(p => names.Length == 0 ? p.GetProperty("state").GetString() == "draft" : names.Contains(p.GetProperty("name").GetString()))
            .Select(p => p.GetProperty("id").GetString()!).ToList();
        Assert.True(chosen.Count >= names.Length, "a pack is missing");
        foreach (var id in chosen)
        {
            using var proposed = await SendAsync(As("officer:maya"), $"/v1/law/packs/{id}/proposal", new JsonObject { ["reason"] = "read with the department" }, "*");
            using var approved = await SendAsync(As("officer:ravi"), $"/v1/law/packs/{id}/approval", new JsonObject { ["reason"] = "compared with the gazette" }, "*");
            Assert.True(proposed.IsSuccessStatusCode && approved.IsSuccessStatusCode, await approved.Content.ReadAsStringAsync());
        }
    }

    /// <summary>What the ministry sets itself, by two people: a question and its value as JSON. It holds from 2000 on.</summary>
    public async Task SetRegimeAsync(params (string Question, string Json)[] settings)
    {
        foreach (var (question, json) in settings)
            await ProposeAndApproveAsync("/v1/regime/settings", new JsonObject
            {
                ["question"] = question, ["from"] = "2000-01-01", ["value"] = JsonNode.Parse(json), ["authority"] = "Order of a test", ["reason"] = "the test needs it",
            });
    }

    /// <summary>The ministry's calendar for 2000 to 2039, by two people.</summary>
    public Task SetCalendarAsync(string[] weekend, string[] holidays, params (string Name, string Day)[] namedDays) => ProposeAndApproveAsync("/v1/regime/calendars", new JsonObject
    {
        ["weekend"] = new JsonArray([.. weekend.Select(d => (JsonNode)d)]), ["from"] = "2000-01-01", ["until"] = "2039-12-31",
        ["holidays"] = new JsonArray([.. holidays.Select(d => (JsonNode)d)]),
        ["namedDays"] = new JsonArray([.. namedDays.Select(d => (JsonNode)new JsonObject { ["name"] = d.Name, ["day"] = d.Day })]),
        ["reason"] = "the test needs it",
    });

    /// <summary>One officer proposes at the address, another approves the proposal that it answers with.</summary>
    public async Task<JsonElement> ProposeAndApproveAsync(string address, JsonObject body, string? etag = null)
    {
        using var proposed = await SendAsync(As("officer:maya"), address, body, etag);
        var proposal = await proposed.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(proposed.IsSuccessStatusCode, proposal.ToString());
        using var approved = await SendAsync(As("officer:ravi"), $"/v1/proposals/{proposal.GetProperty("id").GetString()}/approval", new JsonObject { ["reason"] = "checked" }, "*");
        var decided = await approved.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(approved.IsSuccessStatusCode, decided.ToString());
        return decided;
    }

    /// <summary>A licence in the database, without the application that it would come from.</summary>
    /// <param name="until">Last day, inclusive.</param>
    public Task<string> StoreLicenceAsync(RegisteredAgency agency, string? number = null, string from = "2024-01-01", string until = "2028-12-31", bool isProvisional = false,
        string? licenceClass = "general", string regime = "np") =>
        InScopeAsync(async services =>
        {
            services.GetRequiredService<Caller>().Become(Caller.Officer("maya"));
            var db = services.GetRequiredService<LicensingDb>();
            var holder = await db.Agencies.SingleAsync(a => a.PublicId == agency.Id);
            var licence = Licensing.Api.Features.Licences.Licence.Grant(
                holder, number ?? $"L-{Guid.NewGuid():N}", regime, licenceClass, DateOnly.Parse(from), DateOnly.Parse(until), isProvisional, Clock.Now(), "maya");
            db.Add(licence);
            db.Record(licence, new Licensing.Api.Features.Licences.LicenceGranted(licence.Number, licenceClass, DateOnly.Parse(from), DateOnly.Parse(until), isProvisional));
            await db.SaveChangesAsync();
            return licence.PublicId;
        });

    /// <summary>Runs a job as Hangfire would: in a scope of its own, under its own name.</summary>
    public Task RunJobAsync<TJob>(Func<TJob, Task> run)
        where TJob : class => InScopeAsync(async services =>
        {
            services.GetRequiredService<Caller>().Become(Caller.System(typeof(TJob).Name));
            await run(ActivatorUtilities.CreateInstance<TJob>(services));
            return true;
        });

    /// <summary>Judges what waits, then flags.</summary>
    public async Task JudgeAsync()
    {
        await RunJobAsync<JudgeDisclosuresJob>(job => job.RunAsync(CancellationToken.None));
        await RunJobAsync<FlagAgenciesJob>(job => job.RunAsync(CancellationToken.None));
    }

    public static Task<HttpResponseMessage> SendAsync(HttpClient client, string address, JsonNode body, string? etag = null, string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(body) };
        if (etag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", etag);
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        return client.SendAsync(request);
    }

    /// <summary>How many rows each table holds: equal before and after a refusal.</summary>
    public Task<string> CountRowsAsync() => InDatabaseAsync(async db =>
    {
        var sql = db.GetService<ISqlGenerationHelper>();
        var tables = db.Model.GetEntityTypes().Select(t => (Name: t.GetTableName()!, Schema: t.GetSchema())).Distinct().OrderBy(t => t.Name).ToList();
        var counts = new List<string>();
        foreach (var table in tables)
        {
#pragma warning disable EF1002 // The names come from the model.
            var count = await db.Database.SqlQueryRaw<int>($"SELECT COUNT(*) AS {sql.DelimitIdentifier("Value")} FROM {sql.DelimitIdentifier(table.Name, table.Schema)}").SingleAsync();
#pragma warning restore EF1002
            counts.Add($"{table.Name} {count}");
        }

        return string.Join(", ", counts);
    });

    /// <summary>Looks into, or acts on, the database outside a request.</summary>
    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = Services.CreateAsyncScope();
        return await act(scope.ServiceProvider);
    }

    public Task<T> InDatabaseAsync<T>(Func<LicensingDb, Task<T>> act) =>
        InScopeAsync(services => act(services.GetRequiredService<LicensingDb>()));

    private static DirectoryInfo Begin()
    {
        var begun = Directory.CreateTempSubdirectory("licensing-tests-begun-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => begun.Delete(recursive: true);
        using var first = new ServiceHost { BeginsEmpty = true };
        _ = first.Server;
        using (var database = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={first.DatabaseFile};Pooling=False"))
        {
            database.Open();
            using var command = database.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            Assert.Equal(0L, command.ExecuteScalar());
        }

        foreach (var name in BegunFiles)
            File.Copy(Path.Combine(first._folder, name), Path.Combine(begun.FullName, name));
        return begun;
    }

    private void BeginWithCopy()
    {
        string[] ownBeginning = ["Audit:", "ConnectionStrings:", "Database:", "Demonstration:", "Identity:"];
        if (SqlServer is not null || BeginsEmpty || Clock.GetUtcNow() != FirstDay || File.Exists(DatabaseFile)
            || Settings.Keys.Any(name => ownBeginning.Any(own => name.StartsWith(own, StringComparison.OrdinalIgnoreCase))))
            return;
        foreach (var name in BegunFiles)
            File.Copy(Path.Combine(Begun.Value.FullName, name), Path.Combine(_folder, name));
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        BeginWithCopy();
        // No host looks for changes of its settings: the watchers of hundreds of hosts outlive them.
        builder.UseSetting("hostBuilder:reloadConfigOnChange", "false");
        builder.UseSetting("Jobs:Enabled", "false");
        builder.UseSetting("Demonstration:Enabled", "false");
        // All tests come from one address.
        builder.UseSetting("Http:RateLimits:PerAddressPerMinute", "1000000");
        builder.UseSetting("Http:RateLimits:PerClientPerMinute", "1000000");
        builder.UseSetting("Audit:KeyFile", Path.Combine(_folder, "audit.pem"));
        builder.UseSetting("Jobs:SqliteFile", Path.Combine(_folder, "jobs.db"));
        builder.UseSetting("Storage:Folder", Path.Combine(_folder, "files"));
        builder.UseSetting("Identity:KeyFile", Path.Combine(_folder, "identity.key"));
        builder.UseSetting("Identity:DemonstrationFile", Path.Combine(_folder, "demonstration-clients"));
        builder.UseSetting("Identity:DemonstrationClients", "false");
        foreach (var (name, value) in NamedCaller.Settings)
            builder.UseSetting(name, value);
        foreach (var (name, value) in Settings)
            builder.UseSetting(name, value);
        if (SqlServer is null)
        {
            builder.UseSetting("ConnectionStrings:Licensing", $"Data Source={DatabaseFile}");
        }
        else
        {
            builder.UseSetting("Database:Provider", "SqlServer");
            builder.UseSetting("Database:MigrateAtStart", "true");
            builder.UseSetting("ConnectionStrings:Licensing", SqlServer);
        }

        builder.ConfigureTestServices(services =>
        {
            NamedCaller.Add(services);
            // Hangfire keeps the logger of the last service in a static, and this one would meet a disposed one.
            LogProvider.SetCurrentLogProvider(null);
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            services.Replace(ServiceDescriptor.Singleton<FastEndpoints.IEndpointFactory>(RememberedEndpoints.Instance));
            // Hangfire's own configuration would keep this host's loggers in a static, and use them after the host is gone.
            services.Replace(ServiceDescriptor.Singleton<IGlobalConfiguration>(GlobalConfiguration.Configuration));
            if (SqlServer is null)
                // Made by the container, which disposes of it: each has a thread of its own.
                services.Replace(ServiceDescriptor.Singleton<JobStorage>(_ => new InMemoryStorage()));
            else if (ConfigureSqlServer is { } configure)
                services.ConfigureDbContext<SqlServerLicensingDb>(configure);
            if (SqlClientFactory is { } factory)
                services.Replace(ServiceDescriptor.Singleton(new SqlServerStorageOptions { SchemaName = "hangfire", SqlClientFactory = factory }));
        });
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing || !Directory.Exists(_folder))
            return;
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>How each endpoint is made, worked out once in this process and not once for each host: it is most of what a start costs.</summary>
internal sealed class RememberedEndpoints : FastEndpoints.IEndpointFactory
{
    public static readonly RememberedEndpoints Instance = new();
    private readonly System.Collections.Concurrent.ConcurrentDictionary<Type, ObjectFactory> _makers = new();

    public FastEndpoints.BaseEndpoint Create(FastEndpoints.EndpointDefinition definition, Microsoft.AspNetCore.Http.HttpContext context) =>
        (FastEndpoints.BaseEndpoint)_makers.GetOrAdd(definition.EndpointType, type => ActivatorUtilities.CreateFactory(type, []))(context.RequestServices, null);
}

/// <summary>A service in which every pack that ships is law.</summary>
public sealed class LawfulHost : ServiceHost, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await ApproveLawAsync();
}

public sealed record FiledDisclosure(string Id, string PlacementId, string PlacementReference, int Number, string ETag, JsonElement Body)
{
    public static FiledDisclosure Of(HttpResponseMessage answer, JsonElement body) => new(
        body.GetProperty("id").GetString()!, body.GetProperty("placementId").GetString()!, body.GetProperty("placementReference").GetString()!,
        body.GetProperty("number").GetInt32(), answer.Headers.ETag!.ToString(), body);
}

public sealed record RegisteredAgency(string Id, string Reference, string Name, string ETag);
