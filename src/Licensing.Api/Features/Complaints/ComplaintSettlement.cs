using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Complaints;

/// <summary>What both sides agreed. It was compared with what the law gives back when it was recorded.</summary>
public sealed class ComplaintSettlement : IRegulated, IListed
{
    public const string IdPrefix = "ct";

    private ComplaintSettlement()
    {
    }

    /// <param name="refund">What the law gives back; in the same currency as what is paid, unless it is given up.</param>
    /// <param name="waiver">Why less is accepted; null where nothing is given up.</param>
    public ComplaintSettlement(Complaint complaint, string terms, Money paid, Money refund, string? waiver, DateOnly on, DateTime at, string by)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Complaint, ComplaintId, Terms, On, RecordedAt, RecordedBy) = (complaint, complaint.Id, Text.Normalise(terms), on, at, by);
        (PaidMinor, PaidCurrency, RefundMinor, RefundCurrency) = (paid.AmountMinor, paid.Currency, refund.AmountMinor, refund.Currency);
        WaiverReason = waiver is null ? null : Text.Normalise(waiver);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long ComplaintId { get; private set; }
    public Complaint Complaint { get; private set; } = null!;
    public string Terms { get; private set; } = null!;
    public long PaidMinor { get; private set; }
    public string PaidCurrency { get; private set; } = null!;
    public long RefundMinor { get; private set; }
    public string RefundCurrency { get; private set; } = null!;
    public string? WaiverReason { get; private set; }
    public DateOnly On { get; private set; }
    public DateTime RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = null!;

    internal sealed class Table : IEntityTypeConfiguration<ComplaintSettlement>
    {
        public void Configure(EntityTypeBuilder<ComplaintSettlement> builder)
        {
            builder.ToTable("ComplaintSettlements");
            builder.Property(s => s.Terms).HasMaxLength(Complaint.MaxTextLength);
            builder.Property(s => s.WaiverReason).HasMaxLength(2000);
            builder.Property(s => s.PaidCurrency).HasMaxLength(3).IsUnicode(false);
            builder.Property(s => s.RefundCurrency).HasMaxLength(3).IsUnicode(false);
            builder.HasOne(s => s.Complaint).WithMany().HasForeignKey(s => s.ComplaintId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

public sealed record ComplaintSettled(string ComplaintId, Money Paid, Money StatutoryRefund, bool GivesUpRefund);

/// <param name="StatutoryRefund">What the law gives back, as it was compared.</param>
/// <param name="WaiverReason">Why a supervisor accepted less; null where nothing is given up.</param>
public sealed record SettlementView(string Id, string Terms, Money Paid, Money StatutoryRefund, string? WaiverReason, DateOnly On, string RecordedBy)
{
    public static SettlementView Of(ComplaintSettlement s) => new(s.PublicId, s.Terms, new(s.PaidMinor, s.PaidCurrency), new(s.RefundMinor, s.RefundCurrency), s.WaiverReason, s.On, s.RecordedBy);
}
