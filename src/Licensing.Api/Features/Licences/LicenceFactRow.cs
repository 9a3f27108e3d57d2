using Licensing.Api.Audit;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Licences;

public enum LicenceFactKind
{
    /// <summary>A term: the grant, its confirmation as a full licence, a renewal.</summary>
    Term,

    /// <summary>Another class from a day on.</summary>
    Variation,

    /// <summary>Suspended, as a whole or in part.</summary>
    Suspension,

    /// <summary>Revoked.</summary>
    Revocation,

    /// <summary>Ends the measure that it is about.</summary>
    Lifting,

    /// <summary>Takes the measure that it is about away, on review or appeal.</summary>
    SettingAside,

    /// <summary>Keeps the measure that it is about from taking effect.</summary>
    Stay,

    /// <summary>Ends the stay that it is about.</summary>
    StayEnd,

    /// <summary>Given back, and accepted.</summary>
    Surrender,

    /// <summary>The deposit must be restored until a day.</summary>
    TopUpDemand,

    /// <summary>Meets the demand that it is about.</summary>
    DepositRestoration,
}

/// <summary>Why, in a word that the public may read. The grounds themselves are for the agency and the ministry.</summary>
public enum MeasureReason
{
    /// <summary>Workers were charged more than the law allows.</summary>
    WorkersOvercharged,

    /// <summary>Contracts were replaced by others.</summary>
    ContractsSubstituted,

    /// <summary>The agency said what is not true.</summary>
    FalseStatements,

    /// <summary>The deposit was not made whole in time.</summary>
    DepositNotRestored,

    /// <summary>A condition of the licence was not met.</summary>
    ConditionNotMet,

    /// <summary>Demerit points reached what the regime attaches it to.</summary>
    DemeritPoints,

    /// <summary>Owners or managers are not fit and proper.</summary>
    NotFitAndProper,

    /// <summary>Workers were left alone abroad.</summary>
    WorkersAbandoned,

    /// <summary>The agency places nobody.</summary>
    NoBusiness,

    /// <summary>An inquiry is open.</summary>
    InquiryOpen,

    /// <summary>The agency asked for it.</summary>
    OwnRequest,

    /// <summary>Another reason; the grounds say which.</summary>
    Other,
}

/// <summary>One dated fact of a licence's life. It never changes; what was recorded in error is withdrawn, and stays to be seen.</summary>
public sealed class LicenceFactRow : IRegulated, IListed
{
    public const string IdPrefix = "lf";
    public const int MaxTextLength = 2000;

    private LicenceFactRow()
    {
    }

    internal LicenceFactRow(Licence licence, LicenceFactKind kind, DateOnly from, DateTime recordedAt, string recordedBy)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Licence, Kind, From, RecordedAt, RecordedBy) = (licence, kind, from, recordedAt, recordedBy);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long LicenceId { get; private set; }
    public Licence Licence { get; private set; } = null!;
    public LicenceFactKind Kind { get; private set; }

    /// <summary>First day on which it holds, inclusive.</summary>
    public DateOnly From { get; private set; }

    /// <summary>Last day, inclusive: of a term, a suspension, a stay, or of the time to restore the deposit.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Public id of the fact that it is about.</summary>
    public string? About { get; init; }

    public TermKind? Term { get; init; }
    public bool IsProvisional { get; init; }

    /// <summary>Code of the licence class: of a term or a variation.</summary>
    public string? Class { get; init; }

    /// <summary>What is suspended, in words; null: the whole licence.</summary>
    public string? Part { get; init; }

    public SuspensionGround? Ground { get; init; }

    /// <summary>On what a suspension is to be lifted.</summary>
    public string? Condition { get; init; }

    /// <summary>Of a demand: whether the licence stops by itself on the day after the last.</summary>
    public bool StopsLicence { get; init; }

    public MeasureReason? Reason { get; init; }

    /// <summary>For the agency and the ministry, never for the public.</summary>
    public string? Grounds { get; init; }

    public DateTime RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = null!;
    /// <summary>Public id of the proposal by which two people decided it; null for what one person or the law by itself makes.</summary>
    public string? ProposalId { get; private set; }

    public DateTime? WithdrawnAt { get; private set; }
    public string? WithdrawnBy { get; private set; }

    /// <summary>Says by which proposal it was decided; before it is saved.</summary>
    public LicenceFactRow By(Proposal proposal)
    {
        ProposalId = proposal.PublicId;
        return this;
    }

    internal void Withdraw(DateTime at, string by) => (WithdrawnAt, WithdrawnBy) = (at, by);

    /// <param name="instant">UTC; what was recorded at this very instant is known.</param>
    public bool IsKnownAt(DateTime instant) => RecordedAt <= instant && (WithdrawnAt is null || instant < WithdrawnAt);

    /// <returns>As the rules take it; null for a variation, which changes no state.</returns>
    public LicenceFact? ToFact() => Kind switch
    {
        LicenceFactKind.Term => new TermBegun(PublicId, From, Until!.Value, Term!.Value, IsProvisional, RecordedAt) { WithdrawnAt = WithdrawnAt },
        LicenceFactKind.Suspension => new SuspensionOrdered(PublicId, From, Until, Part, Ground!.Value, Condition, RecordedAt) { WithdrawnAt = WithdrawnAt },
        LicenceFactKind.Revocation => new RevocationOrdered(PublicId, From, RecordedAt) { WithdrawnAt = WithdrawnAt },
        LicenceFactKind.Lifting => new MeasureLifted(PublicId, About!, From, RecordedAt) { WithdrawnAt = WithdrawnAt },
        LicenceFactKind.SettingAside => new MeasureSetAside(PublicId, About!, From, RecordedAt) { WithdrawnAt = WithdrawnAt },
        LicenceFactKind.Stay => new MeasureStayed(PublicId, About!, From, Until, RecordedAt) { WithdrawnAt = WithdrawnAt },
        LicenceFactKind.StayEnd => new StayEnded(PublicId, About!, From, RecordedAt) { WithdrawnAt = WithdrawnAt },
        LicenceFactKind.Surrender => new SurrenderAccepted(PublicId, From, RecordedAt) { WithdrawnAt = WithdrawnAt },
        LicenceFactKind.TopUpDemand => new TopUpDemanded(PublicId, From, Until!.Value, StopsLicence, RecordedAt) { WithdrawnAt = WithdrawnAt },
        LicenceFactKind.DepositRestoration => new DepositRestored(PublicId, About!, From, RecordedAt) { WithdrawnAt = WithdrawnAt },
        _ => null,
    };

    string IRegulated.PublicId => Licence.PublicId;

    internal sealed class Table : IEntityTypeConfiguration<LicenceFactRow>
    {
        public void Configure(EntityTypeBuilder<LicenceFactRow> builder)
        {
            builder.ToTable("LicenceFacts");
            builder.Property(f => f.About).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.Property(f => f.ProposalId).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.Property(f => f.Class).HasMaxLength(60);
            builder.Property(f => f.Part).HasMaxLength(MaxTextLength);
            builder.Property(f => f.Condition).HasMaxLength(MaxTextLength);
            builder.Property(f => f.Grounds).HasMaxLength(MaxTextLength);
            builder.HasIndex(f => new { f.LicenceId, f.Kind, f.From });
            // The register looks for the few that are suspended or revoked among all.
            builder.HasIndex(f => new { f.Kind, f.From });
            // Deadlines ask which terms end on a day.
            builder.HasIndex(f => new { f.Kind, f.Until });
        }
    }
}
