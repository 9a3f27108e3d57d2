using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Proposals;

/// <summary>What takes two people.</summary>
public enum ProposalKind
{
    /// <summary>To make a rule pack law.</summary>
    MakeLaw,

    /// <summary>To appoint a commissioner.</summary>
    AppointCommissioner,

    /// <summary>To dismiss a commissioner.</summary>
    DismissCommissioner,

    /// <summary>To destroy for good who a worker is.</summary>
    EraseWorker,

    /// <summary>To take a text out of the audit.</summary>
    RedactAuditEvent,

    /// <summary>To set what the law leaves to the ministry.</summary>
    SetRegimeValue,

    /// <summary>To set the ministry's calendar.</summary>
    SetCalendar,

    /// <summary>To suspend a licence.</summary>
    SuspendLicence,

    /// <summary>To revoke a licence.</summary>
    RevokeLicence,

    /// <summary>To lift a suspension or revocation.</summary>
    LiftMeasure,

    /// <summary>To take back a fact of a licence that was recorded wrongly.</summary>
    WithdrawLicenceFact,

    /// <summary>To record that a court or authority holds a measure up.</summary>
    StayMeasure,

    /// <summary>To record that it no longer does.</summary>
    EndStay,

    /// <summary>To accept that a licence is given back.</summary>
    AcceptSurrender,

    /// <summary>To record what became of an appeal.</summary>
    DecideAppeal,

    /// <summary>To link two agencies: successor, merger, duplicate.</summary>
    LinkAgencies,

    /// <summary>To end such a link.</summary>
    PartAgencies,

    /// <summary>To change a condition of a licence.</summary>
    ChangeCondition,

    /// <summary>To give demerit points.</summary>
    GiveDemerits,

    /// <summary>To set demerit points aside.</summary>
    SetAsideDemerits,

    /// <summary>To draw on a deposit.</summary>
    DrawDeposit,

    /// <summary>To give a deposit back.</summary>
    ReleaseDeposit,

    /// <summary>To bar a person or an agency for a time.</summary>
    BarPerson,

    /// <summary>To lift a bar.</summary>
    UnbarPerson,

    /// <summary>To decide an application.</summary>
    DecideApplication,

    /// <summary>To let a series of exchange rates decide.</summary>
    UseRates,

    /// <summary>To set a setting of the ministry.</summary>
    SetSetting,

    /// <summary>To take a rule pack out of law.</summary>
    WithdrawLaw,

    /// <summary>To order money back.</summary>
    OrderRefund,

    /// <summary>To write off what is left of an order.</summary>
    WriteOffRefund,

    /// <summary>To decide a complaint.</summary>
    DecideComplaint,

    /// <summary>To decide a finding.</summary>
    DecideFinding,

    /// <summary>To confirm a flag.</summary>
    ConfirmFlag,
}

public enum ProposalState
{
    /// <summary>Waits for another person.</summary>
    Open,

    /// <summary>Approved by another person, and done.</summary>
    Approved,

    /// <summary>Refused by another person.</summary>
    Refused,

    /// <summary>Taken back by who proposed it.</summary>
    Withdrawn,

    /// <summary>Nobody decided it in time.</summary>
    Expired,
}

public sealed record ProposalMade(ProposalKind Kind, string SubjectId, string Digest, DateTime ExpiresAt);
public sealed record ProposalApproved(ProposalKind Kind, string SubjectId, string Digest);
public sealed record ProposalRefused(ProposalKind Kind, string SubjectId);
public sealed record ProposalWithdrawn(ProposalKind Kind, string SubjectId);
public sealed record ProposalExpired(ProposalKind Kind, string SubjectId);

/// <summary>An exact change that one person proposes and another decides. Proposing changes nothing of the subject that is
/// decided on; approving applies what stands here and nothing else.</summary>
public sealed class Proposal : IRegulated, IVersioned, IListed
{
    public const string IdPrefix = "pr";

