using System.Reflection;

namespace Licensing.Api.Http;

/// <summary>Every problem that the API can answer with: a closed set, so that a client can switch over it.
/// The code never changes once published; title and advice may be reworded.</summary>
/// <param name="Code">What a program reads.</param>
/// <param name="Status">The HTTP status it always comes with.</param>
/// <param name="Title">What a person reads; the same for every occurrence.</param>
/// <param name="WhatToDo">How the caller gets past it.</param>
public sealed record ProblemCode(string Code, int Status, string Title, string WhatToDo)
{
    // The request itself
    public static readonly ProblemCode RequestInvalid = new("request.invalid", 400, "The request is not valid.", "Correct every entry of errors and send the request again.");
    public static readonly ProblemCode BodyEmpty = new("body.empty", 400, "The request has no body.", "Send the JSON object that this operation describes.");
    public static readonly ProblemCode BodyMalformed = new("body.malformed", 400, "The body is not JSON.", "Correct the JSON at the line and position given in detail.");
    public static readonly ProblemCode BodyNotUtf8 = new("body.not-utf8", 400, "The body is not UTF-8.", "Encode the body as UTF-8.");
    public static readonly ProblemCode BodyTooDeep = new("body.too-deep", 400, "The body is nested too deeply.", "Send the object that this operation describes; none is this deep.");
    public static readonly ProblemCode BodyCorruptEncoding = new("body.corrupt-encoding", 400, "The body could not be decompressed.", "Compress the body again, or send it without Content-Encoding.");
    public static readonly ProblemCode BodyTooLarge = new("body.too-large", 413, "The body is too large.", "Send less in one request. The limit applies to the decompressed body.");
    public static readonly ProblemCode BodyTooSlow = new("body.too-slow", 408, "The body did not arrive in time.", "Send the same request again, on a better line or with less in it. Nothing was stored.");
    public static readonly ProblemCode MediaTypeUnsupported = new("media-type.unsupported", 415, "The content type or encoding is not supported.", "Send Content-Type: application/json (UTF-8), with Content-Encoding gzip, br or none.");
    public static readonly ProblemCode NotAcceptable = new("media-type.not-acceptable", 406, "None of the accepted types can be produced.", "Accept application/json.");
    public static readonly ProblemCode RouteUnknown = new("route.unknown", 404, "There is no such address.", "See /v1/openapi.json for the addresses.");
    public static readonly ProblemCode MethodNotAllowed = new("method.not-allowed", 405, "The method is not allowed here.", "Use one of the methods in the Allow header.");
    public static readonly ProblemCode CursorInvalid = new("cursor.invalid", 400, "The cursor is not valid.", "Use next of an earlier answer unchanged, with the same filters, or start again without a cursor.");
    public static readonly ProblemCode FeedTooOld = new("feed.too-old", 410, "Events after this place are no longer kept.", "Start anew without after, and forget what you have: what comes is complete again.");
    public static readonly ProblemCode RequestRefused = new("request.refused", 400, "The request was refused.", "See detail.");

    public static readonly ProblemCode TooManyRequests = new("rate.exceeded", 429, "Too many requests.", "Wait the seconds in Retry-After, and spread requests so that RateLimit leaves some.");

    // Who calls
    public static readonly ProblemCode CallerMissing = new("caller.missing", 401, "This operation needs a caller.", "Get a token from the issuer and send it: Authorization: Bearer TOKEN.");
    public static readonly ProblemCode CallerUnknown = new("caller.unknown", 401, "The caller is not known any more.", "Ask an administrator of the ministry.");
    public static readonly ProblemCode TokenInvalid = new("token.invalid", 401, "The token is not good.", "Get a new token from the issuer; see detail.");
    public static readonly ProblemCode PermissionMissing = new("permission.missing", 403, "The caller may not do this.", "Ask as a caller whose role holds the permission named in detail.");
    public static readonly ProblemCode LoopbackOnly = new("loopback.only", 403, "With demonstration clients the service answers on this machine only.", "Call it from the machine it runs on.");

    public static readonly ProblemCode DashboardHereOnly = new("dashboard.here-only", 403, "The dashboard is served on the machine itself only.", "Open it there, or set up sign-in at the ministry's provider (docs/identity.md).");
    public static readonly ProblemCode SignInFailed = new("sign-in.failed", 400, "The sign-in came to nothing.", "Open the dashboard again; if it fails again, the log says why.");
    public static readonly ProblemCode HttpsNeeded = new("https.needed", 403, "People sign in over https only.", "Use the https address; behind a proxy the operator sets ASPNETCORE_FORWARDEDHEADERS_ENABLED=true.");

