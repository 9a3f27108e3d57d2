using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Database;
using Licensing.Api.Features.Bars;
using Licensing.Api.Features.Complaints;
using Licensing.Api.Security;
using Licensing.Api.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Licensing.Api.Tests.Features.Complaints;

public sealed class ComplaintIntakeTests(ComplaintsHost host) : IClassFixture<ComplaintsHost>
{
    [Fact]
    public async Task Anybody_complains_without_a_sign_in_follows_it_by_the_secret_and_an_officer_reads_it()
    {
        var filed = await host.FileAsync(ComplaintsHost.Complaint());
        var followed = await host.FollowAsync(filed);
        Assert.Equal("filed", followed.GetProperty("state").GetString());
        Assert.DoesNotContain("rupees", followed.ToString());

        var read = await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/complaints/{filed.Id}");
        Assert.Equal((ComplaintsHost.Words, "Ram the broker"), (read.GetProperty("entries")[0].GetProperty("words").GetString(), read.GetProperty("entries")[0].GetProperty("againstName").GetString()));
        Assert.DoesNotContain(ComplaintsHost.Name, read.ToString());
        var opened = await ComplaintsHost.OkAsync(await ServiceHost.SendAsync(host.Officer, $"/v1/complaints/{filed.Id}/identity-reads", new JsonObject { ["purpose"] = "to call her back" }));
        Assert.Equal((ComplaintsHost.Name, ComplaintsHost.Contact), (opened.GetProperty("person").GetProperty("name").GetString(), opened.GetProperty("person").GetProperty("contact").GetString()));

        var reads = await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/reads?shown={filed.Id}");
        Assert.Equal(["to call her back", null], reads.GetProperty("items").EnumerateArray().Select(r => r.GetProperty("purpose").GetString()));
    }

    [Fact]
    public async Task Before_anything_is_sent_the_guide_says_what_happens_and_what_is_not_known()
    {
        var guide = await host.Public.GetFromJsonAsync<JsonElement>("/v1/complaints/guide");
        Assert.Equal("en", guide.GetProperty("language").GetString());
        var law = guide.GetProperty("law").EnumerateArray().Select(s => s.GetString()!).ToList();
        Assert.Contains(law, s => s.StartsWith("To complain: within 1 year, from this: what was done to you; where the worker was abroad from this: your return.", StringComparison.Ordinal));
        Assert.Contains(law, s => s.StartsWith("To bring it before a criminal court: by when is not known.", StringComparison.Ordinal));
        Assert.Equal(["by", "type", "against", "words", "language"], guide.GetProperty("required").EnumerateArray().Select(r => r.GetString()));
    }

    [Fact]
    public async Task The_least_that_can_be_said_is_enough()
    {
        var filed = await host.FileAsync(new JsonObject { ["by"] = "family", ["type"] = "other", ["against"] = "unknown", ["words"] = "He has not called for a month.", ["language"] = "ne" });
        var read = await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/complaints/{filed.Id}");
        Assert.True(read.GetProperty("complaint").GetProperty("isAnonymous").GetBoolean());
    }

    [Fact]
    public async Task A_representative_says_by_what_mandate()
    {
        var complaint = ComplaintsHost.Complaint();
        complaint["by"] = "representative";
        using var refused = await ServiceHost.SendAsync(host.Public, "/v1/complaints", complaint);
        Assert.Equal(400, (int)refused.StatusCode);
        complaint["person"] = new JsonObject { ["name"] = "A worker", ["onBehalf"] = "An advocate", ["mandate"] = "Power of attorney of 3 March 2026" };
        await host.FileAsync(complaint);
    }

    [Fact]
    public async Task A_refusal_repeats_nothing_of_the_person_or_the_words()
    {
        var complaint = ComplaintsHost.Complaint();
        complaint["language"] = "not a language";
        complaint["person"] = new JsonObject { ["name"] = ComplaintsHost.Name + new string('x', 300) };
        complaint["words"] = "secret words " + new string('x', 5000);
        using var refused = await ServiceHost.SendAsync(host.Public, "/v1/complaints", complaint);
        var said = await refused.Content.ReadAsStringAsync();
        Assert.Equal(400, (int)refused.StatusCode);
        Assert.DoesNotContain("Lopchan", said);
        Assert.DoesNotContain("secret words", said);
    }

