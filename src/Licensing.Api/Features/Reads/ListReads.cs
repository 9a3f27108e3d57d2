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
    public required string Placement { get; init; }

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
        RuleFor(r => r.Placement).NotEmpty().MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Lists who was shown something personal of a worker, the last first: what an officer tells the person who asks.</summary>
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
        var reads = db.PersonalReads.AsNoTracking().Where(read => db.Placements.Any(p => p.PublicId == r.Placement && p.WorkerId == read.WorkerId));
        return TypedResults.Ok(await reads.ToPageAsync(r.Limit, r.Cursor, new { r.Placement }, ReadView.Of, newestFirst: true, ct));
    }
}
