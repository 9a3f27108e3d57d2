using FastEndpoints;
using FluentValidation;
using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Audit;

/// <param name="Field">The text to take out.</param>
/// <param name="Reason">Why, for the history; without what is to be taken out.</param>
public sealed record ProposeRedactionRequest(AuditField Field, string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string EventId { get; init; } = "";
}

public sealed class ProposeRedactionValidator : Validator<ProposeRedactionRequest>
{
    public ProposeRedactionValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
}

/// <summary>Proposes to take personal data out of an event; somebody else decides. The proposal names the text by its digest.</summary>
public sealed class ProposeRedaction(LicensingDb db, TwoPersonRule rule, TimeProvider clock) : Endpoint<ProposeRedactionRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("audit/events/{EventId}/redactions");
        Permissions(Permission.RedactAudit);
        this.Idempotent();
        this.Refuses(
            ProblemCode.NotFound, ProblemCode.AuditNothingToRedact, ProblemCode.AuditNotRedactable, ProblemCode.AuditTextRepeated,
            ProblemCode.ProposalOpen, ProblemCode.ProposalConflict);
    }

    public override async Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(ProposeRedactionRequest r, CancellationToken ct)
    {
        var redacted = await db.AuditEvents.AsNoTracking().SingleOrDefaultAsync(e => e.PublicId == r.EventId, ct);
        if (redacted is null)
            return new Problem(ProblemCode.NotFound);
        if (Redaction.WhyNot(redacted, r.Field, r.Reason) is { } refusal)
            return refusal;

        var (refused, proposal) = await rule.ProposeAsync(
            ProposalKind.RedactAuditEvent, redacted.PublicId, subjectVersion: null, await Redaction.AgencyOfAsync(db, redacted, ct),
            new RedactionChange(redacted.PublicId, r.Field, Convert.ToHexStringLower(Redaction.DigestOf(redacted, r.Field))), r.Reason, ct);
        if (proposal is null)
            return refused!;
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal);
        return TypedResults.Created($"/v1/proposals/{proposal.PublicId}", ProposalView.Of(proposal, clock.Now()));
    }
}
