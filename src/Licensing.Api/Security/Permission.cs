using static Licensing.Api.Security.CallerRole;

namespace Licensing.Api.Security;

/// <summary>What can be permitted, and which role holds it: the one table.</summary>
public static class Permission
{
    public const string RegisterAgencies = "agencies:register";
    public const string ReadAgencies = "agencies:read";
    public const string ReadAgencyContacts = "agencies:read-contacts";
    public const string RecordAgencyFacts = "agencies:record-facts";
    public const string ReadAlikeAgencies = "agencies:read-alike";
    public const string ProposeAgencyLinks = "agencies:propose-links";
    public const string DecideAgencyLinks = "agencies:decide-links";
    public const string FileForeignRegistrations = "foreign-registrations:file";
    public const string ReadForeignRegistrations = "foreign-registrations:read";
    public const string DecideForeignRegistrations = "foreign-registrations:decide";
    public const string NotifyChanges = "changes:notify";
    public const string ReadChanges = "changes:read";
    public const string DecideChanges = "changes:decide";
    public const string ReadDeadlines = "deadlines:read";
    public const string ReadDemerits = "demerits:read";
    public const string ProposeDemerits = "demerits:propose";
    public const string DecideDemerits = "demerits:decide";
    public const string ReadSuggestions = "suggestions:read";
    public const string DecideSuggestions = "suggestions:decide";
    public const string FileDisclosures = "disclosures:file";
    public const string ReadDisclosures = "disclosures:read";
    public const string FileReturns = "returns:file";
    public const string ReadReturns = "returns:read";
    public const string ReadReturnTemplate = "returns:read-template";
    public const string ReopenPeriods = "returns:reopen";
    public const string RecordExpectedVolumes = "returns:record-expected";
    public const string ReadFindings = "findings:read";
    public const string HandleFindings = "findings:handle";
    public const string DecideFindings = "findings:decide";
    public const string ReadCaseNotices = "case-notices:read";
    public const string AnswerCaseNotices = "case-notices:answer";
    public const string ReadJudgements = "judgements:read";
    public const string ReadFlags = "flags:read";
    public const string ReadFlagThresholds = "flags:read-thresholds";
    public const string SetFlagThresholds = "flags:set-thresholds";
    public const string ReadRegister = "register:read";
    public const string FollowFeed = "feed:read";
    public const string CheckLicences = "register:check";
    public const string ReadLaw = "law:read";
    public const string AskFees = "fees:ask";
    public const string ReadAgreements = "agreements:read";
    public const string CheckLaw = "law:check";
    public const string ProposeLaw = "law:propose";
    public const string ApproveLaw = "law:approve";
    public const string ReadRates = "rates:read";
    public const string ProposeRates = "rates:propose";
    public const string DecideRates = "rates:decide";
    public const string ReadSettings = "settings:read";
    public const string ProposeSettings = "settings:propose";
    public const string DecideSettings = "settings:decide";
    public const string ReadSimulations = "law:read-simulations";
    public const string ReadRegime = "regime:read";
    public const string ProposeRegime = "regime:propose";
    public const string DecideRegime = "regime:decide";
    public const string ReadLicences = "licences:read";
    public const string GiveNotices = "licences:give-notice";
    public const string AnswerNotices = "licences:answer-notice";
    public const string ProposeMeasures = "licences:propose-measure";
    public const string DecideMeasures = "licences:decide-measure";
    public const string RequestSurrenders = "licences:request-surrender";
    public const string LodgeAppeals = "licences:lodge-appeal";
    public const string DecideAppeals = "licences:decide-appeal";
    public const string ReportConditions = "conditions:report";
    public const string DecideConditionReports = "conditions:decide-reports";
    public const string ProposeConditions = "conditions:propose";
    public const string DecideConditions = "conditions:decide";
    public const string ReadDeposits = "deposits:read";
    public const string ReadDepositDoubts = "deposits:read-doubts";
    public const string RecordDeposits = "deposits:record";
    public const string RecordClaims = "deposits:record-claims";
    public const string RefuseClaims = "deposits:refuse-claims";
    public const string ReadClaimants = "deposits:read-claimants";
    public const string ProposeDeposits = "deposits:propose";
    public const string DecideDeposits = "deposits:decide";
    public const string ReadRemedies = "remedies:read";
    public const string PreviewRemedies = "remedies:preview";
    public const string ProposeRefundOrders = "refund-orders:propose";
    public const string DecideRefundOrders = "refund-orders:decide";
    public const string ReadRefundOrders = "refund-orders:read";
    public const string RecordRefundPayments = "refund-orders:record-payments";
    public const string KeepRefundOrders = "refund-orders:keep";
    public const string ReadAnswerable = "remedies:read-answerable";
    public const string ProposeBars = "bars:propose";
    public const string DecideBars = "bars:decide";
    public const string ReadBars = "bars:read";
    public const string ReadBarIdentities = "bars:read-identity";
    public const string ReadExaminations = "examinations:read";
    public const string ProposeDecisions = "examinations:propose-decision";
    public const string DecideApplications = "examinations:decide";
    public const string ObjectToApplications = "objections:file";
    public const string ReadObjectors = "objections:read-contact";
    public const string FileApplications = "applications:file";
    public const string ReadApplications = "applications:read";
    public const string ReadApplicationDetails = "applications:read-details";
    public const string ExamineApplications = "applications:examine";
    public const string FileComplaints = "complaints:file";
    public const string FollowComplaints = "complaints:follow";
    public const string ReadComplaints = "complaints:read";
    public const string ReadComplainants = "complaints:read-identity";
    public const string HandleComplaints = "complaints:handle";
    public const string WaiveRefunds = "complaints:waive-refund";
    public const string DecideComplaints = "complaints:decide";
    public const string ReadComplaintNotices = "complaint-notices:read";
    public const string AnswerComplaintNotices = "complaint-notices:answer";
    public const string IssueConfirmationCodes = "confirmations:issue-codes";
    public const string FollowConfirmations = "confirmations:follow";
    public const string ReadDiscrepancies = "discrepancies:read";
    public const string HandleDiscrepancies = "discrepancies:handle";
    public const string ReadSharedDiscrepancies = "discrepancies:read-shared";
    public const string AnswerCorrectionRequests = "correction-requests:answer";
    public const string ReadUnconfirmedPlacements = "confirmations:read-unconfirmed";
    public const string ProveAudit = "audit:prove";
    public const string ReadAudit = "audit:read";
    public const string ExportAuditTrail = "audit:export";
    public const string RedactAudit = "audit:redact";
    public const string DecideRedaction = "audit:decide-redaction";
    public const string ReadCaller = "access:read-caller";
    public const string ReadAccess = "access:read";
    public const string GiveRoles = "access:give-roles";
    public const string RegisterClients = "access:register-clients";

