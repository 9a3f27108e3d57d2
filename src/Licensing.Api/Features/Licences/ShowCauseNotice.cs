using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Licences;

/// <summary>What the ministry has in mind.</summary>
public enum IntendedMeasure
{
    /// <summary>The licence would be suspended.</summary>
    Suspension,

    /// <summary>The licence would be revoked.</summary>
    Revocation,
}

public enum NoticeState
{
    /// <summary>The agency may answer.</summary>
    Open,

    /// <summary>The agency has answered.</summary>
    Answered,

    /// <summary>The last day passed without an answer.</summary>
    Unanswered,

    /// <summary>A measure rests on it.</summary>
    Used,

    /// <summary>The ministry took it back; no measure can rest on it.</summary>
    Withdrawn,
}

/// <summary>Tells an agency what the ministry intends and why, and gives it a time to answer before anything is decided.</summary>
public sealed class ShowCauseNotice : IRegulated, IVersioned, IListed, IOwnedByAgency
{
    public const string IdPrefix = "sn";
    public const int MaxAnswerLength = 10_000;

    private ShowCauseNotice()
    {
    }

    public ShowCauseNotice(Licence licence, IntendedMeasure intended, MeasureReason reason, string grounds, DateOnly givenOn, DateOnly answerUntil, DateTime givenAt, string givenBy)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Licence, LicenceId, AgencyId, Intended, Reason, Grounds) = (licence, licence.Id, licence.AgencyId, intended, reason, Text.Normalise(grounds));
        (GivenOn, AnswerUntil, GivenAt, GivenBy) = (givenOn, answerUntil, givenAt, givenBy);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long LicenceId { get; private set; }
    public Licence Licence { get; private set; } = null!;
    public long AgencyId { get; private set; }
    public IntendedMeasure Intended { get; private set; }
    public MeasureReason Reason { get; private set; }
    public string Grounds { get; private set; } = null!;

    /// <summary>In the ministry's time zone. The time to answer runs from it.</summary>
    public DateOnly GivenOn { get; private set; }

    /// <summary>The last day on which an answer is in time, inclusive.</summary>
    public DateOnly AnswerUntil { get; private set; }

    public DateTime GivenAt { get; private set; }
    public string GivenBy { get; private set; } = null!;

    /// <summary>The agency's words. They may speak of people, so they go when the ministry's period for them is over.</summary>
    public string? Answer { get; private set; }

    public DateTime? AnsweredAt { get; private set; }
    public string? AnsweredBy { get; private set; }
    public DateTime? AnswerDeletedAt { get; private set; }
    public DateTime? WithdrawnAt { get; private set; }

    /// <summary>Public id of the measure that rests on it: one notice, one measure.</summary>
    public string? Measure { get; private set; }

    public long Version { get; private set; }

    public void Reply(string answer, DateTime at, string by) => (Answer, AnsweredAt, AnsweredBy) = (Text.Normalise(answer), at, by);

    public void Withdraw(DateTime at) => WithdrawnAt = at;

    /// <param name="measure">Null: the measure was recorded in error, and the notice can carry another.</param>
    public void CarryMeasure(string? measure) => Measure = measure;

    /// <param name="today">In the ministry's time zone.</param>
    public NoticeState StateOn(DateOnly today) =>
        WithdrawnAt is not null ? NoticeState.Withdrawn
        : Measure is not null ? NoticeState.Used
        : AnsweredAt is not null ? NoticeState.Answered
        : today > AnswerUntil ? NoticeState.Unanswered : NoticeState.Open;

    internal sealed class Table : IEntityTypeConfiguration<ShowCauseNotice>
    {
        public void Configure(EntityTypeBuilder<ShowCauseNotice> builder)
        {
            builder.Property(n => n.Grounds).HasMaxLength(LicenceFactRow.MaxTextLength);
            builder.Property(n => n.Answer).HasMaxLength(StorageConventions.Unlimited);
            builder.Property(n => n.Measure).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.HasIndex(n => n.Measure);
            builder.HasIndex(n => n.AnsweredAt);
            builder.HasOne(n => n.Licence).WithMany().HasForeignKey(n => n.LicenceId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Agency>().WithMany().HasForeignKey(n => n.AgencyId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

public sealed record NoticeGiven(string LicenceId, IntendedMeasure Intended, MeasureReason Reason, DateOnly AnswerUntil);
public sealed record NoticeAnswered(string LicenceId);
public sealed record NoticeWithdrawn(string LicenceId);
public sealed record NoticeUsed(string? Measure);

/// <param name="Id">Public id.</param>
/// <param name="Grounds">What the agency is to answer to.</param>
/// <param name="GivenOn">The day from which the time to answer runs.</param>
/// <param name="AnswerUntil">The last day on which an answer is in time, inclusive.</param>
/// <param name="Answer">The agency's words; null while there are none, and after their time of keeping.</param>
/// <param name="AnswerDeletedAt">When the answer went because its time of keeping was over.</param>
/// <param name="Measure">Id of the measure that rests on it.</param>
public sealed record NoticeView(
    string Id, string LicenceId, NoticeState State, IntendedMeasure Intended, MeasureReason Reason, string Grounds, DateOnly GivenOn, DateOnly AnswerUntil, DateTime GivenAt,
    string GivenBy, string? Answer, DateTime? AnsweredAt, string? AnsweredBy, DateTime? AnswerDeletedAt, DateTime? WithdrawnAt, string? Measure)
{
    /// <remarks>The licence must be loaded.</remarks>
    public static NoticeView Of(ShowCauseNotice n, DateOnly today) => new(
        n.PublicId, n.Licence.PublicId, n.StateOn(today), n.Intended, n.Reason, n.Grounds, n.GivenOn, n.AnswerUntil, n.GivenAt, n.GivenBy, n.Answer, n.AnsweredAt, n.AnsweredBy,
        n.AnswerDeletedAt, n.WithdrawnAt, n.Measure);
}
