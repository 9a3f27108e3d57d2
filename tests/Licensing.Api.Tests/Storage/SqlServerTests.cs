using System.Collections.Concurrent;
using FastEndpoints;
using Hangfire;
using Hangfire.InMemory;
using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Changes;
using Licensing.Api.Features.Complaints;
using Licensing.Api.Features.Exports;
using Licensing.Api.Features.Confirmations;
using Licensing.Api.Features.Deadlines;
using Licensing.Api.Features.Demerits;
using Licensing.Api.Features.Deposits;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Examinations;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Flags;
using Licensing.Api.Features.Law;
using Licensing.Api.Features.Rates;
using Licensing.Api.Features.Register;
using Licensing.Api.Features.Retention;
using Licensing.Api.Features.Returns;
using Licensing.Api.Features.Remedies;
using Licensing.Api.Features.Simulations;
using Licensing.Api.Features.Webhooks;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Api.Security.Issuer;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;

namespace Licensing.Api.Tests.Storage;

/// <summary>What each endpoint would send to SQL Server, read by its own parser. No server is needed, and none proves more
/// than one: with LICENSING_TEST_SQLSERVER set, the whole suite runs on a real one.</summary>
public sealed class SqlServerTests(ServiceHost host, RecordingHost recording) : IClassFixture<RecordingHost>
{
    internal const string Placement = """
        "origin":"NP","destination":"MY","occupation":"9329","contract":{"signedOn":"2024-03-02","months":24,"monthlyWage":{"amountMinor":170000,"currency":"MYR","kind":"basic"}},
        "items":[{"kind":"payment","category":"recruitment-fee.service","amount":{"amountMinor":1500000,"currency":"NPR"},"payer":"worker","payee":"agency","date":"2024-03-05","channel":"bank","id":"i1"}]
        """;

