using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Webhooks;

/// <param name="Url">Where messages are sent: https, port 443 or one from 1024 on, a host with public addresses only; no name or password, no fragment; at most 500 characters.</param>
/// <param name="Description">What it is for; at most 200 characters.</param>
/// <param name="Types">Types of events, or areas as law.*, at most 20; left out or empty: all that may be told.</param>
/// <param name="AgencyId">Only what concerns this agency: public id. Events that concern no agency are then not sent.</param>
/// <param name="Origin">Only what concerns this country of origin, or every one: ISO 3166-1 alpha-2.</param>
/// <param name="Destination">Only what concerns this destination, or every one: ISO 3166-1 alpha-2.</param>
/// <param name="OnBehalfOf">Public id of the caller's agency whose own events are sent too; may be left out by whoever acts for one agency alone.</param>
public sealed record SubscribeWebhookRequest(
    string Url, string Description, IReadOnlyList<string>? Types = null, string? AgencyId = null, string? Origin = null, string? Destination = null, string? OnBehalfOf = null) : IWrittenWebhook;

public sealed class SubscribeWebhookValidator : Validator<SubscribeWebhookRequest>
{
    public SubscribeWebhookValidator(CodeLists codes)
    {
        Include(new WrittenWebhookValidator<SubscribeWebhookRequest>(codes));
        RuleFor(r => r.OnBehalfOf).MaximumLength(PublicId.MaxLength);
    }
}

/// <summary>Has changes sent to an address from now on, and shows the secret with which the receiver verifies them. A portal gets what is public, an agency its own
/// beside it.</summary>
public sealed class SubscribeWebhook(LicensingDb db, Caller caller, WebhookAddress addresses, DeploymentKey deployment, TimeProvider clock)
    : Endpoint<SubscribeWebhookRequest, Results<Created<WebhookWithSecret>, Problem>>
{
    /// <summary>Of one agency, or of one other system.</summary>
    public const int MostPerOwner = 10;

    public override void Configure()
    {
        Post("webhooks");
        Permissions(Permission.KeepWebhooks);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.WebhookTooMany);
    }

    public override async Task<Results<Created<WebhookWithSecret>, Problem>> ExecuteAsync(SubscribeWebhookRequest r, CancellationToken ct)
    {
        var (agency, unclear) = await OnBehalfOfAsync(r.OnBehalfOf, ct);
        if (unclear is not null)
            return unclear;
        var has = await db.Webhooks.CountAsync(s => agency == null ? s.AgencyId == null && s.Owner == caller.Name : s.AgencyId == agency.Id, ct);
        if (has >= MostPerOwner)
            return new Problem(ProblemCode.WebhookTooMany, $"There are {has} of {MostPerOwner} already: change one, or end one that is not needed any more.");
        var (wish, refused) = await addresses.ReadAsync(r, ct);
        if (wish is null)
            return refused!;

        var secret = WebhookSecret.New();
        var last = await db.ChangeLogs.Select(l => (long?)l.Last).SingleOrDefaultAsync(ct) ?? 0;
        var subscription = new WebhookSubscription(agency, caller.Name, wish, WebhookSecret.Seal(deployment, secret), last, clock.Now());
        db.Add(subscription);
        db.Record(subscription, new WebhookSubscribed(agency?.PublicId, new Uri(wish.Url).Host, wish.Types));
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(subscription);
        return TypedResults.Created($"/v1/webhooks/{subscription.PublicId}", new WebhookWithSecret(WebhookView.Of(subscription), secret));
    }

    /// <returns>No agency: of a system that reads what is public.</returns>
    private async Task<(Agency? Agency, Problem? Unclear)> OnBehalfOfAsync(string? named, CancellationToken ct)
    {
        var own = caller.AgencyKeys;
        if (own.Count == 0)
            return (null, named is null ? null : new Problem(ProblemCode.NotFound));
        if (named is null && own.Count > 1)
            return (null, new Problem(ProblemCode.RequestInvalid, errors: [new ProblemError("field.missing", "/onBehalfOf", "You act for several agencies.", Mend: "Name the one whose own events are sent too.")]));
        var agency = await db.Agencies.SingleOrDefaultAsync(a => own.Contains(a.Id) && (named == null || a.PublicId == named), ct);
        return agency is null ? (null, new Problem(ProblemCode.NotFound)) : (agency, null);
    }
}
