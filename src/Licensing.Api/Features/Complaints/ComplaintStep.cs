using Licensing.Api.Audit;
using Licensing.Api.Http;
using Licensing.Rules.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Complaints;

/// <summary>Something in the course of a complaint from which the law counts. Rows are only added: of one event the last one holds.</summary>
public sealed class ComplaintStep : IStoredWithAnother, IListed
{
    public const string IdPrefix = "cp";

    private ComplaintStep()
    {
    }

    public ComplaintStep(Complaint complaint, ProcedureEvent what, DateOnly on, DateTime at, string by)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Complaint, ComplaintId, Event, On, RecordedAt, RecordedBy) = (complaint, complaint.Id, what, on, at, by);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long ComplaintId { get; private set; }
    public Complaint Complaint { get; private set; } = null!;
    public ProcedureEvent Event { get; private set; }

    /// <summary>In the ministry's time zone.</summary>
    public DateOnly On { get; private set; }
    public DateTime RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = null!;

    string IRegulated.PublicId => Complaint.PublicId;

    internal sealed class Table : IEntityTypeConfiguration<ComplaintStep>
    {
        public void Configure(EntityTypeBuilder<ComplaintStep> builder)
        {
            builder.ToTable("ComplaintSteps");
            builder.HasOne(s => s.Complaint).WithMany().HasForeignKey(s => s.ComplaintId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(s => new { s.ComplaintId, s.Id });
        }
    }
}

public sealed record ComplaintStepRecorded(ProcedureEvent Event, DateOnly On);
