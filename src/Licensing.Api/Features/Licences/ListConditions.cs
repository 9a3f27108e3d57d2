using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

public sealed record ListConditionsRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string LicenceId { get; init; } = "";

    /// <summary>The day of which the states are shown; today in the ministry's time zone if left out.</summary>
    [QueryParam]
    public DateOnly? On { get; init; }

    /// <summary>Only what had been recorded by then (UTC); now if left out.</summary>
    [QueryParam]
    public DateTime? KnownAt { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class ListConditionsValidator : Validator<ListConditionsRequest>
{
    public ListConditionsValidator()
    {
        RuleFor(r => r.On!.Value).PlausibleDay().When(r => r.On is not null);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Lists the conditions of a licence with their states on a day; an agency sees those of its own licences. The public reads the register.</summary>
public sealed class ListConditions(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock)
    : Endpoint<ListConditionsRequest, Results<Ok<PageOf<ConditionView>>, Problem>>
{
    public override void Configure()
    {
        Get("licences/{LicenceId}/conditions");
        Permissions(Permission.ReadLicences);
        this.Refuses(ProblemCode.NotFound, ProblemCode.CursorInvalid);
    }

    public override async Task<Results<Ok<PageOf<ConditionView>>, Problem>> ExecuteAsync(ListConditionsRequest r, CancellationToken ct)
    {
        var licence = await db.Licences.VisibleTo(caller).Where(l => l.PublicId == r.LicenceId).Select(l => (long?)l.Id).SingleOrDefaultAsync(ct);
        if (licence is null)
            return new Problem(ProblemCode.NotFound);
        var (on, knownAt) = (r.On ?? ministry.Today(clock), r.KnownAt?.ToUniversalTime() ?? clock.Now());
        var conditions = db.LicenceConditions.AsNoTracking().WithAll().Where(c => c.LicenceId == licence && c.RecordedAt <= knownAt);
        return TypedResults.Ok(await conditions.ToPageAsync(r.Limit, r.Cursor, r with { Limit = 0, Cursor = null }, c => ConditionView.Of(c, on, knownAt), newestFirst: false, ct));
    }
}
