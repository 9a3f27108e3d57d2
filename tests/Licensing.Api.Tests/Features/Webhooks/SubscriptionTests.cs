using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Changes;
using Licensing.Api.Features.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Api.Tests.Features.Webhooks;

/// <summary>Who is told of what, and what he can do about it.</summary>
public sealed class SubscriptionTests(WebhookHost host)
{
    [Fact]
    public async Task A_change_is_delivered_signed_and_the_log_says_so()
    {
        await host.AloneAsync();
        await using var receiver = await Receiver.StartAsync();
        await host.AppendAsync(host.Changed("ag_before"));
        var webhook = await host.SubscribeAsync(await host.PortalAsync(), receiver.Url);
        var change = host.Changed("ag_1", """{"id":"ag_1","name":"Sample नेपाल"}""", agency: "ag_1", origin: "NP");
        await host.AppendAsync(change);
        await host.DeliverAsync();
        await host.DeliverAsync();

        var received = Assert.Single(receiver.All);
        Assert.Equal(("/hooks", "application/json", "Licensing-Webhooks/1"), (received.Path, received.Headers["content-type"], received.Headers["user-agent"]));
        Assert.Matches("^msg_[0-9a-z]{16}$", received.Id);
        var at = host.Clock.GetUtcNow();
        Assert.Equal(at.ToUnixTimeSeconds().ToString(), received.Headers["webhook-timestamp"]);
        Assert.Equal(WebhookSecret.SignatureOf([webhook.Secret], received.Id, at.ToUnixTimeSeconds(), received.Body), received.Headers["webhook-signature"]);
        Assert.Equal(
            $$$$"""{"type":"register.entry-changed","timestamp":"{{{{at:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}}}","data":{"changeId":"{{{{change.PublicId}}}}","subjectId":"ag_1","agencyId":"ag_1","origin":"NP","destination":null,"body":{"id":"ag_1","name":"Sample नेपाल"}}}""",
            System.Text.Encoding.UTF8.GetString(received.Body));
        Assert.DoesNotContain(received.Headers.Keys, name => name is "traceparent" or "cookie" or "authorization");

        var message = Assert.Single(await WebhookHost.ItemsAsync(webhook.As, $"{webhook.Address}/messages"));
        Assert.Equal((received.Id, "delivered", 1), (message.GetProperty("id").GetString(), message.GetProperty("state").GetString(), message.GetProperty("attempts").GetInt32()));
        var attempt = Assert.Single(await WebhookHost.ItemsAsync(webhook.As, $"{webhook.Address}/attempts?message={received.Id}"));
        Assert.Equal((204, 1, JsonValueKind.Null, JsonValueKind.Null), (attempt.GetProperty("status").GetInt32(), attempt.GetProperty("number").GetInt32(), attempt.GetProperty("failure").ValueKind, attempt.GetProperty("nextAttemptAt").ValueKind));
    }

