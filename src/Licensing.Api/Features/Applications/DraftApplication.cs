using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Applications;

public sealed record DraftApplicationRequest : WrittenApplication
{
    /// <summary>Public id of the agency that applies.</summary>
    [RouteParam]
    public string AgencyId { get; init; } = "";

    public required ApplicationKind Kind { get; init; }

    /// <summary>Public id of the licence that it is about; left out for a new licence.</summary>
    public string? LicenceId { get; init; }
}

/// <param name="LicenceId">Public id of the licence that it is about.</param>
public sealed record ApplicationDrafted(string AgencyId, string Reference, ApplicationKind Kind, string? LicenceId, string? Class, string Regime);

public sealed class DraftApplicationValidator : Validator<DraftApplicationRequest>
{
    public DraftApplicationValidator(CodeLists codes)
    {
        Include(new WrittenApplicationValidator<DraftApplicationRequest>(codes));
        RuleFor(r => r.LicenceId).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.LicenceId).Empty().When(r => r.Kind == ApplicationKind.NewLicence).WithErrorCode("licence.unexpected").WithMessage("A new licence is not about another one.");
        RuleFor(r => r.LicenceId).NotEmpty().When(r => r.Kind != ApplicationKind.NewLicence).WithErrorCode("field.missing").WithMessage("Say which licence it is about.");
    }
}

/// <summary>Begins an application as a draft: nobody decides on it before it is submitted.</summary>
public sealed class DraftApplication(LicensingDb db, Caller caller, ApplicationSeal seal, RegimeBook book, Ministry ministry, TimeProvider clock)
    : Endpoint<DraftApplicationRequest, Results<Created<ApplicationView>, Problem>>
{
    public override void Configure()
    {
        Post("agencies/{AgencyId}/applications");
        Permissions(Permission.FileApplications);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Created<ApplicationView>, Problem>> ExecuteAsync(DraftApplicationRequest r, CancellationToken ct)
    {
        var agency = await db.Agencies.VisibleTo(caller).SingleOrDefaultAsync(a => a.PublicId == r.AgencyId, ct);
        if (agency is null)
            return new Problem(ProblemCode.NotFound);
        var licence = r.LicenceId is null ? null : await db.Licences.SingleOrDefaultAsync(l => l.PublicId == r.LicenceId && l.AgencyId == agency.Id, ct);
        if (r.LicenceId is not null && licence is null)
            return new Problem(ProblemCode.RequestInvalid, errors: [new("licence.unknown", "/licenceId", "The agency has no such licence.", r.LicenceId)]);

        var now = clock.Now();
        var application = new LicenceApplication(agency, r.Kind, licence, book.Regime.Name, now, caller.Name);
        db.Add(application);
        await db.WriteAsync(application, r, seal, now, caller.Name, ct);
        db.Record(application, new ApplicationDrafted(agency.PublicId, application.Reference, r.Kind, licence?.PublicId, r.Class, application.Regime));
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(application);
        return TypedResults.Created($"/v1/applications/{application.PublicId}", ApplicationView.Of(application, ministry.Today(clock)));
    }
}
