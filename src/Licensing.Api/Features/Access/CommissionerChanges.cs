using Licensing.Api.Database;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Access;

/// <summary>Who is to be commissioner, or no longer.</summary>
/// <param name="MembershipId">Of a dismissal.</param>
/// <param name="Until">End of an appointment, exclusive.</param>
public sealed record CommissionerChange(string Subject, string? MembershipId, DateTime? Until);

/// <summary>An administrator proposes, a commissioner in office decides; only where there is no other one, a supervisor does.</summary>
/// <remarks>So the ministry alone can neither send a commissioner away nor set a second one beside him (docs/adr/0010).</remarks>
public abstract class CommissionerDecision(LicensingDb db, Caller caller, TimeProvider clock)
{
    public string DecidedUnder => Permission.DecideCommissioner;

    public async Task<Problem?> WhyNotAsync(Proposal proposal, CancellationToken ct)
    {
        // Today nobody is administrator and something else; should that ever change, this still holds.
        if (caller.Roles.Any(held => held.Role == CallerRole.Administrator))
            return new Problem(ProblemCode.RoleNeedsTwo);
        var now = clock.Now();
        var inOffice = (await db.Memberships.AsNoTracking().Where(m => m.Role == CallerRole.Commissioner && m.From <= now && (m.Until == null || m.Until > now)).ToListAsync(ct))
            .Where(m => m.Subject != proposal.SubjectId).ToList();
        return inOffice.Count > 0 && inOffice.All(m => m.Subject != caller.Name) ? new Problem(ProblemCode.RoleNeedsCommissioner) : null;
    }
}

public sealed class CommissionerAppointment(LicensingDb db, Caller caller, TimeProvider clock) : CommissionerDecision(db, caller, clock), IProposedChange
{
    private readonly LicensingDb _db = db;
    private readonly Caller _caller = caller;
    private readonly TimeProvider _clock = clock;

    public ProposalKind Kind => ProposalKind.AppointCommissioner;

    public Task<long?> VersionNowAsync(Proposal proposal, CancellationToken ct) => Task.FromResult<long?>(null);

    public async Task<Problem?> ApplyAsync(Proposal proposal, string reason, CancellationToken ct)
    {
        var (change, now) = (proposal.Read<CommissionerChange>(), _clock.Now());
        if (await RoleRules.WhyNotAsync(_db, change.Subject, CallerRole.Commissioner, null, now, ct) is { } refusal)
            return refusal;
        var membership = new Membership(change.Subject, CallerRole.Commissioner, null, now, change.Until, now, _caller.Name);
        _db.Add(membership);
        _db.Record(membership, new RoleGiven(membership.Subject, membership.Role, null, now, membership.Until), reason);
        return null;
    }
}

public sealed class CommissionerDismissal(LicensingDb db, Caller caller, TimeProvider clock) : CommissionerDecision(db, caller, clock), IProposedChange
{
    private readonly LicensingDb _db = db;
    private readonly Caller _caller = caller;
    private readonly TimeProvider _clock = clock;

    public ProposalKind Kind => ProposalKind.DismissCommissioner;

    public async Task<long?> VersionNowAsync(Proposal proposal, CancellationToken ct) => (await MembershipAsync(proposal, ct)).Version;

    public async Task<Problem?> ApplyAsync(Proposal proposal, string reason, CancellationToken ct)
    {
        var membership = await MembershipAsync(proposal, ct);
        membership.Take(_clock.Now(), _caller.Name);
        _db.Record(membership, new RoleTaken(membership.Subject, membership.Role, null), reason);
        return null;
    }

    private Task<Membership> MembershipAsync(Proposal proposal, CancellationToken ct)
    {
        var id = proposal.Read<CommissionerChange>().MembershipId;
        return _db.Memberships.SingleAsync(m => m.PublicId == id, ct);
    }
}