    // Things and their state
    public static readonly ProblemCode NotFound = new("not-found", 404, "There is no such thing, or it is not yours.", "Check the id.");
    public static readonly ProblemCode ReferenceMistyped = new("reference.mistyped", 404, "The check character of the reference does not match.", "Compare each character with the document; one of them is mistyped.");
    public static readonly ProblemCode VersionRequired = new("version.required", 428, "A change needs If-Match.", "Read the thing, and send its ETag as If-Match.");
    public static readonly ProblemCode VersionStale = new("version.stale", 412, "It was changed in the meantime.", "Read it again, decide again, and send the new ETag as If-Match.");
    public static readonly ProblemCode DuplicateKey = new("duplicate", 409, "It exists already.", "Read the existing one.");
    public static readonly ProblemCode IdempotencyKeyInvalid = new("idempotency-key.invalid", 400, "The Idempotency-Key is not usable.", "Send 16 to 200 visible ASCII characters, random for each operation: a UUID will do.");
    public static readonly ProblemCode IdempotencyKeyReused = new("idempotency-key.reused", 422, "The Idempotency-Key was used for another request.", "Use a new key for a new request.");
    public static readonly ProblemCode IdempotencyKeyRunning = new("idempotency-key.running", 409, "The request with this Idempotency-Key is still running.", "Wait a moment and send the same request again.");

    // Agencies
    public static readonly ProblemCode FactNotYetTrue = new("agency.not-yet-registered", 404, "The agency was not registered on that day.", "Ask for a later day.");

    public static readonly ProblemCode AgencyLinked = new("agency.linked", 409, "The two agencies are linked already.", "Part them first, if the link is wrong.");
    public static readonly ProblemCode AgencyLinkCircular = new("agency.link-circular", 409, "The other agency leads back to this one.", "See GET /v1/agencies/{agencyId}/links: part what is wrong, or link them the other way round.");
    public static readonly ProblemCode AgencyLinkEnded = new("agency.link-ended", 409, "The agencies are parted already.", "Nothing is left to do; what holds again is linked anew.");
    public static readonly ProblemCode ForeignRegistrationDecided = new("foreign-registration.decided", 409, "The registration is confirmed or refused already.", "Read it again; a confirmed one can be ended.");
    public static readonly ProblemCode ForeignRegistrationNotConfirmed = new("foreign-registration.not-confirmed", 409, "The registration is not confirmed.", "Confirm or refuse it; only what was confirmed ends.");
    public static readonly ProblemCode ForeignRegistrationEnded = new("foreign-registration.ended", 409, "The registration has ended already.", "Nothing is left to do.");
    public static readonly ProblemCode ChangeDecided = new("change.decided", 409, "Nothing waits to be decided about this change.", "Read it again; the agency notifies anew what has changed since.");

    // Licences
    public static readonly ProblemCode RegimeNotSet = new("regime.not-set", 409, "The licensing regime does not say what this needs.", "Have the ministry set every question of errors: POST /v1/regime/settings, or the calendar: POST /v1/regime/calendars. Two people decide.");
    public static readonly ProblemCode RegimeExcludes = new("regime.excludes", 409, "The regime knows nothing of the kind.", "See GET /v1/regime; where the ministry's own law differs, have it set: POST /v1/regime/settings.");
    public static readonly ProblemCode NoticeNeeded = new("notice.needed", 409, "No sanction before the agency was heard.", "Give notice to show cause: POST /v1/licences/{licenceId}/notices; name it when it is answered or its last day has passed.");
    public static readonly ProblemCode NoticeRunning = new("notice.running", 409, "The agency may still answer.", "Wait for the answer, or until the last day named in detail has passed.");
    public static readonly ProblemCode NoticeDoesNotCover = new("notice.does-not-cover", 409, "The notice announced something less.", "Give notice of what is intended now.");
    public static readonly ProblemCode NoticeClosed = new("notice.closed", 409, "The notice is closed.", "Detail says how. One notice carries one measure; give another if need be.");
    public static readonly ProblemCode NoticeLate = new("notice.late", 409, "The time to answer is over.", "Detail names the last day. Write to the ministry, or appeal against what it decides.");
    public static readonly ProblemCode SuspensionTooLong = new("suspension.too-long", 409, "The regime does not allow so long a suspension.", "Name a last day, up to the one in detail.");
    public static readonly ProblemCode SuspensionLadderUsed = new("suspension.ladder-used", 409, "The regime allows no further suspension.", "Give notice of a revocation, or leave it.");
    public static readonly ProblemCode MeasureFirstDayPast = new("measure.first-day-past", 409, "It cannot hold from so early a day.", "Detail says from when it can.");
    public static readonly ProblemCode LicenceFactWithdrawn = new("licence-fact.withdrawn", 409, "The fact was withdrawn: it had been recorded in error.", "Nothing is left to do with it.");
    public static readonly ProblemCode SurrenderOpen = new("surrender.open", 409, "The agency has asked for this already.", "Withdraw the open request first: POST /v1/surrenders/{surrenderId}/withdrawal.");
    public static readonly ProblemCode SurrenderClosed = new("surrender.closed", 409, "The request is closed.", "Detail says how.");
    public static readonly ProblemCode AppealLate = new("appeal.late", 409, "The time to appeal is over.", "Detail names the last day.");
    public static readonly ProblemCode AppealOpen = new("appeal.open", 409, "An appeal against this is open already.", "Wait until it is decided, or withdraw it.");
    public static readonly ProblemCode AppealMoveNotPossible = new("appeal.not-possible", 409, "This is not possible in the state that the appeal is in.", "Detail says what is possible.");
    public static readonly ProblemCode AppealOwnDecision = new("appeal.own-decision", 409, "Nobody reviews his own decision.", "Leave it to somebody who neither proposed nor approved what is reviewed.");
    public static readonly ProblemCode LicenceMoveNotPossible = new("licence.not-possible", 409, "This is not possible in the state that the licence is in.", "Detail says what is possible.");

