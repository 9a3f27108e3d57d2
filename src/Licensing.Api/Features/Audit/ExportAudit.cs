using System.Text.Json;
using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Reads;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Licensing.Api.Features.Audit;

public sealed record ExportAuditRequest : AuditEventFilter
{
    /// <summary>Only events with a higher index: an export that ended early goes on after its last line.</summary>
    [QueryParam]
    public long? After { get; init; }
}

public sealed class ExportAuditValidator : AuditEventFilterValidator<ExportAuditRequest>
{
    public ExportAuditValidator() => RuleFor(r => r.After).GreaterThanOrEqualTo(0);
}

/// <summary>Exports the sealed part of the audit trail, one event a line, in the order of the log.</summary>
/// <remarks>Page by page, so that neither memory nor a lock grows with the log. What is not sealed yet has no place in the
/// order and comes with a later export.</remarks>
public sealed class ExportAudit(LicensingDb db, ReadRegister reads, Ministry ministry, IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json) : Endpoint<ExportAuditRequest>
{
    public const string MediaType = "application/x-ndjson";
    public const int PageSize = 500;

    public override void Configure()
    {
        Get("audit/export");
        Permissions(Permission.ExportAuditTrail);
        Description(b => b.Produces<AuditEventView>(200, MediaType), clearDefaults: true);
    }

    public override async Task HandleAsync(ExportAuditRequest r, CancellationToken ct)
    {
        await reads.RecordAuditAsync(PersonalRead.AuditTrail, ct);
        var events = r.Choose(db.AuditEvents.AsNoTracking(), ministry);
        HttpContext.Response.ContentType = MediaType;
        HttpContext.Response.Headers.ContentDisposition = "attachment; filename=audit.ndjson";
        await HttpContext.Response.StartAsync(ct);
        var body = HttpContext.Response.BodyWriter;
        for (var last = r.After ?? -1; ;)
        {
            var after = last;
            var page = await events.Where(e => e.LeafIndex > after).OrderBy(e => e.LeafIndex).Take(PageSize).ToListAsync(ct);
            foreach (var e in page)
            {
                await JsonSerializer.SerializeAsync(body, AuditEventView.Of(e), json.Value.SerializerOptions, ct);
                await body.WriteAsync("\n"u8.ToArray(), ct);
            }

            if (page.Count < PageSize)
                return;
            last = page[^1].LeafIndex!.Value;
        }
    }
}