    // Of the one pack that every query finds.
    private static readonly string Law = LawPack.DigestOf($"1 {Licensing.Api.Features.Proposals.Proposal.DigestOf("1")}");
    private static readonly string LawText = File.ReadAllText(Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Law"), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First());
    internal const string Applicant = """{"legalPerson":{"registeredName":"Himal"},"owners":[{"sharePercent":"100","person":{"name":"A person","document":{"country":"NP","kind":"passport","number":"1"}}}]}""";

    // Those that an agency does itself.
    /// <summary>One line for each endpoint, or more where it has several queries. The rows that come back are made up, so
    /// the status does not matter: a line is good when it reaches the queries.</summary>
    public static TheoryData<string, string, string, string?> Calls => new()
    {
        { "RegisterAgency", "POST", "/v1/agencies", """{"name":"Himal","country":"NP","from":"2024-01-01","address":"Kathmandu","phone":"1","email":"a@b","licenceNumber":"7"}""" },
        { "ReadAgency", "GET", "/v1/agencies/ag_1", null },
        { "ReadAgency", "GET", "/v1/agencies/AG-000000-0", null },
        { "ListAgencies", "GET", "/v1/agencies?name=himal&country=NP&on=2024-01-01", null },
        { "RecordAgencyFact", "POST", "/v1/agencies/ag_1/facts", """{"kind":"name","value":"Himal","from":"2024-01-01"}""" },
        { "ListAlikeAgencies", "GET", "/v1/agencies/ag_1/alike", null },
        { "RecordExpectedVolumes", "POST", "/v1/agencies/ag_1/expected-volumes", """{"volumes":[{"from":"2024-01-01","to":"2024-01-31","destination":"MY","total":5,"source":"A test."}]}""" },
        { "ListExpectedVolumes", "GET", "/v1/returns/volumes?agency=ag_1&period=2024-01", null },
        { "FileDisclosure", "POST", "/v1/agencies/ag_1/disclosures", $$"""{"placementReference":"P-1","worker":{"agencyFileNumber":"W-1","document":{"country":"NP","kind":"passport","number":"1"},"sex":"female","ageAtSigning":27},{{Placement}}}""" },
        { "CorrectDisclosure", "POST", "/v1/disclosures/di_1/corrections", $$"""{"reason":"A slip.","worker":{"sex":"female","ageAtSigning":27},{{Placement}}}""" },
        { "ReadDisclosure", "GET", "/v1/disclosures/di_1", null },
        { "ReadLawVerdicts", "GET", "/v1/disclosures/di_1/verdicts", null },
        { "FileReturn", "POST", "/v1/agencies/ag_1/returns?period=2024-01&onError=keep-good", "{}" },
        { "FileNilReturn", "POST", "/v1/agencies/ag_1/nil-returns", """{"period":"2024-01"}""" },
        { "ReopenPeriod", "POST", "/v1/agencies/ag_1/reopened-periods", """{"period":"2024-01","reason":"A test."}""" },
        { "ReadReturnTemplate", "GET", "/v1/returns/template.csv", null },
        { "ReadReturn", "GET", "/v1/returns/re_1", null },
        { "ListReturns", "GET", "/v1/returns?agency=ag_1&period=2024-01", null },
        { "FollowReturn", "GET", "/v1/returns/re_1/progress", null },
        { "ListReturnRejections", "GET", "/v1/returns/re_1/rejections", null },
        { "ExportRepairFile", "GET", "/v1/returns/re_1/repair-file", null },
        { "ListFindings", "GET", "/v1/findings?agency=ag_1&origin=NP&destination=MY&provision=np-my.service-fee&result=over&breach=worker-charged&status=open&leastExcess=1&currency=NPR&from=2024-01-01&to=2025-01-01", null },
        { "ReadFinding", "GET", "/v1/findings/fi_1", null },
        { "ListJudgements", "GET", "/v1/judgements", null },
        { "ListLawNotices", "GET", "/v1/law-notices?agency=ag_1", null },
        { "SimulateLawPack", "POST", "/v1/law/packs/lp_1/simulations", """{"reason":"A test."}""" },
        { "ReadSimulation", "GET", "/v1/simulations/si_1", null },
        { "ListFlags", "GET", "/v1/flags", null },
        { "ReadFlag", "GET", "/v1/flags/fl_1", null },
        { "ListFlagThresholds", "GET", "/v1/flag-thresholds", null },
        { "DraftRateSeries", "POST", "/v1/exchange-rates/series", System.Text.Json.JsonSerializer.Serialize(new { name = "nrb", text = SomeRates + "\n", reason = "A test." }) },
        { "ListRateSeries", "GET", "/v1/exchange-rates/series?name=shipped", null },
        { "ReadRateSeries", "GET", "/v1/exchange-rates/series/xr_1", null },
        { "ExportRateSeries", "GET", "/v1/exchange-rates/series/xr_1/rates.csv", null },
        { "ProposeRateSeries", "POST", "/v1/exchange-rates/series/xr_1/proposal", """{"reason":"A test."}""" },
        { "ApproveProposal of rates", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "ReadExchangeRate", "GET", "/v1/exchange-rates?currency=NPR&on=2024-03-05", null },
        { "ReadExchangeRate as held", "GET", "/v1/exchange-rates?currency=NPR&on=2024-03-05&knownAt=2025-01-01T00:00:00Z", null },
        { "ListSettings", "GET", "/v1/settings?on=2025-01-01", null },
        { "ReadSetting", "GET", "/v1/settings/judging.rate-band?knownAt=2025-01-01T00:00:00Z", null },
        { "ProposeSetting", "POST", "/v1/settings/judging.rate-band/proposals", """{"from":"2024-01-01","value":"2.5","reason":"A test."}""" },
        { "ProposeSetting", "POST", "/v1/settings/rates.stale-after/proposals", """{"from":"2024-01-01","value":10,"reason":"A test."}""" },
        { "ApproveProposal of a setting", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "ApproveProposal of thresholds", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "SetFlagThresholds", "POST", "/v1/flag-thresholds", """{"from":"2024-01-01","leastFindings":1,"leastWorkers":1,"leastSharePercent":1,"reason":"A test."}""" },
        { "ListAuditHeads", "GET", "/v1/audit/heads?after=1", null },
        { "ReadLatestAuditHead", "GET", "/v1/audit/heads/latest", null },
        { "ListAuditKeys", "GET", "/v1/audit/keys", null },
        { "ProveInclusion", "GET", "/v1/audit/proofs/inclusion?event=ev_1", null },
        { "ProveConsistency", "GET", "/v1/audit/proofs/consistency?first=1", null },
        { "ListAuditEvents", "GET", "/v1/audit/events?subject=ag_1&subjectKind=Agency&actor=maya&action=AgencyRegistered&from=2024-01-01&to=2025-01-01", null },
        { "ReadAuditEvent", "GET", "/v1/audit/events/ev_1", null },
        { "ExportAudit", "GET", "/v1/audit/export?subject=ag_1&after=7", null },
        { "ProposeRedaction", "POST", "/v1/audit/events/ev_1/redactions", """{"field":"payload","reason":"A test."}""" },
        { "ProposeRedaction", "POST", "/v1/audit/events/ev_1/redactions", """{"field":"reason","reason":"A test."}""" },
        { "OpenBranch", "POST", "/v1/agencies/ag_1/branches", """{"kind":"branch","address":"Main street","from":"2024-01-01"}""" },
        { "CloseBranch", "POST", "/v1/branches/br_1/end", """{"to":"2025-01-01","reason":"A test."}""" },
        { "ListBranches", "GET", "/v1/agencies/ag_1/branches?on=2025-01-01", null },
        { "RegisterRepresentative", "POST", "/v1/agencies/ag_1/representatives", """{"kind":"abroad","name":"A person","country":"MY","from":"2025-08-01"}""" },
        { "EndRepresentative", "POST", "/v1/representatives/rp_1/end", """{"to":"2025-01-01","reason":"A test."}""" },
        { "ListRepresentatives", "GET", "/v1/agencies/ag_1/representatives?on=2025-01-01", null },
        { "ProposeAgencyLink", "POST", "/v1/agencies/ag_1/links", """{"kind":"succession","otherId":"AG-000000-0","from":"2025-01-01","authority":"Deed 1","reason":"A test."}""" },
        { "ProposeAgencyParting", "POST", "/v1/agency-links/ln_1/end", """{"to":"2025-01-01","reason":"A test."}""" },
        { "ListAgencyLinks", "GET", "/v1/agencies/ag_1/links", null },
        { "ApproveProposal of a link", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "ApproveProposal of a parting", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "FileForeignRegistration", "POST", "/v1/agencies/ag_1/foreign-registrations", """{"country":"MY","authority":"A ministry","number":"7","from":"2025-01-01"}""" },
        { "ListForeignRegistrations", "GET", "/v1/agencies/ag_1/foreign-registrations", null },
        { "ConfirmForeignRegistration", "POST", "/v1/foreign-registrations/fr_1/confirmation", """{"reason":"A test."}""" },
        { "RefuseForeignRegistration", "POST", "/v1/foreign-registrations/fr_1/refusal", """{"reason":"A test."}""" },
        { "EndForeignRegistration", "POST", "/v1/foreign-registrations/fr_1/end", """{"to":"2025-01-01","reason":"A test."}""" },
        { "NotifyChange", "POST", "/v1/agencies/1/changes", """{"kind":"address","on":"2025-01-01","what":"Main street","document":"Lease 1"}""" },
        { "AcceptNotification", "POST", "/v1/notified-changes/nc_1/acceptance", """{"reason":"A test."}""" },
        { "RefuseNotification", "POST", "/v1/notified-changes/nc_1/refusal", """{"reason":"A test."}""" },
        { "ReadNotification", "GET", "/v1/notified-changes/nc_1", null },
        { "ListNotifications", "GET", "/v1/notified-changes?agency=ag_1&state=waiting&kind=address", null },
        { "ListConditions", "GET", "/v1/licences/li_1/conditions?on=2025-01-01", null },
        { "ReadCondition", "GET", "/v1/conditions/lc_1?on=2025-01-01", null },
        { "ReportConditionMet", "POST", "/v1/conditions/lc_1/reports", """{"what":"It is done.","document":"Paper 1"}""" },
        { "ConfirmConditionMet", "POST", "/v1/conditions/lc_1/confirmation", """{"on":"2025-01-01","reason":"A test."}""" },
        { "RefuseConditionReport", "POST", "/v1/conditions/lc_1/report-refusal", """{"reason":"A test."}""" },
        { "ProposeCondition", "POST", "/v1/licences/li_1/conditions", """{"text":"Do it.","from":"2025-01-01","isPublic":true,"reason":"A test."}""" },
        { "ProposeCondition", "POST", "/v1/licences/li_1/conditions", """{"text":"Do it.","from":"2025-01-01","within":"10 working days","isPublic":true,"reason":"A test."}""" },
        { "ProposeConditionWaiver", "POST", "/v1/conditions/lc_1/waivers", """{"from":"2025-01-01","reason":"A test."}""" },
        { "ApproveProposal of a condition", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "ApproveProposal of a waiver", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "ListDeadlines", "GET", "/v1/deadlines?agency=ag_1&from=2019-12-01&until=2020-03-01", null },
        { "ListDeadlines", "GET", "/v1/deadlines?overdue=true", null },
        { "ReadDemerits", "GET", "/v1/agencies/ag_1/demerits?on=2020-02-01", null },
        { "ProposeDemerits", "POST", "/v1/agencies/ag_1/demerits", """{"points":1,"on":"2025-01-01","decision":"Decision 1","findings":["1"],"reason":"A test."}""" },
        { "ProposeDemeritSettingAside", "POST", "/v1/demerits/dm_1/setting-aside", """{"on":"2025-01-01","decision":"Appeal 1","reason":"A test."}""" },
        { "ApproveProposal of demerits", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "ApproveProposal of setting demerits aside", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "ListSuggestions", "GET", "/v1/suggestions?agency=ag_1&state=open&source=demerits", null },
        { "ReadSuggestion", "GET", "/v1/suggestions/sg_1", null },
        { "DismissSuggestion", "POST", "/v1/suggestions/sg_1/dismissal", """{"reason":"A test."}""" },
        { "FollowSuggestion", "POST", "/v1/suggestions/sg_1/proposal", """{"proposalId":"pr_1"}""" },
        { "ReadRegime", "GET", "/v1/regime?on=2025-08-01&knownAt=2026-03-15T08:00:00Z", null },
        { "ReadRegimeHistory", "GET", "/v1/regime/history?knownAt=2026-03-15T08:00:00Z", null },
        { "ProposeRegimeSetting", "POST", "/v1/regime/settings", """{"question":"show-cause","from":"2024-01-01","value":"15 days","authority":"Order 1","reason":"A test."}""" },
        { "ProposeCalendar", "POST", "/v1/regime/calendars", """{"weekend":["saturday"],"from":"2024-01-01","until":"2024-12-31","holidays":[],"namedDays":[],"reason":"A test."}""" },
        { "ApproveProposal of a regime setting", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "ReadLicence", "GET", "/v1/licences/li_1?on=2025-08-01", null },
        { "GiveNotice", "POST", "/v1/licences/li_1/notices", """{"intended":"revocation","reason":"other","grounds":"A test."}""" },
        { "AnswerNotice", "POST", "/v1/notices/sn_1/answer", """{"answer":"A test."}""" },
        { "WithdrawNotice", "POST", "/v1/notices/sn_1/withdrawal", """{"reason":"A test."}""" },
        { "ReadNotice", "GET", "/v1/notices/sn_1", null },
        { "ListNotices", "GET", "/v1/notices?licence=li_1&agency=ag_1", null },
        { "ProposeSuspension", "POST", "/v1/licences/li_1/suspensions", """{"ground":"sanction","from":"2026-03-15","until":"2026-04-01","reasonClass":"other","grounds":"A test.","reason":"A test.","noticeId":"sn_1"}""" },
        { "ProposeRevocation", "POST", "/v1/licences/li_1/revocations", """{"from":"2026-03-15","reasonClass":"other","grounds":"A test.","reason":"A test.","noticeId":"sn_1"}""" },
        { "ProposeLifting", "POST", "/v1/licences/li_1/liftings", """{"measureId":"1","from":"2026-03-15","grounds":"A test.","reason":"A test."}""" },
        { "ProposeFactWithdrawal", "POST", "/v1/licences/li_1/withdrawals", """{"factId":"1","reason":"A test."}""" },
        { "ProposeStay", "POST", "/v1/licences/li_1/stays", """{"measureId":"1","from":"2026-03-15","orderedBy":"A court","order":"1/2026","reason":"A test."}""" },
        { "ProposeStayEnd", "POST", "/v1/licences/li_1/stay-ends", """{"stayId":"1","from":"2026-03-15","orderedBy":"A court","order":"2/2026","reason":"A test."}""" },
        { "RequestSurrender", "POST", "/v1/licences/li_1/surrenders", """{"from":"2026-03-15"}""" },
        { "WithdrawSurrender", "POST", "/v1/surrenders/su_1/withdrawal", "{}" },
        { "ListSurrenders", "GET", "/v1/surrenders?licence=li_1&agency=ag_1", null },
        { "ProposeSurrenderAcceptance", "POST", "/v1/surrenders/su_1/acceptance", """{"from":"2026-03-15","reason":"A test."}""" },
        { "LodgeAppeal", "POST", "/v1/appeals", """{"subjectId":"lf_1","path":"appeal","grounds":"A test."}""" },
        { "LodgeAppeal against a refusal", "POST", "/v1/appeals", """{"subjectId":"ap_1","path":"appeal","grounds":"A test."}""" },
        { "ReadAppeal", "GET", "/v1/appeals/ac_1", null },
        { "ListAppeals", "GET", "/v1/appeals?agency=ag_1&subject=lf_1&state=lodged", null },
        { "WithdrawAppeal", "POST", "/v1/appeals/ac_1/withdrawal", "{}" },
        { "ProposeAppealDecision", "POST", "/v1/appeals/ac_1/decision", """{"outcome":"allow","from":"2026-03-15","staysEndOn":"2026-03-15","decidedBy":"A court","grounds":"A test.","reason":"A test."}""" },
        { "ApproveProposal of a suspension", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "ApproveProposal of a revocation", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "ApproveProposal of a lifting", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "ApproveProposal of a withdrawal of a fact", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "ApproveProposal of a stay", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "ApproveProposal of an end of a stay", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "ApproveProposal of a surrender", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "ApproveProposal of an appeal", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "ApproveProposal of an appeal against a refusal", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "ReadDeposit", "GET", "/v1/licences/li_1/deposit?on=2025-08-01", null },
        { "RecordDepositFact", "POST", "/v1/licences/li_1/deposit/facts", """{"fact":"workers","value":"100","from":"2025-01-01","source":"A plan."}""" },
        { "RecordReceipt", "POST", "/v1/licences/li_1/deposit/receipts", """{"form":"cash","amount":{"amountMinor":1000000,"currency":"NPR"},"heldFrom":"2025-01-01"}""" },
        { "RecordReceipt first", "POST", "/v1/licences/li_1/deposit/receipts", """{"form":"cash","amount":{"amountMinor":1000000,"currency":"NPR"},"heldFrom":"2025-01-01"}""" },
        { "RecordClaim placement", "POST", "/v1/licences/li_1/deposit/claims", """{"kind":"wages","amount":{"amountMinor":100,"currency":"NPR"},"lodgedOn":"2025-01-01","decision":"Award 1","placementId":"pl_1"}""" },
        { "RecordClaim", "POST", "/v1/licences/li_1/deposit/claims", """{"kind":"wages","amount":{"amountMinor":100,"currency":"NPR"},"lodgedOn":"2025-01-01","decision":"Award 1","document":{"country":"NP","kind":"passport","number":"1"}}""" },
        { "ListDepositClaims", "GET", "/v1/licences/li_1/deposit/claims?open=true", null },
        { "RefuseClaim", "POST", "/v1/deposit-claims/dc_1/refusal", """{"reason":"A test."}""" },
        { "ReadClaimant", "POST", "/v1/deposit-claims/dc_1/claimant-reads", """{"purpose":"A test."}""" },
        { "ProposeDrawDown", "POST", "/v1/licences/li_1/deposit/draw-downs", """{"claims":["1"],"reason":"A test."}""" },
        { "ApproveProposal of a draw-down", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "RecordDebtPayment", "POST", "/v1/licences/li_1/deposit/debt-payments", """{"draw":"1","amount":{"amountMinor":1,"currency":"NPR"},"paidOn":"2025-01-01"}""" },
        { "ProposeRelease", "POST", "/v1/licences/li_1/deposit/releases", """{"reason":"A test."}""" },
        { "ApproveProposal of a release", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "ListRestorationDoubts", "GET", "/v1/deposit-doubts", null },
        { "BeginExamination", "POST", "/v1/applications/ap_1/examination", "{}" },
        { "BeginExamination of what came back", "POST", "/v1/applications/ap_1/examination", "{}" },
        { "ReadExamination", "GET", "/v1/applications/ap_1/examination", null },
        { "RecordFindings", "POST", "/v1/applications/ap_1/examination/findings", """{"items":[{"kind":"fit-and-proper","code":"1","finding":"met"}]}""" },
        { "RecordSiteVisit", "POST", "/v1/applications/ap_1/site-visits", """{"day":"2024-01-01","visitors":["maya"],"findings":[{"premises":1,"isInOrder":true,"note":"A test."}]}""" },
        { "LookForAlerts", "POST", "/v1/applications/ap_1/alerts", "{}" },
        { "AnswerAlert", "POST", "/v1/examination-alerts/al_1/answer", """{"answer":"explained","reason":"A test."}""" },
        { "RecordFeeReceipt", "POST", "/v1/applications/ap_1/fee-receipts", """{"amount":{"amountMinor":1,"currency":"NPR"},"reference":"7","paidOn":"2024-01-01"}""" },
        { "ListOpenApplications", "GET", "/v1/open-applications", null },
        { "FileObjection", "POST", "/v1/open-applications/ap_1/objections", """{"text":"A test.","contact":"A contact"}""" },
        { "ListObjections", "GET", "/v1/applications/ap_1/objections?unanswered=true", null },
        { "AnswerObjection", "POST", "/v1/objections/ob_1/answer", """{"answer":"A test."}""" },
        { "ReadObjectorContact", "POST", "/v1/objections/ob_1/contact-reads", """{"purpose":"A test."}""" },
        { "IssueConfirmationCode", "POST", "/v1/placements/pl_1/confirmation-codes", """{"delivery":"sent","expiresOn":"2099-01-01","language":"ne","contact":"+977 98 0000 0000"}""" },
        { "ListConfirmationCodes", "GET", "/v1/confirmation-codes?placement=pl_1", null },
        { "RevokeConfirmationCode", "POST", "/v1/confirmation-codes/cc_1/revocation", """{"reason":"A test."}""" },
        { "OpenConfirmation", "POST", "/v1/confirmations/openings", "" },
        { "FollowConfirmation", "GET", "/v1/confirmations/WW-000000-0", null },
        { "SayWords", "POST", "/v1/confirmations/WW-000000-0/words", """{"stage":"at-signing","number":1,"items":[{"itemId":"i1","word":"contradicted","paid":{"amountMinor":1,"currency":"NPR"},"words":"A test."}]}""" },
        { "ChangeWordConsent", "POST", "/v1/confirmations/WW-000000-0/consents", """{"items":["1"],"kind":"figures","given":true}""" },
        { "ReadHeldData", "GET", "/v1/confirmations/WW-000000-0/held", null },
        { "ListOwnReads", "GET", "/v1/confirmations/WW-000000-0/reads", null },
        { "RequestCorrection", "POST", "/v1/confirmations/WW-000000-0/correction-requests", """{"about":"identity","words":"A test."}""" },
        { "ListDiscrepancies", "GET", "/v1/discrepancies?state=open&agency=ag_1&placement=pl_1", null },
        { "ReadDiscrepancy", "GET", "/v1/discrepancies/dy_1", null },
        { "CloseDiscrepancy", "POST", "/v1/discrepancies/dy_1/closure", """{"outcome":"settled","reason":"A test."}""" },
        { "ListSharedDiscrepancies", "GET", "/v1/shared-discrepancies?agency=ag_1", null },
        { "ReadSharedDiscrepancy", "GET", "/v1/shared-discrepancies/dy_1", null },
        { "ListSharedCorrections", "GET", "/v1/shared-correction-requests?agency=ag_1", null },
        { "ListCorrectionRequests", "GET", "/v1/correction-requests?state=open&about=identity", null },
        { "ReadCorrectionRequest", "GET", "/v1/correction-requests/cq_1", null },
        { "AnswerCorrectionRequest", "POST", "/v1/correction-requests/cq_1/answer", """{"outcome":"accepted","reason":"A test.","askAgency":true,"document":{"country":"NP","kind":"passport","number":"1"}}""" },
        { "ListUnconfirmedPlacements", "GET", "/v1/unconfirmed-placements?stage=at-signing&agency=ag_1&open=true", null },
        { "ReadComplaintGuide", "GET", "/v1/complaints/guide", null },
        { "FileComplaint", "POST", "/v1/complaints", """{"by":"worker","type":"fee-above-cap","against":"agency","words":"A test.","language":"ne","person":{"name":"A person"},"agencyId":"ag_1","disclosureId":"di_1","claimed":{"amountMinor":1,"currency":"NPR"},"urgent":["child"]}""" },
        { "FollowComplaint", "GET", "/v1/complaint-tracking/CM-000000-0", null },
        { "AddToComplaint", "POST", "/v1/complaint-tracking/CM-000000-0/words", """{"words":"A test.","urgent":["danger"]}""" },
        { "AttachToComplaint", "POST", "/v1/complaint-tracking/CM-000000-0/attachments", "x" },
        { "ChangeConsent", "POST", "/v1/complaint-tracking/CM-000000-0/consents", """{"items":["particulars"],"given":true}""" },
        { "ReportRetaliation", "POST", "/v1/complaint-tracking/CM-000000-0/retaliation", """{"words":"A test."}""" },
        { "ListOwnRefunds", "GET", "/v1/complaint-tracking/CM-000000-0/refunds", null },
        { "SayWhatCame", "POST", "/v1/complaint-tracking/CM-000000-0/refunds/od_1/payments/1/words", """{"receivedMinor":1}""" },
        { "ListComplaints", "GET", "/v1/complaints?state=receivable&agency=ag_1&assignedTo=maya&urgent=true&warned=true&escalated=true", null },
        { "ReadComplaint", "GET", "/v1/complaints/co_1", null },
        { "ReadComplaint", "GET", "/v1/complaints/CM-000000-0", null },
        { "ReadComplainant", "POST", "/v1/complaints/co_1/identity-reads", """{"purpose":"A test."}""" },
        { "ReadComplaintAttachment", "GET", "/v1/complaints/co_1/attachments/ca_1", null },
        { "TriageComplaint", "POST", "/v1/complaints/co_1/triage", """{"outcome":"receivable","reason":"A test.","agencyId":"ag_1","urgent":["danger"],"disclosureId":"di_1"}""" },
        { "AssignComplaint", "POST", "/v1/complaints/co_1/assignment", """{"officer":"ravi"}""" },
        { "RecordComplaintStep", "POST", "/v1/complaints/co_1/steps", """{"event":"inquiry-ended","on":"2026-01-01"}""" },
        { "ScheduleHearing", "POST", "/v1/complaints/co_1/hearings", """{"on":"2026-04-01","place":"Main street"}""" },
        { "RecordMinutes", "POST", "/v1/complaint-hearings/ch_1/minutes", """{"minutes":"A test."}""" },
        { "RecordSettlement", "POST", "/v1/complaints/co_1/settlements", """{"terms":"A test.","paid":{"amountMinor":1,"currency":"NPR"},"statutoryRefund":{"amountMinor":1,"currency":"NPR"},"waiverReason":"A test."}""" },
        { "GiveComplaintNotice", "POST", "/v1/complaints/co_1/notices", """{"grounds":"A test."}""" },
        { "ListComplaintNotices", "GET", "/v1/complaint-notices?agency=ag_1", null },
        { "ReadComplaintNotice", "GET", "/v1/complaint-notices/cn_1", null },
        { "ReadSharedAttachment", "GET", "/v1/complaint-notices/cn_1/attachments/ca_1", null },
        { "AttachToComplaintAnswer", "POST", "/v1/complaint-notices/cn_1/documents", "x" },
        { "ReadComplaintAnswerDocument", "GET", "/v1/complaint-notices/cn_1/documents/kd_1", null },
        { "AnswerComplaintNotice", "POST", "/v1/complaint-notices/cn_1/answer", """{"answer":"A test."}""" },
        { "ProposeComplaintDecision", "POST", "/v1/complaints/co_1/decisions", """{"outcome":"upheld","facts":"A test.","law":"A test.","remedy":"A test.","reason":"A test.","points":1}""" },
        { "ApproveProposal of a complaint", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "LodgeAppeal against a complaint", "POST", "/v1/appeals", """{"subjectId":"cd_1","path":"appeal","grounds":"A test."}""" },
        { "GiveFindingNotice", "POST", "/v1/agencies/ag_1/finding-notices", """{"findings":["1"],"grounds":"A test."}""" },
        { "ListCaseNotices", "GET", "/v1/case-notices?agency=ag_1&finding=fi_1&flag=fl_1", null },
        { "ReadCaseNotice", "GET", "/v1/case-notices/kn_1", null },
        { "AnswerCaseNotice", "POST", "/v1/case-notices/kn_1/answer", """{"answer":"A test."}""" },
        { "AttachToAnswer", "POST", "/v1/case-notices/kn_1/documents", "x" },
        { "ReadAnswerDocument", "GET", "/v1/case-notices/kn_1/documents/kd_1", null },
        { "ProposeFindingDecision", "POST", "/v1/findings/fi_1/decisions", """{"outcome":"upheld","facts":"A test.","law":"A test.","reason":"A test.","points":1}""" },
        { "ApproveProposal of a finding", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "ApproveProposal of a finding's dismissal", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "CloseFinding", "POST", "/v1/findings/fi_1/closing", """{"reason":"A test."}""" },
        { "LodgeAppeal against a finding", "POST", "/v1/appeals", """{"subjectId":"fd_1","path":"appeal","grounds":"A test."}""" },
        { "ApproveProposal of an appeal against a finding", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "ApproveProposal of a remittal of a finding", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "GiveFlagNotice", "POST", "/v1/flags/fl_1/notices", """{"grounds":"A test."}""" },
        { "CorrectFlag", "POST", "/v1/flags/fl_1/corrections", """{"kind":"set-aside","sentence":"A test.","reason":"A test."}""" },
        { "ProposeFlagConfirmation", "POST", "/v1/flags/fl_1/confirmations", """{"sentence":"A test.","reason":"A test."}""" },
        { "ApproveProposal of a flag", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "ReadFlagCourse", "GET", "/v1/flags/fl_1/course", null },
        { "LodgeAppeal against a flag", "POST", "/v1/appeals", """{"subjectId":"fg_1","path":"appeal","grounds":"A test."}""" },
        { "ApproveProposal of an appeal against a flag", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "ProposeDecision", "POST", "/v1/applications/ap_1/decisions", """{"outcome":"grant","number":"7","reason":"A test."}""" },
        { "ProposeDecision of a renewal", "POST", "/v1/applications/ap_1/decisions", """{"outcome":"grant","reason":"A test."}""" },
        { "ApproveProposal of a grant", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "ApproveProposal of a renewal", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "ApproveProposal of a refusal", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "ListApplications overdue", "GET", "/v1/applications?overdue=true", null },
        { "ProposeBar", "POST", "/v1/bars", """{"agencyId":"ag_1","from":"2024-01-01","grounds":"A test.","decision":"A test.","reason":"A test."}""" },
        { "ProposeBar", "POST", "/v1/bars", """{"person":{"name":"A person","document":{"country":"NP","kind":"passport","number":"1"},"phone":"1"},"from":"2024-01-01","grounds":"A test.","decision":"A test.","reason":"A test."}""" },
        { "ListBars", "GET", "/v1/bars?agency=ag_1&on=2024-01-01", null },
        { "ReadBar", "GET", "/v1/bars/ba_1?on=2024-01-01", null },
        { "ReadBarIdentity", "POST", "/v1/bars/ba_1/identity-reads", """{"purpose":"A test."}""" },
        { "ProposeBarLifting", "POST", "/v1/bars/ba_1/lifting", """{"from":"2024-01-01","grounds":"A test.","reason":"A test."}""" },
        { "ApproveProposal of a bar", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "RefuseProposal of a bar", "POST", "/v1/proposals/pr_1/refusal", """{"reason":"A test."}""" },
        { "ApproveProposal of a bar's lifting", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "DraftApplication", "POST", "/v1/agencies/ag_1/applications", $$"""{"kind":"renewal","licenceId":"li_1","applicant":{{Applicant}}}""" },
        { "ListApplications", "GET", "/v1/applications?agency=ag_1&state=returned&kind=renewal", null },
        { "ListApplications", "GET", "/v1/applications?state=lapsed", null },
        { "ReadApplication", "GET", "/v1/applications/ap_1", null },
        { "ReadApplication", "GET", "/v1/applications/AP-000000-0", null },
        { "ReadApplicationDetails", "GET", "/v1/applications/ap_1/details?number=1", null },
        { "CheckApplication", "GET", "/v1/applications/ap_1/check", null },
        { "ReviseApplication", "POST", "/v1/applications/ap_1/revisions", $$"""{"applicant":{{Applicant}}}""" },
        { "SubmitApplication", "POST", "/v1/applications/ap_1/submission", "{}" },
        { "ReturnApplication", "POST", "/v1/applications/ap_1/return", """{"reason":"A test.","items":[{"item":"document:x","reason":"A test."}],"correctBy":"2099-01-01"}""" },
        { "WithdrawApplication", "POST", "/v1/applications/ap_1/withdrawal", """{"reason":"A test."}""" },
        { "AttachDocument", "POST", "/v1/applications/ap_1/documents?type=police-report", "x" },
        { "ReadDocument", "GET", "/v1/applications/ap_1/documents/1", null },
        { "RemoveDocument", "POST", "/v1/applications/ap_1/documents/1/removal", """{"reason":"A test."}""" },
        { "ListLawPacks", "GET", "/v1/law/packs", null },
        { "ReadLawPack", "GET", "/v1/law/packs/lp_1", null },
        { "ReadLawPackText", "GET", "/v1/law/packs/lp_1/text", null },
        { "CheckLawPack", "GET", "/v1/law/packs/lp_1/check", null },
        { "WithdrawLawPack", "POST", "/v1/law/packs/lp_1/withdrawal", """{"reason":"A test."}""" },
        { "ProposeLawWithdrawal", "POST", "/v1/law/packs/lp_1/withdrawal-proposal", """{"reason":"A test."}""" },
        { "ApproveProposal of a withdrawal of law", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "ListAgreements", "GET", "/v1/agreements?party=NP&state=in-force&on=2020-01-01", null },
        { "ReadAgreement", "GET", "/v1/agreements/np-my-2018?on=2020-01-01", null },
        { "ReadLaw", "GET", "/v1/law?origin=NP&destination=MY&on=2020-01-01&knownAt=2100-01-01T00:00:00Z", null },
        { "ReadFeeQuote", "GET", "/v1/fee-quotes?origin=NP&destination=MY&on=2020-01-01", null },
        { "CheckFees", "POST", "/v1/fee-quotes/checks", """{"origin":"NP","destination":"MY","items":[{"category":"recruitment-fee.service","amount":{"amountMinor":1,"currency":"NPR"},"payee":"agency"}]}""" },
        { "ReadProvision", "GET", "/v1/law/provisions/1.x", null },
        { "DraftLawPack", "POST", "/v1/law/packs", System.Text.Json.JsonSerializer.Serialize(new { text = LawText + "# another\n", reason = "A test." }) },
        { "ProposeLawPack", "POST", "/v1/law/packs/lp_1/proposal", """{"reason":"A test."}""" },
        { "ProposeCommissioner", "POST", "/v1/access/commissioners", """{"subject":"neela","step":"appoint","reason":"A test."}""" },
        { "ListProposals", "GET", "/v1/proposals?kind=make-law&subject=1", null },
        { "ReadProposal", "GET", "/v1/proposals/pr_1", null },
        { "ApproveProposal", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "ApproveProposal of a redaction", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "RefuseProposal", "POST", "/v1/proposals/pr_1/refusal", """{"reason":"A test."}""" },
        { "WithdrawProposal", "POST", "/v1/proposals/pr_1/withdrawal", """{"reason":"A test."}""" },
        { "DeclareConflict", "POST", "/v1/conflicts", """{"agencyId":"ag_1","reason":"A test."}""" },
        { "WithdrawConflict", "POST", "/v1/conflicts/ci_1/withdrawal", """{"reason":"A test."}""" },
        { "ListConflicts", "GET", "/v1/conflicts?agency=ag_1", null },
        { "ListReads", "GET", "/v1/reads?placement=pl_1&shown=di_1", null },
        { "FindWorker", "GET", "/v1/workers/wk_1", null },
        { "ReadWorkerIdentity", "POST", "/v1/workers/wk_1/identity-reads", """{"purpose":"A test."}""" },
        { "ProposeErasure", "POST", "/v1/workers/wk_1/erasure", """{"reason":"A test."}""" },
        { "ApproveProposal erasure", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "PlaceLegalHold", "POST", "/v1/legal-holds", """{"subjectId":"wk_1","reason":"A test."}""" },
        { "PlaceLegalHold placement", "POST", "/v1/legal-holds", """{"subjectId":"pl_1","reason":"A test."}""" },
        { "PlaceLegalHold agency", "POST", "/v1/legal-holds", """{"subjectId":"ag_1","reason":"A test."}""" },
        { "LiftLegalHold", "POST", "/v1/legal-holds/lh_1/end", """{"reason":"A test."}""" },
        { "ListLegalHolds", "GET", "/v1/legal-holds?subject=wk_1&lifted=true", null },
        { "ReadRetention", "GET", "/v1/retention", null },
        { "SearchRegister", "GET", "/v1/register/agencies?name=himal%20overseas", null },
        { "SearchRegister", "GET", "/v1/register/agencies?number=7&place=ktm&status=full&asOf=2024-05-01&knownAt=2024-06-01T00:00:00Z", null },
        { "SearchRegister", "GET", "/v1/register/agencies?status=suspended&origin=NP&destination=MY", null },
        { "SearchRegister", "GET", "/v1/register/agencies?status=partly-suspended", null },
        { "SearchRegister", "GET", "/v1/register/agencies?status=revoked", null },
        { "SearchRegister", "GET", "/v1/register/agencies?status=surrendered", null },
        { "SearchRegister", "GET", "/v1/register/agencies?status=upcoming", null },
        { "SearchRegister", "GET", "/v1/register/agencies?status=expired", null },
        { "SearchRegister", "GET", "/v1/register/agencies?status=provisional", null },
        { "ReadRegisterEntry", "GET", "/v1/register/agencies/ag_1", null },
        { "FollowChanges", "GET", "/v1/changes?limit=5&kind=agreement&agency=ag_1&origin=NP&destination=MY", null },
        { "RequestExport", "POST", "/v1/exports", """{"kind":"findings","format":"csv"}""" },
        { "RequestExport", "POST", "/v1/exports", """{"kind":"disclosures","format":"csv"}""" },
        { "RequestExport", "POST", "/v1/exports", """{"kind":"register","format":"csv"}""" },
        { "RequestExport", "POST", "/v1/exports", """{"kind":"audit","format":"csv"}""" },
        { "ListExports", "GET", "/v1/exports", null },
        { "ReadExport", "GET", "/v1/exports/xp_1", null },
        { "DownloadExport", "GET", "/v1/exports/xp_1/files/1", null },
        { "DeleteExport", "POST", "/v1/exports/xp_1/deletion", "{}" },
        { "ExportRegister", "GET", "/v1/register/export?format=csv", null },
        { "VerifyLicence", "GET", "/v1/register/verify?number=7", null },
        { "ListRegisterKeys", "GET", "/v1/register/keys", null },
        { "ReadCredential", "GET", "/v1/register/licences/li_1/credential", null },
        { "PrintCertificate", "GET", "/v1/register/licences/li_1/certificate.pdf", null },
        { "CheckLicence", "POST", "/v1/register/checks", """{"licence":"7"}""" },
        { "ReadLicenceCheck", "GET", "/v1/register/checks/CK-000000-0", null },
        { "ReadCaller", "GET", "/v1/access/caller", null },
        { "GiveRole", "POST", "/v1/access/memberships", """{"subject":"sita","role":"agency-filer","agencyId":"ag_1","reason":"A test."}""" },
        { "ListRemedies", "GET", "/v1/remedies?country=NP", null },
        { "PreviewRemedies", "POST", "/v1/placements/pl_1/remedy-previews", """{"statement":{"findingId":"fi_1","established":["over-charge"]}}""" },
        { "ProposeRefundOrder", "POST", "/v1/placements/pl_1/refund-orders", """{"statement":{"established":["over-charge"],"establishedOn":"2026-01-01","sums":[{"sum":"excess","amount":{"amountMinor":100,"currency":"NPR"}}]},"remedy":"np.over-charge","decision":"1","dueOn":"2099-01-01","reason":"A test."}""" },
        { "ProposeRefundOrder on a complaint", "POST", "/v1/placements/pl_1/refund-orders", """{"statement":{"established":["over-charge"],"establishedOn":"2026-01-01","sums":[{"sum":"excess","amount":{"amountMinor":100,"currency":"NPR"}}]},"remedy":"np.over-charge","decision":"cd_1","dueOn":"2099-01-01","reason":"A test."}""" },
        { "ApproveProposal of a refund order", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "ListRefundOrders", "GET", "/v1/refund-orders?agency=ag_1&placement=pl_1&owed=true&overdue=true", null },
        { "ReadRefundOrder", "GET", "/v1/refund-orders/od_1?on=2020-01-02", null },
        { "RecordRefundPayment", "POST", "/v1/refund-orders/od_1/payments", """{"amount":{"amountMinor":1,"currency":"NPR"},"paidOn":"2026-01-01","proof":"T-1"}""" },
        { "ReverseRefundPayment", "POST", "/v1/refund-orders/od_1/payments/1/reversal", """{"reason":"A test."}""" },
        { "RecordRefundWord", "POST", "/v1/refund-orders/od_1/payments/1/words", """{"receivedMinor":1,"saidOn":"2026-01-01","how":"by telephone"}""" },
        { "CoverRefund", "POST", "/v1/refund-orders/od_1/coverings", """{"claim":"dc_1"}""" },
        { "ProposeRefundWriteOff", "POST", "/v1/refund-orders/od_1/write-offs", """{"amount":{"amountMinor":1,"currency":"NPR"},"reason":"A test."}""" },
        { "ApproveProposal of a write-off", "POST", "/v1/proposals/pr_1/approval", """{"reason":"A test."}""" },
        { "ReadAnswerable", "GET", "/v1/placements/pl_1/answerable?on=2020-02-01", null },
        { "TakeRole", "POST", "/v1/access/memberships/mb_1/end", """{"reason":"A test."}""" },
        { "ListMemberships", "GET", "/v1/access/memberships?subject=sita&role=auditor&agency=ag_1", null },
        { "RegisterClient", "POST", "/v1/access/clients", """{"name":"portal","description":"A portal","reason":"A test."}""" },
        { "RotateClientSecret", "POST", "/v1/access/clients/cl_1/secret", """{"reason":"A test."}""" },
        { "DisableClient", "POST", "/v1/access/clients/cl_1/end", """{"reason":"A test."}""" },
        { "ListClients", "GET", "/v1/access/clients", null },
        { "SubscribeWebhook", "POST", "/v1/webhooks", """{"url":"https://192.88.98.1/","description":"A test."}""" },
        { "ListWebhooks", "GET", "/v1/webhooks?agency=ag_1", null },
        { "ReadWebhook", "GET", "/v1/webhooks/wh_1", null },
        { "ReviseWebhook", "POST", "/v1/webhooks/wh_1/revisions", """{"url":"https://192.88.98.1/","description":"A test."}""" },
        { "PauseWebhook", "POST", "/v1/webhooks/wh_1/pause", "{}" },
        { "EnableWebhook", "POST", "/v1/webhooks/wh_1/enabling", "{}" },
        { "EndWebhook", "POST", "/v1/webhooks/wh_1/end", "{}" },
        { "RotateWebhookSecret", "POST", "/v1/webhooks/wh_1/secret", "{}" },
        { "PingWebhook", "POST", "/v1/webhooks/wh_1/pings", "{}" },
        { "RedeliverWebhookMessage", "POST", "/v1/webhooks/wh_1/messages/msg_1/redelivery", "{}" },
        { "RedeliverFailedMessages", "POST", "/v1/webhooks/wh_1/redeliveries", """{"since":"2024-01-01T00:00:00Z"}""" },
        { "ListWebhookMessages", "GET", "/v1/webhooks/wh_1/messages?state=given-up&subject=ag_1", null },
        { "ListWebhookAttempts", "GET", "/v1/webhooks/wh_1/attempts?message=msg_1&failed=true", null },
        { "ApproveLawPack", "POST", "/v1/law/packs/lp_1/approval", """{"reason":"A test."}""" },
    };

    /// <summary>What a worker calls, and nobody within a session.</summary>
    private static readonly HashSet<string> OfWorkers = ["OpenConfirmation", "FollowConfirmation", "SayWords", "ChangeWordConsent", "ReadHeldData", "ListOwnReads", "RequestCorrection"];

    /// <summary>What an agency calls, and nobody of the ministry.</summary>
    private static readonly HashSet<string> OfAgencies =
    [
        "FileReturn", "FileNilReturn", "ExportRepairFile",
        "AnswerComplaintNotice", "AttachToComplaintAnswer", "LodgeAppeal against a complaint",
        "SubscribeWebhook", "ReviseWebhook", "PauseWebhook", "EnableWebhook", "EndWebhook", "RotateWebhookSecret", "PingWebhook", "RedeliverWebhookMessage", "RedeliverFailedMessages",
        "AnswerCaseNotice", "AttachToAnswer", "LodgeAppeal against a finding", "LodgeAppeal against a flag",
        "AnswerNotice", "RequestSurrender", "WithdrawSurrender", "LodgeAppeal", "LodgeAppeal against a refusal", "WithdrawAppeal",
        "NotifyChange", "ReportConditionMet",
        "DraftApplication", "ReviseApplication", "SubmitApplication", "WithdrawApplication", "AttachDocument", "RemoveDocument",
    ];
    // One sum in cash that nothing was taken from.
    private static readonly string[] DepositNulls = ["DepositRows.ReceiptId", "DepositRows.DrawId", "DepositRows.ClaimId", "DepositRows.ExpiresOn"];
    private static readonly Dictionary<string, string> DepositTexts = new() { ["Entry"] = "Received", ["Form"] = "Cash", ["Currency"] = "NPR", ["LicenceFacts.Kind"] = "Term", ["DepositFacts.Fact"] = "Workers", ["DepositFacts.Value"] = "1" };

    // One sum in cash that nothing was taken from.

    // Two minor units, of which one was paid; no interest.
    private static readonly Dictionary<string, string> RefundTexts = new() { ["Currency"] = "NPR", ["Lots"] = "[]", ["Steps"] = "[]", ["RefundRows.Entry"] = "Paid" };

    private static readonly (string[] Null, string[] Empty) OfWebhook = (["DisabledAt"], ["Memberships"]);

    /// <summary>What must be NULL, or not be found, for an endpoint to get as far as storing.</summary>
    private static readonly Dictionary<string, (string[] Null, string[] Empty)> Scenes = new()
    {
        ["FileDisclosure"] = ([], ["Disclosures"]),
        ["RotateClientSecret"] = (["DisabledAt"], []),
        ["DisableClient"] = (["DisabledAt"], []),
        ["TakeRole"] = (["Until"], []),
        ["ProposeErasure"] = (["ErasedAt"], ["Proposals"]),
        ["ApproveProposal erasure"] = (["ErasedAt", "SubjectVersion"], []),
        ["PlaceLegalHold placement"] = ([], ["Workers"]),
        ["PlaceLegalHold agency"] = ([], ["Workers", "Placements"]),
        ["LiftLegalHold"] = (["LiftedAt"], []),
        ["ProposeLawPack"] = (["ProposedAt", "ApprovedAt"], ["Proposals"]),
        ["WithdrawLawPack"] = (["ProposedAt", "ApprovedAt"], []),
        ["ProposeLawWithdrawal"] = ([], ["Proposals"]),
        ["SimulateLawPack"] = (["ApprovedAt"], []),
        ["ReadSimulation"] = (["LawSimulations.Result"], []),
        ["SimulateLawJob"] = (["ApprovedAt", "LawSimulations.Result", "FinishedAt"], []),
        ["JudgeAgainAfterLawChangeJob"] = (["SweptAt"], []),
        ["ProposeCommissioner"] = ([], ["Proposals"]),
        ["ProposeRegimeSetting"] = ([], ["Proposals"]),
        ["ProposeRateSeries"] = (["ProposedAt", "RateSeries.ApprovedAt"], ["Proposals"]),
        ["ApproveProposal of rates"] = (["RateSeries.ApprovedAt"], []),
        ["ProposeSetting"] = ([], ["Proposals"]),
        ["SetFlagThresholds"] = ([], ["Proposals"]),
        ["JudgeAgainAfterRateChangeJob"] = ([], ["RateSweeps"]),
        ["ProposeCalendar"] = ([], ["Proposals"]),
        ["AnswerNotice"] = (["DisabledAt", "AnsweredAt", "Measure"], ["Memberships"]),
        ["WithdrawNotice"] = (["Measure"], []),
        ["ProposeSuspension"] = (["Measure"], ["Proposals"]),
        ["ProposeRevocation"] = (["Measure"], ["Proposals"]),
        ["ProposeLifting"] = ([], ["Proposals"]),
        ["ProposeFactWithdrawal"] = ([], ["Proposals"]),
        ["ProposeStay"] = ([], ["Proposals"]),
        ["ProposeStayEnd"] = ([], ["Proposals"]),
        ["RequestSurrender"] = (["DisabledAt"], ["Memberships"]),
        ["WithdrawSurrender"] = (["DisabledAt"], ["Memberships"]),
        ["ProposeSurrenderAcceptance"] = ([], ["Proposals"]),
        ["LodgeAppeal"] = (["DisabledAt"], ["Memberships", "Appeals"]),
        ["LodgeAppeal against a refusal"] = (["DisabledAt"], ["Memberships", "Appeals"]),
        ["LodgeAppeal against a complaint"] = (["DisabledAt", "SetAsideOn"], ["Memberships", "Appeals"]),
        ["RecordMinutes"] = (["MinutedAt"], []),
        ["RevokeConfirmationCode"] = (["RevokedAt"], []),
        ["OpenConfirmation"] = (["RevokedAt", "UsedAt"], []),
        ["SayWords"] = (["WorkerWords.Retracts"], []),
        ["ChangeWordConsent"] = (["WorkerWords.Retracts"], []),
        ["ReadHeldData"] = (["WorkerWords.Retracts"], []),
        ["AnswerCorrectionRequest"] = (["ErasedAt"], []),
        ["WatchUnconfirmedPlacementsJob"] = (["RemindedAt"], []),
        ["AnswerComplaintNotice"] = (["DisabledAt", "AnsweredAt"], ["Memberships"]),
        ["AttachToComplaintAnswer"] = (["DisabledAt", "AnsweredAt"], ["Memberships"]),
        ["ProposeComplaintDecision"] = ([], ["Proposals"]),
        ["ApproveProposal of a complaint"] = (["SetAsideOn"], ["Suggestions"]),
        ["WatchComplaintsJob"] = (["EscalatedAt"], []),
        ["GiveFindingNotice"] = ([], []),
        ["AnswerCaseNotice"] = (["DisabledAt", "AnsweredAt", "EndedAt", "CaseNoticeItems.FlagId"], ["Memberships"]),
        ["AttachToAnswer"] = (["DisabledAt", "AnsweredAt", "EndedAt", "CaseNoticeItems.FlagId"], ["Memberships"]),
        ["ProposeFindingDecision"] = (["RegimeSettings.Until", "SetAsideOn", "EndedAt"], ["Proposals", "DemeritEntries"]),
        ["ApproveProposal of a finding"] = (["RegimeSettings.Until", "SetAsideOn", "EndedAt"], ["Suggestions", "DemeritEntries"]),
        ["ApproveProposal of a finding's dismissal"] = (["RegimeSettings.Until", "SetAsideOn", "EndedAt"], ["Suggestions"]),
        ["CloseFinding"] = (["SetAsideOn"], ["RefundOrders"]),
        ["LodgeAppeal against a finding"] = (["DisabledAt", "SetAsideOn"], ["Memberships", "Appeals"]),
        ["ApproveProposal of an appeal against a finding"] = (["SetAsideOn"], ["Suggestions"]),
        ["ApproveProposal of a remittal of a finding"] = (["SetAsideOn"], []),
        ["GiveFlagNotice"] = (["LiftedAt", "LiftedBecause"], []),
        ["CorrectFlag"] = (["LiftedAt", "LiftedBecause"], ["FlagsLeftOut"]),
        ["ProposeFlagConfirmation"] = (["RegimeSettings.Until", "LiftedAt", "LiftedBecause", "EndedAt"], ["Proposals"]),
        ["ApproveProposal of a flag"] = (["RegimeSettings.Until", "SubjectVersion", "LiftedAt", "LiftedBecause", "EndedAt", "SetAsideOn"], []),
        ["LodgeAppeal against a flag"] = (["DisabledAt", "SetAsideOn", "LiftedAt", "LiftedBecause"], ["Memberships", "Appeals"]),
        ["ApproveProposal of an appeal against a flag"] = (["SetAsideOn", "LiftedAt", "LiftedBecause"], ["FlagsLeftOut"]),
        ["WithdrawAppeal"] = (["DisabledAt"], ["Memberships"]),
        ["ProposeAppealDecision"] = ([], ["Proposals"]),
        ["ApproveProposal of a suspension"] = (["Measure"], []),
        ["ApproveProposal of a revocation"] = (["Measure"], []),
        ["ApproveProposal of a regime setting"] = (["SubjectVersion"], []),
        ["ProposeAgencyLink"] = ([], ["Proposals", "AgencyLinks"]),
        ["ProposeAgencyParting"] = ([], ["Proposals"]),
        ["ApproveProposal of a link"] = (["SubjectVersion"], ["AgencyLinks"]),
        ["NotifyChange"] = (["DisabledAt"], ["Memberships"]),
        ["ReportConditionMet"] = (["DisabledAt"], ["Memberships"]),
        ["ProposeDemerits"] = ([], ["Proposals", "DemeritEntries"]),
        ["ProposeDemeritSettingAside"] = (["SetAsideOn"], ["Proposals"]),
        ["ApproveProposal of demerits"] = (["SubjectVersion", "SetAsideOn"], ["Suggestions"]),
        ["ApproveProposal of setting demerits aside"] = (["SetAsideOn"], []),
        ["SuggestFromDemeritsJob"] = (["SetAsideOn"], ["Suggestions"]),
        ["ProposeCondition"] = ([], ["Proposals"]),
        ["ProposeConditionWaiver"] = ([], ["Proposals"]),
        ["ApproveProposal of a condition"] = (["SubjectVersion"], []),
        ["ReadDeposit"] = (DepositNulls, ["DepositDraws"]),
        ["RecordDepositFact"] = (DepositNulls, ["DepositDraws"]),
        ["RecordReceipt"] = (DepositNulls, ["DepositDraws"]),
        ["RecordReceipt first"] = (DepositNulls, ["Deposits"]),
        ["RefuseClaim"] = (["ClosedAt"], []),
        ["RecordDebtPayment"] = (["DepositRows.ReceiptId", "DepositRows.ClaimId"], []),
        ["ProposeDrawDown"] = ([.. DepositNulls, "ClosedAt"], ["DepositDraws", "Proposals"]),
        ["ApproveProposal of a draw-down"] = ([.. DepositNulls, "ClosedAt"], ["DepositDraws"]),
        ["ProposeRelease"] = ([.. DepositNulls, "ClosedAt"], ["DepositDraws", "Proposals"]),
        ["ApproveProposal of a release"] = ([.. DepositNulls, "ClosedAt"], ["DepositDraws"]),
        ["ExpireGuaranteesJob"] = (["DepositRows.ReceiptId", "DepositRows.DrawId", "DepositRows.ClaimId", "RestorationDoubts.SettledAt"], ["DepositDraws"]),
        ["ProposeRefundOrder"] = ([], ["RefundOrders", "Proposals"]),
        ["ProposeRefundOrder on a complaint"] = (["SetAsideOn"], ["RefundOrders", "Proposals"]),
        ["ApproveProposal of a refund order"] = (["SubjectVersion"], ["RefundOrders"]),
        ["ProposeRefundWriteOff"] = ([], ["Proposals"]),
        ["MarkOverdueRefundsJob"] = (["RefundOrders.OverdueSince"], []),
        ["BeginExamination"] = (["ItemsJson"], ["Examinations"]),
        ["BeginExamination of what came back"] = (["ItemsJson"], []),
        ["ProposeDecision"] = (["ItemsJson", "IssuedAt", "Class"], ["Proposals", "Bars"]),
        ["ProposeDecision of a renewal"] = (["ItemsJson", "IssuedAt", "Class"], ["Proposals", "Bars"]),
        ["ApproveProposal of a grant"] = (["ItemsJson", "IssuedAt", "Class"], ["Bars"]),
        ["ApproveProposal of a renewal"] = (["ItemsJson", "IssuedAt", "Class"], ["Bars"]),
        ["ApproveProposal of a refusal"] = (["ItemsJson", "IssuedAt"], ["Bars"]),
        ["DecideBySilenceJob"] = (["ItemsJson", "OverdueFrom"], []),
        ["ProposeBar"] = ([], ["Proposals"]),
        ["ProposeBarLifting"] = (["LiftedFrom", "Until"], ["Proposals"]),
        ["ApproveProposal of a bar"] = (["PersonSealed", "Until", "LiftedFrom"], []),
        ["ApproveProposal of a bar's lifting"] = (["Until", "LiftedFrom"], []),
        ["FileReturn"] = (["DisabledAt"], ["Returns", "Memberships"]),
        ["FileNilReturn"] = (["DisabledAt", "Format"], ["Returns", "Disclosures", "DisclosureVersions", "PeriodReopenings", "Memberships"]),
        ["ReopenPeriod"] = ([], ["PeriodReopenings"]),
        ["ExportRepairFile"] = (["DisabledAt", "Format"], ["Memberships"]),
        ["WithdrawConflict"] = (["WithdrawnAt"], []),
        ["ApproveLawPack"] = (["ApprovedAt"], []),
        ["ProposeRedaction"] = (["PayloadDigest", "ReasonDigest"], ["Proposals"]),
        ["ApproveProposal of a redaction"] = (["SubjectVersion", "PayloadDigest", "ReasonDigest"], []),
        ["ReadAuditEvent"] = (["PayloadDigest", "ReasonDigest"], []),
        ["ListAuditEvents"] = (["PayloadDigest", "ReasonDigest"], []),
        ["ExportAudit"] = (["PayloadDigest", "ReasonDigest"], []),
        ["DraftApplication"] = (["DisabledAt"], ["Memberships"]),
        ["ReadApplication"] = (["ItemsJson"], []),
        ["ReviseApplication"] = (["DisabledAt", "ItemsJson", "SubmittedAt"], ["Memberships"]),
        ["SubmitApplication"] = (["DisabledAt", "ItemsJson", "SubmittedAt", "Class"], ["Memberships"]),
        ["ReturnApplication"] = (["ItemsJson"], []),
        ["WithdrawApplication"] = (["DisabledAt", "ItemsJson"], ["Memberships"]),
        ["AttachDocument"] = (["DisabledAt"], ["Memberships"]),
        ["RemoveDocument"] = (["DisabledAt", "ItemsJson", "SubmittedAt", "RemovedAt"], ["Memberships"]),
        ["CheckDocumentsJob"] = (["RemovedAt"], []),
        ["RewrapIdentitiesJob"] = (["CompletedAt"], []),
        ["SubscribeWebhook"] = OfWebhook,
        ["ReviseWebhook"] = OfWebhook,
        ["PauseWebhook"] = OfWebhook,
        ["EnableWebhook"] = OfWebhook,
        ["EndWebhook"] = OfWebhook,
        ["RotateWebhookSecret"] = OfWebhook,
        ["PingWebhook"] = OfWebhook,
        ["RedeliverWebhookMessage"] = OfWebhook,
        ["RedeliverFailedMessages"] = OfWebhook,
        ["DeliverWebhooksJob"] = (["EarlierSealedSecret", "WebhookProgress.NotBefore"], ["Memberships"]),
        ["MakeExportsJob"] = (["FinishedAt"], []),
        ["DownloadExport"] = (["ExpiresAt"], []),
        ["SealAuditJob"] = (["PayloadDigest", "ReasonDigest"], ["AuditHeads", "AuditKeys"]),
    };

    internal const string SomeRates = RateSeriesText.Header + "\nNPR,2024-01-01,2024-12-31,133.25,daily,A bank\n";
    private static readonly Dictionary<string, string> Thresholds = new()
    {
        ["MinistrySettings.Name"] = "flags.thresholds", ["MinistrySettings.ValueJson"] = """{"leastFindings":1,"leastWorkers":1,"leastSharePercent":1}""",
    };

    // The regime asks for no notice, so whatever figures one states do.
    private static readonly Dictionary<string, string> Heard = new() { ["RegimeSettings.Question"] = "ShowCause", ["RegimeSettings.ValueJson"] = "\"none\"", ["Stated"] = """{"excess":[]}""", ["Decided"] = """{"excess":[]}""" };

    /// <summary>What columns say for an endpoint to get as far as storing.</summary>
    private static readonly Dictionary<string, Dictionary<string, string>> Texts = new()
    {
        ["ApproveProposal"] = new() { ["State"] = "Open", ["Kind"] = "MakeLaw" },
        ["ApproveProposal of a withdrawal of law"] = new() { ["State"] = "Open", ["Kind"] = "WithdrawLaw" },
        ["ApproveProposal erasure"] = new() { ["State"] = "Open", ["Kind"] = "EraseWorker", ["Change"] = """{"workerId":"1"}""" },
        ["ApproveProposal of a redaction"] = new() { ["State"] = "Open", ["Kind"] = "RedactAuditEvent", ["Change"] = """{"digest":"00","eventId":"ev_1","field":"Reason"}""" },
        ["ApproveProposal of rates"] = new() { ["State"] = "Open", ["Kind"] = "UseRates", ["Change"] = $$"""{"digest":"{{RateSeries.DigestOf(SomeRates)}}","name":"1","number":1}""" },
        ["ApproveProposal of a setting"] = new() { ["State"] = "Open", ["Kind"] = "SetSetting", ["Change"] = """{"from":"2024-01-01","name":"judging.rate-band","value":"2.5"}""" },
        ["ApproveProposal of thresholds"] = new() { ["State"] = "Open", ["Kind"] = "SetSetting", ["Change"] = """{"from":"2024-01-01","name":"flags.thresholds","value":{"leastFindings":1,"leastSharePercent":1,"leastWorkers":1}}""" },
        ["ListExports"] = new() { ["Filters"] = "{}" },
        ["ReadExport"] = new() { ["Filters"] = "{}" },
        ["DeleteExport"] = new() { ["Filters"] = "{}" },
        ["DownloadExport"] = new() { ["Filters"] = "{}" },
        ["MakeExportsJob"] = new() { ["Filters"] = "{}" },
        ["FollowChanges"] = new() { ["Body"] = "{}" },
        ["FlagAgenciesJob"] = Thresholds,
        ["ListFlagThresholds"] = Thresholds,
        ["ApproveProposal of a regime setting"] = new() { ["State"] = "Open", ["Kind"] = "SetRegimeValue", ["Change"] = """{"authority":"Order 1","from":"2024-01-01","question":"show-cause","until":null,"value":"15 days"}""" },
        ["GiveNotice"] = new() { ["LicenceFacts.Kind"] = "Term" },
        ["ProposeSuspension"] = new() { ["LicenceFacts.Kind"] = "Term", ["Intended"] = "Suspension" },
        ["ProposeRevocation"] = new() { ["LicenceFacts.Kind"] = "Term", ["Intended"] = "Revocation" },
        ["ProposeLifting"] = new() { ["LicenceFacts.Kind"] = "Term", ["LicenceFacts.Kind:2"] = "Suspension" },
        ["ProposeStay"] = new() { ["LicenceFacts.Kind"] = "Term", ["LicenceFacts.Kind:2"] = "Suspension" },
        ["ProposeStayEnd"] = new() { ["LicenceFacts.Kind"] = "Term", ["LicenceFacts.Kind:2"] = "Suspension", ["LicenceFacts.Kind:3"] = "Stay" },
        ["RequestSurrender"] = new() { ["LicenceFacts.Kind"] = "Term" },
        ["WithdrawSurrender"] = new() { ["State"] = "Requested" },
        ["ProposeSurrenderAcceptance"] = new() { ["LicenceFacts.Kind"] = "Term", ["State"] = "Requested" },
        ["LodgeAppeal against a refusal"] = new() { ["Applications.State"] = "Refused", ["ApplicationSteps.To"] = "Refused", ["ApplicationSteps.Action"] = "Refuse", ["RegimeSettings.Question"] = "Appeal", ["RegimeSettings.ValueJson"] = "\"20 years\"" },
        ["ApproveProposal of an appeal against a refusal"] = new() { ["Proposals.State"] = "Open", ["Proposals.Kind"] = "DecideAppeal", ["Change"] = """{"decidedBy":"A court","from":"2026-03-15","grounds":"A test.","outcome":"allow","staysEndOn":null}""", ["Applications.State"] = "Refused", ["ApplicationSteps.To"] = "Refused", ["ApplicationSteps.Action"] = "Refuse", ["Appeals.State"] = "Lodged", ["Appeals.Path"] = "Appeal", ["Appeals.Subject"] = "Refusal" },
        ["LodgeAppeal against a complaint"] = new() { ["ComplaintDecisions.Outcome"] = "Upheld", ["RegimeSettings.Question"] = "Appeal", ["RegimeSettings.ValueJson"] = "\"20 years\"" },
        ["ApproveProposal of a complaint"] = new() { ["Proposals.State"] = "Open", ["Proposals.Kind"] = "DecideComplaint", ["Change"] = """{"complaintId":"1","facts":"A test.","law":"A test.","outcome":"upheld","points":1,"remedy":"A test."}""" },
        ["GiveFindingNotice"] = new() { ["Findings.Status"] = "Open", ["Stated"] = Heard["Stated"] },
        ["ReadCaseNotice"] = Heard,
        ["ListCaseNotices"] = Heard,
        ["ReadFinding"] = Heard,
        ["ReadFlagCourse"] = Heard,
        ["AnswerCaseNotice"] = new(Heard) { ["Findings.Status"] = "Notified" },
        ["AttachToAnswer"] = new(Heard) { ["Findings.Status"] = "Notified" },
        ["ReadComplaintAnswerDocument"] = new() { ["AnswerDocuments.Check"] = "Sound" },
        ["ReadAnswerDocument"] = new() { ["AnswerDocuments.Check"] = "Sound" },
        ["ProposeFindingDecision"] = new(Heard) { ["Findings.Status"] = "Answered" },
        ["ApproveProposal of a finding"] = new(Heard)
        {
            ["Findings.Status"] = "Answered", ["Proposals.State"] = "Open", ["Proposals.Kind"] = "DecideFinding", ["Change"] = """{"facts":"A test.","findingId":"1","law":"A test.","outcome":"upheld","points":1}""",
        },
        ["ApproveProposal of a finding's dismissal"] = new(Heard)
        {
            ["Findings.Status"] = "Answered", ["Proposals.State"] = "Open", ["Proposals.Kind"] = "DecideFinding", ["Change"] = """{"facts":"A test.","findingId":"1","law":"A test.","outcome":"dismissed","points":null}""",
        },
        ["CloseFinding"] = new() { ["Findings.Status"] = "Upheld" },
        ["LodgeAppeal against a finding"] = new() { ["FindingDecisions.Outcome"] = "Upheld", ["Findings.Status"] = "Upheld", ["RegimeSettings.Question"] = "Appeal", ["RegimeSettings.ValueJson"] = "\"20 years\"" },
        ["ApproveProposal of an appeal against a finding"] = new(Heard)
        {
            ["Proposals.State"] = "Open", ["Proposals.Kind"] = "DecideAppeal", ["Change"] = """{"decidedBy":"A court","from":"2026-03-15","grounds":"A test.","outcome":"allow","staysEndOn":null}""",
            ["Appeals.State"] = "Lodged", ["Appeals.Path"] = "Appeal", ["Appeals.Subject"] = "Finding", ["Findings.Status"] = "Appealed",
        },
        ["ApproveProposal of a remittal of a finding"] = new(Heard)
        {
            ["Proposals.State"] = "Open", ["Proposals.Kind"] = "DecideAppeal", ["Change"] = """{"decidedBy":"A court","from":null,"grounds":"A test.","outcome":"remit","staysEndOn":null}""",
            ["Appeals.State"] = "Lodged", ["Appeals.Path"] = "Appeal", ["Appeals.Subject"] = "Finding", ["Findings.Status"] = "Appealed",
        },
        ["GiveFlagNotice"] = new() { ["Flags.Status"] = "Open", ["Stated"] = Heard["Stated"] },
        ["CorrectFlag"] = new() { ["Flags.Status"] = "Open" },
        ["ProposeFlagConfirmation"] = new(Heard) { ["Flags.Status"] = "Answered" },
        ["ApproveProposal of a flag"] = new(Heard)
        {
            ["Flags.Status"] = "Answered", ["Proposals.State"] = "Open", ["Proposals.Kind"] = "ConfirmFlag", ["FlagAmounts.Currency"] = "NPR",
            ["Change"] = """{"figures":{"excess":[{"amountMinor":1,"currency":"NPR"}],"findings":1,"placementsInBreach":1,"workers":1,"workersOvercharged":1},"flagId":"1","sentence":"A test."}""",
        },
        ["LodgeAppeal against a flag"] = new() { ["Flags.Status"] = "Confirmed", ["RegimeSettings.Question"] = "Appeal", ["RegimeSettings.ValueJson"] = "\"20 years\"" },
        ["ApproveProposal of an appeal against a flag"] = new(Heard)
        {
            ["Proposals.State"] = "Open", ["Proposals.Kind"] = "DecideAppeal", ["Change"] = """{"decidedBy":"A court","from":"2026-03-15","grounds":"A test.","outcome":"allow","staysEndOn":null}""",
            ["Appeals.State"] = "Lodged", ["Appeals.Path"] = "Appeal", ["Appeals.Subject"] = "Flag", ["Flags.Status"] = "Appealed",
        },
        ["ProposeDemerits"] = new() { ["Findings.Status"] = "Upheld" },
        ["CheckAnswersJob"] = new() { ["AnswerDocuments.Check"] = "Waiting" },
        ["CheckAttachmentsJob"] = new() { ["ComplaintAttachments.Check"] = "Waiting" },
        ["WatchComplaintsJob"] = new() { ["ComplaintSteps.Event"] = "ReceivedElsewhere" },
        ["LodgeAppeal"] = new() { ["LicenceFacts.Kind"] = "Revocation", ["RegimeSettings.Question"] = "Appeal", ["RegimeSettings.ValueJson"] = "\"20 years\"" },
        ["ReadAppeal"] = new() { ["Appeals.Subject"] = "Measure" },
        ["ListAppeals"] = new() { ["Appeals.Subject"] = "Measure" },
        ["WithdrawAppeal"] = new() { ["State"] = "Lodged", ["Appeals.Subject"] = "Measure" },
        ["ProposeAppealDecision"] = new() { ["LicenceFacts.Kind"] = "Term", ["LicenceFacts.Kind:2"] = "Suspension", ["State"] = "Lodged", ["Path"] = "Appeal", ["Subject"] = "Measure" },
        ["ApproveProposal of a suspension"] = new() { ["Proposals.State"] = "Open", ["Proposals.Kind"] = "SuspendLicence", ["Change"] = """{"condition":null,"from":"2026-03-15","ground":"sanction","grounds":"A test.","noticeId":"sn_1","part":null,"reason":"other","served":null,"until":"2026-04-01"}""", ["LicenceFacts.Kind"] = "Term", ["Intended"] = "Suspension" },
        ["ApproveProposal of a revocation"] = new() { ["Proposals.State"] = "Open", ["Proposals.Kind"] = "RevokeLicence", ["Change"] = """{"from":"2026-03-15","grounds":"A test.","noticeId":"sn_1","reason":"other","served":null}""", ["LicenceFacts.Kind"] = "Term", ["Intended"] = "Revocation" },
        ["ApproveProposal of a lifting"] = new() { ["Proposals.State"] = "Open", ["Proposals.Kind"] = "LiftMeasure", ["Change"] = """{"from":"2026-03-15","grounds":"A test.","measureId":"1"}""", ["LicenceFacts.Kind"] = "Term", ["LicenceFacts.Kind:2"] = "Suspension" },
        ["ApproveProposal of a withdrawal of a fact"] = new() { ["Proposals.State"] = "Open", ["Proposals.Kind"] = "WithdrawLicenceFact", ["Change"] = """{"factId":"1"}""", ["LicenceFacts.Kind"] = "Term" },
        ["ApproveProposal of a stay"] = new() { ["Proposals.State"] = "Open", ["Proposals.Kind"] = "StayMeasure", ["Change"] = """{"from":"2026-03-15","measureId":"1","order":"1/2026","orderedBy":"A court","until":null}""", ["LicenceFacts.Kind"] = "Term", ["LicenceFacts.Kind:2"] = "Suspension" },
        ["ApproveProposal of an end of a stay"] = new() { ["Proposals.State"] = "Open", ["Proposals.Kind"] = "EndStay", ["Change"] = """{"from":"2026-03-15","order":"1/2026","orderedBy":"A court","stayId":"1"}""", ["LicenceFacts.Kind"] = "Term", ["LicenceFacts.Kind:2"] = "Suspension", ["LicenceFacts.Kind:3"] = "Stay" },
        ["ApproveProposal of a surrender"] = new() { ["Proposals.State"] = "Open", ["Proposals.Kind"] = "AcceptSurrender", ["Change"] = """{"from":"2026-03-15","grounds":null,"surrenderId":"su_1"}""", ["LicenceFacts.Kind"] = "Term", ["SurrenderRequests.State"] = "Requested" },
        ["ApproveProposal of an appeal"] = new() { ["Proposals.State"] = "Open", ["Proposals.Kind"] = "DecideAppeal", ["Change"] = """{"decidedBy":"A court","from":"2026-03-15","grounds":"A test.","outcome":"allow","staysEndOn":"2026-03-15"}""", ["LicenceFacts.Kind"] = "Term", ["LicenceFacts.Kind:2"] = "Suspension", ["Appeals.State"] = "Lodged", ["Appeals.Path"] = "Appeal", ["Appeals.Subject"] = "Measure" },
        ["ApproveProposal of a link"] = new() { ["State"] = "Open", ["Proposals.Kind"] = "LinkAgencies", ["Change"] = """{"agencyId":"ag_1","authority":"Deed 1","from":"2024-01-01","kind":"succession","otherId":"ag_2"}""" },
        ["ApproveProposal of a parting"] = new() { ["State"] = "Open", ["Proposals.Kind"] = "PartAgencies", ["Change"] = """{"agencyId":"ag_1","linkId":"ln_1","otherId":"ag_2","to":"2025-01-01"}""" },
        ["ApproveProposal of a condition"] = new()
        {
            ["State"] = "Open", ["Proposals.Kind"] = "ChangeCondition", ["LicenceFacts.Kind"] = "Term", ["LicenceFacts.Term"] = "Grant",
            ["Change"] = """{"conditionId":null,"dueOn":null,"from":"2024-01-01","isPublic":true,"licenceId":"li_1","step":"add","text":"Do it."}""",
        },
        ["ApproveProposal of a waiver"] = new()
        {
            ["State"] = "Open", ["Proposals.Kind"] = "ChangeCondition", ["ConditionActs.Kind"] = "Reported",
            ["Change"] = """{"conditionId":"lc_1","dueOn":null,"from":"2024-01-01","isPublic":true,"licenceId":"li_1","step":"waive","text":null}""",
        },
        ["ApproveProposal of demerits"] = new()
        {
            ["State"] = "Open", ["Proposals.Kind"] = "GiveDemerits", ["Findings.Status"] = "Upheld", ["Change"] = """{"agencyId":"ag_1","decision":"Decision 1","findings":["fi_1"],"on":"2026-01-01","points":1}""",
        },
        ["ApproveProposal of setting demerits aside"] = new()
        {
            ["Proposals.State"] = "Open", ["Proposals.Kind"] = "SetAsideDemerits", ["DemeritEntries.PublicId"] = "dm_1",
            ["Change"] = """{"agencyId":"ag_1","decision":"Appeal 1","demeritId":"dm_1","on":"2026-01-01"}""",
        },
        ["DismissSuggestion"] = new() { ["Suggestions.State"] = "Open", ["Suggestions.Source"] = "Demerits" },
        ["FollowSuggestion"] = new() { ["Suggestions.State"] = "Open", ["Suggestions.Source"] = "Demerits", ["Proposals.State"] = "Open", ["Proposals.Kind"] = "GiveDemerits" },
        ["ListSuggestions"] = new() { ["Suggestions.State"] = "Open", ["Suggestions.Source"] = "Demerits" },
        ["ReadSuggestion"] = new() { ["Suggestions.State"] = "Open", ["Suggestions.Source"] = "Demerits" },
        ["ListDeadlines"] = new() { ["LicenceFacts.Kind"] = "Term", ["LicenceFacts.Term"] = "Grant", ["ConditionActs.Kind"] = "Reported", ["DeadlineNotices.Kind"] = "Condition", ["DeadlineNotices.Stage"] = "Overdue" },
        ["WatchDeadlinesJob"] = new() { ["LicenceFacts.Kind"] = "Term", ["LicenceFacts.Term"] = "Grant", ["ConditionActs.Kind"] = "ReportRefused" },
        ["ListConditions"] = new() { ["ConditionActs.Kind"] = "Reported" },
        ["ReadCondition"] = new() { ["ConditionActs.Kind"] = "Reported" },
        ["ReportConditionMet"] = new() { ["ConditionActs.Kind"] = "ReportRefused" },
        ["ConfirmConditionMet"] = new() { ["ConditionActs.Kind"] = "Reported" },
        ["RefuseConditionReport"] = new() { ["ConditionActs.Kind"] = "Reported" },
        ["ProposeConditionWaiver"] = new() { ["ConditionActs.Kind"] = "Reported" },
        ["ProposeCondition"] = new() { ["LicenceFacts.Kind"] = "Term", ["LicenceFacts.Term"] = "Grant" },
        ["ConfirmForeignRegistration"] = new() { ["State"] = "Filed" },
        ["RefuseForeignRegistration"] = new() { ["State"] = "Filed" },
        ["EndForeignRegistration"] = new() { ["State"] = "Confirmed" },
        ["AcceptNotification"] = new() { ["State"] = "Waiting", ["Kind"] = "Address" },
        ["RefuseNotification"] = new() { ["State"] = "Waiting", ["Kind"] = "Address" },
        ["ReadNotification"] = new() { ["State"] = "Waiting", ["Kind"] = "Address" },
        ["ReadDeposit"] = DepositTexts,
        ["RecordDepositFact"] = DepositTexts,
        ["RecordReceipt"] = DepositTexts,
        ["RecordReceipt first"] = DepositTexts,
        ["RefuseClaim"] = new() { ["Currency"] = "NPR" },
        ["ProposeDrawDown"] = DepositTexts,
        ["ApproveProposal of a draw-down"] = new(DepositTexts)
        {
            ["Proposals.State"] = "Open", ["Proposals.Kind"] = "DrawDeposit",
            ["Change"] = """{"claims":[{"claim":"1","claimedMinor":1,"kind":"wages","paidMinor":1}],"debtIsDue":null,"debtMinor":0,"depositId":"1","drawnMinor":1,"held":{"amountMinor":1,"currency":"NPR"},"licenceId":"1","restoreWithin":null,"sharing":null,"stopsLicence":false}""",
        },
        ["RecordDebtPayment"] = new() { ["Entry"] = "Drawn", ["Currency"] = "NPR", ["DebtIsDue"] = "DueToTheState", ["Sharing"] = "pro-rata" },
        ["ProposeRelease"] = DepositTexts,
        ["ApproveProposal of a release"] = new(DepositTexts)
        {
            ["Proposals.State"] = "Open", ["Proposals.Kind"] = "ReleaseDeposit",
            ["Change"] = """{"depositId":"1","licenceEndedOn":"2020-01-01","licenceId":"1","released":{"amountMinor":1,"currency":"NPR"}}""",
        },
        ["PreviewRemedies"] = new() { ["Currency"] = "NPR" },
        ["ApproveProposal of a refund order"] = new()
        {
            ["Proposals.State"] = "Open", ["Proposals.Kind"] = "OrderRefund",
            ["Change"] = """{"citation":"Foreign Employment Act 2064 (2007) s. 53, as amended to 2082 BS","currency":"NPR","dayCount":null,"decision":"1","disclosureNumber":1,"dueOn":"2099-01-01","findingId":null,"grade":"P","lots":[],"open":[],"paymentsGo":null,"percentPerYear":null,"placementId":"1","plusMinor":0,"refundMinor":100,"remedy":"np.over-charge","remedyVersion":1,"statement":{"established":["over-charge"],"establishedOn":"2026-01-01","sums":[{"amount":{"amountMinor":100,"currency":"NPR"},"sum":"excess"}]}}""",
        },
        ["ProposeRefundOrder on a complaint"] = new() { ["ComplaintDecisions.Outcome"] = "Upheld" },
        ["RecordSettlement"] = new() { ["Currency"] = "NPR" },
        ["ListOwnRefunds"] = RefundTexts,
        ["SayWhatCame"] = RefundTexts,
        ["ListRefundOrders"] = RefundTexts,
        ["ReadHeldData"] = RefundTexts,
        ["CloseDiscrepancy"] = new() { ["Discrepancies.State"] = "Open" },
        ["AnswerCorrectionRequest"] = new() { ["CorrectionRequests.State"] = "Open", ["CorrectionRequests.About"] = "Identity" },
        ["ReadRefundOrder"] = RefundTexts,
        ["RecordRefundPayment"] = RefundTexts,
        ["ReverseRefundPayment"] = RefundTexts,
        ["RecordRefundWord"] = RefundTexts,
        ["CoverRefund"] = RefundTexts,
        ["ProposeRefundWriteOff"] = RefundTexts,
        ["ApproveProposal of a write-off"] = new(RefundTexts)
        {
            ["Proposals.State"] = "Open", ["Proposals.Kind"] = "WriteOffRefund", ["Change"] = """{"amount":{"amountMinor":1,"currency":"NPR"},"orderId":"1"}""",
        },
        ["MarkOverdueRefundsJob"] = RefundTexts,
        ["ExpireGuaranteesJob"] = new(DepositTexts) { ["Form"] = "Guarantee" },
        ["BeginExamination"] = new() { ["Applications.State"] = "Submitted", ["VisitorsJson"] = "[]", ["FindingsJson"] = "[]" },
        ["BeginExamination of what came back"] = new() { ["Applications.State"] = "Submitted", ["VisitorsJson"] = "[]", ["FindingsJson"] = "[]" },
        ["ReadExamination"] = new() { ["Applications.Kind"] = "NewLicence", ["Applications.State"] = "UnderExamination", ["VisitorsJson"] = "[]", ["FindingsJson"] = "[]" },
        ["RecordFindings"] = new() { ["Applications.State"] = "UnderExamination", ["VisitorsJson"] = "[]", ["FindingsJson"] = "[]" },
        ["RecordSiteVisit"] = new() { ["Applications.State"] = "UnderExamination", ["VisitorsJson"] = "[]", ["FindingsJson"] = "[]" },
        ["LookForAlerts"] = new() { ["Applications.State"] = "UnderExamination", ["VisitorsJson"] = "[]", ["FindingsJson"] = "[]" },
        ["AnswerAlert"] = new() { ["Applications.State"] = "UnderExamination", ["VisitorsJson"] = "[]", ["FindingsJson"] = "[]" },
        ["FileObjection"] = new() { ["Applications.State"] = "UnderExamination", ["VisitorsJson"] = "[]", ["FindingsJson"] = "[]" },
        ["ProposeDecision"] = new() { ["Applications.Kind"] = "NewLicence", ["Applications.State"] = "UnderExamination", ["VisitorsJson"] = "[]", ["FindingsJson"] = "[]" },
        ["ProposeDecision of a renewal"] = new() { ["Applications.Kind"] = "Renewal", ["LicenceFacts.Kind"] = "Term", ["Applications.State"] = "UnderExamination", ["VisitorsJson"] = "[]", ["FindingsJson"] = "[]" },
        ["ApproveProposal of a grant"] = new()
        {
            ["Proposals.State"] = "Open", ["Proposals.Kind"] = "DecideApplication", ["Applications.Kind"] = "NewLicence", ["Applications.State"] = "UnderExamination", ["VisitorsJson"] = "[]", ["FindingsJson"] = "[]",
            ["Change"] = """{"applicationId":"1","class":null,"conditions":[{"dueOn":"2026-12-31","isPublic":true,"text":"A test."}],"from":"2026-03-15","grounds":[],"number":"7","outcome":"grant","term":"grant","until":"2027-03-14","volumeWaiver":null}""",
        },
        ["ApproveProposal of a renewal"] = new()
        {
            ["Proposals.State"] = "Open", ["Proposals.Kind"] = "DecideApplication", ["Applications.Kind"] = "Renewal", ["LicenceFacts.Kind"] = "Term", ["Applications.State"] = "UnderExamination", ["VisitorsJson"] = "[]", ["FindingsJson"] = "[]",
            ["Change"] = """{"applicationId":"1","class":null,"conditions":[],"from":"2026-03-15","grounds":[],"number":null,"outcome":"grant","term":"late-renewal","until":"2027-03-14","volumeWaiver":null}""",
        },
        ["ApproveProposal of a refusal"] = new()
        {
            ["Proposals.State"] = "Open", ["Proposals.Kind"] = "DecideApplication", ["Applications.State"] = "UnderExamination", ["VisitorsJson"] = "[]", ["FindingsJson"] = "[]",
            ["Change"] = """{"applicationId":"1","class":null,"conditions":[],"from":null,"grounds":[{"code":"capital","text":"A test."}],"number":null,"outcome":"refuse","term":null,"until":null,"volumeWaiver":null}""",
        },
        ["DecideBySilenceJob"] = new() { ["Applications.State"] = "UnderExamination", ["ApplicationSteps.Action"] = "Submit" },
        ["ApproveProposal of a bar"] = new() { ["State"] = "Open", ["Kind"] = "BarPerson", ["BarMarks.Kind"] = "Person", ["Bars.Grounds"] = "1", ["Change"] = """{"agencyId":"1","barId":"1","decision":"1","from":"2020-01-01","grounds":"1","personDigest":null,"until":null}""" },
        ["RefuseProposal of a bar"] = new() { ["State"] = "Open", ["Kind"] = "BarPerson", ["BarMarks.Kind"] = "Person", ["Bars.Grounds"] = "1" },
        ["ApproveProposal of a bar's lifting"] = new() { ["State"] = "Open", ["Kind"] = "UnbarPerson", ["Change"] = """{"barId":"1","from":"2024-01-01","grounds":"1"}""" },
        ["RefuseProposal"] = new() { ["State"] = "Open", ["Kind"] = "MakeLaw" },
        // Nothing was law before the pack, so all that it speaks about is in reach.
        ["JudgeAgainAfterLawChangeJob"] = new() { ["LawSteps.Digest"] = Law, ["LawSteps.Packs"] = "", ["LawSteps.Packs:2"] = "1", ["LawSteps.Digest:2"] = "2" },
        ["SimulateLawPack"] = new() { ["LawSteps.Digest"] = Law, ["LawSteps.Packs"] = "" },
        ["ReadSimulation"] = new() { ["LawSimulations.State"] = "Done" },
        ["SimulateLawJob"] = new() { ["LawSteps.Digest"] = Law, ["LawSteps.Packs"] = "" },
        ["WithdrawProposal"] = new() { ["State"] = "Open", ["Kind"] = "MakeLaw", ["ProposedBy"] = "maya" },
        ["ApproveLawPack"] = new() { ["State"] = "Open", ["Kind"] = "MakeLaw" },
        ["ReviseApplication"] = new() { ["Applications.State"] = "Draft" },
        ["SubmitApplication"] = new() { ["Applications.State"] = "Draft" },
        ["ReturnApplication"] = new() { ["Applications.State"] = "Submitted" },
        ["WithdrawApplication"] = new() { ["Applications.State"] = "Draft" },
        ["AttachDocument"] = new() { ["Applications.State"] = "Draft" },
        ["RemoveDocument"] = new() { ["Applications.State"] = "Draft" },
        ["LapseApplicationsJob"] = new() { ["Applications.State"] = "Returned" },
        ["CheckDocumentsJob"] = new() { ["ApplicationDocuments.Check"] = "Waiting" },
        ["WithdrawConflict"] = new() { ["Subject"] = "maya" },
        ["PauseWebhook"] = new() { ["Webhooks.State"] = "Active" },
        ["EndWebhook"] = new() { ["Webhooks.Url"] = "https://192.88.98.1/" },
        ["DeliverWebhooksJob"] = new() { ["Webhooks.State"] = "Active", ["WebhookMessages.State"] = "Waiting" },
        ["AppendAgencyChangesJob"] = new() { ["AuditEvents.Action"] = "ReturnJudged" },
    };

    /// <summary>What columns of whole numbers hold; they hold 1 else.</summary>
    private static readonly Dictionary<string, Dictionary<string, long>> Numbers = new()
    {
        ["ProposeLifting"] = new() { ["LicenceFacts.Id:2"] = 2 },
        ["JudgeAgainAfterLawChangeJob"] = new() { ["LawSteps.Id:2"] = 2 },
        // A case that rests on a version that was corrected since.
        ["JudgeDisclosuresJob"] = new() { ["DisclosureVersions.Number"] = 2 },
        ["ProposeStay"] = new() { ["LicenceFacts.Id:2"] = 2 },
        ["ApproveProposal of a lifting"] = new() { ["LicenceFacts.Id:2"] = 2 },
        ["ApproveProposal of a stay"] = new() { ["LicenceFacts.Id:2"] = 2 },
        ["ProposeAppealDecision"] = new() { ["LicenceFacts.Id:2"] = 2 },
        ["ApproveProposal of an appeal"] = new() { ["LicenceFacts.Id:2"] = 2 },
        ["ProposeStayEnd"] = new() { ["LicenceFacts.Id:2"] = 2, ["LicenceFacts.Id:3"] = 3 },
        ["ApproveProposal of an end of a stay"] = new() { ["LicenceFacts.Id:2"] = 2, ["LicenceFacts.Id:3"] = 3 },
        ["RecordDebtPayment"] = new() { ["DepositRows.AmountMinor"] = 0, ["DepositDraws.DrawnMinor"] = 0, ["DepositClaims.PaidMinor"] = 0 },
        // Nothing is counted: no claim and no finding is open.
        ["ProposeRelease"] = new() { [""] = 0 },
        ["ApproveProposal of a release"] = new() { [""] = 0 },
    };

    /// <summary>What columns of days hold; they hold 2020-01-01 else.</summary>
    private static readonly Dictionary<string, Dictionary<string, DateOnly>> Days = new()
    {
        ["AnswerNotice"] = new() { ["AnswerUntil"] = new(2099, 1, 1) },
        ["GiveNotice"] = new() { ["LicenceFacts.Until"] = new(2099, 1, 1) },
        ["ProposeSuspension"] = new() { ["LicenceFacts.Until"] = new(2099, 1, 1) },
        ["ProposeRevocation"] = new() { ["LicenceFacts.Until"] = new(2099, 1, 1) },
        ["RequestSurrender"] = new() { ["LicenceFacts.Until"] = new(2099, 1, 1) },
        ["ProposeSurrenderAcceptance"] = new() { ["LicenceFacts.Until"] = new(2099, 1, 1) },
        ["ApproveProposal of a suspension"] = new() { ["LicenceFacts.Until"] = new(2099, 1, 1) },
        ["ApproveProposal of a revocation"] = new() { ["LicenceFacts.Until"] = new(2099, 1, 1) },
        ["ApproveProposal of a withdrawal of a fact"] = new() { ["LicenceFacts.Until"] = new(2099, 1, 1) },
        ["ApproveProposal of a surrender"] = new() { ["LicenceFacts.Until"] = new(2099, 1, 1) },
        ["ProposeLifting"] = new() { ["LicenceFacts.Until"] = new(2099, 1, 1) },
        ["ProposeStay"] = new() { ["LicenceFacts.Until"] = new(2099, 1, 1) },
        ["ApproveProposal of a lifting"] = new() { ["LicenceFacts.Until"] = new(2099, 1, 1) },
        ["ApproveProposal of a stay"] = new() { ["LicenceFacts.Until"] = new(2099, 1, 1) },
        ["ProposeAppealDecision"] = new() { ["LicenceFacts.Until"] = new(2099, 1, 1) },
        ["ApproveProposal of an appeal"] = new() { ["LicenceFacts.Until"] = new(2099, 1, 1) },
        ["ProposeStayEnd"] = new() { ["LicenceFacts.Until"] = new(2099, 1, 1) },
        ["ApproveProposal of an end of a stay"] = new() { ["LicenceFacts.Until"] = new(2099, 1, 1) },
        ["ProposeCondition"] = new() { ["LicenceFacts.Until"] = new(2098, 12, 31) },
        ["ApproveProposal of a condition"] = new() { ["LicenceFacts.Until"] = new(2098, 12, 31) },
        // A day before that of the tests, so that a term has ended and a condition is overdue.
        ["WatchDeadlinesJob"] = new() { ["LicenceFacts.Until"] = new(2026, 3, 1), ["LicenceConditions.DueOn"] = new(2026, 3, 1), ["DueOn"] = new(2026, 3, 1), ["Until"] = new(2026, 3, 1) },
        ["SuggestFromDemeritsJob"] = new() { ["DemeritEntries.On"] = new(2026, 1, 1) },
        ["FileObjection"] = new() { ["Examinations.ObjectionsUntil"] = new(2099, 12, 31) },
        ["AnswerComplaintNotice"] = new() { ["AnswerUntil"] = new(2099, 1, 1) },
        ["AttachToComplaintAnswer"] = new() { ["AnswerUntil"] = new(2099, 1, 1) },
        ["AnswerCaseNotice"] = new() { ["AnswerUntil"] = new(2099, 1, 1) },
        ["AttachToAnswer"] = new() { ["AnswerUntil"] = new(2099, 1, 1) },
        ["OpenConfirmation"] = new() { ["ConfirmationCodes.ExpiresOn"] = new(2099, 1, 1) },
        ["WatchComplaintsJob"] = new() { ["Complaints.FiledOn"] = new(2026, 1, 1), ["ComplaintSteps.On"] = new(2026, 2, 1) },
    };

    /// <summary>One line for each job.</summary>
    private static readonly Dictionary<Type, Func<IServiceProvider, Task>> Jobs = new()
    {
        [typeof(JudgeDisclosuresJob)] = s => ActivatorUtilities.CreateInstance<JudgeDisclosuresJob>(s).RunOneAsync(1, default),
        [typeof(JudgeAgainAfterLawChangeJob)] = s => ActivatorUtilities.CreateInstance<JudgeAgainAfterLawChangeJob>(s).RunNowAsync(default),
        [typeof(SimulateLawJob)] = s => ActivatorUtilities.CreateInstance<SimulateLawJob>(s).RunOneAsync(1, default),
        [typeof(JudgeAgainAfterRateChangeJob)] = s => ActivatorUtilities.CreateInstance<JudgeAgainAfterRateChangeJob>(s).RunAsync(default),
        [typeof(JudgeAgainAfterUpgradeJob)] = s => ActivatorUtilities.CreateInstance<JudgeAgainAfterUpgradeJob>(s).RunAsync(default),
        [typeof(JudgeAgainAfterAgencyFactJob)] = s => ActivatorUtilities.CreateInstance<JudgeAgainAfterAgencyFactJob>(s).RunAsync(1, default),
        [typeof(FlagAgenciesJob)] = s => ActivatorUtilities.CreateInstance<FlagAgenciesJob>(s).RunAsync(default),
        [typeof(TakeInReturnJob)] = s => ActivatorUtilities.CreateInstance<TakeInReturnJob>(s).RunAsync(1, default),
        [typeof(SweepUploadsJob)] = async s =>
        {
            var files = s.GetRequiredService<Licensing.Api.Storage.SealedFolder>();
            await files.WriteAsync($"{Return.Uploads}/re_1", new MemoryStream([1]), default);
            File.SetLastWriteTimeUtc(files.PathOf($"{Return.Uploads}/re_1"), new(2020, 1, 1));
            await ActivatorUtilities.CreateInstance<SweepUploadsJob>(s).RunAsync(default);
        },
        [typeof(LapseApplicationsJob)] = s => ActivatorUtilities.CreateInstance<LapseApplicationsJob>(s).RunAsync(default),
        [typeof(CheckDocumentsJob)] = s => ActivatorUtilities.CreateInstance<CheckDocumentsJob>(s).RunAsync(default),
        [typeof(SweepDocumentsJob)] = async s =>
        {
            var files = s.GetRequiredService<Licensing.Api.Storage.SealedFolder>();
            await files.WriteAsync($"{ApplicationDocument.Area}/do_1", new MemoryStream([1]), default);
            File.SetLastWriteTimeUtc(files.PathOf($"{ApplicationDocument.Area}/do_1"), new(2020, 1, 1));
            await ActivatorUtilities.CreateInstance<SweepDocumentsJob>(s).RunAsync(default);
        },
        [typeof(DecideBySilenceJob)] = s => ActivatorUtilities.CreateInstance<DecideBySilenceJob>(s).RunAsync(default),
        [typeof(WatchUnconfirmedPlacementsJob)] = s => ActivatorUtilities.CreateInstance<WatchUnconfirmedPlacementsJob>(s).RunAsync(default),
        [typeof(WatchComplaintsJob)] = s => ActivatorUtilities.CreateInstance<WatchComplaintsJob>(s).RunAsync(default),
        [typeof(CheckAttachmentsJob)] = async s =>
        {
            var files = s.GetRequiredService<Licensing.Api.Storage.SealedFolder>();
            await files.WriteAsync($"{ComplaintAttachment.Area}/ca_1", new MemoryStream([1]), default);
            File.SetLastWriteTimeUtc(files.PathOf($"{ComplaintAttachment.Area}/ca_1"), new(2020, 1, 1));
            await ActivatorUtilities.CreateInstance<CheckAttachmentsJob>(s).RunAsync(default);
        },
        [typeof(CheckAnswersJob)] = async s =>
        {
            var files = s.GetRequiredService<Licensing.Api.Storage.SealedFolder>();
            await files.WriteAsync($"{AnswerDocument.Area}/kd_1", new MemoryStream([1]), default);
            File.SetLastWriteTimeUtc(files.PathOf($"{AnswerDocument.Area}/kd_1"), new(2020, 1, 1));
            await ActivatorUtilities.CreateInstance<CheckAnswersJob>(s).RunAsync(default);
        },
        [typeof(SealAuditJob)] = s => ActivatorUtilities.CreateInstance<SealAuditJob>(s).RunAsync(default),
        [typeof(PublishChangesJob)] = s => ActivatorUtilities.CreateInstance<PublishChangesJob>(s).RunAsync(default),
        [typeof(MakeExportsJob)] = s => ActivatorUtilities.CreateInstance<MakeExportsJob>(s).RunOneAsync(1, default),
        [typeof(SweepExportsJob)] = async s =>
        {
            var files = s.GetRequiredService<Licensing.Api.Storage.SealedFolder>();
            await files.WriteAsync($"{DataExport.Area}/xp_1-1", new MemoryStream([1]), default);
            File.SetLastWriteTimeUtc(files.PathOf($"{DataExport.Area}/xp_1-1"), new(2020, 1, 1));
            await ActivatorUtilities.CreateInstance<SweepExportsJob>(s).RunAsync(default);
        },
        [typeof(WatchDeadlinesJob)] = s => ActivatorUtilities.CreateInstance<WatchDeadlinesJob>(s).RunAsync(default),
        [typeof(SuggestFromDemeritsJob)] = s => ActivatorUtilities.CreateInstance<SuggestFromDemeritsJob>(s).RunAsync(default),
        [typeof(RotateSigningKeyJob)] = s => ActivatorUtilities.CreateInstance<RotateSigningKeyJob>(s).RunAsync(default),
        [typeof(RotateRegisterKeyJob)] = s => ActivatorUtilities.CreateInstance<RotateRegisterKeyJob>(s).RunAsync(default),
        [typeof(RewrapIdentitiesJob)] = s => ActivatorUtilities.CreateInstance<RewrapIdentitiesJob>(s).RunAsync(default),
        [typeof(ExpireGuaranteesJob)] = s => ActivatorUtilities.CreateInstance<ExpireGuaranteesJob>(s).RunAsync(default),
        [typeof(MarkOverdueRefundsJob)] = s => ActivatorUtilities.CreateInstance<MarkOverdueRefundsJob>(s).RunAsync(default),
        [typeof(AppendAgencyChangesJob)] = s => ActivatorUtilities.CreateInstance<AppendAgencyChangesJob>(s).RunAsync(default),
        [typeof(DeliverWebhooksJob)] = s => ActivatorUtilities.CreateInstance<DeliverWebhooksJob>(s).RunAsync(default),
        [typeof(DeleteExpiredDataJob)] = s => ActivatorUtilities.CreateInstance<DeleteExpiredDataJob>(s).RunAsync(default),
        [typeof(DeleteExpiredIdempotencyEntriesJob)] = s => ActivatorUtilities.CreateInstance<DeleteExpiredIdempotencyEntriesJob>(s).RunAsync(default),
    };

    public static TheoryData<string> JobNames => [.. Jobs.Keys.Select(job => job.Name)];

    [Theory, MemberData(nameof(Calls))]
    public async Task What_an_endpoint_sends_to_SQL_Server_is_plain_T_SQL(string endpoint, string method, string address, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (!OfWorkers.Contains(endpoint))
            request.Headers.Add(NamedCaller.Header,
                address.StartsWith("/v1/access", StringComparison.Ordinal) ? "administrator:root" : OfAgencies.Contains(endpoint) ? "agency:1" : "officer:maya");
        request.Headers.TryAddWithoutValidation("If-Match", "\"v1\"");
        if (body is not null)
        {
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, endpoint switch { "FileReturn" => "application/x-ndjson", "AttachDocument" or "AttachToComplaint" or "AttachToAnswer" or "AttachToComplaintAnswer" => "application/pdf", _ => "application/json" });
        }

        var (nulls, empty) = Scenes.GetValueOrDefault(endpoint, ([], []));
        var client = recording.Set(nulls, empty, Texts.GetValueOrDefault(endpoint), Numbers.GetValueOrDefault(endpoint), Days.GetValueOrDefault(endpoint)).Public;
        using var answer = await client.SendAsync(request);
        var story = $"{endpoint}: {await answer.Content.ReadAsStringAsync()}\n{string.Join("\n---\n", recording.Sent)}";
        Assert.True((int)answer.StatusCode is < 400 or 404, story);
        Assert.True((int)answer.StatusCode < 400 || method == "GET", story);
        AssertPlain(endpoint);
    }

