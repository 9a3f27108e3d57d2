using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Agencies;

/// <param name="Address">As people find it.</param>
/// <param name="From">First day, inclusive.</param>
/// <param name="Place">Town or district, for search.</param>
/// <param name="Reason">Why it is recorded, for the audit trail.</param>
public sealed record OpenBranchRequest(BranchKind Kind, string Address, DateOnly From, string? Place = null, string? Reason = null)
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string AgencyId { get; init; } = "";
}

public sealed record BranchOpened(string AgencyId, BranchKind Kind, DateOnly From);

public sealed class OpenBranchValidator : Validator<OpenBranchRequest>
{
    public OpenBranchValidator()
    {
        RuleFor(r => r.Address).NotEmpty().ShortText();
        RuleFor(r => r.Place).ShortText().MaximumLength(StorageConventions.DefaultTextLength);
        RuleFor(r => r.From).PlausibleDay();
        RuleFor(r => r.Reason).MaximumLength(2000);
    }
}

/// <summary>Records a place where an agency does business. Branches count where the regime asks a deposit for each.</summary>
public sealed class OpenBranch(LicensingDb db, Caller caller, TimeProvider clock) : Endpoint<OpenBranchRequest, Results<Created<BranchView>, Problem>>
{
    public override void Configure()
    {
        Post("agencies/{AgencyId}/branches");
        Permissions(Permission.RecordAgencyFacts);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped);
    }

    public override async Task<Results<Created<BranchView>, Problem>> ExecuteAsync(OpenBranchRequest r, CancellationToken ct)
    {
        var agency = await db.Agencies.AsTracking().FindAsync(r.AgencyId, ct);
        if (agency is null)
            return new Problem(ProblemCode.NotFound);
        var branch = new Branch(agency, r.Kind, r.Address, r.Place, r.From, clock.Now(), caller.Name);
        db.Add(branch);
        db.Record(branch, new BranchOpened(agency.PublicId, r.Kind, r.From), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(branch);
        return TypedResults.Created($"/v1/agencies/{agency.PublicId}/branches", BranchView.Of(branch));
    }
}
