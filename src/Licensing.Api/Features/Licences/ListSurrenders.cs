using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

public sealed record ListSurrendersRequest
{
    /// <summary>Public id.</summary>
    [QueryParam]
    public string? Licence { get; init; }

    /// <summary>Public id.</summary>
    [QueryParam]
    public string? Agency { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListSurrendersValidator : Validator<ListSurrendersRequest>
{
    public ListSurrendersValidator()
    {
        RuleFor(r => r.Licence).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Agency).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Lists requests to give a licence back, the newest first; an agency sees its own.</summary>
public sealed class ListSurrenders(LicensingDb db, Caller caller) : Endpoint<ListSurrendersRequest, Ok<PageOf<SurrenderView>>>
{
    public override void Configure()
    {
        Get("surrenders");
        Permissions(Permission.ReadLicences);
        this.Refuses(ProblemCode.CursorInvalid);
    }

    public override async Task<Ok<PageOf<SurrenderView>>> ExecuteAsync(ListSurrendersRequest r, CancellationToken ct)
    {
        var requests = db.SurrenderRequests.AsNoTracking().VisibleTo(caller).Include(s => s.Licence).AsQueryable();
        if (r.Licence is not null)
            requests = requests.Where(s => s.Licence.PublicId == r.Licence);
        if (r.Agency is not null)
            requests = requests.Where(s => s.Licence.Agency.PublicId == r.Agency);
        var page = await requests.ToPageAsync(r.Limit, r.Cursor, r with { Limit = 0, Cursor = null }, s => s, newestFirst: true, ct);
        var agencies = page.Items.Select(s => s.AgencyId).Distinct().ToList();
        var open = await db.CountOpenFindingsAsync(agencies, ct);
        return TypedResults.Ok(new PageOf<SurrenderView>([.. page.Items.Select(s => SurrenderView.Of(s, open.GetValueOrDefault(s.AgencyId)))], page.Next));
    }
}