    [Theory, MemberData(nameof(JobNames))]
    public async Task What_a_job_sends_to_SQL_Server_is_plain_T_SQL(string job)
    {
        var (nulls, empty) = Scenes.GetValueOrDefault(job, ([], []));
        await recording.Set(nulls, empty, Texts.GetValueOrDefault(job), Numbers.GetValueOrDefault(job), Days.GetValueOrDefault(job)).InScopeAsync(async services =>
        {
            await Jobs.Single(j => j.Key.Name == job).Value(services);
            return true;
        });
        AssertPlain(job);
    }

    [Fact]
    public async Task What_publishing_refusing_and_clearing_a_return_sends_is_plain_T_SQL()
    {
        foreach (var (nulls, empty, onError) in ((string[], string[], string)[])
            [(["PublishedAt", "RefusedAt", "UnreadableBecause"], ["StagedCorrections"], "KeepGood"), (["PublishedAt", "RefusedAt", "UnreadableBecause"], ["StagedCorrections"], "AllOrNothing")])
        {
            await recording.Set(nulls, empty, new() { ["OnError"] = onError }).InDatabaseAsync(async db =>
            {
                await new PublishReturn(db, new Ministry(), recording.Clock).RunAsync(1, default);
                return true;
            });
            AssertPlain($"publish {onError}");
        }

        await recording.Set(["ClearedAt"], []).InScopeAsync(async s =>
        {
            await ActivatorUtilities.CreateInstance<TakeInReturnJob>(s).RunAsync(1, default);
            return true;
        });
        AssertPlain("clear");
        Assert.Contains(recording.Sent, sql => sql.Contains("DELETE", StringComparison.Ordinal) && sql.Contains("[Workers]", StringComparison.Ordinal));
    }

