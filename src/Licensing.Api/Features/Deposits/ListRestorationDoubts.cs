using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Deposits;

public sealed record ListRestorationDoubtsRequest
{
    /// <summary>Also those that could be settled since.</summary>
    [QueryParam]
    public bool Settled { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListRestorationDoubtsValidator : Validator<ListRestorationDoubtsRequest>
{
    public ListRestorationDoubtsValidator() => RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
}

/// <param name="ExpiredRow">Id of the row of the ledger that struck the paper out.</param>
/// <param name="Missing">What is missing: an answer of the regime, or a fact.</param>
/// <param name="SettledAt">When it could be said; null while it cannot.</param>
/// <param name="Demand">Id of the demand that was made then; null where none was needed.</param>
public sealed record RestorationDoubtView(string Id, string LicenceId, string ExpiredRow, string Missing, DateTime Since, DateTime? SettledAt, string? Demand)
{
    public static RestorationDoubtView Of(RestorationDoubt d) => new(d.PublicId, d.Deposit.Licence.PublicId, d.Row.PublicId, d.Missing, d.Since, d.SettledAt, d.DemandId);
}

/// <summary>Lists the deposits of which a paper ended while it cannot be said whether, or until when, they must be restored. Each is settled within the
/// hour after what is missing was set or recorded.</summary>
public sealed class ListRestorationDoubts(LicensingDb db) : Endpoint<ListRestorationDoubtsRequest, Ok<PageOf<RestorationDoubtView>>>
{
    public override void Configure()
    {
        Get("deposit-doubts");
        Permissions(Permission.ReadDepositDoubts);
        this.Refuses(ProblemCode.CursorInvalid);
    }

    public override async Task<Ok<PageOf<RestorationDoubtView>>> ExecuteAsync(ListRestorationDoubtsRequest r, CancellationToken ct)
    {
        var all = db.RestorationDoubts.AsNoTracking().Include(d => d.Row).Include(d => d.Deposit).ThenInclude(d => d.Licence).AsQueryable();
        var doubts = r.Settled ? all : all.Where(d => d.SettledAt == null);
        return TypedResults.Ok(await doubts.ToPageAsync(r.Limit, r.Cursor, new { r.Settled }, RestorationDoubtView.Of, newestFirst: false, ct, all));
    }
}
