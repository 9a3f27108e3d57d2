using Licensing.Api.Audit;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Confirmations;

public enum CodeDelivery
{
    /// <summary>Shown once to the officer who prints it and hands it over.</summary>
    Shown,

    /// <summary>Given to the channel, and shown to nobody.</summary>
    Sent,
}

/// <summary>A code that was issued to a worker: good for one exchange against the secret that follows the placement, until its last day.</summary>
public sealed class ConfirmationCode : IStoredWithAnother, IListed
{
    public const string IdPrefix = "cc";

    private ConfirmationCode()
    {
    }

    /// <param name="hash">Of the code, which is stored nowhere.</param>
    /// <param name="expiresOn">Last day, inclusive, in the ministry's time zone.</param>
    public ConfirmationCode(Confirmation confirmation, string hash, CodeDelivery delivery, DateOnly expiresOn, DateTime at, string by)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Confirmation, ConfirmationId, CodeHash, Delivery, ExpiresOn, IssuedAt, IssuedBy) = (confirmation, confirmation.Id, hash, delivery, expiresOn, at, by);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long ConfirmationId { get; private set; }
    public Confirmation Confirmation { get; private set; } = null!;

    /// <summary>SHA-256. A code is 120 random bits, so a slow hash would protect nothing more.</summary>
    public string CodeHash { get; private set; } = null!;
    public CodeDelivery Delivery { get; private set; }
    public DateOnly ExpiresOn { get; private set; }
    public DateTime IssuedAt { get; private set; }
    public string IssuedBy { get; private set; } = null!;
    public DateTime? UsedAt { get; private set; }
    public DateTime? RevokedAt { get; private set; }

    // What becomes of a code is part of what happens to the confirmation.
    string IRegulated.PublicId => Confirmation.PublicId;

    internal void Use(DateTime at) => UsedAt = at;

    internal void Revoke(DateTime at) => RevokedAt = at;

    internal sealed class Table : IEntityTypeConfiguration<ConfirmationCode>
    {
        public void Configure(EntityTypeBuilder<ConfirmationCode> builder)
        {
            builder.ToTable("ConfirmationCodes");
            builder.Property(c => c.CodeHash).HasMaxLength(64).IsUnicode(false);
            builder.HasIndex(c => c.CodeHash).IsUnique();
            builder.HasIndex(c => new { c.ConfirmationId, c.Id });
            builder.HasOne(c => c.Confirmation).WithMany().HasForeignKey(c => c.ConfirmationId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <param name="Revoked">Ids of the codes that it replaces.</param>
public sealed record ConfirmationCodeIssued(string CodeId, string PlacementId, CodeDelivery Delivery, DateOnly ExpiresOn, IReadOnlyList<string> Revoked);
public sealed record ConfirmationCodeRevoked(string CodeId);
public sealed record ConfirmationOpened(string CodeId);
