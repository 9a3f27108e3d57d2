using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Confirmations;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Security.Tests.Permissions;

/// <summary>Confirmations: the worker's addresses are shut to every token; officers issue, read and answer; an agency sees what its workers agreed to.</summary>
public sealed partial class MatrixWorld
{
    private readonly Dictionary<string, (string Discrepancy, string Request)> _sharedWords = [];
    private string _oneTimeCode = "", _workerSecret = "";

    private static JsonObject AConfirmationCode() => new() { ["delivery"] = "shown", ["expiresOn"] = "2099-01-01", ["language"] = "en" };

    private static string? OfWorker(string endpoint) =>
        endpoint is "OpenConfirmation" or "FollowConfirmation" or "SayWords" or "ChangeWordConsent" or "ReadHeldData" or "ListOwnReads" or "RequestCorrection" ? endpoint : null;

    // The client of a caller is used for everything, so the secret goes with the request.
    private async Task<HttpResponseMessage> AsWorkerAsync(HttpClient client, string endpoint, string address, JsonObject? body)
    {
        var request = new HttpRequestMessage(endpoint is "FollowConfirmation" or "ReadHeldData" or "ListOwnReads" ? HttpMethod.Get : HttpMethod.Post, address);
        request.Headers.Add(WorkerDoor.CodeHeader, _oneTimeCode);
        request.Headers.Add(WorkerDoor.SecretHeader, _workerSecret);
        request.Content = body is null ? null : JsonContent.Create(body);
        return await client.SendAsync(request);
    }

    private async Task<string> PlacementOfAsync(string agency) => await Host.InDatabaseAsync(async db =>
    {
        var filed = (await Host.FileDisclosureAsync(new(agency, "", "", ""), Reported.TheExample())).PlacementId;
        return await db.Placements.Where(p => p.PublicId == filed).Select(p => p.PublicId).SingleAsync();
    });

    private async Task<(string Placement, string Id, string Code)> IssuedAsync(string agency)
    {
        var placement = await PlacementOfAsync(agency);
        using var answer = await ServiceHost.SendAsync(Host.Officer, $"/v1/placements/{placement}/confirmation-codes", AConfirmationCode());
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.IsSuccessStatusCode, body.ToString());
        return (placement, body.GetProperty("id").GetString()!, body.GetProperty("code").GetString()!);
    }

    private async Task<string> FreshAgencyAsync() => (await Host.RegisterAgencyAsync()).Id;

    private async Task<string> PlacementToConfirmAsync(bool some) => some ? await PlacementOfAsync(await FreshAgencyAsync()) : "pl_0000000000000000";

    private async Task<string> ConfirmationCodeAsync(bool some) => some ? (await IssuedAsync(await FreshAgencyAsync())).Id : "cc_0000000000000000";

    private async Task<string> OneTimeCodeAsync(bool some)
    {
        _oneTimeCode = some ? (await IssuedAsync(await FreshAgencyAsync())).Code : OneTimeCode.New();
        return "/v1/confirmations/openings";
    }

    /// <summary>Opened, with one item contradicted and a correction asked for.</summary>
    private async Task<(string Reference, string Word, string Discrepancy, string Request)> SpokenAsync(string agency)
    {
        var (placement, _, code) = await IssuedAsync(agency);
        _oneTimeCode = code;
        using var opened = await AsWorkerAsync(Host.Public, "OpenConfirmation", "/v1/confirmations/openings", null);
        var at = await opened.Content.ReadFromJsonAsync<JsonElement>();
        var reference = at.GetProperty("reference").GetString()!;
        _workerSecret = at.GetProperty("secret").GetString()!;
        using var said = await AsWorkerAsync(Host.Public, "SayWords", $"/v1/confirmations/{reference}/words", AContradiction());
        var word = (await said.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("words")[0].GetProperty("id").GetString()!;
        using var asked = await AsWorkerAsync(Host.Public, "RequestCorrection", $"/v1/confirmations/{reference}/correction-requests", new() { ["about"] = "other", ["words"] = "as decided on the file" });
        var request = (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        return (reference, word, await Host.InDatabaseAsync(db => db.Discrepancies.Where(d => d.Confirmation.Placement.PublicId == placement).Select(d => d.PublicId).SingleAsync()), request);
    }

    private static JsonObject AContradiction() => new()
    {
        ["stage"] = "at-signing", ["number"] = 1,
        ["items"] = new JsonArray(new JsonObject { ["itemId"] = "i1", ["word"] = "contradicted", ["paid"] = new JsonObject { ["amountMinor"] = 2_000_000, ["currency"] = "NPR" } }),
    };

    private async Task<string> ConfirmationAsync(bool some)
    {
        var (reference, _, _, _) = await SpokenAsync(await FreshAgencyAsync());
        return $"/v1/confirmations/{(some ? reference : "WW-000000-0")}";
    }

    private async Task<(string Address, JsonObject Body)> WordConsentAsync(bool some)
    {
        var (reference, word, _, _) = await SpokenAsync(await FreshAgencyAsync());
        return ($"/v1/confirmations/{(some ? reference : "WW-000000-0")}/consents", new() { ["items"] = new JsonArray(word), ["kind"] = "figures", ["given"] = true });
    }

    private async Task<string> DiscrepancyAsync(bool some) => some ? (await SpokenAsync(await FreshAgencyAsync())).Discrepancy : "dy_0000000000000000";

    private async Task<string> CorrectionRequestAsync(bool some) => some ? (await SpokenAsync(await FreshAgencyAsync())).Request : "cq_0000000000000000";

    /// <summary>Shown to the first or the second agency.</summary>
    private async Task<string> SharedDiscrepancyAsync(string whose)
    {
        if (whose == "none")
            return "dy_0000000000000000";
        if (_sharedWords.TryGetValue(whose, out var known))
            return known.Discrepancy;
        var (reference, word, discrepancy, request) = await SpokenAsync(_agencies[whose].Id);
        using var agreed = await AsWorkerAsync(Host.Public, "ChangeWordConsent", $"/v1/confirmations/{reference}/consents", new() { ["items"] = new JsonArray(word, request), ["kind"] = "figures", ["given"] = true });
        Assert.True(agreed.IsSuccessStatusCode, await agreed.Content.ReadAsStringAsync());
        _sharedWords[whose] = (discrepancy, request);
        return discrepancy;
    }

    private async Task<string> ListedSharedAsync(string what, string whose, string agency)
    {
        await SharedDiscrepancyAsync(whose);
        return $"/v1/{what}?agency={agency}&limit=1";
    }
}
