using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Reads;

public sealed record ListReadsRequest
{
    /// <summary>Public id of a placement of the person; reads of all his placements are shown.</summary>
    [QueryParam]
    public string? Placement { get; init; }

    /// <summary>Public id of what was shown; "audit" for searches and exports of the audit trail.</summary>
    [QueryParam]
    public string? Shown { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

/// <summary>One time that somebody was shown something personal.</summary>
/// <param name="Shown">Public id of what was shown.</param>
/// <param name="Purpose">As the reader said it in X-Purpose.</param>
public sealed record ReadView(string Id, string Reader, CallerRole ReaderRole, string Shown, DateTime At, string? Purpose)
{
    public static ReadView Of(PersonalRead r) => new(r.PublicId, r.Reader, r.ReaderRole, r.Shown, r.At, r.Purpose);
}

public sealed class ListReadsValidator : Validator<ListReadsRequest>
{
    public ListReadsValidator()
    {
        RuleFor(r => r.Placement).NotEmpty().When(r => r.Shown is null).WithErrorCode("field.missing").WithMessage("Name a placement, or what was shown.");
        RuleFor(r => r.Placement).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Shown).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Lists who was shown something personal of a worker, the last first: what an officer tells the person who asks. Or who was
/// shown one thing, or the audit trail.</summary>
public sealed class ListReads(LicensingDb db) : Endpoint<ListReadsRequest, Ok<PageOf<ReadView>>>
{
    public override void Configure()
    {
        Get("reads");
        Permissions(Permission.ReadReads);
        this.Refuses(ProblemCode.CursorInvalid);
    }

    public override async Task<Ok<PageOf<ReadView>>> ExecuteAsync(ListReadsRequest r, CancellationToken ct)
    {
        var reads = db.PersonalReads.AsNoTracking();
        if (r.Placement is not null)
            reads = reads.OfWorker(db.Placements.Where(p => p.PublicId == r.Placement).Select(p => p.WorkerId));
        if (r.Shown is not null)
            reads = reads.Where(read => read.Shown == r.Shown);
        return TypedResults.Ok(await reads.ToPageAsync(r.Limit, r.Cursor, new { r.Placement, r.Shown }, ReadView.Of, newestFirst: true, ct));
    }
}

internal static class Reads
{
    /// <summary>Everything that anybody was shown of these workers, whichever placement it was about: for the officer, and for the
    /// person's own access.</summary>
    public static IQueryable<PersonalRead> OfWorker(this IQueryable<PersonalRead> reads, IQueryable<long> workers) =>
        reads.Where(read => workers.Contains(read.WorkerId!.Value));
}
