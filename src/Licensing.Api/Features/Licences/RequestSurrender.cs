using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

/// <param name="From">First day on which the agency wants to hold the licence no longer; today at the earliest.</param>
public sealed record RequestSurrenderRequest(DateOnly From)
{
    /// <summary>Public id of the licence.</summary>
    [RouteParam]
    public string LicenceId { get; init; } = "";
}

public sealed class RequestSurrenderValidator : Validator<RequestSurrenderRequest>
{
    public RequestSurrenderValidator() => RuleFor(r => r.From).PlausibleDay();
}

/// <summary>The agency asks to give its licence back. It holds the licence, and its duties, until the ministry has accepted.</summary>
public sealed class RequestSurrender(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock)
    : Endpoint<RequestSurrenderRequest, Results<Created<SurrenderView>, Problem>>
{
    public override void Configure()
    {
        Post("licences/{LicenceId}/surrenders");
        Permissions(Permission.RequestSurrenders);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.SurrenderOpen, ProblemCode.LicenceMoveNotPossible, ProblemCode.MeasureFirstDayPast);
    }

    public override async Task<Results<Created<SurrenderView>, Problem>> ExecuteAsync(RequestSurrenderRequest r, CancellationToken ct)
    {
        var licence = await db.Licences.VisibleTo(caller).Include(l => l.Facts).SingleOrDefaultAsync(l => l.PublicId == r.LicenceId, ct);
        if (licence is null)
            return new Problem(ProblemCode.NotFound);
        var (today, now) = (ministry.Today(clock), clock.Now());
        if (r.From < today)
            return new Problem(ProblemCode.MeasureFirstDayPast, $"Today is {today:yyyy-MM-dd}: a licence is given back for the time to come.");
        if (licence.WhyNot(LicenceAction.AcceptSurrender, r.From, now) is { } impossible)
            return impossible;
        if (await db.SurrenderRequests.AnyAsync(s => s.OpenKey == licence.Id, ct))
            return new Problem(ProblemCode.SurrenderOpen);

        var request = new SurrenderRequest(licence, r.From, now, caller.Name);
        db.Add(request);
        db.Record(request, new SurrenderRequested(licence.PublicId, r.From));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (StorageFailure.IsDuplicateKey(e))
        {
            return new Problem(ProblemCode.SurrenderOpen);
        }

        HttpContext.ShowVersion(request);
        return TypedResults.Created($"/v1/surrenders?licence={licence.PublicId}", SurrenderView.Of(request, await db.CountOpenFindingsAsync(licence.AgencyId, ct)));
    }
}