    public static readonly ProblemCode ConditionClosed = new("condition.closed", 409, "The condition is met or waived already.", "Nothing is left to do.");
    public static readonly ProblemCode ConditionReported = new("condition.reported", 409, "A report of this condition waits to be decided.", "Wait until an officer confirms or refuses it.");
    public static readonly ProblemCode ConditionNotReported = new("condition.not-reported", 409, "No report of this condition waits to be decided.", "Confirm that it is met, where that was seen; there is nothing to refuse.");

    public static readonly ProblemCode DemeritsSetAside = new("demerits.set-aside", 409, "The points are set aside already.", "Nothing is left to do.");
    public static readonly ProblemCode DemeritsUnknownToLaw = new("demerits.unknown-to-law", 409, "The regime knows no demerit points.", "Decide without points, or have the ministry set what they lead to: POST /v1/regime/settings.");
    public static readonly ProblemCode SuggestionDecided = new("suggestion.decided", 409, "The suggestion is followed, dismissed or lapsed already.", "Read it again.");
    public static readonly ProblemCode SuggestionOtherProposal = new("suggestion.other-proposal", 409, "There is no such proposal about this agency that is open or approved.", "Propose what is to follow first, and give the id of that proposal.");
    // Applications
    public static readonly ProblemCode ApplicationMoveNotPossible = new("application.not-possible", 409, "This is not possible in the state that the application is in.", "Detail says what is possible.");
    public static readonly ProblemCode ApplicationIncomplete = new("application.incomplete", 409, "The application is not complete.", "Add what every entry of errors wants, and submit it again.");
    public static readonly ProblemCode TooManyDocuments = new("document.too-many", 409, "The application holds too many documents.", "Remove what is not needed.");
    public static readonly ProblemCode DocumentInQuarantine = new("document.in-quarantine", 409, "The content of the document is not checked yet.", "Ask again in a minute.");
    public static readonly ProblemCode DocumentRejected = new("document.rejected", 409, "The content of the document is not what it was declared to be.", "Attach it again, from its source.");
    public static readonly ProblemCode DocumentSubmitted = new("document.submitted", 409, "The document was submitted, and stays.", "Attach another one of the same type: a good one will do.");

    public static readonly ProblemCode BranchClosed = new("branch.closed", 409, "The branch is closed already.", "Nothing is left to do; a branch that opens again is recorded anew.");
    public static readonly ProblemCode RepresentativeEnded = new("representative.ended", 409, "It acts for the agency no longer already.", "Nothing is left to do; who acts again is recorded anew.");
    public static readonly ProblemCode EndBeforeBeginning = new("end.before-beginning", 409, "The end lies before the beginning.", "Give a day on or after the first.");
    public static readonly ProblemCode SubAgentForbidden = new("sub-agent.forbidden", 409, "The regime does not allow such a sub-agent.", "Register none; whoever recruits for the agency must be its own staff, or act where the regime allows it.");

