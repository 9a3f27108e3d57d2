using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Database;
using Licensing.Api.Features.Webhooks;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Api.Tests.Features.Webhooks;

/// <summary>What happens when a receiver does not do as it should, or a worker is killed.</summary>
public sealed class DeliveryTests(WebhookHost host)
{
    // Longer than the wait with all that is added to it.
    private static readonly TimeSpan[] Waits = [.. Enumerable.Range(1, WebhookSchedule.Attempts - 1).Select(made => WebhookSchedule.Next(made, 1, null)!.Value)];

    [Fact]
    public async Task Tried_again_by_the_schedule_under_the_same_id_with_the_same_bytes_and_a_new_timestamp()
    {
        await using var receiver = await ReceiverAsync();
        var webhook = await SubscribeAsync(receiver);
        receiver.Says(500);
        await host.AppendAsync(host.Changed("ag_1"));
        await host.DeliverAsync();
        for (var made = 1; made < 4; made++)
        {
            host.Clock.Advance(WebhookSchedule.Next(made, 0, null)!.Value - TimeSpan.FromSeconds(1));
            await host.DeliverAsync();
            Assert.Equal(made, receiver.All.Count);
            host.Clock.Advance(Waits[made - 1] - WebhookSchedule.Next(made, 0, null)!.Value + TimeSpan.FromSeconds(1));
            await host.DeliverAsync();
            Assert.Equal(made + 1, receiver.All.Count);
        }

        Assert.Single(receiver.All.Select(r => (r.Id, Convert.ToHexString(r.Body))).Distinct());
        Assert.Equal(4, receiver.All.Select(r => r.Headers["webhook-timestamp"]).Distinct().Count());
        var attempts = await WebhookHost.ItemsAsync(webhook.As, $"{webhook.Address}/attempts?failed=true");
        Assert.Equal([4, 3, 2, 1], attempts.Select(a => a.GetProperty("number").GetInt32()));
        Assert.All(attempts, a => Assert.Equal(("status", 500, JsonValueKind.String), (a.GetProperty("failure").GetString(), a.GetProperty("status").GetInt32(), a.GetProperty("nextAttemptAt").ValueKind)));
        Assert.NotEqual(JsonValueKind.Null, (await ReadAsync(webhook)).GetProperty("failingSince").ValueKind);

        receiver.Says(200);
        host.Clock.Advance(Waits[3]);
        await host.DeliverAsync();
        Assert.Equal((JsonValueKind.Null, "active"), ((await ReadAsync(webhook)).GetProperty("failingSince").ValueKind, (await ReadAsync(webhook)).GetProperty("state").GetString()));
    }

    [Fact]
    public async Task A_later_event_of_the_same_subject_waits_and_other_subjects_go_on()
    {
        await using var receiver = await ReceiverAsync();
        await SubscribeAsync(receiver);
        receiver.Answer = (r, response) => Answer(response, r.Subject == "ag_1" ? 500 : 204);
        await host.AppendAsync(host.Changed("ag_1", """{"n":1}"""), host.Changed("ag_2", """{"n":1}"""), host.Changed("ag_1", """{"n":2}"""), host.Changed("ag_2", """{"n":2}"""));
        await host.DeliverAsync();
        Assert.Equal(["ag_1 1", "ag_2 1", "ag_2 2"], receiver.All.Select(Told));
        receiver.Says(204);
        receiver.All.Clear();
        host.Clock.Advance(Waits[0]);
        await host.DeliverAsync();
        Assert.Equal(["ag_1 1", "ag_1 2"], receiver.All.Select(Told));
    }

