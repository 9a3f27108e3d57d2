using Licensing.Api.Database;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Bars;

public sealed record Barred(string? AgencyId, DateOnly From, DateOnly? Until, string Decision);
public sealed record BarDropped;
public sealed record BarLifted(DateOnly From);

/// <summary>A bar: what deciding it takes, and does.</summary>
public sealed class BarApproval(LicensingDb db, Ministry ministry, TimeProvider clock) : IProposedChange
{
    public ProposalKind Kind => ProposalKind.BarPerson;

    public string DecidedUnder => Permission.DecideBars;

    public async Task<long?> VersionNowAsync(Proposal proposal, CancellationToken ct) => (await BarAsync(proposal, ct)).Version;

    public Task<Problem?> WhyNotAsync(Proposal proposal, CancellationToken ct) => Task.FromResult<Problem?>(null);

    public async Task<Problem?> ApplyAsync(Proposal proposal, string reason, CancellationToken ct)
    {
        var (bar, change) = (await BarAsync(proposal, ct), proposal.Read<BarChange>());
        if (change != new BarChange(bar.PublicId, bar.Agency?.PublicId, bar.PersonDigest, bar.From, bar.Until, bar.Grounds, bar.Decision))
            return new Problem(ProblemCode.ProposalTampered);
        bar.Decide(proposal.PublicId, clock.Now(), bar.Until is { } last ? ministry.StartOf(last.AddDays(1)) : null);
        db.Record(bar, new Barred(change.AgencyId, bar.From, bar.Until, bar.Decision), reason);
        return null;
    }

    public async Task DropAsync(Proposal proposal, CancellationToken ct)
    {
        var bar = await BarAsync(proposal, ct);
        bar.Drop(clock.Now());
        db.Record(bar, new BarDropped());
    }

    private Task<Bar> BarAsync(Proposal proposal, CancellationToken ct) =>
        db.Bars.Include(b => b.Agency).Include(b => b.Marks).SingleAsync(b => b.PublicId == proposal.SubjectId, ct);
}

/// <summary>The lifting of a bar: what deciding it takes, and does.</summary>
public sealed class BarLiftingApproval(LicensingDb db, Ministry ministry, TimeProvider clock) : IProposedChange
{
    public ProposalKind Kind => ProposalKind.UnbarPerson;

    public string DecidedUnder => Permission.DecideBars;

    public async Task<long?> VersionNowAsync(Proposal proposal, CancellationToken ct) => (await BarAsync(proposal, ct)).Version;

    public Task<Problem?> WhyNotAsync(Proposal proposal, CancellationToken ct) => Task.FromResult<Problem?>(null);

    public async Task<Problem?> ApplyAsync(Proposal proposal, string reason, CancellationToken ct)
    {
        var (bar, change) = (await BarAsync(proposal, ct), proposal.Read<BarLiftingChange>());
        if (bar.WhyNotLift(change.From) is { } refusal)
            return refusal;
        bar.Lift(change.From, change.Grounds, proposal.PublicId, clock.Now(), ministry.StartOf(change.From));
        db.Record(bar, new BarLifted(change.From), reason);
        return null;
    }

    private Task<Bar> BarAsync(Proposal proposal, CancellationToken ct) => db.Bars.SingleAsync(b => b.PublicId == proposal.SubjectId, ct);
}
