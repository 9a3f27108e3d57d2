using Licensing.Api.Database;
using Licensing.Api.Features.Demerits;
using Licensing.Api.Features.Licences;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Complaints;

/// <summary>Complaints that were upheld against an agency, as appeals see them.</summary>
public sealed class AppealableComplaints(LicensingDb db, Caller caller, BandSuggestions suggestions, TimeProvider clock) : IAppealable
{
    public AppealSubject Subject => AppealSubject.Complaint;

    public string IdPrefix => ComplaintDecision.IdPrefix;

    public async Task<Appealed?> FindAsync(string id, CancellationToken ct)
    {
        var own = caller.AgencyKeys;
        var ministry = caller.ActsForMinistry;
        var row = await db.ComplaintDecisions.AsNoTracking()
            .SingleOrDefaultAsync(d => d.PublicId == id && d.Outcome == ComplaintOutcome.Upheld && d.SetAsideOn == null && d.AgencyId != null && (ministry || own.Contains(d.AgencyId.Value)), ct);
        if (row is null)
            return null;
        var decided = await db.Proposals.AsNoTracking().SingleOrDefaultAsync(p => p.PublicId == row.ProposalId, ct);
        return new(Subject, row.PublicId, row.AgencyId!.Value, null, row.DecidedOn, [.. ((string?[])[row.RecordedBy, decided?.ProposedBy, decided?.DecidedBy]).OfType<string>().Distinct()]);
    }

    public async Task<Problem?> WhyNotAsync(Appeal appeal, AppealDecisionChange change, CancellationToken ct)
    {
        var row = await db.ComplaintDecisions.AsNoTracking().SingleAsync(d => d.PublicId == appeal.SubjectId, ct);
        if (change.Outcome != AppealAction.Allow)
            return null;
        if (row.SetAsideOn is not null)
            return new Problem(ProblemCode.AppealMoveNotPossible, "The decision is set aside already.");
        return change.From < row.DecidedOn ? new Problem(ProblemCode.EndBeforeBeginning, $"It was decided on {row.DecidedOn:yyyy-MM-dd}.") : null;
    }

    public async Task ApplyAsync(Appeal appeal, AppealDecisionChange change, Proposal proposal, string reason, CancellationToken ct)
    {
        if (change.Outcome != AppealAction.Allow)
            return;
        var decision = await db.ComplaintDecisions.AsTracking().SingleAsync(d => d.PublicId == appeal.SubjectId, ct);
        decision.SetAside(change.From!.Value);
        db.Record(decision, new ComplaintDecisionSetAside(change.From.Value), reason);
        if (decision.DemeritId is null)
            return;
        // What it gave goes with it, unless it went before.
        var rows = await db.DemeritEntries.AsTracking().Include(d => d.Agency).Where(d => d.AgencyId == appeal.AgencyId).ToListAsync(ct);
        var given = rows.Single(d => d.PublicId == decision.DemeritId);
        if (given.SetAsideOn is not null)
            return;
        given.SetAside(change.From.Value, $"{change.DecidedBy}: {appeal.PublicId}", proposal, clock.Now());
        db.Record(given, new DemeritsSetAside(given.Agency.PublicId, given.Points, change.From.Value), reason);
        await suggestions.ConsiderAsync(appeal.AgencyId, rows, ct);
    }
}