    [Fact]
    public async Task A_message_that_alone_fails_is_given_up_after_ten_attempts_and_the_next_of_its_subject_goes()
    {
        await using var receiver = await ReceiverAsync();
        var webhook = await SubscribeAsync(receiver);
        receiver.Answer = (r, response) => Answer(response, Told(r) == "ag_1 1" ? 400 : 204);
        await host.AppendAsync(host.Changed("ag_1", """{"n":1}"""), host.Changed("ag_1", """{"n":2}"""));
        await host.DeliverAsync();
        foreach (var wait in Waits)
        {
            host.Clock.Advance(wait);
            await host.AppendAsync(host.Changed("ag_2", """{"n":1}"""));
            await host.DeliverAsync();
        }

        Assert.Equal(10, receiver.All.Count(r => Told(r) == "ag_1 1"));
        await host.DeliverAsync();
        Assert.Single(receiver.All, r => Told(r) == "ag_1 2");
        Assert.Equal("active", (await ReadAsync(webhook)).GetProperty("state").GetString());
        var failed = Assert.Single(await WebhookHost.ItemsAsync(webhook.As, $"{webhook.Address}/messages?state=given-up"));
        Assert.Equal(10, failed.GetProperty("attempts").GetInt32());

        // One, and all that failed since.
        receiver.All.Clear();
        receiver.Says(204);
        var id = failed.GetProperty("id").GetString();
        using (var again = await ServiceHost.SendAsync(webhook.As, $"{webhook.Address}/messages/{id}/redelivery", new JsonObject()))
            Assert.Equal(202, (int)again.StatusCode);
        using (var waiting = await ServiceHost.SendAsync(webhook.As, $"{webhook.Address}/messages/{id}/redelivery", new JsonObject()))
            Assert.Equal("webhook.message-waiting", (await waiting.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        await host.DeliverAsync();
        Assert.Equal(id, Assert.Single(receiver.All).Id);
    }

    [Fact]
    public async Task All_that_was_given_up_since_an_instant_is_sent_again()
    {
        await using var receiver = await ReceiverAsync();
        var webhook = await SubscribeAsync(receiver);
        await host.AppendAsync(host.Changed("ag_1"), host.Changed("ag_2"), host.Changed("ag_3"));
        await host.DeliverAsync();
        var now = host.Clock.GetUtcNow().UtcDateTime;
        await host.InDatabaseAsync(async db =>
        {
            foreach (var (subject, at) in ((string, DateTime)[])[("ag_1", now.AddHours(-2)), ("ag_2", now.AddHours(-1))])
            {
                await db.WebhookMessages.Where(m => m.SubjectId == subject && db.Webhooks.Any(s => s.Id == m.SubscriptionId && s.PublicId == webhook.Id))
                    .ExecuteUpdateAsync(set => set.SetProperty(m => m.State, WebhookMessageState.GivenUp).SetProperty(m => m.EndedAt, at));
            }

            return true;
        });
        receiver.All.Clear();
        using var again = await ServiceHost.SendAsync(webhook.As, $"{webhook.Address}/redeliveries", new JsonObject { ["since"] = $"{now.AddHours(-1):yyyy-MM-dd'T'HH:mm:ss.fff'Z'}" });
        Assert.Equal(1, (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("messages").GetInt32());
        await host.DeliverAsync();
        Assert.Equal("ag_2", Assert.Single(receiver.All).Subject);
    }

    [Fact]
    public async Task When_nothing_gets_through_for_all_attempts_it_is_disabled_told_elsewhere_and_goes_on_from_there_when_enabled()
    {
        await using var receiver = await ReceiverAsync();
        var portal = await host.PortalAsync();
        var broken = await host.SubscribeAsync(portal, receiver.Url + "/broken");
        await host.SubscribeAsync(portal, receiver.Url + "/whole", new() { ["types"] = new JsonArray("webhook.disabled") });
        receiver.Answer = (r, response) => Answer(response, r.Path == "/hooks/broken" ? 503 : 204);
        await host.AppendAsync(host.Changed("ag_1", """{"n":1}"""), host.Changed("ag_1", """{"n":2}"""));
        await host.DeliverAsync();
        foreach (var wait in Waits)
        {
            Assert.Equal("active", (await ReadAsync(broken)).GetProperty("state").GetString());
            host.Clock.Advance(wait);
            await host.DeliverAsync();
        }

        var now = await ReadAsync(broken);
        Assert.Equal(("disabled", "failing"), (now.GetProperty("state").GetString(), now.GetProperty("disabledBecause").GetString()));
        Assert.Equal(1, await host.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.SubjectId == broken.Id && e.Action == nameof(WebhookDisabled))));
        await host.AppendAsync(host.Changed("ag_1", """{"n":3}"""));
        await host.DeliverAsync();
        Assert.Equal(10, receiver.All.Count(r => r.Path == "/hooks/broken"));
        var notice = Assert.Single(receiver.All, r => r.Path == "/hooks/whole").Json;
        Assert.Equal(("webhook.disabled", broken.Id, "failing"), (notice.GetProperty("type").GetString(), notice.GetProperty("data").GetProperty("webhookId").GetString(), notice.GetProperty("data").GetProperty("because").GetString()));

        receiver.Says(204);
        receiver.All.Clear();
        using var enabled = await ServiceHost.SendAsync(portal, $"{broken.Address}/enabling", new JsonObject(), "*");
        await host.DeliverAsync();
        Assert.Equal(["ag_1 1", "ag_1 2", "ag_1 3"], receiver.All.Select(Told));
    }

    [Fact]
    public async Task Who_stood_still_for_longer_than_changes_are_kept_is_told_that_he_missed_some()
    {
        await using var receiver = await ReceiverAsync();
        var webhook = await SubscribeAsync(receiver);
        await host.AppendAsync(host.Changed("ag_1"));
        await host.DeliverAsync();
        Assert.Equal(JsonValueKind.Null, (await ReadAsync(webhook)).GetProperty("missedAt").ValueKind);
        await host.AppendAsync(host.Changed("ag_2"), host.Changed("ag_3"));
        await host.InDatabaseAsync(async db => await db.Changes.Where(c => c.Id <= db.Changes.Where(d => d.SubjectId == "ag_2").Max(d => d.Id)).ExecuteDeleteAsync());
        await host.DeliverAsync();
        Assert.Equal(["ag_1", "ag_3"], receiver.All.Select(r => r.Subject));
        Assert.Equal(JsonValueKind.String, (await ReadAsync(webhook)).GetProperty("missedAt").ValueKind);
    }

    [Fact]
    public async Task Gone_disables_at_once()
    {
        await using var receiver = await ReceiverAsync();
        var webhook = await SubscribeAsync(receiver);
        receiver.Says(410);
        await host.AppendAsync(host.Changed("ag_1"), host.Changed("ag_2"));
        await host.DeliverAsync();
        Assert.Single(receiver.All);
        Assert.Equal("gone", (await ReadAsync(webhook)).GetProperty("disabledBecause").GetString());
    }

    [Fact]
    public async Task A_receiver_that_asks_for_time_is_given_it_for_all_its_messages()
    {
        await using var receiver = await ReceiverAsync();
        await SubscribeAsync(receiver);
        receiver.Says(429, "3600");
        await host.AppendAsync(host.Changed("ag_1"), host.Changed("ag_2"));
        await host.DeliverAsync();
        receiver.Says(204);
        host.Clock.Advance(TimeSpan.FromSeconds(3599));
        await host.DeliverAsync();
        Assert.Single(receiver.All);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await host.DeliverAsync();
        Assert.Equal(["ag_1", "ag_1", "ag_2"], receiver.All.Select(r => r.Subject));
    }

    [Fact]
    public async Task A_receiver_that_asks_for_a_year_is_given_a_day()
    {
        await using var receiver = await ReceiverAsync();
        await SubscribeAsync(receiver);
        receiver.Says(503, host.Clock.GetUtcNow().AddYears(1).ToString("R"));
        await host.AppendAsync(host.Changed("ag_1"));
        await host.DeliverAsync();
        receiver.Says(204);
        host.Clock.Advance(TimeSpan.FromHours(24));
        await host.DeliverAsync();
        Assert.Equal(2, receiver.All.Count);
    }

    [Fact]
    public async Task After_three_failures_in_a_row_the_rest_waits_without_having_used_an_attempt()
    {
        await using var receiver = await ReceiverAsync();
        var webhook = await SubscribeAsync(receiver);
        receiver.Says(500);
        await host.AppendAsync([.. Enumerable.Range(1, 5).Select(i => host.Changed($"ag_{i}"))]);
        await host.DeliverAsync();
        Assert.Equal(3, receiver.All.Count);
        Assert.Equal([0, 0, 1, 1, 1], (await WebhookHost.ItemsAsync(webhook.As, $"{webhook.Address}/messages")).Select(m => m.GetProperty("attempts").GetInt32()));
    }

    [Fact]
    public async Task A_redirection_is_not_followed()
    {
        await using var receiver = await ReceiverAsync();
        var webhook = await SubscribeAsync(receiver);
        receiver.Answer = (_, response) =>
        {
            response.Headers.Location = "/elsewhere";
            return Answer(response, 307);
        };
        await host.AppendAsync(host.Changed("ag_1"));
        await host.DeliverAsync();
        Assert.Equal("/hooks", Assert.Single(receiver.All).Path);
        Assert.Equal("redirected", await FailureAsync(webhook));
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read_and_one_that_does_not_come_is_not_waited_for()
    {
        await using var receiver = await ReceiverAsync();
        var webhook = await SubscribeAsync(receiver);
        var written = 0L;
        receiver.Answer = async (_, response) =>
        {
            while (!response.HttpContext.RequestAborted.IsCancellationRequested && Interlocked.Add(ref written, 64 * 1024) < 1L << 30)
                await response.Body.WriteAsync(new byte[64 * 1024]);
        };
        await host.AppendAsync(host.Changed("ag_1"));
        await host.DeliverAsync();
        Assert.Equal("delivered", Assert.Single(await WebhookHost.ItemsAsync(webhook.As, $"{webhook.Address}/messages")).GetProperty("state").GetString());
        // What fits into the buffers on the way, and no more.
        Assert.InRange(Interlocked.Read(ref written), 1, 64 << 20);

        host.Services.GetRequiredService<WebhookSender>().Timeout = TimeSpan.FromMilliseconds(300);
        receiver.Answer = (_, response) => Task.Delay(Timeout.Infinite, response.HttpContext.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        await host.AppendAsync(host.Changed("ag_2"));
        await host.DeliverAsync();
        Assert.Equal("timeout", await FailureAsync(webhook));
    }

    [Fact]
    public async Task A_name_that_points_elsewhere_by_the_time_of_sending_is_refused_at_the_connection()
    {
        await using var receiver = await ReceiverAsync();
        var name = $"rebound-{Guid.NewGuid():N}.example";
        var asked = 0;
        // The first answer is for whoever subscribes: it is public. ::1 is not among the networks that this host allows.
        host.Names[name] = () => [System.Net.IPAddress.Parse(asked++ == 0 ? "1.1.1.1" : "::1")];
        var port = new Uri(receiver.Url).Port;
        var webhook = await host.SubscribeAsync(await host.PortalAsync(), $"http://{name}:{port}/hooks");
        await host.AppendAsync(host.Changed("ag_1"));
        await host.DeliverAsync();
        Assert.Equal("host-refused", await FailureAsync(webhook));

        // Nor does a name that no longer exists tell itself from one that is private.
        host.Names.TryRemove(name, out _);
        host.Clock.Advance(Waits[0]);
        await host.DeliverAsync();
        Assert.Equal("host-refused", await FailureAsync(webhook));

        // And where the name points to what was checked, to that very address.
        host.Names[name] = () => [System.Net.IPAddress.Loopback];
        host.Clock.Advance(Waits[1]);
        await host.DeliverAsync();
        Assert.Equal($"{name}:{port}", Assert.Single(receiver.All).Headers["host"]);
    }

    [Fact]
    public async Task A_ping_goes_once_also_while_paused_and_counts_for_nothing()
    {
        await using var receiver = await ReceiverAsync();
        var webhook = await SubscribeAsync(receiver);
        using (await ServiceHost.SendAsync(webhook.As, $"{webhook.Address}/pause", new JsonObject(), "*"))
            await host.AppendAsync(host.Changed("ag_1"));
        receiver.Says(500);
        using var ping = await ServiceHost.SendAsync(webhook.As, $"{webhook.Address}/pings", new JsonObject());
        var id = (await ping.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        await host.DeliverAsync();
        host.Clock.Advance(Waits[0]);
        await host.DeliverAsync();
        var received = Assert.Single(receiver.All);
        Assert.Equal((202, id, "webhook.ping"), ((int)ping.StatusCode, received.Id, received.Type));
        Assert.Equal(JsonValueKind.Null, (await ReadAsync(webhook)).GetProperty("failingSince").ValueKind);
        for (var i = 0; i < 5; i++)
            (await ServiceHost.SendAsync(webhook.As, $"{webhook.Address}/pings", new JsonObject())).Dispose();
        using var sixth = await ServiceHost.SendAsync(webhook.As, $"{webhook.Address}/pings", new JsonObject());
        Assert.Equal(409, (int)sixth.StatusCode);
    }

    [Fact]
    public async Task Two_workers_at_once_send_each_message_once()
    {
        await using var receiver = await ReceiverAsync();
        await SubscribeAsync(receiver);
        await host.AppendAsync([.. Enumerable.Range(1, 20).Select(i => host.Changed($"ag_{i}"))]);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(host.DeliverAsync)));
        await host.DeliverAsync();
        Assert.Equal(20, receiver.All.Count);
        Assert.Equal(20, receiver.All.Select(r => r.Id).Distinct().Count());
    }

    [Fact]
    public async Task The_log_is_read_page_by_page_and_goes_when_its_time_is_over_but_for_what_waits()
    {
        await using var receiver = await ReceiverAsync();
        var webhook = await SubscribeAsync(receiver);
        await host.AppendAsync([.. Enumerable.Range(1, 5).Select(i => host.Changed($"ag_{i}"))]);
        await host.DeliverAsync();
        receiver.Says(500);
        await host.AppendAsync(host.Changed("ag_6"));
        await host.DeliverAsync();
        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var page = await WebhookHost.GetAsync(webhook.As, $"{webhook.Address}/attempts?limit=2{cursor}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(a => a.GetProperty("id").GetString()!));
            cursor = page.GetProperty("next").GetString() is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);
        Assert.Equal((6, 6), (seen.Count, seen.Distinct().Count()));

        var left = await host.InDatabaseAsync(async db =>
        {
            var retained = new RetainedWebhookMessages();
            var due = await retained.Due(db, host.Clock.GetUtcNow().UtcDateTime.AddSeconds(1)).Select(d => d.Id).ToListAsync();
            await retained.DeleteAsync(db, due, host.Clock.GetUtcNow().UtcDateTime, default);
            return await db.WebhookMessages.Where(m => db.Webhooks.Any(s => s.Id == m.SubscriptionId && s.PublicId == webhook.Id)).Select(m => m.SubjectId).ToListAsync();
        });
        Assert.Equal(["ag_6"], left);
        Assert.Single(await WebhookHost.ItemsAsync(webhook.As, $"{webhook.Address}/attempts"));
    }

    /// <summary>Whatever fails and wherever a worker is killed: the receiver, which leaves what it knows by its id, has every event once, and those of a subject in their order.</summary>
    [Theory]
    [InlineData(1), InlineData(2), InlineData(3)]
    public async Task Through_failures_and_kills_each_event_arrives_and_each_subject_s_in_order(int seed)
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, "Kills a context on SQLite.");
        await using var receiver = await ReceiverAsync();
        var webhook = await SubscribeAsync(receiver);
        var key = await host.InDatabaseAsync(db => db.Webhooks.Where(s => s.PublicId == webhook.Id).Select(s => s.Id).SingleAsync());
        var random = new Random(seed);
        var (known, told, sent, isWell) = (new HashSet<string>(), new List<string>(), new List<string>(), false);
        receiver.Answer = (r, response) =>
        {
            lock (random)
            {
                // Now and then it takes the event in and answers all the same that it did not.
                var fails = !isWell && random.Next(10) < 4;
                if (!fails || random.Next(3) == 0)
                {
                    if (known.Add(r.Id))
                        told.Add(Told(r));
                }

                return Answer(response, fails ? 500 : 204);
            }
        };
        var kills = 0;
        for (var round = 0; round < 40 || sent.Count > told.Count; round++)
        {
            Assert.True(round < 80, "It does not come to an end.");
            isWell = round >= 40;
            if (round < 25)
            {
                var changes = Enumerable.Range(0, random.Next(3)).Select(_ => (Subject: $"s{seed}_{random.Next(4)}", N: sent.Count)).ToList();
                foreach (var (subject, _) in changes)
                    sent.Add($"{subject} {sent.Count}");
                await host.AppendAsync([.. sent.TakeLast(changes.Count).Select(e => e.Split(' ')).Select(e => host.Changed(e[0], $$"""{"n":{{e[1]}}}"""))]);
            }

            kills += await RunAndPerhapsKillAsync(key, !isWell ? 1 + random.Next(45) : int.MaxValue) ? 1 : 0;
            // A wait is a day and a tenth at most.
            host.Clock.Advance(isWell ? TimeSpan.FromHours(27) : TimeSpan.FromSeconds(random.Next(5, 400)));
        }

        Assert.Equal(sent.Order(), told.Order());
        foreach (var subject in sent.GroupBy(e => e.Split(' ')[0]))
            Assert.Equal(subject, told.Where(e => e.StartsWith(subject.Key + " ", StringComparison.Ordinal)));
        Assert.True(kills > 10, $"{kills} kills");
        Assert.True(receiver.All.Count > sent.Count, "nothing was sent twice: it was too easy");
    }

