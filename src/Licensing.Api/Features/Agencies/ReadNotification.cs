using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Agencies;

public sealed record ReadNotificationRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string ChangeId { get; init; } = "";
}

/// <summary>Shows a change that an agency notified, and what became of it.</summary>
public sealed class ReadNotification(LicensingDb db, Caller caller) : Endpoint<ReadNotificationRequest, Results<Ok<NotifiedChangeView>, Problem>>
{
    public override void Configure()
    {
        Get("notified-changes/{ChangeId}");
        Permissions(Permission.ReadChanges);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<NotifiedChangeView>, Problem>> ExecuteAsync(ReadNotificationRequest r, CancellationToken ct)
    {
        var change = await db.NotifiedChanges.AsNoTracking().VisibleTo(caller).Include(c => c.Agency).SingleOrDefaultAsync(c => c.PublicId == r.ChangeId, ct);
        if (change is null)
            return new Problem(ProblemCode.NotFound);
        HttpContext.ShowVersion(change);
        return TypedResults.Ok(NotifiedChangeView.Of(change));
    }
}
