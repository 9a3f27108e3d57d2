using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Licensing.Api.Database;
using Licensing.Api.Features.Changes;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Webhooks;

public enum WebhookMessageState
{
    /// <summary>To be sent, or to be sent again.</summary>
    Waiting,

    /// <summary>The receiver answered 2xx.</summary>
    Delivered,

    /// <summary>Every attempt failed.</summary>
    GivenUp,
}

/// <summary>One thing that one subscriber is told. Its public id is the webhook-id: the same on every attempt, and its bytes are too.</summary>
public sealed class WebhookMessage : IVersioned, IListed
{
    public const string IdPrefix = "msg", Ping = "webhook.ping", Disabled = "webhook.disabled";

    private WebhookMessage()
    {
    }

    public WebhookMessage(WebhookSubscription subscription, Change change, DateTime now)
        : this(subscription, change.Type, now)
    {
        (ChangeId, SubjectId) = (change.PublicId, change.SubjectId);
        Payload = WebhookPayload.Of(change);
    }

    private WebhookMessage(WebhookSubscription subscription, string type, DateTime now)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (SubscriptionId, Type, At, NextAttemptAt, State) = (subscription.Id, type, now, now, WebhookMessageState.Waiting);
    }

    /// <summary>A test: sent once, whatever the state of the subscription.</summary>
    public static WebhookMessage OfPing(WebhookSubscription subscription, DateTime now)
    {
        var ping = new WebhookMessage(subscription, Ping, now);
        (ping.SubjectId, ping.Payload) = (ping.PublicId, WebhookPayload.Of(Ping, now, subscription.PublicId));
        return ping;
    }

    /// <summary>Tells the owner at another of his addresses that one was disabled.</summary>
    public static WebhookMessage OfDisabled(WebhookSubscription told, WebhookSubscription disabled, DateTime now)
    {
        var message = new WebhookMessage(told, Disabled, now);
        (message.SubjectId, message.Payload) = (disabled.PublicId, WebhookPayload.Of(Disabled, now, disabled.PublicId, disabled.DisabledBecause));
        return message;
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long SubscriptionId { get; private set; }
    public string Type { get; private set; } = null!;

    /// <summary>Public id; null: it tells of the subscriptions themselves.</summary>
    public string? ChangeId { get; private set; }

    /// <summary>A later message about the same waits until this one is delivered or given up.</summary>
    public string SubjectId { get; private set; } = null!;

    /// <summary>The body as it is signed and sent.</summary>
    public string Payload { get; private set; } = null!;
    public DateTime At { get; private set; }
    public WebhookMessageState State { get; private set; }

    /// <summary>Of this round: delivering again begins anew.</summary>
    public int Attempts { get; private set; }

    /// <summary>Of this round.</summary>
    public DateTime? FirstAttemptAt { get; private set; }

    /// <summary>Not before; meaningless once it is not waiting.</summary>
    public DateTime NextAttemptAt { get; private set; }

    /// <summary>A worker is sending it; when that time is over and it still waits, he was killed.</summary>
    public DateTime? LeasedUntil { get; private set; }

    /// <summary>When it was delivered or given up.</summary>
    public DateTime? EndedAt { get; private set; }
    public long Version { get; private set; }

    public bool IsPing => Type == Ping;

    internal void Lease(DateTime until) => LeasedUntil = until;

    internal void Deliver(DateTime at)
    {
        Count(at);
        (State, EndedAt) = (WebhookMessageState.Delivered, at);
    }

    internal void Fail(DateTime at, DateTime next)
    {
        Count(at);
        NextAttemptAt = next;
    }

    internal void GiveUp(DateTime at)
    {
        Count(at);
        (State, EndedAt) = (WebhookMessageState.GivenUp, at);
    }

    internal void Again(DateTime now) => (State, Attempts, FirstAttemptAt, NextAttemptAt, LeasedUntil, EndedAt) = (WebhookMessageState.Waiting, 0, null, now, null, null);

    private void Count(DateTime at)
    {
        Attempts++;
        FirstAttemptAt ??= at;
        LeasedUntil = null;
    }

    internal sealed class Table : IEntityTypeConfiguration<WebhookMessage>
    {
        public void Configure(EntityTypeBuilder<WebhookMessage> builder)
        {
            builder.ToTable("WebhookMessages");
            builder.Property(m => m.Type).HasMaxLength(Change.TypeLength).IsUnicode(false);
            builder.Property(m => m.ChangeId).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.Property(m => m.SubjectId).HasMaxLength(Change.SubjectLength).IsUnicode(false);
            builder.Property(m => m.Payload).HasMaxLength(StorageConventions.Unlimited);
            builder.HasOne<WebhookSubscription>().WithMany().HasForeignKey(m => m.SubscriptionId).OnDelete(DeleteBehavior.Restrict);
            // What is due; what goes before it; the list.
            builder.HasIndex(m => new { m.SubscriptionId, m.State, m.NextAttemptAt });
            builder.HasIndex(m => new { m.SubscriptionId, m.SubjectId, m.State, m.Id });
            builder.HasIndex(m => new { m.SubscriptionId, m.Id });
            // What is kept no longer.
            builder.HasIndex(m => m.EndedAt);
        }
    }
}

