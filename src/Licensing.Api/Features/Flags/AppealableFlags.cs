using Licensing.Api.Database;
using Licensing.Api.Features.Licences;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Flags;

/// <summary>Flags that were confirmed, as appeals see them.</summary>
public sealed class AppealableFlags(LicensingDb db, Caller caller, TimeProvider clock) : IAppealable
{
    public AppealSubject Subject => AppealSubject.Flag;

    public string IdPrefix => FlagDecision.IdPrefix;

    public async Task<Appealed?> FindAsync(string id, CancellationToken ct)
    {
        var row = await db.FlagDecisions.AsNoTracking().VisibleTo(caller).SingleOrDefaultAsync(d => d.PublicId == id && d.SetAsideOn == null, ct);
        if (row is null)
            return null;
        var decided = await db.Proposals.AsNoTracking().SingleOrDefaultAsync(p => p.PublicId == row.ProposalId, ct);
        return new(Subject, row.PublicId, row.AgencyId, null, row.DecidedOn, [.. ((string?[])[row.RecordedBy, decided?.ProposedBy, decided?.DecidedBy]).OfType<string>().Distinct()]);
    }

    public async Task LodgedAsync(Appeal appeal, CancellationToken ct)
    {
        var flag = (await DecisionAsync(appeal, ct)).Flag;
        if (flag.WhyNot(FlagAction.Appeal) is null)
            Move(flag, FlagStatus.Appealed, appeal.PublicId, null);
    }

    public async Task WithdrawnAsync(Appeal appeal, CancellationToken ct) => await AffirmAsync(appeal, (await DecisionAsync(appeal, ct)).Flag, null, ct);

    public async Task<Problem?> WhyNotAsync(Appeal appeal, AppealDecisionChange change, CancellationToken ct)
    {
        var row = await db.FlagDecisions.AsNoTracking().SingleAsync(d => d.PublicId == appeal.SubjectId, ct);
        if (change.Outcome == AppealAction.Dismiss)
            return null;
        if (row.SetAsideOn is not null)
            return new Problem(ProblemCode.AppealMoveNotPossible, "The decision is set aside already.");
        return change.From < row.DecidedOn ? new Problem(ProblemCode.EndBeforeBeginning, $"It was decided on {row.DecidedOn:yyyy-MM-dd}.") : null;
    }

    public async Task ApplyAsync(Appeal appeal, AppealDecisionChange change, Proposal proposal, string reason, CancellationToken ct)
    {
        var decision = await DecisionAsync(appeal, ct);
        var flag = decision.Flag;
        switch (change.Outcome)
        {
            case AppealAction.Allow:
                decision.SetAside(change.From!.Value);
                db.Record(decision, new FlagDecisionSetAside(change.From.Value, appeal.PublicId), reason);
                await SetAsideAsync(flag, decision, appeal, change, reason, ct);
                break;
            case AppealAction.Remit when flag.Status == FlagStatus.Appealed:
                var item = await db.CaseNoticeItems.AsTracking().Include(i => i.Notice).Where(i => i.FlagId == flag.Id).OrderByDescending(i => i.Id).FirstOrDefaultAsync(ct);
                item?.Resume();
                Move(flag, item is null ? FlagStatus.Open : item.Notice.AnsweredAt is null ? FlagStatus.Notified : FlagStatus.Answered, appeal.PublicId, reason);
                break;
            case AppealAction.Dismiss:
                await AffirmAsync(appeal, flag, reason, ct);
                break;
        }
    }

    // What it rested on when it was confirmed raises it no more; what was found since may.
    private async Task SetAsideAsync(Flag flag, FlagDecision decision, Appeal appeal, AppealDecisionChange change, string reason, CancellationToken ct)
    {
        var findings = await db.CountedBy(flag).Where(f => f.OpenedAt <= decision.RecordedAt).OrderBy(f => f.Id).Select(f => new { f.Id, f.PublicId }).ToListAsync(ct);
        var correction = new FlagCorrection(
            flag, FlagCorrectionKind.SetAside, findings.Select(f => f.Id), "It was set aside on appeal.", change.Grounds, appeal.PublicId, clock.Now(), caller.Name);
        db.Add(correction);
        var corrected = new FlagCorrected(flag.PublicId, FlagCorrectionKind.SetAside, findings.ConvertAll(f => f.PublicId));
        db.Record(correction, corrected, reason);
        flag.SetAside(FlagLifting.Appeal, clock.Now());
        db.Record(flag, corrected, reason);
        await FlagReview.MarkAsync(db, [flag.AgencyId], ct);
    }

    private async Task AffirmAsync(Appeal appeal, Flag flag, string? reason, CancellationToken ct)
    {
        // The other path may still be open.
        if (flag.Status == FlagStatus.Appealed
            && !await db.Appeals.AnyAsync(a => a.SubjectId == appeal.SubjectId && a.Id != appeal.Id && a.State == AppealState.Lodged, ct))
            Move(flag, FlagStatus.Confirmed, appeal.PublicId, reason);
    }

    private void Move(Flag flag, FlagStatus to, string because, string? reason)
    {
        flag.Move(to, clock.Now());
        db.Record(flag, new FlagMoved(to, because), reason);
    }

    private Task<FlagDecision> DecisionAsync(Appeal appeal, CancellationToken ct) => db.FlagDecisions.AsTracking().Include(d => d.Flag).SingleAsync(d => d.PublicId == appeal.SubjectId, ct);
}
