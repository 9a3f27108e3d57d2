using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

public sealed record ReadLicenceRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string LicenceId { get; init; } = "";

    /// <summary>The day of which the state is shown; today in the ministry's time zone if left out.</summary>
    [QueryParam]
    public DateOnly? On { get; init; }

    /// <summary>Only what had been recorded by then (UTC); now if left out.</summary>
    [QueryParam]
    public DateTime? KnownAt { get; init; }
}

public sealed class ReadLicenceValidator : Validator<ReadLicenceRequest>
{
    public ReadLicenceValidator() => RuleFor(r => r.On!.Value).PlausibleDay().When(r => r.On is not null);
}

/// <summary>Shows a licence on a day, with every fact that its state is computed from. The public reads the register instead.</summary>
public sealed class ReadLicence(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock)
    : Endpoint<ReadLicenceRequest, Results<Ok<LicenceView>, Problem>>
{
    public override void Configure()
    {
        Get("licences/{LicenceId}");
        Permissions(Permission.ReadLicences);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<LicenceView>, Problem>> ExecuteAsync(ReadLicenceRequest r, CancellationToken ct)
    {
        var licence = await db.Licences.AsNoTracking().VisibleTo(caller).Include(l => l.Agency).Include(l => l.Facts).SingleOrDefaultAsync(l => l.PublicId == r.LicenceId, ct);
        if (licence is null)
            return new Problem(ProblemCode.NotFound);
        HttpContext.ShowVersion(licence);
        return TypedResults.Ok(LicenceView.Of(licence, r.On ?? ministry.Today(clock), r.KnownAt?.ToUniversalTime() ?? clock.Now()));
    }
}
