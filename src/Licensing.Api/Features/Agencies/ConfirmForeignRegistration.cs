using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Conflicts;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Agencies;

/// <param name="Reason">How it was checked, for the audit trail.</param>
public sealed record ConfirmForeignRegistrationRequest(string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string RegistrationId { get; init; } = "";
}

public sealed class ConfirmForeignRegistrationValidator : Validator<ConfirmForeignRegistrationRequest>
{
    public ConfirmForeignRegistrationValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
}

/// <summary>Confirms a foreign registration that an agency filed; from now on the public register shows it.</summary>
public sealed class ConfirmForeignRegistration(LicensingDb db, Caller caller, TimeProvider clock)
    : Endpoint<ConfirmForeignRegistrationRequest, Results<Ok<ForeignRegistrationView>, Problem>>
{
    public override void Configure()
    {
        Post("foreign-registrations/{RegistrationId}/confirmation");
        Permissions(Permission.DecideForeignRegistrations);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ForeignRegistrationDecided, ProblemCode.ProposalConflict);
    }

    public override async Task<Results<Ok<ForeignRegistrationView>, Problem>> ExecuteAsync(ConfirmForeignRegistrationRequest r, CancellationToken ct)
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
        registration.Confirm(clock.Now(), caller.Name);
        db.Record(registration, new ForeignRegistrationConfirmed(registration.Agency.PublicId, registration.Country), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(registration);
        return TypedResults.Ok(ForeignRegistrationView.Of(registration));
    }
}
