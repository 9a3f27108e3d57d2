using System.Linq.Expressions;
using Licensing.Api.Audit;
using Licensing.Api.Features.Access;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Bars;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Changes;
using Licensing.Api.Features.Complaints;
using Licensing.Api.Features.Confirmations;
using Licensing.Api.Features.Conflicts;
using Licensing.Api.Features.Deadlines;
using Licensing.Api.Features.Demerits;
using Licensing.Api.Features.Deposits;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Examinations;
using Licensing.Api.Features.Exports;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Flags;
using Licensing.Api.Features.Law;
using Licensing.Api.Features.Licences;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Features.Reads;
using Licensing.Api.Features.Rates;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Features.Register;
using Licensing.Api.Features.Remedies;
using Licensing.Api.Features.Retention;
using Licensing.Api.Features.Returns;
using Licensing.Api.Features.Settings;
using Licensing.Api.Features.Simulations;
using Licensing.Api.Features.Suggestions;
using Licensing.Api.Features.Webhooks;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Database;

/// <summary>The register. Slices know this class only; which database stands behind it is a setting.</summary>
public abstract class LicensingDb(DbContextOptions options, Caller caller, TimeProvider clock) : DbContext(options)
{
    /// <summary>Schema on SQL Server; SQLite has none.</summary>
    public const string Schema = "licensing";

