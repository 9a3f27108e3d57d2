using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Returns;

/// <param name="Period">The month, for example 2026-03.</param>
/// <param name="Reason">Why it is to be filed again; the agency reads it.</param>
public sealed record ReopenPeriodRequest(string Period, string Reason)
{
    /// <summary>Public id of the agency.</summary>
    [RouteParam]
    public string AgencyId { get; init; } = "";
}

/// <param name="Id">Public id.</param>
public sealed record ReopeningView(string Id, string AgencyId, string Period, string Reason, string By, DateTime At);

public sealed class ReopenPeriodValidator : Validator<ReopenPeriodRequest>
{
    public ReopenPeriodValidator()
    {
        RuleFor(r => r.Period).NotEmpty().Period();
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
    }
}

/// <summary>Asks an agency to file a month again. Its next return for that month says that it answers this.</summary>
public sealed class ReopenPeriod(LicensingDb db, Caller caller, TimeProvider clock) : Endpoint<ReopenPeriodRequest, Results<Created<ReopeningView>, Problem>>
{
    public override void Configure()
    {
        Post("agencies/{AgencyId}/reopened-periods");
        Permissions(Permission.ReopenPeriods);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.PeriodNotFiled, ProblemCode.PeriodOpen);
    }

    public override async Task<Results<Created<ReopeningView>, Problem>> ExecuteAsync(ReopenPeriodRequest r, CancellationToken ct)
    {
        var agency = await db.Agencies.SingleOrDefaultAsync(a => a.PublicId == r.AgencyId, ct);
        if (agency is null)
            return new Problem(ProblemCode.NotFound);
        var period = PeriodText.Read(r.Period);
        var filed = await db.Returns.Where(x => x.AgencyId == agency.Id && x.Period == period && x.PublishedAt != null).OrderBy(x => x.Id).Select(x => x.PublicId).FirstOrDefaultAsync(ct);
        if (filed is null)
            return new Problem(ProblemCode.PeriodNotFiled);
        var open = await db.PeriodReopenings.Where(o => o.AgencyId == agency.Id && o.Period == period && !db.Returns.Any(x => x.ReopeningId == o.Id)).OrderBy(o => o.Id).Select(o => o.PublicId).FirstOrDefaultAsync(ct);
        if (open is not null)
            return new Problem(ProblemCode.PeriodOpen);
        var reopening = new PeriodReopening(agency.Id, period, r.Reason, caller.Name, clock.Now());
        db.Add(reopening);
        db.Record(reopening, new PeriodReopened(agency.PublicId, period), r.Reason);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/v1/returns?agency={agency.PublicId}&period={r.Period}", new ReopeningView(reopening.PublicId, agency.PublicId, r.Period, reopening.Reason, reopening.By, reopening.At));
    }
}
