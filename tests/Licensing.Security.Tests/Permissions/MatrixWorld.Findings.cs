using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Flags;
using Licensing.Api.Features.Proposals;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Security.Tests.Permissions;

/// <summary>The due process of findings and flags: of agencies towards which everybody is free, and notices of the two agencies' own findings.</summary>
public sealed partial class MatrixWorld
{
    private readonly Dictionary<string, (string Notice, string Document)> _caseNotices = [];
    private bool _reviewSet;

    /// <summary>A fresh agency with a finding and a flag. Only its filing is judged: others wait, and are to wait.</summary>
    private async Task<(string Agency, string Finding, string Flag)> FoundAsync()
    {
        var agency = await Host.RegisterAgencyAsync();
        var filed = await Host.FileDisclosureAsync(agency, Reported.TheExample());
        var version = await Host.InDatabaseAsync(db => db.DisclosureVersions.Where(v => v.Disclosure.PublicId == filed.Id).Select(v => v.Id).SingleAsync());
        await Host.RunJobAsync<JudgeDisclosuresJob>(job => job.RunOneAsync(version, CancellationToken.None));
        await Host.RunJobAsync<FlagAgenciesJob>(job => job.RunAsync(CancellationToken.None));
        return await Host.InDatabaseAsync(async db => (
            agency.Id, await db.Findings.Where(f => f.Placement.PublicId == filed.PlacementId).Select(f => f.PublicId).SingleAsync(),
            await db.Flags.Where(f => f.Agency.PublicId == agency.Id).Select(f => f.PublicId).SingleAsync()));
    }

    private async Task<(string Address, JsonObject? Body)> FindingNoticeAsync(string whose)
    {
        var (agency, finding, _) = whose == "none" ? ("ag_0000000000000000", "fi_0000000000000000", "") : await FoundAsync();
        return ($"/v1/agencies/{agency}/finding-notices", NoticeOf(finding));
    }

    private static JsonObject NoticeOf(string finding) => new() { ["findings"] = new JsonArray(finding), ["grounds"] = "as decided on the file" };

    private async Task<string> FlagAsync(bool some) => some ? (await FoundAsync()).Flag : "fl_0000000000000000";

    /// <summary>Answered by its agency.</summary>
    private async Task<string> HeardFindingAsync(bool some)
    {
        if (!some)
            return "fi_0000000000000000";
        var (agency, finding, _) = await FoundAsync();
        await AnswerAsync(agency, await IdOfAsync(await ServiceHost.SendAsync(Host.Officer, $"/v1/agencies/{agency}/finding-notices", NoticeOf(finding))));
        return finding;
    }

    private async Task<string> HeardFlagAsync(bool some)
    {
        if (!some)
            return "fl_0000000000000000";
        var (agency, _, flag) = await FoundAsync();
        await AnswerAsync(agency, await IdOfAsync(await ServiceHost.SendAsync(Host.Officer, $"/v1/flags/{flag}/notices", new JsonObject { ["grounds"] = "as decided on the file" })));
        return flag;
    }

    private async Task AnswerAsync(string agency, string notice)
    {
        using var answered = await ServiceHost.SendAsync(Host.As($"agency:{agency}"), $"/v1/case-notices/{notice}/answer", new JsonObject { ["answer"] = "as decided on the file" }, "*");
        Assert.True(answered.IsSuccessStatusCode, await answered.Content.ReadAsStringAsync());
    }

    /// <summary>Upheld so long ago that nobody can appeal any more.</summary>
    private async Task<string> FinalFindingAsync(bool some)
    {
        if (!some)
            return "fi_0000000000000000";
        if (!_reviewSet)
            await Host.SetRegimeAsync(("review", "\"none\""));
        _reviewSet = true;
        var (_, finding, _) = await FoundAsync();
        return await StoreAsync(async (db, now) =>
        {
            var stored = await db.Findings.Include(f => f.Excess).Include(f => f.Placement).ThenInclude(p => p.Agency).SingleAsync(f => f.PublicId == finding);
            var change = new FindingDecisionChange(finding, FindingOutcome.Upheld, "x", "x", null);
            var decision = new FindingDecision(stored, stored.Placement.Agency, change, new Proposal(ProposalKind.DecideFinding, finding, 1, stored.AgencyId, change, "x", "test", now, now.AddDays(1)), new(2025, 3, 1), now, "test");
            db.Add(decision);
            db.Record(decision, new FindingDecided(finding, FindingOutcome.Upheld, null));
            await db.Findings.Where(f => f.Id == stored.Id).ExecuteUpdateAsync(set => set.SetProperty(f => f.Status, FindingStatus.Upheld));
            return finding;
        });
    }

    /// <summary>Of the agency's own finding, with evidence; once.</summary>
    private async Task<(string Notice, string Document)> CaseNoticeOfAsync(string whose)
    {
        if (whose == "none")
            return ("kn_0000000000000000", "kd_0000000000000000");
        if (_caseNotices.TryGetValue(whose, out var known))
            return known;
        var (agency, _, finding, _) = _agencies[whose];
        var notice = await IdOfAsync(await ServiceHost.SendAsync(Host.Officer, $"/v1/agencies/{agency}/finding-notices", NoticeOf(finding)));
        using var attached = await AttachAsync(Host.As($"agency:{agency}"), $"/v1/case-notices/{notice}/documents");
        var document = (await attached.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        await Host.RunJobAsync<CheckAnswersJob>(job => job.RunAsync(CancellationToken.None));
        return _caseNotices[whose] = (notice, document);
    }

    private async Task<string> NoticedFindingAsync(string whose, string finding)
    {
        await CaseNoticeOfAsync(whose);
        return finding;
    }

    private async Task<string> AnswerDocumentAsync(string whose)
    {
        var (notice, document) = await CaseNoticeOfAsync(whose);
        return $"/v1/case-notices/{notice}/documents/{document}";
    }

    /// <summary>The same, as if nobody had answered: a finding has one notice at a time.</summary>
    private async Task<string> UnansweredAsync(string whose)
    {
        var (notice, _) = await CaseNoticeOfAsync(whose);
        await Host.InDatabaseAsync(db => db.CaseNotices.Where(n => n.PublicId == notice).ExecuteUpdateAsync(set => set.SetProperty(n => n.AnsweredAt, (DateTime?)null)));
        await Host.InDatabaseAsync(db => db.Findings.Where(f => db.CaseNoticeItems.Any(i => i.FindingId == f.Id && i.Notice.PublicId == notice)).ExecuteUpdateAsync(set => set.SetProperty(f => f.Status, FindingStatus.Notified)));
        return notice;
    }

    private static Task<HttpResponseMessage> AttachAsync(HttpClient client, string address) =>
        client.PostAsync(address, new ByteArrayContent(Contents.Pdf()) { Headers = { ContentType = new("application/pdf") } });
}
