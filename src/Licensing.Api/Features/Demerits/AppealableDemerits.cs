using Licensing.Api.Database;
using Licensing.Api.Features.Licences;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Demerits;

/// <summary>Demerit points, as appeals see them.</summary>
public sealed class AppealableDemerits(LicensingDb db, Caller caller, BandSuggestions suggestions, Ministry ministry, TimeProvider clock) : IAppealable
{
    public AppealSubject Subject => AppealSubject.Demerits;

    public string IdPrefix => DemeritRow.IdPrefix;

    public async Task<Appealed?> FindAsync(string id, CancellationToken ct)
    {
        var row = await db.DemeritEntries.AsNoTracking().VisibleTo(caller).SingleOrDefaultAsync(d => d.PublicId == id && d.SetAsideOn == null, ct);
        if (row is null)
            return null;
        var decided = await db.Proposals.AsNoTracking().SingleOrDefaultAsync(p => p.PublicId == row.ProposalId, ct);
        return new(Subject, row.PublicId, row.AgencyId, null, ministry.DayOf(row.RecordedAt), [.. ((string?[])[row.RecordedBy, decided?.ProposedBy, decided?.DecidedBy]).OfType<string>().Distinct()]);
    }

    public async Task<Problem?> WhyNotAsync(Appeal appeal, AppealDecisionChange change, CancellationToken ct)
    {
        var row = await db.DemeritEntries.AsNoTracking().SingleAsync(d => d.PublicId == appeal.SubjectId, ct);
        if (change.Outcome != AppealAction.Allow)
            return null;
        if (row.SetAsideOn is not null)
            return new Problem(ProblemCode.DemeritsSetAside);
        return change.From < row.On ? new Problem(ProblemCode.EndBeforeBeginning, $"They count from {row.On:yyyy-MM-dd} on.") : null;
    }

    public async Task ApplyAsync(Appeal appeal, AppealDecisionChange change, Proposal proposal, string reason, CancellationToken ct)
    {
        if (change.Outcome != AppealAction.Allow)
            return;
        var rows = await db.DemeritEntries.AsTracking().Include(d => d.Agency).Where(d => d.AgencyId == appeal.AgencyId).ToListAsync(ct);
        var row = rows.Single(d => d.PublicId == appeal.SubjectId);
        row.SetAside(change.From!.Value, $"{change.DecidedBy}: {appeal.PublicId}", proposal, clock.Now());
        db.Record(row, new DemeritsSetAside(row.Agency.PublicId, row.Points, change.From.Value), reason);
        await suggestions.ConsiderAsync(appeal.AgencyId, rows, ct);
    }
}
