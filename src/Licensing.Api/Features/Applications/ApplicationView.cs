using Licensing.Rules.Licences;

namespace Licensing.Api.Features.Applications;

/// <summary>One act on the application.</summary>
/// <param name="Reason">Why, where a reason was given.</param>
/// <param name="Items">What is to be corrected, where it was returned.</param>
public sealed record ApplicationStepView(ApplicationAction Action, ApplicationState From, ApplicationState To, DateTime At, string By, string? Reason, IReadOnlyList<CorrectionItem> Items);

/// <param name="Type">Code of what it is, as the regime's list of documents has it.</param>
/// <param name="ExpiresOn">Last day on which it is good, inclusive.</param>
/// <param name="Digest">SHA-256, hexadecimal.</param>
/// <param name="Check">waiting: in quarantine; nobody is shown it.</param>
/// <param name="CheckNote">Why it was rejected.</param>
public sealed record ApplicationDocumentView(
    string Id, string Type, string? Issuer, DateOnly? IssuedOn, DateOnly? ExpiresOn, string MediaType, long Bytes, string Digest, DocumentCheck Check, string? CheckNote,
    DateTime AttachedAt, string AttachedBy)
{
    public static ApplicationDocumentView Of(ApplicationDocument d) => new(
        d.PublicId, d.Type, d.Issuer, d.IssuedOn, d.ExpiresOn, d.MediaType, d.Bytes, d.Digest, d.Check, d.CheckNote, d.AttachedAt, d.AttachedBy);
}

/// <summary>An application with its history, without who the applicant's people are: GET /applications/{applicationId}/details.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Reference">What people write on papers.</param>
/// <param name="State">Today.</param>
/// <param name="Possible">What can be done next.</param>
/// <param name="LicenceId">The licence that it is about, or that came of it.</param>
/// <param name="Class">Code of the licence class; null where the regime has none, or while none is said.</param>
/// <param name="PlannedWorkers">In a year.</param>
/// <param name="CorrectBy">Last day to correct it, inclusive; null where none was given.</param>
/// <param name="LatestNumber">Number of the newest version of the details.</param>
public sealed record ApplicationView(
    string Id, string Reference, string AgencyId, ApplicationKind Kind, ApplicationState State, IReadOnlyList<ApplicationAction> Possible, string? LicenceId,
    string Regime, string? Class, int? PlannedWorkers, string? DepositChoice, DateTime DraftedAt, DateTime? SubmittedAt, DateOnly? CorrectBy, int LatestNumber,
    IReadOnlyList<ApplicationStepView> Steps, IReadOnlyList<ApplicationDocumentView> Documents)
{
    /// <remarks>Agency, licence, steps and documents must be loaded.</remarks>
    /// <param name="today">In the ministry's time zone.</param>
    public static ApplicationView Of(LicenceApplication a, DateOnly today) => new(
        a.PublicId, a.Reference, a.Agency.PublicId, a.Kind, a.StateOn(today), LicenceLifecycle.Applications.Possible(a.StateOn(today)), a.Licence?.PublicId,
        a.Regime, a.Class, a.PlannedWorkers, a.DepositChoice, a.DraftedAt, a.SubmittedAt, a.CorrectBy, a.LatestNumber,
        [.. a.Steps.OrderBy(s => s.At).ThenBy(s => s.Id).Select(s => new ApplicationStepView(s.Action, s.From, s.To, s.At, s.By, s.Reason, s.ReadItems()))],
        [.. a.Documents.Where(d => d.RemovedAt is null).OrderBy(d => d.AttachedAt).ThenBy(d => d.Id).Select(ApplicationDocumentView.Of)]);
}
