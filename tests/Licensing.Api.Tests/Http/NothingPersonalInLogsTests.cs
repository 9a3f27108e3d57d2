using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Audit;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Licensing.Api.Tests.Http;

/// <summary>However much is logged, no line says who a worker is, how to reach anybody, or what lets anybody in.</summary>
public sealed class NothingPersonalInLogsTests
{
    [Fact]
    public async Task On_the_main_path_with_everything_logged()
    {
        await using var host = new ServiceHost { Settings = { ["Identity:DemonstrationClients"] = "false" } };
        var lines = new Lines();
        // As an operator would do it, in settings.
        await using var loud = host.WithWebHostBuilder(builder =>
        {
            foreach (var category in (string[])["Default", "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Hangfire", "OpenIddict"])
                builder.UseSetting($"Logging:LogLevel:{category}", "Trace");
            builder.ConfigureTestServices(services => services.AddLogging(logging => logging.AddProvider(lines)));
        });
        var (document, email, name, key) = ("PA7316452", "sita.rai.7316@example.org", "Manakamana Sita Overseas 7316", Guid.NewGuid().ToString());
        var secrets = new List<string> { document, email, name, key };
        using var officer = As(loud, "officer:maya");

        var agency = await SentAsync(officer, "/v1/agencies", new JsonObject { ["name"] = name, ["country"] = "NP", ["from"] = "2020-01-01" }, key);
        var id = agency.GetProperty("id").GetString();
        await SentAsync(officer, $"/v1/agencies/{id}/facts", new JsonObject { ["kind"] = "email", ["value"] = email, ["from"] = "2020-01-01" });
        var report = Reported.TheExample().With("worker", Reported.Document(document));
        var filed = await SentAsync(As(loud, $"agency:{id}"), $"/v1/agencies/{id}/disclosures", report, Guid.NewGuid().ToString());
        // The same again, and what is refused: failures are what is logged with the most words.
        await As(loud, $"agency:{id}").PostAsJsonAsync($"/v1/agencies/{id}/disclosures", report);
        await As(loud, $"agency:{id}").PostAsJsonAsync($"/v1/agencies/{id}/disclosures", new JsonObject { ["worker"] = Reported.Document(document), ["passport"] = document, ["name"] = name });
        await officer.GetAsync($"/v1/disclosures/{filed.GetProperty("id").GetString()}");
        await officer.GetAsync($"/v1/agencies?limit=5");
        foreach (var job in (Func<IServiceProvider, Task>[])[
            s => ActivatorUtilities.CreateInstance<Licensing.Api.Features.Findings.JudgeDisclosuresJob>(s).RunAsync(default),
            s => ActivatorUtilities.CreateInstance<SealAuditJob>(s).RunAsync(default)])
        {
            await using var scope = loud.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Licensing.Api.Security.Caller>().Become(Licensing.Api.Security.Caller.System("job"));
            await job(scope.ServiceProvider);
        }

        // A system that signs in: its secret, and its tokens, good and bad.
        var client = await SentAsync(As(loud, "administrator:root"), "/v1/access/clients", new JsonObject { ["name"] = "portal", ["description"] = "a portal", ["reason"] = "asked for" });
        var secret = client.EnumerateObject().Single(p => p.Name.Contains("ecret", StringComparison.Ordinal)).Value.GetString()!;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = "portal", ["client_secret"] = secret });
        using var answer = await loud.CreateClient().PostAsync("/connect/token", form);
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
        foreach (var bearer in (string[])[token, token[..^4] + "AAAA"])
        {
            using var system = loud.CreateClient();
            system.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
            await system.GetAsync("/v1/access/caller");
        }

        secrets.AddRange([secret, token, token.Split('.')[2]]);
        Assert.Contains(lines.All, line => line.StartsWith("Debug Microsoft.EntityFrameworkCore", StringComparison.Ordinal));
        Assert.Contains(lines.All, line => line.StartsWith("Trace ", StringComparison.Ordinal));
        Assert.All(secrets, s => Assert.DoesNotContain(lines.All, line => line.Contains(s, StringComparison.OrdinalIgnoreCase)));
    }

    private static HttpClient As(WebApplicationFactory<Program> loud, string caller)
    {
        var client = loud.CreateClient();
        client.DefaultRequestHeaders.Add(NamedCaller.Header, caller);
        return client;
    }

    private static async Task<JsonElement> SentAsync(HttpClient client, string address, JsonNode body, string? key = null)
    {
        using var answer = await ServiceHost.SendAsync(client, address, body, address.EndsWith("/facts", StringComparison.Ordinal) ? "*" : null, key);
        var read = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.IsSuccessStatusCode, read.ToString());
        return read;
    }

    private sealed class Lines : ILoggerProvider
    {
        public ConcurrentQueue<string> All { get; } = new();

        public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

        public void Dispose()
        {
        }

        private sealed class Logger(Lines lines, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull
            {
                lines.All.Enqueue($"Scope {category} {Words(state)}");
                return null;
            }

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                lines.All.Enqueue($"{logLevel} {category} {formatter(state, exception)} {Words(state)} {exception}");

            // What a JSON formatter would write beside the sentence.
            private static string Words(object? state) =>
                state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs.Select(pair => $"{pair.Key}={pair.Value}")) : $"{state}";
        }
    }
}
