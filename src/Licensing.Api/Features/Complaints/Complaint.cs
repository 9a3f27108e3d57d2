using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Bars;
using Licensing.Api.Features.Disclosures;
using Licensing.Rules.Procedures;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Complaints;

public enum ComplainantKind
{
    /// <summary>The worker.</summary>
    Worker,

    /// <summary>Somebody of the worker's family.</summary>
    Family,

    /// <summary>A lawyer or another with a mandate.</summary>
    Representative,

    /// <summary>An organisation that helps workers.</summary>
    Ngo,

    /// <summary>An embassy or consulate.</summary>
    Embassy,
}

public enum ComplaintType
{
    /// <summary>More was charged than the law allows.</summary>
    FeeAboveCap,

    /// <summary>No receipt was given.</summary>
    NoReceipt,

    /// <summary>The contract was replaced by another one.</summary>
    ContractSubstitution,

    /// <summary>The job did not exist, or was another.</summary>
    FalseJob,

    /// <summary>The passport was taken away.</summary>
    WithheldPassport,

    /// <summary>Wages were not paid.</summary>
    UnpaidWages,

    /// <summary>The worker was left alone abroad.</summary>
    Abandonment,

    /// <summary>Somebody was punished for complaining.</summary>
    Retaliation,

    /// <summary>The recruiter has no licence.</summary>
    UnlicensedRecruiter,

    /// <summary>Something else.</summary>
    Other,
}

public enum ComplaintAgainst
{
    /// <summary>A licensed agency.</summary>
    Agency,

    /// <summary>A sub-agent or broker.</summary>
    SubAgent,

    /// <summary>The employer.</summary>
    Employer,

    /// <summary>The complainant does not know.</summary>
    Unknown,
}

/// <summary>Why it cannot wait.</summary>
public enum UrgentSign
{
    /// <summary>The worker is in danger.</summary>
    Danger,

    /// <summary>The worker is locked in or held.</summary>
    Detention,

    /// <summary>The worker has no food, water or medicine.</summary>
    NoFood,

    /// <summary>A child is concerned.</summary>
    Child,
}

/// <summary>The same, several together, as they are stored.</summary>
[Flags]
public enum UrgentSigns { None = 0, Danger = 1, Detention = 2, NoFood = 4, Child = 8 }

public static class UrgentSignWords
{
    public static UrgentSigns Together(this IEnumerable<UrgentSign>? signs) => (signs ?? []).Aggregate(UrgentSigns.None, (all, sign) => all | (UrgentSigns)(1 << (int)sign));

    public static IReadOnlyList<UrgentSign> Apart(this UrgentSigns signs) => [.. Enum.GetValues<UrgentSign>().Where(sign => signs.HasFlag((UrgentSigns)(1 << (int)sign)))];
}

public enum ComplaintState
{
    /// <summary>Nobody has said yet whether the ministry takes it up.</summary>
    Filed,

    /// <summary>The ministry takes it up.</summary>
    Receivable,

    /// <summary>Not for this ministry, or not in time: the complainant was told why and where to go.</summary>
    NotReceivable,

    /// <summary>The same as another one, and handled with it.</summary>
    Joined,

    /// <summary>Both sides agreed.</summary>
    Settled,

    /// <summary>Decided: it is right.</summary>
    Upheld,

    /// <summary>Decided: it is not right, or cannot be shown to be.</summary>
    Dismissed,
}

/// <summary>Somebody complains. Who it is and what was said is sealed: here stands only what officers need to sort by. Nothing of it belongs to an
/// agency, and no agency is shown this row.</summary>
public sealed class Complaint : IRegulated, IVersioned, ISealedRow
{
    public const string IdPrefix = "co", ReferencePrefix = "CM";
    public const int MaxTextLength = 4000, MaxLinkLength = 100;

    private Complaint()
    {
    }

