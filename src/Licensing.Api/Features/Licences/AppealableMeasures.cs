using Licensing.Api.Database;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

/// <param name="Measure">Id of the fact.</param>
public sealed record MeasureSetAsideOnAppeal(string Measure, string Appeal, DateOnly From);
public sealed record StaysEndedWithAppeal(string Measure, string Appeal, DateOnly From, int Stays);

/// <summary>Suspensions and revocations, as appeals see them.</summary>
public sealed class AppealableMeasures(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock) : IAppealable
{
    public AppealSubject Subject => AppealSubject.Measure;

    public string IdPrefix => LicenceFactRow.IdPrefix;

    public async Task<Appealed?> FindAsync(string id, CancellationToken ct)
    {
        LicenceFactKind[] measures = [LicenceFactKind.Suspension, LicenceFactKind.Revocation];
        var licences = db.Licences.VisibleTo(caller).Select(l => l.Id);
        var fact = await db.LicenceFacts.AsNoTracking().Include(f => f.Licence)
            .SingleOrDefaultAsync(f => f.PublicId == id && f.WithdrawnAt == null && measures.Contains(f.Kind) && licences.Contains(f.LicenceId), ct);
        if (fact is null)
            return null;
        var decided = fact.ProposalId is null ? null : await db.Proposals.AsNoTracking().SingleOrDefaultAsync(p => p.PublicId == fact.ProposalId, ct);
        return new(Subject, fact.PublicId, fact.Licence.AgencyId, fact.LicenceId, ministry.DayOf(fact.RecordedAt),
            [.. ((string?[])[fact.RecordedBy, decided?.ProposedBy, decided?.DecidedBy]).OfType<string>().Distinct()]);
    }

    public async Task<Problem?> WhyNotAsync(Appeal appeal, AppealDecisionChange change, CancellationToken ct)
    {
        var (licence, measure) = await FindAsync(appeal, ct);
        // Who worked under a stay did so lawfully, whenever its end was entered.
        if (change.StaysEndOn is { } end && MeasureMoves.WhyNotFrom(end, null, ministry.Today(clock)) is { } tooEarly)
            return tooEarly;
        if (change.Outcome != AppealAction.Allow)
            return null;
        var from = change.From!.Value;
        if (from < measure.From)
            return new Problem(ProblemCode.EndBeforeBeginning, $"The measure began on {measure.From:yyyy-MM-dd}; it cannot be set aside from an earlier day.");
        return licence.WhyNot(measure, MeasureAction.SetAside, from, clock.Now()) ?? licence.WhyNot(LicenceAction.SetAside, from, clock.Now());
    }

    public async Task ApplyAsync(Appeal appeal, AppealDecisionChange change, Proposal proposal, string reason, CancellationToken ct)
    {
        var (licence, measure) = await FindAsync(appeal, ct);
        if (change.Outcome == AppealAction.Allow)
        {
            licence.Say(LicenceFactKind.SettingAside, measure, change.From!.Value, null, change.Grounds, clock.Now(), caller.Name).By(proposal);
            db.Record(licence, new MeasureSetAsideOnAppeal(measure.PublicId, appeal.PublicId, change.From.Value), reason);
        }

        if (change.StaysEndOn is { } end)
            EndStays(licence, measure, end, appeal, proposal, reason);
    }

    // A stay that was ordered until the appeal is decided does not outlive it unseen.
    private void EndStays(Licence licence, LicenceFactRow measure, DateOnly end, Appeal appeal, Proposal proposal, string reason)
    {
        var open = licence.Facts.Where(f => f.Kind == LicenceFactKind.Stay && f.About == measure.PublicId && f.WithdrawnAt is null && (f.Until is null || f.Until >= end)
            && !licence.Facts.Any(e => e.Kind == LicenceFactKind.StayEnd && e.About == f.PublicId && e.WithdrawnAt is null)).ToList();
        foreach (var stay in open)
            licence.Say(LicenceFactKind.StayEnd, stay, end < stay.From ? stay.From : end, null, $"The appeal {appeal.PublicId} was decided.", clock.Now(), caller.Name).By(proposal);
        if (open.Count > 0)
            db.Record(licence, new StaysEndedWithAppeal(measure.PublicId, appeal.PublicId, end, open.Count), reason);
    }

    private async Task<(Licence Licence, LicenceFactRow Measure)> FindAsync(Appeal appeal, CancellationToken ct)
    {
        var licence = await db.Licences.AsTracking().Include(l => l.Facts).SingleAsync(l => l.Id == appeal.LicenceId, ct);
        return (licence, licence.MeasureOf(appeal.SubjectId)!);
    }
}
