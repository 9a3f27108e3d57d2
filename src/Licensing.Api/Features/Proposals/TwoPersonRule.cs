using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Proposals;

/// <summary>How proposals of one kind are decided on and applied. Each area brings its own, registered in ProposalSetup.</summary>
public interface IProposedChange
{
    ProposalKind Kind { get; }

    /// <summary>The permission that whoever decides has to hold.</summary>
    string DecidedUnder { get; }

    /// <summary>The version of the subject now; compared with the one that was decided on. Null where there is none.</summary>
    Task<long?> VersionNowAsync(Proposal proposal, CancellationToken ct);

    /// <summary>What else stands against this caller's decision; null: nothing.</summary>
    Task<Problem?> WhyNotAsync(Proposal proposal, CancellationToken ct);

    /// <summary>Makes the change in the open context, with its event. The save is the caller's: the change and the decision are
    /// stored together or not at all.</summary>
    Task<Problem?> ApplyAsync(Proposal proposal, string reason, CancellationToken ct);

    /// <summary>It came to nothing: refused, withdrawn, expired.</summary>
    Task DropAsync(Proposal proposal, CancellationToken ct) => Task.CompletedTask;

    /// <summary>After the save: jobs.</summary>
    void Applied(Proposal proposal)
    {
    }
}

/// <summary>One proposes an exact change, someone else decides.</summary>
/// <remarks>Never the same person, never one whom it is about, never one who declared a conflict of interest with that agency; not
/// after it expired; not when the subject has changed since. Two who decide at once meet at the proposal's version.</remarks>
public sealed class TwoPersonRule(LicensingDb db, Caller caller, IEnumerable<IProposedChange> kinds, TimeProvider clock)
{
    public static readonly TimeSpan GoodFor = TimeSpan.FromDays(30);

    /// <summary>Adds a proposal to the open context; the caller saves.</summary>
    /// <returns>The refusal, or the proposal.</returns>
    public async Task<(Problem? Refusal, Proposal? Proposal)> ProposeAsync(
        ProposalKind kind, string subjectId, long? subjectVersion, long? agencyId, object change, string reason, CancellationToken ct)
    {
        if (await ConflictAsync(agencyId, ct) is { } conflict)
            return (conflict, null);
        var now = clock.Now();
        var key = Proposal.KeyOf(kind, subjectId);
        if (await db.Proposals.SingleOrDefaultAsync(p => p.OpenKey == key, ct) is { } open)
        {
            if (open.StateAt(now) == ProposalState.Open)
                return (new Problem(ProblemCode.ProposalOpen, $"Proposal {open.PublicId} of {open.ProposedBy} is open."), null);
            open.Close(ProposalState.Expired, caller.Name, now, null);
            db.Record(open, new ProposalExpired(open.Kind, open.SubjectId));
            // The unique key is free before the next one takes it.
            await db.SaveChangesAsync(ct);
        }

        var proposal = new Proposal(kind, subjectId, subjectVersion, agencyId, change, reason, caller.Name, now, now + GoodFor);
        db.Add(proposal);
        db.Record(proposal, new ProposalMade(kind, subjectId, proposal.Digest, proposal.ExpiresAt), reason);
        return (null, proposal);
    }

    /// <summary>Approves and applies in the open context; the caller saves, and then calls <see cref="Applied"/>.</summary>
    public async Task<Problem?> ApproveAsync(Proposal proposal, string reason, CancellationToken ct)
    {
        var kind = KindOf(proposal);
        if (await WhyNotAsync(proposal, kind, ct) is { } refusal)
            return refusal;
        if (proposal.Digest != Proposal.DigestOf(proposal.Change))
            return new Problem(ProblemCode.ProposalTampered);
        if (await kind.VersionNowAsync(proposal, ct) != proposal.SubjectVersion)
            return new Problem(ProblemCode.ProposalStale);

        proposal.Close(ProposalState.Approved, caller.Name, clock.Now(), reason);
        db.Record(proposal, new ProposalApproved(proposal.Kind, proposal.SubjectId, proposal.Digest), reason);
        return await kind.ApplyAsync(proposal, reason, ct);
    }

    /// <summary>Refuses in the open context; the caller saves.</summary>
    public async Task<Problem?> RefuseAsync(Proposal proposal, string reason, CancellationToken ct)
    {
        var kind = KindOf(proposal);
        if (await WhyNotAsync(proposal, kind, ct) is { } refusal)
            return refusal;
        proposal.Close(ProposalState.Refused, caller.Name, clock.Now(), reason);
        db.Record(proposal, new ProposalRefused(proposal.Kind, proposal.SubjectId), reason);
        await kind.DropAsync(proposal, ct);
        return null;
    }

    /// <summary>Takes the caller's own proposal back, in the open context; the caller saves.</summary>
    public async Task<Problem?> WithdrawAsync(Proposal proposal, string reason, CancellationToken ct)
    {
        if (proposal.ProposedBy != caller.Name)
            return new Problem(ProblemCode.ProposalNotYours);
        if (IsClosed(proposal) is { } closed)
            return closed;
        proposal.Close(ProposalState.Withdrawn, caller.Name, clock.Now(), reason);
        db.Record(proposal, new ProposalWithdrawn(proposal.Kind, proposal.SubjectId), reason);
        await KindOf(proposal).DropAsync(proposal, ct);
        return null;
    }

    public void Applied(Proposal proposal) => KindOf(proposal).Applied(proposal);

    private async Task<Problem?> WhyNotAsync(Proposal proposal, IProposedChange kind, CancellationToken ct)
    {
        if (IsClosed(proposal) is { } closed)
            return closed;
        if (!caller.Holds(kind.DecidedUnder))
            return new Problem(ProblemCode.PermissionMissing, $"Deciding this needs {kind.DecidedUnder}.");
        if (IsMe(proposal.ProposedBy))
            return new Problem(ProblemCode.ProposalSamePerson);
        if (IsMe(proposal.SubjectId))
            return new Problem(ProblemCode.ProposalAboutYou);
        return await ConflictAsync(proposal.AgencyId, ct) ?? await kind.WhyNotAsync(proposal, ct);
    }

    private Problem? IsClosed(Proposal proposal) => proposal.StateAt(clock.Now()) switch
    {
        ProposalState.Open => null,
        ProposalState.Expired => new Problem(ProblemCode.ProposalExpired),
        var state => new Problem(ProblemCode.ProposalDecided, $"It was {Json.Words.ConvertName(state.ToString())} by {proposal.DecidedBy}."),
    };

    private async Task<Problem?> ConflictAsync(long? agencyId, CancellationToken ct) =>
        agencyId is not null && await db.ConflictsOfInterest.AnyAsync(c => c.AgencyId == agencyId && c.Subject == caller.Name && c.WithdrawnAt == null, ct)
            ? new Problem(ProblemCode.ProposalConflict)
            : null;

    // Whatever a provider makes of case: the same name is the same person here.
    private bool IsMe(string name) => name.Equals(caller.Name, StringComparison.OrdinalIgnoreCase);

    private IProposedChange KindOf(Proposal proposal) => kinds.Single(k => k.Kind == proposal.Kind);
}
