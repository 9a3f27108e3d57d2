using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Demonstration;
using Licensing.Api.Http;

namespace Licensing.Agencies.Tests.Licences;

/// <summary>An agency's whole path, from a draft to the revocation of its licence, as docs/licence-path.md tells it: every call of the page is made here,
/// and the page shows what came back. UPDATE_OPENAPI=1 writes the page.</summary>
public sealed class LicencePathTests : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly ServiceHost _host = new() { Settings = { ["Register:PublicAddress"] = "https://register.example" } };
    private readonly StringBuilder _page = new();
    private readonly Dictionary<string, string> _names = [];

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_page_tells_what_the_service_answers()
    {
        await AsTheDemonstrationMinistryAsync();
        Say("""
            # From a draft to a revoked licence

            One invented agency, day by day. Every call below is made by `LicencePathTests`, and what stands behind `←` is what came back, shortened to the
            fields that matter. The regime is Nepal's, with the settings of the demonstration ministry where its law is silent; none of those is law.
            `A` and `B` are two officers of the ministry.

            ## Applying
            """);
        GoTo("2026-03-16");
        var agency = await _host.RegisterAgencyAsync("Sample Overseas");
        Name(agency.Id, "ag_1");
        var manager = $"agency:{agency.Id}";
        var drafted = await CallAsync("agency", manager, $"/v1/agencies/{agency.Id}/applications", Draft("600000000"), "id", "state");
        var application = Text(drafted, "id");
        Name(application, "ap_1");
        Assert.Equal("draft", Text(drafted, "state"));
        var check = await ReadAsync("agency", manager, $"/v1/applications/{application}/check", "complete", "gaps.item");
        Assert.False(check.GetProperty("complete").GetBoolean());
        await RefusedAsync("agency", manager, $"/v1/applications/{application}/submission", [], "application.incomplete");

        await CallAsync("agency", manager, $"/v1/applications/{application}/revisions", Written("1000000000"), "state");
        foreach (var type in (string[])["incorporation", "tax"])
            await AttachAsync(manager, application, type);
        await _host.RunJobAsync<CheckDocumentsJob>(job => job.RunAsync(CancellationToken.None));
        Say("A job has looked at the documents: each is what it says it is, and out of quarantine.");
        await CallAsync("agency", manager, $"/v1/applications/{application}/submission", [], "state");
        await CallAsync("A", "officer:maya", $"/v1/applications/{application}/return", new()
        {
            ["reason"] = "The tax clearance is of another year.", ["correctBy"] = "2026-03-31",
            ["items"] = new JsonArray(new JsonObject { ["item"] = "document:tax", ["reason"] = "Send that of this year." }),
        }, "state", "correctBy");
        GoTo("2026-03-18");
        await AttachAsync(manager, application, "tax", "of this year");
        await _host.RunJobAsync<CheckDocumentsJob>(job => job.RunAsync(CancellationToken.None));
        await CallAsync("agency", manager, $"/v1/applications/{application}/submission", [], "state");

        Say("## Examination");
        GoTo("2026-03-19");
        await CallAsync("A", "officer:maya", $"/v1/applications/{application}/examination", [], "objectionsUntil", "decideBy");
        var open = await _host.Public.GetFromJsonAsync<JsonElement>("/v1/open-applications");
        Assert.Equal(1, open.GetProperty("items").GetArrayLength());
        var objection = await CallAsync("anyone", null, $"/v1/open-applications/{application}/objections", new() { ["text"] = "Its office is not where it says." }, "id");
        Name(Text(objection, "id"), "ob_1");
        await CallAsync("A", "officer:maya", $"/v1/applications/{application}/site-visits", new()
        {
            ["day"] = "2026-03-19", ["visitors"] = new JsonArray("maya"), ["findings"] = new JsonArray(new JsonObject { ["premises"] = 1, ["isInOrder"] = true, ["note"] = "Open, with a waiting room." }),
        });
        var ob = Text(objection, "id");
        await CallAsync("A", "officer:maya", $"/v1/objections/{ob}/answer", new() { ["answer"] = "Visited on 19 March: it is." });
        var examination = await _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/applications/{application}/examination");
        await CallAsync("A", "officer:maya", $"/v1/applications/{application}/examination/findings", new()
        {
            ["items"] = new JsonArray([.. examination.GetProperty("items").EnumerateArray().Select(i => (JsonNode)new JsonObject
            {
                ["kind"] = Text(i, "kind"), ["code"] = Text(i, "code"), ["finding"] = "met", ["note"] = "seen",
            })]),
        });
        await CallAsync("A", "officer:maya", $"/v1/applications/{application}/fee-receipts", new() { ["amount"] = Money(2_000_000), ["reference"] = "R-17", ["paidOn"] = "2026-03-19" });

        Say("## Decision by two people");
        var grant = new JsonObject { ["outcome"] = "grant", ["reason"] = "Everything was found as it should be.", ["number"] = "DEMO-777" };
        await RefusedAsync("A", "officer:maya", $"/v1/applications/{application}/decisions", grant);
        GoTo("2026-04-01");
        var proposal = await CallAsync("A", "officer:maya", $"/v1/applications/{application}/decisions", grant, "id", "kind", "state");
        await ApproveAsync(proposal, "pr_1");
        var licence = (await _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/applications/{application}")).GetProperty("licenceId").GetString()!;
        Name(licence, "li_1");
        await ReadAsync("anyone", null, "/v1/register/verify?number=DEMO-777", "licensed", "sentence");

        Say("## The deposit");
        await CallAsync("A", "officer:maya", $"/v1/licences/{licence}/deposit/facts", new() { ["fact"] = "workers", ["value"] = "300", ["from"] = "2026-04-01", ["source"] = "the application" });
        await CallAsync("A", "officer:maya", $"/v1/licences/{licence}/deposit/receipts", new() { ["form"] = "cash", ["amount"] = Money(500_000_000), ["heldFrom"] = "2026-04-01" });
        await CallAsync("A", "officer:maya", $"/v1/licences/{licence}/deposit/receipts", new()
        {
            ["form"] = "guarantee", ["amount"] = Money(1_500_000_000), ["heldFrom"] = "2026-04-01", ["issuer"] = "Sample Bank", ["expiresOn"] = "2031-12-31",
        });
        var deposit = await ReadAsync("agency", manager, $"/v1/licences/{licence}/deposit", "held.amountMinor", "missingMinor");
        Assert.Equal(0, deposit.GetProperty("missingMinor").GetInt64());
        GoTo("2026-05-04");
        var claims = new List<string>();
        foreach (var (minor, i) in ((long[])[1_500_000_000, 1_000_000_000]).Select((m, i) => (m, i + 1)))
        {
            var claim = await CallAsync("A", "officer:maya", $"/v1/licences/{licence}/deposit/claims", new()
            {
                ["kind"] = "refund", ["amount"] = Money(minor), ["lodgedOn"] = "2026-05-04", ["decision"] = $"Award {i}",
            }, "id", "state");
            Name(Text(claim, "id"), $"dc_{i}");
            claims.Add(Text(claim, "id"));
        }

        var draw = await CallAsync("A", "officer:maya", $"/v1/licences/{licence}/deposit/draw-downs", new() { ["claims"] = new JsonArray([.. claims.Select(c => (JsonNode)c)]), ["reason"] = "The awards are final." }, "id", "kind");
        await ApproveAsync(draw, "pr_2");
        await ReadAsync("agency", manager, $"/v1/licences/{licence}/deposit", "draws.drawnMinor", "draws.debtMinor", "missingMinor", "demands.lastDay", "demands.stopsLicence");
        Say("The deposit is to be restored within 15 days, and is not. Nobody does anything; the answer is computed.");
        await StateAsync(licence, "2026-05-19", "full");
        await StateAsync(licence, "2026-05-20", "suspended");
        GoTo("2026-05-20");
        await ReadAsync("anyone", null, "/v1/register/verify?number=DEMO-777", "licensed", "sentence");

        Say("## Heard, and revoked");
        var notice = await CallAsync("A", "officer:maya", $"/v1/licences/{licence}/notices", new() { ["intended"] = "revocation", ["reason"] = "deposit-not-restored", ["grounds"] = "Awards 1 and 2." }, "id", "answerUntil");
        var sn = Text(notice, "id");
        Name(sn, "sn_1");
        Assert.Equal("2026-06-04", Text(notice, "answerUntil"));
        GoTo("2026-06-04");
        await RefusedAsync("A", "officer:maya", $"/v1/licences/{licence}/revocations", Revocation(sn, "2026-06-04"));
        GoTo("2026-06-05");
        var revocation = await CallAsync("A", "officer:maya", $"/v1/licences/{licence}/revocations", Revocation(sn, "2026-06-05"), "id", "kind");
        await ApproveAsync(revocation, "pr_3");
        await ReadAsync("anyone", null, "/v1/register/verify?number=DEMO-777", "licensed", "sentence");
        var entry = await ReadAsync("anyone", null, $"/v1/register/agencies/{agency.Id}?asOf=2026-05-01", "licences.state", "licences.number");
        Assert.Contains("full", entry.ToString(), StringComparison.Ordinal);
        await StateAsync(licence, "2026-06-04", "suspended");
        await StateAsync(licence, "2026-06-05", "revoked");
        Say("""
            What happened next, if the agency appeals: [measures](measures.md). How each part works: [applications](applications.md), [examination](examination.md),
            [deposits](deposits.md), [the register](register.md).
            """);

        var path = Path.Combine(Repository.Root(), "docs", "licence-path.md");
        var written = Anonymous(_page.ToString());
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
            await File.WriteAllTextAsync(path, written);
        Assert.True(written == (await File.ReadAllTextAsync(path)).ReplaceLineEndings("\n"), "docs/licence-path.md is not up to date. Run the tests with UPDATE_OPENAPI=1 and commit the result.");
    }

    private async Task AsTheDemonstrationMinistryAsync()
    {
        foreach (var setting in DemonstrationLicences.Settings)
            await _host.ProposeAndApproveAsync("/v1/regime/settings", new JsonObject
            {
                ["question"] = Json.Words.ConvertName(setting.Question.ToString()), ["from"] = "2000-01-01", ["value"] = JsonNode.Parse(setting.Value.GetRawText()),
                ["authority"] = DemonstrationLicences.Authority, ["reason"] = "a path",
            });
        await _host.SetCalendarAsync(["saturday"], [], ("fiscal-year-end", "2026-07-16"), ("end-of-asar", "2026-07-16"), ("end-of-asoj", "2026-10-17"));
    }

    private static JsonObject Draft(string capital) => Written(capital).With("kind", "new-licence");

    // The page shows it in one line; the details of owners are the applicant's.
    private static JsonObject Written(string capital)
    {
        var applicant = Applicants.Applicant();
        applicant["capital"] = new JsonObject { ["amountMinor"] = long.Parse(capital), ["currency"] = "NPR" };
        applicant["declarations"] = new JsonArray(new JsonObject { ["question"] = "no-conviction", ["answer"] = true });
        return Applicants.Written(applicant);
    }

    private static JsonObject Revocation(string notice, string from) => new() { ["from"] = from, ["noticeId"] = notice, ["reasonClass"] = "deposit-not-restored", ["grounds"] = "Awards 1 and 2.", ["reason"] = "Not restored, not answered." };

    private static JsonObject Money(long minor) => new() { ["amountMinor"] = minor, ["currency"] = "NPR" };

    private void GoTo(string day)
    {
        _host.Clock.AdjustTime(new(DateOnly.Parse(day), new(8, 0), TimeSpan.Zero));
        _page.Append($"\n*{DateOnly.Parse(day):d MMMM yyyy}*\n");
    }

    private void Say(string text) => _page.Append('\n').Append(text.Trim()).Append('\n');

    private void Name(string id, string name) => _names[id] = name;

    private string Anonymous(string text) => _names.OrderByDescending(n => n.Key.Length).Aggregate(text.TrimStart('\n'), (t, n) => t.Replace(n.Key, n.Value, StringComparison.Ordinal));

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private HttpClient As(string? caller) => caller is null ? _host.Public : _host.As(caller);

    private async Task<JsonElement> CallAsync(string who, string? caller, string address, JsonObject body, params string[] show)
    {
        using var answer = await ServiceHost.SendAsync(As(caller), address, (JsonObject)body.DeepClone(), "*");
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {json}");
        Write(who, "POST", address, body, (int)answer.StatusCode, json, show);
        return json;
    }

    private async Task RefusedAsync(string who, string? caller, string address, JsonObject body, string? code = null)
    {
        using var answer = await ServiceHost.SendAsync(As(caller), address, (JsonObject)body.DeepClone(), "*");
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(409, (int)answer.StatusCode);
        if (code is not null)
            Assert.Equal(code, Text(json, "code"));
        Write(who, "POST", address, body, 409, json, ["code", "detail"]);
    }

    private async Task<JsonElement> ReadAsync(string who, string? caller, string address, params string[] show)
    {
        var json = await As(caller).GetFromJsonAsync<JsonElement>(address);
        Write(who, "GET", address, null, 200, json, show);
        return json;
    }

    private async Task StateAsync(string licence, string on, string state)
    {
        var json = await ReadAsync("A", "officer:maya", $"/v1/licences/{licence}?on={on}", "state");
        Assert.Equal(state, Text(json, "state"));
    }

    private async Task AttachAsync(string manager, string application, string type, string? more = null)
    {
        using var content = new ByteArrayContent(Contents.Pdf(more));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        using var answer = await As(manager).PostAsync($"/v1/applications/{application}/documents?type={type}", content);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.IsSuccessStatusCode, json.ToString());
        Write("agency", "POST", $"/v1/applications/{application}/documents?type={type}", null, (int)answer.StatusCode, json, ["type", "check"]);
    }

    /// <summary>Never the same person, always another one.</summary>
    private async Task ApproveAsync(JsonElement proposal, string name)
    {
        var id = Text(proposal, "id");
        Name(id, name);
        await RefusedAsync("A", "officer:maya", $"/v1/proposals/{id}/approval", new() { ["reason"] = "checked" }, "proposal.same-person");
        await CallAsync("B", "officer:ravi", $"/v1/proposals/{id}/approval", new() { ["reason"] = "checked" }, "state", "proposedBy", "decidedBy");
    }

    private void Write(string who, string method, string address, JsonObject? body, int status, JsonElement answer, string[] show)
    {
        var sent = body is null or { Count: 0 } ? "" : " " + Short(body);
        _page.Append($"\n```\n{who}: {method} {address}{sent}\n← {status}{string.Concat(show.Select(path => Shown(answer, path)).OfType<string>().Select(s => $" {s}"))}\n```\n");
    }

    private static string Short(JsonObject body)
    {
        var shown = (JsonObject)body.DeepClone();
        if (shown["applicant"] is { } applicant)
            shown["applicant"] = new JsonObject { ["capital"] = applicant["capital"]!.DeepClone(), ["owners"] = "…", ["premises"] = "…" };
        if (shown["items"] is JsonArray { Count: > 1 } items)
            shown["items"] = new JsonArray(items[0]!.DeepClone(), "…");
        return shown.ToJsonString(Plain);
    }

    private static string? Shown(JsonElement json, string path)
    {
        var found = Find(json, path.Split('.')).ToList();
        return found.Count == 0 ? null : $"{path.Split('.')[^1]}: {string.Join(", ", found)}";
    }

    private static IEnumerable<string> Find(JsonElement json, string[] path) => json.ValueKind == JsonValueKind.Array ? json.EnumerateArray().SelectMany(e => Find(e, path))
        : path.Length == 0 ? [json.ValueKind == JsonValueKind.String ? json.GetString()! : JsonSerializer.Serialize(json, Plain)]
        : json.ValueKind == JsonValueKind.Object && json.TryGetProperty(path[0], out var next) && next.ValueKind != JsonValueKind.Null ? Find(next, path[1..]) : [];
}
