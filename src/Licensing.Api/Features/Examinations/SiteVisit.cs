using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Examinations;

/// <param name="Premises">Which of the premises of the application, from 1 in its order.</param>
/// <param name="IsInOrder">Whether they are as the law asks.</param>
/// <param name="Note">What was seen.</param>
public sealed record PremisesFinding(int Premises, bool IsInOrder, string Note);

/// <summary>That officers were at the applicant's premises, and what they saw. It never changes; a later visit is another one.</summary>
public sealed class SiteVisit : IRegulated, IListed
{
    public const string IdPrefix = "sv";

    private SiteVisit()
    {
    }

    public SiteVisit(Examination examination, DateOnly day, IReadOnlyList<string> visitors, IReadOnlyList<PremisesFinding> findings, DateTime recordedAt, string recordedBy)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Examination, Day) = (examination, day);
        (VisitorsJson, FindingsJson) = (StoredJson.Write(visitors), StoredJson.Write(findings));
        (RecordedAt, RecordedBy) = (recordedAt, recordedBy);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long ExaminationId { get; private set; }
    public Examination Examination { get; private set; } = null!;
    public DateOnly Day { get; private set; }

    /// <summary>Who was there, by name or by the name that they sign in with.</summary>
    public string VisitorsJson { get; private set; } = null!;

    /// <summary><see cref="PremisesFinding"/>s as JSON.</summary>
    public string FindingsJson { get; private set; } = null!;
    public DateTime RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = null!;

    internal sealed class Table : IEntityTypeConfiguration<SiteVisit>
    {
        public void Configure(EntityTypeBuilder<SiteVisit> builder)
        {
            builder.ToTable("SiteVisits");
            builder.Property(v => v.VisitorsJson).HasMaxLength(StorageConventions.Unlimited);
            builder.Property(v => v.FindingsJson).HasMaxLength(StorageConventions.Unlimited);
        }
    }
}
