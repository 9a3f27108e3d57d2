using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Flags;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Findings;

public enum CaseNoticeState
{
    /// <summary>The agency may answer.</summary>
    Open,

    /// <summary>The agency has answered.</summary>
    Answered,

    /// <summary>The last day passed without an answer.</summary>
    Unanswered,

    /// <summary>Nothing of it is left to answer: the law withdrew it, it was decided, or a later notice takes its place.</summary>
    Ended,
}

/// <summary>Tells an agency what it is to answer to, findings or a flag with the figures of that day, and gives it a time before anything is decided.</summary>
public sealed class CaseNotice : IRegulated, IVersioned, IListed, IOwnedByAgency
{
    public const string IdPrefix = "kn";
    public const int MaxGroundsLength = 4000, MaxAnswerLength = 10_000;
    private readonly List<CaseNoticeItem> _items = [];

    private CaseNotice()
    {
    }

    public CaseNotice(Agency agency, string grounds, DateOnly givenOn, DateOnly answerUntil, DateTime at, string by)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Agency, AgencyId, Grounds, GivenOn, AnswerUntil, GivenAt, GivenBy) = (agency, agency.Id, Text.Normalise(grounds), givenOn, answerUntil, at, by);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long AgencyId { get; private set; }
    public Agency Agency { get; private set; } = null!;

    /// <summary>The officer's words.</summary>
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
    public long Version { get; private set; }
    public IReadOnlyCollection<CaseNoticeItem> Items => _items;

    internal void State(Finding finding, string explanation) => _items.Add(new CaseNoticeItem(finding, explanation));

    internal void State(Flag flag) => _items.Add(new CaseNoticeItem(flag));

    internal void Reply(string answer, DateTime at, string by) => (Answer, AnsweredAt, AnsweredBy) = (Text.Normalise(answer), at, by);

    /// <remarks>The items must be loaded with their findings and flags.</remarks>
    public CaseNoticeState StateOn(DateOnly today) =>
        AnsweredAt is not null ? CaseNoticeState.Answered
        : !_items.Exists(i => i.IsWaiting) ? CaseNoticeState.Ended
        : today > AnswerUntil ? CaseNoticeState.Unanswered : CaseNoticeState.Open;

    internal sealed class Table : IEntityTypeConfiguration<CaseNotice>
    {
        public void Configure(EntityTypeBuilder<CaseNotice> builder)
        {
            builder.ToTable("CaseNotices");
            builder.Property(n => n.Grounds).HasMaxLength(MaxGroundsLength);
            builder.Property(n => n.Answer).HasMaxLength(StorageConventions.Unlimited);
            builder.HasOne(n => n.Agency).WithMany().HasForeignKey(n => n.AgencyId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany(n => n.Items).WithOne(i => i.Notice).HasForeignKey(i => i.NoticeId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(n => new { n.AgencyId, n.Id });
            builder.HasIndex(n => n.AnswerUntil);
            builder.HasIndex(n => n.AnsweredAt);
        }
    }
}

/// <summary>One thing that a notice states.</summary>
public sealed class CaseNoticeItem
{
    private CaseNoticeItem()
    {
    }

    internal CaseNoticeItem(Finding finding, string explanation) => (Finding, FindingId, Stated, Explanation) = (finding, finding.Id, CaseFigures.Of(finding).Write(), explanation);

    internal CaseNoticeItem(Flag flag) => (Flag, FlagId, Stated) = (flag, flag.Id, CaseFigures.Of(flag).Write());

    public long Id { get; private set; }
    public long NoticeId { get; private set; }
    public CaseNotice Notice { get; private set; } = null!;
    public long? FindingId { get; private set; }
    public Finding? Finding { get; private set; }
    public long? FlagId { get; private set; }
    public Flag? Flag { get; private set; }

    /// <summary><see cref="CaseFigures"/> as JSON, as they were when the notice was given.</summary>
    public string Stated { get; private set; } = null!;

    /// <summary>The finding's own explanation as it was then; null for a flag.</summary>
    public string? Explanation { get; private set; }

    /// <summary>A later notice, or a decision, takes its place.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>The agency can still answer to it.</summary>
    public bool IsWaiting => EndedAt is null && (Finding is null || Finding.Status == FindingStatus.Notified) && (Flag is null || (Flag is { Status: FlagStatus.Notified, LiftedAt: null }));

    public CaseFigures ReadStated() => CaseFigures.Read(Stated);

    internal void End(DateTime at) => EndedAt ??= at;

    /// <summary>The decision that followed it is to be made again.</summary>
    internal void Resume() => EndedAt = null;

    internal sealed class Table : IEntityTypeConfiguration<CaseNoticeItem>
    {
        public void Configure(EntityTypeBuilder<CaseNoticeItem> builder)
        {
            builder.ToTable("CaseNoticeItems");
            builder.Ignore(i => i.IsWaiting);
            builder.Property(i => i.Stated).HasMaxLength(StorageConventions.Unlimited);
            builder.Property(i => i.Explanation).HasMaxLength(StorageConventions.Unlimited);
            builder.HasOne(i => i.Finding).WithMany().HasForeignKey(i => i.FindingId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(i => i.Flag).WithMany().HasForeignKey(i => i.FlagId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

public sealed record CaseNoticeGiven(IReadOnlyList<string> Findings, string? Flag, DateOnly AnswerUntil);
public sealed record CaseNoticeAnswered(int Documents);

/// <param name="Notice">Public id of the notice.</param>
public sealed record FindingNotified(string Notice, DateOnly AnswerUntil);
public sealed record FindingAnswered(string Notice);

/// <summary>A notice without what it states.</summary>
/// <param name="GivenOn">The day from which the time to answer runs.</param>
/// <param name="AnswerUntil">The last day on which an answer is in time, inclusive.</param>
/// <param name="Findings">Public ids of the findings that it is about; the first stated first; empty for a flag.</param>
/// <param name="FlagId">Public id of the flag that it is about.</param>
public sealed record CaseNoticeSummary(
    string Id, string AgencyId, CaseNoticeState State, DateOnly GivenOn, DateOnly AnswerUntil, DateTime? AnsweredAt, IReadOnlyList<string> Findings, string? FlagId)
{
    /// <remarks>The agency must be loaded, and the items with their findings and flags.</remarks>
    public static CaseNoticeSummary Of(CaseNotice n, DateOnly today) => new(
        n.PublicId, n.Agency.PublicId, n.StateOn(today), n.GivenOn, n.AnswerUntil, n.AnsweredAt,
        [.. n.Items.OrderBy(i => i.Id).Select(i => i.Finding?.PublicId).OfType<string>()], n.Items.Select(i => i.Flag?.PublicId).SingleOrDefault(f => f is not null));
}
