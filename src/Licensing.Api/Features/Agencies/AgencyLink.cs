using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Agencies;

public enum AgencyLinkKind
{
    /// <summary>The other agency took over this one's business.</summary>
    Succession,

    /// <summary>This agency went into the other one.</summary>
    Merger,

    /// <summary>This is the same agency as the other one, registered twice.</summary>
    Duplicate,
}

/// <summary>How one agency leads to another, from a day on and up to another. Neither is rewritten: each keeps its facts, licences and
/// cases, so parting them again leaves both as they were.</summary>
public sealed class AgencyLink : IRegulated, IVersioned, IListed
{
    public const string IdPrefix = "ln";
    public const int MaxAuthorityLength = 500;

    private AgencyLink()
    {
    }

    /// <param name="from">The one that ended, or is registered a second time.</param>
    /// <param name="to">The one that goes on.</param>
    public AgencyLink(AgencyLinkKind kind, Agency from, Agency to, DateOnly since, string authority, string proposalId, DateTime recordedAt, string recordedBy)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Kind, Agency, AgencyId, Other, OtherId, From) = (kind, from, from.Id, to, to.Id, since);
        (Authority, ProposalId, RecordedAt, RecordedBy) = (Text.Normalise(authority), proposalId, recordedAt, recordedBy);
        OpenKey = KeyOf(from.Id, to.Id);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public AgencyLinkKind Kind { get; private set; }
    public long AgencyId { get; private set; }
    public Agency Agency { get; private set; } = null!;
    public long OtherId { get; private set; }
    public Agency Other { get; private set; } = null!;

    /// <summary>First day, inclusive.</summary>
    public DateOnly From { get; private set; }

    /// <summary>First day on which it holds no longer; the first day itself where it was linked in error. Null while it holds.</summary>
    public DateOnly? To { get; private set; }

    /// <summary>The deed, order or decision by which it holds.</summary>
    public string Authority { get; private set; } = null!;

    /// <summary>The proposal that two people decided.</summary>
    public string ProposalId { get; private set; } = null!;

    public DateTime RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = null!;
    public DateTime? EndRecordedAt { get; private set; }
    public string? EndProposalId { get; private set; }

    /// <summary>Unique while it holds: two agencies are linked once, in one direction.</summary>
    public string? OpenKey { get; private set; }

    public long Version { get; private set; }

    public static string KeyOf(long one, long other) => $"{Math.Min(one, other)} {Math.Max(one, other)}";

    /// <param name="to">First day on which it holds no longer.</param>
    public void Part(DateOnly to, string proposalId, DateTime recordedAt) => (To, EndProposalId, EndRecordedAt, OpenKey) = (to, proposalId, recordedAt, null);

    /// <summary>Whether it holds on a day, as it was known at an instant (UTC).</summary>
    public bool HoldsOn(DateOnly day, DateTime knownAt) => RecordedAt <= knownAt && From <= day && (EndKnownAt(knownAt) is not { } to || day < to);

    /// <summary>First day on which it holds no longer, as it was known at an instant (UTC).</summary>
    public DateOnly? EndKnownAt(DateTime knownAt) => EndRecordedAt <= knownAt ? To : null;

    internal sealed class Table : IEntityTypeConfiguration<AgencyLink>
    {
        public void Configure(EntityTypeBuilder<AgencyLink> builder)
        {
            builder.ToTable("AgencyLinks");
            builder.Property(l => l.Authority).HasMaxLength(MaxAuthorityLength);
            builder.Property(l => l.ProposalId).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.Property(l => l.EndProposalId).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.Property(l => l.OpenKey).HasMaxLength(60).IsUnicode(false);
            builder.HasIndex(l => l.OpenKey).IsUnique();
            builder.HasOne(l => l.Agency).WithMany().HasForeignKey(l => l.AgencyId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(l => l.Other).WithMany().HasForeignKey(l => l.OtherId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

public sealed record AgenciesLinked(AgencyLinkKind Kind, string AgencyId, string OtherId, DateOnly From);
public sealed record AgenciesParted(AgencyLinkKind Kind, string AgencyId, string OtherId, DateOnly To);

/// <param name="Id">Public id.</param>
/// <param name="AgencyId">The agency that ended, or is registered a second time.</param>
/// <param name="OtherId">The one that goes on.</param>
/// <param name="From">First day, inclusive.</param>
/// <param name="To">First day on which it holds no longer; null while it holds.</param>
/// <param name="Authority">The deed, order or decision by which it holds.</param>
/// <param name="ProposalId">The proposal that two people decided.</param>
/// <param name="RecordedAt">When the register learned it.</param>
/// <param name="EndRecordedAt">When the register learned that it holds no longer.</param>
public sealed record AgencyLinkView(
    string Id, AgencyLinkKind Kind, string AgencyId, string OtherId, DateOnly From, DateOnly? To, string Authority, string ProposalId, string? EndProposalId,
    DateTime RecordedAt, DateTime? EndRecordedAt)
{
    /// <remarks>Both agencies must be loaded.</remarks>
    public static AgencyLinkView Of(AgencyLink l) => new(
        l.PublicId, l.Kind, l.Agency.PublicId, l.Other.PublicId, l.From, l.To, l.Authority, l.ProposalId, l.EndProposalId, l.RecordedAt, l.EndRecordedAt);
}