/// <summary>The body of a message: {type, timestamp, data}.</summary>
public static class WebhookPayload
{
    // As in answers: readable in any script, and what HTML could misread is escaped.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static string Of(Change change) => Write(change.Type, change.At, data =>
    {
        data.WriteString("changeId", change.PublicId);
        data.WriteString("subjectId", change.SubjectId);
        data.WriteString("agencyId", change.AgencyId);
        data.WriteString("origin", change.Origin);
        data.WriteString("destination", change.Destination);
        data.WritePropertyName("body");
        if (change.Body is { } body)
            data.WriteRawValue(body);
        else
            data.WriteNullValue();
    });

    public static string Of(string type, DateTime at, string webhookId, WebhookDisabledBecause? because = null) => Write(type, at, data =>
    {
        data.WriteString("webhookId", webhookId);
        if (because is not null)
            data.WriteString("because", Json.Words.ConvertName(because.Value.ToString()));
    });

    private static string Write(string type, DateTime at, Action<Utf8JsonWriter> data)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            writer.WriteStartObject();
            writer.WriteString("type", type);
            writer.WriteString("timestamp", at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            writer.WriteStartObject("data");
            data(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}

/// <summary>Why an attempt failed.</summary>
public enum WebhookFailure
{
    /// <summary>No answer within the time.</summary>
    Timeout,

    /// <summary>The host has no address, or one that nothing is sent to. Which of them is not told: it would map networks that the caller cannot see.</summary>
    HostRefused,

    ConnectionFailed,

    /// <summary>Its certificate is not good for the host, or there is no common version of TLS.</summary>
    TlsFailed,

    /// <summary>What came is not HTTP, or broke off.</summary>
    AnswerInvalid,

    /// <summary>3xx: redirections are not followed.</summary>
    Redirected,

    /// <summary>Another status than 2xx.</summary>
    Status,
}

/// <summary>One attempt to send a message. It never changes.</summary>
public sealed class WebhookAttempt : IListed
{
    public const string IdPrefix = "at";

    private WebhookAttempt()
    {
    }

    internal WebhookAttempt(WebhookMessage message, SendOutcome outcome, DateTime at)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (MessageId, SubscriptionId, Number, At) = (message.Id, message.SubscriptionId, message.Attempts, at);
        (Status, Failure, DurationMs) = (outcome.Status, outcome.Failure, outcome.DurationMs);
        NextAttemptAt = message.State == WebhookMessageState.Waiting ? message.NextAttemptAt : null;
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long SubscriptionId { get; private set; }
    public long MessageId { get; private set; }
    public WebhookMessage Message { get; private set; } = null!;

    /// <summary>From 1, in its round.</summary>
    public int Number { get; private set; }
    public DateTime At { get; private set; }

    /// <summary>Of the answer; null: there was none.</summary>
    public int? Status { get; private set; }
    public WebhookFailure? Failure { get; private set; }
    public int DurationMs { get; private set; }
    public DateTime? NextAttemptAt { get; private set; }

    internal sealed class Table : IEntityTypeConfiguration<WebhookAttempt>
    {
        public void Configure(EntityTypeBuilder<WebhookAttempt> builder)
        {
            builder.ToTable("WebhookAttempts");
            builder.HasOne(a => a.Message).WithMany().HasForeignKey(a => a.MessageId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(a => new { a.SubscriptionId, a.Id });
        }
    }
}
