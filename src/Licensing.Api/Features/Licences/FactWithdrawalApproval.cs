using Licensing.Api.Database;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

public sealed record FactWithdrawalChange(string FactId);

public sealed record LicenceFactWithdrawn(string Fact, LicenceFactKind Kind, DateOnly From);

/// <summary>The withdrawal of a fact that was recorded in error: what it takes, and does. The fact stays to be seen, and what was known before stays known.</summary>
public sealed class FactWithdrawalApproval(LicensingDb db, Caller caller, TimeProvider clock) : LicenceChange<FactWithdrawalChange>(db)
{
    public override ProposalKind Kind => ProposalKind.WithdrawLicenceFact;

    public override Task<Problem?> WhyNotAsync(Licence licence, FactWithdrawalChange change, CancellationToken ct) => Task.FromResult(
        licence.Facts.SingleOrDefault(f => f.PublicId == change.FactId) switch
        {
            null => new Problem(ProblemCode.NotFound, $"The licence has no fact {change.FactId}."),
            { WithdrawnAt: not null } => new Problem(ProblemCode.LicenceFactWithdrawn),
            _ => null,
        });

    protected override async Task ApplyAsync(Licence licence, FactWithdrawalChange change, Proposal proposal, string reason, CancellationToken ct)
    {
        var fact = licence.Facts.Single(f => f.PublicId == change.FactId);
        licence.Withdraw(fact, clock.Now(), caller.Name);
        Db.Record(licence, new LicenceFactWithdrawn(fact.PublicId, fact.Kind, fact.From), reason);
        // The agency was heard all the same; the measure that should have been recorded can rest on it.
        if (await Db.ShowCauseNotices.AsTracking().SingleOrDefaultAsync(n => n.Measure == fact.PublicId, ct) is { } notice)
        {
            notice.CarryMeasure(null);
            Db.Record(notice, new NoticeUsed(null), reason);
        }
    }
}
