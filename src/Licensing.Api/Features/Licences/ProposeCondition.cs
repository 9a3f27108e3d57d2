using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

/// <param name="Text">What is asked, in words.</param>
/// <param name="From">First day on which it binds, inclusive.</param>
/// <param name="IsPublic">Whether it concerns the public, and stands in the register.</param>
/// <param name="Reason">Why, for the history.</param>
/// <param name="DueOn">Last day to meet it, inclusive; null for one that binds as long as the licence.</param>
public sealed record ProposeConditionRequest(string Text, DateOnly From, bool IsPublic, string Reason, DateOnly? DueOn = null)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string LicenceId { get; init; } = "";
}

public sealed class ProposeConditionValidator : Validator<ProposeConditionRequest>
{
    public ProposeConditionValidator()
    {
        RuleFor(r => r.Text).NotEmpty().StoredLength(LicenceCondition.MaxTextLength);
        RuleFor(r => r.From).PlausibleDay();
        RuleFor(r => r.DueOn!.Value).PlausibleDay().NotBefore(r => r.From).When(r => r.DueOn is not null);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
    }
}

/// <summary>Proposes another condition for a licence; someone else decides.</summary>
public sealed class ProposeCondition(LicensingDb db, TwoPersonRule rule, Ministry ministry, TimeProvider clock)
    : Endpoint<ProposeConditionRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("licences/{LicenceId}/conditions");
        Permissions(Permission.ProposeConditions);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.LicenceMoveNotPossible, ProblemCode.ProposalOpen, ProblemCode.ProposalConflict);
    }

    public override async Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(ProposeConditionRequest r, CancellationToken ct)
    {
        var licence = await db.Licences.AsNoTracking().Include(l => l.Facts).SingleOrDefaultAsync(l => l.PublicId == r.LicenceId, ct);
        if (licence is null)
            return new Problem(ProblemCode.NotFound);
        if (licence.WhyNot(LicenceAction.Vary, ministry.Today(clock), clock.Now()) is { } refusal)
            return refusal;
        var (refused, proposal) = await rule.ProposeAsync(
            ProposalKind.ChangeCondition, licence.PublicId, subjectVersion: null, licence.AgencyId,
            new ConditionChange(ConditionStep.Add, licence.PublicId, null, r.Text, r.From, r.DueOn, r.IsPublic), r.Reason, ct);
        if (proposal is null)
            return refused!;
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal);
        return TypedResults.Created($"/v1/proposals/{proposal.PublicId}", ProposalView.Of(proposal, clock.Now()));
    }
}
