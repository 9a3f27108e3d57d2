using System.Security.Cryptography;
using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Bars;

public enum BarState
{
    /// <summary>Nobody has decided on it yet.</summary>
    Proposed,

    /// <summary>It was not decided; who it was about is erased.</summary>
    Dropped,

    /// <summary>It begins on a later day.</summary>
    Upcoming,

    /// <summary>It holds on that day.</summary>
    InForce,

    /// <summary>Its last day has passed.</summary>
    Over,

    /// <summary>Ended before its time, by two people.</summary>
    Lifted,
}

/// <summary>A person or an agency that may have no licence, and no part in one, for a time. Two people bar and two lift; what was lifted stays on
/// record with the days on which it held.</summary>
public sealed class Bar : IRegulated, IVersioned, IListed
{
    public const string IdPrefix = "ba";
    public const int MaxTextLength = 2000;
    private readonly List<BarMark> _marks = [];

    private Bar()
    {
    }

    public Bar(Agency? agency, DateOnly from, DateOnly? until, string grounds, string decision, DateTime proposedAt)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Agency, AgencyId, From, Until, ProposedAt) = (agency, agency?.Id, from, until, proposedAt);
        (Grounds, Decision) = (Text.Normalise(grounds), Text.Normalise(decision));
        // An undecided one is worth nothing after its proposal has expired.
        OverAt = proposedAt + TwoPersonRule.GoodFor;
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;

    /// <summary>Null where a person is barred.</summary>
    public long? AgencyId { get; private set; }
    public Agency? Agency { get; private set; }

    /// <summary>The person's own key, under the ministry's; null where an agency is barred, and once the person is erased.</summary>
    public byte[]? PersonKey { get; private set; }
    public byte[]? PersonSealed { get; private set; }
    public string? SealedUnder { get; private set; }

    /// <summary>First day, inclusive.</summary>
    public DateOnly From { get; private set; }

    /// <summary>Last day, inclusive; null: for ever, unless it is lifted.</summary>
    public DateOnly? Until { get; private set; }

    public string Grounds { get; private set; } = null!;

    /// <summary>The judgement, order or decision that it follows from.</summary>
    public string Decision { get; private set; } = null!;

    public DateTime ProposedAt { get; private set; }

    /// <summary>When two people had made it so; null before.</summary>
    public DateTime? DecidedAt { get; private set; }
    public string? ProposalId { get; private set; }
    public DateTime? DroppedAt { get; private set; }

    /// <summary>First day on which it no longer holds, since it was lifted.</summary>
    public DateOnly? LiftedFrom { get; private set; }
    public DateTime? LiftedAt { get; private set; }
    public string? LiftGrounds { get; private set; }
    public string? LiftProposalId { get; private set; }

    /// <summary>The instant (UTC) from which it can hold no more; null: none. What is kept of the person is counted from it.</summary>
    public DateTime? OverAt { get; private set; }

    public long Version { get; private set; }
    public IReadOnlyCollection<BarMark> Marks => _marks;

    public bool IsOfPerson => AgencyId is null;

    public SealedPerson? Person => PersonKey is { } key && PersonSealed is { } person ? new(key, person, SealedUnder!) : null;

    /// <summary>SHA-256 of what is sealed, in hexadecimal: the bar that is decided on is of whom it was proposed.</summary>
    public string? PersonDigest => PersonSealed is { } person ? Convert.ToHexStringLower(SHA256.HashData(person)) : null;

    public void Identify(SealedPerson person, IEnumerable<Mark> marks)
    {
        (PersonKey, PersonSealed, SealedUnder) = (person.Key, person.Person, person.Under);
        _marks.AddRange(marks.Select(m => (m.Kind, m.Digest)).Distinct().Select(m => new BarMark(m.Kind, m.Digest)));
    }

    /// <param name="overAt">When its last day has passed; null: never.</param>
    public void Decide(string proposalId, DateTime at, DateTime? overAt) => (ProposalId, DecidedAt, OverAt) = (proposalId, at, overAt);

    /// <summary>Marks must be loaded.</summary>
    public void Drop(DateTime at)
    {
        (DroppedAt, PersonKey, PersonSealed, SealedUnder, OverAt) = (at, null, null, null, at);
        _marks.Clear();
    }

    /// <param name="from">First day on which it no longer holds.</param>
    /// <param name="overAt">When that day begins.</param>
    public void Lift(DateOnly from, string grounds, string proposalId, DateTime at, DateTime overAt) =>
        (LiftedFrom, LiftGrounds, LiftProposalId, LiftedAt, OverAt) = (from, Text.Normalise(grounds), proposalId, at, overAt);

    public BarState StateOn(DateOnly day) => this switch
    {
        { DroppedAt: not null } => BarState.Dropped,
        { DecidedAt: null } => BarState.Proposed,
        _ when LiftedFrom <= day => BarState.Lifted,
        _ when day < From => BarState.Upcoming,
        _ when Until < day => BarState.Over,
        _ => BarState.InForce,
    };

    internal sealed class Table : IEntityTypeConfiguration<Bar>
    {
        public void Configure(EntityTypeBuilder<Bar> builder)
        {
            builder.Property(b => b.PersonKey).HasMaxLength(200);
            builder.Property(b => b.PersonSealed).HasMaxLength(8000);
            builder.Property(b => b.SealedUnder).HasMaxLength(16).IsUnicode(false);
            builder.Property(b => b.Grounds).HasMaxLength(MaxTextLength);
            builder.Property(b => b.Decision).HasMaxLength(MaxTextLength);
            builder.Property(b => b.LiftGrounds).HasMaxLength(MaxTextLength);
            builder.HasOne(b => b.Agency).WithMany().HasForeignKey(b => b.AgencyId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany(b => b.Marks).WithOne(m => m.Bar).HasForeignKey(m => m.BarId).OnDelete(DeleteBehavior.Cascade);
            builder.HasIndex(b => b.OverAt);
        }
    }
}

/// <summary>By what a barred person is recognised among applicants: the same keyed digests as theirs (<see cref="ApplicationSeal"/>).</summary>
public sealed class BarMark
{
    private BarMark()
    {
    }

    internal BarMark(MarkKind kind, string digest, long barId = 0) => (Kind, Digest, BarId) = (kind, digest, barId);

    public long Id { get; private set; }
    public long BarId { get; private set; }
    public Bar Bar { get; private set; } = null!;
    public MarkKind Kind { get; private set; }
    public string Digest { get; private set; } = null!;

    internal sealed class Table : IEntityTypeConfiguration<BarMark>
    {
        public void Configure(EntityTypeBuilder<BarMark> builder)
        {
            builder.ToTable("BarMarks");
            builder.Property(m => m.Digest).HasMaxLength(64).IsUnicode(false);
            builder.HasIndex(m => new { m.Kind, m.Digest });
        }
    }
}

public static class BarsOn
{
    /// <summary>Only those that hold on a day.</summary>
    public static IQueryable<Bar> InForceOn(this IQueryable<Bar> bars, DateOnly day) => bars.Where(b =>
        b.DecidedAt != null && b.From <= day && (b.Until == null || day <= b.Until) && (b.LiftedFrom == null || day < b.LiftedFrom));
}