    // Deposits
    public static readonly ProblemCode DepositForm = new("deposit.form", 409, "The regime does not allow a deposit in this form.", "Lodge it in a form that detail names.");
    public static readonly ProblemCode DepositCurrency = new("deposit.currency", 409, "The deposit is held in another currency.", "Use the currency that detail names.");
    public static readonly ProblemCode DepositTooLarge = new("deposit.too-large", 409, "The sums are too large for a ledger.", "Check the amounts: they are whole minor units of the currency.");
    public static readonly ProblemCode DepositNothingHeld = new("deposit.nothing-held", 409, "Nothing is held of this deposit.", "Record what was lodged: POST /v1/licences/{licenceId}/deposit/receipts.");
    public static readonly ProblemCode DepositNotOwed = new("deposit.not-owed", 409, "This is not owed.", "See draws of GET /v1/licences/{licenceId}/deposit: how much each left uncovered, and to whom it is owed.");
    public static readonly ProblemCode DepositNotReleasable = new("deposit.not-releasable", 409, "The deposit may not be given back yet.", "Detail says what stands against it.");
    // Remedies
    public static readonly ProblemCode DemeritsGiven = new("demerits.given", 409, "Points for this finding are given already.", "Decide without points, or have the points named in detail set aside first.");
    public static readonly ProblemCode FindingMoveNotPossible = new("finding.not-possible", 409, "This is not possible in the status that the finding has.", "Detail says what it is.");
    public static readonly ProblemCode FindingNotFinal = new("finding.not-final", 409, "The finding is not final.", "Detail says until when the agency can appeal, or what is owed; close it then.");
    public static readonly ProblemCode CaseNotHeard = new("case.not-heard", 409, "The agency was not heard.", "Give it notice: POST /v1/agencies/{agencyId}/finding-notices, or POST /v1/flags/{flagId}/notices; decide when it has answered or its last day has passed.");
    public static readonly ProblemCode CaseChangedSinceNotice = new("case.changed-since-notice", 409, "It has come to other figures than the notice states.", "Give notice of it as it is now: nobody was heard about that.");
    public static readonly ProblemCode CaseNoticeStands = new("case-notice.stands", 409, "A notice states it as it is.", "Wait for the answer, or decide; a further notice is for what has changed.");
    public static readonly ProblemCode CaseNoticeClosed = new("case-notice.closed", 409, "The notice is answered, or nothing of it is left to answer.", "Detail says how. Write to the ministry, or appeal against what it decides.");
    public static readonly ProblemCode FlagMoveNotPossible = new("flag.not-possible", 409, "This is not possible in the status that the flag has.", "Detail says what it is. What two people confirmed is taken away on appeal, or when its findings are dismissed.");
    public static readonly ProblemCode FindingNotStanding = new("finding.not-standing", 409, "The finding does not stand.", "It was dismissed or withdrawn; nothing is ordered on it.");
    public static readonly ProblemCode DecisionNotStanding = new("decision.not-standing", 409, "The decision does not carry the order.", "Detail says why: name the id of a decision that upheld a complaint about this placement and was not set aside, or the reference of another one.");
    public static readonly ProblemCode RemedyUnknown = new("remedy.unknown", 409, "No such formula is law for this placement.", "Use one that detail names, or see POST /v1/placements/{placementId}/remedy-previews.");
    public static readonly ProblemCode RemedyNotOwed = new("remedy.not-owed", 409, "By this formula nothing is owed.", "Detail says why; see POST /v1/placements/{placementId}/remedy-previews.");
    public static readonly ProblemCode RemedyUndetermined = new("remedy.undetermined", 409, "What is owed by this formula is undetermined.", "Detail says which fact is missing, or what the law leaves open and the order has to state.");
    public static readonly ProblemCode RefundOrdered = new("refund.ordered", 409, "This is ordered already.", "See GET /v1/refund-orders?placement={placementId}.");
    public static readonly ProblemCode RefundCurrency = new("refund.currency", 409, "The order is in another currency.", "Use the currency that detail names.");
    public static readonly ProblemCode RefundTooEarly = new("refund.too-early", 409, "The day lies before what it is about.", "Use the day of the order or of the payment, or a later one.");
    public static readonly ProblemCode RefundNotOwed = new("refund.not-owed", 409, "So much is not owed.", "See outstandingMinor of GET /v1/refund-orders/{orderId}?on= for the day of the payment, and later entries. What was recorded in error is reversed first.");
    public static readonly ProblemCode RefundPaymentGone = new("refund.payment-gone", 409, "There is no such payment any more.", "It was taken back, or is no payment; see rows of GET /v1/refund-orders/{orderId}.");
    public static readonly ProblemCode RefundNotCoveredBy = new("refund.not-covered-by", 409, "The claim does not cover this order.", "Detail says why: name a claim of this worker for which was drawn.");

    public static readonly ProblemCode ClaimNotOpen = new("claim.not-open", 409, "The claim is not open.", "It was drawn for or refused; a new decision is recorded as a new claim.");
    // Bars
    public static readonly ProblemCode BarNotLiftable = new("bar.not-liftable", 409, "The bar cannot be lifted from that day on.", "See detail; read the bar again.");

