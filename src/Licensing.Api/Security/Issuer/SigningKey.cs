using System.Security.Cryptography;
using Licensing.Api.Audit;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Security.Issuer;

public sealed record SigningKeyMade(string Algorithm);
public sealed record SigningKeyReplaced(DateTime GoodUntil);
public sealed record SigningKeyDestroyed;

/// <summary>Under another key of the deployment; it signs as before.</summary>
public sealed record SigningKeyResealed;

/// <summary>A key that signs tokens, or did: ECDSA on P-256, private half encrypted under a key derived from the
/// deployment's. The table is worth nothing without that.</summary>
public sealed class SigningKey : IRegulated, IListed
{
    public const string IdPrefix = "sk";
    private const string Purpose = "seal keys that sign tokens";

    private SigningKey()
    {
    }

    public SigningKey(DeploymentKey deployment, DateTime madeAt)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        MadeAt = madeAt;
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Sealed = DeploymentKey.Encrypt(deployment.Derive(Purpose), ecdsa.ExportPkcs8PrivateKey());
    }

    public long Id { get; private set; }

    /// <summary>The kid of its tokens.</summary>
    public string PublicId { get; private set; } = null!;

    public byte[] Sealed { get; private set; } = null!;
    public DateTime MadeAt { get; private set; }

    /// <summary>Null while it signs; else when the last token that it may have signed has expired.</summary>
    public DateTime? GoodUntil { get; private set; }

    /// <summary>It signs no more; what it signed is good until then.</summary>
    public void Replace(DateTime goodUntil) => GoodUntil = goodUntil;

    /// <exception cref="CryptographicException">Neither key of the deployment opens it.</exception>
    public ECDsa Open(DeploymentKey deployment)
    {
        var ecdsa = ECDsa.Create();
        ecdsa.ImportPkcs8PrivateKey(deployment.Unseal(Purpose, Sealed), out _);
        return ecdsa;
    }

    /// <returns>False where it is sealed under the deployment's key of now already.</returns>
    /// <exception cref="CryptographicException">Neither key of the deployment opens it.</exception>
    public bool Reseal(DeploymentKey deployment)
    {
        if (deployment.IsSealedNow(Purpose, Sealed))
            return false;
        Sealed = DeploymentKey.Encrypt(deployment.Derive(Purpose), deployment.Unseal(Purpose, Sealed));
        return true;
    }

    internal sealed class Table : IEntityTypeConfiguration<SigningKey>
    {
        public void Configure(EntityTypeBuilder<SigningKey> builder) => builder.Property(k => k.Sealed).HasMaxLength(1000);
    }
}
