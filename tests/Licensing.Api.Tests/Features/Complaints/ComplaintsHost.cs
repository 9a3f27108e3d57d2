using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Complaints;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Tests.Features.Complaints;

/// <param name="Id">Public id, which no complainant needs.</param>
public sealed record Filed(string Reference, string Secret, string Id);

/// <summary>Complaints, filed, followed and handled by HTTP.</summary>
public class ComplaintsHost : ServiceHost
{
    public const string Name = "Sita Maya Lopchan", Contact = "+977 98 0000 1234", Words = "They took two hundred thousand rupees and wrote ten thousand.";

    public ComplaintsHost() => Settings[ComplaintLimit.Setting] = "1000000";

    public static JsonObject Complaint(string? agency = null, bool anonymous = false)
    {
        var complaint = new JsonObject
        {
            ["by"] = "worker", ["type"] = "fee-above-cap", ["against"] = "agency", ["words"] = Words, ["language"] = "ne", ["agencyId"] = agency, ["againstName"] = "Ram the broker",
            ["happenedOn"] = "2026-01-10", ["isAbroad"] = false, ["claimed"] = new JsonObject { ["amountMinor"] = 19_000_000, ["currency"] = "NPR" },
        };
        if (!anonymous)
            complaint["person"] = new JsonObject { ["name"] = Name, ["contact"] = Contact };
        return complaint;
    }

    public async Task<Filed> FileAsync(JsonObject complaint)
    {
        using var answer = await SendAsync(Public, "/v1/complaints", complaint);
        return await FiledAsync(answer);
    }

    public async Task<Filed> FiledAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True((int)answer.StatusCode == 201, body.ToString());
        var reference = body.GetProperty("reference").GetString()!;
        return new(reference, body.GetProperty("secret").GetString()!, await InDatabaseAsync(db => db.Complaints.Where(c => c.Reference == reference).Select(c => c.PublicId).SingleAsync()));
    }

    /// <summary>As whoever complained: anybody who holds the secret.</summary>
    public HttpClient With(string secret)
    {
        var client = Public;
        client.DefaultRequestHeaders.Add(ComplaintTracking.SecretHeader, secret);
        return client;
    }

    public async Task<JsonElement> FollowAsync(Filed filed) => await With(filed.Secret).GetFromJsonAsync<JsonElement>($"/v1/complaint-tracking/{filed.Reference}");

    public async Task<JsonElement> ConsentAsync(Filed filed, bool given, params string[] items) => await OkAsync(await SendAsync(
        With(filed.Secret), $"/v1/complaint-tracking/{filed.Reference}/consents", new JsonObject { ["items"] = new JsonArray([.. items.Select(i => (JsonNode)i)]), ["given"] = given }));

    public async Task<string> AttachAsync(Filed filed)
    {
        using var sent = await With(filed.Secret).PostAsync($"/v1/complaint-tracking/{filed.Reference}/attachments", new ByteArrayContent(Contents.Pdf($"<< /Title ({Guid.NewGuid():N}) >>")) { Headers = { ContentType = new MediaTypeHeaderValue("application/pdf") } });
        var id = (await OkAsync(sent)).GetProperty("id").GetString()!;
        await RunJobAsync<CheckAttachmentsJob>(job => job.RunAsync(CancellationToken.None));
        return id;
    }

    public static async Task<JsonElement> OkAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, body);
        return JsonDocument.Parse(body).RootElement;
    }

    /// <summary>An officer does something with a complaint.</summary>
    public async Task<JsonElement> ActAsync(Filed filed, string act, JsonObject body, string officer = "officer:maya") =>
        await OkAsync(await SendAsync(As(officer), $"/v1/complaints/{filed.Id}/{act}", body, "*"));

    public async Task<string> RefusedAsync(string address, JsonObject body, string caller = "officer:maya")
    {
        using var answer = await SendAsync(As(caller), address, body, "*");
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.False(answer.IsSuccessStatusCode, problem.ToString());
        return problem.GetProperty("code").GetString()!;
    }

    /// <summary>Taken up, with the particulars shared and notice given.</summary>
    public async Task<(Filed Filed, string Notice)> NoticedAsync(RegisteredAgency agency)
    {
        var filed = await FileAsync(Complaint(agency.Id));
        await TakeUpAsync(filed);
        await ConsentAsync(filed, true, ComplaintConsent.Particulars);
        var notice = await ActAsync(filed, "notices", new JsonObject { ["grounds"] = "More was taken than the law allows." });
        return (filed, notice.GetProperty("id").GetString()!);
    }

    public Task<JsonElement> TakeUpAsync(Filed filed) => ActAsync(filed, "triage", new JsonObject { ["outcome"] = "receivable", ["reason"] = "It is about recruitment for work abroad." });

    /// <summary>What the ministry of Nepal must set for notices, points and appeals; no source says it.</summary>
    public Task SetUsualRegimeAsync() => SetRegimeAsync(
        ("show-cause", "\"15 days\""), ("day-counting", """{"firstDay":"does-not-count","lastDayOnHoliday":"stays"}"""), ("demerit-bands", """[{"from":"12","consequence":"warning"}]"""),
        ("demerit-expiry", "\"12 months\""), ("appeal", "\"35 days\""));
}