    public DbSet<Agency> Agencies => Set<Agency>();
    public DbSet<AgencyFact> AgencyFacts => Set<AgencyFact>();
    public DbSet<AgencyNameKey> AgencyNameKeys => Set<AgencyNameKey>();
    public DbSet<RegimeSettingRow> RegimeSettings => Set<RegimeSettingRow>();
    public DbSet<MinistryCalendar> MinistryCalendars => Set<MinistryCalendar>();
    public DbSet<Licence> Licences => Set<Licence>();
    public DbSet<LicenceFactRow> LicenceFacts => Set<LicenceFactRow>();
    public DbSet<ShowCauseNotice> ShowCauseNotices => Set<ShowCauseNotice>();
    public DbSet<SurrenderRequest> SurrenderRequests => Set<SurrenderRequest>();
    public DbSet<Appeal> Appeals => Set<Appeal>();
    public DbSet<LicenceCondition> LicenceConditions => Set<LicenceCondition>();
    public DbSet<ConditionActRow> ConditionActs => Set<ConditionActRow>();
    public DbSet<Deposit> Deposits => Set<Deposit>();
    public DbSet<LedgerRow> DepositRows => Set<LedgerRow>();
    public DbSet<DepositDraw> DepositDraws => Set<DepositDraw>();
    public DbSet<Claim> DepositClaims => Set<Claim>();
    public DbSet<DepositFact> DepositFacts => Set<DepositFact>();
    public DbSet<RestorationDoubt> RestorationDoubts => Set<RestorationDoubt>();
    public DbSet<RefundOrder> RefundOrders => Set<RefundOrder>();
    public DbSet<RefundRow> RefundRows => Set<RefundRow>();
    public DbSet<RefundWord> RefundWords => Set<RefundWord>();
    public DbSet<Bar> Bars => Set<Bar>();
    public DbSet<BarMark> BarMarks => Set<BarMark>();
    public DbSet<Examination> Examinations => Set<Examination>();
    public DbSet<ExaminationAlert> ExaminationAlerts => Set<ExaminationAlert>();
    public DbSet<Objection> Objections => Set<Objection>();
    public DbSet<Complaint> Complaints => Set<Complaint>();
    public DbSet<ComplaintEntry> ComplaintEntries => Set<ComplaintEntry>();
    public DbSet<ComplaintAttachment> ComplaintAttachments => Set<ComplaintAttachment>();
    public DbSet<ComplaintConsent> ComplaintConsents => Set<ComplaintConsent>();
    public DbSet<ComplaintStep> ComplaintSteps => Set<ComplaintStep>();
    public DbSet<ComplaintReminder> ComplaintReminders => Set<ComplaintReminder>();
    public DbSet<ComplaintHearing> ComplaintHearings => Set<ComplaintHearing>();
    public DbSet<ComplaintSettlement> ComplaintSettlements => Set<ComplaintSettlement>();
    public DbSet<ComplaintNotice> ComplaintNotices => Set<ComplaintNotice>();
    public DbSet<ComplaintDecision> ComplaintDecisions => Set<ComplaintDecision>();
    public DbSet<Confirmation> Confirmations => Set<Confirmation>();
    public DbSet<ConfirmationCode> ConfirmationCodes => Set<ConfirmationCode>();
    public DbSet<WorkerWord> WorkerWords => Set<WorkerWord>();
    public DbSet<WordConsent> WordConsents => Set<WordConsent>();
    public DbSet<Discrepancy> Discrepancies => Set<Discrepancy>();
    public DbSet<CorrectionRequest> CorrectionRequests => Set<CorrectionRequest>();
    public DbSet<UnconfirmedPlacement> UnconfirmedPlacements => Set<UnconfirmedPlacement>();
    public DbSet<FeeReceipt> FeeReceipts => Set<FeeReceipt>();
    public DbSet<LicenceApplication> Applications => Set<LicenceApplication>();
    public DbSet<ApplicationStep> ApplicationSteps => Set<ApplicationStep>();
    public DbSet<ApplicationVersion> ApplicationVersions => Set<ApplicationVersion>();
    public DbSet<ApplicationMark> ApplicationMarks => Set<ApplicationMark>();
    public DbSet<ApplicationDocument> ApplicationDocuments => Set<ApplicationDocument>();
    public DbSet<Branch> Branches => Set<Branch>();
    public DbSet<Representative> Representatives => Set<Representative>();
    public DbSet<AgencyLink> AgencyLinks => Set<AgencyLink>();
    public DbSet<ForeignRegistration> ForeignRegistrations => Set<ForeignRegistration>();
    public DbSet<NotifiedChange> NotifiedChanges => Set<NotifiedChange>();
    public DbSet<DemeritRow> DemeritEntries => Set<DemeritRow>();
    public DbSet<Suggestion> Suggestions => Set<Suggestion>();
    public DbSet<DeadlineNotice> DeadlineNotices => Set<DeadlineNotice>();
    public DbSet<LawPack> LawPacks => Set<LawPack>();
    public DbSet<RateSeries> RateSeries => Set<RateSeries>();
    public DbSet<MinistrySetting> MinistrySettings => Set<MinistrySetting>();
    public DbSet<LawStep> LawSteps => Set<LawStep>();
    public DbSet<LawNotice> LawNotices => Set<LawNotice>();
    public DbSet<LawSimulation> LawSimulations => Set<LawSimulation>();
    public DbSet<Worker> Workers => Set<Worker>();
    public DbSet<Placement> Placements => Set<Placement>();
    public DbSet<Disclosure> Disclosures => Set<Disclosure>();
    public DbSet<DisclosureVersion> DisclosureVersions => Set<DisclosureVersion>();
    public DbSet<Return> Returns => Set<Return>();
    public DbSet<ReturnRejection> ReturnRejections => Set<ReturnRejection>();
    public DbSet<PeriodReopening> PeriodReopenings => Set<PeriodReopening>();
    public DbSet<ExpectedVolume> ExpectedVolumes => Set<ExpectedVolume>();
    public DbSet<JudgementRecord> Judgements => Set<JudgementRecord>();
    public DbSet<Finding> Findings => Set<Finding>();
    public DbSet<CaseNotice> CaseNotices => Set<CaseNotice>();
    public DbSet<CaseNoticeItem> CaseNoticeItems => Set<CaseNoticeItem>();
    public DbSet<AnswerDocument> AnswerDocuments => Set<AnswerDocument>();
    public DbSet<FindingDecision> FindingDecisions => Set<FindingDecision>();
    public DbSet<Flag> Flags => Set<Flag>();
    public DbSet<FlagCorrection> FlagCorrections => Set<FlagCorrection>();
    public DbSet<FlagLeftOut> FlagsLeftOut => Set<FlagLeftOut>();
    public DbSet<FlagDecision> FlagDecisions => Set<FlagDecision>();
    public DbSet<FlagReview> FlagReviews => Set<FlagReview>();
    public DbSet<Membership> Memberships => Set<Membership>();
    public DbSet<Client> Clients => Set<Client>();
    public DbSet<Proposal> Proposals => Set<Proposal>();
    public DbSet<ConflictOfInterest> ConflictsOfInterest => Set<ConflictOfInterest>();
    public DbSet<PersonalRead> PersonalReads => Set<PersonalRead>();
    public DbSet<RetentionState> RetentionStates => Set<RetentionState>();
    public DbSet<LegalHold> LegalHolds => Set<LegalHold>();
    public DbSet<IdentityKey> IdentityKeys => Set<IdentityKey>();
    public DbSet<Security.Issuer.SigningKey> SigningKeys => Set<Security.Issuer.SigningKey>();
    public DbSet<RegisterKey> RegisterKeys => Set<RegisterKey>();
    public DbSet<LicenceCheck> LicenceChecks => Set<LicenceCheck>();
    public DbSet<Change> Changes => Set<Change>();
    public DbSet<ChangeLog> ChangeLogs => Set<ChangeLog>();
    public DbSet<WebhookSubscription> Webhooks => Set<WebhookSubscription>();
    public DbSet<WebhookProgress> WebhookProgress => Set<WebhookProgress>();
    public DbSet<WebhookMessage> WebhookMessages => Set<WebhookMessage>();
    public DbSet<WebhookAttempt> WebhookAttempts => Set<WebhookAttempt>();
    public DbSet<AgencyChangeProgress> AgencyChangeProgress => Set<AgencyChangeProgress>();
    public DbSet<DataExport> Exports => Set<DataExport>();
    public DbSet<ExportPart> ExportParts => Set<ExportPart>();
    public DbSet<ToldSubject> ToldSubjects => Set<ToldSubject>();
    public DbSet<FeedProgress> FeedProgress => Set<FeedProgress>();
    public DbSet<AuditEvent> AuditEvents => Set<AuditEvent>();
    public DbSet<AuditNode> AuditNodes => Set<AuditNode>();
    public DbSet<AuditHead> AuditHeads => Set<AuditHead>();
    public DbSet<AuditKey> AuditKeys => Set<AuditKey>();
    public DbSet<IdempotencyEntry> IdempotencyEntries => Set<IdempotencyEntry>();

