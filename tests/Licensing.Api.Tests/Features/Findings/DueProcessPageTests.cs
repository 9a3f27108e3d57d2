using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Licensing.Api.Tests.Features.Flags;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Tests.Features.Findings;

/// <summary>docs/due-process-path.md: two findings and a flag from judging to the appeal; the page shows what came back. UPDATE_OPENAPI=1 writes it.</summary>
public sealed partial class DueProcessPageTests
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly StringBuilder _page = new();
    private readonly Dictionary<string, string> _names = [];

    [Fact]
    public async Task The_page_tells_what_the_service_answers()
    {
        await using var host = new FlaggingHost();
        await host.InitializeAsync();
        var agency = await host.RegisterAgencyAsync("Sample Agency Lotus");
        foreach (var minor in (long[])[1_500_000, 900_000])
            await host.FileDisclosureAsync(agency, DueProcessHost.Charged(minor));
        await host.JudgeAsync();
        var (first, second, flag) = await host.InDatabaseAsync(async db => (
            await db.Findings.OrderBy(f => f.Id).Select(f => f.PublicId).FirstAsync(), await db.Findings.OrderByDescending(f => f.Id).Select(f => f.PublicId).FirstAsync(),
            await db.Flags.Select(f => f.PublicId).SingleAsync()));
        foreach (var (id, name) in new[] { (agency.Id, "ag_LOTUS"), (first, "fi_FIRST"), (second, "fi_SECOND"), (flag, "fl_FLAG") })
            _names[id] = name;
        using var own = host.As($"agency:{agency.Id}");
        _page.Append("""
            # Two findings and a flag, from judging to the appeal

            Every call below is made by `DueProcessPageTests`, on 15 March 2026 in a ministry of Nepal that has set 15 days to answer, 35 to appeal, from how many points a warning
            follows, and that two findings in a quarter flag an agency; what it shows is what came back, shortened where `…` stands, with ids that can be read. Agency and money are
            invented. What each step does: [due process](due-process.md).

            """.ReplaceLineEndings("\n"));

        await StepAsync("Nothing is decided before the agency was heard", "an officer", host.Officer, "POST", $"/v1/findings/{first}/decisions", DueProcessHost.Decision(), "code", "detail");
        var notice = await StepAsync("Notice of both findings", "an officer", host.Officer, "POST", $"/v1/agencies/{agency.Id}/finding-notices", DueProcessHost.Notice(first, second), "id", "state", "answerUntil");
        var noticeId = notice.GetProperty("id").GetString()!;
        _names[noticeId] = "kn_NOTICE";
        await StepAsync("What the agency is to answer to", "the agency", own, "GET", $"/v1/case-notices/{noticeId}", null, "grounds", "cases");
        await StepAsync("Its last days, the notice's among them", "the agency", own, "GET", "/v1/deadlines", null, "items");
        (await host.AttachAsync($"agency:{agency.Id}", noticeId)).Dispose();
        await host.CheckAsync();
        await StepAsync("It attaches a receipt, which a job lets out of quarantine, and answers", "the agency", own, "POST", $"/v1/case-notices/{noticeId}/answer", new JsonObject { ["answer"] = "The first worker's money was the employer's." }, "state", "answeredAt");
        var upheld = await StepAsync("One officer proposes to uphold the first, with points", "an officer", host.Officer, "POST", $"/v1/findings/{first}/decisions", DueProcessHost.Decision(points: 12), "kind", "state");
        await StepAsync("He does not approve it himself", "the same officer", host.Officer, "POST", $"/v1/proposals/{upheld.GetProperty("id").GetString()}/approval", Because("compared"), "code", "detail");
        await StepAsync("Another does", "another officer", host.As("officer:ravi"), "POST", $"/v1/proposals/{upheld.GetProperty("id").GetString()}/approval", Because("compared with the receipt"), "state", "decidedBy");
        var dismissed = await StepAsync("The second is dismissed", "an officer", host.Officer, "POST", $"/v1/findings/{second}/decisions", DueProcessHost.Decision("dismissed"), "kind");
        await StepAsync("By two as well", "another officer", host.As("officer:ravi"), "POST", $"/v1/proposals/{dismissed.GetProperty("id").GetString()}/approval", Because("the receipt is good"), "state");
        await host.ReviewAsync();
        await StepAsync("One finding is left, and the flag is lifted", "an officer", host.Officer, "GET", $"/v1/flags/{flag}", null, "status", "liftedAt", "liftedBecause");
        var read = await StepAsync("The agency reads the whole course of the first", "the agency", own, "GET", $"/v1/findings/{first}", null, "course");
        await StepAsync("Its points", "the agency", own, "GET", $"/v1/agencies/{agency.Id}/demerits", null, "points", "follows", "entries");
        var decision = read.GetProperty("course").GetProperty("decisions")[0].GetProperty("id").GetString()!;
        _names[decision] = "fd_DECISION";
        var appeal = await StepAsync("It appeals", "the agency", own, "POST", "/v1/appeals", new JsonObject { ["subjectId"] = decision, ["path"] = "appeal", ["grounds"] = "The receipt was read wrongly." }, "id", "subject", "state", "lastDay");
        await host.DecideAppealAsync(appeal.GetProperty("id").GetString()!, "allow");
        await StepAsync("The court allows it, two people enter that: the finding is dismissed", "the agency", own, "GET", $"/v1/findings/{first}", null, "course");
        await StepAsync("And the points are gone", "the agency", own, "GET", $"/v1/agencies/{agency.Id}/demerits", null, "points", "entries");
        await StepAsync("In public there was nothing to see of all this", "the public", host.Public, "GET", $"/v1/register/agencies?name=Sample%20Agency%20Lotus", null, "items");

        var file = Path.Combine(Repository.Root(), "docs", "due-process-path.md");
        var text = Readable(_page.ToString());
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
            await File.WriteAllTextAsync(file, text);
        Assert.Equal(text, (await File.ReadAllTextAsync(file)).ReplaceLineEndings("\n"));
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

    // What is listed stands on a line of its own, and so does each part of a course.
    private static string Show(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array when value.GetArrayLength() > 0 => string.Concat(value.EnumerateArray().Select(v => $"\n    {JsonSerializer.Serialize(v, Plain)}")),
        JsonValueKind.Object => string.Concat(value.EnumerateObject().Select(p => $"\n    {p.Name}: {JsonSerializer.Serialize(p.Value, Plain)}")),
        _ => " " + JsonSerializer.Serialize(value, Plain),
    };

    private static JsonObject Because(string reason) => new() { ["reason"] = reason };

    private string Readable(string text)
    {
        foreach (var (random, readable) in _names)
            text = text.Replace(random, readable, StringComparison.Ordinal);
        text = Ids().Replace(text, "$1_…");
        return References().Replace(text, "AG-…");
    }

    [GeneratedRegex("\\b(kn|kd|fi|fl|fd|fg|pr|dm|ac|ag|di|pl)_[0-9a-z]{16}\\b")]
    private static partial Regex Ids();

    [GeneratedRegex("\\bAG-[0-9A-Z]{6}-[0-9A-Z]\\b")]
    private static partial Regex References();
}
