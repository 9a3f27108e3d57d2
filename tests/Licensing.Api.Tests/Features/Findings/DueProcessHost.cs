using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Findings;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Tests.Features.Findings;

/// <param name="Id">Public id of the finding.</param>
public sealed record OpenedFinding(RegisteredAgency Agency, FiledDisclosure Filed, string Id);

/// <summary>Findings and flags, notified, answered and decided by HTTP. It is 15 March 2026 in a ministry of Nepal, under whose agreement with Malaysia nothing may be
/// charged.</summary>
public class DueProcessHost : ServiceHost, IAsyncLifetime
{
    public virtual async ValueTask InitializeAsync()
    {
        await ApproveLawAsync("np-my-2018");
        await SetRegimeAsync(
            ("show-cause", "\"15 days\""), ("day-counting", """{"firstDay":"does-not-count","lastDayOnHoliday":"stays"}"""), ("demerit-bands", """[{"from":"12","consequence":"warning"}]"""),
            ("demerit-expiry", "\"12 months\""), ("appeal", "\"35 days\""), ("review", "\"none\""));
    }

    public static JsonObject Charged(long minor) => Reported.Placement("NP", "MY", "2026-02-10", Reported.Paid("recruitment-fee.service", minor, "NPR", "2026-02-12")).With("visaNoticeOn", "2026-02-11");

    public async Task<OpenedFinding> OpenedAsync(RegisteredAgency? agency = null, long minor = 1_500_000)
    {
        agency ??= await RegisterAgencyAsync();
        var filed = await FileDisclosureAsync(agency, Charged(minor));
        await JudgeAsync();
        return new(agency, filed, await InDatabaseAsync(db => db.Findings.Where(f => f.Placement.PublicId == filed.PlacementId).Select(f => f.PublicId).SingleAsync()));
    }

    public async Task<JsonElement> ReadAsync(string finding, string caller = "officer:maya") => await As(caller).GetFromJsonAsync<JsonElement>($"/v1/findings/{finding}");

    public async Task<string> StatusAsync(string finding) => (await ReadAsync(finding)).GetProperty("finding").GetProperty("status").GetString()!;

    public static async Task<JsonElement> OkAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, body);
        return JsonElement.Parse(body);
    }

    public async Task<JsonElement> DoAsync(string caller, string address, JsonObject body) => await OkAsync(await SendAsync(As(caller), address, body, "*"));

    public async Task<string> CodeAsync(string caller, string address, JsonObject body)
    {
        using var answer = await SendAsync(As(caller), address, body, "*");
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.False(answer.IsSuccessStatusCode, problem.ToString());
        return problem.GetProperty("code").GetString()!;
    }

    public static JsonObject Notice(params string[] findings) => new() { ["findings"] = new JsonArray([.. findings.Select(f => (JsonNode)f)]), ["grounds"] = "The agreement says that the employer pays." };

    public async Task<string> NotifyAsync(OpenedFinding finding) => (await DoAsync("officer:maya", $"/v1/agencies/{finding.Agency.Id}/finding-notices", Notice(finding.Id))).GetProperty("id").GetString()!;

    public Task<JsonElement> AnswerAsync(RegisteredAgency agency, string notice) => DoAsync($"agency:{agency.Id}", $"/v1/case-notices/{notice}/answer", new() { ["answer"] = "The money was the employer's; see the receipt." });

    public async Task<OpenedFinding> AnsweredAsync(RegisteredAgency? agency = null, long minor = 1_500_000)
    {
        var finding = await OpenedAsync(agency, minor);
        await AnswerAsync(finding.Agency, await NotifyAsync(finding));
        return finding;
    }

    public static JsonObject Decision(string outcome = "upheld", int? points = null) => new()
    {
        ["outcome"] = outcome, ["facts"] = "NPR 15,000 was taken.", ["law"] = "Memorandum of 2018: the employer pays.", ["reason"] = "The receipt is of another worker.", ["points"] = points,
    };

    public static string Decisions(OpenedFinding finding) => $"/v1/findings/{finding.Id}/decisions";

    public Task DecideAsync(OpenedFinding finding, string outcome = "upheld", int? points = null) => ProposeAndApproveAsync(Decisions(finding), Decision(outcome, points), "*");

    /// <returns>Public id of the decision that an appeal names.</returns>
    public async Task<string> DecisionOfAsync(OpenedFinding finding) => (await ReadAsync(finding.Id)).GetProperty("course").GetProperty("decisions")[0].GetProperty("id").GetString()!;

    public async Task<string> AppealAsync(RegisteredAgency agency, string decision) =>
        (await DoAsync($"agency:{agency.Id}", "/v1/appeals", new() { ["subjectId"] = decision, ["path"] = "appeal", ["grounds"] = "It was another worker." })).GetProperty("id").GetString()!;

    public async Task DecideAppealAsync(string appeal, string outcome)
    {
        var body = new JsonObject { ["outcome"] = outcome, ["decidedBy"] = "Court of a test, 1/2026", ["grounds"] = "The receipt was read wrongly.", ["reason"] = "the judgment came" };
        if (outcome == "allow")
            body["from"] = "2026-03-15";
        await ProposeAndApproveAsync($"/v1/appeals/{appeal}/decision", body);
    }

    public async Task<HttpResponseMessage> AttachAsync(string caller, string notice, byte[]? content = null) => await As(caller).PostAsync(
        $"/v1/case-notices/{notice}/documents", new ByteArrayContent(content ?? Contents.Pdf()) { Headers = { ContentType = new MediaTypeHeaderValue("application/pdf") } });

    public Task CheckAsync() => RunJobAsync<CheckAnswersJob>(job => job.RunAsync(CancellationToken.None));

    public Task WatchAsync() => RunJobAsync<Licensing.Api.Features.Deadlines.WatchDeadlinesJob>(job => job.RunAsync(CancellationToken.None));

    public async Task<int> PointsAsync(RegisteredAgency agency) => (await Officer.GetFromJsonAsync<JsonElement>($"/v1/agencies/{agency.Id}/demerits")).GetProperty("points").GetInt32();

    public async Task<IReadOnlyList<string>> EventsAsync(string subject) =>
        await InDatabaseAsync(async db => (IReadOnlyList<string>)await db.AuditEvents.Where(e => e.SubjectId == subject).OrderBy(e => e.Id).Select(e => e.Action).ToListAsync());

    public void GoTo(string instant) => Clock.SetUtcNow(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture));

    public async Task DeclareConflictAsync(string officer, RegisteredAgency agency) =>
        Assert.Equal(201, (int)(await SendAsync(As(officer), "/v1/conflicts", new JsonObject { ["agencyId"] = agency.Id, ["reason"] = "My brother works there." })).StatusCode);
}
