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

/// <summary>An administrator proposes; while another commissioner is in office only he decides.</summary>
/// <remarks>So the ministry alone can neither send a commissioner away nor set a second one beside him (docs/adr/0010).</remarks>
public abstract class CommissionerDecision(LicensingDb db, Caller caller, TimeProvider clock)
{
    public async Task<Problem?> WhyNotAsync(Proposal proposal, CancellationToken ct)
    {
        // Today nobody is administrator and something else; should that ever change, this still holds.
        if (caller.Roles.Any(held => held.Role == CallerRole.Administrator))
            return new Problem(ProblemCode.RoleNeedsTwo);
        var now = clock.Now();
        var inOffice = (await db.Memberships.AsNoTracking().Where(m => m.Role == CallerRole.Commissioner && m.From <= now && (m.Until == null || m.Until > now)).ToListAsync(ct))
            .Where(m => m.Subject != proposal.SubjectId).ToList();
        if (inOffice.Count == 0)
            return await WithoutAnotherAsync(proposal, ct);
        return inOffice.All(m => m.Subject != caller.Name) ? new Problem(ProblemCode.RoleNeedsCommissioner) : null;
    }

    /// <summary>What stands against the decision where no other commissioner is in office.</summary>
    protected abstract Task<Problem?> WithoutAnotherAsync(Proposal proposal, CancellationToken ct);
}

/// <summary>Where there is none yet, a supervisor decides: a register must be able to get its first.</summary>
public sealed class CommissionerAppointment(LicensingDb db, Caller caller, TimeProvider clock) : CommissionerDecision(db, caller, clock), IProposedChange
{
    private readonly LicensingDb _db = db;
    private readonly Caller _caller = caller;
    private readonly TimeProvider _clock = clock;

    public ProposalKind Kind => ProposalKind.AppointCommissioner;

    public string DecidedUnder => Permission.DecideCommissioner;

    public Task<long?> VersionNowAsync(Proposal proposal, CancellationToken ct) => Task.FromResult<long?>(null);

    public async Task<Problem?> ApplyAsync(Proposal proposal, string reason, CancellationToken ct)
    {
        var (change, now) = (proposal.Read<CommissionerChange>(), _clock.Now());
        var (refusal, number) = await RoleRules.NextAsync(_db, change.Subject, CallerRole.Commissioner, null, now, ct);
        if (refusal is not null)
            return refusal;
        var membership = new Membership(change.Subject, CallerRole.Commissioner, null, now, change.Until, now, _caller.Name, number);
        _db.Add(membership);
        _db.Record(membership, new RoleGiven(membership.Subject, membership.Role, null, now, membership.Until), reason);
        return null;
    }

    protected override Task<Problem?> WithoutAnotherAsync(Proposal proposal, CancellationToken ct) => Task.FromResult<Problem?>(null);
}

/// <summary>The only commissioner is dismissed with an auditor, and with one who was there long before it came to that: an administrator
/// alone gives the auditor's role, and could otherwise bring one along.</summary>
public sealed class CommissionerDismissal(LicensingDb db, Caller caller, TimeProvider clock) : CommissionerDecision(db, caller, clock), IProposedChange
{
    private readonly LicensingDb _db = db;
    private readonly Caller _caller = caller;
    private readonly TimeProvider _clock = clock;

    public static readonly TimeSpan AuditorSince = TimeSpan.FromDays(90);

    public ProposalKind Kind => ProposalKind.DismissCommissioner;

    public string DecidedUnder => Permission.DecideDismissal;

    public async Task<long?> VersionNowAsync(Proposal proposal, CancellationToken ct) => (await MembershipAsync(proposal, ct)).Version;

    public async Task<Problem?> ApplyAsync(Proposal proposal, string reason, CancellationToken ct)
    {
        var membership = await MembershipAsync(proposal, ct);
        membership.Take(_clock.Now(), _caller.Name);
        _db.Record(membership, new RoleTaken(membership.Subject, membership.Role, null), reason);
        return null;
    }

    protected override async Task<Problem?> WithoutAnotherAsync(Proposal proposal, CancellationToken ct)
    {
        // In the register, not in a claim: what a provider says has no beginning.
        var (now, since) = (_clock.Now(), proposal.ProposedAt - AuditorSince);
        var subjects = await _db.Memberships.AsNoTracking()
            .Where(m => m.Subject == _caller.Name && m.Role == CallerRole.Auditor && m.RecordedAt <= since && m.From <= since && (m.Until == null || m.Until > now))
            .Select(m => m.Subject).ToListAsync(ct);
        return subjects.Contains(_caller.Name) ? null : new Problem(ProblemCode.RoleNeedsAuditor);
    }

    private Task<Membership> MembershipAsync(Proposal proposal, CancellationToken ct)
    {
        var id = proposal.Read<CommissionerChange>().MembershipId;
        return _db.Memberships.SingleAsync(m => m.PublicId == id, ct);
    }
}