    /// <param name="person">Null: anonymous.</param>
    /// <param name="agency">The agency that it is against, or for which the sub-agent or employer acts; null where it is not known.</param>
    /// <param name="secret">Shown once, and stored as its hash alone.</param>
    public Complaint(ComplaintFacts facts, SealedPerson? person, Agency? agency, Placement? placement, string secret, DateTime at, DateOnly on)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        Reference = Database.Reference.New(ReferencePrefix);
        SecretHash = TrackingSecret.HashOf(secret);
        (By, Type, Against, Language, Signs) = (facts.By, facts.Type, facts.Against, facts.Language, facts.Signs);
        (HappenedOn, IsAbroad, ReturnedOn, EmploymentEndedOn) = (facts.HappenedOn, facts.IsAbroad, facts.ReturnedOn, facts.EmploymentEndedOn);
        (ClaimedMinor, Currency) = (facts.Claimed?.AmountMinor, facts.Claimed?.Currency);
        (LicenceNumber, JobOrder, DisclosureName) = (Stored(facts.LicenceNumber), Stored(facts.JobOrder), Stored(facts.DisclosureId));
        (PersonKey, PersonSealed, SealedUnder) = (person?.Key, person?.Person, person?.Under);
        (Agency, AgencyId, Placement, PlacementId) = (agency, agency?.Id, placement, placement?.Id);
        (FiledAt, FiledOn, ChangedAt) = (at, on, at);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;

    /// <summary>What the complainant follows it by, with the secret.</summary>
    public string Reference { get; private set; } = null!;

    /// <summary>SHA-256. A secret is 256 random bits, so a slow hash would protect nothing more.</summary>
    public string SecretHash { get; private set; } = null!;
    public ComplaintState State { get; private set; }
    public ComplainantKind By { get; private set; }
    public ComplaintType Type { get; private set; }
    public ComplaintAgainst Against { get; private set; }
    public UrgentSigns Signs { get; private set; }

    /// <summary>Language tag, in which the complainant is written to.</summary>
    public string Language { get; private set; } = null!;

    public DateOnly? HappenedOn { get; private set; }

    /// <summary>Whether the worker was abroad when it happened; null: not said.</summary>
    public bool? IsAbroad { get; private set; }
    public DateOnly? ReturnedOn { get; private set; }
    public DateOnly? EmploymentEndedOn { get; private set; }
    public long? ClaimedMinor { get; private set; }
    public string? Currency { get; private set; }

    /// <summary>As the complainant wrote them: what is not found is for an officer to find.</summary>
    public string? LicenceNumber { get; private set; }
    public string? JobOrder { get; private set; }
    public string? DisclosureName { get; private set; }

    public long? AgencyId { get; private set; }
    public Agency? Agency { get; private set; }
    public long? PlacementId { get; private set; }
    public Placement? Placement { get; private set; }

    /// <summary>Who complains, under a key of its own; null where it is anonymous, and once its time is over.</summary>
    public byte[]? PersonKey { get; private set; }
    public byte[]? PersonSealed { get; private set; }
    public string? SealedUnder { get; private set; }

    public DateTime FiledAt { get; private set; }

    /// <summary>In the ministry's time zone: the law counts from it.</summary>
    public DateOnly FiledOn { get; private set; }

    /// <summary>The last act on it, of whomever.</summary>
    public DateTime ChangedAt { get; private set; }

    /// <summary>What the complainant is told: why it is taken up or not. Without who anybody is.</summary>
    public string? TriageReason { get; private set; }

    /// <summary>Where to go instead; null where it is taken up.</summary>
    public string? GoInstead { get; private set; }
    public DateTime? TriagedAt { get; private set; }
    public string? TriagedBy { get; private set; }
    public long? JoinedToId { get; private set; }
    public Complaint? JoinedTo { get; private set; }

    /// <summary>The complaint whose complainant is paid back for having complained; null: it is none of retaliation.</summary>
    public long? RetaliationOfId { get; private set; }
    public Complaint? RetaliationOf { get; private set; }
    public string? AssignedTo { get; private set; }
    public DateTime? AssignedAt { get; private set; }

    /// <summary>Since when a supervisor has to look: a last day has passed.</summary>
    public DateTime? EscalatedAt { get; private set; }
    public DateTime? ClosedAt { get; private set; }
    public long Version { get; private set; }

    public bool IsUrgent => Signs != UrgentSigns.None || Type == ComplaintType.Retaliation || RetaliationOfId is not null;
    public bool IsOpen => State is ComplaintState.Filed or ComplaintState.Receivable;
    public Money? Claimed => ClaimedMinor is { } minor ? new Money(minor, Currency!) : null;
    public SealedPerson? Person => PersonKey is { } key && PersonSealed is { } person ? new(key, person, SealedUnder!) : null;

    public static string NewSecret() => TrackingSecret.New();

    /// <summary>Whether the secret is that of the complaint. It takes as long where there is no such complaint.</summary>
    public static bool Opens(Complaint? complaint, string secret) => TrackingSecret.Opens(complaint?.SecretHash, secret) && complaint is not null;

