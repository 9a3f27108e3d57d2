using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Features.Reads;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Audit;

public sealed record ReadAuditEventRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string EventId { get; init; } = "";
}

/// <summary>Shows one event with everything that is needed to prove that it is in the log.</summary>
public sealed class ReadAuditEvent(LicensingDb db, ReadRegister reads) : Endpoint<ReadAuditEventRequest, Results<Ok<AuditEventView>, Problem>>
{
    public override void Configure()
    {
        Get("audit/events/{EventId}");
        Permissions(Permission.ReadAudit);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<AuditEventView>, Problem>> ExecuteAsync(ReadAuditEventRequest r, CancellationToken ct)
    {
        var found = await db.AuditEvents.AsNoTracking().SingleOrDefaultAsync(e => e.PublicId == r.EventId, ct);
        if (found is null)
            return new Problem(ProblemCode.NotFound);
        await reads.RecordAuditAsync(found.PublicId, ct);
        return TypedResults.Ok(AuditEventView.Of(found));
    }
}