    /// <summary>The keys that come back are made up, so a bulk insert goes no further than looking for its own.</summary>
    [Fact]
    public async Task Bulk_inserts_are_plain_T_SQL_and_write_every_column_of_the_model()
    {
        await recording.Set(["PublishedAt", "RefusedAt"], []).InScopeAsync(async s =>
        {
            var db = s.GetRequiredService<LicensingDb>();
            var bulk = new BulkInsert(db);
            await using var transaction = await db.Database.BeginTransactionAsync();
            var agency = await db.Agencies.AsNoTracking().FirstAsync();
            var filing = await db.Returns.AsNoTracking().FirstAsync();
            var reported = StoredJson.Read<ReportedPlacement>($"{{{Placement}}}");
            var placement = new Placement(agency, new Worker(s.GetRequiredService<IdentitySeal>().Seal("NP", "Passport", "1")), "P-1", "W-1", filing.Id);
            var disclosure = new Disclosure(placement);
            var version = disclosure.Add(reported, new ReportedWorker(), null, recording.Clock.GetUtcNow().UtcDateTime, "x", new(2024, 3, 1));
            foreach (var row in (object[])[placement.Worker, placement, disclosure, version, new ReturnRejection(1, 2, "x", "y", null, "z"), new UnchangedPlacement(1, 2)])
            {
                var entity = db.Model.FindEntityType(row.GetType())!;
                var table = bulk.TableOf(row.GetType());
                Assert.Equal(
                    entity.GetProperties().Where(p => !p.IsPrimaryKey() || p.ValueGenerated == Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never || entity.FindPrimaryKey()!.Properties.Count > 1).Select(p => p.GetColumnName()).Order(),
                    table.Columns.Select(c => c.Name).Order());
                Assert.Equal($"[{entity.GetSchema()}].[{entity.GetTableName()}]", table.Name);
                using var reader = table.Read([row]);
                Assert.True(reader.Read());
                for (var i = 0; i < reader.FieldCount; i++)
                {
                    Assert.Equal(table.Columns[i].Name, reader.GetName(i));
                    Assert.Equal(i, reader.GetOrdinal(reader.GetName(i)));
                    // What is NULL may be; what is not has the type that SqlBulkCopy was told.
                    Assert.True(reader.IsDBNull(i) ? table.Columns[i].Property.IsNullable : reader.GetValue(i).GetType() == (reader.GetFieldType(i) == typeof(DateOnly) ? typeof(DateTime) : reader.GetFieldType(i)), $"{entity.Name}.{reader.GetName(i)}");
                }

                Assert.False(reader.Read());
                var insert = typeof(BulkInsert).GetMethod(nameof(BulkInsert.InsertAsync))!.MakeGenericMethod(row.GetType());
                var rows = Array.CreateInstance(row.GetType(), 1);
                rows.SetValue(row, 0);
                var sent = (Task)insert.Invoke(bulk, [rows, CancellationToken.None])!;
                if (table.Key?.PublicId is null)
                    await sent;
                else
                    await Assert.ThrowsAsync<KeyNotFoundException>(() => sent);
            }

            return true;
        });
        AssertPlain("bulk");
    }

