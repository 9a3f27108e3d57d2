using Licensing.Api.Database;
using Licensing.Api.Features.Flags;
using Licensing.Api.Features.Licences;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Findings;

/// <summary>Findings that were upheld, as appeals see them. While an appeal is open the finding is appealed; the decision holds meanwhile.</summary>
public sealed class AppealableFindings(LicensingDb db, Caller caller, FindingPoints points, TimeProvider clock) : IAppealable
{
    public AppealSubject Subject => AppealSubject.Finding;

    public string IdPrefix => FindingDecision.IdPrefix;

    public async Task<Appealed?> FindAsync(string id, CancellationToken ct)
    {
        var row = await db.FindingDecisions.AsNoTracking().VisibleTo(caller).SingleOrDefaultAsync(d => d.PublicId == id && d.Outcome == FindingOutcome.Upheld && d.SetAsideOn == null, ct);
        if (row is null)
            return null;
        var decided = await db.Proposals.AsNoTracking().SingleOrDefaultAsync(p => p.PublicId == row.ProposalId, ct);
        return new(Subject, row.PublicId, row.AgencyId, null, row.DecidedOn, [.. ((string?[])[row.RecordedBy, decided?.ProposedBy, decided?.DecidedBy]).OfType<string>().Distinct()]);
    }

    public async Task LodgedAsync(Appeal appeal, CancellationToken ct)
    {
        var finding = (await DecisionAsync(appeal, ct)).Finding;
        // One that was opened again meanwhile, or closed, is not what was decided; the decision can be appealed against all the same.
        if (finding.WhyNot(FindingAction.Appeal) is null)
            Move(finding, FindingStatus.Appealed, appeal.PublicId, null);
    }

    public async Task WithdrawnAsync(Appeal appeal, CancellationToken ct) => await AffirmAsync(appeal, await DecisionAsync(appeal, ct), null, ct);

    public async Task<Problem?> WhyNotAsync(Appeal appeal, AppealDecisionChange change, CancellationToken ct)
    {
        var row = await db.FindingDecisions.AsNoTracking().SingleAsync(d => d.PublicId == appeal.SubjectId, ct);
        if (change.Outcome == AppealAction.Dismiss)
            return null;
        if (row.SetAsideOn is not null)
            return new Problem(ProblemCode.AppealMoveNotPossible, "The decision is set aside already.");
        return change.From < row.DecidedOn ? new Problem(ProblemCode.EndBeforeBeginning, $"It was decided on {row.DecidedOn:yyyy-MM-dd}.") : null;
    }

    public async Task ApplyAsync(Appeal appeal, AppealDecisionChange change, Proposal proposal, string reason, CancellationToken ct)
    {
        var decision = await DecisionAsync(appeal, ct);
        var finding = decision.Finding;
        switch (change.Outcome)
        {
            case AppealAction.Allow:
                decision.SetAside(change.From!.Value);
                db.Record(decision, new FindingDecisionSetAside(change.From.Value, appeal.PublicId), reason);
                await points.SetAsideAsync(finding, change.From.Value, $"{change.DecidedBy}: {appeal.PublicId}", proposal, reason, ct);
                if (finding.Status == FindingStatus.Appealed)
                    Move(finding, IsAsDecided(finding, decision) ? FindingStatus.Dismissed : FindingStatus.Open, appeal.PublicId, reason, await NewestJudgedAsync(finding, ct));
                break;
            case AppealAction.Remit when finding.Status == FindingStatus.Appealed:
                // The notice that was answered holds, if it stated what is there now: it is decided again after it.
                var item = await db.CaseNoticeItems.AsTracking().Include(i => i.Notice).Where(i => i.FindingId == finding.Id).OrderByDescending(i => i.Id).FirstOrDefaultAsync(ct);
                item?.Resume();
                Move(finding, item is null ? FindingStatus.Open : item.Notice.AnsweredAt is null ? FindingStatus.Notified : FindingStatus.Answered, appeal.PublicId, reason);
                break;
            case AppealAction.Dismiss:
                await AffirmAsync(appeal, decision, reason, ct);
                break;
        }

        await FlagReview.MarkAsync(db, [appeal.AgencyId], ct);
    }

    private async Task AffirmAsync(Appeal appeal, FindingDecision decision, string? reason, CancellationToken ct)
    {
        var finding = decision.Finding;
        // The other path may still be open.
        if (finding.Status != FindingStatus.Appealed
            || await db.Appeals.AnyAsync(a => a.SubjectId == appeal.SubjectId && a.Id != appeal.Id && a.State == AppealState.Lodged, ct))
            return;
        Move(finding, IsAsDecided(finding, decision) ? FindingStatus.Upheld : FindingStatus.Open, appeal.PublicId, reason);
    }

    // More may have been reported while the appeal ran.
    private static bool IsAsDecided(Finding finding, FindingDecision decision) => CaseFigures.Read(decision.Decided).Covers(CaseFigures.Of(finding));

    private void Move(Finding finding, FindingStatus to, string because, string? reason, int? judged = null)
    {
        finding.Move(to, clock.Now(), judged);
        db.Record(finding, new FindingMoved(to, because), reason);
    }

    private Task<FindingDecision> DecisionAsync(Appeal appeal, CancellationToken ct) =>
        db.FindingDecisions.AsTracking().Include(d => d.Finding).ThenInclude(f => f.Excess).SingleAsync(d => d.PublicId == appeal.SubjectId, ct);

    private Task<int> NewestJudgedAsync(Finding finding, CancellationToken ct) =>
        db.DisclosureVersions.Where(v => v.Disclosure.PlacementId == finding.PlacementId && v.JudgedAt != null).MaxAsync(v => v.Number, ct);
}
