using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Agencies;

public enum ChangeKind
{
    /// <summary>Who owns the agency.</summary>
    Owner,

    /// <summary>Where it is.</summary>
    Address,

    /// <summary>What it is called.</summary>
    Name,

    /// <summary>Who answers for it.</summary>
    ResponsiblePerson,
}

public enum ChangeState
{
    /// <summary>Needs approval, and nobody has decided.</summary>
    Waiting,

    /// <summary>The ministry has said that notification suffices for this kind.</summary>
    Noted,

    /// <summary>The ministry accepts the change.</summary>
    Accepted,

    /// <summary>The ministry refuses it.</summary>
    Refused,
}

/// <summary>What an agency says has changed about it. It is never altered; a slip is refused, and notified anew.</summary>
public sealed class NotifiedChange : IRegulated, IVersioned, IListed, IOwnedByAgency
{
    public const string IdPrefix = "nc";
    public const int MaxTextLength = 2000;

    private NotifiedChange()
    {
    }

    public NotifiedChange(Agency agency, ChangeKind kind, DateOnly on, string what, string? language, string document, bool needsApproval, DateTime at, string by)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Agency, AgencyId, Kind, On, Language) = (agency, agency.Id, kind, on, language);
        (What, Document) = (Text.Normalise(what), Text.Normalise(document));
        (NotifiedAt, NotifiedBy, State) = (at, by, needsApproval ? ChangeState.Waiting : ChangeState.Noted);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long AgencyId { get; private set; }
    public Agency Agency { get; private set; } = null!;
    public ChangeKind Kind { get; private set; }

    /// <summary>First day on which it is so, inclusive.</summary>
    public DateOnly On { get; private set; }

    /// <summary>The new address or name; for an owner or a responsible person who it is now. Null once its time is over
    /// (<see cref="RetainedChanges"/>).</summary>
    public string? What { get; private set; }

    /// <summary>Of a name: language and script (BCP 47).</summary>
    public string? Language { get; private set; }

    /// <summary>The paper that shows it: number, date, who issued it.</summary>
    public string Document { get; private set; } = null!;

    public DateTime NotifiedAt { get; private set; }
    public string NotifiedBy { get; private set; } = null!;
    public ChangeState State { get; private set; }
    public DateTime? DecidedAt { get; private set; }
    public string? DecidedBy { get; private set; }

    /// <summary>Why it was accepted or refused; the agency reads it.</summary>
    public string? Reason { get; private set; }

    public long Version { get; private set; }

    public void Decide(ChangeState state, string reason, DateTime at, string by) => (State, Reason, DecidedAt, DecidedBy) = (state, Text.Normalise(reason), at, by);

    /// <summary>Makes the address or the name a fact of the agency from its day on; other kinds have no fact of their own.</summary>
    /// <remarks>All facts of the agency must be loaded. The caller records the event.</remarks>
    public AgencyFact? StateFact(DateTime at, string by) => Kind switch
    {
        ChangeKind.Address => Agency.State(AgencyFactKind.Address, What!, null, On, at, by),
        ChangeKind.Name => Agency.State(AgencyFactKind.Name, What!, Language, On, at, by),
        _ => null,
    };

    internal sealed class Table : IEntityTypeConfiguration<NotifiedChange>
    {
        public void Configure(EntityTypeBuilder<NotifiedChange> builder)
        {
            builder.ToTable("NotifiedChanges");
            builder.Property(c => c.What).HasMaxLength(MaxTextLength);
            builder.Property(c => c.Language).HasMaxLength(35).IsUnicode(false);
            builder.Property(c => c.Document).HasMaxLength(AgencyFact.MaxValueLength);
            builder.Property(c => c.Reason).HasMaxLength(MaxTextLength);
            builder.HasIndex(c => new { c.State, c.Id });
            builder.HasOne(c => c.Agency).WithMany().HasForeignKey(c => c.AgencyId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>The text itself stays out of the trail: it can name a person.</summary>
public sealed record ChangeNotified(string AgencyId, ChangeKind Kind, DateOnly On, bool NeedsApproval);
public sealed record ChangeAccepted(string AgencyId, ChangeKind Kind, DateOnly On);
public sealed record ChangeRefused(string AgencyId, ChangeKind Kind, DateOnly On);

/// <param name="Id">Public id.</param>
/// <param name="On">First day on which it is so, inclusive.</param>
/// <param name="What">The new address or name; for an owner or a responsible person who it is now. Null once the ministry's period for it is over.</param>
/// <param name="Document">The paper that shows it.</param>
/// <param name="Reason">Why it was accepted or refused.</param>
public sealed record NotifiedChangeView(
    string Id, string AgencyId, ChangeKind Kind, DateOnly On, string? What, string? Language, string Document, ChangeState State, DateTime NotifiedAt, string NotifiedBy,
    DateTime? DecidedAt, string? DecidedBy, string? Reason)
{
    /// <remarks>Agency must be loaded.</remarks>
    public static NotifiedChangeView Of(NotifiedChange c) => new(
        c.PublicId, c.Agency.PublicId, c.Kind, c.On, c.What, c.Language, c.Document, c.State, c.NotifiedAt, c.NotifiedBy, c.DecidedAt, c.DecidedBy, c.Reason);
}
