using Licensing.Api.Audit;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Deadlines;

public enum DeadlineStage
{
    /// <summary>Before the last day, or on it.</summary>
    Reminder,

    /// <summary>After it.</summary>
    Overdue,
}

/// <summary>That an agency was told of a last day. One row for each subject, kind, day and stage: whoever runs twice tells once.</summary>
public sealed class DeadlineNotice : IRegulated, IListed, IOwnedByAgency
{
    public const string IdPrefix = "dn";

    private DeadlineNotice()
    {
    }

    public DeadlineNotice(DueDuty duty, DeadlineStage stage, DateTime at)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (AgencyId, Kind, SubjectId, DueOn, Stage, Follows, Force, At) = (duty.AgencyId, duty.Kind, duty.SubjectId, duty.DueOn, stage, duty.Follows, duty.Force, at);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long AgencyId { get; private set; }
    public Agency Agency { get; private set; } = null!;
    public DeadlineKind Kind { get; private set; }

    /// <summary>Public id of what is due.</summary>
    public string SubjectId { get; private set; } = null!;

    /// <summary>Last day, inclusive.</summary>
    public DateOnly DueOn { get; private set; }

    public DeadlineStage Stage { get; private set; }

    /// <summary>What follows when the day passes, as it was told.</summary>
    public string? Follows { get; private set; }
    public DeadlineForce Force { get; private set; }
    public DateTime At { get; private set; }

    internal sealed class Table : IEntityTypeConfiguration<DeadlineNotice>
    {
        public void Configure(EntityTypeBuilder<DeadlineNotice> builder)
        {
            builder.Property(n => n.SubjectId).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.Property(n => n.Follows).HasMaxLength(100);
            // The subjects of one day and stage are left out of what is still to be told: its order is that of the question.
            builder.HasIndex(n => new { n.Kind, n.Stage, n.DueOn, n.SubjectId }).IsUnique();
            builder.HasOne(n => n.Agency).WithMany().HasForeignKey(n => n.AgencyId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

public sealed record DeadlineTold(DeadlineKind Kind, string SubjectId, DateOnly DueOn, DeadlineStage Stage, string? Follows);
