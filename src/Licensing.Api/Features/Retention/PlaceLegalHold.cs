using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Retention;

/// <param name="SubjectId">Public id of a worker, an agency or a placement.</param>
/// <param name="Reason">The proceedings that need it, for the history.</param>
public sealed record PlaceLegalHoldRequest(string SubjectId, string Reason);

public sealed class PlaceLegalHoldValidator : Validator<PlaceLegalHoldRequest>
{
    public PlaceLegalHoldValidator()
    {
        RuleFor(r => r.SubjectId).NotEmpty().MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
    }
}

/// <summary>Places a legal hold: from now on nothing about the worker, the agency or the placement is deleted or erased.</summary>
public sealed class PlaceLegalHold(LicensingDb db, Caller caller, TimeProvider clock) : Endpoint<PlaceLegalHoldRequest, Results<Created<LegalHoldView>, Problem>>
{
    public override void Configure()
    {
        Post("legal-holds");
        Permissions(Permission.PlaceLegalHolds);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Created<LegalHoldView>, Problem>> ExecuteAsync(PlaceLegalHoldRequest r, CancellationToken ct)
    {
        var now = clock.Now();
        LegalHold? hold = null;
        if (await db.Workers.SingleOrDefaultAsync(w => w.PublicId == r.SubjectId, ct) is { } worker)
            hold = LegalHold.On(worker, r.Reason, caller.Name, now);
        else if (await db.Placements.SingleOrDefaultAsync(p => p.PublicId == r.SubjectId, ct) is { } placement)
            hold = LegalHold.On(placement, r.Reason, caller.Name, now);
        else if (await db.Agencies.SingleOrDefaultAsync(a => a.PublicId == r.SubjectId, ct) is { } agency)
            hold = LegalHold.On(agency, r.Reason, caller.Name, now);
        if (hold is null)
            return new Problem(ProblemCode.NotFound, "There is no worker, agency or placement with this id.");

        db.Add(hold);
        db.Record(hold, new LegalHoldPlaced(hold.SubjectId), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(hold);
        return TypedResults.Created($"/v1/legal-holds/{hold.PublicId}", LegalHoldView.Of(hold));
    }
}
