using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Agencies;

/// <summary>A private employment agency. What is said of it are dated facts; only its identity and its country are fixed.
/// An agency is not its licence number, and has no stored status.</summary>
public sealed class Agency : IRegulated, IVersioned, IListed
{
    public const string IdPrefix = "ag";
    public const string ReferencePrefix = "AG";
    private readonly List<AgencyFact> _facts = [];

    private Agency()
    {
    }

    /// <param name="country">ISO 3166-1 alpha-2; agencies on both sides of a corridor are registered.</param>
    /// <param name="registeredAt">Instant of registration; facts may reach back before it.</param>
    public Agency(string country, DateTime registeredAt)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        Reference = Database.Reference.New(ReferencePrefix);
        Country = country;
        RegisteredAt = registeredAt;
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;

    /// <summary>What people type: AG-7K2M9P-X.</summary>
    public string Reference { get; private set; } = null!;

    public string Country { get; private set; } = null!;
    public DateTime RegisteredAt { get; private set; }
    public long Version { get; private set; }
    public IReadOnlyCollection<AgencyFact> Facts => _facts;

    /// <summary>States a fact from a day on, until the next stated one of its kind and language.</summary>
    /// <remarks>The fact that held on that day ends there; one that began on that very day is withdrawn, since it never
    /// held. All facts must be loaded.</remarks>
    public AgencyFact State(AgencyFactKind kind, string value, string? language, DateOnly from, DateTime recordedAt, string recordedBy)
    {
        var alike = _facts.Where(f => f.Kind == kind && f.Language == language && f.WithdrawnAt is null).ToList();
        var next = alike.Where(f => f.From > from).MinBy(f => f.From);
        alike.SingleOrDefault(f => f.From == from)?.Withdraw(recordedAt);
        alike.SingleOrDefault(f => f.From < from && f.HoldsOn(from))?.End(from);
        var fact = new AgencyFact(this, kind, value, language, from, next?.From, recordedAt, recordedBy);
        _facts.Add(fact);
        return fact;
    }

    /// <summary>What was true on a day, as it was known at an instant (UTC). All facts must be loaded.</summary>
    /// <remarks>A fact ends where the next known one of its kind and language begins: nothing else ends one (<see cref="State"/>), so when an ending
    /// became known is when the next fact was recorded. <see cref="AgencyFact.To"/> says where it ends as known now.</remarks>
    public IEnumerable<AgencyFact> FactsOn(DateOnly day, DateTime knownAt) =>
        _facts.Where(f => f.IsKnownAt(knownAt) && f.From <= day).GroupBy(f => (f.Kind, f.Language)).Select(g => g.MaxBy(f => f.From)!);

    internal sealed class Table : IEntityTypeConfiguration<Agency>
    {
        public void Configure(EntityTypeBuilder<Agency> builder)
        {
            builder.Property(a => a.Reference).HasMaxLength(Database.Reference.MaxLength).IsUnicode(false);
            builder.HasIndex(a => a.Reference).IsUnique();
            builder.Property(a => a.Country).HasMaxLength(2).IsUnicode(false);
            builder.HasIndex(a => new { a.Country, a.Id });
            builder.HasMany(a => a.Facts).WithOne(f => f.Agency).HasForeignKey(f => f.AgencyId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
