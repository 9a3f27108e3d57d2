using Licensing.Api.Audit;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Complaints;

/// <summary>The complainant agrees that one item is shown to the agency. It holds until it is withdrawn; what was given and withdrawn is kept.</summary>
public sealed class ComplaintConsent : IStoredWithAnother, IListed
{
    public const string IdPrefix = "cs";

    /// <summary>What kind of complaint it is, when it happened, and how much is claimed. Without it the agency cannot be heard.</summary>
    public const string Particulars = "particulars";

    /// <summary>The worker's name; never how to reach him, nor who complains for him.</summary>
    public const string Identity = "identity";

    /// <summary>Which placement it is about.</summary>
    public const string PlacementItem = "placement";

    /// <summary>Besides these every entry and every attachment is an item, by its id.</summary>
    public static IReadOnlyList<string> Named { get; } = [Particulars, Identity, PlacementItem];

    private ComplaintConsent()
    {
    }

    public ComplaintConsent(Complaint complaint, string item, DateTime at)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Complaint, ComplaintId, Item, GivenAt) = (complaint, complaint.Id, item, at);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long ComplaintId { get; private set; }
    public Complaint Complaint { get; private set; } = null!;
    public string Item { get; private set; } = null!;
    public DateTime GivenAt { get; private set; }
    public DateTime? WithdrawnAt { get; private set; }

    string IRegulated.PublicId => Complaint.PublicId;

    internal void Withdraw(DateTime at) => WithdrawnAt = at;

    internal sealed class Table : IEntityTypeConfiguration<ComplaintConsent>
    {
        public void Configure(EntityTypeBuilder<ComplaintConsent> builder)
        {
            builder.ToTable("ComplaintConsents");
            builder.Property(c => c.Item).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.HasOne(c => c.Complaint).WithMany().HasForeignKey(c => c.ComplaintId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(c => new { c.ComplaintId, c.Item });
        }
    }
}

public sealed record ComplaintConsentGiven(IReadOnlyList<string> Items);
public sealed record ComplaintConsentWithdrawn(IReadOnlyList<string> Items);
