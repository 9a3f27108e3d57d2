using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Confirmations;

public enum CorrectionOutcome
{
    /// <summary>What is held is corrected.</summary>
    Accepted,

    /// <summary>What is held stays, with the reason.</summary>
    Refused,
}

/// <param name="Reason">Why it is done or not; the worker reads it. Without who anybody is.</param>
/// <param name="AskAgency">The agency is asked to correct what it reported; only where the worker agrees that it is told of the request.</param>
/// <param name="Document">Of a request about who he is: the document that is right, seen by the officer. It takes the place of the one that is held.</param>
public sealed record AnswerCorrectionRequestRequest(CorrectionOutcome Outcome, string Reason, bool AskAgency = false, [property: Personal] WorkerDocument? Document = null)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string RequestId { get; init; } = "";
}

public sealed class AnswerCorrectionRequestValidator : Validator<AnswerCorrectionRequestRequest>
{
    public AnswerCorrectionRequestValidator(CodeLists codes)
    {
        RuleFor(r => r.Reason).NotEmpty().StoredLength(CorrectionRequest.MaxReasonLength);
        RuleFor(r => r.AskAgency).Equal(false).When(r => r.Outcome == CorrectionOutcome.Refused).WithMessage("Nobody is asked to correct what was refused.");
        RuleFor(r => r.Document).Null().When(r => r.Outcome == CorrectionOutcome.Refused).WithMessage("Nothing is corrected that was refused.");
        RuleFor(r => r.Document!).ChildRules(document =>
        {
            document.RuleFor(d => d.Country).Must(c => c is not null && codes.Countries.ContainsKey(c)).WithErrorCode("country.unknown").WithMessage("Not a country code.");
            document.RuleFor(d => d.Number).NotEmpty().MaximumLength(60);
            document.RuleFor(d => d.Number).Must(n => n.Any(char.IsLetterOrDigit)).When(d => !string.IsNullOrWhiteSpace(d.Number))
                .WithErrorCode("document.number-malformed").WithMessage("The number has neither letters nor digits.");
        }).When(r => r.Document is not null);
    }
}

/// <summary>Answers what a worker asks to have corrected: with reasons, and where it is accepted by asking the agency, or by correcting which document is his.</summary>
public sealed class AnswerCorrectionRequest(LicensingDb db, Caller caller, IdentitySeal seal, TimeProvider clock) : Endpoint<AnswerCorrectionRequestRequest, Results<Ok<CorrectionSummary>, Problem>>
{
    public override void Configure()
    {
        Post("correction-requests/{RequestId}/answer");
        Permissions(Permission.AnswerCorrectionRequests);
        this.RequiresIfMatch();
        this.Refuses(
            ProblemCode.NotFound, ProblemCode.ProposalConflict, ProblemCode.CorrectionAnswered, ProblemCode.CorrectionNoConsent, ProblemCode.CorrectionNotOfIdentity, ProblemCode.DocumentTaken, ProblemCode.WorkerErased);
    }

    public override async Task<Results<Ok<CorrectionSummary>, Problem>> ExecuteAsync(AnswerCorrectionRequestRequest r, CancellationToken ct)
    {
        var request = await db.CorrectionRequests.AsTracking().Include(q => q.Confirmation).ThenInclude(c => c.Placement).ThenInclude(p => p.Agency).SingleOrDefaultAsync(q => q.PublicId == r.RequestId, ct);
        if (request is null)
            return new Problem(ProblemCode.NotFound);
        await db.MustBeFreeAsync(caller, request.Confirmation, ct);
        if (HttpContext.RefuseStale(request) is { } stale)
            return stale;
        if (request.State != CorrectionState.Open)
            return new Problem(ProblemCode.CorrectionAnswered);
        if (r.AskAgency && await db.WordConsents.CountAsync(c => c.ConfirmationId == request.ConfirmationId && c.Item == request.PublicId && c.Kind == ConsentKind.Figures && c.WithdrawnAt == null, ct) == 0)
            return new Problem(ProblemCode.CorrectionNoConsent);
        if (r.Document is { } document && await CorrectAsync(request, document, ct) is { } refused)
            return refused;
        request.Answer(r.Outcome == CorrectionOutcome.Accepted ? CorrectionState.Accepted : CorrectionState.Refused, r.Reason, r.AskAgency, clock.Now(), caller.Name);
        db.Record(request, new CorrectionAnswered(request.State, r.AskAgency, r.Document is not null), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(request);
        return TypedResults.Ok(CorrectionSummary.Of(request));
    }

    private async Task<Problem?> CorrectAsync(CorrectionRequest request, WorkerDocument document, CancellationToken ct)
    {
        if (request.About != CorrectionAbout.Identity)
            return new Problem(ProblemCode.CorrectionNotOfIdentity);
        var worker = await db.Workers.AsTracking().SingleAsync(w => w.Id == request.Confirmation.Placement.WorkerId, ct);
        if (worker.ErasedAt is not null)
            return new Problem(ProblemCode.WorkerErased);
        var identity = seal.Seal(document.Country, document.Kind.ToString(), document.Number);
        // Two persons are not made one here: whose findings would be whose is not for one officer to say.
        if (await db.Workers.RecogniseAsync(identity, ct) is { } known && known.Id != worker.Id)
            return new Problem(ProblemCode.DocumentTaken);
        worker.Correct(identity);
        db.Record(worker, new WorkerIdentityCorrected(request.PublicId));
        return null;
    }
}

/// <summary>Which document is the worker's was corrected. Without the document.</summary>
public sealed record WorkerIdentityCorrected(string RequestId);
