using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Returns;

public sealed record FollowReturnRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string ReturnId { get; init; } = "";
}

/// <summary>Tells how a return comes on, as server-sent events: each holds the return as it is then. The stream ends when the return is done or
/// refused.</summary>
/// <remarks>Who was cut off connects again with Last-Event-ID and hears what has changed since; 204 says that nothing more will come.</remarks>
public sealed class FollowReturn(LicensingDb db, Caller caller) : Endpoint<FollowReturnRequest, Results<ServerSentEventsResult<ReturnView>, NoContent, Problem>>
{
    public const string LastEventId = "Last-Event-ID";
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    // Then the client connects again, and is asked again who it is.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public override void Configure()
    {
        Get("returns/{ReturnId}/progress");
        Permissions(Permission.ReadReturns);
        Description(b => b.Produces<ReturnView>(200, "text/event-stream").Produces(204).WithMetadata(new DisableRequestTimeoutAttribute()));
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<ServerSentEventsResult<ReturnView>, NoContent, Problem>> ExecuteAsync(FollowReturnRequest r, CancellationToken ct)
    {
        if (await LookAsync(r.ReturnId, ct) is not { } first)
            return new Problem(ProblemCode.NotFound);
        var known = HttpContext.Request.Headers[LastEventId].ToString();
        if (first.View.IsFinished() && first.Id == known)
            return TypedResults.NoContent();
        return TypedResults.ServerSentEvents(EventsAsync(r.ReturnId, first, known, ct));
    }

    private async IAsyncEnumerable<SseItem<ReturnView>> EventsAsync(string returnId, (ReturnView View, string Id) now, string known, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var waited = TimeSpan.Zero; ; waited += LookEvery)
        {
            if (now.Id != known)
                yield return new SseItem<ReturnView>(now.View, "progress") { EventId = known = now.Id };
            if (now.View.IsFinished() || waited >= Longest)
                yield break;
            await Task.Delay(LookEvery, ct);
            if (await LookAsync(returnId, ct) is not { } next)
                yield break;
            now = next;
        }
    }

    private async Task<(ReturnView View, string Id)?> LookAsync(string returnId, CancellationToken ct)
    {
        var filing = await db.Returns.AsNoTracking().VisibleTo(caller).Include(x => x.Agency).SingleOrDefaultAsync(x => x.PublicId == returnId, ct);
        if (filing is null)
            return null;
        var view = await ReturnView.OfAsync(db, filing, ct);
        return (view, view.Tag(filing).Trim('"'));
    }
}
