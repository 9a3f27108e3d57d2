using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Licences;

/// <summary>What is appealed against.</summary>
public enum AppealSubject
{
    /// <summary>A suspension or a revocation.</summary>
    Measure,

    /// <summary>Demerit points.</summary>
    Demerits,

    /// <summary>An application that was refused, by decision or by silence.</summary>
    Refusal,

    /// <summary>A complaint that was upheld.</summary>
    Complaint,

    /// <summary>A finding that was upheld.</summary>
    Finding,

    /// <summary>A flag that was confirmed.</summary>
    Flag,
}

public enum AppealPath
{
    /// <summary>The authority is asked to review its own decision.</summary>
    Review,

    /// <summary>Another body decides: a court, a tribunal, a superior.</summary>
    Appeal,
}

/// <summary>An agency asks that a decision against it be taken away. What it is today is what the last act made it (LicenceLifecycle.Appeals).</summary>
public sealed class Appeal : IRegulated, IVersioned, IListed, IOwnedByAgency
{
    public const string IdPrefix = "ac";
    public const int MaxGroundsLength = 10_000;

    private Appeal()
    {
    }

    public Appeal(Appealed about, AppealPath path, string grounds, DateOnly lodgedOn, DateOnly lastDay, DateTime lodgedAt, string lodgedBy)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (AgencyId, LicenceId, Subject, SubjectId, DecidedOn) = (about.AgencyId, about.LicenceId, about.Subject, about.Id, about.DecidedOn);
        (Path, Grounds, LodgedOn, LastDay, LodgedAt, LodgedBy) = (path, Text.Normalise(grounds), lodgedOn, lastDay, lodgedAt, lodgedBy);
        OpenKey = KeyOf(path, about.Id);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long AgencyId { get; private set; }
    public Agency Agency { get; private set; } = null!;
    public long? LicenceId { get; private set; }
    public AppealSubject Subject { get; private set; }

    /// <summary>Public id of what is appealed against.</summary>
    public string SubjectId { get; private set; } = null!;

    public AppealPath Path { get; private set; }

    /// <summary>The day of the decision that is appealed against, in the ministry's time zone.</summary>
    public DateOnly DecidedOn { get; private set; }

    public DateOnly LodgedOn { get; private set; }

    /// <summary>The last day on which an appeal was in time, inclusive.</summary>
    public DateOnly LastDay { get; private set; }

    public DateTime LodgedAt { get; private set; }
    public string LodgedBy { get; private set; } = null!;

    /// <summary>The agency's words. They may speak of people, so they go when the ministry's period for them is over.</summary>
    public string? Grounds { get; private set; }

    public DateTime? GroundsDeletedAt { get; private set; }
    public AppealState State { get; private set; }
    public DateTime? ClosedAt { get; private set; }

    /// <summary>The first day on which what was appealed against no longer holds, where it was allowed.</summary>
    public DateOnly? EffectiveFrom { get; private set; }

    /// <summary>Who decided: the court and its file number, or the ministry.</summary>
    public string? DecidedBy { get; private set; }

    /// <summary>The grounds of the decision.</summary>
    public string? Decision { get; private set; }

    public string? ProposalId { get; private set; }

    /// <summary>Unique while it is open: of two against the same decision on the same path one is stored.</summary>
    public string? OpenKey { get; private set; }

    public long Version { get; private set; }

    public static string KeyOf(AppealPath path, string subjectId) => $"{path} {subjectId}";

    /// <summary>Refuses what is not possible in its state, and says what is.</summary>
    public Problem? WhyNot(AppealAction action)
    {
        var move = LicenceLifecycle.Appeals.Next(State, action);
        return move.IsPossible ? null : new Problem(ProblemCode.AppealMoveNotPossible,
            $"It is {Json.Words.ConvertName(State.ToString())}; possible are: {(move.Possible.IsEmpty ? "none" : string.Join(", ", move.Possible.Select(a => Json.Words.ConvertName(a.ToString()))))}.");
    }

    public void Withdraw(DateTime at) => Close(AppealAction.Withdraw, at);

    public void Decide(AppealDecisionChange change, string proposalId, DateTime at)
    {
        Close(change.Outcome, at);
        (EffectiveFrom, DecidedBy, Decision, ProposalId) = (change.From, change.DecidedBy, change.Grounds, proposalId);
    }

    private void Close(AppealAction action, DateTime at) =>
        (State, ClosedAt, OpenKey) = (LicenceLifecycle.Appeals.Next(State, action).To.Single(), at, null);

    internal sealed class Table : IEntityTypeConfiguration<Appeal>
    {
        public void Configure(EntityTypeBuilder<Appeal> builder)
        {
            builder.Property(a => a.SubjectId).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.Property(a => a.ProposalId).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.Property(a => a.Grounds).HasMaxLength(StorageConventions.Unlimited);
            builder.Property(a => a.Decision).HasMaxLength(LicenceFactRow.MaxTextLength);
            builder.Property(a => a.OpenKey).HasMaxLength(80).IsUnicode(false);
            builder.HasIndex(a => a.OpenKey).IsUnique();
            builder.HasIndex(a => a.SubjectId);
            builder.HasIndex(a => a.ClosedAt);
            builder.HasOne(a => a.Agency).WithMany().HasForeignKey(a => a.AgencyId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Licence>().WithMany().HasForeignKey(a => a.LicenceId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

public sealed record AppealLodged(AppealSubject Subject, string SubjectId, AppealPath Path, DateOnly LastDay);
public sealed record AppealDecided(AppealState State, DateOnly? From);
public sealed record AppealWithdrawn(string SubjectId);

/// <param name="Id">Public id.</param>
/// <param name="SubjectId">Public id of what is appealed against.</param>
/// <param name="DecidedOn">The day of the decision that is appealed against.</param>
/// <param name="LastDay">The last day on which an appeal was in time, inclusive.</param>
/// <param name="Grounds">The agency's words; null after their time of keeping.</param>
/// <param name="GroundsDeletedAt">When they went because their time of keeping was over.</param>
/// <param name="EffectiveFrom">The first day on which what was appealed against no longer holds, where it was allowed.</param>
/// <param name="DecidedBy">The court and its file number, or the ministry.</param>
/// <param name="Decision">The grounds of the decision.</param>
/// <param name="Possible">What can be done with it.</param>
public sealed record AppealView(
    string Id, string AgencyId, AppealSubject Subject, string SubjectId, AppealPath Path, AppealState State, DateOnly DecidedOn, DateOnly LodgedOn, DateOnly LastDay, DateTime LodgedAt,
    string LodgedBy, string? Grounds, DateTime? GroundsDeletedAt, DateTime? ClosedAt, DateOnly? EffectiveFrom, string? DecidedBy, string? Decision, string? ProposalId,
    IReadOnlyList<AppealAction> Possible)
{
    /// <remarks>The agency must be loaded.</remarks>
    public static AppealView Of(Appeal a) => new(
        a.PublicId, a.Agency.PublicId, a.Subject, a.SubjectId, a.Path, a.State, a.DecidedOn, a.LodgedOn, a.LastDay, a.LodgedAt, a.LodgedBy, a.Grounds, a.GroundsDeletedAt, a.ClosedAt,
        a.EffectiveFrom, a.DecidedBy, a.Decision, a.ProposalId, LicenceLifecycle.Appeals.Possible(a.State));
}
