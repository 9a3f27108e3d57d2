using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

public sealed record ReadConditionRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string ConditionId { get; init; } = "";

    /// <summary>The day of which the state is shown; today in the ministry's time zone if left out.</summary>
    [QueryParam]
    public DateOnly? On { get; init; }

    /// <summary>Only what had been recorded by then (UTC); now if left out.</summary>
    [QueryParam]
    public DateTime? KnownAt { get; init; }
}

public sealed class ReadConditionValidator : Validator<ReadConditionRequest>
{
    public ReadConditionValidator() => RuleFor(r => r.On!.Value).PlausibleDay().When(r => r.On is not null);
}

/// <summary>Shows a condition of a licence on a day, with what was done about it.</summary>
public sealed class ReadCondition(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock) : Endpoint<ReadConditionRequest, Results<Ok<ConditionView>, Problem>>
{
    public override void Configure()
    {
        Get("conditions/{ConditionId}");
        Permissions(Permission.ReadLicences);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<ConditionView>, Problem>> ExecuteAsync(ReadConditionRequest r, CancellationToken ct)
    {
        var knownAt = r.KnownAt?.ToUniversalTime() ?? clock.Now();
        var condition = await db.LicenceConditions.AsNoTracking().VisibleTo(caller).WithAll().SingleOrDefaultAsync(c => c.PublicId == r.ConditionId && c.RecordedAt <= knownAt, ct);
        if (condition is null)
            return new Problem(ProblemCode.NotFound);
        HttpContext.ShowVersion(condition);
        return TypedResults.Ok(ConditionView.Of(condition, r.On ?? ministry.Today(clock), knownAt));
    }
}