    [Theory]
    [InlineData("ag"), InlineData("li"), InlineData("lc"), InlineData("br"), InlineData("rp"), InlineData("fr"), InlineData("ln"), InlineData("di"), InlineData("re")]
    public async Task How_the_feed_finds_the_agency_of_an_event_is_plain_T_SQL(string prefix)
    {
        await recording.Set([], [], new() { ["AuditEvents.SubjectId"] = $"{prefix}_1" }).InScopeAsync(async s =>
        {
            await ActivatorUtilities.CreateInstance<PublishChangesJob>(s).RunAsync(default);
            return true;
        });
        AssertPlain(prefix);
    }

    [Theory]
    [InlineData(ExportKind.Findings), InlineData(ExportKind.Disclosures), InlineData(ExportKind.Register), InlineData(ExportKind.Audit)]
    public async Task What_an_export_of_each_kind_reads_is_plain_T_SQL(ExportKind kind)
    {
        const string Filters = """{"agency":"ag_1","origin":"NP","destination":"MY","from":"2024-01-01","to":"2024-12-31","status":"open","breach":"worker-charged","provision":"p","subject":"1","subjectKind":"Agency","actor":"1","action":"1"}""";
        await recording.Set(["PayloadDigest", "ReasonDigest"], []).InScopeAsync(async s =>
        {
            var reading = s.GetRequiredService<ExportReading>();
            foreach (var caller in (Caller[])[Caller.Officer("maya"), Caller.Agency("ag_1", 1)])
            {
                var export = new DataExport(kind, ExportFormat.Ndjson, Filters, await reading.LastAsync(kind, default), caller, null, recording.Clock.GetUtcNow().UtcDateTime);
                await reading.CountAsync(export, default);
                await reading.WriteAsync(export, 0, 5, new StringWriter(), default);
            }

            return true;
        });
        AssertPlain(kind.ToString());
    }

