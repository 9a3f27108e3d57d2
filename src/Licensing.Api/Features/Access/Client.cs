using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Access;

/// <summary>A system that signs in at the embedded issuer: a portal, an agency's own system, in Development a demonstration.
/// What it may do follows from memberships of its name.</summary>
public sealed class Client : IRegulated, IVersioned, IListed
{
    public const string IdPrefix = "cl";
    public const int MaxNameLength = 60;

    private Client()
    {
    }

    /// <param name="name">The client_id, and the subject of its tokens: for ever, since the audit trail shows it.</param>
    /// <param name="isDemonstration">Its secret lies in a file; the service refuses to start with it outside Development.</param>
    public Client(string name, string description, DateTime at, string by, bool isDemonstration = false)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Name, Description, RegisteredAt, RegisteredBy, IsDemonstration) = (name, Text.Normalise(description), at, by, isDemonstration);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public string Name { get; private set; } = null!;
    public string Description { get; private set; } = null!;

    /// <summary>SHA-256. A secret is 256 random bits, so a slow hash would protect nothing more.</summary>
    public string SecretHash { get; private set; } = null!;

    /// <summary>The secret before, which is good until then: a system changes over without a break.</summary>
    public string? EarlierSecretHash { get; private set; }
    public DateTime? EarlierSecretUntil { get; private set; }
    public bool IsDemonstration { get; private set; }
    public DateTime RegisteredAt { get; private set; }
    public string RegisteredBy { get; private set; } = null!;
    public DateTime? DisabledAt { get; private set; }
    public string? DisabledBy { get; private set; }
    public long Version { get; private set; }

    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <param name="earlierUntil">Until when the secret before is still good.</param>
    public void SetSecret(string secret, DateTime? earlierUntil = null)
    {
        (EarlierSecretHash, EarlierSecretUntil) = earlierUntil is null ? (null, null) : (SecretHash, earlierUntil);
        SecretHash = HashOf(secret);
    }

    public void Disable(DateTime at, string by) => (DisabledAt, DisabledBy) = (at, by);

    public bool Accepts(string secret, DateTime now)
    {
        var hash = HashOf(secret);
        return DisabledAt is null
            && (Same(hash, SecretHash) | (EarlierSecretHash is not null && EarlierSecretUntil > now && Same(hash, EarlierSecretHash)));
    }

    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private static bool Same(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(one), Encoding.ASCII.GetBytes(other));

    internal sealed class Table : IEntityTypeConfiguration<Client>
    {
        public void Configure(EntityTypeBuilder<Client> builder)
        {
            builder.Property(c => c.Name).HasMaxLength(MaxNameLength).IsUnicode(false);
            builder.Property(c => c.SecretHash).HasMaxLength(64).IsUnicode(false);
            builder.Property(c => c.EarlierSecretHash).HasMaxLength(64).IsUnicode(false);
            builder.HasIndex(c => c.Name).IsUnique();
        }
    }
}
