using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Licensing.Api.Features.Confirmations;
using static Licensing.Api.Tests.Features.Confirmations.ConfirmationsHost;

namespace Licensing.Api.Tests.Features.Confirmations;

/// <summary>docs/worker-word.md: one worker's word, from the code to what the agency is shown; the page shows what came back. UPDATE_OPENAPI=1 writes it.</summary>
public sealed partial class WorkerWordPageTests
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly StringBuilder _page = new();
    private readonly Dictionary<string, string> _names = [];

    [Fact]
    public async Task The_page_tells_what_the_service_answers()
    {
        await using var host = new ConfirmationsHost { Settings = { [ConfirmationOptions.AtSigning] = "14" } };
        await host.ApproveLawAsync("np");
        var agency = await host.RegisterAgencyAsync("Sample Agency Lotus");
        Name(agency.Id, "ag_LOTUS");
        var filed = await host.FileDisclosureAsync(agency, Reported.Placement("NP", "QA", "2026-03-02", Reported.Paid("recruitment-fee.service", 1_000_000, "NPR", "2026-03-04"),
            Reported.Paid("medical.examination", 450_000, "NPR", "2026-03-04", payee: "clinic")).With("visaNoticeOn", "2026-03-03"));
        Name(filed.PlacementId, "pl_PLACEMENT");
        Name(filed.Id, "di_DISCLOSURE");
        _page.Append("""
            # A worker's word, from the code to what the agency is shown

            Every call below is made by `WorkerWordPageTests`, on 15 March 2026 in a ministry of Nepal that has approved its pack of law and set 14 days for words at signing; what it
            shows is what came back, shortened to the fields named, with ids that can be read. Persons, agency and money are invented. What each step does:
            [confirmations](confirmations.md).

            """.ReplaceLineEndings("\n"));

        var issued = await StepAsync("An officer gives the worker a code, at the orientation before departure", "an officer", host.Officer, "POST", $"/v1/placements/{filed.PlacementId}/confirmation-codes", Code(), "delivery", "expiresOn", "code", "sentences");
        var code = issued.GetProperty("code").GetString()!;
        Name(code, "CODE");
        using var own = host.As($"agency:{agency.Id}");
        await StepAsync("The agency cannot use it, were it to find it", "the agency, with the code in X-Worker-Code", host.WithCode(code, $"agency:{agency.Id}"), "POST", "/v1/confirmations/openings", null, "code", "detail");
        var opening = await StepAsync("She exchanges it, on a telephone of her own", "the worker, with the code in X-Worker-Code", host.WithCode(code), "POST", "/v1/confirmations/openings", null, "reference", "secret", "sentences");
        var opened = new Opened(opening.GetProperty("reference").GetString()!, opening.GetProperty("secret").GetString()!);
        Name(opened.Reference, "WW-REFERENCE");
        Name(opened.Secret, "SECRET");
        await StepAsync("A second time the code opens nothing", "whoever found the paper", host.WithCode(code), "POST", "/v1/confirmations/openings", null, "code", "status");
        using var worker = host.With(opened);
        var at = $"/v1/confirmations/{opened.Reference}";
        await StepAsync("What the agency reported, item by item", "the worker, with the secret in X-Worker-Secret", worker, "GET", at, null, "agency", "number", "items", "sentences");
        var said = await StepAsync("She confirms one item, contradicts another and adds a payment", "the worker", worker, "POST", at + "/words",
            Said("at-signing", 1, [Contradicted("i1", 15_000_000, "He wrote ten thousand and took a hundred and fifty."), Confirmed("i2")], [Added(800_000)]), "words", "sentences");
        var words = Disputed(said);
        Name(words[0], "ww_FEE");
        Name(words[1], "ww_ADDED");
        await StepAsync("The agency is shown nothing", "the agency", own, "GET", "/v1/shared-discrepancies", null, "items");
        var list = await StepAsync("Officers see that she says otherwise", "an officer", host.Officer, "GET", "/v1/discrepancies?state=open", null, "items");
        var id = list.GetProperty("items")[0].GetProperty("id").GetString()!;
        Name(id, "dy_DISCREPANCY");
        await StepAsync("Both figures, and what the law would say of hers", "an officer", host.Officer, "GET", $"/v1/discrepancies/{id}", null, "figures", "unjudged", "lawOfReported.breaches", "lawOfWorker.breaches");
        await StepAsync("She agrees that the agency is shown the figure of one item, and not her words", "the worker", worker, "POST", at + "/consents", new JsonObject { ["items"] = new JsonArray(words[0]), ["kind"] = "figures", ["given"] = true }, "consents");
        await StepAsync("Now the agency sees that, and nothing else", "the agency", own, "GET", $"/v1/shared-discrepancies/{id}", null, "figures", "words");
        await StepAsync("It corrects what it reported", "an officer for the agency", host.Officer, "POST", $"/v1/disclosures/{filed.Id}/corrections", Reported.Correction(
            Reported.Placement("NP", "QA", "2026-03-02", Reported.Paid("recruitment-fee.service", 9_000_000, "NPR", "2026-03-04"), Reported.Paid("medical.examination", 450_000, "NPR", "2026-03-04", payee: "clinic"))), "number");
        await StepAsync("She is asked again about the item that was changed", "the worker", worker, "GET", at, null, "number", "items", "sentences");
        await StepAsync("She takes the added payment back; it is kept that she said it", "the worker", worker, "POST", at + "/words", Said("after-arrival", 2, retracts: words[1]), "words");
        await StepAsync("Everything that is held of her", "the worker", worker, "GET", at + "/held", null, "person", "findings", "refundOrders", "codes", "discrepancy", "sentences");
        await StepAsync("And who read it", "the worker", worker, "GET", at + "/reads?limit=3", null, "items");
        var request = await StepAsync("She asks for a correction", "the worker", worker, "POST", at + "/correction-requests", new JsonObject { ["about"] = "disclosure", ["words"] = "I left on the 9th." }, "state");
        var asked = request.GetProperty("id").GetString()!;
        Name(asked, "cq_REQUEST");
        await StepAsync("An officer answers with reasons", "an officer", host.Officer, "POST", $"/v1/correction-requests/{asked}/answer", new JsonObject { ["outcome"] = "refused", ["reason"] = "The day of departure is not in what was reported." }, "state", "reason");
        await StepAsync("She takes her agreement back", "the worker", worker, "POST", at + "/consents", new JsonObject { ["items"] = new JsonArray(words[0]), ["kind"] = "figures", ["given"] = false }, "consents");
        await StepAsync("To the agency it is as if there were nothing", "the agency", own, "GET", $"/v1/shared-discrepancies/{id}", null, "code", "status");
        await StepAsync("Who has a code and has said nothing", "an officer", host.Officer, "GET", "/v1/unconfirmed-placements", null, "items", "atSigningDays", "afterArrivalDays", "notSet");

        var file = Path.Combine(Repository.Root(), "docs", "worker-word.md");
        var text = Readable(_page.ToString());
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
            await File.WriteAllTextAsync(file, text);
        Assert.Equal(text, (await File.ReadAllTextAsync(file)).ReplaceLineEndings("\n"));
    }

    private async Task<JsonElement> StepAsync(string title, string who, HttpClient client, string method, string address, JsonObject? body, params string[] shown)
    {
        using var answer = method == "GET" ? await client.GetAsync(address) : body is null ? await client.PostAsync(address, null) : await ServiceHost.SendAsync(client, address, body, "*");
        var came = await answer.Content.ReadFromJsonAsync<JsonElement>();
        _page.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\nBy {who}:\n\n```\n{method} {address}{(body is null ? "" : " " + body.ToJsonString(Plain))}\n← {(int)answer.StatusCode}\n");
        foreach (var name in shown)
            _page.Append(CultureInfo.InvariantCulture, $"  {name}:{Show(name.Split('.').Aggregate(came, (at, part) => at.GetProperty(part)))}\n");
        _page.Append("```\n");
        return came;
    }

    // A sentence of a list is a line of its own.
    private static string Show(JsonElement value) => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0
        ? string.Concat(value.EnumerateArray().Select(v => $"\n    {(v.ValueKind == JsonValueKind.String ? v.GetString() : JsonSerializer.Serialize(v, Plain))}")) : " " + JsonSerializer.Serialize(value, Plain);

    private void Name(string random, string readable) => _names[random] = readable;

    private string Readable(string text)
    {
        foreach (var (random, readable) in _names)
            text = text.Replace(random, readable, StringComparison.Ordinal);
        return Ids().Replace(text, "$1_…");
    }

    [GeneratedRegex("\\b(cc|ww|wc|cq|dy|cf|up|fi|rd|ag)_[0-9a-z]{16}\\b")]
    private static partial Regex Ids();
}