    [Fact]
    public async Task Neither_identity_nor_words_nor_secret_lie_readable_in_the_database_or_the_folder()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, "The file of SQLite is read.");
        var filed = await host.FileAsync(ComplaintsHost.Complaint());
        await host.ActAsync(filed, "triage", new JsonObject { ["outcome"] = "receivable", ["reason"] = "Taken up." });
        var hearing = await host.ActAsync(filed, "hearings", new JsonObject { ["on"] = "2026-03-15", ["place"] = "Kathmandu" });
        await ComplaintsHost.OkAsync(await ServiceHost.SendAsync(host.Officer, $"/v1/complaint-hearings/{hearing.GetProperty("id").GetString()}/minutes", new JsonObject { ["minutes"] = "Lopchan said what had happened." }));
        var bytes = new List<byte>();
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(host.DatabaseFile)!, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            bytes.AddRange(copy.ToArray());
        }

        var all = bytes.ToArray();
        // That the search finds what is there.
        Assert.True(all.AsSpan().IndexOf(Encoding.UTF8.GetBytes(filed.Reference)) >= 0);
        foreach (var hidden in (string[])["Lopchan", "0000 1234", "two hundred thousand", "Ram the broker", filed.Secret])
            Assert.True(all.AsSpan().IndexOf(Encoding.UTF8.GetBytes(hidden)) < 0, hidden);
    }

    [Fact]
    public async Task A_wrong_secret_none_and_an_unknown_or_mistyped_reference_get_one_answer()
    {
        var filed = await host.FileAsync(ComplaintsHost.Complaint());
        var unknown = Reference.New(Complaint.ReferencePrefix);
        (string Reference, string? Secret)[] tries = [(filed.Reference, "wrong"), (filed.Reference, null), (unknown, filed.Secret), (unknown, null), ("CM-AAAAAA-A", filed.Secret), ("x", "x")];
        var seen = new HashSet<string>();
        foreach (var (reference, secret) in tries)
            foreach (var act in (string?[])[null, "words", "consents", "retaliation", "attachments"])
            {
                using var client = secret is null ? host.Public : host.With(secret);
                using var answer = act switch
                {
                    null => await client.GetAsync($"/v1/complaint-tracking/{reference}"),
                    "consents" => await ServiceHost.SendAsync(client, $"/v1/complaint-tracking/{reference}/consents", new JsonObject { ["items"] = new JsonArray("particulars"), ["given"] = true }),
                    "attachments" => await client.PostAsync($"/v1/complaint-tracking/{reference}/attachments", new ByteArrayContent(Contents.Pdf()) { Headers = { ContentType = new("application/pdf") } }),
                    _ => await ServiceHost.SendAsync(client, $"/v1/complaint-tracking/{reference}/{act}", new JsonObject { ["words"] = "a word" }),
                };
                var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
                body.Remove("traceId");
                body["instance"] = body["instance"]!.GetValue<string>().Replace(reference, "REFERENCE", StringComparison.Ordinal)[..30];
                seen.Add($"{(int)answer.StatusCode} {body.ToJsonString()} {string.Join(" ", answer.Headers.Where(h => !h.Key.StartsWith("RateLimit", StringComparison.Ordinal) && h.Key != "X-Request-Id").Select(h => h.Key).Order())}");
            }

        Assert.Single(seen);
        Assert.StartsWith("404 ", seen.Single());
    }

    [Fact]
    public async Task One_address_files_and_follows_so_many_and_no_more()
    {
        await using var narrow = new ComplaintsHost();
        narrow.Settings[ComplaintLimit.Setting] = "2";
        await narrow.FileAsync(ComplaintsHost.Complaint());
        await narrow.FileAsync(ComplaintsHost.Complaint());
        using var third = await ServiceHost.SendAsync(narrow.Public, "/v1/complaints", ComplaintsHost.Complaint());
        using var guess = await narrow.Public.GetAsync("/v1/complaint-tracking/CM-000000-0");
        Assert.Equal((429, 429), ((int)third.StatusCode, (int)guess.StatusCode));
    }

    [Fact]
    public async Task Words_and_documents_are_added_and_an_urgent_sign_is_seen_at_once()
    {
        var filed = await host.FileAsync(ComplaintsHost.Complaint(anonymous: true));
        using var added = await ServiceHost.SendAsync(host.With(filed.Secret), $"/v1/complaint-tracking/{filed.Reference}/words", new JsonObject { ["words"] = "They have locked the door.", ["urgent"] = new JsonArray("detention", "no-food") });
        Assert.True((await ComplaintsHost.OkAsync(added)).GetProperty("isUrgent").GetBoolean());
        var attachment = await host.AttachAsync(filed);
        var read = await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/complaints/{filed.Reference}");
        Assert.Equal(["detention", "no-food"], read.GetProperty("complaint").GetProperty("urgent").EnumerateArray().Select(u => u.GetString()));
        Assert.Equal((2, "sound"), (read.GetProperty("entries").GetArrayLength(), read.GetProperty("attachments")[0].GetProperty("check").GetString()));
        using var document = await host.Officer.GetAsync($"/v1/complaints/{filed.Id}/attachments/{attachment}");
        Assert.Equal(("application/pdf", true), (document.Content.Headers.ContentType!.MediaType, (await document.Content.ReadAsByteArrayAsync()).AsSpan().StartsWith("%PDF"u8)));
        var urgent = await host.Officer.GetFromJsonAsync<JsonElement>("/v1/complaints?urgent=true&limit=200");
        Assert.Contains(urgent.GetProperty("items").EnumerateArray(), c => c.GetProperty("id").GetString() == filed.Id);
    }

    [Fact]
    public async Task What_is_in_quarantine_is_shown_to_nobody()
    {
        var filed = await host.FileAsync(ComplaintsHost.Complaint());
        using var sent = await host.With(filed.Secret).PostAsync($"/v1/complaint-tracking/{filed.Reference}/attachments", new ByteArrayContent("no such thing"u8.ToArray()) { Headers = { ContentType = new("image/png") } });
        var id = (await ComplaintsHost.OkAsync(sent)).GetProperty("id").GetString();
        using var waiting = await host.Officer.GetAsync($"/v1/complaints/{filed.Id}/attachments/{id}");
        await host.RunJobAsync<CheckAttachmentsJob>(job => job.RunAsync(CancellationToken.None));
        using var rejected = await host.Officer.GetAsync($"/v1/complaints/{filed.Id}/attachments/{id}");
        Assert.Equal(("document.in-quarantine", "document.rejected"), (
            (await waiting.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString(), (await rejected.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()));
    }

    [Fact]
    public async Task The_same_request_with_the_same_key_is_filed_once_and_shows_its_secret_again()
    {
        var (body, key) = (ComplaintsHost.Complaint(), Guid.NewGuid().ToString());
        using var first = await ServiceHost.SendAsync(host.Public, "/v1/complaints", body, idempotencyKey: key);
        using var again = await ServiceHost.SendAsync(host.Public, "/v1/complaints", body, idempotencyKey: key);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Retaliation_opens_an_urgent_complaint_that_hangs_on_the_first()
    {
        var agency = await host.RegisterAgencyAsync();
        var filed = await host.FileAsync(ComplaintsHost.Complaint(agency.Id));
        using var reported = await ServiceHost.SendAsync(host.With(filed.Secret), $"/v1/complaint-tracking/{filed.Reference}/retaliation", new JsonObject { ["words"] = "They came to my mother's house." });
        var second = await host.FiledAsync(reported);
        var read = await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/complaints/{second.Id}");
        var complaint = read.GetProperty("complaint");
        Assert.Equal(("retaliation", true, filed.Id, agency.Id), (complaint.GetProperty("type").GetString(), complaint.GetProperty("isUrgent").GetBoolean(), complaint.GetProperty("retaliationOfId").GetString(), complaint.GetProperty("agencyId").GetString()));
        var opened = await ComplaintsHost.OkAsync(await ServiceHost.SendAsync(host.Officer, $"/v1/complaints/{second.Id}/identity-reads", new JsonObject { ["purpose"] = "to protect her" }));
        Assert.Equal(ComplaintsHost.Name, opened.GetProperty("person").GetProperty("name").GetString());
        Assert.Contains(second.Id, (await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/complaints/{filed.Id}")).GetProperty("together").EnumerateArray().Select(t => t.GetString()));
    }

    [Fact]
    public async Task When_the_deployments_key_is_replaced_what_was_said_is_opened_by_the_new_one()
    {
        await using var own = new ComplaintsHost();
        var filed = await own.FileAsync(ComplaintsHost.Complaint());
        await own.AttachAsync(filed);
        await own.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<LicensingDb>();
            var bytes = System.Security.Cryptography.RandomNumberGenerator.GetBytes(DeploymentKey.KeyBytes);
            var (during, after) = (new DeploymentKey(bytes, services.GetRequiredService<DeploymentKey>()), new DeploymentKey(bytes));
            SealedFolder FolderOf(DeploymentKey key) => new(services.GetRequiredService<IConfiguration>(), services.GetRequiredService<IHostEnvironment>(), key);
            var keys = new SealedRowKeys(db, during, new PersonSeal(during));
            Assert.True(await keys.AreLeftAsync(default));
            await keys.RewrapAsync(default);
            await new ComplaintKeys(db, FolderOf(during)).RewrapAsync(default);
            Assert.False(await keys.AreLeftAsync(default));
            var complaint = await db.Complaints.AsNoTracking().SingleAsync();
            var entry = await db.ComplaintEntries.AsNoTracking().SingleAsync();
            var attachment = await db.ComplaintAttachments.AsNoTracking().SingleAsync();
            Assert.Equal((ComplaintsHost.Name, ComplaintsHost.Words), (new PersonSeal(after).Open<Complainant>(complaint.Person!).Name, new PersonSeal(after).Open<SaidWords>(entry.Words!).Text));
            using var content = FolderOf(after).Open(attachment.FileName, attachment.FileKey!);
            Assert.Equal((byte)'%', content.ReadByte());
            return true;
        });
    }

    [Theory]
    [InlineData("2026-03-16T18:14:59Z", "2026-03-16")]     // 23:59:59 in Kathmandu
    [InlineData("2026-03-16T18:15:00Z", "2026-03-17")]     // midnight there
    public async Task The_day_of_filing_is_that_of_the_ministrys_time_zone(string at, string day)
    {
        await using var late = new ComplaintsHost();
        _ = late.Server;
        late.Clock.SetUtcNow(DateTimeOffset.Parse(at));
        var filed = await late.FileAsync(ComplaintsHost.Complaint());
        Assert.Equal(day, (await late.Officer.GetFromJsonAsync<JsonElement>($"/v1/complaints/{filed.Id}")).GetProperty("filedOn").GetString());
    }

    [Fact]
    public async Task Many_complain_at_once_while_jobs_run_and_nothing_is_lost()
    {
        const int Complaints = 1000;
        await using var busy = new ComplaintsHost();
        _ = busy.Server;
        using var stop = new CancellationTokenSource();
        var jobs = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await busy.RunJobAsync<WatchComplaintsJob>(job => job.RunAsync(CancellationToken.None));
                await busy.RunJobAsync<CheckAttachmentsJob>(job => job.RunAsync(CancellationToken.None));
                await Task.Delay(TimeSpan.FromMilliseconds(50));
            }
        });
        var references = new System.Collections.Concurrent.ConcurrentBag<string>();
        using var client = busy.Public;
        try
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, Complaints), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, ct) =>
            {
                // As a client does that is told to come again.
                for (; ; )
                {
                    using var answer = await ServiceHost.SendAsync(client, "/v1/complaints", ComplaintsHost.Complaint(anonymous: true));
                    if ((int)answer.StatusCode == 503)
                    {
                        await Task.Delay(TimeSpan.FromMilliseconds(50), ct);
                        continue;
                    }

                    references.Add((await ComplaintsHost.OkAsync(answer)).GetProperty("reference").GetString()!);
                    break;
                }
            });
        }
        finally
        {
            // Else the jobs would run on after a failure, and the process with them.
            await stop.CancelAsync();
        }

        await jobs;
        var stored = await busy.InDatabaseAsync(db => db.Complaints.Select(c => c.Reference).ToListAsync());
        Assert.Equal((Complaints, Complaints), (references.Distinct().Count(), stored.Count));
        Assert.Equal(references.Order(), stored.Order());
        Assert.Equal(Complaints, await busy.InDatabaseAsync(db => db.ComplaintEntries.CountAsync()));
    }
}
