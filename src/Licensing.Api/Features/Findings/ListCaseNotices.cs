using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Findings;

public sealed record ListCaseNoticesRequest
{
    /// <summary>Public id.</summary>
    [QueryParam]
    public string? Agency { get; init; }

    /// <summary>Only those about this finding: public id.</summary>
    [QueryParam]
    public string? Finding { get; init; }

    /// <summary>Only those about this flag: public id.</summary>
    [QueryParam]
    public string? Flag { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListCaseNoticesValidator : Validator<ListCaseNoticesRequest>
{
    public ListCaseNoticesValidator()
    {
        RuleFor(r => r.Agency).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Finding).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Flag).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Lists notices of findings and flags, the newest first; an agency sees its own.</summary>
public sealed class ListCaseNotices(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock) : Endpoint<ListCaseNoticesRequest, Ok<PageOf<CaseNoticeSummary>>>
{
    public override void Configure()
    {
        Get("case-notices");
        Permissions(Permission.ReadCaseNotices);
        this.Refuses(ProblemCode.CursorInvalid);
    }

    public override async Task<Ok<PageOf<CaseNoticeSummary>>> ExecuteAsync(ListCaseNoticesRequest r, CancellationToken ct)
    {
        var today = ministry.Today(clock);
        var notices = db.CaseNotices.AsNoTracking().VisibleTo(caller);
        if (r.Agency is not null) notices = notices.Where(n => n.Agency.PublicId == r.Agency);
        if (r.Finding is not null) notices = notices.Where(n => n.Items.Any(i => i.Finding!.PublicId == r.Finding));
        if (r.Flag is not null) notices = notices.Where(n => n.Items.Any(i => i.Flag!.PublicId == r.Flag));
        var loaded = notices.Include(n => n.Agency).Include(n => n.Items).ThenInclude(i => i.Finding).Include(n => n.Items).ThenInclude(i => i.Flag).AsSplitQuery();
        return TypedResults.Ok(await loaded.ToPageAsync(r.Limit, r.Cursor, r with { Limit = 0, Cursor = null }, n => CaseNoticeSummary.Of(n, today), newestFirst: true, ct));
    }
}
