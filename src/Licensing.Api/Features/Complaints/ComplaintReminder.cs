using Licensing.Api.Audit;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Complaints;

public enum ComplaintReminderStage
{
    /// <summary>Before the last day, or on it.</summary>
    Warning,

    /// <summary>After it.</summary>
    Escalation,
}

/// <summary>That officers were told of a last day of a complaint. One row for each time, day and stage: whoever runs twice tells once.</summary>
public sealed class ComplaintReminder : IRegulated, IListed
{
    public const string IdPrefix = "cr";

    private ComplaintReminder()
    {
    }

    public ComplaintReminder(Complaint complaint, string about, DateOnly dueOn, ComplaintReminderStage stage, DateTime at)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Complaint, ComplaintId, About, DueOn, Stage, At) = (complaint, complaint.Id, about, dueOn, stage, at);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long ComplaintId { get; private set; }
    public Complaint Complaint { get; private set; } = null!;

    /// <summary>As <see cref="ComplaintDue.About"/>.</summary>
    public string About { get; private set; } = null!;

    /// <summary>The last day that is surely in time, inclusive.</summary>
    public DateOnly DueOn { get; private set; }
    public ComplaintReminderStage Stage { get; private set; }
    public DateTime At { get; private set; }

    internal sealed class Table : IEntityTypeConfiguration<ComplaintReminder>
    {
        public void Configure(EntityTypeBuilder<ComplaintReminder> builder)
        {
            builder.ToTable("ComplaintReminders");
            builder.Property(r => r.About).HasMaxLength(40).IsUnicode(false);
            builder.HasIndex(r => new { r.ComplaintId, r.About, r.DueOn, r.Stage }).IsUnique();
            builder.HasOne(r => r.Complaint).WithMany().HasForeignKey(r => r.ComplaintId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

public sealed record ComplaintDeadlineTold(string ComplaintId, string About, DateOnly DueOn, ComplaintReminderStage Stage);
public sealed record ComplaintEscalated(IReadOnlyList<string> About);