    [Fact]
    public async Task A_secret_is_shown_once_and_stored_sealed()
    {
        await host.AloneAsync();
        var portal = await host.PortalAsync();
        var body = new JsonObject { ["url"] = "http://127.0.0.1:9999/hooks", ["description"] = "a test" };
        using var first = await ServiceHost.SendAsync(portal, "/v1/webhooks", body, idempotencyKey: "a-key-of-a-webhook-1");
        using var again = await ServiceHost.SendAsync(portal, "/v1/webhooks", body, idempotencyKey: "a-key-of-a-webhook-1");
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        var said = await first.Content.ReadFromJsonAsync<JsonElement>();
        var (id, secret) = (said.GetProperty("webhook").GetProperty("id").GetString(), said.GetProperty("secret").GetString()!);
        Assert.Matches("^whsec_[A-Za-z0-9/]{43}=$", secret);
        // As it stands in the answer, so that it can be copied from there.
        Assert.Contains($"\"{secret}\"", await first.Content.ReadAsStringAsync());
        Assert.DoesNotContain(secret[6..20], (await WebhookHost.GetAsync(portal, $"/v1/webhooks/{id}")).ToString());
        Assert.DoesNotContain(secret[6..20], (await WebhookHost.GetAsync(portal, "/v1/webhooks")).ToString());
        var stored = await host.InDatabaseAsync(db => db.Webhooks.AsNoTracking().SingleAsync(s => s.PublicId == id));
        Assert.False(stored.SealedSecret.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(secret[6..20])) >= 0);
        Assert.Equal(secret, WebhookSecret.Open(host.Services.GetRequiredService<Licensing.Api.Security.DeploymentKey>(), stored.SealedSecret));
        Assert.Equal(1, await host.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.SubjectId == id && e.Action == nameof(WebhookSubscribed))));
    }

    [Fact]
    public async Task An_agency_is_told_its_own_beside_what_is_public_a_portal_only_what_is_public()
    {
        await host.AloneAsync();
        await using var receiver = await Receiver.StartAsync();
        var (mine, other) = (await host.RegisterAgencyAsync(), await host.RegisterAgencyAsync());
        await host.SubscribeAsync(host.As($"agency:{mine.Id}"), receiver.Url + "/mine");
        await host.SubscribeAsync(host.As($"agency:{other.Id}"), receiver.Url + "/other");
        await host.SubscribeAsync(await host.PortalAsync(), receiver.Url + "/portal");
        // To follow another agency is not to act for it.
        await host.SubscribeAsync(await host.PortalAsync(), receiver.Url + "/following", new() { ["agencyId"] = mine.Id });
        await host.AppendAsync(
            host.Changed("re_1", type: "return.done", agency: mine.Id, audience: ChangeAudience.Agency),
            host.Changed(mine.Id, agency: mine.Id));
        await host.DeliverAsync();
        Assert.Equal(
            ["/hooks/following register.entry-changed", "/hooks/mine register.entry-changed", "/hooks/mine return.done", "/hooks/other register.entry-changed", "/hooks/portal register.entry-changed"],
            receiver.All.Select(r => $"{r.Path} {r.Type}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_acts_for_an_agency_subscribes_for_no_other_and_a_portal_for_none()
    {
        await host.AloneAsync();
        var (mine, other) = (await host.RegisterAgencyAsync(), await host.RegisterAgencyAsync());
        foreach (var client in (HttpClient[])[host.As($"agency:{mine.Id}"), await host.PortalAsync()])
        {
            using var answer = await ServiceHost.SendAsync(client, "/v1/webhooks", new JsonObject { ["url"] = "http://127.0.0.1:9999/", ["description"] = "x", ["onBehalfOf"] = other.Id });
            Assert.Equal(404, (int)answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("""{"types":["register.*"]}""", "register.entry-changed register.entry-removed")]
    [InlineData("""{"types":["law.pack-approved","register.entry-removed"]}""", "law.pack-approved register.entry-removed")]
    [InlineData("""{"agencyId":"ag_filter"}""", "register.entry-changed")]
    // What names no country concerns each.
    [InlineData("""{"origin":"NP"}""", "law.pack-approved register.entry-changed")]
    [InlineData("""{"origin":"NP","destination":"QA"}""", "law.pack-approved")]
    [InlineData("""{"destination":"MY"}""", "law.pack-approved register.entry-changed register.entry-removed")]
    public async Task Filters_let_through_what_fits_each_of_them(string filters, string expected)
    {
        await host.AloneAsync();
        await using var receiver = await Receiver.StartAsync();
        await host.SubscribeAsync(await host.PortalAsync(), receiver.Url, (JsonObject)JsonNode.Parse(filters)!);
        await host.AppendAsync(
            host.Changed("ag_filter", agency: "ag_filter", origin: "NP", destination: "MY"),
            host.Changed("ag_gone", type: "register.entry-removed", agency: "ag_gone", origin: "BD"),
            host.Changed("np-2018", type: "law.pack-approved"));
        await host.DeliverAsync();
        Assert.Equal(expected, string.Join(' ', receiver.All.Select(r => r.Type).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Another_s_subscription_is_not_there_and_a_supervisor_sees_all_and_changes_none()
    {
        await host.AloneAsync();
        var agency = await host.RegisterAgencyAsync();
        var webhook = await host.SubscribeAsync(host.As($"agency:{agency.Id}"), "http://127.0.0.1:9999/hooks");
        foreach (var client in (HttpClient[])[await host.PortalAsync(), host.As($"agency:{(await host.RegisterAgencyAsync()).Id}")])
        {
            foreach (var address in (string[])["", "/messages", "/attempts"])
                Assert.Equal(404, (int)(await client.GetAsync(webhook.Address + address)).StatusCode);
            foreach (var address in (string[])["/end", "/pause", "/enabling", "/secret", "/pings", "/messages/msg_1/redelivery"])
                Assert.Equal(404, (int)(await ServiceHost.SendAsync(client, webhook.Address + address, new JsonObject(), "*")).StatusCode);
            Assert.Empty(await WebhookHost.ItemsAsync(client, "/v1/webhooks"));
        }

        Assert.Equal(agency.Id, (await WebhookHost.GetAsync(host.Officer, webhook.Address)).GetProperty("onBehalfOf").GetString());
        Assert.Equal(webhook.Id, Assert.Single(await WebhookHost.ItemsAsync(host.Officer, $"/v1/webhooks?agency={agency.Id}")).GetProperty("id").GetString());
        Assert.Equal(403, (int)(await ServiceHost.SendAsync(host.Officer, webhook.Address + "/end", new JsonObject(), "*")).StatusCode);
        Assert.Equal(401, (int)(await host.Public.GetAsync("/v1/webhooks")).StatusCode);
    }

    [Fact]
    public async Task The_eleventh_is_refused_with_the_number_and_what_to_do()
    {
        await host.AloneAsync();
        var portal = await host.PortalAsync();
        for (var i = 0; i < SubscribeWebhook.MostPerOwner; i++)
            await host.SubscribeAsync(portal, "http://127.0.0.1:9999/hooks");
        using var refused = await ServiceHost.SendAsync(portal, "/v1/webhooks", new JsonObject { ["url"] = "http://127.0.0.1:9999/", ["description"] = "x" });
        var said = await refused.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((409, "webhook.too-many"), ((int)refused.StatusCode, said.GetProperty("code").GetString()));
        Assert.Contains("10 of 10", said.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_type_of_no_area_and_a_country_of_no_list_are_refused()
    {
        using var refused = await ServiceHost.SendAsync(await host.PortalAsync(), "/v1/webhooks", new JsonObject
        {
            ["url"] = "http://127.0.0.1:9999/", ["description"] = "x", ["types"] = new JsonArray("law.*", "finding.opened", "register"), ["origin"] = "ZZ",
        });
        var errors = (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateArray().Select(e => $"{e.GetProperty("at").GetString()} {e.GetProperty("code").GetString()}");
        Assert.Equal(["/origin country.unknown", "/types/1 event-type.unknown", "/types/2 event-type.unknown"], errors.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Paused_it_is_sent_nothing_and_enabled_everything_since()
    {
        await host.AloneAsync();
        await using var receiver = await Receiver.StartAsync();
        var webhook = await host.SubscribeAsync(await host.PortalAsync(), receiver.Url);
        using var unversioned = await ServiceHost.SendAsync(webhook.As, $"{webhook.Address}/pause", new JsonObject());
        using var paused = await ServiceHost.SendAsync(webhook.As, $"{webhook.Address}/pause", new JsonObject(), "\"v1\"");
        using var stale = await ServiceHost.SendAsync(webhook.As, $"{webhook.Address}/enabling", new JsonObject(), "\"v1\"");
        await host.AppendAsync(host.Changed("ag_1"), host.Changed("ag_2"));
        await host.DeliverAsync();
        Assert.Empty(receiver.All);
        using var enabled = await ServiceHost.SendAsync(webhook.As, $"{webhook.Address}/enabling", new JsonObject(), paused.Headers.ETag!.ToString());
        Assert.Equal((428, 200, 412, 200), ((int)unversioned.StatusCode, (int)paused.StatusCode, (int)stale.StatusCode, (int)enabled.StatusCode));
        await host.DeliverAsync();
        Assert.Equal(["ag_1", "ag_2"], receiver.All.Select(r => r.Subject));
        using var twice = await ServiceHost.SendAsync(webhook.As, $"{webhook.Address}/enabling", new JsonObject(), "*");
        Assert.Equal("webhook.active", (await twice.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Written_anew_it_goes_elsewhere_and_ended_nothing_of_it_is_left()
    {
        await host.AloneAsync();
        await using var receiver = await Receiver.StartAsync();
        var webhook = await host.SubscribeAsync(await host.PortalAsync(), receiver.Url + "/old");
        await host.AppendAsync(host.Changed("ag_1"), host.Changed("np-2018", type: "law.pack-approved"));
        using var revised = await ServiceHost.SendAsync(webhook.As, $"{webhook.Address}/revisions", new JsonObject { ["url"] = receiver.Url + "/new", ["description"] = "moved", ["types"] = new JsonArray("law.*") }, "*");
        Assert.Equal(200, (int)revised.StatusCode);
        await host.DeliverAsync();
        Assert.Equal("/hooks/new law.pack-approved", string.Join(' ', receiver.All.Select(r => $"{r.Path} {r.Type}")));
        await host.AppendAsync(host.Changed("np-2019", type: "law.pack-approved"));
        using var ended = await ServiceHost.SendAsync(webhook.As, $"{webhook.Address}/end", new JsonObject(), "*");
        Assert.Equal(204, (int)ended.StatusCode);
        await host.DeliverAsync();
        Assert.Single(receiver.All);
        Assert.Equal(404, (int)(await webhook.As.GetAsync(webhook.Address)).StatusCode);
        Assert.Equal((0, 1), await host.InDatabaseAsync(async db => (await db.Webhooks.CountAsync(s => s.PublicId == webhook.Id), await db.AuditEvents.CountAsync(e => e.SubjectId == webhook.Id && e.Action == nameof(WebhookEnded)))));
    }

    [Fact]
    public async Task Rotated_both_secrets_sign_until_the_overlap_is_over_and_at_once_where_there_is_none()
    {
        await host.AloneAsync();
        await using var receiver = await Receiver.StartAsync();
        var webhook = await host.SubscribeAsync(await host.PortalAsync(), receiver.Url);
        var second = await RotateAsync(webhook, new() { ["overlapHours"] = 2 });
        await SendOneAsync([second, webhook.Secret]);
        host.Clock.Advance(TimeSpan.FromHours(2) - TimeSpan.FromSeconds(1));
        await SendOneAsync([second, webhook.Secret]);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await SendOneAsync([second]);
        var third = await RotateAsync(webhook, []);
        await SendOneAsync([third, second]);
        await SendOneAsync([await RotateAsync(webhook, new() { ["overlapHours"] = 0 })]);

        async Task SendOneAsync(string[] secrets)
        {
            receiver.All.Clear();
            await host.AppendAsync(host.Changed("ag_1"));
            await host.DeliverAsync();
            var received = Assert.Single(receiver.All);
            Assert.Equal(WebhookSecret.SignatureOf(secrets, received.Id, host.Clock.GetUtcNow().ToUnixTimeSeconds(), received.Body), received.Headers["webhook-signature"]);
        }
    }

    [Fact]
    public async Task What_is_sent_ends_with_the_owner_s_access_and_another_of_the_agency_takes_it_over()
    {
        await host.AloneAsync();
        await using var receiver = await Receiver.StartAsync();
        var portal = $"ending-{Guid.NewGuid():N}";
        var webhook = await host.SubscribeAsync(await host.PortalAsync(portal), receiver.Url);
        var membership = Assert.Single(await WebhookHost.ItemsAsync(host.As("administrator:root"), $"/v1/access/memberships?subject={portal}")).GetProperty("id").GetString();
        using var taken = await ServiceHost.SendAsync(host.As("administrator:root"), $"/v1/access/memberships/{membership}/end", new JsonObject { ["reason"] = "a test" }, "*");
        Assert.Equal(200, (int)taken.StatusCode);
        await host.AppendAsync(host.Changed("ag_1"));
        await host.DeliverAsync();
        Assert.Empty(receiver.All);
        Assert.Equal("access-ended", (await WebhookHost.GetAsync(host.Officer, webhook.Address)).GetProperty("disabledBecause").GetString());

        await host.PortalAsync(portal);
        using var enabled = await ServiceHost.SendAsync(webhook.As, $"{webhook.Address}/enabling", new JsonObject(), "*");
        await host.DeliverAsync();
        Assert.Single(receiver.All);
    }

    private static async Task<string> RotateAsync(Subscribed webhook, JsonObject how)
    {
        using var answer = await ServiceHost.SendAsync(webhook.As, $"{webhook.Address}/secret", how, "*");
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("secret").GetString()!;
    }
}
