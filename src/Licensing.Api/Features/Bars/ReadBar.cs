using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Bars;

public sealed record ReadBarRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string BarId { get; init; } = "";

    /// <summary>The day of which the state is shown; today in the ministry's time zone if left out.</summary>
    [QueryParam]
    public DateOnly? On { get; init; }
}

public sealed class ReadBarValidator : Validator<ReadBarRequest>
{
    public ReadBarValidator() => RuleFor(r => r.On!.Value).PlausibleDay().When(r => r.On is not null);
}

/// <summary>Shows a bar, without who the person is.</summary>
public sealed class ReadBar(LicensingDb db, Ministry ministry, TimeProvider clock) : Endpoint<ReadBarRequest, Results<Ok<BarView>, Problem>>
{
    public override void Configure()
    {
        Get("bars/{BarId}");
        Permissions(Permission.ReadBars);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<BarView>, Problem>> ExecuteAsync(ReadBarRequest r, CancellationToken ct)
    {
        var bar = await db.Bars.AsNoTracking().Include(b => b.Agency).Include(b => b.Marks).SingleOrDefaultAsync(b => b.PublicId == r.BarId, ct);
        if (bar is null)
            return new Problem(ProblemCode.NotFound);
        HttpContext.ShowVersion(bar);
        return TypedResults.Ok(BarView.Of(bar, r.On ?? ministry.Today(clock)));
    }
}
