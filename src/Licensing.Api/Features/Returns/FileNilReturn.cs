using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Returns;

/// <param name="Period">The month, for example 2026-03, in the ministry's time zone.</param>
public sealed record FileNilReturnRequest(string Period)
{
    /// <summary>Public id of the agency.</summary>
    [RouteParam]
    public string AgencyId { get; init; } = "";
}

public sealed class FileNilReturnValidator : Validator<FileNilReturnRequest>
{
    public FileNilReturnValidator() => RuleFor(r => r.Period).NotEmpty().Period();
}

/// <summary>States that the agency placed nobody, and took nothing, in a month. Refused where the register says otherwise; a return or a disclosure that
/// says otherwise later is named by this one.</summary>
public sealed class FileNilReturn(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock) : Endpoint<FileNilReturnRequest, Results<Created<ReturnView>, Problem>>
{
    public override void Configure()
    {
        Post("agencies/{AgencyId}/nil-returns");
        Permissions(Permission.FileReturns);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.PeriodFuture, ProblemCode.ReturnNotNil, ProblemCode.DuplicateKey);
    }

    public override async Task<Results<Created<ReturnView>, Problem>> ExecuteAsync(FileNilReturnRequest r, CancellationToken ct)
    {
        var agency = await db.Agencies.VisibleTo(caller).SingleOrDefaultAsync(a => a.PublicId == r.AgencyId, ct);
        if (agency is null)
            return new Problem(ProblemCode.NotFound);
        var period = PeriodText.Read(r.Period);
        if (period > ministry.Today(clock))
            return new Problem(ProblemCode.PeriodFuture);
        if (await NilClaim.ContradictionAsync(db, agency.Id, period, ct) is { } contradiction)
            return new Problem(ProblemCode.ReturnNotNil, $"{contradiction} says that something was placed in {r.Period}.");
        var earlier = await db.Returns.Where(x => x.AgencyId == agency.Id && x.Period == period && x.Format == null).Select(x => x.PublicId).FirstOrDefaultAsync(ct);
        if (earlier is not null)
            return new Problem(ProblemCode.DuplicateKey, $"{earlier} says so already.");

        var now = clock.Now();
        var filing = new Return(PublicId.New(Return.IdPrefix), agency, period, OnError.AllOrNothing, format: null, upload: null, now, caller.Name);
        var standing = await PeriodStanding.OfAsync(db, filing, ministry, ct);
        filing.Publish(now, standing.Late, standing.Supplementary, standing.Reopening?.Id);
        filing.Judged(now);
        db.Add(filing);
        db.Record(filing, new NilReturnFiled(agency.PublicId, period, standing.Late, standing.Supplementary, standing.Reopening?.PublicId));
        await db.SaveChangesAsync(ct);
        var view = await ReturnView.OfAsync(db, filing, ct);
        view.Show(HttpContext, filing);
        return TypedResults.Created($"/v1/returns/{filing.PublicId}", view);
    }
}
