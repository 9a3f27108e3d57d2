using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Reads;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Confirmations;

public sealed record ListOwnReadsRequest
{
    [RouteParam]
    public string Reference { get; init; } = "";

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListOwnReadsValidator : Validator<ListOwnReadsRequest>
{
    public ListOwnReadsValidator() => RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
}

/// <summary>What somebody was shown.</summary>
public enum ShownKind
{
    /// <summary>What the agency reported.</summary>
    Disclosure,

    /// <summary>A finding.</summary>
    Finding,

    /// <summary>Who the worker is.</summary>
    Identity,

    /// <summary>What the worker said.</summary>
    Words,

    /// <summary>Something else.</summary>
    Other,
}

/// <param name="Role">In which capacity; public: whoever held the secret. Not who: officers are not named to those whose cases they read.</param>
/// <param name="On">In the ministry's time zone.</param>
/// <param name="Purpose">As the reader said it.</param>
public sealed record OwnReadView(CallerRole Role, DateOnly On, ShownKind Shown, string? Purpose);

/// <summary>Lists for a worker who was shown something of him, the last first, of whichever placement: in which capacity, on which day, what and why. With the
/// reference and the secret.</summary>
public sealed class ListOwnReads(LicensingDb db, WorkerDoor door, Ministry ministry) : Endpoint<ListOwnReadsRequest, Results<Ok<PageOf<OwnReadView>>, Problem>>
{
    public override void Configure()
    {
        Get("confirmations/{Reference}/reads");
        Permissions(Permission.FollowConfirmations);
        this.TakesWorkerSecret();
        this.Refuses(ProblemCode.NotFound, ProblemCode.SessionNotHere, ProblemCode.CursorInvalid, ProblemCode.TooManyRequests);
    }

    public override async Task<Results<Ok<PageOf<OwnReadView>>, Problem>> ExecuteAsync(ListOwnReadsRequest r, CancellationToken ct)
    {
        await door.EnterAsync(HttpContext);
        if (await door.FindAsync(HttpContext, r.Reference, ct) is not { } confirmation)
            return new Problem(ProblemCode.NotFound);
        HttpContext.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(await db.PersonalReads.OfWorker(db.Workers.Where(w => w.Id == confirmation.Placement.WorkerId).Select(w => w.Id))
            .ToPageAsync(r.Limit, r.Cursor, new { confirmation.PublicId }, read => new OwnReadView(read.ReaderRole, ministry.DayOf(read.At), KindOf(read.Shown), read.Purpose), newestFirst: true, ct));
    }

    private static ShownKind KindOf(string shown) => shown.Split('_')[0] switch
    {
        Features.Disclosures.Disclosure.IdPrefix => ShownKind.Disclosure,
        Features.Findings.Finding.IdPrefix or Features.Findings.JudgementRecord.IdPrefix => ShownKind.Finding,
        Features.Disclosures.Worker.IdPrefix => ShownKind.Identity,
        Confirmation.IdPrefix or Discrepancy.IdPrefix or CorrectionRequest.IdPrefix => ShownKind.Words,
        _ => ShownKind.Other,
    };
}
