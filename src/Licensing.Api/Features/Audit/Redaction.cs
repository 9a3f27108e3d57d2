using System.Text.Json;
using System.Text.Json.Serialization;
using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Demerits;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Flags;
using Licensing.Api.Features.Licences;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Features.Suggestions;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Audit;

/// <summary>Which text goes, by its digest: the proposal is kept for good, and must not hold what is taken out.</summary>
public sealed record RedactionChange(string EventId, [property: JsonConverter(typeof(JsonStringEnumConverter<AuditField>))] AuditField Field, string Digest);

/// <summary>Takes personal data out of an event. Text and salt are destroyed, the digest stays in their place, so every
/// proof holds as before; that it was done, by whom and why is an event of its own.</summary>
public sealed class Redaction(LicensingDb db, Caller caller) : IProposedChange
{
    // Shorter words of a payload ("phone") may well stand in a reason.
    private const int LeastRepeated = 8;

    public ProposalKind Kind => ProposalKind.RedactAuditEvent;

    public string DecidedUnder => Permission.DecideRedaction;

    // Of an event nothing else ever changes.
    public Task<long?> VersionNowAsync(Proposal proposal, CancellationToken ct) => Task.FromResult<long?>(null);

    public async Task<Problem?> WhyNotAsync(Proposal proposal, CancellationToken ct) =>
        // Nobody decides whether what he did himself can still be read.
        (await EventAsync(proposal, ct)).Actor == caller.Name ? new Problem(ProblemCode.ProposalAboutYou) : null;

    public async Task<Problem?> ApplyAsync(Proposal proposal, string reason, CancellationToken ct)
    {
        var (redacted, field) = (await EventAsync(proposal, ct), proposal.Read<RedactionChange>().Field);
        if (WhyNot(redacted, field, reason) is { } refusal)
            return refusal;
        var digest = DigestOf(redacted, field);
        var row = db.AuditEvents.Where(e => e.Id == redacted.Id);
        // Past the change tracker, which lets nobody touch an event; in the transaction of the decision.
        var changed = field == AuditField.Payload
            ? await row.Where(e => e.Payload != null).ExecuteUpdateAsync(
                set => set.SetProperty(e => e.Payload, (string?)null).SetProperty(e => e.PayloadSalt, (byte[]?)null).SetProperty(e => e.PayloadDigest, digest), ct)
            : await row.Where(e => e.Reason != null).ExecuteUpdateAsync(
                set => set.SetProperty(e => e.Reason, (string?)null).SetProperty(e => e.ReasonSalt, (byte[]?)null).SetProperty(e => e.ReasonDigest, digest), ct);
        if (changed == 0)
            return new Problem(ProblemCode.AuditNothingToRedact);
        db.Record(redacted, new AuditEventRedacted(field, Convert.ToHexStringLower(digest)), reason);
        return null;
    }

    /// <summary>Why the text cannot be taken out for this reason; null: it can.</summary>
    public static Problem? WhyNot(AuditEvent e, AuditField field, string reason)
    {
        // Or verify-audit could not tell a redaction from a deletion.
        if (e.Action == nameof(AuditEventRedacted) && field == AuditField.Payload)
            return new Problem(ProblemCode.AuditNotRedactable);
        if ((field == AuditField.Payload ? e.Payload : e.Reason) is not { } text)
            return new Problem(ProblemCode.AuditNothingToRedact);
        var parts = field == AuditField.Payload ? TextsOf(JsonSerializer.Deserialize<JsonElement>(text)).Where(t => t.Length >= LeastRepeated) : [text];
        return parts.Any(part => reason.Contains(part, StringComparison.OrdinalIgnoreCase)) ? new Problem(ProblemCode.AuditTextRepeated) : null;
    }

    public static byte[] DigestOf(AuditEvent e, AuditField field) => field == AuditField.Payload ? AuditEntry.PayloadDigest(e) : AuditEntry.ReasonDigest(e)!;

    /// <summary>Internal key of the agency that the event concerns, for conflicts of interest; null: none.</summary>
    public static async Task<long?> AgencyOfAsync(LicensingDb db, AuditEvent e, CancellationToken ct) => e.SubjectKind switch
    {
        nameof(Agency) => await db.Agencies.Where(a => a.PublicId == e.SubjectId).Select(a => (long?)a.Id).SingleOrDefaultAsync(ct),
        nameof(Disclosure) => await db.Disclosures.Where(d => d.PublicId == e.SubjectId).Select(d => (long?)d.AgencyId).SingleOrDefaultAsync(ct),
        nameof(Finding) => await db.Findings.Where(f => f.PublicId == e.SubjectId).Select(f => (long?)f.AgencyId).SingleOrDefaultAsync(ct),
        nameof(Flag) => await db.Flags.Where(f => f.PublicId == e.SubjectId).Select(f => (long?)f.AgencyId).SingleOrDefaultAsync(ct),
        nameof(NotifiedChange) => await db.NotifiedChanges.Where(c => c.PublicId == e.SubjectId).Select(c => (long?)c.AgencyId).SingleOrDefaultAsync(ct),
        nameof(ForeignRegistration) => await db.ForeignRegistrations.Where(r => r.PublicId == e.SubjectId).Select(r => (long?)r.AgencyId).SingleOrDefaultAsync(ct),
        nameof(AgencyLink) => await db.AgencyLinks.Where(l => l.PublicId == e.SubjectId).Select(l => (long?)l.AgencyId).SingleOrDefaultAsync(ct),
        nameof(DemeritRow) => await db.DemeritEntries.Where(d => d.PublicId == e.SubjectId).Select(d => (long?)d.AgencyId).SingleOrDefaultAsync(ct),
        nameof(Suggestion) => await db.Suggestions.Where(s => s.PublicId == e.SubjectId).Select(s => (long?)s.AgencyId).SingleOrDefaultAsync(ct),
        nameof(LicenceCondition) => await db.LicenceConditions.Where(c => c.PublicId == e.SubjectId).Select(c => (long?)c.Licence.AgencyId).SingleOrDefaultAsync(ct),
        _ => null,
    };

    private static IEnumerable<string> TextsOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => [json.GetString()!],
        JsonValueKind.Array => json.EnumerateArray().SelectMany(TextsOf),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => TextsOf(member.Value)),
        _ => [],
    };

    private Task<AuditEvent> EventAsync(Proposal proposal, CancellationToken ct) => db.AuditEvents.AsNoTracking().SingleAsync(e => e.PublicId == proposal.SubjectId, ct);
}
