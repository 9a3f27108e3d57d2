using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Changes;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Webhooks;

public enum WebhookState
{
    /// <summary>What happens is sent.</summary>
    Active,

    /// <summary>Its owner wants nothing for now.</summary>
    Paused,

    /// <summary>The service sends nothing any more, and says why.</summary>
    Disabled,
}

public enum WebhookDisabledBecause
{
    /// <summary>The receiver answered 410.</summary>
    Gone,

    /// <summary>Every attempt for a message failed, and nothing else got through meanwhile.</summary>
    Failing,

    /// <summary>Whoever keeps it lost the role, or the client was disabled.</summary>
    AccessEnded,
}

/// <summary>Where somebody's system wants to be told of changes, and of which.</summary>
/// <remarks>It belongs to the agency in whose name it was made, or else to the system that made it.</remarks>
public sealed class WebhookSubscription : IRegulated, IVersioned, IListed
{
    public const string IdPrefix = "wh";
    public const int MaxUrlLength = 500, MaxDescriptionLength = 200, MostTypes = 20, MaxTypesLength = MostTypes * (Change.TypeLength + 1);

    private WebhookSubscription()
    {
    }

    /// <param name="agency">In whose name; null: of a system that reads what is public.</param>
    /// <param name="owner">Who keeps it.</param>
    /// <param name="through">Place of the last change before it: later ones are sent.</param>
    public WebhookSubscription(Agency? agency, string owner, WebhookWish wish, byte[] sealedSecret, long through, DateTime at)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Agency, AgencyId, Owner, SealedSecret, SubscribedAt) = (agency, agency?.Id, owner, sealedSecret, at);
        Progress = new WebhookProgress(through);
        Wish(wish);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long? AgencyId { get; private set; }
    public Agency? Agency { get; private set; }

    /// <summary>Subject of the tokens of whoever keeps it: what is sent ends with his access.</summary>
    public string Owner { get; private set; } = null!;
    public string Url { get; private set; } = null!;
    public string Description { get; private set; } = null!;

    /// <summary>Types and areas (law.*) with spaces between; empty: all that may be told.</summary>
    public string Types { get; private set; } = null!;

    /// <summary>Public id: only what concerns this agency.</summary>
    public string? OnlyAgency { get; private set; }
    public string? OnlyOrigin { get; private set; }
    public string? OnlyDestination { get; private set; }

    public WebhookState State { get; private set; }
    public WebhookDisabledBecause? DisabledBecause { get; private set; }
    public DateTime? DisabledAt { get; private set; }

    /// <summary>As it signs, under the deployment's key: <see cref="WebhookSecret"/>.</summary>
    public byte[] SealedSecret { get; private set; } = null!;

    /// <summary>The secret before, which signs beside it until then (exclusive).</summary>
    public byte[]? EarlierSealedSecret { get; private set; }
    public DateTime? EarlierSecretUntil { get; private set; }
    public DateTime SubscribedAt { get; private set; }
    public WebhookProgress Progress { get; private set; } = null!;
    public long Version { get; private set; }

    public IReadOnlyList<string> ReadTypes() => Types.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public void Wish(WebhookWish wish)
    {
        (Url, Description, Types) = (wish.Url, Text.Normalise(wish.Description), string.Join(' ', wish.Types.Distinct()));
        (OnlyAgency, OnlyOrigin, OnlyDestination) = (wish.OnlyAgency, wish.OnlyOrigin, wish.OnlyDestination);
    }

    /// <summary>Whether its filters let the change through; that it may be told is asked before.</summary>
    public bool Wants(Change change) => WantsType(change.Type) && (OnlyAgency is null || OnlyAgency == change.AgencyId)
        && (OnlyOrigin is null || change.Origin is null || OnlyOrigin == change.Origin)
        && (OnlyDestination is null || change.Destination is null || OnlyDestination == change.Destination);

    public bool WantsType(string type) => ReadTypes() is var types && (types.Count == 0 || types.Any(t => t == type || (t.EndsWith(".*", StringComparison.Ordinal) && type.StartsWith(t[..^1], StringComparison.Ordinal))));

    public void Pause() => State = WebhookState.Paused;

    /// <param name="by">Who keeps it from now on.</param>
    public void Enable(string by) => (State, DisabledBecause, DisabledAt, Owner) = (WebhookState.Active, null, null, by);

    public void Disable(WebhookDisabledBecause because, DateTime at) => (State, DisabledBecause, DisabledAt) = (WebhookState.Disabled, because, at);

    /// <param name="earlierUntil">How long the secret before signs beside the new one; null: not at all.</param>
    public void SetSecret(byte[] sealedSecret, DateTime? earlierUntil)
    {
        (EarlierSealedSecret, EarlierSecretUntil) = earlierUntil is null ? (null, null) : (SealedSecret, earlierUntil);
        SealedSecret = sealedSecret;
    }

    /// <summary>The secrets that sign now, the newest first.</summary>
    public IEnumerable<byte[]> SigningSecrets(DateTime now) => EarlierSealedSecret is { } earlier && EarlierSecretUntil > now ? [SealedSecret, earlier] : [SealedSecret];

    /// <returns>False: it is under the deployment's key of now already.</returns>
    public bool Reseal(DeploymentKey deployment)
    {
        if (WebhookSecret.IsSealedNow(deployment, SealedSecret) && (EarlierSealedSecret is null || WebhookSecret.IsSealedNow(deployment, EarlierSealedSecret)))
            return false;
        SealedSecret = WebhookSecret.Seal(deployment, WebhookSecret.Open(deployment, SealedSecret));
        if (EarlierSealedSecret is not null)
            EarlierSealedSecret = WebhookSecret.Seal(deployment, WebhookSecret.Open(deployment, EarlierSealedSecret));
        return true;
    }

    internal sealed class Table : IEntityTypeConfiguration<WebhookSubscription>
    {
        public void Configure(EntityTypeBuilder<WebhookSubscription> builder)
        {
            builder.ToTable("Webhooks");
            builder.Property(s => s.Url).HasMaxLength(MaxUrlLength);
            builder.Property(s => s.Description).HasMaxLength(MaxDescriptionLength);
            builder.Property(s => s.Types).HasMaxLength(MaxTypesLength).IsUnicode(false);
            builder.Property(s => s.OnlyAgency).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.Property(s => s.OnlyOrigin).HasMaxLength(2).IsUnicode(false);
            builder.Property(s => s.OnlyDestination).HasMaxLength(2).IsUnicode(false);
            builder.Property(s => s.SealedSecret).HasMaxLength(200);
            builder.Property(s => s.EarlierSealedSecret).HasMaxLength(200);
            builder.HasOne(s => s.Agency).WithMany().HasForeignKey(s => s.AgencyId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(s => s.Progress).WithOne(p => p.Subscription).HasForeignKey<WebhookProgress>(p => p.SubscriptionId).OnDelete(DeleteBehavior.Cascade);
            builder.HasIndex(s => new { s.Owner, s.Id });
        }
    }
}

