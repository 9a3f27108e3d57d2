using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Licences;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Applications;

public enum ApplicationKind
{
    /// <summary>For a licence that the agency does not have yet.</summary>
    NewLicence,

    /// <summary>Of a licence that ends, or has ended where the regime renews late.</summary>
    Renewal,

    /// <summary>Another class, or another scope.</summary>
    Variation,

    /// <summary>Makes a provisional licence a full one.</summary>
    FullLicence,
}

/// <summary>What an agency asks for. Its state is what the last act made it (<see cref="LicenceLifecycle.Applications"/>); time alone moves it
/// once, when the day to correct it has passed.</summary>
public sealed class LicenceApplication : IRegulated, IVersioned, IListed, IOwnedByAgency
{
    public const string IdPrefix = "ap", ReferencePrefix = "AP";
    public const int MaxChoiceLength = 60;
    private readonly List<ApplicationStep> _steps = [];
    private readonly List<ApplicationVersion> _versions = [];
    private readonly List<ApplicationDocument> _documents = [];

    private LicenceApplication()
    {
    }

    public LicenceApplication(Agency agency, ApplicationKind kind, Licence? licence, string regime, DateTime draftedAt, string draftedBy)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        Reference = Database.Reference.New(ReferencePrefix);
        (Agency, AgencyId, Kind, Licence, LicenceId, Regime) = (agency, agency.Id, kind, licence, licence?.Id, regime);
        (DraftedAt, DraftedBy, ChangedAt) = (draftedAt, draftedBy, draftedAt);
        State = ApplicationState.Draft;
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;

    /// <summary>What people write on papers.</summary>
    public string Reference { get; private set; } = null!;

    public long AgencyId { get; private set; }
    public Agency Agency { get; private set; } = null!;
    public ApplicationKind Kind { get; private set; }

    /// <summary>The licence that it is about; null for a new one, until that is granted (<see cref="Granted"/>).</summary>
    public long? LicenceId { get; private set; }
    public Licence? Licence { get; private set; }

    /// <summary>Name of the regime under which it was drafted.</summary>
    public string Regime { get; private set; } = null!;

    /// <summary>Code of the licence class asked for; null where the regime has none.</summary>
    public string? Class { get; private set; }

    /// <summary>How many workers the agency plans to send in a year; deposit rules ask it.</summary>
    public int? PlannedWorkers { get; private set; }

    /// <summary>Which of the ways to secure claims the applicant chooses, where the deposit rule leaves a choice.</summary>
    public string? DepositChoice { get; private set; }

    /// <summary>As the last act left it. <see cref="StateOn"/> says what it is on a day.</summary>
    public ApplicationState State { get; private set; }

    /// <summary>Last day to correct what was returned, inclusive; null where none was given.</summary>
    public DateOnly? CorrectBy { get; private set; }

    public DateTime DraftedAt { get; private set; }
    public string DraftedBy { get; private set; } = null!;

    /// <summary>Of the last submission; null while it was never submitted.</summary>
    public DateTime? SubmittedAt { get; private set; }

    /// <summary>Of the last act, or the last writing.</summary>
    public DateTime ChangedAt { get; private set; }

    /// <summary>Number of the newest version of the details, from 1.</summary>
    public int LatestNumber { get; private set; }

    /// <summary>The first day after the time to decide it, where the law does not say what that means; null while it is in time.</summary>
    public DateOnly? OverdueFrom { get; private set; }

    /// <summary>When what was granted was written into a licence; null before. A grant by silence or on appeal still waits for that.</summary>
    public DateTime? IssuedAt { get; private set; }

    public long Version { get; private set; }
    public IReadOnlyCollection<ApplicationStep> Steps => _steps;
    public IReadOnlyCollection<ApplicationVersion> Versions => _versions;
    public IReadOnlyCollection<ApplicationDocument> Documents => _documents;

    /// <summary>The state on a day from its last act on: what was not corrected in time has lapsed, whether the job has recorded it or not.</summary>
    public ApplicationState StateOn(DateOnly day) => State == ApplicationState.Returned && CorrectBy < day ? ApplicationState.Lapsed : State;

    /// <summary>Whether the applicant may still write it.</summary>
    public bool IsOpenOn(DateOnly day) => StateOn(day) is ApplicationState.Draft or ApplicationState.Returned;

