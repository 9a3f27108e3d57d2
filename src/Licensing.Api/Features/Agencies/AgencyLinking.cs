using Licensing.Api.Database;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Agencies;

/// <summary>The exact link that two people decide on.</summary>
/// <param name="From">First day, inclusive.</param>
public sealed record AgencyLinkChange(string AgencyId, AgencyLinkKind Kind, string OtherId, DateOnly From, string Authority);

/// <param name="To">First day on which it holds no longer.</param>
public sealed record AgencyPartingChange(string LinkId, string AgencyId, string OtherId, DateOnly To);

/// <summary>What stands against a link, when it is proposed and again when it is decided.</summary>
internal static class AgencyLinkCheck
{
    /// <summary>A chain longer than this is no history of an agency.</summary>
    private const int LongestChain = 50;

    /// <summary>Nobody who is not free towards the other agency proposes or decides; of the first one the rule of two people asks.</summary>
    public static async Task<Problem?> WhyNotFreeAsync(LicensingDb db, Caller caller, string otherId, CancellationToken ct) =>
        await db.ConflictsOfInterest.AnyAsync(c => c.Agency.PublicId == otherId && c.Subject == caller.Name && c.WithdrawnAt == null, ct) ? new Problem(ProblemCode.ProposalConflict) : null;

    public static async Task<Problem?> WhyNotAsync(LicensingDb db, Agency agency, Agency other, CancellationToken ct)
    {
        var key = AgencyLink.KeyOf(agency.Id, other.Id);
        if (await db.AgencyLinks.Where(l => l.OpenKey == key).Select(l => l.PublicId).SingleOrDefaultAsync(ct) is { } open)
            return new Problem(ProblemCode.AgencyLinked, $"They are linked by {open}.");
        // From the other one on nothing may lead back: an agency would come after itself.
        var (seen, reached) = (new HashSet<long>(), new List<long> { other.Id });
        for (var step = 0; step < LongestChain && reached.Count > 0; step++)
        {
            seen.UnionWith(reached);
            var from = reached;
            reached = [.. (await db.AgencyLinks.Where(l => l.OpenKey != null && from.Contains(l.AgencyId)).Select(l => l.OtherId).Distinct().ToListAsync(ct)).Where(id => !seen.Contains(id))];
            if (reached.Contains(agency.Id))
                return new Problem(ProblemCode.AgencyLinkCircular);
        }

        return null;
    }
}

/// <summary>Two agencies linked: what deciding it takes, and does.</summary>
public sealed class AgencyLinking(LicensingDb db, Caller caller, TimeProvider clock) : IProposedChange
{
    public ProposalKind Kind => ProposalKind.LinkAgencies;

    public string DecidedUnder => Permission.DecideAgencyLinks;

    // Other facts of the two change nothing about what links them; what could is checked again when it is applied.
    public Task<long?> VersionNowAsync(Proposal proposal, CancellationToken ct) => Task.FromResult<long?>(null);

    public Task<Problem?> WhyNotAsync(Proposal proposal, CancellationToken ct) => AgencyLinkCheck.WhyNotFreeAsync(db, caller, proposal.Read<AgencyLinkChange>().OtherId, ct);

    public async Task<Problem?> ApplyAsync(Proposal proposal, string reason, CancellationToken ct)
    {
        var change = proposal.Read<AgencyLinkChange>();
        var agency = await db.Agencies.AsTracking().SingleAsync(a => a.PublicId == change.AgencyId, ct);
        var other = await db.Agencies.AsTracking().SingleAsync(a => a.PublicId == change.OtherId, ct);
        if (await AgencyLinkCheck.WhyNotAsync(db, agency, other, ct) is { } refusal)
            return refusal;
        var link = new AgencyLink(change.Kind, agency, other, change.From, change.Authority, proposal.PublicId, clock.Now(), caller.Name);
        db.Add(link);
        db.Record(link, new AgenciesLinked(link.Kind, change.AgencyId, change.OtherId, link.From), reason);
        return null;
    }
}

/// <summary>Two agencies parted again: what deciding it takes, and does.</summary>
public sealed class AgencyParting(LicensingDb db, Caller caller, TimeProvider clock) : IProposedChange
{
    public ProposalKind Kind => ProposalKind.PartAgencies;

    public string DecidedUnder => Permission.DecideAgencyLinks;

    public async Task<long?> VersionNowAsync(Proposal proposal, CancellationToken ct) =>
        await db.AgencyLinks.Where(l => l.PublicId == proposal.SubjectId).Select(l => (long?)l.Version).SingleOrDefaultAsync(ct);

    public Task<Problem?> WhyNotAsync(Proposal proposal, CancellationToken ct) => AgencyLinkCheck.WhyNotFreeAsync(db, caller, proposal.Read<AgencyPartingChange>().OtherId, ct);

    public async Task<Problem?> ApplyAsync(Proposal proposal, string reason, CancellationToken ct)
    {
        var change = proposal.Read<AgencyPartingChange>();
        var link = await db.AgencyLinks.AsTracking().SingleAsync(l => l.PublicId == change.LinkId, ct);
        if (link.OpenKey is null)
            return new Problem(ProblemCode.AgencyLinkEnded);
        link.Part(change.To, proposal.PublicId, clock.Now());
        db.Record(link, new AgenciesParted(link.Kind, change.AgencyId, change.OtherId, change.To), reason);
        return null;
    }
}