/// <summary>What somebody asked for, checked and normalised.</summary>
public sealed record WebhookWish(string Url, string Description, IReadOnlyList<string> Types, string? OnlyAgency, string? OnlyOrigin, string? OnlyDestination);

/// <summary>How far a subscription has come. A row of its own: deliveries move it all the time, and whoever changes the subscription decided on none of that.</summary>
public sealed class WebhookProgress : IVersioned
{
    private WebhookProgress()
    {
    }

    public WebhookProgress(long through) => Through = through;

    public long SubscriptionId { get; private set; }
    public WebhookSubscription Subscription { get; private set; } = null!;

    /// <summary>Place of the last change that was looked at: what of it is to be sent, is a message.</summary>
    public long Through { get; private set; }

    /// <summary>Nothing has got through since; null: the last attempt succeeded.</summary>
    public DateTime? FailingSince { get; private set; }

    /// <summary>The receiver asked for no request before.</summary>
    public DateTime? NotBefore { get; private set; }

    /// <summary>When it last turned out that changes after its place are no longer kept; null: none was missed.</summary>
    public DateTime? MissedAt { get; private set; }
    public long Version { get; private set; }

    internal void LookedAt(long place) => Through = place;

    internal void Missed(DateTime at) => MissedAt = at;

    internal sealed class Table : IEntityTypeConfiguration<WebhookProgress>
    {
        public void Configure(EntityTypeBuilder<WebhookProgress> builder)
        {
            builder.ToTable("WebhookProgress");
            builder.HasKey(p => p.SubscriptionId);
            builder.Property(p => p.SubscriptionId).ValueGeneratedNever();
        }
    }
}

public static class WebhookVisibility
{
    /// <summary>An agency's people see its subscriptions, another system its own, a supervisor all.</summary>
    public static IQueryable<WebhookSubscription> VisibleTo(this IQueryable<WebhookSubscription> rows, Caller caller)
    {
        if (caller.Role == CallerRole.Supervisor)
            return rows;
        var (own, name) = (caller.AgencyKeys, caller.Name);
        return own.Count > 0 ? rows.Where(s => s.AgencyId != null && own.Contains(s.AgencyId.Value)) : rows.Where(s => s.AgencyId == null && s.Owner == name);
    }
}

// What the audit says of a subscription. Of its address the host alone: the rest may hold what only the receiver is to know.

public sealed record WebhookSubscribed(string? AgencyId, string Host, IReadOnlyList<string> Types);
public sealed record WebhookRevised(string Host, IReadOnlyList<string> Types);
public sealed record WebhookPaused;
public sealed record WebhookEnabled;
public sealed record WebhookDisabled(WebhookDisabledBecause Because);
public sealed record WebhookSecretRotated(DateTime? EarlierUntil);
public sealed record WebhookEnded(string Host, int Waiting);

/// <summary>Under another key of the deployment; it signs as before.</summary>
public sealed record WebhookSecretResealed;