    /// <summary>Refuses what is not possible in the state of that day, and says what is.</summary>
    public Problem? WhyNot(ApplicationAction action, DateOnly day)
    {
        var move = LicenceLifecycle.Applications.Next(StateOn(day), action);
        return move.IsPossible ? null : NotPossible(day);
    }

    /// <summary>Refuses to change what is not the applicant's to write any more.</summary>
    public Problem? WhyNotWritten(DateOnly day) => IsOpenOn(day) ? null : NotPossible(day);

    /// <summary>Moves it by the table, and keeps the step. The caller has asked <see cref="WhyNot"/>, records the event and saves.</summary>
    /// <param name="items">What is to be corrected, where it is returned.</param>
    public ApplicationStep Take(ApplicationAction action, DateTime at, string by, string? reason = null, IReadOnlyList<CorrectionItem>? items = null)
    {
        if (LicenceLifecycle.Applications.Next(State, action).To is not [var to])
            throw new InvalidOperationException($"{action} is not possible in {State}.");
        var step = new ApplicationStep(this, action, State, to, at, by, reason, items);
        _steps.Add(step);
        (State, ChangedAt, OverdueFrom) = (to, at, null);
        if (action is ApplicationAction.Submit or ApplicationAction.Resubmit)
            (SubmittedAt, CorrectBy) = (at, null);
        return step;
    }

    /// <param name="by">Last day to correct it, inclusive; null: none is given, and it does not lapse.</param>
    public void AskCorrectionBy(DateOnly? by) => CorrectBy = by;

    /// <summary>The licence that came of it.</summary>
    public void Granted(Licence licence) => (Licence, LicenceId) = (licence, licence.Id == 0 ? LicenceId : licence.Id);

    internal void Issued(DateTime at) => IssuedAt = at;

    internal void MarkOverdue(DateOnly from) => OverdueFrom = from;

    internal void Ask(string? licenceClass, int? plannedWorkers, string? depositChoice) =>
        (Class, PlannedWorkers, DepositChoice) = (licenceClass, plannedWorkers, depositChoice is null ? null : Text.Normalise(depositChoice));

    /// <summary>A new version of the details. What was submitted is never written over.</summary>
    internal ApplicationVersion Add(SealedDetails details, DateTime at, string by)
    {
        var version = new ApplicationVersion(this, ++LatestNumber, details, at, by);
        _versions.Add(version);
        ChangedAt = at;
        return version;
    }

    internal void Touch(DateTime at) => ChangedAt = at;

    internal void Attach(ApplicationDocument document) => _documents.Add(document);

    private Problem NotPossible(DateOnly day)
    {
        var state = StateOn(day);
        var possible = LicenceLifecycle.Applications.Possible(state);
        return new(ProblemCode.ApplicationMoveNotPossible,
            $"On {day:yyyy-MM-dd} the application is {Json.Words.ConvertName(state.ToString())}; possible are: {(possible.IsEmpty ? "nothing" : string.Join(", ", possible.Select(a => Json.Words.ConvertName(a.ToString()))))}.");
    }

    internal sealed class Table : IEntityTypeConfiguration<LicenceApplication>
    {
        public void Configure(EntityTypeBuilder<LicenceApplication> builder)
        {
            builder.ToTable("Applications");
            builder.Property(a => a.Reference).HasMaxLength(Database.Reference.MaxLength).IsUnicode(false);
            builder.HasIndex(a => a.Reference).IsUnique();
            builder.Property(a => a.Regime).HasMaxLength(60);
            builder.Property(a => a.Class).HasMaxLength(60);
            builder.Property(a => a.DepositChoice).HasMaxLength(MaxChoiceLength);
            builder.HasOne(a => a.Agency).WithMany().HasForeignKey(a => a.AgencyId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(a => a.Licence).WithMany().HasForeignKey(a => a.LicenceId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany(a => a.Steps).WithOne(s => s.Application).HasForeignKey(s => s.ApplicationId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany(a => a.Versions).WithOne(v => v.Application).HasForeignKey(v => v.ApplicationId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany(a => a.Documents).WithOne(d => d.Application).HasForeignKey(d => d.ApplicationId).OnDelete(DeleteBehavior.Restrict);
            // What an officer has before him; what lapses.
            builder.HasIndex(a => new { a.State, a.CorrectBy, a.Id });
            builder.HasIndex(a => new { a.AgencyId, a.Id });
        }
    }
}
