using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Changes;
using Licensing.Api.Features.Complaints;
using Licensing.Api.Features.Examinations;
using Licensing.Api.Features.Remedies;
using Licensing.Api.Features.Webhooks;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Tests.Features.Webhooks;

/// <summary>What an agency's own system is told, each thing once, and what it is not.</summary>
public sealed partial class AgencyChangesTests(WebhookHost host)
{
    private static readonly string[] Types =
    [
        "application.decided", "application.returned", "case-notice.given", "complaint-notice.given", "licence-notice.given", "refund-order.made", "return.done", "return.refused",
        "webhook.disabled", "webhook.ping",
    ];

    [Fact]
    public async Task An_agency_is_told_of_its_returns_notices_applications_and_orders_and_the_page_shows_them_as_delivered()
    {
        await host.AloneAsync();
        await using var receiver = await Receiver.StartAsync();
        await host.ApproveLawAsync("np-my-2018");
        await host.SetRegimeAsync(("show-cause", "\"15 days\""), ("day-counting", """{"firstDay":"counts","lastDayOnHoliday":"stays"}"""));
        var agency = await host.RegisterAgencyAsync("A name that is told nobody");
        var client = host.As($"agency:{agency.Id}");
        var webhook = await host.SubscribeAsync(client, receiver.Url);
        await host.SubscribeAsync(client, receiver.Url + "/gone");
        await host.SubscribeAsync(host.As($"agency:{(await host.RegisterAgencyAsync()).Id}"), receiver.Url + "/another");

        // A finding and a flag of which nobody has given notice.
        var filed = await host.FileDisclosureAsync(agency, Reported.TheExample());
        await host.JudgeAsync();
        await TellAsync();
        Assert.Empty(receiver.All);

        await NoticesAsync(agency, filed.PlacementId);
        await ReturnsAsync(agency);
        await ApplicationsAsync(agency);
        await RefundAsync(filed.PlacementId);
        receiver.Answer = (r, response) =>
        {
            response.StatusCode = r.Path == "/hooks/gone" ? 410 : 204;
            return Task.CompletedTask;
        };
        await TellAsync();
        (await ServiceHost.SendAsync(client, $"{webhook.Address}/pings", new JsonObject())).Dispose();
        await host.DeliverAsync();

        Assert.DoesNotContain(receiver.All, r => r.Path == "/hooks/another");
        var told = receiver.All.Where(r => r.Path == "/hooks").ToList();
        Assert.Equal(Types, told.Select(r => r.Type).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
            ["granted", "granted-provisionally", "refused", "refused", "granted", "granted"],
            told.Where(r => r.Type == "application.decided").Select(r => r.Json.GetProperty("data").GetProperty("body").GetProperty("state").GetString()));
        Assert.Equal(2, told.Count(r => r.Type == "return.done"));
        var text = string.Join('\n', receiver.All.Select(r => Encoding.UTF8.GetString(r.Body)));
        Assert.DoesNotContain("A name", text);
        // Of no finding, flag, complaint, disclosure, placement, worker or proposal.
        Assert.DoesNotMatch("\"(fi|fl|co|di|pl|wk|pr)_", text);

        AssertWritten(told);
    }