    public const string DecideCommissioner = "access:decide-commissioner";
    public const string DecideDismissal = "access:decide-dismissal";
    public const string ReadProposals = "proposals:read";
    public const string DecideProposals = "proposals:decide";
    public const string WithdrawProposals = "proposals:withdraw";
    public const string DeclareConflicts = "conflicts:declare";
    public const string ReadConflicts = "conflicts:read";

    public const string ReadWorkers = "workers:read";
    public const string ReadWorkerIdentities = "workers:read-identity";
    public const string EraseWorkers = "workers:erase";
    public const string DecideErasures = "workers:decide-erasure";
    public const string PlaceLegalHolds = "retention:hold";
    public const string ReadRetention = "retention:read";

    public const string MakeExports = "exports:make";

    public const string ReadReads = "reads:read";
    public const string ReadWebhooks = "webhooks:read";
    public const string KeepWebhooks = "webhooks:keep";
    public const string ReadJobs = "jobs:read";
    public const string RunJobs = "jobs:run";

    // Whoever may look at cases; the agencies' own people see their own (Visibility).
    private static readonly CallerRole[] Ministry = [CaseOfficer, LicensingOfficer, Supervisor];
    private static readonly CallerRole[] Oversight = [Commissioner, Auditor];
    private static readonly CallerRole[] Agency = [AgencyFiler, AgencyManager];

