using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Access;

/// <param name="Reason">Why, for the audit trail.</param>
public sealed record TakeRoleRequest(string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string MembershipId { get; init; } = "";
}

public sealed class TakeRoleValidator : Validator<TakeRoleRequest>
{
    public TakeRoleValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
}

/// <summary>Ends a role now. Tokens that are out already stop to carry it at once.</summary>
public sealed class TakeRole(LicensingDb db, Caller caller, TimeProvider clock) : Endpoint<TakeRoleRequest, Results<Ok<MembershipView>, Problem>>
{
    public override void Configure()
    {
        Post("access/memberships/{MembershipId}/end");
        Permissions(Permission.GiveRoles);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.RoleOwn, ProblemCode.RoleNeedsTwo, ProblemCode.RoleEnded);
    }

    public override async Task<Results<Ok<MembershipView>, Problem>> ExecuteAsync(TakeRoleRequest r, CancellationToken ct)
    {
        var membership = await db.Memberships.Include(m => m.Agency).SingleOrDefaultAsync(m => m.PublicId == r.MembershipId, ct);
        if (membership is null)
            return new Problem(ProblemCode.NotFound);
        var now = clock.Now();
        // His own too: otherwise the last administrator could lock everybody out by a slip.
        if (membership.Subject == caller.Name)
            return new Problem(ProblemCode.RoleOwn);
        if (membership.Role == CallerRole.Commissioner)
            return new Problem(ProblemCode.RoleNeedsTwo);
        if (membership.IsOverAt(now))
            return new Problem(ProblemCode.RoleEnded);
        if (HttpContext.RefuseStale(membership) is { } stale)
            return stale;

        membership.Take(now, caller.Name);
        db.Record(membership, new RoleTaken(membership.Subject, membership.Role, membership.Agency?.PublicId), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(membership);
        return TypedResults.Ok(MembershipView.Of(membership));
    }
}
