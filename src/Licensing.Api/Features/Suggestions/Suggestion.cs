using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Suggestions;

public enum SuggestionSource
{
    /// <summary>Demerit points reached a band.</summary>
    Demerits,

    /// <summary>A last day passed and nothing was done.</summary>
    Deadline,
}

public enum SuggestionState
{
    /// <summary>Nobody has decided about it.</summary>
    Open,

    /// <summary>An officer made a proposal of it, which two people decide.</summary>
    Followed,

    /// <summary>An officer decided against it.</summary>
    Dismissed,

    /// <summary>What it rested on counts no longer.</summary>
    Lapsed,
}

/// <summary>What the regime lets follow, for an officer to decide about. It changes nothing by itself.</summary>
public sealed class Suggestion : IRegulated, IVersioned, IListed, IOwnedByAgency
{
    public const string IdPrefix = "sg";
    public const int MaxFollowsLength = 100;
    public const int MaxBecauseLength = 4000;

    private Suggestion()
    {
    }

    private Suggestion(long agencyId, SuggestionSource source, string key, string? follows, DateTime at)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (AgencyId, Source, Key, Follows, SuggestedAt) = (agencyId, source, key, follows, at);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long AgencyId { get; private set; }
    public Agency Agency { get; private set; } = null!;
    public SuggestionSource Source { get; private set; }

    /// <summary>What follows, in the regime's word; null where no law says, and the ministry decides what.</summary>
    public string? Follows { get; private set; }

    /// <summary>Unique: the same is suggested once, by whichever worker.</summary>
    public string Key { get; private set; } = null!;

    /// <summary>Points that counted, and the points from which it follows.</summary>
    public int? Points { get; private set; }
    public int? BandFrom { get; private set; }

    /// <summary>Kind of the deadline that passed, and its last day.</summary>
    public string? DeadlineKind { get; private set; }
    public DateOnly? DueOn { get; private set; }

    /// <summary>Public ids of what it rests on, a blank between them.</summary>
    public string Because { get; private set; } = null!;

    public DateTime SuggestedAt { get; private set; }
    public SuggestionState State { get; private set; }
    public string? ProposalId { get; private set; }
    public DateTime? DecidedAt { get; private set; }
    public string? DecidedBy { get; private set; }
    public string? Reason { get; private set; }
    public long Version { get; private set; }

    public IReadOnlyList<string> BecauseIds => Because.Split(' ');

    /// <param name="entries">Ids of the entries that count, the newest last; there is at least one.</param>
    public static Suggestion FromDemerits(long agencyId, string follows, int points, int bandFrom, IReadOnlyList<string> entries, DateTime at) =>
        new(agencyId, SuggestionSource.Demerits, $"demerits {agencyId} {bandFrom} {entries[^1]}", follows, at)
        {
            Points = points, BandFrom = bandFrom, Because = Fitting(entries),
        };

    /// <param name="subjectId">What was due: a condition, a demand, a licence.</param>
    public static Suggestion FromDeadline(long agencyId, string? follows, string kind, string subjectId, DateOnly dueOn, DateTime at) =>
        new(agencyId, SuggestionSource.Deadline, $"deadline {kind} {subjectId} {dueOn:yyyy-MM-dd}", follows, at) { DeadlineKind = kind, DueOn = dueOn, Because = subjectId };

    public void Follow(string proposalId, DateTime at, string by) => (State, ProposalId, DecidedAt, DecidedBy) = (SuggestionState.Followed, proposalId, at, by);

    public void Dismiss(string reason, DateTime at, string by) => (State, Reason, DecidedAt, DecidedBy) = (SuggestionState.Dismissed, Text.Normalise(reason), at, by);

    public void Lapse(DateTime at, string by) => (State, DecidedAt, DecidedBy) = (SuggestionState.Lapsed, at, by);

    // The newest: the older ones are found from the agency.
    private static string Fitting(IReadOnlyList<string> ids) => string.Join(' ', ids.TakeLast(MaxBecauseLength / (Database.PublicId.MaxLength + 1)));

    internal sealed class Table : IEntityTypeConfiguration<Suggestion>
    {
        public void Configure(EntityTypeBuilder<Suggestion> builder)
        {
            builder.Ignore(s => s.BecauseIds);
            builder.Property(s => s.Follows).HasMaxLength(MaxFollowsLength);
            builder.Property(s => s.Key).HasMaxLength(200).IsUnicode(false);
            builder.Property(s => s.DeadlineKind).HasMaxLength(40).IsUnicode(false);
            builder.Property(s => s.Because).HasMaxLength(MaxBecauseLength).IsUnicode(false);
            builder.Property(s => s.ProposalId).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.Property(s => s.Reason).HasMaxLength(2000);
            builder.HasIndex(s => s.Key).IsUnique();
            builder.HasIndex(s => new { s.State, s.Id });
            builder.HasOne(s => s.Agency).WithMany().HasForeignKey(s => s.AgencyId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

public sealed record ConsequenceSuggested(SuggestionSource Source, string? Follows, string Because);
public sealed record SuggestionFollowed(string ProposalId);
public sealed record SuggestionDismissed(string? Follows);
public sealed record SuggestionLapsed(string? Follows);

/// <summary>What the regime lets follow, why, and what became of it.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Follows">In the regime's word; null where no law says, and the ministry decides what.</param>
/// <param name="Why">The same in words (English).</param>
/// <param name="Because">Ids of what it rests on: entries of points, a condition, a licence.</param>
/// <param name="Points">Points that counted when it was suggested.</param>
/// <param name="BandFrom">The points from which it follows.</param>
/// <param name="DeadlineKind">Which kind of deadline passed.</param>
/// <param name="DueOn">Its last day, inclusive.</param>
/// <param name="ProposalId">The proposal that an officer made of it; two people decide that.</param>
/// <param name="Reason">Why it was dismissed.</param>
public sealed record SuggestionView(
    string Id, string AgencyId, SuggestionSource Source, string? Follows, string Why, IReadOnlyList<string> Because, int? Points, int? BandFrom, string? DeadlineKind, DateOnly? DueOn,
    DateTime SuggestedAt, SuggestionState State, string? ProposalId, DateTime? DecidedAt, string? DecidedBy, string? Reason)
{
    /// <remarks>Agency must be loaded.</remarks>
    public static SuggestionView Of(Suggestion s) => new(
        s.PublicId, s.Agency.PublicId, s.Source, s.Follows, WhyOf(s), s.BecauseIds, s.Points, s.BandFrom, s.DeadlineKind, s.DueOn, s.SuggestedAt, s.State, s.ProposalId, s.DecidedAt, s.DecidedBy, s.Reason);

    private static string WhyOf(Suggestion s) => s.Source == SuggestionSource.Demerits
        ? $"{s.Points} points counted; from {s.BandFrom} points on the regime lets follow: {s.Follows}."
        : $"The last day of {s.DeadlineKind} was {s.DueOn:yyyy-MM-dd}, and it passed. {(s.Follows is null ? "No law says what follows: the ministry decides." : $"The regime lets follow: {s.Follows}.")}";
}
