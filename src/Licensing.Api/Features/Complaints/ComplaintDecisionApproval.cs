using Licensing.Api.Database;
using Licensing.Api.Features.Demerits;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Licensing.Rules.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Complaints;

/// <summary>The exact decision that two people make.</summary>
public sealed record ComplaintDecisionChange(string ComplaintId, ComplaintOutcome Outcome, string Facts, string Law, string Remedy, int? Points);

/// <summary>A complaint decided: what it takes, and does. Points are given in the same save, as any other decision gives them.</summary>
public sealed class ComplaintDecisionApproval(LicensingDb db, Caller caller, BandSuggestions suggestions, RegimeInForce regimes, Ministry ministry, TimeProvider clock) : IProposedChange
{
    public ProposalKind Kind => ProposalKind.DecideComplaint;

    public string DecidedUnder => Permission.DecideComplaints;

    // What the complainant adds meanwhile makes the proposal stale: nobody decides past his words.
    public Task<long?> VersionNowAsync(Proposal proposal, CancellationToken ct) =>
        db.Complaints.Where(c => c.PublicId == proposal.SubjectId).Select(c => (long?)c.Version).SingleOrDefaultAsync(ct);

    public Task<Problem?> WhyNotAsync(Proposal proposal, CancellationToken ct) => Task.FromResult<Problem?>(null);

    /// <summary>What stands against that decision today; null: nothing.</summary>
    public async Task<Problem?> WhyNotAsync(Complaint complaint, ComplaintDecisionChange change, CancellationToken ct)
    {
        complaint.MustBe(ComplaintState.Receivable);
        if (change.Outcome == ComplaintOutcome.Dismissed)
            return null;
        var today = ministry.Today(clock);
        if (complaint.AgencyId is { } agency)
        {
            var heard = await db.ComplaintNotices.CountAsync(n => n.ComplaintId == complaint.Id && n.AgencyId == agency && (n.AnsweredAt != null || n.AnswerUntil < today), ct);
            if (heard == 0)
                return new Problem(ProblemCode.ComplaintNotHeard);
        }

        if (change.Points is null)
            return null;
        if (complaint.AgencyId is null)
            return new Problem(ProblemCode.ComplaintNotAgainstAgency);
        var regime = await regimes.OnAsync(today, ct);
        return regime.WhyNot([RegimeQuestion.DemeritBands])
            ?? (regime.Answer(RegimeQuestion.DemeritBands).Value is NoneRequired ? new Problem(ProblemCode.DemeritsUnknownToLaw) : null);
    }

    public async Task<Problem?> ApplyAsync(Proposal proposal, string reason, CancellationToken ct)
    {
        var change = proposal.Read<ComplaintDecisionChange>();
        var complaint = await db.Complaints.AsTracking().Include(c => c.Agency).SingleAsync(c => c.PublicId == change.ComplaintId, ct);
        if (await WhyNotAsync(complaint, change, ct) is { } refusal)
            return refusal;
        var (now, today) = (clock.Now(), ministry.Today(clock));
        var decision = new ComplaintDecision(complaint, change, proposal, today, now, caller.Name);
        if (change.Points is { } points)
            decision.Gave(await GiveAsync(complaint.Agency!, points, decision, proposal, reason, ct));
        db.Add(decision);
        db.Record(decision, new ComplaintDecided(complaint.PublicId, change.Outcome, change.Points), reason);
        db.Add(new ComplaintStep(complaint, ProcedureEvent.Decided, today, now, caller.Name));
        complaint.Close(change.Outcome == ComplaintOutcome.Upheld ? ComplaintState.Upheld : ComplaintState.Dismissed, now);
        db.Record(complaint, new ComplaintStepRecorded(ProcedureEvent.Decided, today), reason);
        return null;
    }

    private async Task<string> GiveAsync(Agencies.Agency agency, int points, ComplaintDecision decision, Proposal proposal, string reason, CancellationToken ct)
    {
        var rows = await db.DemeritEntries.AsTracking().Where(d => d.AgencyId == agency.Id).ToListAsync(ct);
        var given = new DemeritRow(agency, new(agency.PublicId, points, decision.DecidedOn, $"Decision {decision.PublicId} of {decision.DecidedOn:yyyy-MM-dd} on a complaint", []), proposal, clock.Now(), caller.Name);
        db.Add(given);
        db.Record(given, new DemeritsGiven(agency.PublicId, points, given.On, []), reason);
        await suggestions.ConsiderAsync(agency.Id, [.. rows, given], ct);
        return given.PublicId;
    }
}
