using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Complaints;

public enum ComplaintNoticeState
{
    /// <summary>The agency may answer.</summary>
    Open,

    /// <summary>The agency has answered.</summary>
    Answered,

    /// <summary>The last day passed without an answer.</summary>
    Unanswered,
}

/// <summary>Tells an agency what it is to answer to, and gives it a time. It is all that an agency ever sees of a complaint, with what the complainant agrees
/// to at the moment of looking.</summary>
public sealed class ComplaintNotice : IRegulated, IVersioned, IListed, IOwnedByAgency
{
    public const string IdPrefix = "cn";
    public const int MaxAnswerLength = 10_000;

    private ComplaintNotice()
    {
    }

    public ComplaintNotice(Complaint complaint, Agency agency, string grounds, DateOnly givenOn, DateOnly answerUntil, DateTime at, string by)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Complaint, ComplaintId, Agency, AgencyId) = (complaint, complaint.Id, agency, agency.Id);
        (Grounds, GivenOn, AnswerUntil, GivenAt, GivenBy) = (Text.Normalise(grounds), givenOn, answerUntil, at, by);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long ComplaintId { get; private set; }
    public Complaint Complaint { get; private set; } = null!;
    public long AgencyId { get; private set; }
    public Agency Agency { get; private set; } = null!;
    public string Grounds { get; private set; } = null!;

    /// <summary>In the ministry's time zone. The time to answer runs from it.</summary>
    public DateOnly GivenOn { get; private set; }

    /// <summary>The last day on which an answer is in time, inclusive.</summary>
    public DateOnly AnswerUntil { get; private set; }
    public DateTime GivenAt { get; private set; }
    public string GivenBy { get; private set; } = null!;

    /// <summary>The agency's words; null while there are none, and once their time is over.</summary>
    public string? Answer { get; private set; }
    public DateTime? AnsweredAt { get; private set; }
    public string? AnsweredBy { get; private set; }
    public long Version { get; private set; }

    public ComplaintNoticeState StateOn(DateOnly today) =>
        AnsweredAt is not null ? ComplaintNoticeState.Answered : today > AnswerUntil ? ComplaintNoticeState.Unanswered : ComplaintNoticeState.Open;

    /// <summary>Refuses what comes after an answer, after the end of the complaint, or after the last day.</summary>
    /// <remarks>The complaint must be loaded.</remarks>
    internal Problem? WhyNotAnswered(DateOnly today) =>
        AnsweredAt is not null || !Complaint.IsOpen ? new Problem(ProblemCode.ComplaintNoticeClosed)
        : today > AnswerUntil ? new Problem(ProblemCode.ComplaintNoticeLate, $"The last day to answer was {AnswerUntil:yyyy-MM-dd}.") : null;

    internal void Reply(string answer, DateTime at, string by) => (Answer, AnsweredAt, AnsweredBy) = (Text.Normalise(answer), at, by);

    internal sealed class Table : IEntityTypeConfiguration<ComplaintNotice>
    {
        public void Configure(EntityTypeBuilder<ComplaintNotice> builder)
        {
            builder.ToTable("ComplaintNotices");
            builder.Property(n => n.Grounds).HasMaxLength(Complaint.MaxTextLength);
            builder.Property(n => n.Answer).HasMaxLength(StorageConventions.Unlimited);
            builder.HasOne(n => n.Complaint).WithMany().HasForeignKey(n => n.ComplaintId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(n => n.Agency).WithMany().HasForeignKey(n => n.AgencyId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(n => new { n.AgencyId, n.Id });
        }
    }
}

public sealed record ComplaintNoticeGiven(string ComplaintId, DateOnly AnswerUntil);
public sealed record ComplaintNoticeAnswered;

/// <summary>A notice without what is shared with it.</summary>
/// <param name="AnswerUntil">The last day on which an answer is in time, inclusive.</param>
public sealed record ComplaintNoticeSummary(string Id, string AgencyId, ComplaintNoticeState State, DateOnly GivenOn, DateOnly AnswerUntil, DateTime? AnsweredAt)
{
    /// <remarks>The agency must be loaded.</remarks>
    public static ComplaintNoticeSummary Of(ComplaintNotice n, DateOnly today) => new(n.PublicId, n.Agency.PublicId, n.StateOn(today), n.GivenOn, n.AnswerUntil, n.AnsweredAt);
}
