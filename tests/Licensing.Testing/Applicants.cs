using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Applications;

namespace Licensing.Testing;

/// <summary>Applications as an invented applicant writes them, and the calls that carry them.</summary>
public static class Applicants
{
    public const string DocumentNumber = "PA 77-310 422";

    /// <summary>Complete but for documents, under the regime of <see cref="ApplicationsHost"/>.</summary>
    public static JsonObject Applicant() => new()
    {
        ["legalPerson"] = new JsonObject { ["registeredName"] = "Sample Overseas Pvt. Ltd.", ["form"] = "private limited company", ["registrationNumber"] = "12345/067", ["taxNumber"] = "600123456", ["foundedOn"] = "2010-05-01" },
        ["capital"] = new JsonObject { ["amountMinor"] = 500_000_000, ["currency"] = "NPR" },
        ["owners"] = new JsonArray(Owner("60", "Maya Sample", "NP", DocumentNumber), CompanyOwner("40", Owner("100", "Ravi Sample", "NP", "PA 2"))),
        ["controllers"] = new JsonArray(new JsonObject { ["person"] = Person("Maya Sample", "NP", DocumentNumber), ["capacity"] = "director" }),
        ["affiliates"] = new JsonArray(new JsonObject { ["name"] = "Sample Training", ["country"] = "NP", ["relation"] = "same owner" }),
        ["premises"] = new JsonArray(new JsonObject { ["kind"] = "head-office", ["address"] = "12, Main Street", ["place"] = "Kathmandu", ["phone"] = "+977-1-4412345" }),
        ["staff"] = new JsonArray(new JsonObject { ["person"] = Person("Sita Sample", "NP", "PA 3"), ["duty"] = "complaints" }),
        ["bank"] = new JsonObject { ["bank"] = "Sample Bank", ["country"] = "NP", ["accountNumber"] = "0012-3456-789" },
        ["declarations"] = new JsonArray(new JsonObject { ["question"] = "convicted", ["answer"] = false }),
    };

    public static JsonObject Draft(JsonObject? applicant = null) => Written(applicant).With("kind", "new-licence");

    public static JsonObject Written(JsonObject? applicant = null, string? licenceClass = "general") =>
        new() { ["class"] = licenceClass, ["plannedWorkers"] = 300, ["applicant"] = applicant ?? Applicant() };

    public static JsonObject Owner(string share, string name, string? nationality, string? number) => new() { ["sharePercent"] = share, ["person"] = Person(name, nationality, number) };

    public static JsonObject CompanyOwner(string share, params JsonNode[] owners) =>
        new() { ["sharePercent"] = share, ["company"] = new JsonObject { ["registeredName"] = "Sample Holding", ["country"] = "NP", ["registrationNumber"] = "9", ["owners"] = new JsonArray(owners) } };

    private static JsonObject Person(string name, string? nationality, string? number) => new()
    {
        ["name"] = name, ["bornOn"] = "1980-01-01", ["nationality"] = nationality,
        ["document"] = number is null ? null : new JsonObject { ["country"] = "NP", ["kind"] = "passport", ["number"] = number },
    };

    public static async Task<Drafted> DraftAsync(this ServiceHost host, string agency, JsonObject? draft = null)
    {
        using var answer = await ServiceHost.SendAsync(host.As($"agency:{agency}"), $"/v1/agencies/{agency}/applications", draft ?? Draft());
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True((int)answer.StatusCode == 201, body.ToString());
        return new(agency, body.GetProperty("id").GetString()!, body.GetProperty("reference").GetString()!, answer.Headers.ETag!.ToString());
    }

    public static async Task<HttpResponseMessage> AttachAsync(this ServiceHost host, Drafted application, byte[] content, string mediaType = "application/pdf", string query = "type=police-report", string? caller = null)
    {
        using var body = new ByteArrayContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return await host.As(caller ?? $"agency:{application.AgencyId}").PostAsync($"/v1/applications/{application.Id}/documents?{query}", body);
    }

    /// <returns>Public id of the document.</returns>
    public static async Task<string> AttachCheckedAsync(this ServiceHost host, Drafted application, byte[]? content = null, string mediaType = "application/pdf", string query = "type=police-report")
    {
        using var answer = await host.AttachAsync(application, content ?? Contents.Pdf(), mediaType, query);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True((int)answer.StatusCode == 201, body.ToString());
        await host.RunJobAsync<CheckDocumentsJob>(job => job.RunAsync(CancellationToken.None));
        return body.GetProperty("id").GetString()!;
    }

    /// <summary>Drafted, with a sound police report, and submitted.</summary>
    public static async Task<Drafted> SubmittedAsync(this ServiceHost host, string agency, JsonObject? draft = null)
    {
        var drafted = await host.DraftAsync(agency, draft);
        await host.AttachCheckedAsync(drafted);
        return await host.ActAsync(drafted, "submission", new JsonObject());
    }

    /// <summary>An act of the agency, or of whom is named, over the version that is there.</summary>
    public static async Task<Drafted> ActAsync(this ServiceHost host, Drafted application, string act, JsonObject body, string? caller = null)
    {
        using var answer = await ServiceHost.SendAsync(host.As(caller ?? $"agency:{application.AgencyId}"), $"/v1/applications/{application.Id}/{act}", body, "*");
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return application with { ETag = answer.Headers.ETag!.ToString() };
    }

    public static JsonObject Returning(string? correctBy = null) => new JsonObject
    {
        ["reason"] = "The report is unreadable.",
        ["items"] = new JsonArray(new JsonObject { ["item"] = "document:police-report", ["reason"] = "The stamp cannot be read." }),
    }.With("correctBy", correctBy);
}

public sealed record Drafted(string AgencyId, string Id, string Reference, string ETag);

/// <summary>A deployment whose regime asks for a class, capital, ownership, one document and one answer. Its clock stands still.</summary>
public sealed class ApplicationsHost : ServiceHost, IAsyncLifetime
{
    public const int MaxDocumentBytes = 20_000;

    public ApplicationsHost() => Settings["Applications:MaxDocumentBytes"] = $"{MaxDocumentBytes}";

    public async ValueTask InitializeAsync() => await SetRegimeAsync(
        ("classes", """[{"class":"general","title":"General"}]"""), ("capital", "\"5000000.00 NPR\""), ("ownership", """{"percent":60,"heldBy":"nationals"}"""),
        ("documents", """[{"code":"police-report","title":"Police report"}]"""), ("fit-and-proper", """[{"code":"convicted","title":"Was an owner convicted"}]"""));
}
