using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Agencies;

/// <param name="Country">ISO 3166-1 alpha-2, of the authority; not the home country.</param>
/// <param name="Authority">Who registered the agency there.</param>
/// <param name="Number">As on its papers.</param>
/// <param name="From">First day, inclusive.</param>
/// <param name="Until">Last day, inclusive; null: no end is known.</param>
public sealed record FileForeignRegistrationRequest(string Country, string Authority, string Number, DateOnly From, DateOnly? Until = null)
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string AgencyId { get; init; } = "";
}

public sealed class FileForeignRegistrationValidator : Validator<FileForeignRegistrationRequest>
{
    public FileForeignRegistrationValidator(CodeLists codes)
    {
        RuleFor(r => r.Country).CountryCode(codes);
        RuleFor(r => r.Authority).NotEmpty().ShortText().StoredLength(StorageConventions.DefaultTextLength);
        RuleFor(r => r.Number).NotEmpty().ShortText().StoredLength(StorageConventions.DefaultTextLength);
        RuleFor(r => r.From).PlausibleDay();
        RuleFor(r => r.Until!.Value).PlausibleDay().NotBefore(r => r.From).When(r => r.Until is not null);
    }
}

/// <summary>Files a licence or registration that an agency holds in another country. The public sees it when an officer has confirmed it.</summary>
public sealed class FileForeignRegistration(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock)
    : Endpoint<FileForeignRegistrationRequest, Results<Created<ForeignRegistrationView>, Problem>>
{
    public override void Configure()
    {
        Post("agencies/{AgencyId}/foreign-registrations");
        Permissions(Permission.FileForeignRegistrations);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped);
    }

    public override async Task<Results<Created<ForeignRegistrationView>, Problem>> ExecuteAsync(FileForeignRegistrationRequest r, CancellationToken ct)
    {
        if (r.Country == ministry.HomeCountry)
            return new Problem(ProblemCode.RequestInvalid, errors: [new("country.home", "/country", "A foreign registration is one of another country.", r.Country, "Licences of this country are in this register already.")]);
        var agency = await db.Agencies.AsTracking().VisibleTo(caller).FindAsync(r.AgencyId, ct);
        if (agency is null)
            return new Problem(ProblemCode.NotFound);
        var registration = new ForeignRegistration(agency, r.Country, r.Authority, r.Number, r.From, r.Until, clock.Now(), caller.Name);
        db.Add(registration);
        db.Record(registration, new ForeignRegistrationFiled(agency.PublicId, r.Country, r.From, r.Until));
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(registration);
        return TypedResults.Created($"/v1/agencies/{agency.PublicId}/foreign-registrations", ForeignRegistrationView.Of(registration));
    }
}