    // Whoever decides reads it: words, not numbers.
    private static readonly JsonSerializerOptions AsText = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(Json.Words) } };

    private Proposal()
    {
    }

    /// <param name="subjectId">Public id of the thing, or the name of the person, that it is about.</param>
    /// <param name="subjectVersion">The version of the thing that was decided on; null for what is not versioned.</param>
    /// <param name="agencyId">Whose conflicts of interest count; null where no agency is concerned.</param>
    public Proposal(ProposalKind kind, string subjectId, long? subjectVersion, long? agencyId, object change, string reason, string by, DateTime at, DateTime expiresAt)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Kind, SubjectId, SubjectVersion, AgencyId) = (kind, subjectId, subjectVersion, agencyId);
        Change = CanonicalJson.Of(JsonSerializer.SerializeToElement(change, change.GetType(), AsText));
        Digest = DigestOf(Change);
        (Reason, ProposedBy, ProposedAt, ExpiresAt) = (Text.Normalise(reason), by, at, expiresAt);
        OpenKey = KeyOf(kind, subjectId);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public ProposalKind Kind { get; private set; }
    public string SubjectId { get; private set; } = null!;
    public long? SubjectVersion { get; private set; }
    public long? AgencyId { get; private set; }

    /// <summary>Canonical JSON of the record that the kind applies.</summary>
    public string Change { get; private set; } = null!;

    /// <summary>SHA-256 of the change, in hexadecimal: what was approved is what was proposed.</summary>
    public string Digest { get; private set; } = null!;

    public string Reason { get; private set; } = null!;
    public string ProposedBy { get; private set; } = null!;
    public DateTime ProposedAt { get; private set; }
    public DateTime ExpiresAt { get; private set; }
    public ProposalState State { get; private set; }
    public string? DecidedBy { get; private set; }
    public DateTime? DecidedAt { get; private set; }
    public string? DecisionReason { get; private set; }

    /// <summary>Unique while it is open: of two proposals of the same thing at the same moment one is stored.</summary>
    public string? OpenKey { get; private set; }

    public long Version { get; private set; }

    public static string KeyOf(ProposalKind kind, string subjectId) => $"{kind} {subjectId}";

    public static string DigestOf(string change) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(change)));

    public T Read<T>() => JsonSerializer.Deserialize<T>(Change, AsText)!;

    public ProposalState StateAt(DateTime now) => State == ProposalState.Open && ExpiresAt <= now ? ProposalState.Expired : State;

    public void Close(ProposalState state, string by, DateTime at, string? reason) =>
        (State, DecidedBy, DecidedAt, DecisionReason, OpenKey) = (state, by, at, reason, null);

    internal sealed class Table : IEntityTypeConfiguration<Proposal>
    {
        public void Configure(EntityTypeBuilder<Proposal> builder)
        {
            builder.Property(p => p.Change).HasMaxLength(StorageConventions.Unlimited);
            builder.Property(p => p.Digest).HasMaxLength(64).IsUnicode(false);
            builder.Property(p => p.Reason).HasMaxLength(2000);
            builder.Property(p => p.DecisionReason).HasMaxLength(2000);
            builder.Property(p => p.OpenKey).HasMaxLength(250);
            builder.HasIndex(p => p.OpenKey).IsUnique();
            builder.HasIndex(p => new { p.Kind, p.Id });
            builder.HasOne<Agencies.Agency>().WithMany().HasForeignKey(p => p.AgencyId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>A proposal with its whole history: nothing of it is ever changed or left out.</summary>
/// <param name="Id">Public id.</param>
/// <param name="SubjectId">Public id of the thing, or name of the person, that it is about.</param>
/// <param name="SubjectVersion">The version of the thing that was decided on.</param>
/// <param name="Change">Exactly what is applied, as JSON.</param>
/// <param name="Digest">SHA-256 of change.</param>
/// <param name="ExpiresAt">Undecided until then it is worth nothing.</param>
public sealed record ProposalView(
    string Id, ProposalKind Kind, string SubjectId, long? SubjectVersion, string Change, string Digest, string Reason, string ProposedBy, DateTime ProposedAt,
    DateTime ExpiresAt, ProposalState State, string? DecidedBy, DateTime? DecidedAt, string? DecisionReason)
{
    public static ProposalView Of(Proposal p, DateTime now) => new(
        p.PublicId, p.Kind, p.SubjectId, p.SubjectVersion, p.Change, p.Digest, p.Reason, p.ProposedBy, p.ProposedAt, p.ExpiresAt, p.StateAt(now),
        p.DecidedBy, p.DecidedAt, p.DecisionReason);
}

public static class ProposalVisibility
{
    /// <summary>An administrator sees who is to hold which role, and no case; an editor sees law; what is found of a complaint sees who may read it.</summary>
    public static IQueryable<Proposal> VisibleTo(this IQueryable<Proposal> proposals, Caller caller) => caller.Role switch
    {
        CallerRole.Administrator => proposals.Where(p => p.Kind == ProposalKind.AppointCommissioner || p.Kind == ProposalKind.DismissCommissioner),
        CallerRole.LawEditor => proposals.Where(p => p.Kind == ProposalKind.MakeLaw || p.Kind == ProposalKind.WithdrawLaw || p.Kind == ProposalKind.SetRegimeValue
            || p.Kind == ProposalKind.SetCalendar || p.Kind == ProposalKind.UseRates || p.Kind == ProposalKind.SetSetting),
        _ when caller.ActsForMinistry => caller.Holds(Permission.ReadComplaints) ? proposals : proposals.Where(p => p.Kind != ProposalKind.DecideComplaint),
        _ => proposals.Where(_ => false),
    };
}
