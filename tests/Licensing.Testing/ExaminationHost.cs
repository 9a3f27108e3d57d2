using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Database;
using Licensing.Api.Features.Licences;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Testing;

/// <summary>A service under a regime that answers every question, with applications that wait to be examined. The clock stands at 2026-03-15.</summary>
public sealed class ExaminationHost : ServiceHost, IAsyncLifetime
{
    private int _number;

    public ExaminationHost() => Settings["Ministry:Regime"] = Path.Combine(AppContext.BaseDirectory, "Storage", "every-answer.yaml");

    public async ValueTask InitializeAsync()
    {
        await SetCalendarAsync([], [], ("fiscal-year-end", "2026-07-16"));
        await SetRegimeAsync(
            ("objection-window", "\"none\""), ("licence-number", "\"NP-[0-9]{4}\""), ("documents", """[{"code":"incorporation","title":"Certificate of incorporation"}]"""),
            ("fit-and-proper", """[{"code":"no-conviction","title":"Nobody was convicted"}]"""), ("capital", "\"1000.00 NPR\""));
    }

    /// <summary>A number of the form that the regime asks, another each time.</summary>
    public string NextNumber() => $"NP-{++_number:D4}";

    public static JsonObject Refusal() => new() { ["outcome"] = "refuse", ["reason"] = "a test", ["grounds"] = new JsonArray(new JsonObject { ["code"] = "capital", ["text"] = "Half is missing." }) };

    /// <summary>A request to bar somebody who does not exist.</summary>
    public static JsonObject Barred(string number = "QX 77-3", string from = "2026-01-01", string? until = "2026-12-31", string? address = null, string? phone = null, string? bankAccount = null) => new()
    {
        ["from"] = from, ["until"] = until, ["grounds"] = "Convicted of fraud.", ["decision"] = "Judgement 7 of a court", ["reason"] = "a test",
        ["person"] = new JsonObject
        {
            ["name"] = "Nobody Real", ["document"] = new JsonObject { ["country"] = "NP", ["kind"] = "passport", ["number"] = number },
            ["address"] = address, ["phone"] = phone, ["bankAccount"] = bankAccount,
        },
    };

    public static JsonObject Applicant(string? document = null, string? address = null, string? phone = null, string? account = null) => new()
    {
        ["legalPerson"] = new JsonObject { ["registeredName"] = "Himal Works" },
        ["capital"] = new JsonObject { ["amountMinor"] = 100_000_000, ["currency"] = "NPR" },
        ["owners"] = new JsonArray(new JsonObject
        {
            ["sharePercent"] = "100",
            ["person"] = new JsonObject { ["name"] = "Nobody Real", ["phone"] = phone, ["document"] = document is null ? null : new JsonObject { ["country"] = "NP", ["kind"] = "passport", ["number"] = document } },
        }),
        ["premises"] = new JsonArray(new JsonObject { ["kind"] = "head-office", ["address"] = address ?? $"Street {Guid.NewGuid():N}", ["place"] = "Kathmandu" }),
        ["bank"] = account is null ? null : new JsonObject { ["bank"] = "A bank", ["country"] = "NP", ["accountNumber"] = account },
    };

    /// <summary>An application that was submitted at the instant of the clock.</summary>
    public async Task<Applied> ApplyAsync(string kind = "new-licence", RegisteredAgency? by = null, string? licence = null, JsonObject? applicant = null)
    {
        var agency = by ?? await RegisterAgencyAsync();
        using var drafted = await SendAsync(As($"agency:{agency.Id}"), $"/v1/agencies/{agency.Id}/applications", new JsonObject
        {
            ["kind"] = kind, ["licenceId"] = licence, ["applicant"] = (applicant ?? Applicant()).DeepClone(),
        });
        var body = await drafted.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True((int)drafted.StatusCode == 201, body.ToString());
        var id = body.GetProperty("id").GetString()!;
        await ActAsync(id, ApplicationAction.Submit);
        return new(id, agency);
    }

    public Task ActAsync(string application, ApplicationAction action) => InScopeAsync(async services =>
    {
        services.GetRequiredService<Caller>().Become(Caller.Officer("maya"));
        var db = services.GetRequiredService<LicensingDb>();
        var stored = await db.Applications.Include(a => a.Steps).SingleAsync(a => a.PublicId == application);
        stored.Take(action, Clock.Now(), "maya", "a test");
        db.Record(stored, new Acted(action));
        return await db.SaveChangesAsync();
    });

    /// <summary>An application under examination, everything found as it should be.</summary>
    public async Task<Applied> ExaminedAsync(string kind = "new-licence", RegisteredAgency? by = null, string? licence = null, JsonObject? applicant = null)
    {
        var applied = await ApplyAsync(kind, by, licence, applicant);
        await BeginAsync(applied.Id);
        await FindAsync(applied.Id, "met");
        return applied;
    }

    public async Task<JsonElement> BeginAsync(string application)
    {
        var (code, body) = await PostAsync($"/v1/applications/{application}/examination", []);
        Assert.True(code is null, body.ToString());
        return body;
    }

    public async Task FindAsync(string application, string finding)
    {
        var examination = await ExaminationAsync(application);
        var (code, body) = await PostAsync($"/v1/applications/{application}/examination/findings", new JsonObject
        {
            ["items"] = new JsonArray([.. examination.GetProperty("items").EnumerateArray().Select(i => (JsonNode)new JsonObject
            {
                ["kind"] = i.GetProperty("kind").GetString(), ["code"] = i.GetProperty("code").GetString(), ["finding"] = finding, ["note"] = "a test",
            })]),
        });
        Assert.True(code is null, body.ToString());
    }

    public Task<JsonElement> ExaminationAsync(string application) => Officer.GetFromJsonAsync<JsonElement>($"/v1/applications/{application}/examination");

    public JsonObject Grant(string? number = null, string outcome = "grant") => new() { ["outcome"] = outcome, ["reason"] = "a test", ["number"] = number ?? NextNumber() };

    /// <summary>One officer proposes, another approves.</summary>
    public Task<JsonElement> DecideAsync(string application, JsonObject decision) => ProposeAndApproveAsync($"/v1/applications/{application}/decisions", decision, "*");

    /// <returns>The code of the refusal, or null; and the answer.</returns>
    public async Task<(string? Code, JsonElement Body)> PostAsync(string address, JsonObject body, string caller = "officer:maya")
    {
        using var answer = await SendAsync(As(caller), address, body, "*");
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (answer.IsSuccessStatusCode ? null : json.GetProperty("code").GetString(), json);
    }

    public async Task<string?> ProposeAsync(string application, JsonObject decision) => (await PostAsync($"/v1/applications/{application}/decisions", decision)).Code;

    public Task<ApplicationState> StateAsync(string application) => InDatabaseAsync(db => db.Applications.Where(a => a.PublicId == application).Select(a => a.State).SingleAsync());

    /// <summary>The licence of an application with its facts.</summary>
    public Task<Licence> LicenceAsync(string application) => InDatabaseAsync(async db =>
        await db.Licences.AsNoTracking().Include(l => l.Facts).SingleAsync(l => db.Applications.Any(a => a.PublicId == application && a.LicenceId == l.Id)));

    private sealed record Acted(ApplicationAction Action);
}

public sealed record Applied(string Id, RegisteredAgency Agency);
