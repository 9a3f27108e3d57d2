using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Conflicts;
using Licensing.Api.Features.Licences;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Examinations;

/// <param name="Outcome">issue: gives the licence to what silence or an appeal has granted already.</param>
/// <param name="Reason">Why, for the history; the grounds of a refusal stand in grounds.</param>
/// <param name="Number">Of a new licence, in the form that the regime asks.</param>
/// <param name="Class">Code of the licence class; left out: the one that was applied for, or that the licence has.</param>
/// <param name="From">First day; left out: today, or the day after the term that is renewed. The last day is the regime's.</param>
/// <param name="VolumeWaiver">Why it is renewed all the same though the agency sent fewer workers than the regime asks.</param>
public sealed record ProposeDecisionRequest(DecisionOutcome Outcome, string Reason, string? Number = null, string? Class = null, DateOnly? From = null, string? VolumeWaiver = null)
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string ApplicationId { get; init; } = "";

    /// <summary>Of a grant, each with the last day to meet it.</summary>
    public IReadOnlyList<DecisionCondition> Conditions { get; init; } = [];

    /// <summary>Of a refusal, at least one.</summary>
    public IReadOnlyList<DecisionGround> Grounds { get; init; } = [];
}

public sealed class ProposeDecisionValidator : Validator<ProposeDecisionRequest>
{
    public ProposeDecisionValidator()
    {
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
        RuleFor(r => r.Number).ShortText().MaximumLength(Licence.MaxNumberLength);
        RuleFor(r => r.Class).ShortText().MaximumLength(60);
        RuleFor(r => r.From!.Value).PlausibleDay().When(r => r.From is not null);
        RuleFor(r => r.VolumeWaiver).MaximumLength(2000);
        RuleFor(r => r.Conditions).Must(c => c.Count <= 50).WithErrorCode("list.too-long").WithMessage("At most 50.");
        RuleFor(r => r.Conditions).Must(c => c.Count == 0).When(r => r.Outcome == DecisionOutcome.Refuse).WithErrorCode("conditions.of-refusal").WithMessage("A refusal has no conditions.");
        RuleForEach(r => r.Conditions).ChildRules(condition =>
        {
            condition.RuleFor(c => c.Text).NotEmpty().MaximumLength(LicenceCondition.MaxTextLength);
            condition.RuleFor(c => c.DueOn).PlausibleDay();
        });
        RuleFor(r => r.Grounds).Must(g => g.Count is > 0 and <= 50).When(r => r.Outcome == DecisionOutcome.Refuse).WithErrorCode("grounds.missing").WithMessage("A refusal says its grounds, 1 to 50.");
        RuleFor(r => r.Grounds).Must(g => g.Count == 0).When(r => r.Outcome != DecisionOutcome.Refuse).WithErrorCode("grounds.of-grant").WithMessage("Only a refusal has grounds.");
        RuleForEach(r => r.Grounds).ChildRules(ground =>
        {
            ground.RuleFor(g => g.Code).Matches("^[a-z0-9]+(-[a-z0-9]+)*$").MaximumLength(60).WithErrorCode("code.malformed").WithMessage("Expected small letters, digits and hyphens.");
            ground.RuleFor(g => g.Text).NotEmpty().MaximumLength(2000);
        });
    }
}

/// <summary>Proposes to grant or refuse an application; someone else decides. What stands against a grant is said at once, and asked again when it is
/// approved.</summary>
public sealed class ProposeDecision(LicensingDb db, Caller caller, TwoPersonRule rule, DecisionDraft draft, TimeProvider clock)
    : Endpoint<ProposeDecisionRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("applications/{ApplicationId}/decisions");
        Permissions(Permission.ProposeDecisions);
        this.Idempotent();
        this.RequiresIfMatch();
        this.Refuses([ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.ProposalOpen, ProblemCode.ProposalConflict, .. ProblemCode.OfDecidingApplications]);
    }

    public override async Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(ProposeDecisionRequest r, CancellationToken ct)
    {
        var application = await db.Applications.ToDecide().FindApplicationAsync(r.ApplicationId, ct);
        if (application is null)
            return new Problem(ProblemCode.NotFound);
        if (HttpContext.RefuseStale(application) is { } stale)
            return stale;
        if (await db.WhyNotFreeAsync(caller, application.AgencyId, ct) is { } notFree)
            return notFree;
        if (application.Kind == ApplicationKind.NewLicence && r.Outcome != DecisionOutcome.Refuse && string.IsNullOrWhiteSpace(r.Number))
            return new Problem(ProblemCode.RequestInvalid, errors: [new("field.missing", "/number", "A new licence needs a number.")]);
        var (refusal, change) = await draft.WriteAsync(application, new(
            application.PublicId, r.Outcome, r.Number is null ? null : Text.Normalise(r.Number), r.Class ?? application.Class ?? application.Licence?.ClassOn(DateOnly.MaxValue, clock.Now()), r.From, null, null, r.Conditions, r.Grounds, r.VolumeWaiver), ct);
        if (refusal is not null)
            return refusal;
        var (refused, proposal) = await rule.ProposeAsync(ProposalKind.DecideApplication, application.PublicId, application.Version, application.AgencyId, change!, r.Reason, ct);
        if (proposal is null)
            return refused!;
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal);
        return TypedResults.Created($"/v1/proposals/{proposal.PublicId}", ProposalView.Of(proposal, clock.Now()));
    }
}