    [Fact]
    public async Task Killed_at_one_point_after_another_nothing_is_lost_and_nothing_told_twice()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, "Kills a context on SQLite.");
        await host.AloneAsync();
        var agency = await host.RegisterAgencyAsync();
        for (var month = 1; month <= 9; month++)
            (await ServiceHost.SendAsync(host.As($"agency:{agency.Id}"), $"/v1/agencies/{agency.Id}/nil-returns", new JsonObject { ["period"] = $"1970-0{month}" })).Dispose();
        await host.RunJobAsync<SealAuditJob>(job => job.RunAsync(CancellationToken.None));
        var kills = 0;
        for (var point = 1; ; point++)
        {
            var options = new DbContextOptionsBuilder<SqliteLicensingDb>();
            DatabaseSetup.UseSqlite(options, $"Data Source={host.DatabaseFile}");
            options.AddInterceptors(new Killer(point, null));
            try
            {
                await using var db = new SqliteLicensingDb(options.Options, Caller.System("job"), host.Clock);
                await host.InScopeAsync(async services =>
                {
                    await Microsoft.Extensions.DependencyInjection.ActivatorUtilities.CreateInstance<AppendAgencyChangesJob>(services, db).RunAsync(default);
                    return true;
                });
                break;
            }
            catch (Exception e) when (Killer.Did(e))
            {
                kills++;
            }
        }

        await host.RunJobAsync<AppendAgencyChangesJob>(job => job.RunAsync(CancellationToken.None));
        var told = await host.InDatabaseAsync(db => db.Changes.Where(c => c.AgencyId == agency.Id && c.Type == "return.done").OrderBy(c => c.Id).ToListAsync());
        Assert.Equal(Enumerable.Range(1, 9).Select(m => $"1970-0{m}"), told.Select(c => JsonDocument.Parse(c.Body!).RootElement.GetProperty("period").GetString()));
        Assert.All(told, c => Assert.Equal(ChangeAudience.Agency, c.Audience));
        var places = await host.InDatabaseAsync(db => db.Changes.OrderBy(c => c.Id).Select(c => c.Id).ToListAsync());
        Assert.Equal(Enumerable.Range(0, places.Count).Select(i => places[0] + i), places);
        Assert.True(kills > 5, $"{kills} kills");
    }

    private async Task TellAsync()
    {
        await host.RunJobAsync<SealAuditJob>(job => job.RunAsync(CancellationToken.None));
        await host.RunJobAsync<AppendAgencyChangesJob>(job => job.RunAsync(CancellationToken.None));
        await host.DeliverAsync();
    }

    private async Task NoticesAsync(RegisteredAgency agency, string placement)
    {
        var finding = await host.InDatabaseAsync(db => db.Findings.Where(f => f.Placement.PublicId == placement).Select(f => f.PublicId).SingleAsync());
        await PostAsync(host.Officer, $"/v1/agencies/{agency.Id}/finding-notices", new() { ["findings"] = new JsonArray(finding), ["grounds"] = "a test" });
        await PostAsync(host.Officer, $"/v1/licences/{await host.StoreLicenceAsync(agency)}/notices", new() { ["intended"] = "suspension", ["reason"] = "other", ["grounds"] = "a test" });

        var complaint = await PostAsync(host.Public, "/v1/complaints", new() { ["by"] = "worker", ["type"] = "other", ["against"] = "agency", ["words"] = "a test", ["language"] = "en", ["agencyId"] = agency.Id });
        var reference = complaint.GetProperty("reference").GetString()!;
        var id = await host.InDatabaseAsync(db => db.Complaints.Where(c => c.Reference == reference).Select(c => c.PublicId).SingleAsync());
        await PostAsync(host.Officer, $"/v1/complaints/{id}/triage", new() { ["outcome"] = "receivable", ["reason"] = "a test" });
        var worker = host.Public;
        worker.DefaultRequestHeaders.Add(ComplaintTracking.SecretHeader, complaint.GetProperty("secret").GetString());
        await PostAsync(worker, $"/v1/complaint-tracking/{reference}/consents", new() { ["items"] = new JsonArray("particulars"), ["given"] = true });
        await PostAsync(host.Officer, $"/v1/complaints/{id}/notices", new() { ["grounds"] = "a test" });
    }

    private async Task ReturnsAsync(RegisteredAgency agency)
    {
        await PostAsync(host.As($"agency:{agency.Id}"), $"/v1/agencies/{agency.Id}/nil-returns", new() { ["period"] = "1971-01" });
        foreach (var (content, onError) in ((string, string)[])[(Reported.TheExample().ToJsonString(), "keep-good"), ("""{"placementReference":""}""", "all-or-nothing")])
        {
            using var answer = await host.FileReturnAsync(agency, "2026-02", content, onError);
            var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
            await host.TakeInAsync(id);
            await host.JudgeAsync();
            await host.TakeInAsync(id);
        }
    }

    private Task<bool> ApplicationsAsync(RegisteredAgency agency) => host.InScopeAsync(async services =>
    {
        var db = (LicensingDb)services.GetService(typeof(LicensingDb))!;
        var of = await db.Agencies.SingleAsync(a => a.PublicId == agency.Id);
        var application = new LicenceApplication(of, ApplicationKind.NewLicence, null, "np", host.Clock.Now(), "test");
        db.Add(application);
        object[] acts =
        [
            new ApplicationReturned(["document:police-report"], null), new ApplicationGranted("li_1", "7", null, new(2026, 1, 1), null, false, 0), new ApplicationGranted("li_1", "7", null, new(2026, 1, 1), null, true, 0),
            new ApplicationRefused(["capital"]), new ApplicationDecidedBySilence(Silence.Refusal, new(2026, 1, 1)), new ApplicationDecidedBySilence(Silence.Grant, new(2026, 1, 1)),
            new RefusalReviewed(ApplicationState.Granted, "la_1"),
        ];
        foreach (var act in acts)
        {
            db.Record(application, act);
            await db.SaveChangesAsync();
        }

        return true;
    });

    private Task<bool> RefundAsync(string placement) => host.InScopeAsync(async services =>
    {
        var db = (LicensingDb)services.GetService(typeof(LicensingDb))!;
        var of = await db.Placements.Include(p => p.Agency).SingleAsync(p => p.PublicId == placement);
        var ordered = new ProposedRefundOrder(placement, null, 1, "np.over-charge", 1, "a test", "P", "a test", "NPR", 1_000_000, 0, new(2026, 4, 14), null, null, null, [], [], new());
        var order = new RefundOrder(of, null, null, ordered, [], new(2026, 3, 1), "pr_0000000000000000", host.Clock.Now(), "test");
        db.Add(order);
        db.Record(order, new RefundOrdered(placement, null, ordered.Remedy, 1, 1_000_000, "NPR", ordered.DueOn));
        await db.SaveChangesAsync();
        return true;
    });

    private static async Task<JsonElement> PostAsync(HttpClient client, string address, JsonObject body)
    {
        using var answer = await ServiceHost.SendAsync(client, address, body, "*");
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {said}");
        return said;
    }

    // The first of each type, with what differs from run to run made the same.
    private static void AssertWritten(IEnumerable<Received> told)
    {
        const string begin = "<!-- written by a test: begin -->", end = "<!-- written by a test: end -->";
        var written = new StringBuilder();
        foreach (var first in told.GroupBy(r => r.Type).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Encoding.UTF8.GetString(g.First().Body)))
            written.Append("\n```\n").Append(Days().Replace(Instants().Replace(Ids().Replace(first, "$1_7k2m9p4q8r3s5t6v"), "2026-03-15T08:00:00.000Z"), "$1\"2026-03-29\"")).Append("\n```\n");
        var path = Path.Combine(Repository.Root(), "docs", "webhooks.md");
        var page = File.ReadAllText(path).ReplaceLineEndings("\n");
        var (from, until) = (page.IndexOf(begin, StringComparison.Ordinal) + begin.Length, page.IndexOf(end, StringComparison.Ordinal));
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
            File.WriteAllText(path, page[..from] + "\n" + written + "\n" + page[until..]);
        else
            Assert.Equal("\n" + written + "\n", page[from..until]);
    }

    [GeneratedRegex("\\b([a-z]{2,3})_[0-9a-z]{16}\\b")]
    private static partial Regex Ids();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT[0-9:.]+Z")]
    private static partial Regex Instants();

    [GeneratedRegex(@"(""(?:answerUntil|dueOn)"":)""\d{4}-\d\d-\d\d""")]
    private static partial Regex Days();
}
