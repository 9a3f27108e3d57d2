using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Audit;

/// <summary>Shows the newest signed head of the audit log.</summary>
public sealed class ReadLatestAuditHead(LicensingDb db) : EndpointWithoutRequest<Results<Ok<AuditHeadView>, Problem>>
{
    public override void Configure()
    {
        Get("audit/heads/latest");
        Permissions(Permission.ProveAudit);
        this.Refuses(ProblemCode.AuditNotSealed);
    }

    public override async Task<Results<Ok<AuditHeadView>, Problem>> ExecuteAsync(CancellationToken ct)
    {
        var latest = await db.AuditHeads.AsNoTracking().OrderByDescending(h => h.Id).FirstOrDefaultAsync(ct);
        return latest is null ? new Problem(ProblemCode.AuditNotSealed) : TypedResults.Ok(AuditHeadView.Of(latest));
    }
}