    /// <summary>The days that the law may count from, as far as they are known.</summary>
    public Dictionary<ProcedureEvent, DateOnly> Events()
    {
        var events = new Dictionary<ProcedureEvent, DateOnly> { [ProcedureEvent.ComplaintFiled] = FiledOn };
        if (HappenedOn is { } act) events[ProcedureEvent.Act] = act;
        if (ReturnedOn is { } returned) events[ProcedureEvent.Returned] = returned;
        if (EmploymentEndedOn is { } ended) events[ProcedureEvent.EmploymentEnded] = ended;
        return events;
    }

    internal void Touch(DateTime at) => ChangedAt = at;

    internal void Mark(UrgentSigns signs) => Signs |= signs;

    internal void Concerns(Agency agency) => (Agency, AgencyId) = (agency, agency.Id);

    internal void Concerns(Placement placement) => (Placement, PlacementId) = (placement, placement.Id);

    internal void ComesFrom(Complaint earlier) =>
        (RetaliationOf, RetaliationOfId, Agency, AgencyId, PlacementId) = (earlier, earlier.Id, Agency ?? earlier.Agency, AgencyId ?? earlier.AgencyId, PlacementId ?? earlier.PlacementId);

    internal void Triage(ComplaintState state, string reason, string? goInstead, Complaint? joinedTo, DateTime at, string by)
    {
        (State, TriageReason, GoInstead, TriagedAt, TriagedBy, ChangedAt) = (state, Text.Normalise(reason), goInstead is null ? null : Text.Normalise(goInstead), at, by, at);
        (JoinedTo, JoinedToId) = (joinedTo, joinedTo?.Id);
        ClosedAt = IsOpen ? null : at;
    }

    internal void Assign(string to, DateTime at) => (AssignedTo, AssignedAt, ChangedAt) = (to, at, at);

    internal void Escalate(DateTime at) => EscalatedAt ??= at;

    internal void Close(ComplaintState state, DateTime at) => (State, ClosedAt, ChangedAt) = (state, at, at);

    private static string? Stored(string? text) => string.IsNullOrWhiteSpace(text) ? null : Database.Text.Normalise(text);

    internal sealed class Table : IEntityTypeConfiguration<Complaint>
    {
        public void Configure(EntityTypeBuilder<Complaint> builder)
        {
            builder.Property(c => c.Reference).HasMaxLength(Database.Reference.MaxLength).IsUnicode(false);
            builder.Property(c => c.SecretHash).HasMaxLength(64).IsUnicode(false);
            builder.Property(c => c.Language).HasMaxLength(20).IsUnicode(false);
            builder.Property(c => c.Currency).HasMaxLength(3).IsUnicode(false);
            builder.Property(c => c.LicenceNumber).HasMaxLength(MaxLinkLength);
            builder.Property(c => c.JobOrder).HasMaxLength(MaxLinkLength);
            builder.Property(c => c.DisclosureName).HasMaxLength(MaxLinkLength);
            builder.Property(c => c.PersonKey).HasMaxLength(200);
            builder.Property(c => c.PersonSealed).HasMaxLength(4000);
            builder.Property(c => c.SealedUnder).HasMaxLength(16).IsUnicode(false);
            builder.Property(c => c.TriageReason).HasMaxLength(MaxTextLength);
            builder.Property(c => c.GoInstead).HasMaxLength(MaxTextLength);
            builder.HasIndex(c => c.Reference).IsUnique();
            builder.HasIndex(c => new { c.State, c.Id });
            builder.HasIndex(c => new { c.AssignedTo, c.Id });
            builder.HasIndex(c => c.ClosedAt);
            builder.HasOne(c => c.Agency).WithMany().HasForeignKey(c => c.AgencyId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(c => c.Placement).WithMany().HasForeignKey(c => c.PlacementId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(c => c.JoinedTo).WithMany().HasForeignKey(c => c.JoinedToId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(c => c.RetaliationOf).WithMany().HasForeignKey(c => c.RetaliationOfId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>What is said of a complaint besides who complains and in which words.</summary>
public sealed record ComplaintFacts(
    ComplainantKind By, ComplaintType Type, ComplaintAgainst Against, string Language, UrgentSigns Signs, DateOnly? HappenedOn, bool? IsAbroad, DateOnly? ReturnedOn,
    DateOnly? EmploymentEndedOn, Money? Claimed, string? LicenceNumber, string? JobOrder, string? DisclosureId);

/// <param name="HasIdentity">Whether it is sealed who complains.</param>
public sealed record ComplaintFiled(ComplaintType Type, ComplainantKind By, ComplaintAgainst Against, bool HasIdentity, IReadOnlyList<UrgentSign> Signs);
