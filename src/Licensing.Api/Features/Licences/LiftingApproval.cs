using Licensing.Api.Database;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;

namespace Licensing.Api.Features.Licences;

/// <param name="From">First day on which the measure no longer holds.</param>
public sealed record LiftingChange(string MeasureId, DateOnly From, string Grounds);

public sealed record MeasureLiftedByDecision(string Measure, DateOnly From);

/// <summary>The lifting of a suspension or a revocation: what it takes, and does.</summary>
public sealed class LiftingApproval(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock) : LicenceChange<LiftingChange>(db)
{
    public override ProposalKind Kind => ProposalKind.LiftMeasure;

    public override Task<Problem?> WhyNotAsync(Licence licence, LiftingChange change, CancellationToken ct) => Task.FromResult(WhyNot(licence, change));

    protected override Task ApplyAsync(Licence licence, LiftingChange change, Proposal proposal, string reason, CancellationToken ct)
    {
        licence.Say(LicenceFactKind.Lifting, licence.MeasureOf(change.MeasureId)!, change.From, null, change.Grounds, clock.Now(), caller.Name).By(proposal);
        Db.Record(licence, new MeasureLiftedByDecision(change.MeasureId, change.From), reason);
        return Task.CompletedTask;
    }

    private Problem? WhyNot(Licence licence, LiftingChange change)
    {
        var (today, now) = (ministry.Today(clock), clock.Now());
        if (licence.MeasureOf(change.MeasureId) is not { } measure)
            return new Problem(ProblemCode.NotFound, $"The licence has no measure {change.MeasureId}.");
        // What was suspended yesterday was; what should never have been is set aside on appeal, or withdrawn.
        if (change.From < today)
            return new Problem(ProblemCode.MeasureFirstDayPast, $"Today is {today:yyyy-MM-dd}: a measure is lifted for the time to come.");
        return licence.WhyNot(measure, MeasureAction.Lift, change.From, now) ?? licence.WhyNot(LicenceAction.Lift, change.From, now);
    }
}