    // Examination and decision
    public static readonly ProblemCode ExaminationNotBegun = new("examination.not-begun", 409, "The application is not being examined.", "Begin its examination first.");
    public static readonly ProblemCode ExaminationOver = new("examination.over", 409, "The application is not under examination.", "See detail; what was found stays.");
    public static readonly ProblemCode ExaminationIncomplete = new("examination.incomplete", 409, "The list of the examination does not allow a grant.", "Say what was found of every item of errors; what is not met is refused, or granted provisionally with a condition.");
    public static readonly ProblemCode AlertOpen = new("examination.alert-open", 409, "An alert is not answered.", "Look for alerts (POST /applications/{applicationId}/alerts) and answer each.");
    public static readonly ProblemCode ObjectionWindowOpen = new("objection.window-open", 409, "The public may still object.", "Decide on the day after the last; a refusal need not wait.");
    public static readonly ProblemCode ObjectionTooLate = new("objection.too-late", 409, "The time to object is over.", "Write to the ministry, or complain.");
    public static readonly ProblemCode FeeNotPaid = new("fee.not-paid", 409, "The receipts do not cover what is owed.", "Record the missing receipt: POST /applications/{applicationId}/fee-receipts.");
    public static readonly ProblemCode ReceiptUsed = new("fee.receipt-used", 409, "The receipt was recorded already.", "One receipt pays once; check its number.");
    public static readonly ProblemCode LicenceNumberForm = new("licence.number-form", 409, "The number does not have the form that the regime asks.", "Give one of the form in detail, as a whole.");
    public static readonly ProblemCode LicenceNumberTaken = new("licence.number-taken", 409, "Another licence has this number, or one that reads the same.", "Give another one.");
    public static readonly ProblemCode RenewalTooLate = new("renewal.too-late", 409, "The renewal was applied for too late.", "Refuse it; the agency can apply for a new licence.");
    public static readonly ProblemCode RenewalVolume = new("renewal.volume", 409, "The agency sent fewer workers than the regime asks.", "Refuse it, or say in volumeWaiver why it is renewed all the same.");
    public static readonly ProblemCode DecisionFirstDay = new("decision.first-day", 409, "The first day is not possible.", "See detail.");
    public static readonly ProblemCode NothingToIssue = new("decision.nothing-to-issue", 409, "No licence waits to be issued.", "Issue is for what silence or an appeal has granted, and once.");

    /// <summary>Why a decision on an application is refused, when it is proposed and when it is approved.</summary>
    public static ProblemCode[] OfDecidingApplications =>
        [ApplicationMoveNotPossible, LicenceMoveNotPossible, RegimeNotSet, RequestInvalid, ExaminationNotBegun, ExaminationIncomplete, AlertOpen, ObjectionWindowOpen, FeeNotPaid,
            LicenceNumberForm, LicenceNumberTaken, RenewalTooLate, RenewalVolume, DecisionFirstDay, NothingToIssue];

    // The public register
    public static readonly ProblemCode RegisterNotPublished = new("register.not-published", 409, "The ministry does not publish this.", "Leave the filter out. What is published is the ministry's setting Register:Publishes.");
    public static readonly ProblemCode RegisterAddressNotSet = new("register.address-not-set", 409, "The public address of the register is not set.", "The operator sets Register:PublicAddress; verify the licence by its number meanwhile.");
    public static readonly ProblemCode LicenceNumberAmbiguous = new("licence.number-ambiguous", 409, "Several licences have a number like this.", "Write it exactly as printed, with its strokes and blanks.");
    public static readonly ProblemCode LicenceNotInForce = new("licence.not-in-force", 409, "The licence is not in force today.", "See what the register says of it: GET /v1/register/verify.");

