using Licensing.Api.Database;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

/// <param name="From">First day on which the licence is surrendered.</param>
public sealed record SurrenderChange(string SurrenderId, DateOnly From, string? Grounds);

/// <summary>The acceptance of a surrender: what it takes, and does.</summary>
public sealed class SurrenderApproval(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock) : LicenceChange<SurrenderChange>(db)
{
    public override ProposalKind Kind => ProposalKind.AcceptSurrender;

    public override async Task<Problem?> WhyNotAsync(Licence licence, SurrenderChange change, CancellationToken ct)
    {
        var today = ministry.Today(clock);
        if (await RequestAsync(licence, change, ct) is not { } request)
            return new Problem(ProblemCode.NotFound, $"The licence has no request {change.SurrenderId}.");
        if (request.WhyNotOpen() is { } closed)
            return closed;
        if (change.From < today)
            return new Problem(ProblemCode.MeasureFirstDayPast, $"Today is {today:yyyy-MM-dd}: a surrender is accepted for the time to come.");
        // Nobody loses a licence earlier than he asked.
        if (change.From < request.From)
            return new Problem(ProblemCode.EndBeforeBeginning, $"The agency asked for {request.From:yyyy-MM-dd}.");
        return licence.WhyNot(LicenceAction.AcceptSurrender, change.From, clock.Now());
    }

    protected override async Task ApplyAsync(Licence licence, SurrenderChange change, Proposal proposal, string reason, CancellationToken ct)
    {
        var fact = licence.AcceptSurrender(change.From, change.Grounds, clock.Now(), caller.Name).By(proposal);
        Db.Record(licence, new LicenceSurrendered(fact.PublicId, change.From), reason);
        var request = (await RequestAsync(licence, change, ct))!;
        request.Accept(fact, clock.Now());
        Db.Record(request, new SurrenderAcceptedByDecision(licence.PublicId, change.From), reason);
    }

    private Task<SurrenderRequest?> RequestAsync(Licence licence, SurrenderChange change, CancellationToken ct) =>
        Db.SurrenderRequests.AsTracking().SingleOrDefaultAsync(s => s.PublicId == change.SurrenderId && s.LicenceId == licence.Id, ct);
}
