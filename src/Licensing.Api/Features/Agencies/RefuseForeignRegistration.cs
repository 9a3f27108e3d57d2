using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Conflicts;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Agencies;

/// <param name="Reason">Why; the agency reads it.</param>
public sealed record RefuseForeignRegistrationRequest(string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string RegistrationId { get; init; } = "";
}

public sealed class RefuseForeignRegistrationValidator : Validator<RefuseForeignRegistrationRequest>
{
    public RefuseForeignRegistrationValidator() => RuleFor(r => r.Reason).NotEmpty().StoredLength(ForeignRegistration.MaxReasonLength);
}

/// <summary>Refuses a foreign registration that an agency filed, with the reason. The agency may file it again.</summary>
public sealed class RefuseForeignRegistration(LicensingDb db, Caller caller, TimeProvider clock)
    : Endpoint<RefuseForeignRegistrationRequest, Results<Ok<ForeignRegistrationView>, Problem>>
{
    public override void Configure()
    {
        Post("foreign-registrations/{RegistrationId}/refusal");
        Permissions(Permission.DecideForeignRegistrations);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ForeignRegistrationDecided, ProblemCode.ProposalConflict);
    }

    public override async Task<Results<Ok<ForeignRegistrationView>, Problem>> ExecuteAsync(RefuseForeignRegistrationRequest r, CancellationToken ct)
    {
        var registration = await db.ForeignRegistrations.AsTracking().Include(x => x.Agency).SingleOrDefaultAsync(x => x.PublicId == r.RegistrationId, ct);
        if (registration is null)
            return new Problem(ProblemCode.NotFound);
        if (registration.State != ForeignRegistrationState.Filed)
            return new Problem(ProblemCode.ForeignRegistrationDecided);
        if (HttpContext.RefuseStale(registration) is { } stale)
            return stale;
        if (await db.WhyNotFreeAsync(caller, registration.AgencyId, ct) is { } notFree)
            return notFree;
        registration.Refuse(r.Reason, clock.Now(), caller.Name);
        db.Record(registration, new ForeignRegistrationRefused(registration.Agency.PublicId, registration.Country), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(registration);
        return TypedResults.Ok(ForeignRegistrationView.Of(registration));
    }
}
