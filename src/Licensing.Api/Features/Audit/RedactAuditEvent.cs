using FastEndpoints;
using FluentValidation;
using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Audit;

/// <param name="Field">The text to take out.</param>
/// <param name="Reason">Why, for the audit trail; without what is being taken out.</param>
public sealed record RedactAuditEventRequest(AuditField Field, string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string EventId { get; init; } = "";
}

public sealed class RedactAuditEventValidator : Validator<RedactAuditEventRequest>
{
    public RedactAuditEventValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
}

/// <summary>Takes personal data out of an event. Text and salt are destroyed, the digest stays in their place, so every
/// proof holds as before; that it was done, by whom and why is an event of its own.</summary>
public sealed class RedactAuditEvent(LicensingDb db) : Endpoint<RedactAuditEventRequest, Results<Ok<AuditEventView>, Problem>>
{
    public override void Configure()
    {
        Post("audit/events/{EventId}/redactions");
        Permissions(Permission.RedactAudit);
        this.Refuses(ProblemCode.NotFound, ProblemCode.AuditNothingToRedact, ProblemCode.AuditNotRedactable);
    }

    public override async Task<Results<Ok<AuditEventView>, Problem>> ExecuteAsync(RedactAuditEventRequest r, CancellationToken ct)
    {
        var redacted = await db.AuditEvents.AsNoTracking().SingleOrDefaultAsync(e => e.PublicId == r.EventId, ct);
        if (redacted is null)
            return new Problem(ProblemCode.NotFound);
        // Or verify-audit could not tell a redaction from a deletion.
        if (redacted.Action == nameof(AuditEventRedacted) && r.Field == AuditField.Payload)
            return new Problem(ProblemCode.AuditNotRedactable);
        if ((r.Field == AuditField.Payload ? redacted.Payload : redacted.Reason) is null)
            return new Problem(ProblemCode.AuditNothingToRedact);

        var digest = r.Field == AuditField.Payload ? AuditEntry.PayloadDigest(redacted) : AuditEntry.ReasonDigest(redacted)!;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var row = db.AuditEvents.Where(e => e.Id == redacted.Id);
        var changed = r.Field == AuditField.Payload
            ? await row.Where(e => e.Payload != null).ExecuteUpdateAsync(
                set => set.SetProperty(e => e.Payload, (string?)null).SetProperty(e => e.PayloadSalt, (byte[]?)null).SetProperty(e => e.PayloadDigest, digest), ct)
            : await row.Where(e => e.Reason != null).ExecuteUpdateAsync(
                set => set.SetProperty(e => e.Reason, (string?)null).SetProperty(e => e.ReasonSalt, (byte[]?)null).SetProperty(e => e.ReasonDigest, digest), ct);
        if (changed == 0)
            return new Problem(ProblemCode.AuditNothingToRedact);
        db.Record(redacted, new AuditEventRedacted(r.Field, Convert.ToHexStringLower(digest)), r.Reason);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(AuditEventView.Of(await row.AsNoTracking().SingleAsync(ct)));
    }
}
