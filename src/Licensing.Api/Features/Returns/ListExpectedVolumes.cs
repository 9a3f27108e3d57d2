using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Returns;

public sealed record ListExpectedVolumesRequest
{
    /// <summary>Public id of the agency.</summary>
    [QueryParam]
    public string? Agency { get; init; }

    /// <summary>A month, for example 2026-03: numbers of which at least one day lies in it.</summary>
    [QueryParam]
    public string? Period { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

/// <param name="AgencyId">Public id.</param>
/// <param name="From">First day, inclusive.</param>
/// <param name="To">Last day, inclusive.</param>
/// <param name="Destination">ISO 3166-1 alpha-2.</param>
/// <param name="Expected">Workers approved, all sources together.</param>
/// <param name="ExpectedFemale">Null where a source does not tell.</param>
/// <param name="ExpectedMale">As expectedFemale.</param>
/// <param name="Sources">How many sources, such as lots, say so.</param>
/// <param name="Filed">Placements of the agency to that destination that count in these days, filed by return or by themselves. 0 says that none is
/// on record: not that none was made, nor that anything is in order.</param>
public sealed record VolumeView(
    string AgencyId, DateOnly From, DateOnly To, string Destination, long Expected, long? ExpectedFemale, long? ExpectedMale, int Sources, int Filed);

public sealed class ListExpectedVolumesValidator : Validator<ListExpectedVolumesRequest>
{
    public ListExpectedVolumesValidator()
    {
        RuleFor(r => r.Agency).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Period).Period();
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Shows expected workers beside filed placements, for each agency, month and destination with an expected number; an agency sees its own.</summary>
/// <remarks>A placement counts on the day of signing; where that is not reported, of the first item; where no item is dated, of filing: not in the month
/// of the return that brought it. An approval may be used months later, so a difference is a question and never a breach.</remarks>
public sealed class ListExpectedVolumes(LicensingDb db, Caller caller) : Endpoint<ListExpectedVolumesRequest, Ok<PageOf<VolumeView>>>
{
    public override void Configure()
    {
        Get("returns/volumes");
        Permissions(Permission.ReadReturns);
        this.Refuses(ProblemCode.CursorInvalid);
    }

    public override async Task<Ok<PageOf<VolumeView>>> ExecuteAsync(ListExpectedVolumesRequest r, CancellationToken ct)
    {
        var visible = db.ExpectedVolumes.AsNoTracking().VisibleTo(caller);
        var standing = db.ExpectedVolumes.Where(v => v.WithdrawnAt == null);
        // One row stands for all of its agency, days and destination: the first that was recorded.
        var first = visible.Where(v => v.WithdrawnAt == null
            && !standing.Any(o => o.AgencyId == v.AgencyId && o.From == v.From && o.To == v.To && o.Destination == v.Destination && o.Id < v.Id));
        if (r.Agency is not null)
            first = first.Where(v => v.Agency.PublicId == r.Agency);
        if (r.Period is not null)
        {
            var begins = PeriodText.Read(r.Period);
            var ends = begins.AddMonths(1).AddDays(-1);
            first = first.Where(v => v.From <= ends && v.To >= begins);
        }

        var page = await first.ToPageAsync(r.Limit, r.Cursor, r with { Limit = 0, Cursor = null }, v => v.Id, newestFirst: false, ct, visible);
        var ids = page.Items;
        var lines = await db.ExpectedVolumes.Where(v => ids.Contains(v.Id)).OrderBy(v => v.Id).Select(v => new
        {
            v.Agency.PublicId, v.From, v.To, v.Destination,
            Filed = db.Placements.Count(p => p.AgencyId == v.AgencyId && p.HappenedOn >= v.From && p.HappenedOn <= v.To && p.Destination == v.Destination),
            Sources = standing.Where(o => o.AgencyId == v.AgencyId && o.From == v.From && o.To == v.To && o.Destination == v.Destination)
                .Select(o => new { o.Total, o.Female, o.Male }).ToList(),
        }).ToListAsync(ct);
        return TypedResults.Ok(new PageOf<VolumeView>([.. lines.Select(l => new VolumeView(
            l.PublicId, l.From, l.To, l.Destination, l.Sources.Sum(s => (long)s.Total),
            l.Sources.All(s => s.Female is not null) ? l.Sources.Sum(s => (long)s.Female!.Value) : null,
            l.Sources.All(s => s.Male is not null) ? l.Sources.Sum(s => (long)s.Male!.Value) : null,
            l.Sources.Count, l.Filed))], page.Next));
    }
}
