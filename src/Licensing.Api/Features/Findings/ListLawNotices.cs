using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Law;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Mapster;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Findings;

public sealed record ListLawNoticesRequest
{
    /// <summary>Public id of the agency.</summary>
    [QueryParam]
    public string? Agency { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListLawNoticesValidator : Validator<ListLawNoticesRequest>
{
    public ListLawNoticesValidator()
    {
        RuleFor(r => r.Agency).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>That a change of law opened, changed or withdrew findings about an agency.</summary>
/// <param name="Id">Public id.</param>
/// <param name="At">When the agency was told: once for each change.</param>
/// <param name="Withdrawn">Findings that are withdrawn by this change now. GET /v1/findings?lawChange= lists them and the others.</param>
/// <param name="OpenedOrChanged">Findings that this change opened or changed last.</param>
public sealed record LawNoticeView(string Id, string AgencyId, DateTime At, LawStepView LawChange, int Withdrawn, int OpenedOrChanged);

/// <summary>Lists the changes of law that concerned findings about an agency, newest first; an agency sees its own.</summary>
public sealed class ListLawNotices(LicensingDb db, Caller caller) : Endpoint<ListLawNoticesRequest, Ok<PageOf<LawNoticeView>>>
{
    public override void Configure()
    {
        Get("law-notices");
        Permissions(Permission.ReadFindings);
    }

    public override async Task<Ok<PageOf<LawNoticeView>>> ExecuteAsync(ListLawNoticesRequest r, CancellationToken ct)
    {
        var notices = db.LawNotices.AsNoTracking().VisibleTo(caller);
        if (r.Agency is not null)
            notices = notices.Where(n => n.Agency.PublicId == r.Agency);
        var page = await notices.ToPageOfAsync<LawNotice, NoticeRow>(r.Limit, r.Cursor, r with { Limit = 0, Cursor = null }, NoticeRow.Projection, newestFirst: true, ct);
        var (agencies, steps) = (page.Items.Select(n => n.AgencyKey).Distinct().ToList(), page.Items.Select(n => n.StepKey).Distinct().ToList());
        var changes = await LawStepView.OfAsync(db, steps, ct);
        var counts = page.Items.Count == 0 ? [] : await db.Findings.Where(f => steps.Contains(f.LawStepId!.Value) && agencies.Contains(f.AgencyId))
            .GroupBy(f => new { f.AgencyId, f.LawStepId, f.FellByLaw }).Select(g => new { g.Key.AgencyId, g.Key.LawStepId, g.Key.FellByLaw, Count = g.Count() }).ToListAsync(ct);
        return TypedResults.Ok(new PageOf<LawNoticeView>([.. page.Items.Select(n => new LawNoticeView(n.Id, n.AgencyId, n.At, changes[n.StepKey], Count(n, fell: true), Count(n, fell: false)))], page.Next));

        int Count(NoticeRow n, bool fell) => counts.Where(c => c.AgencyId == n.AgencyKey && c.LawStepId == n.StepKey && c.FellByLaw == fell).Sum(c => c.Count);
    }

    private sealed record NoticeRow(string Id, long AgencyKey, string AgencyId, long StepKey, DateTime At) : IIdentified
    {
        public static readonly TypeAdapterConfig Projection = CreateProjection();

        private static TypeAdapterConfig CreateProjection()
        {
            var projection = new TypeAdapterConfig();
            projection.NewConfig<LawNotice, NoticeRow>().MapToConstructor(true)
                .Map(row => row.Id, n => n.PublicId)
                .Map(row => row.AgencyKey, n => n.AgencyId)
                .Map(row => row.AgencyId, n => n.Agency.PublicId)
                .Map(row => row.StepKey, n => n.LawStepId);
            return projection;
        }
    }
}
