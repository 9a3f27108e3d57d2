using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Licensing.Agencies.Tests.Deposits;

/// <summary>A deposit by HTTP, as the ministry's people and the agency call it.</summary>
internal sealed class DepositCalls(ServiceHost host, string currency)
{
    public static readonly (string, string)[] EveryAnswer =
    [
        ("deposit-sharing", "\"pro-rata\""), ("deposit-top-up", "\"1 month\""), ("deposit-default", "\"licence-stops\""),
        ("deposit-shortfall", "\"due-to-the-claimants\""), ("day-counting", """{"firstDay":"does-not-count","lastDayOnHoliday":"stays"}"""),
        ("deposit-release", """{"after":"6 months","from":"licence-ends"}"""),
    ];

    public string Address(string licence, string rest = "") => $"/v1/licences/{licence}/deposit{rest}";

    public Task<JsonElement> ReadAsync(string licence, string? on = null, string caller = "officer:maya") =>
        host.As(caller).GetFromJsonAsync<JsonElement>(Address(licence) + (on is null ? "" : $"?on={on}"));

    public Task<JsonElement> FactAsync(string licence, string fact, string value, string from) =>
        PostAsync(Address(licence, "/facts"), new() { ["fact"] = fact, ["value"] = value, ["from"] = from, ["source"] = "the plan of a test" });

    public Task<JsonElement> ReceiveAsync(string licence, long minor, string heldFrom, string form = "cash", string? issuer = null, string? expiresOn = null) =>
        PostAsync(Address(licence, "/receipts"), Receipt(minor, heldFrom, form, issuer, expiresOn));

    public JsonObject Receipt(long minor, string heldFrom, string form = "cash", string? issuer = null, string? expiresOn = null) =>
        new() { ["form"] = form, ["amount"] = Money(minor), ["heldFrom"] = heldFrom, ["issuer"] = issuer, ["expiresOn"] = expiresOn };

    public async Task<string> ClaimAsync(string licence, long minor, string lodgedOn, string kind = "wages", JsonObject? with = null)
    {
        var body = new JsonObject { ["kind"] = kind, ["amount"] = Money(minor), ["lodgedOn"] = lodgedOn, ["decision"] = "Award of a test" };
        foreach (var (name, value) in with ?? [])
            body[name] = value?.DeepClone();
        return (await PostAsync(Address(licence, "/claims"), body)).GetProperty("id").GetString()!;
    }

    public Task<JsonElement> ProposeDrawAsync(string licence, IEnumerable<string> claims, string caller = "officer:maya") =>
        PostAsync(Address(licence, "/draw-downs"), Draw(claims), caller);

    public static JsonObject Draw(IEnumerable<string> claims) => new() { ["claims"] = new JsonArray([.. claims.Select(c => (JsonNode)c)]), ["reason"] = "the awards are final" };

    public static JsonObject Because() => new() { ["reason"] = "a test" };

    public Task<JsonElement> ApproveAsync(JsonElement proposal, string caller = "officer:ravi") =>
        PostAsync($"/v1/proposals/{proposal.GetProperty("id").GetString()}/approval", Because(), caller);

    public Task<string?> ApprovalCodeAsync(JsonElement proposal, string caller = "officer:ravi") =>
        CodeAsync($"/v1/proposals/{proposal.GetProperty("id").GetString()}/approval", Because(), caller);

    public async Task DrawAsync(string licence, params IEnumerable<string> claims) => await ApproveAsync(await ProposeDrawAsync(licence, claims));

    public Task<JsonElement> PayDebtAsync(string licence, string draw, long minor, string paidOn, string? claim) =>
        PostAsync(Address(licence, "/debt-payments"), DebtPayment(draw, minor, paidOn, claim));

    public JsonObject DebtPayment(string draw, long minor, string paidOn, string? claim) => new() { ["draw"] = draw, ["claim"] = claim, ["amount"] = Money(minor), ["paidOn"] = paidOn };

    public async Task<string> StateAsync(string licence, string on) =>
        (await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/licences/{licence}?on={on}")).GetProperty("state").GetString()!;

    public async Task<List<JsonElement>> ClaimsAsync(string licence, string caller = "officer:maya") =>
        [.. (await host.As(caller).GetFromJsonAsync<JsonElement>(Address(licence, "/claims?limit=200"))).GetProperty("items").EnumerateArray()];

    public async Task<JsonElement> PostAsync(string address, JsonObject body, string caller = "officer:maya")
    {
        using var answer = await ServiceHost.SendAsync(host.As(caller), address, body, "*");
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {json}");
        return json;
    }

    /// <returns>The code of the refusal; null when it was done.</returns>
    public async Task<string?> CodeAsync(string address, JsonObject body, string caller = "officer:maya", string? etag = "*")
    {
        using var answer = await ServiceHost.SendAsync(host.As(caller), address, body, etag);
        return answer.IsSuccessStatusCode ? null : (await ProblemAnswer.ReadAsync(answer)).Code;
    }

    /// <summary>Noon in the ministry's day, which is UTC's here.</summary>
    public void GoTo(string day) => host.Clock.AdjustTime(new DateTimeOffset(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), new(5, 0), TimeSpan.Zero));

    private JsonObject Money(long minor) => new() { ["amountMinor"] = minor, ["currency"] = currency };
}