    // Complaints
    public static readonly ProblemCode ComplaintFull = new("complaint.full", 409, "The complaint holds too many entries.", "Write to the ministry, with the reference.");
    public static readonly ProblemCode ComplaintMoveNotPossible = new("complaint.not-possible", 409, "This is not possible in the state that the complaint is in.", "Detail says what it is.");
    public static readonly ProblemCode ComplaintNotAgainstAgency = new("complaint.no-agency", 409, "No agency is known that the complaint is about.", "Name it when the complaint is triaged; without one nobody can be heard or given points.");
    public static readonly ProblemCode ComplaintNoConsent = new("complaint.no-consent", 409, "The complainant has not agreed that the agency is shown the particulars.", "Ask whoever complained to agree: POST /v1/complaint-tracking/{reference}/consents.");
    public static readonly ProblemCode ComplaintAssigneeNotFree = new("complaint.assignee-not-free", 409, "The officer declared a conflict of interest with this agency.", "Assign it to somebody else.");
    public static readonly ProblemCode ComplaintNotHeard = new("complaint.not-heard", 409, "The agency was not heard.", "Give it notice: POST /v1/complaints/{complaintId}/notices; decide when it has answered or its last day has passed.");
    public static readonly ProblemCode HearingsUsedUp = new("complaint.hearings-used-up", 409, "The law allows no further hearing.", "Settle or decide it.");
    public static readonly ProblemCode HearingMinuted = new("complaint.hearing-minuted", 409, "The hearing has its minutes already.", "Nothing is left to do; what was wrong is corrected in the minutes of the next.");
    public static readonly ProblemCode SettlementRefundUnknown = new("settlement.refund-unknown", 409, "What the law gives back is not known.", "Say in statutoryRefund what the law gives back, 0 where it is nothing.");
    public static readonly ProblemCode SettlementGivesUpRefund = new("settlement.gives-up-refund", 409, "The settlement gives up money that the law gives back.", "Settle for the sum in detail or more; a supervisor may say in waiverReason why less is accepted.");
    public static readonly ProblemCode ComplaintNoticeClosed = new("complaint-notice.closed", 409, "The notice is answered, or the complaint is closed.", "Nothing is left to do.");
    public static readonly ProblemCode ComplaintNoticeLate = new("complaint-notice.late", 409, "The time to answer is over.", "Detail names the last day. Write to the ministry.");

    // Access
    public static readonly ProblemCode RoleOwn = new("role.own", 409, "Nobody gives or takes his own role, or shuts himself out.", "Ask another administrator.");
    public static readonly ProblemCode RoleNeedsTwo = new("role.needs-two", 409, "A commissioner is appointed and dismissed by two people.", "Propose it; someone who is not an administrator decides.");
    public static readonly ProblemCode RoleNeedsCommissioner = new("role.needs-commissioner", 409, "While another commissioner is in office, only he decides this.", "Ask a commissioner.");
    public static readonly ProblemCode RoleNeedsAuditor = new("role.needs-auditor", 409, "The only commissioner is dismissed with an auditor who was in office for 90 days when it was proposed.", "Ask such an auditor, or appoint a second commissioner, who then decides.");
    public static readonly ProblemCode RoleHeld = new("role.held", 409, "The role is held already.", "Nothing is left to do; to change its end, take it and give it again.");
    public static readonly ProblemCode RoleExcluded = new("role.excluded", 409, "The role does not go together with another one.", "Take the other role first, or give this one to somebody else.");
    public static readonly ProblemCode RoleEnded = new("role.ended", 409, "The role is over already.", "Nothing is left to do.");
    public static readonly ProblemCode ClientExists = new("client.exists", 409, "The name is taken.", "Choose another name: one that has ever been used stays with whoever used it.");
    public static readonly ProblemCode ClientDisabled = new("client.disabled", 409, "The client is disabled.", "Register another one.");
    public static readonly ProblemCode IssuerElsewhere = new("issuer.elsewhere", 409, "The ministry's own provider issues the tokens.", "Register the system there, and give its subject a role.");

    // What takes two people
    public static readonly ProblemCode ProposalOpen = new("proposal.open", 409, "The same is proposed already.", "Ask somebody else to decide the proposal named in detail.");
    public static readonly ProblemCode ProposalDecided = new("proposal.decided", 409, "The proposal is decided.", "Read it again; propose anew if need be.");
    public static readonly ProblemCode ProposalExpired = new("proposal.expired", 409, "Nobody decided in time.", "Propose it again.");
    public static readonly ProblemCode ProposalStale = new("proposal.stale", 409, "What it is about has changed since.", "Refuse it, and propose on what is there now.");
    public static readonly ProblemCode ProposalTampered = new("proposal.tampered", 409, "The change is not the one that was proposed.", "Tell the auditor: the stored proposal was altered.");
    public static readonly ProblemCode ProposalSamePerson = new("proposal.same-person", 409, "Who proposed cannot decide.", "Ask somebody else.");
    public static readonly ProblemCode ProposalAboutYou = new("proposal.about-you", 409, "Nobody decides about himself.", "Ask somebody else.");
    public static readonly ProblemCode ProposalNotYours = new("proposal.not-yours", 409, "Somebody else proposed this.", "Refuse it, if you may decide.");
    public static readonly ProblemCode ProposalConflict = new("proposal.conflict", 409, "You declared a conflict of interest with this agency.", "Leave it to somebody else.");
    public static readonly ProblemCode ConflictWithdrawn = new("conflict.withdrawn", 409, "The conflict is withdrawn already.", "Nothing is left to do.");

    /// <summary>Why a decision on a proposal is refused, whatever it is about.</summary>
    public static ProblemCode[] OfDeciding =>
        [ProposalDecided, ProposalExpired, ProposalSamePerson, ProposalAboutYou, ProposalConflict, RoleNeedsTwo, RoleNeedsCommissioner, RoleNeedsAuditor];

