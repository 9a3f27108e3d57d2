using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Bars;
using Licensing.Api.Features.Complaints;
using Licensing.Api.Features.Disclosures;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Confirmations;

/// <summary>When the worker is asked.</summary>
public enum ConfirmationStage
{
    /// <summary>When the contract is signed.</summary>
    AtSigning,

    /// <summary>After the worker has arrived.</summary>
    AfterArrival,
}

/// <summary>How the worker comes to what an agency reported of his placement, and what he says of it. One for each placement that was given a code. Nothing of it
/// belongs to an agency, and no agency is shown this row.</summary>
public sealed class Confirmation : IRegulated, IVersioned, ISealedRow
{
    public const string IdPrefix = "cf", ReferencePrefix = "WW";
    public const int MaxContactLength = 200;

    private Confirmation()
    {
    }

    /// <param name="on">In the ministry's time zone.</param>
    public Confirmation(Placement placement, DateTime at, DateOnly on)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        Reference = Database.Reference.New(ReferencePrefix);
        (Placement, PlacementId, FirstIssuedOn, ChangedAt) = (placement, placement.Id, on, at);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long PlacementId { get; private set; }
    public Placement Placement { get; private set; } = null!;

    /// <summary>What the worker comes back by, with the secret.</summary>
    public string Reference { get; private set; } = null!;

    /// <summary>Of the secret that the last code was exchanged for; null while none opens it.</summary>
    public string? SecretHash { get; private set; }

    /// <summary>Language tag, in which the worker is written to.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>Where the channel reaches the worker, sealed under a key of its own; null where nobody said, and once its time is over.</summary>
    public byte[]? PersonKey { get; private set; }
    public byte[]? PersonSealed { get; private set; }
    public string? SealedUnder { get; private set; }

    /// <summary>The first code, in the ministry's time zone.</summary>
    public DateOnly FirstIssuedOn { get; private set; }

    /// <summary>The last act on it, of whomever.</summary>
    public DateTime ChangedAt { get; private set; }
    public long Version { get; private set; }

    public SealedPerson? Contact => PersonKey is { } key && PersonSealed is { } contact ? new(key, contact, SealedUnder!) : null;

    /// <summary>Whatever opened it before opens it no longer.</summary>
    /// <param name="contact">Null: as before.</param>
    internal void Give(string language, SealedPerson? contact, DateTime at)
    {
        (Language, ChangedAt, SecretHash) = (language, at, null);
        if (contact is not null)
            (PersonKey, PersonSealed, SealedUnder) = (contact.Key, contact.Person, contact.Under);
    }

    internal void Open(string secret, DateTime at) => (SecretHash, ChangedAt) = (TrackingSecret.HashOf(secret), at);

    internal void Shut(DateTime at) => (SecretHash, ChangedAt) = (null, at);

    internal void ForgetContact() => (PersonKey, PersonSealed, SealedUnder) = (null, null, null);

    internal void Touch(DateTime at) => ChangedAt = at;

    internal sealed class Table : IEntityTypeConfiguration<Confirmation>
    {
        public void Configure(EntityTypeBuilder<Confirmation> builder)
        {
            builder.Property(c => c.Reference).HasMaxLength(Database.Reference.MaxLength).IsUnicode(false);
            builder.Property(c => c.SecretHash).HasMaxLength(64).IsUnicode(false);
            builder.Property(c => c.Language).HasMaxLength(20).IsUnicode(false);
            builder.Property(c => c.PersonKey).HasMaxLength(200);
            builder.Property(c => c.PersonSealed).HasMaxLength(2000);
            builder.Property(c => c.SealedUnder).HasMaxLength(16).IsUnicode(false);
            builder.HasIndex(c => c.Reference).IsUnique();
            builder.HasIndex(c => c.PlacementId).IsUnique();
            builder.HasIndex(c => c.ChangedAt);
            builder.HasOne(c => c.Placement).WithMany().HasForeignKey(c => c.PlacementId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>With the worker himself it was destroyed where the channel reached him.</summary>
public sealed record WorkerContactErased;
