using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Reads;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Disclosures;

public sealed record ReadDisclosureRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string DisclosureId { get; init; } = "";

    /// <summary>Which version; the newest if left out.</summary>
    [QueryParam]
    public int? Number { get; init; }
}

public sealed class ReadDisclosureValidator : Validator<ReadDisclosureRequest>
{
    public ReadDisclosureValidator() => RuleFor(r => r.Number).GreaterThan(0);
}

/// <summary>Shows what was reported of a placement, in the newest version or an earlier one.</summary>
public sealed class ReadDisclosure(LicensingDb db, Caller caller, ReadRegister reads) : Endpoint<ReadDisclosureRequest, Results<Ok<DisclosureView>, Problem>>
{
    public override void Configure()
    {
        Get("disclosures/{DisclosureId}");
        Permissions(Permission.ReadDisclosures);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<DisclosureView>, Problem>> ExecuteAsync(ReadDisclosureRequest r, CancellationToken ct)
    {
        var disclosure = await db.Disclosures.AsNoTracking().VisibleTo(caller).Include(d => d.Placement)
            .SingleOrDefaultAsync(d => d.PublicId == r.DisclosureId, ct);
        if (disclosure is null)
            return new Problem(ProblemCode.NotFound);
        var number = r.Number ?? disclosure.LatestNumber;
        var version = await db.DisclosureVersions.AsNoTracking().SingleOrDefaultAsync(v => v.DisclosureId == disclosure.Id && v.Number == number, ct);
        if (version is null)
            return new Problem(ProblemCode.NotFound, $"There is no version {number}; the newest is {disclosure.LatestNumber}.");
        var receipt = await reads.RecordAsync(disclosure.Placement.WorkerId, disclosure.PublicId, ct);
        HttpContext.ShowVersion(disclosure);
        return TypedResults.Ok(DisclosureView.Of(disclosure, version, receipt));
    }
}