    /// <summary>Why a measure against a licence is refused, when it is proposed and when it is approved.</summary>
    public static ProblemCode[] OfMeasures =>
        [LicenceMoveNotPossible, RegimeNotSet, RegimeExcludes, MeasureFirstDayPast, NoticeNeeded, NoticeRunning, NoticeDoesNotCover, NoticeClosed, SuspensionTooLong, SuspensionLadderUsed,
            LicenceFactWithdrawn];

    // Law
    public static readonly ProblemCode LawAlreadyProposed = new("law.already-proposed", 409, "The pack is proposed already.", "Ask another officer to approve it.");
    public static readonly ProblemCode LawNotProposed = new("law.not-proposed", 409, "The pack is not proposed yet.", "An officer proposes it first; another one approves.");
    public static readonly ProblemCode LawTextKnown = new("law.text-known", 409, "This very text is known already.", "Use the pack that detail names.");
    public static readonly ProblemCode LawRewritten = new("law.rewrites-approved", 409, "The text changes versions that were approved.", "Versions do not change once approved: end the old version the day before and give what is new a version number of its own. Where our own reading was wrong, look at GET /v1/law/packs/{packId}/check and send rewritesApproved: true.");
    public static readonly ProblemCode LawWithdrawn = new("law.withdrawn", 409, "The pack was withdrawn.", "To bring it back, draft the text anew, with a comment line that says why: POST /v1/law/packs.");
    public static readonly ProblemCode LawNotApproved = new("law.not-approved", 409, "The pack is not law here.", "A draft is withdrawn by one person: POST /v1/law/packs/{packId}/withdrawal.");
    public static readonly ProblemCode LawAlreadyApproved = new("law.already-approved", 409, "The pack is approved already.", "Nothing is left to do.");

    // Exchange rates
    public static readonly ProblemCode RatesTextKnown = new("rates.text-known", 409, "This very text of the series is known already.", "Use the series that detail names.");
    public static readonly ProblemCode RatesAlreadyApproved = new("rates.already-approved", 409, "The text is approved already.", "Nothing is left to do; a correction is a new text of the same name: POST /v1/exchange-rates/series.");

    // Disclosures
    public static readonly ProblemCode DisclosureAlreadyFiled = new("disclosure.already-filed", 409, "A disclosure of this placement is filed already.", "Correct the disclosure named in detail, with its ETag as If-Match.");
    public static readonly ProblemCode DisclosureInReturn = new("disclosure.in-return", 409, "The placement is being filed in a return.", "Wait until the return named in detail is done.");

    // The worker's own word
    public static readonly ProblemCode SessionNotHere = new("session.not-here", 403, "This is for the worker alone, and never within a session.", "Send the request without Authorization, from where nobody is signed in.");
    public static readonly ProblemCode ConfirmationSuperseded = new("confirmation.superseded", 409, "The agency has changed what it reported.", "Look at it again, and speak about the version named in detail.");
    public static readonly ProblemCode ConfirmationFull = new("confirmation.full", 409, "So much was said about this placement that no more is taken in.", "Go to the ministry.");
    public static readonly ProblemCode CodeRevoked = new("confirmation-code.revoked", 409, "The code is revoked or replaced already.", "Nothing is left to do.");
    public static readonly ProblemCode ChannelNotSet = new("confirmation.channel-not-set", 409, "There is no channel by which workers are written to.", "Have the operator set Confirmations:ChannelFolder (docs/confirmations.md), or have the code shown and hand it over: delivery shown.");
    public static readonly ProblemCode ChannelFailed = new("confirmation.channel-failed", 503, "The channel did not take the message.", "Nothing was issued. Tell the operator, or have the code shown and hand it over: delivery shown.");
    public static readonly ProblemCode ContactMissing = new("confirmation.contact-missing", 409, "Nobody has said where the channel reaches the worker.", "Send to, as the worker says it, and not the agency.");
    public static readonly ProblemCode DiscrepancyNotOpen = new("discrepancy.not-open", 409, "The discrepancy is not open.", "Read it again: the worker took it back, or somebody closed it.");
    public static readonly ProblemCode CorrectionAnswered = new("correction.answered", 409, "The request is answered already.", "Nothing is left to do; the worker can make another.");
    public static readonly ProblemCode CorrectionNoConsent = new("correction.no-consent", 409, "The worker has not agreed that the agency is told.", "Answer without asking the agency, or wait until he agrees.");
    public static readonly ProblemCode CorrectionNotOfIdentity = new("correction.not-of-identity", 409, "The request is not about who the worker is.", "Leave the document out.");
    public static readonly ProblemCode DocumentTaken = new("worker.document-taken", 409, "The document is another person's here.", "Find out which of the two it is; until then refuse the request with that reason.");

