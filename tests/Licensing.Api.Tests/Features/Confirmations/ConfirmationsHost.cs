using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Confirmations;

namespace Licensing.Api.Tests.Features.Confirmations;

/// <summary>By what a worker comes back.</summary>
public sealed record Opened(string Reference, string Secret);

/// <summary>Codes issued, exchanged and spoken with, by HTTP.</summary>
public class ConfirmationsHost : ServiceHost
{
    public const string Telephone = "+977 98 1111 2222", Words = "Ram took it in the tea house and wrote ten thousand.";

    public ConfirmationsHost() => Settings[ConfirmationLimit.Setting] = "1000000";

    /// <summary>Where the channel of Development writes.</summary>
    public string Channel => Path.Combine(Path.GetDirectoryName(DatabaseFile)!, "files", "worker-messages");

    public static JsonObject Code(string delivery = "shown", string expiresOn = "2026-04-15", string? to = null)
    {
        var body = new JsonObject { ["delivery"] = delivery, ["expiresOn"] = expiresOn, ["language"] = "ne" };
        if (to is not null)
            body["contact"] = to;
        return body;
    }

    public async Task<(string Id, string Code)> IssueAsync(string placement, JsonObject? body = null, string officer = "officer:maya")
    {
        var issued = await OkAsync(await SendAsync(As(officer), $"/v1/placements/{placement}/confirmation-codes", body ?? Code()));
        return (issued.GetProperty("id").GetString()!, issued.GetProperty("code").GetString()!);
    }

    public HttpClient WithCode(string code, string? caller = null)
    {
        var client = caller is null ? Public : As(caller);
        client.DefaultRequestHeaders.Add(WorkerDoor.CodeHeader, code);
        return client;
    }

    public HttpClient With(Opened opened, string? caller = null)
    {
        var client = caller is null ? Public : As(caller);
        client.DefaultRequestHeaders.Add(WorkerDoor.SecretHeader, opened.Secret);
        return client;
    }

    public async Task<Opened> OpenAsync(string code)
    {
        var opened = await OkAsync(await WithCode(code).PostAsync("/v1/confirmations/openings", null));
        return new(opened.GetProperty("reference").GetString()!, opened.GetProperty("secret").GetString()!);
    }

    public async Task<Opened> OpenedAsync(FiledDisclosure filed) => await OpenAsync((await IssueAsync(filed.PlacementId)).Code);

    public async Task<JsonElement> FollowAsync(Opened opened) => await OkAsync(await With(opened).GetAsync($"/v1/confirmations/{opened.Reference}"));

    public async Task<JsonElement> HeldAsync(Opened opened) => await OkAsync(await With(opened).GetAsync($"/v1/confirmations/{opened.Reference}/held"));

    public static JsonObject Confirmed(string item) => new() { ["itemId"] = item, ["word"] = "confirmed" };

    public static JsonObject Contradicted(string item, long minor, string? words = null) => new() { ["itemId"] = item, ["word"] = "contradicted", ["paid"] = Rupees(minor), ["words"] = words };

    public static JsonObject Added(long minor, string? category = null, string? words = null) => new() { ["paid"] = Rupees(minor), ["category"] = category, ["words"] = words };

    public static JsonObject Rupees(long minor) => new() { ["amountMinor"] = minor, ["currency"] = "NPR" };

    public static JsonObject Said(string stage, int number, JsonObject[]? items = null, JsonObject[]? added = null, params string[] retracts) => new()
    {
        ["stage"] = stage, ["number"] = number, ["items"] = new JsonArray([.. items ?? []]), ["added"] = new JsonArray([.. added ?? []]), ["retracts"] = new JsonArray([.. retracts.Select(r => (JsonNode)r)]),
    };

    public async Task<JsonElement> SayAsync(Opened opened, JsonObject said) => await OkAsync(await SendAsync(With(opened), $"/v1/confirmations/{opened.Reference}/words", said));

    public async Task<JsonElement> ConsentAsync(Opened opened, bool given, string kind, params string[] items) => await OkAsync(await SendAsync(
        With(opened), $"/v1/confirmations/{opened.Reference}/consents", new JsonObject { ["items"] = new JsonArray([.. items.Select(i => (JsonNode)i)]), ["kind"] = kind, ["given"] = given }));

    /// <summary>Ids of the words that stand and say something otherwise, the first first.</summary>
    public static string[] Disputed(JsonElement view) => [.. view.GetProperty("words").EnumerateArray()
        .Where(w => w.GetProperty("stands").GetBoolean() && w.GetProperty("kind").GetString() is "contradicted" or "added").Select(w => w.GetProperty("id").GetString()!)];

    public static (string? AtSigning, string? AfterArrival) Standing(JsonElement view, string item)
    {
        var found = view.GetProperty("items").EnumerateArray().Single(i => i.GetProperty("itemId").GetString() == item);
        return (found.GetProperty("atSigning").GetProperty("standing").GetString(), found.GetProperty("afterArrival").GetProperty("standing").GetString());
    }

    public async Task<JsonElement> DiscrepancyAsync(string placement, string officer = "officer:maya")
    {
        var list = await OkAsync(await As(officer).GetAsync($"/v1/discrepancies?placement={placement}"));
        var id = list.GetProperty("items")[0].GetProperty("id").GetString();
        return await OkAsync(await As(officer).GetAsync($"/v1/discrepancies/{id}"));
    }

    public static async Task<JsonElement> OkAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, body);
        return JsonDocument.Parse(body).RootElement;
    }

    public static async Task<(int Status, string Code)> RefusedAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStringAsync();
        Assert.False(answer.IsSuccessStatusCode, body);
        return ((int)answer.StatusCode, JsonDocument.Parse(body).RootElement.GetProperty("code").GetString()!);
    }
}
