using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Changes;
using Licensing.Api.Http;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Webhooks;

/// <summary>A subscription. Its secret is nowhere to be read.</summary>
/// <param name="Id">Public id.</param>
/// <param name="OnBehalfOf">Public id of the agency whose own events it gets beside the public ones; null: public ones alone.</param>
/// <param name="Owner">Who keeps it: subject of the tokens.</param>
/// <param name="Url">Where messages are sent.</param>
/// <param name="Description">What it is for, in the owner's words.</param>
/// <param name="Types">Types of events, or areas as law.*; empty: all that may be told.</param>
/// <param name="AgencyId">Only what concerns this agency: public id.</param>
/// <param name="Origin">Only what concerns this country of origin, or every one: ISO 3166-1 alpha-2.</param>
/// <param name="Destination">Only what concerns this destination, or every one: ISO 3166-1 alpha-2.</param>
/// <param name="State">Whether messages are sent.</param>
/// <param name="DisabledBecause">Why the service sends nothing any more; null while it does.</param>
/// <param name="DisabledAt">Since when it sends nothing any more.</param>
/// <param name="FailingSince">Since when no message has got through; null: the last attempt succeeded, or there was none.</param>
/// <param name="MissedAt">When it last turned out that changes that were to be sent are no longer kept, since it had stood still so long: begin again with an export. Null: none was
/// missed.</param>
/// <param name="EarlierSecretUntil">Until when the secret before signs beside the new one, exclusive; in the past, or null: it signs no more.</param>
/// <param name="SubscribedAt">Later changes are sent.</param>
public sealed record WebhookView(
    string Id, string? OnBehalfOf, string Owner, string Url, string Description, IReadOnlyList<string> Types, string? AgencyId, string? Origin, string? Destination,
    WebhookState State, WebhookDisabledBecause? DisabledBecause, DateTime? DisabledAt, DateTime? FailingSince, DateTime? MissedAt, DateTime? EarlierSecretUntil, DateTime SubscribedAt)
{
    /// <remarks>Agency and progress must be loaded.</remarks>
    public static WebhookView Of(WebhookSubscription s) => new(
        s.PublicId, s.Agency?.PublicId, s.Owner, s.Url, s.Description, s.ReadTypes(), s.OnlyAgency, s.OnlyOrigin, s.OnlyDestination,
        s.State, s.DisabledBecause, s.DisabledAt, s.Progress.FailingSince, s.Progress.MissedAt, s.EarlierSecretUntil, s.SubscribedAt);
}

/// <summary>The one answer that shows the secret.</summary>
/// <param name="Webhook">The subscription.</param>
/// <param name="Secret">whsec_ and base64: with it the receiver verifies signatures. Keep it now: it cannot be read again.</param>
public sealed record WebhookWithSecret(WebhookView Webhook, string Secret);

/// <summary>A message to a subscriber, without its body.</summary>
/// <param name="Id">Public id, and the webhook-id under which it is sent.</param>
/// <param name="Type">Type of the event.</param>
/// <param name="ChangeId">Public id of the change that it tells of, as in the body; null: it tells of the subscriptions themselves.</param>
/// <param name="SubjectId">Public id of the thing that changed. A later message about the same waits until this one is delivered or given up.</param>
/// <param name="State">What became of it.</param>
/// <param name="Attempts">How often it was tried since it was made, or since it was last asked for again.</param>
/// <param name="At">When it was made.</param>
/// <param name="NextAttemptAt">When it is tried next, where the subscription is active and nothing goes before it; null: it is not waiting.</param>
/// <param name="EndedAt">When it was delivered or given up.</param>
public sealed record WebhookMessageView(
    string Id, string Type, string? ChangeId, string SubjectId, WebhookMessageState State, int Attempts, DateTime At, DateTime? NextAttemptAt, DateTime? EndedAt)
{
    public static WebhookMessageView Of(WebhookMessage m) => new(
        m.PublicId, m.Type, m.ChangeId, m.SubjectId, m.State, m.Attempts, m.At, m.State == WebhookMessageState.Waiting ? m.NextAttemptAt : null, m.EndedAt);
}

