using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Agencies;

/// <param name="To">First day on which it holds no longer; its own first day where it never held.</param>
/// <param name="Reason">Why, for the audit trail.</param>
public sealed record EndForeignRegistrationRequest(DateOnly To, string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string RegistrationId { get; init; } = "";
}

public sealed class EndForeignRegistrationValidator : Validator<EndForeignRegistrationRequest>
{
    public EndForeignRegistrationValidator()
    {
        RuleFor(r => r.To).PlausibleDay();
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
    }
}

/// <summary>Records that a confirmed foreign registration ended before its last day: withdrawn there, or given back.</summary>
public sealed class EndForeignRegistration(LicensingDb db, TimeProvider clock) : Endpoint<EndForeignRegistrationRequest, Results<Ok<ForeignRegistrationView>, Problem>>
{
    public override void Configure()
    {
        Post("foreign-registrations/{RegistrationId}/end");
        Permissions(Permission.DecideForeignRegistrations);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ForeignRegistrationEnded, ProblemCode.ForeignRegistrationNotConfirmed, ProblemCode.EndBeforeBeginning);
    }

    public override async Task<Results<Ok<ForeignRegistrationView>, Problem>> ExecuteAsync(EndForeignRegistrationRequest r, CancellationToken ct)
    {
        var registration = await db.ForeignRegistrations.AsTracking().Include(x => x.Agency).SingleOrDefaultAsync(x => x.PublicId == r.RegistrationId, ct);
        if (registration is null)
            return new Problem(ProblemCode.NotFound);
        if (registration.State != ForeignRegistrationState.Confirmed)
            return new Problem(ProblemCode.ForeignRegistrationNotConfirmed);
        if (registration.To is not null)
            return new Problem(ProblemCode.ForeignRegistrationEnded);
        if (r.To < registration.From)
            return new Problem(ProblemCode.EndBeforeBeginning, $"It began on {registration.From:yyyy-MM-dd}.");
        if (HttpContext.RefuseStale(registration) is { } stale)
            return stale;
        registration.End(r.To, clock.Now());
        db.Record(registration, new ForeignRegistrationEnded(registration.Agency.PublicId, registration.Country, r.To), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(registration);
        return TypedResults.Ok(ForeignRegistrationView.Of(registration));
    }
}
