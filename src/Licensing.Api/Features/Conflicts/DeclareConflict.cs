using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Conflicts;

/// <param name="AgencyId">Public id or reference.</param>
/// <param name="Reason">Family, money, former employment, …</param>
public sealed record DeclareConflictRequest(string AgencyId, string Reason);

public sealed class DeclareConflictValidator : Validator<DeclareConflictRequest>
{
    public DeclareConflictValidator()
    {
        RuleFor(r => r.AgencyId).NotEmpty().MaximumLength(60);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
    }
}

/// <summary>Says that the caller is not free towards an agency: from now on he neither proposes nor decides what concerns it.</summary>
public sealed class DeclareConflict(LicensingDb db, Caller caller, TimeProvider clock) : Endpoint<DeclareConflictRequest, Results<Created<ConflictView>, Problem>>
{
    public override void Configure()
    {
        Post("conflicts");
        Permissions(Permission.DeclareConflicts);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped);
    }

    public override async Task<Results<Created<ConflictView>, Problem>> ExecuteAsync(DeclareConflictRequest r, CancellationToken ct)
    {
        var agency = await db.Agencies.AsQueryable().FindAsync(r.AgencyId, ct);
        if (agency is null)
            return new Problem(ProblemCode.NotFound);

        var conflict = new ConflictOfInterest(caller.Name, agency, r.Reason, clock.Now());
        db.Add(conflict);
        db.Record(conflict, new ConflictDeclared(conflict.Subject, agency.PublicId));
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(conflict);
        return TypedResults.Created($"/v1/conflicts/{conflict.PublicId}", ConflictView.Of(conflict));
    }
}
