using Licensing.Api.Database;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

/// <param name="Outcome">allow, dismiss or remit.</param>
/// <param name="From">First day on which what was appealed against no longer holds; of allow only.</param>
/// <param name="StaysEndOn">First day on which stays of it no longer hold; null: they run on.</param>
public sealed record AppealDecisionChange(AppealAction Outcome, DateOnly? From, DateOnly? StaysEndOn, string DecidedBy, string Grounds);

/// <summary>The outcome of an appeal: what it takes, and does.</summary>
public sealed class AppealDecisionApproval(LicensingDb db, Caller caller, IEnumerable<IAppealable> appealables, TimeProvider clock) : IProposedChange
{
    public ProposalKind Kind => ProposalKind.DecideAppeal;

    public string DecidedUnder => Permission.DecideAppeals;

    public Task<long?> VersionNowAsync(Proposal proposal, CancellationToken ct) =>
        db.Appeals.Where(a => a.PublicId == proposal.SubjectId).Select(a => (long?)a.Version).SingleOrDefaultAsync(ct);

    public async Task<Problem?> WhyNotAsync(Proposal proposal, CancellationToken ct) => await WhyNotByAsync(await AppealAsync(proposal, ct), ct);

    public async Task<Problem?> WhyNotAsync(Appeal appeal, AppealDecisionChange change, CancellationToken ct) =>
        appeal.WhyNot(change.Outcome) ?? await WhyNotByAsync(appeal, ct) ?? await Of(appeal).WhyNotAsync(appeal, change, ct);

    public async Task<Problem?> ApplyAsync(Proposal proposal, string reason, CancellationToken ct)
    {
        var (appeal, change) = (await AppealAsync(proposal, ct), proposal.Read<AppealDecisionChange>());
        if (await WhyNotAsync(appeal, change, ct) is { } refusal)
            return refusal;
        appeal.Decide(change, proposal.PublicId, clock.Now());
        db.Record(appeal, new AppealDecided(appeal.State, change.From), reason);
        await Of(appeal).ApplyAsync(appeal, change, proposal, reason, ct);
        return null;
    }

    // Where another body decides, its outcome is only entered here.
    private async Task<Problem?> WhyNotByAsync(Appeal appeal, CancellationToken ct) =>
        appeal.Path == AppealPath.Review
        && await Of(appeal).FindAsync(appeal.SubjectId, ct) is { } about && about.DecidedBy.Contains(caller.Name, StringComparer.OrdinalIgnoreCase)
            ? new Problem(ProblemCode.AppealOwnDecision)
            : null;

    private IAppealable Of(Appeal appeal) => appealables.Single(a => a.Subject == appeal.Subject);

    private Task<Appeal> AppealAsync(Proposal proposal, CancellationToken ct) => db.Appeals.AsTracking().SingleAsync(a => a.PublicId == proposal.SubjectId, ct);
}
