using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Licences;

/// <summary>A licence that was granted to an agency. What it is on a day is computed from its facts and stored nowhere; the agency is
/// not its licence, and may have had several.</summary>
public sealed class Licence : IRegulated, IVersioned, IListed, IOwnedByAgency
{
    public const string IdPrefix = "li";
    public const int MaxNumberLength = 60;
    private readonly List<LicenceFactRow> _facts = [];
    private readonly List<LicenceCondition> _conditions = [];

    private Licence()
    {
    }

    private Licence(Agency agency, string number, string regime, DateTime recordedAt)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Agency, AgencyId) = (agency, agency.Id);
        Number = Text.Normalise(number);
        NumberKey = KeyOf(number);
        (Regime, RecordedAt) = (regime, recordedAt);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long AgencyId { get; private set; }
    public Agency Agency { get; private set; } = null!;

    /// <summary>As printed on it, in the form that the regime asks; no two licences of a deployment have the same.</summary>
    public string Number { get; private set; } = null!;

    /// <summary>The number as it is looked up: people leave out strokes and blanks, and mix cases.</summary>
    public string NumberKey { get; private set; } = null!;

    /// <summary>Name of the regime under which it was granted.</summary>
    public string Regime { get; private set; } = null!;

    public DateTime RecordedAt { get; private set; }
    public long Version { get; private set; }
    public IReadOnlyCollection<LicenceFactRow> Facts => _facts;
    public IReadOnlyCollection<LicenceCondition> Conditions => _conditions;

    /// <summary>A licence with its first term. The caller adds it, records the event and saves.</summary>
    /// <param name="licenceClass">Code of the regime's class; null where the regime has no classes.</param>
    /// <param name="from">First day, inclusive.</param>
    /// <param name="until">Last day, inclusive.</param>
    public static Licence Grant(
        Agency agency, string number, string regime, string? licenceClass, DateOnly from, DateOnly until, bool isProvisional, DateTime recordedAt, string recordedBy)
    {
        var licence = new Licence(agency, number, regime, recordedAt);
        licence.BeginTerm(TermKind.Grant, licenceClass, from, until, isProvisional, recordedAt, recordedBy);
        return licence;
    }

    /// <summary>A term: a confirmation, a renewal.</summary>
    public LicenceFactRow BeginTerm(TermKind kind, string? licenceClass, DateOnly from, DateOnly until, bool isProvisional, DateTime recordedAt, string recordedBy) =>
        Add(new(this, LicenceFactKind.Term, from, recordedAt, recordedBy) { Until = until, Term = kind, IsProvisional = isProvisional, Class = licenceClass });

    public LicenceFactRow Vary(string licenceClass, DateOnly from, DateTime recordedAt, string recordedBy) =>
        Add(new(this, LicenceFactKind.Variation, from, recordedAt, recordedBy) { Class = licenceClass });

    /// <param name="until">Last day, inclusive; null: until it is lifted.</param>
    /// <param name="part">What is suspended; null: the whole licence.</param>
    public LicenceFactRow Suspend(
        DateOnly from, DateOnly? until, string? part, SuspensionGround ground, string? condition, MeasureReason reason, string grounds, DateTime recordedAt, string recordedBy) =>
        Add(new(this, LicenceFactKind.Suspension, from, recordedAt, recordedBy)
        {
            Until = until, Part = part, Ground = ground, Condition = condition, Reason = reason, Grounds = Text.Normalise(grounds),
        });

    public LicenceFactRow Revoke(DateOnly from, MeasureReason reason, string grounds, DateTime recordedAt, string recordedBy) =>
        Add(new(this, LicenceFactKind.Revocation, from, recordedAt, recordedBy) { Reason = reason, Grounds = Text.Normalise(grounds) });

    /// <summary>What is said of a measure, a stay or a demand: a lifting, setting aside, stay, end of a stay, restored deposit.</summary>
    public LicenceFactRow Say(LicenceFactKind kind, LicenceFactRow about, DateOnly from, DateOnly? until, string? grounds, DateTime recordedAt, string recordedBy) =>
        Add(new(this, kind, from, recordedAt, recordedBy) { About = about.PublicId, Until = until, Grounds = grounds is null ? null : Text.Normalise(grounds) });

    public LicenceFactRow AcceptSurrender(DateOnly from, string? grounds, DateTime recordedAt, string recordedBy) =>
        Add(new(this, LicenceFactKind.Surrender, from, recordedAt, recordedBy) { Reason = MeasureReason.OwnRequest, Grounds = grounds });

    /// <param name="lastDay">The last day to restore the deposit, inclusive.</param>
    /// <param name="stopsLicence">What the regime's answer to <see cref="RegimeQuestion.DepositDefault"/> says.</param>
    public LicenceFactRow DemandTopUp(DateOnly from, DateOnly lastDay, bool stopsLicence, DateTime recordedAt, string recordedBy) =>
        Add(new(this, LicenceFactKind.TopUpDemand, from, recordedAt, recordedBy) { Until = lastDay, StopsLicence = stopsLicence, Reason = MeasureReason.DepositNotRestored });

    /// <summary>The fact was recorded in error: from that instant on it is not known any more.</summary>
    public void Withdraw(LicenceFactRow fact, DateTime at, string by) => fact.Withdraw(at, by);

    /// <summary>Letters and digits only, in upper case, digits of every script as 0 to 9.</summary>
    public static string KeyOf(string number) =>
        string.Concat(Text.Fold(number).Where(char.IsLetterOrDigit).Select(c => char.IsDigit(c) ? (char)('0' + (int)char.GetNumericValue(c)) : c)).ToUpperInvariant();

    public IEnumerable<LicenceFact> ToFacts() => _facts.Select(f => f.ToFact()).OfType<LicenceFact>();

    /// <summary>What it is on a day, as it was known at an instant (UTC). All facts must be loaded.</summary>
    public LicenceStanding StandingOn(DateOnly day, DateTime knownAt) => LicenceStatus.On(ToFacts(), day, knownAt);

    /// <summary>Its class on a day, as it was known at an instant; before its first term the class of that one.</summary>
    public string? ClassOn(DateOnly day, DateTime knownAt)
    {
        var known = _facts.Where(f => f.Class is not null && f.RecordedAt <= knownAt && (f.WithdrawnAt is null || knownAt < f.WithdrawnAt))
            .OrderBy(f => f.From).ThenBy(f => f.RecordedAt).ThenBy(f => f.Id).ToList();
        return (known.LastOrDefault(f => f.From <= day) ?? known.FirstOrDefault())?.Class;
    }

    /// <summary>Refuses what is not possible in the state of that day, and says what is.</summary>
    public Problem? WhyNot(LicenceAction action, DateOnly day, DateTime now)
    {
        var state = StandingOn(day, now).State;
        var move = LicenceLifecycle.Licences.Next(state, action);
        return move.IsPossible ? null : new Problem(ProblemCode.LicenceMoveNotPossible,
            $"On {day:yyyy-MM-dd} the licence is {Json.Words.ConvertName(state.ToString())}; possible are: {string.Join(", ", move.Possible.Select(a => Json.Words.ConvertName(a.ToString())))}.");
    }

    private LicenceFactRow Add(LicenceFactRow fact)
    {
        _facts.Add(fact);
        return fact;
    }

    internal sealed class Table : IEntityTypeConfiguration<Licence>
    {
        public void Configure(EntityTypeBuilder<Licence> builder)
        {
            builder.Property(l => l.Number).HasMaxLength(MaxNumberLength);
            builder.HasIndex(l => l.Number).IsUnique();
            // Folding can lengthen text.
            builder.Property(l => l.NumberKey).HasMaxLength(Text.MaxFoldedLength);
            builder.HasIndex(l => l.NumberKey);
            builder.Property(l => l.Regime).HasMaxLength(60);
            builder.HasOne(l => l.Agency).WithMany().HasForeignKey(l => l.AgencyId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany(l => l.Facts).WithOne(f => f.Licence).HasForeignKey(f => f.LicenceId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <param name="From">First day, inclusive.</param>
/// <param name="Until">Last day, inclusive.</param>
public sealed record LicenceGranted(string Number, string? Class, DateOnly From, DateOnly Until, bool IsProvisional);
