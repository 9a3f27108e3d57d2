using Licensing.Api.Database;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;

namespace Licensing.Api.Features.Licences;

/// <param name="From">First day, inclusive.</param>
/// <param name="Until">Last day, inclusive; null: until it is ended.</param>
public sealed record StayChange(string MeasureId, DateOnly From, DateOnly? Until, string OrderedBy, string Order);

public sealed record MeasureStayedByOrder(string Measure, string Stay, DateOnly From, DateOnly? Until, string OrderedBy);

/// <summary>A stay that a court, a review body or a superior ordered: what recording it takes, and does.</summary>
/// <remarks>Two people, although somebody else decided: a stay gives a revoked licence back, so one alone could undo what two have decided.</remarks>
public sealed class StayApproval(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock) : LicenceChange<StayChange>(db)
{
    public override ProposalKind Kind => ProposalKind.StayMeasure;

    public override string DecidedUnder => Permission.DecideAppeals;

    public override Task<Problem?> WhyNotAsync(Licence licence, StayChange change, CancellationToken ct) => Task.FromResult(WhyNot(licence, change));

    protected override Task ApplyAsync(Licence licence, StayChange change, Proposal proposal, string reason, CancellationToken ct)
    {
        var stay = licence.Say(
            LicenceFactKind.Stay, licence.MeasureOf(change.MeasureId)!, change.From, change.Until, $"{change.OrderedBy}: {change.Order}", clock.Now(), caller.Name).By(proposal);
        Db.Record(licence, new MeasureStayedByOrder(change.MeasureId, stay.PublicId, change.From, change.Until, change.OrderedBy), reason);
        return Task.CompletedTask;
    }

    private Problem? WhyNot(Licence licence, StayChange change)
    {
        var now = clock.Now();
        if (licence.MeasureOf(change.MeasureId) is not { } measure)
            return new Problem(ProblemCode.NotFound, $"The licence has no measure {change.MeasureId}.");
        // The order names its day, which may lie before today; not before there was anything to stay.
        var decided = ministry.DayOf(measure.RecordedAt);
        var first = measure.From < decided ? measure.From : decided;
        if (change.From < first)
            return new Problem(ProblemCode.MeasureFirstDayPast, $"The measure is of {first:yyyy-MM-dd}; it cannot have been stayed before.");
        return licence.WhyNot(measure, MeasureAction.Stay, change.From, now) ?? licence.WhyNot(LicenceAction.Stay, change.From, now);
    }
}
