using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Audit;

public sealed record ListAuditHeadsRequest
{
    /// <summary>Only heads with a higher number: what a witness has not seen yet.</summary>
    [QueryParam]
    public long? After { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListAuditHeadsValidator : Validator<ListAuditHeadsRequest>
{
    public ListAuditHeadsValidator()
    {
        RuleFor(r => r.After).GreaterThanOrEqualTo(0);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Lists the signed heads of the audit log, oldest first. Keep them: they show whether the log is changed later.</summary>
public sealed class ListAuditHeads(LicensingDb db) : Endpoint<ListAuditHeadsRequest, Ok<PageOf<AuditHeadView>>>
{
    public override void Configure()
    {
        Get("audit/heads");
        Permissions(Permission.ProveAudit);
    }

    public override async Task<Ok<PageOf<AuditHeadView>>> ExecuteAsync(ListAuditHeadsRequest r, CancellationToken ct)
    {
        var heads = db.AuditHeads.AsNoTracking();
        if (r.After is { } after)
            heads = heads.Where(h => h.Id > after);
        return TypedResults.Ok(await heads.ToPageAsync(r.Limit, r.Cursor, new { r.After }, AuditHeadView.Of, newestFirst: false, ct));
    }
}
