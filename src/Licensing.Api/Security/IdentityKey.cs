using Licensing.Api.Audit;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Security;

/// <param name="Replaces">The key before; null for the first.</param>
public sealed record IdentityKeyTaken(string? Replaces);

/// <param name="Identities">How many are sealed under it now.</param>
/// <param name="Unrecognised">Persons who had got a second record meanwhile, from an instance that knew only the key before; later
/// filings are recognised as the other one.</param>
public sealed record IdentityKeyRotated(string Replaces, int Identities, int Unrecognised);

/// <summary>Which keys of the deployment (Identity:Key) this database was written under, by name. Never the key.</summary>
public sealed class IdentityKey : IRegulated, IListed
{
    private IdentityKey()
    {
    }

    public IdentityKey(DeploymentKey key, DateTime at, bool isFirst)
    {
        (PublicId, TakenAt) = (key.Id, at);
        CompletedAt = isFirst ? at : null;
    }

    public long Id { get; private set; }

    /// <summary><see cref="DeploymentKey.Id"/>.</summary>
    public string PublicId { get; private set; } = null!;

    public DateTime TakenAt { get; private set; }

    /// <summary>When nothing was left under the key before; null while it is being replaced.</summary>
    public DateTime? CompletedAt { get; private set; }

    public void Complete(DateTime at) => CompletedAt = at;

    internal sealed class Table : IEntityTypeConfiguration<IdentityKey>
    {
        public void Configure(EntityTypeBuilder<IdentityKey> builder) => builder.ToTable("IdentityKeys");
    }
}
