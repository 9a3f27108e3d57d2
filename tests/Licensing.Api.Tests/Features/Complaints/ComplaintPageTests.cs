using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Licensing.Api.Features.Remedies;

namespace Licensing.Api.Tests.Features.Complaints;

/// <summary>docs/complaint-path.md: one complaint from before it is sent until the money is back; the page shows what came back. UPDATE_OPENAPI=1 writes it.</summary>
public sealed partial class ComplaintPageTests
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly StringBuilder _page = new();
    private readonly Dictionary<string, string> _names = [];

    [Fact]
    public async Task The_page_tells_what_the_service_answers()
    {
        await using var host = new ComplaintsHost();
        await host.SetUsualRegimeAsync();
        var agency = await host.RegisterAgencyAsync("Sample Agency Lotus");
        Name(agency.Id, "ag_LOTUS");
        // The receipt says the cap, whatever was paid.
        var reported = await host.FileDisclosureAsync(agency, Reported.Placement("NP", "QA", "2026-01-05", Reported.Paid("recruitment-fee.service", 1_000_000, "NPR", "2026-01-10")).With("visaNoticeOn", "2026-01-06"));
        Name(reported.Id, "di_REPORTED");
        Name(reported.PlacementId, "pl_PLACEMENT");
        _page.Append("""
            # A complaint, from before it is sent until the money is back

            Every call below is made by `ComplaintPageTests`, from 15 March to 15 April 2026 in a ministry of Nepal that has set how days are counted, 15 days to answer, 35 to appeal,
            from how many points a warning follows, and what is to be known of deposits; what it shows is what came back, shortened where `…` stands, with ids that can be read. Persons,
            agency and money are invented: the agency reported NPR 10,000, with a receipt; she says that she paid 200,000. What each step does: [complaints](complaints.md),
            [money back](remedies.md), [deposits](deposits.md).

            """.ReplaceLineEndings("\n"));

        await StepAsync("Before anything is sent: what happens, and when", "the public", host.Public, "GET", "/v1/complaints/guide", null, "sentences", "law");
        var filed = await StepAsync("She complains, without a sign-in", "the public", host.Public, "POST", "/v1/complaints", ComplaintsHost.Complaint(agency.Id).With("disclosureId", reported.Id), "reference", "secret", "sentences");
        var (reference, secret) = (filed.GetProperty("reference").GetString()!, filed.GetProperty("secret").GetString()!);
        Name(reference, "CM-REFERENCE");
        Name(secret, "SECRET");
        using var worker = host.With(secret);
        using var own = host.As($"agency:{agency.Id}");
        await StepAsync("The agency knows nothing of it", "the agency", own, "GET", "/v1/complaint-notices", null, "items");
        var list = await StepAsync("An officer sees that there is one, and not who complains", "an officer", host.Officer, "GET", "/v1/complaints?state=filed", null, "items");
        var id = list.GetProperty("items")[0].GetProperty("id").GetString()!;
        Name(id, "co_COMPLAINT");
        await StepAsync("Its words are read; that they were is recorded", "an officer", host.Officer, "GET", $"/v1/complaints/{id}", null, "entries", "cameInTime", "shared");
        await StepAsync("It is taken up", "an officer", host.Officer, "POST", $"/v1/complaints/{id}/triage", new JsonObject { ["outcome"] = "receivable", ["reason"] = "It is about recruitment for work abroad." }, "cameInTime", "warnings");
        await StepAsync("Without her agreement the agency is not told", "an officer", host.Officer, "POST", $"/v1/complaints/{id}/notices", new JsonObject { ["grounds"] = "More was taken than the law allows." }, "code", "detail");
        await StepAsync("She agrees to the particulars, and to nothing else", "whoever holds the secret", worker, "POST", $"/v1/complaint-tracking/{reference}/consents", new JsonObject { ["items"] = new JsonArray("particulars"), ["given"] = true }, "consents");
        var notice = await StepAsync("Now the agency is given notice", "an officer", host.Officer, "POST", $"/v1/complaints/{id}/notices", new JsonObject { ["grounds"] = "More was taken than the law allows." }, "id", "state", "answerUntil");
        var noticeId = notice.GetProperty("id").GetString()!;
        Name(noticeId, "cn_NOTICE");
        await StepAsync("What the agency sees: the particulars", "the agency", own, "GET", $"/v1/complaint-notices/{noticeId}", null, "grounds", "shared");
        await StepAsync("It answers", "the agency", own, "POST", $"/v1/complaint-notices/{noticeId}/answer", new JsonObject { ["answer"] = "We took NPR 10,000 and gave a receipt." }, "state", "answeredAt");
        await StepAsync("Somebody threatens her", "whoever holds the secret", worker, "POST", $"/v1/complaint-tracking/{reference}/retaliation", new JsonObject { ["words"] = "They came to my mother's house.", ["urgent"] = new JsonArray("danger") }, "sentences");
        await StepAsync("That is an urgent complaint of its own, which hangs on the first", "an officer", host.Officer, "GET", "/v1/complaints?urgent=true", null, "items");
        var hearing = await StepAsync("Both sides are heard", "an officer", host.Officer, "POST", $"/v1/complaints/{id}/hearings", new JsonObject { ["on"] = "2026-03-15", ["place"] = "Room 3" }, "on", "place");
        await StepAsync("With minutes, which are sealed", "an officer", host.Officer, "POST", $"/v1/complaint-hearings/{hearing.GetProperty("id").GetString()}/minutes", new JsonObject { ["minutes"] = "The agency has no receipt for the rest." }, "minutedAt");
        await StepAsync("A settlement below what the law gives back is refused", "an officer", host.Officer, "POST", $"/v1/complaints/{id}/settlements", new JsonObject { ["terms"] = "Half is paid back.", ["paid"] = Rupees(9_500_000), ["statutoryRefund"] = Rupees(19_000_000) }, "code", "detail");
        var proposal = await StepAsync("So it is decided: one officer proposes", "an officer", host.Officer, "POST", $"/v1/complaints/{id}/decisions", new JsonObject
        {
            ["outcome"] = "upheld", ["facts"] = "NPR 200,000 was taken, NPR 10,000 receipted.", ["law"] = "Service fee of at most NPR 10,000.", ["remedy"] = "NPR 190,000 is to be paid back.", ["points"] = 12, ["reason"] = "hearing of 15 March 2026",
        }, "kind", "state");
        await StepAsync("Another approves", "another officer", host.As("officer:ravi"), "POST", $"/v1/proposals/{proposal.GetProperty("id").GetString()}/approval", new JsonObject { ["reason"] = "compared with the minutes" }, "state", "decidedBy");
        await StepAsync("She is told, in whichever language there is", "whoever holds the secret", worker, "GET", $"/v1/complaint-tracking/{reference}", null, "state", "sentences");
        var decided = await StepAsync("The agency too, with its points", "the agency", own, "GET", $"/v1/complaint-notices/{noticeId}", null, "decision");
        var appeal = await StepAsync("It appeals", "the agency", own, "POST", "/v1/appeals", new JsonObject { ["subjectId"] = decided.GetProperty("decision").GetProperty("id").GetString(), ["path"] = "appeal", ["grounds"] = "The receipt was lost." }, "id", "subject", "state", "lastDay");
        Name(appeal.GetProperty("id").GetString()!, "ap_APPEAL");
        var dismissal = await StepAsync("Two others decide it", "a third officer", host.As("officer:anna"), "POST", "/v1/appeals/" + appeal.GetProperty("id").GetString() + "/decision", new JsonObject { ["outcome"] = "dismiss", ["decidedBy"] = "The Secretary", ["grounds"] = "A lost receipt shows nothing.", ["reason"] = "order of the Secretary" }, "kind", "state");
        await StepAsync("It is dismissed", "a fourth officer", host.As("officer:bina"), "POST", $"/v1/proposals/{dismissal.GetProperty("id").GetString()}/approval", new JsonObject { ["reason"] = "compared with the order" }, "state", "decidedBy");
        var decision = decided.GetProperty("decision").GetProperty("id").GetString()!;
        Name(decision, "cd_DECISION");
        await MoneyBackAsync(host, agency, own, worker, reference, reported.PlacementId, decision);
        await StepAsync("Who read what of it, for her to ask", "an officer", host.Officer, "GET", $"/v1/reads?shown={id}", null, "items");

        var file = Path.Combine(Repository.Root(), "docs", "complaint-path.md");
        var text = Readable(_page.ToString());
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
            await File.WriteAllTextAsync(file, text);
        Assert.Equal(text, (await File.ReadAllTextAsync(file)).ReplaceLineEndings("\n"));
    }

    private async Task MoneyBackAsync(ComplaintsHost host, RegisteredAgency agency, HttpClient own, HttpClient worker, string reference, string placement, string decision)
    {
        var statement = new JsonObject { ["established"] = new JsonArray("over-charge"), ["establishedOn"] = "2026-01-10", ["sums"] = new JsonArray(new JsonObject { ["sum"] = "excess", ["amount"] = Rupees(19_000_000) }) };
        var ordered = await StepAsync("Now the money: an order by a formula of the law, on that decision", "an officer", host.Officer, "POST", $"/v1/placements/{placement}/refund-orders", new JsonObject
        {
            ["statement"] = statement, ["remedy"] = "np.over-charge", ["decision"] = decision, ["dueOn"] = "2026-04-14", ["reason"] = "30 days from the decision",
        }, "kind", "state");
        await StepAsync("Another decides", "another officer", host.As("officer:ravi"), "POST", $"/v1/proposals/{ordered.GetProperty("id").GetString()}/approval", new JsonObject { ["reason"] = "reckoned again" }, "state", "decidedBy");
        var seen = await StepAsync("She sees what she is to get, and until when", "whoever holds the secret", worker, "GET", $"/v1/complaint-tracking/{reference}/refunds", null, "refunds");
        var order = seen.GetProperty("refunds")[0].GetProperty("id").GetString()!;
        Name(order, "od_ORDER");
        await StepAsync("How it was reckoned", "the agency", own, "GET", $"/v1/refund-orders/{order}", null, "steps");

        host.Clock.SetUtcNow(new(2026, 4, 10, 8, 0, 0, TimeSpan.Zero));
        var payment = await StepAsync("On 10 April the agency pays a part", "the agency", own, "POST", $"/v1/refund-orders/{order}/payments", new JsonObject { ["amount"] = Rupees(10_000_000), ["paidOn"] = "2026-04-10", ["proof"] = "transfer 5518" }, "id", "entry", "amountMinor", "proof");
        Name(payment.GetProperty("id").GetString()!, "rr_PAYMENT");
        await StepAsync("She says what came of it", "whoever holds the secret", worker, "POST", $"/v1/complaint-tracking/{reference}/refunds/{order}/payments/{payment.GetProperty("id").GetString()}/words", new JsonObject { ["receivedMinor"] = 10_000_000 }, "sentences");

        host.Clock.SetUtcNow(new(2026, 4, 15, 8, 0, 0, TimeSpan.Zero));
        await host.RunJobAsync<MarkOverdueRefundsJob>(job => job.RunAsync(CancellationToken.None));
        await StepAsync("The last day passes, and a job marks it", "an officer", host.Officer, "GET", "/v1/refund-orders?overdue=true", null, "items");
        await host.SetRegimeAsync(
            ("deposit", """[{"hold":[{"amount":"1000000.00 NPR"}]}]"""), ("deposit-sharing", "\"pro-rata\""), ("deposit-top-up", "\"1 month\""), ("deposit-default", "\"licence-stops\""),
            ("deposit-shortfall", "\"due-to-the-claimants\""));
        var licence = await host.StoreLicenceAsync(agency);
        Name(licence, "li_LICENCE");
        (await ServiceHost.SendAsync(host.Officer, $"/v1/licences/{licence}/deposit/receipts", new JsonObject { ["form"] = "cash", ["amount"] = Rupees(100_000_000), ["heldFrom"] = "2026-01-01" })).EnsureSuccessStatusCode();
        var claim = await StepAsync("So the deposit pays: the claim is recorded", "an officer", host.Officer, "POST", $"/v1/licences/{licence}/deposit/claims", new JsonObject
        {
            ["kind"] = "refund", ["amount"] = Rupees(9_000_000), ["lodgedOn"] = "2026-04-15", ["decision"] = $"Order {order}", ["placementId"] = placement,
        }, "id", "kind");
        var claimed = claim.GetProperty("id").GetString()!;
        Name(claimed, "dc_CLAIM");
        var draw = await StepAsync("Two people draw down", "an officer", host.Officer, "POST", $"/v1/licences/{licence}/deposit/draw-downs", new JsonObject { ["claims"] = new JsonArray(claimed), ["reason"] = "not paid by its last day" }, "kind", "state");
        await StepAsync("The other one approves", "another officer", host.As("officer:ravi"), "POST", $"/v1/proposals/{draw.GetProperty("id").GetString()}/approval", new JsonObject { ["reason"] = "the order stands" }, "state", "decidedBy");
        await StepAsync("What was drawn covers the order", "an officer", host.Officer, "POST", $"/v1/refund-orders/{order}/coverings", new JsonObject { ["claim"] = claimed }, "entry", "amountMinor");
        await StepAsync("She has her money back", "whoever holds the secret", worker, "GET", $"/v1/complaint-tracking/{reference}/refunds", null, "refunds");
    }

    private async Task<JsonElement> StepAsync(string title, string who, HttpClient client, string method, string address, JsonObject? body, params string[] shown)
    {
        using var answer = method == "GET" ? await client.GetAsync(address) : await ServiceHost.SendAsync(client, address, body!, "*");
        var came = await answer.Content.ReadFromJsonAsync<JsonElement>();
        _page.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\nBy {who}:\n\n```\n{method} {address}{(body is null ? "" : " " + body.ToJsonString(Plain))}\n← {(int)answer.StatusCode}\n");
        foreach (var name in shown)
            _page.Append(CultureInfo.InvariantCulture, $"  {name}:{Show(came.GetProperty(name))}\n");
        _page.Append("```\n");
        return came;
    }

    // A sentence of a list is a line of its own.
    private static string Show(JsonElement value) => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 && value[0].ValueKind == JsonValueKind.String
        ? string.Concat(value.EnumerateArray().Select(v => $"\n    {v.GetString()}"))
        : value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 ? string.Concat(value.EnumerateArray().Select(v => $"\n    {JsonSerializer.Serialize(v, Plain)}"))
        : " " + JsonSerializer.Serialize(value, Plain);

    private void Name(string random, string readable) => _names[random] = readable;

    private string Readable(string text)
    {
        foreach (var (random, readable) in _names)
            text = text.Replace(random, readable, StringComparison.Ordinal);
        text = Ids().Replace(text, "$1_…");
        text = References().Replace(text, "CM-…");
        return text;
    }

    private static JsonObject Rupees(long minor) => new() { ["amountMinor"] = minor, ["currency"] = "NPR" };

    [GeneratedRegex("\\b(co|ce|ca|cd|ch|cn|pr|rd|dm|ac|ag|rr|dd)_[0-9a-z]{16}\\b")]
    private static partial Regex Ids();

    [GeneratedRegex("\\bCM-[0-9A-Z]{6}-[0-9A-Z]\\b")]
    private static partial Regex References();
}