/// <summary>One attempt to deliver a message.</summary>
/// <param name="Id">Public id.</param>
/// <param name="MessageId">Public id of the message.</param>
/// <param name="Number">From 1; begins anew when the message is asked for again.</param>
/// <param name="At">When it had ended.</param>
/// <param name="Status">HTTP status of the answer; null: there was none.</param>
/// <param name="Failure">Why it failed; null: it was delivered.</param>
/// <param name="DurationMs">How long it took, in milliseconds.</param>
/// <param name="NextAttemptAt">When it was to be tried next; null: not again.</param>
public sealed record WebhookAttemptView(string Id, string MessageId, int Number, DateTime At, int? Status, WebhookFailure? Failure, int DurationMs, DateTime? NextAttemptAt)
{
    /// <remarks>The message must be loaded.</remarks>
    public static WebhookAttemptView Of(WebhookAttempt a) => new(a.PublicId, a.Message.PublicId, a.Number, a.At, a.Status, a.Failure, a.DurationMs, a.NextAttemptAt);
}

/// <summary>What of a subscription its owner writes.</summary>
public interface IWrittenWebhook
{
    string Url { get; }

    string Description { get; }

    IReadOnlyList<string>? Types { get; }

    string? AgencyId { get; }

    string? Origin { get; }

    string? Destination { get; }
}

public sealed class WrittenWebhookValidator<T> : AbstractValidator<T>
    where T : IWrittenWebhook
{
    public WrittenWebhookValidator(CodeLists codes)
    {
        RuleFor(r => r.Url).NotEmpty().MaximumLength(WebhookSubscription.MaxUrlLength);
        RuleFor(r => r.Description).NotEmpty().StoredLength(WebhookSubscription.MaxDescriptionLength);
        RuleFor(r => r.Types).Must(t => t is null || t.Count <= WebhookSubscription.MostTypes).WithErrorCode("list.too-long").WithMessage($"At most {WebhookSubscription.MostTypes} types.");
        RuleForEach(r => r.Types).Must(WebhookTypes.IsKnown).WithErrorCode("event-type.unknown").WithMessage($"Expected a type or an area of {string.Join(", ", WebhookTypes.Areas)}.")
            .WithState(_ => "Write it as register.entry-changed, or register.* for all of the area.");
        RuleFor(r => r.AgencyId).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Origin).Must(c => c is null || codes.Countries.ContainsKey(c)).WithErrorCode("country.unknown").WithMessage("Not a country code.").WithState(_ => "Use ISO 3166-1 alpha-2, for example NP.");
        RuleFor(r => r.Destination).Must(c => c is null || codes.Countries.ContainsKey(c)).WithErrorCode("country.unknown").WithMessage("Not a country code.").WithState(_ => "Use ISO 3166-1 alpha-2, for example MY.");
    }
}

/// <summary>What events are called: an area and what happened, with a dot between.</summary>
public static partial class WebhookTypes
{
    public static readonly string[] Areas = ["register", "law", "return", "case-notice", "complaint-notice", "licence-notice", "application", "refund-order", "webhook"];

    public static bool IsKnown(string? type) => type is { Length: <= Change.TypeLength } && Written().Match(type) is { Success: true } match && Areas.Contains(match.Groups[1].Value);

    [System.Text.RegularExpressions.GeneratedRegex(@"^([a-z-]+)\.(\*|[a-z]+(-[a-z]+)*)\z")]
    private static partial System.Text.RegularExpressions.Regex Written();
}

internal static class WebhookLookup
{
    public static Task<WebhookSubscription?> FindWebhookAsync(this IQueryable<WebhookSubscription> visible, string id, CancellationToken ct) =>
        visible.Include(s => s.Agency).Include(s => s.Progress).SingleOrDefaultAsync(s => s.PublicId == id, ct);

    /// <summary>What was written, with its address checked; or the refusal.</summary>
    public static async Task<(WebhookWish? Wish, Problem? Refused)> ReadAsync(this WebhookAddress addresses, IWrittenWebhook written, CancellationToken ct)
    {
        var (url, error) = await addresses.CheckAsync(written.Url, ct);
        return url is null ? (null, new Problem(ProblemCode.RequestInvalid, errors: [error!]))
            : (new(url, written.Description, written.Types ?? [], written.AgencyId, written.Origin, written.Destination), null);
    }
}
