using Licensing.Api.Database;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;

namespace Licensing.Api.Features.Licences;

/// <param name="From">First day on which the stay no longer holds.</param>
public sealed record StayEndChange(string StayId, DateOnly From, string OrderedBy, string Order);

public sealed record StayEndedByOrder(string Stay, string Measure, DateOnly From, string OrderedBy);

/// <summary>The end of a stay: what recording it takes, and does. The measure has its effect again, for as long as it lasts.</summary>
public sealed class StayEndApproval(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock) : LicenceChange<StayEndChange>(db)
{
    public override ProposalKind Kind => ProposalKind.EndStay;

    public override string DecidedUnder => Permission.DecideAppeals;

    public override Task<Problem?> WhyNotAsync(Licence licence, StayEndChange change, CancellationToken ct) => Task.FromResult(WhyNot(licence, change));

    protected override Task ApplyAsync(Licence licence, StayEndChange change, Proposal proposal, string reason, CancellationToken ct)
    {
        var stay = StayOf(licence, change)!;
        licence.Say(LicenceFactKind.StayEnd, stay, change.From, null, $"{change.OrderedBy}: {change.Order}", clock.Now(), caller.Name).By(proposal);
        Db.Record(licence, new StayEndedByOrder(stay.PublicId, stay.About!, change.From, change.OrderedBy), reason);
        return Task.CompletedTask;
    }

    private Problem? WhyNot(Licence licence, StayEndChange change)
    {
        var now = clock.Now();
        if (StayOf(licence, change) is not { } stay || licence.MeasureOf(stay.About!) is not { } measure)
            return new Problem(ProblemCode.NotFound, $"The licence has no stay {change.StayId}.");
        if (stay.WithdrawnAt is not null)
            return new Problem(ProblemCode.LicenceFactWithdrawn);
        if (change.From < stay.From)
            return new Problem(ProblemCode.EndBeforeBeginning, $"The stay begins on {stay.From:yyyy-MM-dd}.");
        // Who worked under a stay did so lawfully, whenever its end was entered.
        if (MeasureMoves.WhyNotFrom(change.From, null, ministry.Today(clock)) is { } tooEarly)
            return tooEarly;
        return licence.WhyNot(measure, MeasureAction.EndStay, change.From, now) ?? licence.WhyNot(LicenceAction.EndStay, change.From, now);
    }

    private static LicenceFactRow? StayOf(Licence licence, StayEndChange change) =>
        licence.Facts.SingleOrDefault(f => f.PublicId == change.StayId && f.Kind == LicenceFactKind.Stay);
}
