using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Database;
using Licensing.Api.Features.Access;
using Licensing.Api.Features.Deposits;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Law;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Security.Tests.Permissions;

/// <summary>Two agencies, each with a filed placement, a finding and a flag; and a client with a real token for each role. Those of
/// an agency are the first one's.</summary>
public sealed partial class MatrixWorld : IAsyncLifetime
{
    public const string FilesForOneManagesAnother = "files-one-manages-another";
    private readonly Dictionary<string, HttpClient> _callers = [];
    private readonly Dictionary<string, (string Id, string Disclosure, string Finding, string Flag)> _agencies = [];
    private readonly Dictionary<string, string> _corrected = [];
    private readonly Dictionary<string, string> _returns = [];
    private readonly Dictionary<string, string> _licences = [];
    private readonly Dictionary<string, (Drafted Application, string Document)> _applications = [];
    private string _lawText = "";
    private int _fresh;

    private string _simulation = "";

    public ServiceHost Host { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Host.Settings[Licensing.Api.Features.Examinations.ObjectionLimit.Setting] = "1000";
        Host.Settings[Licensing.Api.Features.Complaints.ComplaintLimit.Setting] = "100000";
        Host.Settings[Licensing.Api.Features.Confirmations.ConfirmationLimit.Setting] = "100000";
        Host.Settings["Exports:MostUnfinished"] = Host.Settings["Exports:MostKept"] = "1000";
        await Host.ApproveLawAsync("np-my-2018");
        await Host.SetRegimeAsync(("demerit-bands", """[{"from":"12","consequence":"warning"}]"""), ("demerit-expiry", "\"12 months\""));
        await Host.ProposeAndApproveAsync("/v1/flag-thresholds", Thresholds());
        foreach (var whose in (string[])["own", "another's"])
        {
            var agency = await Host.RegisterAgencyAsync();
            using var contact = await ServiceHost.SendAsync(Host.Officer, $"/v1/agencies/{agency.Id}/facts", Fact("email", "office@example.org"), "*");
            using var expected = await ServiceHost.SendAsync(Host.Officer, $"/v1/agencies/{agency.Id}/expected-volumes", Expected());
            Assert.Equal(201, (int)expected.StatusCode);
            var filed = await Host.FileDisclosureAsync(agency, Reported.TheExample());
            await Host.JudgeAsync();
            _agencies[whose] = await Host.InDatabaseAsync(async db => (
                agency.Id, filed.Id,
                await db.Findings.Where(f => f.Placement.Agency.PublicId == agency.Id).Select(f => f.PublicId).SingleAsync(),
                await db.Flags.Where(f => f.Agency.PublicId == agency.Id).Select(f => f.PublicId).SingleAsync()));
        }

        // Corrected again and again, so never judged: the ones above keep their judgements.
        foreach (var (whose, agency) in _agencies)
            _corrected[whose] = (await Host.FileDisclosureAsync(new(agency.Id, "", "", ""), Reported.TheExample())).Id;
        foreach (var (whose, agency) in _agencies)
            _returns[whose] = await ReturnAsync(agency.Id);
        foreach (var (whose, agency) in _agencies)
            _licences[whose] = await Host.StoreLicenceAsync(new(agency.Id, "", "", ""));
        await Host.SetRegimeAsync(("capital", "\"1.00 NPR\""), ("objection-window", "\"7 days\""), ("day-counting", """{"firstDay":"counts","lastDayOnHoliday":"stays"}"""));
        await Host.SetRegimeAsync([.. new[] { "classes", "ownership", "documents", "fit-and-proper" }.Select(question => (question, "\"none\""))]);
        foreach (var (whose, agency) in _agencies)
        {
            var drafted = await Host.DraftAsync(agency.Id, Application());
            var document = await Host.AttachCheckedAsync(drafted);
            _applications[whose] = (await Host.ActAsync(drafted, "submission", new JsonObject()), document);
        }

        _lawText = await Host.InDatabaseAsync(db => db.LawPacks.Where(p => p.Name == "np-my-2018").Select(p => p.Text).SingleAsync());
        _simulation = await TellOfLawAsync();
        await Host.RunJobAsync<Licensing.Api.Audit.SealAuditJob>(job => job.RunAsync(CancellationToken.None));
        await SetMeasuresRegimeAsync();
        _callers["public"] = Host.Public;
        _callers["nobody"] = await SignInAsync("nobody");
        foreach (var role in Hats.Givable)
            _callers[Word(role)] = await SignInAsync(Word(role), (role, Hats.IsOfAgency(role) ? "own" : null));
        _callers[FilesForOneManagesAnother] = await SignInAsync(FilesForOneManagesAnother, (CallerRole.AgencyFiler, "own"), (CallerRole.AgencyManager, "another's"));
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    public async Task<HttpResponseMessage> CallAsync(string endpoint, string whose, string caller)
    {
        var (address, body) = await CallAsync(endpoint, whose);
        var client = _callers[caller];
        return endpoint == "FileReturn" ? await client.PostAsync(address, Ndjson())
            : Tracked(endpoint) is { } act ? await TrackAsync(client, act, address, body)
            : OfWorker(endpoint) is { } word ? await AsWorkerAsync(client, word, address, body)
            : endpoint is "AttachToAnswer" or "AttachToComplaintAnswer" ? await AttachAsync(client, address)
            : endpoint == "AttachDocument" ? await client.PostAsync(address, new ByteArrayContent(Contents.Pdf()) { Headers = { ContentType = new("application/pdf") } })
            : body is null ? await client.GetAsync(address) : await ServiceHost.SendAsync(client, address, body, "*");
    }

    /// <returns>The status; behind a stroke how many rows of that agency a list showed; + or - whether contacts were shown.</returns>
    public async Task<string> AskAsync(string endpoint, string whose, string caller)
    {
        using var answer = await CallAsync(endpoint, whose, caller);
        var got = ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (!answer.IsSuccessStatusCode || answer.Content.Headers.ContentType?.MediaType != "application/json")
            return got;
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
        // Of lists that anyone sees whole only the status counts.
        if (json.TryGetProperty("items", out var items) && whose is not "any")
        {
            got += $"/{items.GetArrayLength()}";
            json = items.GetArrayLength() > 0 ? items[0] : json;
        }

        return json.TryGetProperty("email", out var email) ? got + (email.ValueKind == JsonValueKind.String ? "+" : "-") : got;
    }

    /// <summary>The call that an endpoint is asked by; what can be done only once is done to something new each time.</summary>
    /// <param name="whose">own and another's: of the first and the second agency; none: of nobody; any: the endpoint knows no owner.</param>
    private async Task<(string Address, JsonObject? Body)> CallAsync(string endpoint, string whose)
    {
        var (agency, disclosure, finding, flag) = _agencies.GetValueOrDefault(whose, ("ag_0000000000000000", "di_0000000000000000", "fi_0000000000000000", "fl_0000000000000000"));
        var some = whose == "any";
        return endpoint switch
        {
            "RegisterAgency" => ("/v1/agencies", new() { ["name"] = $"Sample Agency {++_fresh}", ["country"] = "NP", ["from"] = "2024-01-01", ["email"] = "new@example.org" }),
            "ListAgencies" => ($"/v1/agencies?name={(whose == "none" ? "no such name" : await NameAsync(agency))}", null),
            "ReadAgency" => ($"/v1/agencies/{agency}", null),
            "RecordAgencyFact" => ($"/v1/agencies/{agency}/facts", Fact("phone", $"{++_fresh}")),
            "ListAlikeAgencies" => ($"/v1/agencies/{agency}/alike", null),
            "RecordExpectedVolumes" => ($"/v1/agencies/{agency}/expected-volumes", Expected()),
            "ListExpectedVolumes" => ($"/v1/returns/volumes?agency={agency}", null),
            "FileDisclosure" => ($"/v1/agencies/{agency}/disclosures", Reported.TheExample()),
            "CorrectDisclosure" => ($"/v1/disclosures/{_corrected.GetValueOrDefault(whose, disclosure)}/corrections", Reported.Correction(Reported.TheExample())),
            "ReadLawVerdicts" => ($"/v1/disclosures/{disclosure}/verdicts", null),
            "ReadDisclosure" => ($"/v1/disclosures/{disclosure}", null),
            "FileReturn" => ($"/v1/agencies/{agency}/returns?period=2026-02&onError=keep-good", null),
            "FileNilReturn" => ($"/v1/agencies/{agency}/nil-returns", new() { ["period"] = $"{1960 + ++_fresh / 12}-{1 + _fresh % 12:D2}" }),
            "ReopenPeriod" => ($"/v1/agencies/{(whose == "none" ? agency : await FiledAgencyAsync(whose))}/reopened-periods", Because().With("period", "2026-02")),
            "ReadReturn" => ($"/v1/returns/{_returns.GetValueOrDefault(whose, "re_0000000000000000")}", null),
            "ListReturns" => ($"/v1/returns?agency={agency}&period=1955-01", null),
            "FollowReturn" => ($"/v1/returns/{_returns.GetValueOrDefault(whose, "re_0000000000000000")}/progress", null),
            "ListReturnRejections" => ($"/v1/returns/{_returns.GetValueOrDefault(whose, "re_0000000000000000")}/rejections", null),
            "ExportRepairFile" => ($"/v1/returns/{_returns.GetValueOrDefault(whose, "re_0000000000000000")}/repair-file", null),
            "ReadReturnTemplate" => ("/v1/returns/template.csv", null),
            "ListFindings" => ($"/v1/findings?agency={agency}", null),
            "ReadFinding" => ($"/v1/findings/{finding}", null),
            "ListJudgements" => ($"/v1/judgements?agency={agency}&provision=np-my-2018.employer-pays&result=prohibited&disclosure={disclosure}", null),
            "ListFlags" => ($"/v1/flags?agency={agency}", null),
            "ReadFlag" => ($"/v1/flags/{flag}", null),
            "FindWorker" => ($"/v1/workers/{await WorkerAsync(some)}", null),
            "ReadWorkerIdentity" => ($"/v1/workers/{await WorkerAsync(some)}/identity-reads", new() { ["purpose"] = "as decided on the file" }),
            "ProposeErasure" => ($"/v1/workers/{await WorkerAsync(some)}/erasure", Because()),
            "PlaceLegalHold" => ("/v1/legal-holds", Because().With("subjectId", await WorkerAsync(true))),
            "LiftLegalHold" => ($"/v1/legal-holds/{(some ? await HoldAsync() : "lh_0000000000000000")}/end", Because()),
            "ReadRetention" => ("/v1/retention", null),
            "ListLegalHolds" => ("/v1/legal-holds", null),
            "ListReads" => ("/v1/reads?placement=pl_0000000000000000", null),
            "ListFlagThresholds" => ("/v1/flag-thresholds", null),
            "SetFlagThresholds" => ("/v1/flag-thresholds", await WithoutOpenSettingAsync(Thresholds("1960-01-01"))),
            "ReadExchangeRate" => ("/v1/exchange-rates?currency=NPR", null),
            "ListRateSeries" => ("/v1/exchange-rates/series", null),
            "ReadRateSeries" => ($"/v1/exchange-rates/series/{(some ? await SeriesAsync() : "xr_0000000000000000")}", null),
            "ExportRateSeries" => ($"/v1/exchange-rates/series/{(some ? await SeriesAsync() : "xr_0000000000000000")}/rates.csv", null),
            "DraftRateSeries" => ("/v1/exchange-rates/series", Because().With("name", "matrix").With("text", FreshRates())),
            "ProposeRateSeries" => ($"/v1/exchange-rates/series/{(some ? await SeriesAsync() : "xr_0000000000000000")}/proposal", Because()),
            "ListSettings" => ("/v1/settings", null),
            "ReadSetting" => ($"/v1/settings/{(some ? "judging.rate-band" : "no.such")}", null),
            "ProposeSetting" => ($"/v1/settings/{(some ? "judging.rate-band" : "no.such")}/proposals", await WithoutOpenSettingAsync(Because().With("from", "1960-01-01").With("value", "2"))),
            "OpenBranch" => ($"/v1/agencies/{agency}/branches", new() { ["kind"] = "branch", ["address"] = "Main street", ["from"] = "2024-01-01" }),
            "CloseBranch" => ($"/v1/branches/{await BranchAsync(whose, _agencies["own"].Id)}/end", Because().With("to", "2025-01-01")),
            "ListBranches" => ($"/v1/agencies/{agency}/branches?on=2010-01-01", null),
            "RegisterRepresentative" => ($"/v1/agencies/{agency}/representatives", new() { ["kind"] = "authorised", ["name"] = "A person", ["country"] = "NP", ["from"] = "2024-01-01" }),
            "EndRepresentative" => ($"/v1/representatives/{await RepresentativeAsync(whose, _agencies["own"].Id)}/end", Because().With("to", "2025-01-01")),
            "ListRepresentatives" => ($"/v1/agencies/{agency}/representatives?on=2010-01-01", null),
            "ReadRegime" => ("/v1/regime", null),
            "ReadRegimeHistory" => ("/v1/regime/history", null),
            "ProposeRegimeSetting" => ("/v1/regime/settings", Because().With("question", await FreeQuestionAsync()).With("from", "2024-01-01").With("value", "none").With("authority", "as decided on the file")),
            "ProposeCalendar" => ("/v1/regime/calendars", await WithoutOpenCalendarAsync()),
            "ReadLicence" => ($"/v1/licences/{_licences.GetValueOrDefault(whose, "li_0000000000000000")}", null),
            "GiveNotice" => ($"/v1/licences/{await FreshLicenceAsync(whose)}/notices", new() { ["intended"] = "suspension", ["reason"] = "other", ["grounds"] = "as decided on the file" }),
            "AnswerNotice" => ($"/v1/notices/{await NoticeAsync(whose)}/answer", new() { ["answer"] = "as decided on the file" }),
            "WithdrawNotice" => ($"/v1/notices/{await NoticeAsync(whose)}/withdrawal", Because()),
            "ReadNotice" => ($"/v1/notices/{await NoticeAsync(whose)}", null),
            "ListNotices" => ($"/v1/notices?licence={await NoticedLicenceAsync(whose)}", null),
            "ProposeSuspension" => ($"/v1/licences/{await FreshLicenceAsync(whose)}/suspensions", AgainstLicence().With("ground", "preventive").With("until", "2026-03-20")),
            "ProposeRevocation" => await WithLapsedNoticeAsync(whose),
            "ProposeLifting" => await OnMeasureAsync(whose, (licence, measure, _) => ($"/v1/licences/{licence}/liftings", Because().With("grounds", "as decided on the file").With("from", "2026-03-16").With("measureId", measure))),
            "ProposeFactWithdrawal" => await OnMeasureAsync(whose, (licence, measure, _) => ($"/v1/licences/{licence}/withdrawals", Because().With("factId", measure))),
            "ProposeStay" => await OnMeasureAsync(whose, (licence, measure, _) => ($"/v1/licences/{licence}/stays", OnOrder().With("measureId", measure))),
            "ProposeStayEnd" => await OnMeasureAsync(whose, (licence, _, stay) => ($"/v1/licences/{licence}/stay-ends", OnOrder().With("stayId", stay)), stayed: true),
            "RequestSurrender" => ($"/v1/licences/{await FreshLicenceAsync(whose)}/surrenders", new() { ["from"] = "2026-03-15" }),
            "WithdrawSurrender" => ($"/v1/surrenders/{(await SurrenderAsync(whose)).Id}/withdrawal", new()),
            "ProposeSurrenderAcceptance" => ($"/v1/surrenders/{(await SurrenderAsync(whose)).Id}/acceptance", Because().With("from", "2026-03-15")),
            "ListSurrenders" => ($"/v1/surrenders?licence={(await SurrenderAsync(whose)).Licence}", null),
            "LodgeAppeal" => await OnMeasureAsync(whose, (_, measure, _) => ("/v1/appeals", new() { ["subjectId"] = measure, ["path"] = "appeal", ["grounds"] = "as decided on the file" })),
            "ReadAppeal" => ($"/v1/appeals/{(await AppealAsync(whose)).Id}", null),
            "ListAppeals" => ($"/v1/appeals?subject={(await AppealAsync(whose)).Subject}", null),
            "WithdrawAppeal" => ($"/v1/appeals/{(await AppealAsync(whose)).Id}/withdrawal", new()),
            "ProposeAppealDecision" => ($"/v1/appeals/{(await AppealAsync(whose)).Id}/decision", Because().With("outcome", "dismiss").With("decidedBy", "a court").With("grounds", "as decided on the file")),
            "ReadDeposit" => ($"/v1/licences/{_licences.GetValueOrDefault(whose, "li_0000000000000000")}/deposit", null),
            "ListDepositClaims" => ($"/v1/licences/{_licences.GetValueOrDefault(whose, "li_0000000000000000")}/deposit/claims", null),
            "RecordDepositFact" => ($"/v1/licences/{await PublicLicenceAsync(some)}/deposit/facts", new() { ["fact"] = "workers", ["value"] = "100", ["from"] = "2026-01-01", ["source"] = "as decided on the file" }),
            "RecordReceipt" => ($"/v1/licences/{await PublicLicenceAsync(some)}/deposit/receipts", new() { ["form"] = "cash", ["amount"] = OneRupee(), ["heldFrom"] = "2026-01-01" }),
            "RecordClaim" => ($"/v1/licences/{await PublicLicenceAsync(some)}/deposit/claims", new() { ["kind"] = "wages", ["amount"] = OneRupee(), ["lodgedOn"] = "2026-01-01", ["decision"] = "as decided on the file" }),
            "RefuseClaim" => ($"/v1/deposit-claims/{(some ? (await ClaimedDepositAsync()).Claim : "dc_0000000000000000")}/refusal", Because()),
            "ReadClaimant" => ($"/v1/deposit-claims/{(some ? (await ClaimedDepositAsync()).Claim : "dc_0000000000000000")}/claimant-reads", new() { ["purpose"] = "as decided on the file" }),
            "ProposeDrawDown" => await DrawDownAsync(some),
            "RecordDebtPayment" => ($"/v1/licences/{await ShortDepositAsync(some)}/deposit/debt-payments", Because().With("draw", _draw).With("amount", OneRupee()).With("paidOn", "2026-03-15")),
            "ProposeRelease" => ($"/v1/licences/{await EndedDepositAsync(some)}/deposit/releases", Because()),
            "ListRestorationDoubts" => ("/v1/deposit-doubts", null),
            "ListRemedies" => ("/v1/remedies", null),
            "PreviewRemedies" => ($"/v1/placements/{await FreshPlacementAsync(some)}/remedy-previews", new() { ["statement"] = new JsonObject() }),
            "ProposeRefundOrder" => ($"/v1/placements/{await FreshPlacementAsync(some)}/refund-orders",
                Because().With("statement", RefundStatement()).With("remedy", "np.over-charge").With("decision", "as decided on the file").With("dueOn", "2026-04-14")),
            "ListRefundOrders" => ($"/v1/refund-orders?placement={(await RefundAsync(whose)).Placement}", null),
            "ReadRefundOrder" => ($"/v1/refund-orders/{(await RefundAsync(whose)).Order}", null),
            "RecordRefundPayment" => ($"/v1/refund-orders/{(await RefundAsync(whose)).Order}/payments", RefundPayment()),
            "ReverseRefundPayment" or "RecordRefundWord" or "CoverRefund" or "ProposeRefundWriteOff" => await OnRefundAsync(endpoint, some),
            "ListOwnRefunds" => ($"{await TrackingAsync(some)}/refunds", null),
            "SayWhatCame" => await OwnRefundAsync(some),
            "ReadAnswerable" => ($"/v1/placements/{await FreshPlacementAsync(some)}/answerable", null),
            "BeginExamination" => ($"/v1/applications/{await SubmittedAsync(some)}/examination", []),
            "ReadExamination" => ($"/v1/applications/{await ExaminedAsync(some)}/examination", null),
            "RecordFindings" => ($"/v1/applications/{await ExaminedAsync(some)}/examination/findings", new() { ["items"] = new JsonArray(new JsonObject { ["kind"] = "capital", ["code"] = "capital", ["finding"] = "met" }) }),
            "RecordSiteVisit" => ($"/v1/applications/{await ExaminedAsync(some)}/site-visits", new()
            {
                ["day"] = "2026-03-15", ["visitors"] = new JsonArray("maya"), ["findings"] = new JsonArray(new JsonObject { ["premises"] = 1, ["isInOrder"] = true, ["note"] = "as decided on the file" }),
            }),
            "LookForAlerts" => ($"/v1/applications/{await ExaminedAsync(some)}/alerts", []),
            "AnswerAlert" => ($"/v1/examination-alerts/{await AlertAsync(some)}/answer", Because().With("answer", "explained")),
            "RecordFeeReceipt" => ($"/v1/applications/{await ExaminedAsync(some)}/fee-receipts", new()
            {
                ["amount"] = new JsonObject { ["amountMinor"] = 1, ["currency"] = "NPR" }, ["reference"] = $"receipt {++_fresh}", ["paidOn"] = "2026-03-15",
            }),
            "IssueConfirmationCode" => ($"/v1/placements/{await PlacementToConfirmAsync(some)}/confirmation-codes", AConfirmationCode()),
            "ListConfirmationCodes" => ("/v1/confirmation-codes?limit=1", null),
            "RevokeConfirmationCode" => ($"/v1/confirmation-codes/{await ConfirmationCodeAsync(some)}/revocation", Because()),
            "OpenConfirmation" => (await OneTimeCodeAsync(some), null),
            "FollowConfirmation" => (await ConfirmationAsync(some), null),
            "ReadHeldData" => (await ConfirmationAsync(some) + "/held", null),
            "ListOwnReads" => (await ConfirmationAsync(some) + "/reads", null),
            "SayWords" => (await ConfirmationAsync(some) + "/words", AContradiction()),
            "ChangeWordConsent" => await WordConsentAsync(some),
            "RequestCorrection" => (await ConfirmationAsync(some) + "/correction-requests", new() { ["about"] = "other", ["words"] = "as decided on the file" }),
            "ListDiscrepancies" => ("/v1/discrepancies?limit=1", null),
            "ReadDiscrepancy" => ($"/v1/discrepancies/{await DiscrepancyAsync(some)}", null),
            "CloseDiscrepancy" => ($"/v1/discrepancies/{await DiscrepancyAsync(some)}/closure", Because().With("outcome", "settled")),
            "ListSharedDiscrepancies" => (await ListedSharedAsync("shared-discrepancies", whose, agency), null),
            "ReadSharedDiscrepancy" => ($"/v1/shared-discrepancies/{await SharedDiscrepancyAsync(whose)}", null),
            "ListSharedCorrections" => (await ListedSharedAsync("shared-correction-requests", whose, agency), null),
            "ListCorrectionRequests" => ("/v1/correction-requests?limit=1", null),
            "ReadCorrectionRequest" => ($"/v1/correction-requests/{await CorrectionRequestAsync(some)}", null),
            "AnswerCorrectionRequest" => ($"/v1/correction-requests/{await CorrectionRequestAsync(some)}/answer", Because().With("outcome", "refused")),
            "ListUnconfirmedPlacements" => ("/v1/unconfirmed-placements?limit=1", null),
            "ReadComplaintGuide" => ("/v1/complaints/guide", null),
            "FileComplaint" => ("/v1/complaints", AComplaint(null)),
            "FollowComplaint" => (await TrackingAsync(some), null),
            "AddToComplaint" => (await TrackingAsync(some) + "/words", new() { ["words"] = "as decided on the file" }),
            "AttachToComplaint" => (await TrackingAsync(some) + "/attachments", null),
            "ChangeConsent" => (await TrackingAsync(some) + "/consents", new() { ["items"] = new JsonArray("particulars"), ["given"] = true }),
            "ReportRetaliation" => (await TrackingAsync(some) + "/retaliation", new() { ["words"] = "as decided on the file" }),
            "ListComplaints" => ("/v1/complaints?limit=1", null),
            "ReadComplaint" => ($"/v1/complaints/{await ComplaintAsync(some)}", null),
            "ReadComplainant" => ($"/v1/complaints/{await ComplaintAsync(some)}/identity-reads", new() { ["purpose"] = "as decided on the file" }),
            "ReadComplaintAttachment" => ($"/v1/complaints/{await ComplaintAsync(some)}/attachments/{await ComplaintAttachmentAsync(some)}", null),
            "TriageComplaint" => ($"/v1/complaints/{await ComplaintAsync(some)}/triage", Because().With("outcome", "receivable")),
            "AssignComplaint" => ($"/v1/complaints/{await ComplaintAsync(some)}/assignment", new() { ["officer"] = "somebody" }),
            "RecordComplaintStep" => ($"/v1/complaints/{await ComplaintAsync(some)}/steps", new() { ["event"] = "inquiry-ended", ["on"] = "2026-03-15" }),
            "ScheduleHearing" => ($"/v1/complaints/{await ReceivableAsync(some)}/hearings", new() { ["on"] = "2026-03-15" }),
            "RecordMinutes" => ($"/v1/complaint-hearings/{await HearingAsync(some)}/minutes", new() { ["minutes"] = "as decided on the file" }),
            "RecordSettlement" => ($"/v1/complaints/{await ReceivableAsync(some)}/settlements", new() { ["terms"] = "as decided on the file", ["paid"] = OneRupee(), ["statutoryRefund"] = OneRupee() }),
            "GiveComplaintNotice" => ($"/v1/complaints/{await ConsentedAsync(some)}/notices", new() { ["grounds"] = "as decided on the file" }),
            "ListComplaintNotices" => (await ListedNoticesAsync(whose, agency), null),
            "ReadComplaintNotice" => ($"/v1/complaint-notices/{await ComplaintNoticeAsync(whose)}", null),
            "ReadSharedAttachment" => (await SharedAttachmentAsync(whose), null),
            "ReadComplaintAnswerDocument" => (await ComplaintAnswerDocumentAsync(whose), null),
            "AttachToComplaintAnswer" => ($"/v1/complaint-notices/{await ComplaintNoticeAsync(whose, fresh: true)}/documents", null),
            "AnswerComplaintNotice" => ($"/v1/complaint-notices/{await ComplaintNoticeAsync(whose, fresh: true)}/answer", new() { ["answer"] = "as decided on the file" }),
            "ProposeComplaintDecision" => ($"/v1/complaints/{await ReceivableAsync(some)}/decisions", Because().With("outcome", "dismissed").With("facts", "x").With("law", "x").With("remedy", "x")),
            "GiveFindingNotice" => await FindingNoticeAsync(whose),
            "ListCaseNotices" => ($"/v1/case-notices?agency={agency}&finding={await NoticedFindingAsync(whose, finding)}", null),
            "ReadCaseNotice" => ($"/v1/case-notices/{(await CaseNoticeOfAsync(whose)).Notice}", null),
            "AnswerCaseNotice" => ($"/v1/case-notices/{await UnansweredAsync(whose)}/answer", new() { ["answer"] = "as decided on the file" }),
            "AttachToAnswer" => ($"/v1/case-notices/{await UnansweredAsync(whose)}/documents", null),
            "ReadAnswerDocument" => (await AnswerDocumentAsync(whose), null),
            "ProposeFindingDecision" => ($"/v1/findings/{await HeardFindingAsync(some)}/decisions", Because().With("outcome", "dismissed").With("facts", "x").With("law", "x")),
            "CloseFinding" => ($"/v1/findings/{await FinalFindingAsync(some)}/closing", Because()),
            "GiveFlagNotice" => ($"/v1/flags/{await FlagAsync(some)}/notices", new() { ["grounds"] = "as decided on the file" }),
            "CorrectFlag" => ($"/v1/flags/{await FlagAsync(some)}/corrections", Because().With("kind", "set-aside").With("sentence", "as decided on the file")),
            "ProposeFlagConfirmation" => ($"/v1/flags/{await HeardFlagAsync(some)}/confirmations", Because().With("sentence", "as decided on the file")),
            "ReadFlagCourse" => ($"/v1/flags/{flag}/course", null),
            "ListOpenApplications" => ("/v1/open-applications", null),
            "FileObjection" => ($"/v1/open-applications/{await ExaminedAsync(some)}/objections", new() { ["text"] = "as decided on the file", ["contact"] = "me@example.org" }),
            "ListObjections" => ($"/v1/applications/{await ExaminedAsync(some)}/objections", null),
            "AnswerObjection" => ($"/v1/objections/{await ObjectionAsync(some)}/answer", new() { ["answer"] = "as decided on the file" }),
            "ReadObjectorContact" => ($"/v1/objections/{await ObjectionAsync(some)}/contact-reads", new() { ["purpose"] = "as decided on the file" }),
            "ProposeDecision" => ($"/v1/applications/{(some ? await BegunAsync() : NoApplication)}/decisions", ExaminationHost.Refusal()),
            "ProposeBar" => ("/v1/bars", ExaminationHost.Barred()),
            "ListBars" => ("/v1/bars", null),
            "ReadBar" => ($"/v1/bars/{await BarAsync(some)}", null),
            "ReadBarIdentity" => ($"/v1/bars/{await BarAsync(some)}/identity-reads", new() { ["purpose"] = "as decided on the file" }),
            "ProposeBarLifting" => ($"/v1/bars/{await BarAsync(some)}/lifting", Because().With("from", "2026-06-01").With("grounds", "as decided on the file")),
            "DraftApplication" => ($"/v1/agencies/{agency}/applications", Application()),
            "ListApplications" => ($"/v1/applications?agency={agency}&state=submitted&limit=1", null),
            "ReadApplication" => ($"/v1/applications/{ApplicationOf(whose)}", null),
            "ReadApplicationDetails" => ($"/v1/applications/{ApplicationOf(whose)}/details", null),
            "CheckApplication" => ($"/v1/applications/{ApplicationOf(whose)}/check", null),
            "ReviseApplication" => ($"/v1/applications/{await DraftOfAsync(whose)}/revisions", Applicants.Written(licenceClass: null)),
            "SubmitApplication" => ($"/v1/applications/{await DraftOfAsync(whose)}/submission", []),
            "WithdrawApplication" => ($"/v1/applications/{await DraftOfAsync(whose)}/withdrawal", Because()),
            "ReturnApplication" => ($"/v1/applications/{(some ? (await Host.SubmittedAsync((await Host.RegisterAgencyAsync()).Id, Application())).Id : "ap_0000000000000000")}/return", Applicants.Returning()),
            "AttachDocument" => ($"/v1/applications/{await DraftOfAsync(whose)}/documents?type=police-report", null),
            "ReadDocument" => ($"/v1/applications/{ApplicationOf(whose)}/documents/{_applications.GetValueOrDefault(whose).Document ?? "do_0000000000000000"}", null),
            "RemoveDocument" => (await RemovalAsync(whose), Because()),
            "ListLawNotices" => ($"/v1/law-notices?agency={agency}", null),
            "SimulateLawPack" => ($"/v1/law/packs/{(some ? await PackAsync(proposed: false) : "lp_0000000000000000")}/simulations", Because()),
            "ReadSimulation" => ($"/v1/simulations/{(some ? _simulation : "si_0000000000000000")}", null),
            "ListLawPacks" => ("/v1/law/packs", null),
            "ReadLawPack" => ($"/v1/law/packs/{(some ? await PackAsync(proposed: false) : "lp_0000000000000000")}", null),
            "ReadLaw" => ("/v1/law?origin=NP&destination=MY&on=2020-01-01", null),
            "ReadFeeQuote" => ("/v1/fee-quotes?origin=NP&destination=MY&on=2020-01-01", null),
            "CheckFees" => ("/v1/fee-quotes/checks", Reported.Asked(1000)),
            "ReadProvision" => ($"/v1/law/provisions/{(some ? "np-my-2018.employer-pays" : "np.no-such")}", null),
            "DraftLawPack" => ("/v1/law/packs", Because().With("text", $"{_lawText}# {++_fresh}\n")),
            "ProposeLawPack" => ($"/v1/law/packs/{(some ? await PackAsync(proposed: false) : "lp_0000000000000000")}/proposal", Because()),
            "ReadLawPackText" => ($"/v1/law/packs/{(some ? await PackAsync(proposed: false) : "lp_0000000000000000")}/text", null),
            "CheckLawPack" => ($"/v1/law/packs/{(some ? await PackAsync(proposed: false) : "lp_0000000000000000")}/check", null),
            "WithdrawLawPack" => ($"/v1/law/packs/{(some ? await PackAsync(proposed: false) : "lp_0000000000000000")}/withdrawal", Because()),
            "ProposeLawWithdrawal" => ($"/v1/law/packs/{(some ? await ApprovedPackAsync() : "lp_0000000000000000")}/withdrawal-proposal", Because()),
            "ListAgreements" => ("/v1/agreements", null),
            "ReadAgreement" => ($"/v1/agreements/{(some ? "np-my-2018" : "no-such")}", null),
            "ApproveLawPack" => ($"/v1/law/packs/{(some ? await PackAsync(proposed: true) : "lp_0000000000000000")}/approval", Because()),
            "ProposeCommissioner" => ("/v1/access/commissioners", Because().With("subject", $"person-{++_fresh}").With("step", "appoint")),
            "ListProposals" => ($"/v1/proposals?subject={await SubjectOfAsync(await ProposalAsync(whose))}", null),
            "ReadProposal" => ($"/v1/proposals/{await ProposalAsync(whose)}", null),
            "ApproveProposal" => ($"/v1/proposals/{await ProposalAsync(whose)}/approval", Because()),
            "RefuseProposal" => ($"/v1/proposals/{await ProposalAsync(whose)}/refusal", Because()),
            "WithdrawProposal" => ($"/v1/proposals/{await ProposalAsync(whose)}/withdrawal", Because()),
            "DeclareConflict" => ("/v1/conflicts", Because().With("agencyId", _agencies["own"].Id)),
            "WithdrawConflict" => ($"/v1/conflicts/{await ConflictAsync(whose)}/withdrawal", Because()),
            "ListConflicts" => ("/v1/conflicts", null),
            "ReadCaller" => ("/v1/access/caller", null),
            "GiveRole" => ("/v1/access/memberships", Because().With("subject", $"person-{++_fresh}").With("role", whose == "any" ? "case-officer" : "agency-manager").With("agencyId", whose == "any" ? null : agency)),
            "TakeRole" => ($"/v1/access/memberships/{(some ? await MembershipAsync() : "mb_0000000000000000")}/end", Because()),
            "ListMemberships" => ("/v1/access/memberships", null),
            "SubscribeWebhook" or "ListWebhooks" or "ReadWebhook" or "ReviseWebhook" or "PauseWebhook" or "EnableWebhook" or "EndWebhook" or "RotateWebhookSecret" or "PingWebhook"
                or "RedeliverWebhookMessage" or "RedeliverFailedMessages" or "ListWebhookMessages" or "ListWebhookAttempts" => await OnWebhookAsync(endpoint, whose),
            "RegisterClient" => ("/v1/access/clients", Because().With("name", $"system-{++_fresh}").With("description", "A system")),
            "RotateClientSecret" => ($"/v1/access/clients/{(some ? (await ClientAsync($"system-{++_fresh}")).Id : "cl_0000000000000000")}/secret", Because()),
            "DisableClient" => ($"/v1/access/clients/{(some ? (await ClientAsync($"system-{++_fresh}")).Id : "cl_0000000000000000")}/end", Because()),
            "ListAuditHeads" => ("/v1/audit/heads", null),
            "ReadLatestAuditHead" => ("/v1/audit/heads/latest", null),
            "ListAuditKeys" => ("/v1/audit/keys", null),
            "ProveInclusion" => ($"/v1/audit/proofs/inclusion?event={await EventAsync(sealedOne: true)}", null),
            "ProveConsistency" => ("/v1/audit/proofs/consistency?first=1&second=2", null),
            "ListAuditEvents" => ("/v1/audit/events", null),
            "ReadAuditEvent" => ($"/v1/audit/events/{(some ? await EventAsync(sealedOne: true) : "ev_0000000000000000")}", null),
            "ExportAudit" => ("/v1/audit/export", null),
            "ProposeRedaction" => ($"/v1/audit/events/{(some ? await EventAsync(sealedOne: false) : "ev_0000000000000000")}/redactions", Because().With("field", "reason")),
            "SearchRegister" => ("/v1/register/agencies", null),
            "ReadRegisterEntry" => ($"/v1/register/agencies/{(some ? _agencies["own"].Id : agency)}", null),
            "FollowChanges" => ("/v1/changes", null),
            "RequestExport" => ("/v1/exports", new() { ["kind"] = "findings", ["format"] = "ndjson" }),
            "ListExports" => ("/v1/exports", null),
            "ReadExport" => ($"/v1/exports/{await ExportAsync(some)}", null),
            "DownloadExport" => ($"/v1/exports/{await ExportAsync(some)}/files/findings-0001.ndjson", null),
            "DeleteExport" => ($"/v1/exports/{await ExportAsync(some)}/deletion", new()),
            "ExportRegister" => ("/v1/register/export?format=csv", null),
            "VerifyLicence" => ("/v1/register/verify?number=1", null),
            "ListRegisterKeys" => ("/v1/register/keys", null),
            "ReadCredential" => ($"/v1/register/licences/{await PublicLicenceAsync(some)}/credential", null),
            "PrintCertificate" => ($"/v1/register/licences/{await PublicLicenceAsync(some)}/certificate.pdf", null),
            "CheckLicence" => ("/v1/register/checks", new() { ["licence"] = "1" }),
            "ReadLicenceCheck" => ($"/v1/register/checks/{(some ? await CheckAsync() : "CK-000000-0")}", null),
            "ProposeAgencyLink" => ($"/v1/agencies/{(whose == "none" ? agency : (await Host.RegisterAgencyAsync()).Id)}/links", Link((await Host.RegisterAgencyAsync()).Id)),
            "ProposeAgencyParting" => ($"/v1/agency-links/{(some ? await LinkAsync() : "ln_0000000000000000")}/end", Because().With("to", "2025-01-01")),
            "ListAgencyLinks" => ($"/v1/agencies/{agency}/links", null),
            "FileForeignRegistration" => ($"/v1/agencies/{agency}/foreign-registrations", Abroad()),
            "ListForeignRegistrations" => ($"/v1/agencies/{(whose == "none" ? agency : await FiledAbroadAsync(whose))}/foreign-registrations?limit=1", null),
            "ConfirmForeignRegistration" => ($"/v1/foreign-registrations/{(some ? await AbroadAsync(confirmed: false) : "fr_0000000000000000")}/confirmation", Because()),
            "RefuseForeignRegistration" => ($"/v1/foreign-registrations/{(some ? await AbroadAsync(confirmed: false) : "fr_0000000000000000")}/refusal", Because()),
            "EndForeignRegistration" => ($"/v1/foreign-registrations/{(some ? await AbroadAsync(confirmed: true) : "fr_0000000000000000")}/end", Because().With("to", "2025-01-01")),
            "NotifyChange" => ($"/v1/agencies/{agency}/changes", Change()),
            "AcceptNotification" => ($"/v1/notified-changes/{(some ? await ChangeAsync("any") : "nc_0000000000000000")}/acceptance", Because()),
            "RefuseNotification" => ($"/v1/notified-changes/{(some ? await ChangeAsync("any") : "nc_0000000000000000")}/refusal", Because()),
            "ReadNotification" => ($"/v1/notified-changes/{(whose == "none" ? "nc_0000000000000000" : await ChangeAsync(whose))}", null),
            "ListNotifications" => ($"/v1/notified-changes?agency={(whose == "none" ? agency : await NotifyingAsync(whose))}&limit=1", null),
            "ListConditions" => ($"/v1/licences/{await ConditionedAsync(whose)}/conditions?limit=1", null),
            "ReadCondition" => ($"/v1/conditions/{await ConditionAsync(whose)}", null),
            "ReportConditionMet" => ($"/v1/conditions/{await ConditionAsync(whose)}/reports", new() { ["what"] = "It is done." }),
            "ConfirmConditionMet" => ($"/v1/conditions/{await ConditionAsync(whose)}/confirmation", Because().With("on", "2026-01-01")),
            "RefuseConditionReport" => ($"/v1/conditions/{(some ? await ReportedConditionAsync() : "lc_0000000000000000")}/report-refusal", Because()),
            "ProposeCondition" => ($"/v1/licences/{await PublicLicenceAsync(some)}/conditions", Condition()),
            "ProposeConditionWaiver" => ($"/v1/conditions/{await ConditionAsync(whose)}/waivers", Because().With("from", "2026-01-01")),
            "ListDeadlines" => ($"/v1/deadlines?agency={(whose == "none" ? agency : await DueAsync(whose))}&kind=condition&until=2027-12-31&limit=1", null),
            "ReadDemerits" => ($"/v1/agencies/{agency}/demerits", null),
            "ProposeDemerits" => ($"/v1/agencies/{(whose == "none" ? agency : (await Host.RegisterAgencyAsync()).Id)}/demerits", Points()),
            "ProposeDemeritSettingAside" => ($"/v1/demerits/{(some ? await DemeritAsync() : "dm_0000000000000000")}/setting-aside", Because().With("on", "2026-03-01").With("decision", "Appeal 1")),
            "ListSuggestions" => ("/v1/suggestions", null),
            "ReadSuggestion" => ($"/v1/suggestions/{(some ? (await SuggestionAsync()).Id : "sg_0000000000000000")}", null),
            "DismissSuggestion" => ($"/v1/suggestions/{(some ? (await SuggestionAsync()).Id : "sg_0000000000000000")}/dismissal", Because()),
            "FollowSuggestion" => some ? await FollowedAsync() : ("/v1/suggestions/sg_0000000000000000/proposal", new() { ["proposalId"] = "pr_0000000000000000" }),
            "ListClients" => ("/v1/access/clients", null),
            _ => throw new InvalidOperationException($"Say in {nameof(MatrixWorld)} how {endpoint} is called."),
        };
    }

    /// <summary>A question for which nothing is proposed: of each thing one proposal is open at a time.</summary>
    private async Task<string> FreeQuestionAsync()
    {
        await CloseAsync(Licensing.Api.Features.Proposals.ProposalKind.SetRegimeValue);
        return "show-cause";
    }

    private async Task<JsonObject> WithoutOpenSettingAsync(JsonObject body)
    {
        await CloseAsync(Licensing.Api.Features.Proposals.ProposalKind.SetSetting);
        return body;
    }

    private string FreshRates() => $"currency,validFrom,validTo,unitsPerUsd,kind,authority\nNPR,2024-01-01,2024-01-31,{++_fresh},daily,Sample Central Bank\n";

    private async Task<string> SeriesAsync() =>
        await IdOfAsync(await ServiceHost.SendAsync(_callers["law-editor"], "/v1/exchange-rates/series", Because().With("name", "matrix").With("text", FreshRates())));

    private static JsonObject OneRupee() => new() { ["amountMinor"] = 100, ["currency"] = "NPR" };

    /// <summary>A licence of a fresh agency, towards which everybody is free, with ten rupees lodged and a claim on them.</summary>
    private async Task<(string Licence, string Claim)> ClaimedDepositAsync(string until = "2028-12-31", long claimedMinor = 100)
    {
        var licence = await Host.StoreLicenceAsync(await Host.RegisterAgencyAsync(), until: until);
        (await ServiceHost.SendAsync(Host.Officer, $"/v1/licences/{licence}/deposit/receipts", new JsonObject { ["form"] = "cash", ["amount"] = OneRupee().With("amountMinor", 1000), ["heldFrom"] = "2026-01-01" })).EnsureSuccessStatusCode();
        var claim = await IdOfAsync(await ServiceHost.SendAsync(Host.Officer, $"/v1/licences/{licence}/deposit/claims", new JsonObject { ["kind"] = "wages", ["amount"] = OneRupee().With("amountMinor", claimedMinor), ["lodgedOn"] = "2026-01-01", ["decision"] = "as decided on the file" }));
        return (licence, claim);
    }

    private async Task<(string Address, JsonObject? Body)> DrawDownAsync(bool some)
    {
        if (!some)
            return ("/v1/licences/li_0000000000000000/deposit/draw-downs", Because().With("claims", new JsonArray("dc_0000000000000000")));
        // Ended, so that nothing has to be said of restoring it.
        var (licence, claim) = await ClaimedDepositAsync(until: "2026-03-01");
        return ($"/v1/licences/{licence}/deposit/draw-downs", Because().With("claims", new JsonArray(claim)));
    }

    private string _draw = "dd_0000000000000000";

    /// <summary>A licence whose deposit was drawn on and did not suffice; the debt is owed to the state.</summary>
    private async Task<string> ShortDepositAsync(bool some)
    {
        if (!some)
            return "li_0000000000000000";
        var (licence, _) = await ClaimedDepositAsync(until: "2026-03-01", claimedMinor: 2000);
        _draw = await StoreAsync(async (db, now) =>
        {
            var stored = await db.Licences.SingleAsync(l => l.PublicId == licence);
            var deposit = (await db.DepositOfAsync(stored.Id, default))!;
            var claims = await db.DepositClaims.Where(c => c.LicenceId == stored.Id).ToListAsync();
            var draw = deposit.DrawFor(claims, DepositDraw.NoRule, Rules.Licences.Shortfall.DueToTheState, new(2026, 3, 15), new("pr_0000000000000000", now, "test")).Draw!;
            db.Record(deposit, new DepositDrawnOn(draw.PublicId, draw.DrawnMinor, draw.DebtMinor, "NPR", 1));
            db.Record(claims[0], new ClaimDrawnFor(licence, draw.PublicId, 1000, 1000));
            return draw.PublicId;
        });
        return licence;
    }

    /// <summary>A licence that ended long ago, with nothing open and a regime that asks for no time.</summary>
    private async Task<string> EndedDepositAsync(bool some)
    {
        if (!some)
            return "li_0000000000000000";
        if (!_releasable)
            await Host.SetRegimeAsync(("deposit-release", "\"none\""));
        _releasable = true;
        var licence = await Host.StoreLicenceAsync(await Host.RegisterAgencyAsync(), until: "2025-12-31");
        (await ServiceHost.SendAsync(Host.Officer, $"/v1/licences/{licence}/deposit/receipts", new JsonObject { ["form"] = "cash", ["amount"] = OneRupee(), ["heldFrom"] = "2026-01-01" })).EnsureSuccessStatusCode();
        return licence;
    }

    private bool _releasable;

    private async Task<JsonObject> WithoutOpenCalendarAsync()
    {
        await CloseAsync(Licensing.Api.Features.Proposals.ProposalKind.SetCalendar);
        return Because().With("weekend", new JsonArray("saturday")).With("from", "2024-01-01").With("until", "2030-12-31").With("holidays", new JsonArray()).With("namedDays", new JsonArray());
    }

    private async Task CloseAsync(Licensing.Api.Features.Proposals.ProposalKind kind)
    {
        var open = await Host.InDatabaseAsync(db => db.Proposals.Where(p => p.Kind == kind && p.OpenKey != null).Select(p => new { p.PublicId, p.ProposedBy }).SingleOrDefaultAsync());
        if (open is null)
            return;
        using var withdrawn = await ServiceHost.SendAsync(_callers[open.ProposedBy], $"/v1/proposals/{open.PublicId}/withdrawal", Because(), "*");
        Assert.Equal(200, (int)withdrawn.StatusCode);
    }

    private async Task<string> BranchAsync(string whose, string agency) => whose == "none" ? "br_0000000000000000"
        : await IdOfAsync(await ServiceHost.SendAsync(Host.Officer, $"/v1/agencies/{agency}/branches", new JsonObject { ["kind"] = "branch", ["address"] = "Main street", ["from"] = "2024-01-01" }));

    private async Task<string> RepresentativeAsync(string whose, string agency) => whose == "none" ? "rp_0000000000000000"
        : await IdOfAsync(await ServiceHost.SendAsync(Host.Officer, $"/v1/agencies/{agency}/representatives", new JsonObject { ["kind"] = "authorised", ["name"] = "A person", ["country"] = "NP", ["from"] = "2024-01-01" }));

    private static JsonObject Link(string other) => Because().With("kind", "duplicate").With("otherId", other).With("from", "2024-01-01").With("authority", "Deed 1");

    /// <summary>Two agencies towards which everybody is free, linked.</summary>
    private async Task<string> LinkAsync()
    {
        var agency = (await Host.RegisterAgencyAsync()).Id;
        await Host.ProposeAndApproveAsync($"/v1/agencies/{agency}/links", Link((await Host.RegisterAgencyAsync()).Id));
        return await Host.InDatabaseAsync(db => db.AgencyLinks.Where(l => l.Agency.PublicId == agency).Select(l => l.PublicId).SingleAsync());
    }

    private static JsonObject Abroad() => new() { ["country"] = "MY", ["authority"] = "A ministry", ["number"] = "7", ["from"] = "2024-01-01" };

    private async Task<string> FiledAbroadAsync(string whose)
    {
        await IdOfAsync(await ServiceHost.SendAsync(Host.Officer, $"/v1/agencies/{_agencies[whose].Id}/foreign-registrations", Abroad()));
        return _agencies[whose].Id;
    }

    private async Task<string> AbroadAsync(bool confirmed)
    {
        var id = await IdOfAsync(await ServiceHost.SendAsync(Host.Officer, $"/v1/agencies/{(await Host.RegisterAgencyAsync()).Id}/foreign-registrations", Abroad()));
        return confirmed ? await IdOfAsync(await ServiceHost.SendAsync(Host.Officer, $"/v1/foreign-registrations/{id}/confirmation", Because(), "*")) : id;
    }

    private static JsonObject Change() => new() { ["kind"] = "owner", ["on"] = "2025-01-01", ["what"] = "Another owner", ["document"] = "Deed 1" };

    private async Task<string> ChangeAsync(string whose)
    {
        var agency = whose == "any" ? (await Host.RegisterAgencyAsync()).Id : _agencies[whose].Id;
        return await IdOfAsync(await ServiceHost.SendAsync(Host.As($"agency:{agency}"), $"/v1/agencies/{agency}/changes", Change()));
    }

    private async Task<string> NotifyingAsync(string whose)
    {
        await ChangeAsync(whose);
        return _agencies[whose].Id;
    }

    private static JsonObject Condition() => Because().With("text", "Train every worker").With("from", "2026-01-01").With("dueOn", "2026-12-31").With("isPublic", true);

    /// <summary>A condition of the licence of one of the two agencies; any: of one towards which everybody is free.</summary>
    private Task<string> ConditionAsync(string whose) => StoreAsync(async (db, now) =>
    {
        if (whose == "none")
            return "lc_0000000000000000";
        var id = whose == "any" ? await Host.StoreLicenceAsync(await Host.RegisterAgencyAsync()) : _licences[whose];
        var condition = new Licensing.Api.Features.Licences.LicenceCondition(
            await db.Licences.SingleAsync(l => l.PublicId == id), "Train every worker", new(2026, 1, 1), new(2026, 12, 31), true, null, now, "test");
        db.Add(condition);
        db.Record(condition, new Licensing.Api.Features.Licences.ConditionAdded(id, condition.From, condition.DueOn, true));
        return condition.PublicId;
    });

    private async Task<string> ConditionedAsync(string whose)
    {
        await ConditionAsync(whose);
        return _licences.GetValueOrDefault(whose, "li_0000000000000000");
    }

    private async Task<string> ReportedConditionAsync()
    {
        var id = await ConditionAsync("any");
        var agency = await Host.InDatabaseAsync(db => db.LicenceConditions.Where(c => c.PublicId == id).Select(c => c.Licence.Agency.PublicId).SingleAsync());
        using var reported = await ServiceHost.SendAsync(Host.As($"agency:{agency}"), $"/v1/conditions/{id}/reports", new JsonObject { ["what"] = "It is done." }, "*");
        Assert.Equal(200, (int)reported.StatusCode);
        return id;
    }

    private async Task<string> DueAsync(string whose)
    {
        await ConditionAsync(whose);
        return _agencies[whose].Id;
    }

    private static JsonObject Points() => Because().With("points", 12).With("on", "2026-03-01").With("decision", "Decision 1");

    /// <summary>Points of an agency towards which everybody is free; the regime suggests what follows from them.</summary>
    private async Task<string> DemeritAsync()
    {
        var agency = (await Host.RegisterAgencyAsync()).Id;
        await Host.ProposeAndApproveAsync($"/v1/agencies/{agency}/demerits", Points());
        return await Host.InDatabaseAsync(db => db.DemeritEntries.Where(d => d.Agency.PublicId == agency).Select(d => d.PublicId).SingleAsync());
    }

    private async Task<(string Id, string Agency)> SuggestionAsync()
    {
        var demerit = await DemeritAsync();
        return await Host.InDatabaseAsync(async db =>
        {
            var found = await db.Suggestions.Where(s => s.Because == demerit).Select(s => new { s.PublicId, Agency = s.Agency.PublicId }).SingleAsync();
            return (found.PublicId, found.Agency);
        });
    }

    private async Task<(string Address, JsonObject? Body)> FollowedAsync()
    {
        var (suggestion, agency) = await SuggestionAsync();
        var proposal = await IdOfAsync(await ServiceHost.SendAsync(Host.Officer, $"/v1/agencies/{agency}/demerits", Points()));
        return ($"/v1/suggestions/{suggestion}/proposal", new() { ["proposalId"] = proposal });
    }

    private static async Task<string> IdOfAsync(HttpResponseMessage answer)
    {
        using (answer)
            return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private static JsonObject Expected() => new() { ["volumes"] = new JsonArray(new JsonObject { ["from"] = "2026-02-01", ["to"] = "2026-02-28", ["destination"] = "MY", ["total"] = 10, ["source"] = "as decided on the file" }) };

    private static StringContent Ndjson() => new(Reported.TheExample().With("occupation", "nonsense").ToJsonString(), System.Text.Encoding.UTF8, "application/x-ndjson");

    /// <summary>A refused return of a month of its own, with one rejection.</summary>
    private async Task<string> ReturnAsync(string agency)
    {
        using var filed = await Host.As($"agency:{agency}").PostAsync($"/v1/agencies/{agency}/returns?period=1955-01&onError=all-or-nothing", Ndjson());
        var id = (await filed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        var key = await Host.InDatabaseAsync(db => db.Returns.Where(r => r.PublicId == id).Select(r => r.Id).SingleAsync());
        await Host.RunJobAsync<Licensing.Api.Features.Returns.TakeInReturnJob>(job => job.RunAsync(key, CancellationToken.None));
        return id;
    }

    /// <summary>An agency that has filed the month and was not asked to file it again yet: another each time, since that is done once. Only the
    /// ministry reopens, and it sees all agencies alike.</summary>
    private async Task<string> FiledAgencyAsync(string whose)
    {
        if (whose is not ("own" or "another's"))
            return _agencies["own"].Id;
        var agency = await Host.RegisterAgencyAsync();
        using var nil = await ServiceHost.SendAsync(Host.As($"agency:{agency.Id}"), $"/v1/agencies/{agency.Id}/nil-returns", new JsonObject { ["period"] = "2026-02" });
        Assert.Equal(201, (int)nil.StatusCode);
        return agency.Id;
    }

    /// <summary>An event that is in the sealed log, or a new one with a reason to take out.</summary>
    private async Task<string> EventAsync(bool sealedOne)
    {
        if (sealedOne)
            return await Host.InDatabaseAsync(db => db.AuditEvents.OrderBy(e => e.Id).Select(e => e.PublicId).FirstAsync());
        // Those who decide have declared a conflict with the first agency (DeclareConflict).
        var agency = _agencies["another's"].Id;
        using var recorded = await ServiceHost.SendAsync(Host.Officer, $"/v1/agencies/{agency}/facts", Fact("phone", $"{++_fresh}").With("reason", "a person's name"), "*");
        Assert.True(recorded.IsSuccessStatusCode);
        return await Host.InDatabaseAsync(db => db.AuditEvents.Where(e => e.SubjectId == agency && e.Reason != null).OrderByDescending(e => e.Id).Select(e => e.PublicId).FirstAsync());
    }

    private static JsonObject Application() => Applicants.Written(licenceClass: null).With("kind", "new-licence");

    /// <summary>Submitted, with a sound document.</summary>
    private string ApplicationOf(string whose) => _applications.TryGetValue(whose, out var known) ? known.Application.Id : "ap_0000000000000000";

    private async Task<string> DraftOfAsync(string whose) => _agencies.TryGetValue(whose, out var agency) ? (await Host.DraftAsync(agency.Id, Application())).Id : "ap_0000000000000000";

    private async Task<string> RemovalAsync(string whose)
    {
        if (!_agencies.TryGetValue(whose, out var agency))
            return "/v1/applications/ap_0000000000000000/documents/do_0000000000000000/removal";
        var drafted = await Host.DraftAsync(agency.Id, Application());
        return $"/v1/applications/{drafted.Id}/documents/{await Host.AttachCheckedAsync(drafted)}/removal";
    }

    private static JsonObject Because() => new() { ["reason"] = "as decided on the file" };

    private static JsonObject Fact(string kind, string value) => new() { ["kind"] = kind, ["value"] = value, ["from"] = "2024-01-01" };

    private static JsonObject Thresholds(string from = "2000-01-01") =>
        new() { ["from"] = from, ["leastFindings"] = 1, ["leastWorkers"] = 1, ["leastSharePercent"] = 0, ["reason"] = "as decided on the file" };

    private static string Word(CallerRole role) => Licensing.Api.Http.Json.Words.ConvertName(role.ToString());

    private Task<string> NameAsync(string agency) => Host.InDatabaseAsync(db => db.AgencyFacts
        .Where(f => f.Agency.PublicId == agency && f.Kind == Licensing.Api.Features.Agencies.AgencyFactKind.Name).Select(f => f.Value).SingleAsync());

    private async Task<HttpClient> SignInAsync(string name, params (CallerRole Role, string? Whose)[] roles)
    {
        var client = await ClientAsync(name);
        foreach (var (role, whose) in roles)
            await MembershipAsync(name, role, whose);
        using var answer = await Host.Public.PostAsync("/connect/token", new FormUrlEncodedContent(
            new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = name, ["client_secret"] = client.Secret }));
        var signedIn = Host.Public;
        signedIn.DefaultRequestHeaders.Authorization = new("Bearer", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString());
        return signedIn;
    }

    private Task<(string Id, string Secret)> ClientAsync(string name) => StoreAsync((db, now) =>
    {
        var (client, secret) = (new Client(name, "Matrix", now, "test"), Client.NewSecret());
        client.SetSecret(secret);
        db.Add(client);
        db.Record(client, new ClientRegistered(name));
        return Task.FromResult((client.PublicId, secret));
    });

    private Task<string> MembershipAsync(string? subject = null, CallerRole role = CallerRole.CaseOfficer, string? whose = null) => StoreAsync(async (db, now) =>
    {
        var id = whose is null ? null : _agencies[whose].Id;
        var agency = id is null ? null : await db.Agencies.SingleAsync(a => a.PublicId == id);
        var number = await db.Memberships.CountAsync(m => m.Subject == subject) + 1;
        var membership = new Membership(subject ?? $"person-{++_fresh}", role, agency, now, null, now, "test", number);
        db.Add(membership);
        db.Record(membership, new RoleGiven(membership.Subject, role, id, now, null));
        return membership.PublicId;
    });

    /// <summary>Both agencies are told of the law that is; and a draft is simulated.</summary>
    private async Task<string> TellOfLawAsync()
    {
        await Host.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<LicensingDb>();
            var step = await db.LawSteps.MaxAsync(s => s.Id);
            foreach (var (id, _, _, _) in _agencies.Values)
            {
                var notice = new LawNotice(await db.Agencies.Where(a => a.PublicId == id).Select(a => a.Id).SingleAsync(), step, Host.Clock.GetUtcNow().UtcDateTime);
                db.Add(notice);
                db.Record(notice, new AgencyToldOfLawChange(id, "lw_0000000000000000"));
            }

            await db.SaveChangesAsync();
            return true;
        });
        var pack = await PackAsync(proposed: false);
        using var asked = await ServiceHost.SendAsync(Host.Officer, $"/v1/law/packs/{pack}/simulations", Because());
        return (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private Task<string> PackAsync(bool proposed) => Host.InScopeAsync(async services =>
    {
        var text = $"{_lawText}\n# {++_fresh}\n";
        var pack = new LawPack(services.GetRequiredService<LawBook>().Read("np-my-2018", text), 1000 + _fresh, text, Host.Clock.GetUtcNow().UtcDateTime);
        var db = services.GetRequiredService<LicensingDb>();
        db.Add(pack);
        db.Record(pack, new LawPackImported(pack.Name, pack.Number, pack.Digest));
        await db.SaveChangesAsync();
        if (proposed)
            using (var answer = await ServiceHost.SendAsync(_callers["law-editor"], $"/v1/law/packs/{pack.PublicId}/proposal", Because(), "*"))
                Assert.Equal(200, (int)answer.StatusCode);
        return pack.PublicId;
    });

    private async Task<string> ApprovedPackAsync()
    {
        var id = await PackAsync(proposed: true);
        using var answer = await ServiceHost.SendAsync(_callers["supervisor"], $"/v1/law/packs/{id}/approval", Because(), "*");
        Assert.Equal(200, (int)answer.StatusCode);
        return id;
    }

    /// <summary>A placement, hence a person, of whom nobody has asked anything before, with an agency towards which everybody is free.</summary>
    private async Task<string> WorkerAsync(bool some) => some
        ? (await Host.FileDisclosureAsync(await Host.RegisterAgencyAsync(), Reported.TheExample().With("worker", Reported.Document($"M{++_fresh}")))).PlacementId
        : "wk_0000000000000000";

    private async Task<string> HoldAsync()
    {
        using var answer = await ServiceHost.SendAsync(_callers["supervisor"], "/v1/legal-holds", Because().With("subjectId", await WorkerAsync(true)));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    /// <summary>law: of the law editor; erasure: of a case officer; role: of an administrator; redaction: of another supervisor. Someone else decides, whose
    /// names these are.</summary>
    private async Task<string> ProposalAsync(string whose)
    {
        if (whose == "none")
            return "pr_0000000000000000";
        if (whose == "erasure")
        {
            using var erasure = await ServiceHost.SendAsync(_callers["case-officer"], $"/v1/workers/{await WorkerAsync(true)}/erasure", Because());
            return (await erasure.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        }

        if (whose == "draw-down")
        {
            var (address, body) = await DrawDownAsync(true);
            return await IdOfAsync(await ServiceHost.SendAsync(_callers["licensing-officer"], address, body!));
        }

        if (whose == "law")
        {
            var pack = await PackAsync(proposed: true);
            return await Host.InDatabaseAsync(db => db.Proposals.Where(p => p.SubjectId == pack).Select(p => p.PublicId).SingleAsync());
        }

        using var answer = whose == "redaction"
            ? await ServiceHost.SendAsync(Host.Officer, $"/v1/audit/events/{await EventAsync(sealedOne: false)}/redactions", Because().With("field", "reason"))
            : await ServiceHost.SendAsync(_callers["administrator"], "/v1/access/commissioners", Because().With("subject", $"person-{++_fresh}").With("step", "appoint"));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private const string NoApplication = "ap_0000000000000000";
    private string? _examined, _alert, _objection;

    private async Task<string> SubmittedAsync(bool some, string? document = null)
    {
        if (!some)
            return NoApplication;
        var draft = Application();
        draft["applicant"] = ExaminationHost.Applicant(document ?? $"PASSPORT {++_fresh}");
        return (await Host.SubmittedAsync((await Host.RegisterAgencyAsync()).Id, draft)).Id;
    }

    private async Task<string> BegunAsync(string? document = null)
    {
        var application = await SubmittedAsync(true, document);
        using var begun = await ServiceHost.SendAsync(Host.Officer, $"/v1/applications/{application}/examination", new JsonObject(), "*");
        Assert.True(begun.IsSuccessStatusCode, await begun.Content.ReadAsStringAsync());
        return application;
    }

    private async Task<string> ExaminedAsync(bool some) => some ? _examined ??= await BegunAsync() : NoApplication;

    private async Task<string> AlertAsync(bool some)
    {
        if (some && _alert is null)
        {
            await Host.ProposeAndApproveAsync("/v1/bars", ExaminationHost.Barred("MATRIX 7"));
            var application = await BegunAsync("MATRIX 7");
            _alert = await Host.InDatabaseAsync(db => db.ExaminationAlerts.Where(a => a.Examination.Application.PublicId == application).Select(a => a.PublicId).FirstAsync());
        }

        return some ? _alert! : "al_0000000000000000";
    }

    private async Task<string> ObjectionAsync(bool some)
    {
        if (!some)
            return "ob_0000000000000000";
        return _objection ??= await IdOfAsync(await ServiceHost.SendAsync(Host.Public, $"/v1/open-applications/{await ExaminedAsync(true)}/objections", new JsonObject { ["text"] = "as decided on the file" }));
    }

    private async Task<string> BarAsync(bool some) => some ? (await Host.ProposeAndApproveAsync("/v1/bars", ExaminationHost.Barred())).GetProperty("subjectId").GetString()! : "ba_0000000000000000";

    private async Task<string> PublicLicenceAsync(bool some) => some ? await Host.StoreLicenceAsync(await Host.RegisterAgencyAsync()) : "li_0000000000000000";

    private async Task<string> CheckAsync()
    {
        using var answer = await ServiceHost.SendAsync(Host.Public, "/v1/register/checks", new JsonObject { ["licence"] = "1" });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("reference").GetString()!;
    }

    private async Task<string> SubjectOfAsync(string proposal) =>
        await Host.InDatabaseAsync(db => db.Proposals.Where(p => p.PublicId == proposal).Select(p => p.SubjectId).SingleOrDefaultAsync()) ?? "nothing";

    private async Task<string> ConflictAsync(string whose)
    {
        if (whose != "any")
            return "ci_0000000000000000";
        using var answer = await ServiceHost.SendAsync(_callers["case-officer"], "/v1/conflicts", Because().With("agencyId", _agencies["own"].Id));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private Task<T> StoreAsync<T>(Func<LicensingDb, DateTime, Task<T>> store) => Host.InDatabaseAsync(async db =>
    {
        var result = await store(db, Host.Clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync();
        return result;
    });
}