    // Public means that no caller is needed, so everyone holds it. System is our own jobs: they call no endpoint, and hold all.
    private static readonly Dictionary<string, CallerRole[]> Holders = new()
    {
        [RegisterAgencies] = [LicensingOfficer, Supervisor],
        [ReadAgencies] = [Public],
        // Not the auditor: he proves how things were done, and needs nobody's telephone number for it.
        [ReadAgencyContacts] = [.. Agency, .. Ministry, Commissioner],
        [RecordAgencyFacts] = [LicensingOfficer, Supervisor],
        // Who licenses looks before he registers the same agency again. No agency: a likeness is a question, not a fact about it.
        [ReadAlikeAgencies] = [LicensingOfficer, Supervisor],
        [ProposeAgencyLinks] = [LicensingOfficer, Supervisor],
        [DecideAgencyLinks] = [Supervisor, Commissioner],
        [FileForeignRegistrations] = [.. Agency, LicensingOfficer, Supervisor],
        // What is not confirmed is no one else's business; the public reads the register.
        [ReadForeignRegistrations] = [.. Agency, .. Ministry, .. Oversight],
        [DecideForeignRegistrations] = [LicensingOfficer, Supervisor],
        // Only the agency answers for what it says of itself.
        [NotifyChanges] = [.. Agency],
        [ReadChanges] = [.. Agency, .. Ministry, .. Oversight],
        [DecideChanges] = [LicensingOfficer, Supervisor],
        [ReadDeadlines] = [.. Agency, .. Ministry, .. Oversight],
        [ReadDemerits] = [.. Agency, .. Ministry, .. Oversight],
        [ProposeDemerits] = [.. Ministry],
        [DecideDemerits] = [Supervisor, Commissioner],
        // No agency: nothing has been decided against it yet.
        [ReadSuggestions] = [.. Ministry, .. Oversight],
        [DecideSuggestions] = [LicensingOfficer, Supervisor],
        [FileDisclosures] = [AgencyFiler, CaseOfficer, Supervisor],
        [ReadDisclosures] = [.. Agency, .. Ministry, .. Oversight],
        [FileReturns] = [AgencyFiler],
        [ReadReturns] = [.. Agency, .. Ministry, .. Oversight],
        [ReadReturnTemplate] = [Public],
        [ReopenPeriods] = [CaseOfficer, Supervisor],
        [RecordExpectedVolumes] = [LicensingOfficer, Supervisor],
        [ReadFindings] = [.. Agency, .. Ministry, .. Oversight],
        // Who hears the worker, and not who deals with the agency's licence alone; findings and flags alike.
        [HandleFindings] = [CaseOfficer, Supervisor],
        [DecideFindings] = [Supervisor, Commissioner],
        // With answers and evidence, which may speak of people: not the auditor, who proves how things were done.
        [ReadCaseNotices] = [.. Agency, CaseOfficer, Supervisor, Commissioner],
        // Who files monthly returns does not speak for the agency when it is accused.
        [AnswerCaseNotices] = [AgencyManager],
        // No agency: it would coach those who falsify.
        [ReadJudgements] = [.. Ministry, .. Oversight],
        // Nothing about an agency is public on the strength of an unanswered finding.
        [ReadFlags] = [.. Agency, .. Ministry, .. Oversight],
        // No agency: it would tell them how far to go.
        [ReadFlagThresholds] = [.. Ministry, .. Oversight],
        [SetFlagThresholds] = [Supervisor],
        // A worker looks before he pays, and signs in nowhere for it.
        [ReadRegister] = [Public],
        [FollowFeed] = [Public],
        [CheckLicences] = [Public],
        [ReadLaw] = [Public],
        [ReadAgreements] = [Public],
        [AskFees] = [Public],
        // Not for everyone: it compares many corridors, and what a draft would change is the ministry's own work until it is law.
        [CheckLaw] = [LawEditor, .. Ministry, .. Oversight],
        [ProposeLaw] = [LawEditor],
        [ApproveLaw] = [Supervisor],
        // By which rate a worker's money was compared, he may look up.
        [ReadRates] = [Public],
        [ProposeRates] = [LawEditor, Supervisor],
        [DecideRates] = [Supervisor],
        // No agency: the thresholds would tell it how far to go.
        [ReadSettings] = [.. Ministry, LawEditor, .. Oversight],
        [ProposeSettings] = [LawEditor, Supervisor],
        [DecideSettings] = [Supervisor],
        // Whoever proposes law, and whoever decides about it. No agency: it says where the ministry looks.
        [ReadSimulations] = [LawEditor, Supervisor],
        // What a licence takes is law: whoever asks may know it.
        [ReadRegime] = [Public],
        [ProposeRegime] = [LicensingOfficer, LawEditor, Supervisor],
        [DecideRegime] = [Supervisor],
        // With its grounds; the public reads the register.
        [ReadLicences] = [.. Agency, .. Ministry, .. Oversight],
        [GiveNotices] = [LicensingOfficer, Supervisor],
        // Who files monthly returns does not speak for the agency when its licence is at stake.
        [AnswerNotices] = [AgencyManager],
        [ProposeMeasures] = [LicensingOfficer, Supervisor],
        [DecideMeasures] = [Supervisor],
        [RequestSurrenders] = [AgencyManager],
        [LodgeAppeals] = [AgencyManager],
        // The commissioner too: where the ministry is small, somebody has to be left who did not decide what is reviewed.
        [DecideAppeals] = [Supervisor, Commissioner],
        [ReportConditions] = [.. Agency],
        [DecideConditionReports] = [LicensingOfficer, Supervisor],
        [ProposeConditions] = [LicensingOfficer, Supervisor],
        [DecideConditions] = [Supervisor, Commissioner],
        // Its own; who claims is opened apart.
        [ReadDeposits] = [.. Agency, .. Ministry, .. Oversight],
        [ReadDepositDoubts] = [.. Ministry, .. Oversight],
        [RecordDeposits] = [LicensingOfficer, Supervisor],
        [RecordClaims] = [.. Ministry],
        // Who hears the worker, and not who deals with the agency's licence alone.
        [RefuseClaims] = [CaseOfficer, Supervisor],
        [ReadClaimants] = [CaseOfficer, Supervisor, Commissioner],
        [ProposeDeposits] = [LicensingOfficer, Supervisor],
        [DecideDeposits] = [Supervisor, Commissioner],
        [ReadRemedies] = [Public],
        [PreviewRemedies] = [.. Ministry, Commissioner],
        // Who hears the worker, and not who deals with the agency's licence alone.
        [ProposeRefundOrders] = [CaseOfficer, Supervisor],
        [DecideRefundOrders] = [Supervisor, Commissioner],
        // Its own, but for what the worker says of payments.
        [ReadRefundOrders] = [.. Agency, .. Ministry, .. Oversight],
        [RecordRefundPayments] = [.. Agency, CaseOfficer, Supervisor],
        // No agency: the worker's words, reversals and what the deposit covers are not its own to say.
        [KeepRefundOrders] = [CaseOfficer, Supervisor],
        [ReadAnswerable] = [.. Ministry, .. Oversight],
        [ProposeBars] = [LicensingOfficer, Supervisor],
        [DecideBars] = [Supervisor, Commissioner],
        // No agency: whom else the ministry has barred is none of its business.
        [ReadBars] = [.. Ministry, .. Oversight],
        [ReadBarIdentities] = [LicensingOfficer, Supervisor, Commissioner],
        // No agency: whose objections and alerts there are would tell it whom to press.
        [ReadExaminations] = [.. Ministry, .. Oversight],
        [ProposeDecisions] = [LicensingOfficer, Supervisor],
        [DecideApplications] = [Supervisor],
        [ObjectToApplications] = [Public],
        [ReadObjectors] = [LicensingOfficer, Supervisor, Commissioner],
        [FileApplications] = [.. Agency],
        [ReadApplications] = [.. Agency, .. Ministry, .. Oversight],
        // Who people are, and their papers: for whoever decides, and for who watches how; not for the auditor, who proves how things were done.
        [ReadApplicationDetails] = [.. Agency, LicensingOfficer, Supervisor, Commissioner],
        [ExamineApplications] = [LicensingOfficer, Supervisor],
        [FileComplaints] = [Public],
        // Whoever holds the secret; a token is not asked.
        [FollowComplaints] = [Public],
        // Who hears the worker; not who deals with the agency's licence alone, and not the auditor, who proves how things were done.
        [ReadComplaints] = [CaseOfficer, Supervisor, Commissioner],
        [ReadComplainants] = [CaseOfficer, Supervisor, Commissioner],
        [HandleComplaints] = [CaseOfficer, Supervisor],
        [WaiveRefunds] = [Supervisor],
        [DecideComplaints] = [Supervisor, Commissioner],
        // What the agency is to answer to, with what the complainant agreed to.
        [ReadComplaintNotices] = [.. Agency, CaseOfficer, Supervisor, Commissioner],
        [AnswerComplaintNotices] = [AgencyManager],
        // At the desk where workers come, and never the agency: who holds the code speaks for the worker.
        [IssueConfirmationCodes] = [CaseOfficer, Supervisor],
        // Whoever holds the code or the secret, and no token: WorkerDoor refuses every session.
        [FollowConfirmations] = [Public],
        // No agency: until the worker agrees it is told nothing. The auditor sees figures and not the worker's words.
        [ReadDiscrepancies] = [CaseOfficer, Supervisor, .. Oversight],
        [HandleDiscrepancies] = [CaseOfficer, Supervisor],
        // Its own, as far as the worker agrees.
        [ReadSharedDiscrepancies] = [.. Agency, CaseOfficer, Supervisor, Commissioner],
        [AnswerCorrectionRequests] = [CaseOfficer, Supervisor],
        // No agency: a worker's silence would tell it as much as his words.
        [ReadUnconfirmedPlacements] = [CaseOfficer, Supervisor, .. Oversight],
        [ReadCaller] = [Public],
        [ReadAccess] = [Administrator, .. Oversight],
        [GiveRoles] = [Administrator],
        [RegisterClients] = [Administrator],
        // Who decides is asked again by what is proposed (TwoPersonRule); a commissioner in office goes before the supervisor.
        [DecideCommissioner] = [Supervisor, Commissioner],
        // Nobody in the ministry's chain.
        [DecideDismissal] = [Commissioner, Auditor],
        [ReadProposals] = [.. Ministry, LawEditor, Administrator, .. Oversight],
        [DecideProposals] = [Supervisor, Commissioner, Auditor],
        [WithdrawProposals] = [.. Ministry, LawEditor, Administrator],
        [DeclareConflicts] = [.. Ministry, LawEditor, .. Oversight],
        [ReadWorkers] = [CaseOfficer, Supervisor, .. Oversight],
        // No agency, not even the one that reported it: it has its own files, and whoever takes over its sign-in gets none of ours.
        // Not the auditor: he proves how things were done.
        [ReadWorkerIdentities] = [CaseOfficer, Supervisor, Commissioner],
        [EraseWorkers] = [CaseOfficer, Supervisor],
        [DecideErasures] = [Supervisor, Commissioner],
        [PlaceLegalHolds] = [Supervisor, Commissioner],
        [ReadRetention] = [CaseOfficer, Supervisor, .. Oversight],
        [ReadReads] = [CaseOfficer, Supervisor, .. Oversight],
        // Where the ministry's events go is for a supervisor to see, and for whoever receives them to decide.
        [ReadWebhooks] = [.. Agency, Portal, Supervisor],
        [KeepWebhooks] = [.. Agency, Portal],
        [ReadJobs] = [Administrator, Auditor],
        [RunJobs] = [Administrator],
        [ReadConflicts] = [Supervisor, .. Oversight],
        // Heads, proofs and public keys betray nothing of the events, and are worth something because anybody can keep them.
        [ProveAudit] = [Public],
        [ReadAudit] = [Supervisor, .. Oversight],
        // What is in one is limited by what may be listed.
        [MakeExports] = [.. Agency, .. Ministry, .. Oversight],
        [ExportAuditTrail] = [Supervisor, .. Oversight],
        [RedactAudit] = [Supervisor],
        [DecideRedaction] = [Supervisor, Commissioner],
    };

    private static readonly Dictionary<CallerRole, HashSet<string>> ByRole = Enum.GetValues<CallerRole>().ToDictionary(
        role => role,
        role => Holders.Where(p => role == CallerRole.System || p.Value.Contains(role) || p.Value.Contains(Public)).Select(p => p.Key).ToHashSet());

    public static IReadOnlyCollection<string> All => Holders.Keys;

    public static IReadOnlySet<string> Held(CallerRole role) => ByRole[role];

    /// <summary>For people to read.</summary>
    public static string HoldersOf(string permission) =>
        string.Join(", ", Holders[permission].Select(role => Http.Json.Words.ConvertName(role.ToString()).Replace('-', ' ')));

    public static bool IsPublic(string permission) => ByRole[Public].Contains(permission);
}
