using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Licensing.Agencies.Tests.Licences;

/// <summary>A register whose regime answers what measures ask. Two officers decide: maya proposes, ravi approves.</summary>
public sealed class MeasureHost : ServiceHost, IAsyncLifetime
{
    public const string Maya = "officer:maya", Ravi = "officer:ravi";

    public MeasureHost() => Settings["Register:PublicAddress"] = "https://register.example";

    public async ValueTask InitializeAsync() => await SetRegimeAsync(
        ("show-cause", "\"15 days\""), ("suspension", """{"longest":"6 months","ladder":["1 month","3 months"]}"""), ("preventive-suspension", """{"longest":"2 months"}"""),
        ("review", "\"10 days\""), ("appeal", "\"35 days\""), ("day-counting", """{"firstDay":"does-not-count","lastDayOnHoliday":"stays"}"""));

    /// <summary>Eight in the morning, UTC, of that day.</summary>
    public void GoTo(string day) => Clock.AdjustTime(new(DateOnly.Parse(day), new(8, 0), TimeSpan.Zero));

    public async Task<(string Agency, string Licence)> LicenceAsync(string from = "2024-01-01", string until = "2028-12-31")
    {
        var agency = await RegisterAgencyAsync();
        return (agency.Id, await StoreLicenceAsync(agency, from: from, until: until));
    }

    public async Task<JsonElement> PostAsync(string caller, string address, JsonObject body)
    {
        using var answer = await SendAsync(As(caller), address, body, "*");
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {json}");
        return json;
    }

    /// <returns>The code of the refusal and its detail; null where it was done.</returns>
    public async Task<(string Code, string Detail)?> RefusedAsync(string caller, string address, JsonObject body, string etag = "*")
    {
        using var answer = await SendAsync(As(caller), address, body, etag);
        if (answer.IsSuccessStatusCode)
            return null;
        var problem = await ProblemAnswer.ReadAsync(answer);
        return (problem.Code, problem.Body.GetProperty("detail").GetString()!);
    }

    public async Task<JsonElement> GetAsync(string address, string caller = Maya)
    {
        using var answer = await As(caller).GetAsync(address);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {address}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    public async Task<string> ProposedAsync(string address, JsonObject body, string by = Maya) => Text(await PostAsync(by, address, body), "id");

    /// <returns>The code of the refusal; null where it was approved.</returns>
    public async Task<string?> ApproveAsync(string proposal, string by = Ravi) => (await RefusedAsync(by, $"/v1/proposals/{proposal}/approval", new() { ["reason"] = "checked" }))?.Code;

    /// <returns>Public id of the fact that two people decided.</returns>
    public async Task<string> DecidedAsync(string licence, string what, JsonObject body)
    {
        var proposal = await ProposedAsync($"/v1/licences/{licence}/{what}", body);
        Assert.Null(await ApproveAsync(proposal));
        return Text((await GetAsync($"/v1/licences/{licence}")).GetProperty("facts").EnumerateArray().Last(f => f.GetProperty("proposalId").GetString() == proposal), "id");
    }

    public async Task<string> NoticeAsync(string licence, string intended = "revocation") => Text(await PostAsync(Maya, $"/v1/licences/{licence}/notices", Notice(intended)), "id");

    /// <returns>Public id of a notice that the agency has answered.</returns>
    public async Task<string> HeardAsync((string Agency, string Licence) of, string intended = "revocation")
    {
        var notice = await NoticeAsync(of.Licence, intended);
        await PostAsync($"agency:{of.Agency}", $"/v1/notices/{notice}/answer", Answer());
        return notice;
    }

    public async Task<string> StateAsync(string licence, string? on = null) => Text(await GetAsync($"/v1/licences/{licence}{(on is null ? "" : $"?on={on}")}"), "state");

    public static JsonObject Notice(string intended) => new() { ["intended"] = intended, ["reason"] = "workers-overcharged", ["grounds"] = "Findings 1 to 3." };

    public static JsonObject Answer() => new() { ["answer"] = "It was paid back." };

    public static JsonObject Suspension(string from, string? until, string? notice = null, string ground = "sanction") =>
        Against(from, notice).With("ground", ground).With("until", until).With("condition", until is null ? "The money is paid back." : null);

    public static JsonObject Against(string from, string? notice) => new()
    {
        ["from"] = from, ["reasonClass"] = "workers-overcharged", ["grounds"] = "Findings 1 to 3.", ["reason"] = "as the file says", ["noticeId"] = notice,
    };

    public static JsonObject Lifting(string measure, string from) => new() { ["measureId"] = measure, ["from"] = from, ["grounds"] = "Paid back.", ["reason"] = "as the file says" };

    public static JsonObject Order(string from) => new() { ["from"] = from, ["orderedBy"] = "Supreme Court", ["order"] = "WO-81 of that day", ["reason"] = "the order came" };

    public static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