    [Fact]
    public void Every_endpoint_and_every_job_has_a_line()
    {
        var called = Calls.Select(row => row.Data.Item1).Concat(Jobs.Keys.Select(job => job.Name)).ToHashSet();
        var missing = host.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Select(e => e.Metadata.GetMetadata<EndpointDefinition>()?.EndpointType.Name).OfType<string>()
            .Concat(typeof(Program).Assembly.GetTypes().Where(t => t.IsClass && !t.IsNested && t.Name.EndsWith("Job", StringComparison.Ordinal)).Select(t => t.Name))
            .Where(name => !called.Contains(name));
        Assert.True(!missing.Any(), $"Add to {nameof(SqlServerTests)}: {string.Join(", ", missing)}.");
    }

    [Fact]
    public async Task The_suite_runs_on_a_real_SQL_Server()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is null, $"{ServiceHost.SqlServerVariable} is not set: the suite ran on SQLite, and SQL Server was checked offline only.");
        Assert.True(await host.InDatabaseAsync(async db => db is SqlServerLicensingDb && await db.Database.CanConnectAsync()));
    }

    private void AssertPlain(string what)
    {
        Assert.NotEmpty(recording.Sent);
        foreach (var sql in recording.Sent)
        {
            var reading = TransactSql.Read(sql);
            Assert.True(reading.Errors.Count == 0 && reading.Unwanted.Count == 0, $"{what}: {string.Join("; ", reading.Errors.Concat(reading.Unwanted))}\n{sql}");
        }
    }
}

