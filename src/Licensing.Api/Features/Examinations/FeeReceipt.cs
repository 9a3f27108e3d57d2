using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Http;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Examinations;

/// <summary>That an applicant has shown a receipt for a fee. The payment itself is kept elsewhere.</summary>
public sealed class FeeReceipt : IRegulated, IListed
{
    public const string IdPrefix = "rf";

    private FeeReceipt()
    {
    }

    public FeeReceipt(LicenceApplication application, Money amount, string reference, DateOnly paidOn, DateTime recordedAt, string recordedBy)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Application, ApplicationId, AmountMinor, Currency, PaidOn) = (application, application.Id, amount.AmountMinor, amount.Currency, paidOn);
        Reference = Text.Normalise(reference);
        (RecordedAt, RecordedBy) = (recordedAt, recordedBy);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long ApplicationId { get; private set; }
    public LicenceApplication Application { get; private set; } = null!;
    public long AmountMinor { get; private set; }
    public string Currency { get; private set; } = null!;

    /// <summary>Number of the receipt; the same one pays once.</summary>
    public string Reference { get; private set; } = null!;
    public DateOnly PaidOn { get; private set; }
    public DateTime RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = null!;

    internal sealed class Table : IEntityTypeConfiguration<FeeReceipt>
    {
        public void Configure(EntityTypeBuilder<FeeReceipt> builder)
        {
            builder.ToTable("FeeReceipts");
            builder.Property(r => r.Currency).HasMaxLength(3).IsUnicode(false);
            builder.HasOne(r => r.Application).WithMany().HasForeignKey(r => r.ApplicationId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(r => r.Reference).IsUnique();
        }
    }
}
