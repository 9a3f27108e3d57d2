using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Features.Regimes;
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
/// <param name="DueOn">Last day to meet it, inclusive; null for one that binds as long as the licence, or where within is given.</param>
/// <param name="Within">The time to meet it, from the first day on, counted as the regime counts days: <c>30 days</c>, <c>10 working days</c>, <c>1 month</c>.</param>
public sealed record ProposeConditionRequest(string Text, DateOnly From, bool IsPublic, string Reason, DateOnly? DueOn = null, string? Within = null)
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
        RuleFor(r => r.Within).MaximumLength(30).Must(w => w is null || Period.TryParse(w, out _))
            .WithErrorCode("time.malformed").WithMessage("Expected a time.").WithState(_ => "For example 30 days, 10 working days, 1 month or 1 year.");
        RuleFor(r => r.Within).Null().When(r => r.DueOn is not null).WithErrorCode("time.twice").WithMessage("The last day is given already.").WithState(_ => "Give dueOn or within, not both.");
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
    }
}

/// <summary>Proposes another condition for a licence; someone else decides.</summary>
public sealed class ProposeCondition(LicensingDb db, TwoPersonRule rule, RegimeInForce regimes, Ministry ministry, TimeProvider clock)
    : Endpoint<ProposeConditionRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("licences/{LicenceId}/conditions");
        Permissions(Permission.ProposeConditions);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.LicenceMoveNotPossible, ProblemCode.RegimeNotSet, ProblemCode.ProposalOpen, ProblemCode.ProposalConflict);
    }

    public override async Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(ProposeConditionRequest r, CancellationToken ct)
    {
        var licence = await db.Licences.AsNoTracking().Include(l => l.Facts).SingleOrDefaultAsync(l => l.PublicId == r.LicenceId, ct);
        if (licence is null)
            return new Problem(ProblemCode.NotFound);
        if (licence.WhyNot(LicenceAction.Vary, ministry.Today(clock), clock.Now()) is { } refusal)
            return refusal;
        var dueOn = r.DueOn;
        if (r.Within is not null)
        {
            var (notSet, last) = LastDay(r, await regimes.OnAsync(r.From, ct));
            if (notSet is not null)
                return notSet;
            dueOn = last;
        }

        var (refused, proposal) = await rule.ProposeAsync(
            ProposalKind.ChangeCondition, licence.PublicId, subjectVersion: null, licence.AgencyId,
            new ConditionChange(ConditionStep.Add, licence.PublicId, null, r.Text, r.From, dueOn, r.IsPublic), r.Reason, ct);
        if (proposal is null)
            return refused!;
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal);
        return TypedResults.Created($"/v1/proposals/{proposal.PublicId}", ProposalView.Of(proposal, clock.Now()));
    }

    private static (Problem? NotSet, DateOnly? LastDay) LastDay(ProposeConditionRequest r, RegimeOn regime)
    {
        if (regime.Answer(RegimeQuestion.DayCounting).As<DayCountingRule>() is not { } counting)
            return (regime.WhyNot([RegimeQuestion.DayCounting]) ?? RegimeOn.Undetermined("the condition", DeadlineDoubt.NotKnown), null);
        // The validator has read it.
        if (!Period.TryParse(r.Within, out var time))
            return (null, null);
        var deadline = Deadline.After(r.From, time, counting, regime.Calendar);
        return deadline.LastDay is { } last ? (null, last) : (RegimeOn.Undetermined("the condition", deadline.Undetermined!.Value), null);
    }
}
