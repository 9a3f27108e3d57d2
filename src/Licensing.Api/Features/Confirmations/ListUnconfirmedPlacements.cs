using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Confirmations;

public sealed record ListUnconfirmedPlacementsRequest
{
    [QueryParam]
    public ConfirmationStage? Stage { get; init; }

    /// <summary>Public id of an agency.</summary>
    [QueryParam]
    public string? Agency { get; init; }

    /// <summary>Only those of which the worker has still said nothing at that stage.</summary>
    [QueryParam]
    public bool Open { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListUnconfirmedPlacementsValidator : Validator<ListUnconfirmedPlacementsRequest>
{
    public ListUnconfirmedPlacementsValidator()
    {
        RuleFor(r => r.Agency).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <param name="DueOn">Last day of the ministry's period, inclusive.</param>
/// <param name="RemindedAt">When the channel was given the one reminder.</param>
public sealed record UnconfirmedView(string Id, string PlacementId, string AgencyId, ConfirmationStage Stage, DateOnly DueOn, DateTime MarkedAt, DateTime? RemindedAt)
{
    /// <remarks>Confirmation, placement and agency must be loaded.</remarks>
    public static UnconfirmedView Of(UnconfirmedPlacement u) => new(
        u.PublicId, u.Confirmation.Placement.PublicId, u.Confirmation.Placement.Agency.PublicId, u.Stage, u.DueOn, u.MarkedAt, u.RemindedAt);
}

/// <param name="AtSigningDays">The ministry's period for words at signing; null: not set, and nothing is marked.</param>
/// <param name="AfterArrivalDays">The same for words after arrival.</param>
/// <param name="NotSet">What the ministry has not set, in a sentence each.</param>
public sealed record UnconfirmedPage(IReadOnlyList<UnconfirmedView> Items, string? Next, int? AtSigningDays, int? AfterArrivalDays, IReadOnlyList<string> NotSet);

/// <summary>Lists placements whose workers were given a code and had said nothing when the ministry's period was over, the newest first. Silence is nobody's fault, and no
/// agency is shown it.</summary>
public sealed class ListUnconfirmedPlacements(LicensingDb db, Caller caller, ConfirmationOptions options) : Endpoint<ListUnconfirmedPlacementsRequest, Ok<UnconfirmedPage>>
{
    public override void Configure()
    {
        Get("unconfirmed-placements");
        Permissions(Permission.ReadUnconfirmedPlacements);
        this.Refuses(ProblemCode.CursorInvalid);
    }

    public override async Task<Ok<UnconfirmedPage>> ExecuteAsync(ListUnconfirmedPlacementsRequest r, CancellationToken ct)
    {
        var free = db.Confirmations.OfFree(db, caller);
        var rows = db.UnconfirmedPlacements.AsNoTracking().Include(u => u.Confirmation).ThenInclude(c => c.Placement).ThenInclude(p => p.Agency).Where(u => free.Any(f => f.Id == u.ConfirmationId));
        if (r.Stage is { } stage)
            rows = rows.Where(u => u.Stage == stage);
        if (r.Agency is not null)
            rows = rows.Where(u => u.Confirmation.Placement.Agency.PublicId == r.Agency);
        if (r.Open)
            rows = rows.Where(u => !db.WorkerWords.Any(w => w.ConfirmationId == u.ConfirmationId && w.Stage == u.Stage));
        var page = await rows.ToPageAsync(r.Limit, r.Cursor, r with { Limit = 0, Cursor = null }, UnconfirmedView.Of, newestFirst: true, ct, all: db.UnconfirmedPlacements);
        return TypedResults.Ok(new UnconfirmedPage(page.Items, page.Next, options.AtSigningDays, options.AfterArrivalDays,
        [
            .. options.AtSigningDays is not null ? [] : (string[])[$"{ConfirmationOptions.AtSigning} is not set: no placement is marked that was not confirmed at signing."],
            .. options.AfterArrivalDays is not null ? [] : (string[])[$"{ConfirmationOptions.AfterArrival} is not set: no placement is marked that was not confirmed after arrival."],
        ]));
    }
}
