using System.Text.Json.Nodes;
using Licensing.Api.Features.Webhooks;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Security.Tests.Permissions;

/// <summary>A subscription of each agency, made again where it was ended, with a message that was given up. Nothing is sent: no job runs.</summary>
public sealed partial class MatrixWorld
{
    private readonly Dictionary<string, string> _webhooks = [];

    private static JsonObject Webhook() => new() { ["url"] = "https://1.1.1.1/hooks", ["description"] = "the matrix" };

    private async Task<(string Address, JsonObject? Body)> OnWebhookAsync(string endpoint, string whose)
    {
        if (endpoint == "SubscribeWebhook")
        {
            // So that there is always room for one more.
            var kept = _webhooks.Values.ToList();
            await Host.InDatabaseAsync(db => db.Webhooks.Where(s => !kept.Contains(s.PublicId)).ExecuteDeleteAsync());
            return ("/v1/webhooks", whose == "any" ? Webhook() : Webhook().With("onBehalfOf", _agencies.TryGetValue(whose, out var named) ? named.Id : "ag_0000000000000000"));
        }

        var (id, message) = whose == "none" ? ("wh_0000000000000000", "msg_0000000000000000") : await WebhookAsync(whose, endpoint == "EnableWebhook" ? WebhookState.Paused : WebhookState.Active);
        return endpoint switch
        {
            "ListWebhooks" => ($"/v1/webhooks?limit=1&agency={(_agencies.TryGetValue(whose, out var of) ? of.Id : "ag_0000000000000000")}", null),
            "ReadWebhook" => ($"/v1/webhooks/{id}", null),
            "ListWebhookMessages" => ($"/v1/webhooks/{id}/messages?subject=ag_matrix&limit=1", null),
            "ListWebhookAttempts" => ($"/v1/webhooks/{id}/attempts", null),
            "ReviseWebhook" => ($"/v1/webhooks/{id}/revisions", Webhook()),
            "PauseWebhook" => ($"/v1/webhooks/{id}/pause", []),
            "EnableWebhook" => ($"/v1/webhooks/{id}/enabling", []),
            "EndWebhook" => ($"/v1/webhooks/{id}/end", []),
            "RotateWebhookSecret" => ($"/v1/webhooks/{id}/secret", []),
            "PingWebhook" => ($"/v1/webhooks/{id}/pings", []),
            "RedeliverWebhookMessage" => ($"/v1/webhooks/{id}/messages/{message}/redelivery", []),
            _ => ($"/v1/webhooks/{id}/redeliveries", new() { ["since"] = "2026-01-01T00:00:00Z" }),
        };
    }

    private async Task<(string Id, string Message)> WebhookAsync(string whose, WebhookState state)
    {
        if (!_webhooks.TryGetValue(whose, out var id) || !await Host.InDatabaseAsync(db => db.Webhooks.AnyAsync(s => s.PublicId == id)))
        {
            _webhooks[whose] = id = await StoreAsync(async (db, now) =>
            {
                var agency = await db.Agencies.AsTracking().SingleAsync(a => a.PublicId == _agencies[whose].Id);
                var secret = WebhookSecret.Seal(Host.Services.GetRequiredService<DeploymentKey>(), WebhookSecret.New());
                var made = new WebhookSubscription(agency, "matrix", new("https://1.1.1.1/hooks", "the matrix", [], null, null, null), secret, 0, now);
                db.Add(made);
                db.Record(made, new WebhookSubscribed(agency.PublicId, "1.1.1.1", []));
                return made.PublicId;
            });
            await StoreAsync(async (db, now) =>
            {
                var made = await db.Webhooks.SingleAsync(s => s.PublicId == id);
                db.Add(new WebhookMessage(made, new("register.entry-changed", Licensing.Api.Features.Changes.ChangeAudience.Public, "ag_matrix", null, now), now));
                return true;
            });
        }

        return (id!, await Host.InDatabaseAsync(async db =>
        {
            await db.Webhooks.Where(s => s.PublicId == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.State, state));
            var messages = db.WebhookMessages.Where(m => db.Webhooks.Any(s => s.Id == m.SubscriptionId && s.PublicId == id));
            await messages.ExecuteUpdateAsync(set => set.SetProperty(m => m.State, WebhookMessageState.GivenUp));
            return await messages.OrderBy(m => m.Id).Select(m => m.PublicId).FirstAsync();
        }));
    }
}
