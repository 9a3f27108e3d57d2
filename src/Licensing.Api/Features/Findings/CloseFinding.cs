using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Conflicts;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Findings;

/// <param name="Reason">Why, for the history.</param>
public sealed record CloseFindingRequest(string Reason)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string FindingId { get; init; } = "";
}

public sealed class CloseFindingValidator : Validator<CloseFindingRequest>
{
    public CloseFindingValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
}

/// <summary>Closes a finding that was upheld, once nobody can appeal any more and nothing is owed on a refund order for it.</summary>
public sealed class CloseFinding(LicensingDb db, Caller caller, RegimeInForce regimes, Ministry ministry, TimeProvider clock) : Endpoint<CloseFindingRequest, Results<Ok<FindingStatusView>, Problem>>
{
    public override void Configure()
    {
        Post("findings/{FindingId}/closing");
        Permissions(Permission.HandleFindings);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ProposalConflict, ProblemCode.FindingMoveNotPossible, ProblemCode.FindingNotFinal, ProblemCode.RegimeNotSet);
    }

    public override async Task<Results<Ok<FindingStatusView>, Problem>> ExecuteAsync(CloseFindingRequest r, CancellationToken ct)
    {
        var finding = await db.Findings.AsTracking().SingleOrDefaultAsync(f => f.PublicId == r.FindingId, ct);
        if (finding is null)
            return new Problem(ProblemCode.NotFound);
        if (await db.WhyNotFreeAsync(caller, finding.AgencyId, ct) is { } conflict)
            return conflict;
        if (HttpContext.RefuseStale(finding) is { } stale)
            return stale;
        if ((finding.WhyNot(FindingAction.Close) ?? await WhyNotFinalAsync(finding, ct)) is { } refusal)
            return refusal;
        finding.Move(FindingStatus.Closed, clock.Now());
        db.Record(finding, new FindingMoved(FindingStatus.Closed, finding.PublicId), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(finding);
        return TypedResults.Ok(new FindingStatusView(finding.PublicId, finding.Status));
    }

    private async Task<Problem?> WhyNotFinalAsync(Finding finding, CancellationToken ct)
    {
        if (await db.RefundOrders.Where(o => o.FindingId == finding.Id && o.IsOwed).Select(o => o.PublicId).FirstOrDefaultAsync(ct) is { } owed)
            return new Problem(ProblemCode.FindingNotFinal, $"Something is owed on refund order {owed}.");
        var decidedOn = await db.FindingDecisions.Where(d => d.FindingId == finding.Id && d.SetAsideOn == null).Select(d => d.DecidedOn).SingleAsync(ct);
        // As an appeal is lodged: by the law of the day of the decision.
        var regime = await regimes.OnAsync(decidedOn, ct);
        foreach (var (path, time) in ((LicensingStep, RegimeQuestion)[])[(LicensingStep.Review, RegimeQuestion.Review), (LicensingStep.Appeal, RegimeQuestion.Appeal)])
        {
            if (regime.WhyNot(path) is { } notSet)
                return notSet;
            if (regime.Answer(time).Value is NoneRequired)
                continue;
            var deadline = regime.After(decidedOn, time);
            if (deadline.LastDay is not { } last)
                return RegimeOn.Undetermined("the time to appeal", deadline.Undetermined!.Value);
            if (ministry.Today(clock) <= last)
                return new Problem(ProblemCode.FindingNotFinal, $"The agency can ask for a {Json.Words.ConvertName(time.ToString())} until {last:yyyy-MM-dd}.");
        }

        return null;
    }
}

public sealed record FindingStatusView(string Id, FindingStatus Status);
