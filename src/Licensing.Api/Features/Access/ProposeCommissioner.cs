using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Access;

public enum CommissionerStep
{
    /// <summary>Makes somebody commissioner.</summary>
    Appoint,

    /// <summary>Ends it.</summary>
    Dismiss,
}

/// <param name="Subject">The subject of the person's tokens, or a client's name.</param>
/// <param name="Reason">Why, for the history.</param>
/// <param name="Until">When an appointment ends, exclusive; when it is taken if left out.</param>
public sealed record ProposeCommissionerRequest(string Subject, CommissionerStep Step, string Reason, DateTime? Until = null);

public sealed class ProposeCommissionerValidator : Validator<ProposeCommissionerRequest>
{
    public ProposeCommissionerValidator()
    {
        RuleFor(r => r.Subject).NotEmpty().MaximumLength(StorageConventions.DefaultTextLength);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
        RuleFor(r => r.Until).Null().When(r => r.Step == CommissionerStep.Dismiss).WithErrorCode("period.not-here").WithMessage("A dismissal ends the role at once.");
    }
}

/// <summary>Proposes to appoint or dismiss a commissioner; someone who is not an administrator decides.</summary>
public sealed class ProposeCommissioner(LicensingDb db, Caller caller, TwoPersonRule rule, TimeProvider clock)
    : Endpoint<ProposeCommissionerRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("access/commissioners");
        Permissions(Permission.GiveRoles);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.RoleOwn, ProblemCode.RoleHeld, ProblemCode.RoleExcluded, ProblemCode.ProposalOpen);
    }

    public override async Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(ProposeCommissionerRequest r, CancellationToken ct)
    {
        if (r.Subject == caller.Name)
            return new Problem(ProblemCode.RoleOwn);
        var now = clock.Now();
        var held = (await db.Memberships.AsNoTracking().Where(m => m.Subject == r.Subject && m.Role == CallerRole.Commissioner && (m.Until == null || m.Until > now)).ToListAsync(ct))
            .FirstOrDefault(m => m.Subject == r.Subject);
        if (r.Step == CommissionerStep.Dismiss && held is null)
            return new Problem(ProblemCode.NotFound, $"{r.Subject} is not commissioner.");
        if (r.Step == CommissionerStep.Appoint && (await RoleRules.NextAsync(db, r.Subject, CallerRole.Commissioner, null, now, ct)).Refusal is { } refusal)
            return refusal;

        var (kind, version) = r.Step == CommissionerStep.Appoint ? (ProposalKind.AppointCommissioner, (long?)null) : (ProposalKind.DismissCommissioner, held!.Version);
        var (refused, proposal) = await rule.ProposeAsync(
            kind, r.Subject, version, agencyId: null, new CommissionerChange(r.Subject, held?.PublicId, r.Until?.ToUniversalTime()), r.Reason, ct);
        if (proposal is null)
            return refused!;
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal);
        return TypedResults.Created($"/v1/proposals/{proposal.PublicId}", ProposalView.Of(proposal, now));
    }
}