/// <summary>The service with the SQL Server provider and nobody behind it.</summary>
public sealed class RecordingHost : ServiceHost
{
    protected override bool AnswersAreReal => false;

    private static readonly byte[] EarlierKey = System.Security.Cryptography.SHA256.HashData("earlier"u8);
    private static readonly SealedIdentity Worker = new IdentitySeal(new DeploymentKey(EarlierKey)).Seal("NP", "Passport", "1");

    private static readonly SealedDetails Application = new ApplicationSeal(new DeploymentKey(EarlierKey)).Seal(StoredJson.Read<ApplicantDetails>(SqlServerTests.Applicant));
    private static readonly Licensing.Api.Features.Bars.SealedPerson Barred = new Licensing.Api.Features.Bars.PersonSeal(new DeploymentKey(EarlierKey)).Seal<Licensing.Api.Features.Bars.BarredPerson>(new("A person", new("NP", DocumentKind.Passport, "1")));
    private static readonly Licensing.Api.Features.Bars.SealedPerson Objector = new Licensing.Api.Features.Bars.PersonSeal(new DeploymentKey(EarlierKey)).Seal("A contact");

    private static readonly byte[] Webhook = Licensing.Api.Features.Webhooks.WebhookSecret.Seal(new DeploymentKey(EarlierKey), Licensing.Api.Features.Webhooks.WebhookSecret.New());