    /// <returns>Whether the worker was killed.</returns>
    private async Task<bool> RunAndPerhapsKillAsync(long subscription, int point)
    {
        var options = new DbContextOptionsBuilder<SqliteLicensingDb>();
        DatabaseSetup.UseSqlite(options, $"Data Source={host.DatabaseFile}");
        options.AddInterceptors(new Killer(point, null));
        try
        {
            await using var db = new SqliteLicensingDb(options.Options, Caller.System("job"), host.Clock);
            await host.InScopeAsync(services => ActivatorUtilities.CreateInstance<WebhookDelivery>(services, db).RunAsync(subscription, default));
            return false;
        }
        catch (Exception e) when (Killer.Did(e))
        {
            return true;
        }
    }

    private async Task<Receiver> ReceiverAsync()
    {
        await host.AloneAsync();
        return await Receiver.StartAsync();
    }

    private async Task<Subscribed> SubscribeAsync(Receiver receiver) => await host.SubscribeAsync(await host.PortalAsync(), receiver.Url);

    private static Task<JsonElement> ReadAsync(Subscribed webhook) => WebhookHost.GetAsync(webhook.As, webhook.Address);

    private static async Task<string?> FailureAsync(Subscribed webhook) => (await WebhookHost.ItemsAsync(webhook.As, $"{webhook.Address}/attempts"))[0].GetProperty("failure").GetString();

    private static string Told(Received r) => $"{r.Subject} {r.Json.GetProperty("data").GetProperty("body").GetProperty("n").GetInt32()}";

    private static Task Answer(Microsoft.AspNetCore.Http.HttpResponse response, int status)
    {
        response.StatusCode = status;
        return Task.CompletedTask;
    }
}
