using Licensing.Api.Audit;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Confirmations;

public enum ConsentKind
{
    /// <summary>Which item, the agency's figure and the worker's. Of a request for correction: that there is one, about what, and its answer.</summary>
    Figures,

    /// <summary>The worker's own words too.</summary>
    Words,
}

/// <summary>The worker agrees that the agency is shown one word of his, or one request. It holds until it is withdrawn; what was given and withdrawn is kept.</summary>
public sealed class WordConsent : IStoredWithAnother, IListed
{
    public const string IdPrefix = "wc";

    private WordConsent()
    {
    }

    public WordConsent(Confirmation confirmation, string item, ConsentKind kind, DateTime at)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Confirmation, ConfirmationId, Item, Kind, GivenAt) = (confirmation, confirmation.Id, item, kind, at);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long ConfirmationId { get; private set; }
    public Confirmation Confirmation { get; private set; } = null!;

    /// <summary>Public id of a word or of a request for correction.</summary>
    public string Item { get; private set; } = null!;
    public ConsentKind Kind { get; private set; }
    public DateTime GivenAt { get; private set; }
    public DateTime? WithdrawnAt { get; private set; }

    string IRegulated.PublicId => Confirmation.PublicId;

    internal void Withdraw(DateTime at) => WithdrawnAt = at;

    internal sealed class Table : IEntityTypeConfiguration<WordConsent>
    {
        public void Configure(EntityTypeBuilder<WordConsent> builder)
        {
            builder.ToTable("WordConsents");
            builder.Property(c => c.Item).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.HasOne(c => c.Confirmation).WithMany().HasForeignKey(c => c.ConfirmationId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(c => new { c.ConfirmationId, c.Item });
        }
    }
}

public sealed record WordConsentGiven(ConsentKind Kind, IReadOnlyList<string> Items);
public sealed record WordConsentWithdrawn(ConsentKind Kind, IReadOnlyList<string> Items);