    private readonly Scene _scene = new([], ["SigningKeys", "IdentityKeys"], new()
    {
        ["Text"] = File.ReadAllText(Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Law"), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First()),
        ["Reported"] = $"{{{SqlServerTests.Placement}}}",
        ["Worker"] = """{"sex":"female","ageAtSigning":27}""",
        ["Value"] = "true",
        ["ValueJson"] = "\"none\"",
        ["Days"] = """{"weekend":[],"from":"2000-01-01","until":"2099-12-31","holidays":[],"namedDays":[]}""",
        ["RateSeries.Text"] = SqlServerTests.SomeRates,
        ["MinistrySettings.Name"] = "judging.rate-band",
        ["MinistrySettings.ValueJson"] = "\"2.5\"",
        ["RegimeSettings.Question"] = "SubAgents",
        ["RegimeSettings.ValueJson"] = "\"registered\"",
        ["Said"] = """{"asked":"7","known":false,"licensed":false,"sentence":"No.","on":"2024-01-01","knownAt":"2024-01-01T00:00:00Z","licence":null,"holder":null}""",
        ["WorkerWords.Reported"] = """{"kind":"payment","category":"recruitment-fee.service","amount":{"amountMinor":1,"currency":"NPR"},"payer":"worker","payee":"agency","id":"1"}""",
        ["WorkerWords.Kind"] = "Contradicted",
        ["WorkerWords.Currency"] = "NPR",
        ["WorkerWords.Category"] = "recruitment-fee.service",
        // Of the secret that the calls do not send.
        ["Confirmations.SecretHash"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([])),
        ["Complaints.SecretHash"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([])),
        ["Role"] = "Auditor",
        ["Period"] = "P1D",
        ["SealedUnder"] = new DeploymentKey(EarlierKey).Id,
    }, new()
    {
        ["SealedKey"] = Worker.SealedKey,
        ["SealedDocument"] = Worker.SealedDocument,
        ["Confirmations.PersonKey"] = Objector.Key,
        ["Confirmations.PersonSealed"] = Objector.Person,
        ["WorkerWords.PersonKey"] = Objector.Key,
        ["WorkerWords.PersonSealed"] = Objector.Person,
        ["CorrectionRequests.PersonKey"] = Objector.Key,
        ["CorrectionRequests.PersonSealed"] = Objector.Person,
        ["ComplaintHearings.PersonKey"] = Objector.Key,
        ["ComplaintHearings.PersonSealed"] = Objector.Person,
        ["Objections.PersonKey"] = Objector.Key,
        ["Objections.PersonSealed"] = Objector.Person,
        ["PersonKey"] = Barred.Key,
        ["PersonSealed"] = Barred.Person,
        ["SealedPrivateKey"] = SealedRegisterKey(),
        ["Webhooks.SealedSecret"] = Webhook,
        ["Webhooks.EarlierSealedSecret"] = Webhook,
        ["ContentKey"] = Application.Key,
        ["SealedContent"] = Application.Content,
        ["FileKey"] = DeploymentKey.Encrypt(new DeploymentKey(EarlierKey).Derive("wrap file keys"), new byte[DeploymentKey.KeyBytes]),
        ["UploadKey"] = DeploymentKey.Encrypt(new DeploymentKey(EarlierKey).Derive("wrap file keys"), new byte[DeploymentKey.KeyBytes]),
    }, [], []);

    private readonly Dictionary<string, string> _usual;

    public RecordingHost()
    {
        BeginsEmpty = true;
        _usual = new(_scene.Texts);
    }

    private static byte[] SealedRegisterKey() => new RegisterKey(new DeploymentKey(EarlierKey), new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc)).SealedPrivateKey!;

    /// <summary>Every text sent, in order.</summary>
    public ConcurrentQueue<string> Sent { get; } = new();

    /// <summary>Prepares the next call. Facts still hold, nobody used the idempotency key before, and one rule was silent.</summary>
    public RecordingHost Set(
        string[] nulls, string[] empty, Dictionary<string, string>? texts = null, Dictionary<string, long>? numbers = null, Dictionary<string, DateOnly>? days = null)
    {
        Refill(_scene.Texts, _usual.Concat(texts ?? []));
        Refill(_scene.Numbers, numbers ?? []);
        Refill(_scene.Days, days ?? []);
        var law = LawPack.DigestOf(_scene.Texts["Text"]);
        if (_scene.Texts.GetValueOrDefault("Kind") == "MakeLaw")
            _scene.Texts["Change"] = $$"""{"digest":"{{law}}","name":"1","number":1}""";
        if (_scene.Texts.GetValueOrDefault("Kind") == "WithdrawLaw")
            _scene.Texts["Change"] = $$"""{"digest":"{{law}}","name":"1","number":1,"then":null}""";
        _scene.Texts["Digest"] = Licensing.Api.Features.Proposals.Proposal.DigestOf(_scene.Texts.GetValueOrDefault("Change", "1"));
        var silence = FeeCapLaw.Judge(StoredJson.Read<ReportedPlacement>(_scene.Texts["Reported"]).ToFacts(new(null, null), "NP", null, new(2024, 1, 1)), [], new(Services.GetRequiredService<CodeLists>(), RateTable.Empty, JudgeSettings.Default))[0];
        _scene.Texts["Grounds"] = """[{"restsOn":{"disclosureNumber":1},"excess":[],"judgements":[]}]""";
        _scene.Texts["Canonical"] = System.Text.Encoding.UTF8.GetString(silence.ToCanonicalBytes());
        _scene.Null.Clear();
        _scene.Null.UnionWith(["To", "WithdrawnAt", .. nulls]);
        _scene.Empty.Clear();
        _scene.Empty.UnionWith(["IdempotencyEntries", "SigningKeys", .. empty]);
        Sent.Clear();
        return this;
    }

    private static void Refill<T>(Dictionary<string, T> scene, IEnumerable<KeyValuePair<string, T>> said)
    {
        scene.Clear();
        foreach (var (name, value) in said)
            scene[name] = value;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Database:Provider", "SqlServer");
        builder.UseSetting("Database:MigrateAtStart", "false");
        builder.UseSetting("ConnectionStrings:Licensing", "Server=nowhere");
        builder.UseSetting("Register:Publishes:0", "placements");
        builder.UseSetting("Ministry:Regime", Path.Combine(AppContext.BaseDirectory, "Storage", "every-answer.yaml"));
        builder.UseSetting("Identity:PreviousKey", Convert.ToBase64String(EarlierKey));
        foreach (var retained in RetentionSchedule.Classes)
            builder.UseSetting(RetentionSchedule.SettingOf(retained), "P1D");
        builder.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<JobStorage>(_ => new InMemoryStorage()));
            // Nothing that is stored here is found again, so neither is the key of the issuer.
            services.Configure<OpenIddictServerOptions>(issuer => issuer.SigningCredentials.Add(new(
                new ECDsaSecurityKey(System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256)), SecurityAlgorithms.EcdsaSha256)));
            services.ConfigureDbContext<SqlServerLicensingDb>(options => options.UseSqlServer(new RecordingSqlServer(Sent, _scene), contextOwnsConnection: true));
        });
    }
}