    /// <summary>Records what happened to a regulated thing, in the same save as the change, and moves its version on.</summary>
    /// <param name="subject">The thing that the event is about.</param>
    /// <param name="occurrence">A record named in the past tense: its name is the action, its content the payload. No
    /// personal data: the trail is kept when the person is erased. What slipped in all the same can be redacted.</param>
    /// <param name="reason">Why, in the words of who decided; where the decision needs one.</param>
    public void Record(IRegulated subject, object occurrence, string? reason = null)
    {
        var recorded = AuditEvent.Of(subject, occurrence, reason, caller, clock.Now());
        Add(recorded);
        if (subject is IVersioned && Entry(subject) is { State: EntityState.Unchanged } entry)
            entry.Property(nameof(IVersioned.Version)).IsModified = true;
    }

    /// <summary>The same for a thing that was not loaded, because what changes it does so in bulk.</summary>
    public void RecordOf(string subjectKind, string subjectId, object occurrence, string? reason = null) =>
        Add(AuditEvent.Of(subjectKind, subjectId, occurrence, reason, caller, clock.Now()));

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        BeforeSave();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        BeforeSave();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        StorageConventions.Configure(configurationBuilder, Database.IsSqlServer());

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        if (Database.IsSqlServer())
            modelBuilder.HasDefaultSchema(Schema);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(LicensingDb).Assembly);
        StorageConventions.Apply(modelBuilder, Database.IsSqlServer());
        foreach (var entity in modelBuilder.Model.GetEntityTypes().Where(e => e.ClrType.IsAssignableTo(typeof(IFiledInReturn))).ToList())
            HideUnpublished(modelBuilder.Entity(entity.ClrType));
    }

    // Here and for all, so that no entity and no query can forget it.
    private static void HideUnpublished(EntityTypeBuilder entity)
    {
        entity.HasOne(typeof(Return), nameof(IFiledInReturn.Return)).WithMany().HasForeignKey(nameof(IFiledInReturn.ReturnId)).OnDelete(DeleteBehavior.Restrict);
        var row = Expression.Parameter(entity.Metadata.ClrType, "row");
        var alone = Expression.Equal(Expression.Property(row, nameof(IFiledInReturn.ReturnId)), Expression.Constant(null, typeof(long?)));
        var publishedAt = Expression.Property(Expression.Property(row, nameof(IFiledInReturn.Return)), nameof(Return.PublishedAt));
        entity.HasQueryFilter(IFiledInReturn.Published, Expression.Lambda(Expression.OrElse(alone, Expression.NotEqual(publishedAt, Expression.Constant(null, typeof(DateTime?)))), row));
    }

    private void BeforeSave()
    {
        var changed = ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList();
        // Asked of the change tracker, so that an event that was given up (ChangeTracker.Clear) counts for nothing.
        var recorded = changed.Select(e => e.Entity).OfType<AuditEvent>().Select(e => e.SubjectId).ToHashSet();
        foreach (var entry in changed)
        {
            RefuseUnrecorded(entry, recorded);
            MoveVersion(entry);
        }
    }

    private static void RefuseUnrecorded(EntityEntry entry, HashSet<string> recorded)
    {
        if (entry.Entity is AuditEvent or AuditNode or AuditHead && entry.State != EntityState.Added)
            throw new InvalidOperationException("What is in the audit is never changed or deleted.");
        if (entry.Entity is AuditEvent || entry is { Entity: IStoredWithAnother, State: EntityState.Added })
            return;
        if (entry.Entity is IRegulated regulated && !recorded.Contains(regulated.PublicId))
        {
            throw new InvalidOperationException(
                $"{entry.Metadata.ClrType.Name} {regulated.PublicId} is {entry.State} in this save, but no event says so. "
                + "Call db.Record(entity, new SomethingHappened(…)) before SaveChanges.");
        }
    }

    // From the value that was read, not the current one: a save that failed and is tried again counts once.
    private static void MoveVersion(EntityEntry entry)
    {
        if (entry.Entity is not IVersioned || entry.State == EntityState.Deleted)
            return;
        var version = entry.Property(nameof(IVersioned.Version));
        version.CurrentValue = entry.State == EntityState.Added ? 1L : (long)version.OriginalValue! + 1;
    }
}

public sealed class SqliteLicensingDb(DbContextOptions<SqliteLicensingDb> options, Caller caller, TimeProvider clock)
    : LicensingDb(options, caller, clock);

public sealed class SqlServerLicensingDb(DbContextOptions<SqlServerLicensingDb> options, Caller caller, TimeProvider clock)
    : LicensingDb(options, caller, clock);

/// <summary>A row that two people may change at the same time: <see cref="LicensingDb"/> moves the version with every
/// save, and a save over a version that is no longer current fails. ExecuteUpdate must move it itself.</summary>
public interface IVersioned
{
    long Version { get; }
}