    // Workers, and what is kept
    public static readonly ProblemCode WorkerErased = new("worker.erased", 409, "Who the worker is was erased already.", "Nothing is left to do.");
    public static readonly ProblemCode WorkerOnHold = new("worker.on-hold", 409, "A legal hold stands on the worker, a placement or an agency of his.", "See GET /legal-holds; erase when it is lifted.");
    public static readonly ProblemCode LegalHoldLifted = new("legal-hold.lifted", 409, "The hold is lifted already.", "Nothing is left to do.");

    // Returns
    public static readonly ProblemCode PeriodFuture = new("return.period-future", 409, "The month has not begun.", "File it once it has begun; a month is one of the ministry's time zone.");
    public static readonly ProblemCode ReturnNotNil = new("return.not-nil", 409, "Something was placed in this month.", "File a return of it, or correct the placement named in detail.");
    public static readonly ProblemCode PeriodOpen = new("return.period-open", 409, "The month is open.", "Nothing is left to do: the agency's next return for it answers.");
    public static readonly ProblemCode PeriodNotFiled = new("return.period-not-filed", 409, "The agency has filed nothing for this month.", "There is nothing to reopen: it can file.");
    public static readonly ProblemCode ReturnReading = new("return.reading", 409, "The return is still being read.", "Wait until its state is another.");
    public static readonly ProblemCode UploadGone = new("return.upload-gone", 410, "The upload is destroyed.", "Nothing can be read from it any more; its rejections are kept.");

    // Webhooks
    public static readonly ProblemCode WebhookTooMany = new("webhook.too-many", 409, "There are as many subscriptions as one may have.", "Change one: POST /v1/webhooks/{webhookId}/revisions; or end one: POST …/end.");
    public static readonly ProblemCode WebhookNotActive = new("webhook.not-active", 409, "The subscription is paused or disabled already.", "Nothing is left to do.");
    public static readonly ProblemCode WebhookActive = new("webhook.active", 409, "The subscription is active already.", "Nothing is left to do.");
    public static readonly ProblemCode WebhookPingsWaiting = new("webhook.pings-waiting", 409, "Several test messages wait to be sent.", "Wait a minute, and read what came of them: GET /v1/webhooks/{webhookId}/attempts.");
    public static readonly ProblemCode WebhookMessageWaiting = new("webhook.message-waiting", 409, "The message still waits to be sent.", "It is tried again at its nextAttemptAt; where the subscription is disabled, enable it.");

    // Audit
    public static readonly ProblemCode AuditNotSealed = new("audit.not-sealed", 404, "It is not sealed yet.", "Ask again in a minute: a job seals what was recorded.");
    public static readonly ProblemCode AuditNothingToRedact = new("audit.nothing-to-redact", 409, "The text is not there, or redacted already.", "Nothing is left to do.");
    public static readonly ProblemCode AuditNotRedactable = new("audit.not-redactable", 409, "What a redaction says of itself stays.", "Its reason can be redacted.");
    public static readonly ProblemCode AuditTextRepeated = new("audit.text-repeated", 400, "The reason repeats the text that is to be taken out.", "Say why without it: reasons are kept for good.");

    // The service
    public static readonly ProblemCode Internal = new("internal", 500, "The service failed.", "Report the traceId to the operator.");
    public static readonly ProblemCode ExportTooMany = new("export.too-many", 409, "There are too many exports of yours.", "Wait until one is done, or delete one that is no longer needed.");
    public static readonly ProblemCode ExportGone = new("export.gone", 410, "The files of the export are deleted.", "Ask for the export again.");
    public static readonly ProblemCode Busy = new("busy", 503, "The service is busy.", "Send the same request again after the seconds in Retry-After.");
    public static readonly ProblemCode StorageFull = new("storage.full", 507, "The service has no room to store this.", "Tell the operator; nothing was written.");

    public static IReadOnlyList<ProblemCode> All { get; } =
        [.. typeof(ProblemCode).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetValue(null)).OfType<ProblemCode>()];

    /// <summary>The code for an answer that the framework gave as a bare status.</summary>
    public static ProblemCode ForStatus(int status) => status switch
    {
        401 => CallerMissing,
        403 => PermissionMissing,
        404 => RouteUnknown,
        405 => MethodNotAllowed,
        406 => NotAcceptable,
        408 => BodyTooSlow,
        413 => BodyTooLarge,
        415 => MediaTypeUnsupported,
        429 => TooManyRequests,
        < 500 => RequestRefused,
        503 => Busy,
        _ => Internal,
    };
}
