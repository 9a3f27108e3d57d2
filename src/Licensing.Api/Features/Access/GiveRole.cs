using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Access;

/// <param name="Subject">The subject of the person's tokens at the ministry's provider, or a client's name.</param>
/// <param name="AgencyId">Public id or reference; for an agency's roles, and only for them.</param>
/// <param name="From">When it begins, inclusive; now if left out.</param>
/// <param name="Until">When it ends, exclusive; when it is taken if left out.</param>
/// <param name="Reason">Why, for the audit trail.</param>
public sealed record GiveRoleRequest(string Subject, CallerRole Role, string Reason, string? AgencyId = null, DateTime? From = null, DateTime? Until = null);

public sealed class GiveRoleValidator : Validator<GiveRoleRequest>
{
    public GiveRoleValidator()
    {
        RuleFor(r => r.Subject).NotEmpty().MaximumLength(StorageConventions.DefaultTextLength);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
        RuleFor(r => r.Role).Must(role => Hats.Givable.Contains(role)).WithErrorCode("role.not-givable").WithMessage("Nobody can be given this role.");
        RuleFor(r => r.AgencyId).NotEmpty().When(r => Hats.IsOfAgency(r.Role)).WithErrorCode("field.missing").WithMessage("This role is held for an agency.");
        RuleFor(r => r.AgencyId).Null().When(r => !Hats.IsOfAgency(r.Role)).WithErrorCode("agency.not-here").WithMessage("This role is held for the whole ministry.");
        RuleFor(r => r.Until).Must((r, until) => until is null || r.From is null || r.From < until).WithErrorCode("period.reversed").WithMessage("The period ends before it begins.");
    }
}

/// <summary>Gives somebody a role. Nobody gives himself one, and a commissioner is appointed by two people.</summary>
public sealed class GiveRole(LicensingDb db, Caller caller, TimeProvider clock) : Endpoint<GiveRoleRequest, Results<Created<MembershipView>, Problem>>
{
    private const int Attempts = 5;

    public override void Configure()
    {
        Post("access/memberships");
        Permissions(Permission.GiveRoles);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.RoleOwn, ProblemCode.RoleNeedsTwo, ProblemCode.RoleHeld, ProblemCode.RoleExcluded);
    }

    public override async Task<Results<Created<MembershipView>, Problem>> ExecuteAsync(GiveRoleRequest r, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await GiveAsync(r, ct);
            }
            catch (DbUpdateException e) when (attempt < Attempts && StorageFailure.IsDuplicateKey(e))
            {
                // Somebody gave the same person a role at the same moment. Looking again finds it.
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<Results<Created<MembershipView>, Problem>> GiveAsync(GiveRoleRequest r, CancellationToken ct)
    {
        if (r.Subject == caller.Name)
            return new Problem(ProblemCode.RoleOwn);
        if (r.Role == CallerRole.Commissioner)
            return new Problem(ProblemCode.RoleNeedsTwo);
        var agency = r.AgencyId is null ? null : await db.Agencies.AsQueryable().FindAsync(r.AgencyId, ct);
        if (r.AgencyId is not null && agency is null)
            return new Problem(ProblemCode.NotFound);
        var now = clock.Now();
        var (refusal, number) = await RoleRules.NextAsync(db, r.Subject, r.Role, agency, now, ct);
        if (refusal is not null)
            return refusal;

        var membership = new Membership(r.Subject, r.Role, agency, r.From?.ToUniversalTime() ?? now, r.Until?.ToUniversalTime(), now, caller.Name, number);
        db.Add(membership);
        db.Record(membership, new RoleGiven(membership.Subject, membership.Role, agency?.PublicId, membership.From, membership.Until), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(membership);
        return TypedResults.Created($"/v1/access/memberships/{membership.PublicId}", MembershipView.Of(membership));
    }
}

internal static class RoleRules
{
    /// <summary>Why the role cannot be given, or the number of the membership that gives it.</summary>
    public static async Task<(Problem? Refusal, int Number)> NextAsync(LicensingDb db, string subject, CallerRole role, Agency? agency, DateTime now, CancellationToken ct)
    {
        // The ended ones too, in the same reading: the number stands for everything that was seen. Compared again in memory: a server
        // may take "Maya" and "maya" for equal.
        var all = (await db.Memberships.AsNoTracking().Where(m => m.Subject == subject).ToListAsync(ct)).Where(m => m.Subject == subject).ToList();
        var held = all.Where(m => !m.IsOverAt(now)).ToList();
        if (held.Any(m => m.Role == role && m.AgencyId == agency?.Id))
            return (new Problem(ProblemCode.RoleHeld), 0);
        return held.FirstOrDefault(m => !Hats.GoTogether(m.Role, role)) is { } other
            ? (new Problem(ProblemCode.RoleExcluded, $"{subject} is {Json.Words.ConvertName(other.Role.ToString())}; nobody is both."), 0)
            : (null, all.Select(m => m.Number).DefaultIfEmpty().Max() + 1);
    }
}
