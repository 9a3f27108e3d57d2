using System.Buffers.Text;
using System.Security.Cryptography;
using Licensing.Api.Audit;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Register;

public sealed record RegisterKeyMade(string Algorithm);
public sealed record RegisterKeyReplaced;
public sealed record RegisterKeyRevoked;

/// <summary>Under another key of the deployment; it signs as before.</summary>
public sealed record RegisterKeyResealed;

/// <summary>A key that signs what the register says of a licence: ECDSA on P-256, private half encrypted under a key derived from the
/// deployment's. When it is replaced its private half is destroyed; its public half stays, since receipts are kept for years.</summary>
public sealed class RegisterKey : IRegulated, IListed
{
    public const string IdPrefix = "rk", Algorithm = "ES256";
    private const string Purpose = "seal keys that sign the register";

    private RegisterKey()
    {
    }

    public RegisterKey(DeploymentKey deployment, DateTime madeAt)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        MadeAt = madeAt;
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        SealedPrivateKey = DeploymentKey.Encrypt(deployment.Derive(Purpose), ecdsa.ExportPkcs8PrivateKey());
        var point = ecdsa.ExportParameters(includePrivateParameters: false).Q;
        (X, Y) = (Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
    }

    public long Id { get; private set; }

    /// <summary>The kid of what it signs.</summary>
    public string PublicId { get; private set; } = null!;

    /// <summary>Coordinates of the public key, in base64url, as a JWK has them.</summary>
    public string X { get; private set; } = null!;

    public string Y { get; private set; } = null!;

    /// <summary>Null when it signs no more.</summary>
    public byte[]? SealedPrivateKey { get; private set; }

    public DateTime MadeAt { get; private set; }
    public DateTime? ReplacedAt { get; private set; }

    /// <summary>When it became known to others: from then on what it signed proves nothing, and it is not published.</summary>
    public DateTime? RevokedAt { get; private set; }

    public void Replace(DateTime at) => (SealedPrivateKey, ReplacedAt) = (null, ReplacedAt ?? at);

    public void Revoke(DateTime at)
    {
        Replace(at);
        RevokedAt ??= at;
    }

    /// <exception cref="CryptographicException">Neither key of the deployment opens it.</exception>
    /// <exception cref="InvalidOperationException">It was replaced.</exception>
    public ECDsa Open(DeploymentKey deployment)
    {
        var ecdsa = ECDsa.Create();
        ecdsa.ImportPkcs8PrivateKey(deployment.Unseal(Purpose, SealedPrivateKey ?? throw new InvalidOperationException($"{PublicId} signs no more.")), out _);
        return ecdsa;
    }

    /// <returns>False where it is sealed under the deployment's key of now already, or not at all.</returns>
    /// <exception cref="CryptographicException">Neither key of the deployment opens it.</exception>
    public bool Reseal(DeploymentKey deployment)
    {
        if (SealedPrivateKey is null || deployment.IsSealedNow(Purpose, SealedPrivateKey))
            return false;
        SealedPrivateKey = DeploymentKey.Encrypt(deployment.Derive(Purpose), deployment.Unseal(Purpose, SealedPrivateKey));
        return true;
    }

    internal sealed class Table : IEntityTypeConfiguration<RegisterKey>
    {
        public void Configure(EntityTypeBuilder<RegisterKey> builder)
        {
            builder.Property(k => k.SealedPrivateKey).HasMaxLength(1000);
            builder.Property(k => k.X).HasMaxLength(50).IsUnicode(false);
            builder.Property(k => k.Y).HasMaxLength(50).IsUnicode(false);
        }
    }
}
