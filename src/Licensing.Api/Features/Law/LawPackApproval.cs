using System.Text.Json.Serialization;
using Licensing.Api.Database;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Jobs;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Law;

/// <summary>The exact text that is to become law.</summary>
/// <param name="Rewrites">Approved versions that it changes or takes away, which whoever decides agrees to; null: none.</param>
public sealed record LawPackChange(
    string Name, int Number, string Digest, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Rewrites = null);

/// <summary>What approving a rule pack takes, and does.</summary>
public sealed class LawPackApproval(LicensingDb db, LawBook book, Caller caller, TimeProvider clock, JobQueue jobs) : IProposedChange
{
    public ProposalKind Kind => ProposalKind.MakeLaw;

    public string DecidedUnder => Permission.ApproveLaw;

    public async Task<long?> VersionNowAsync(Proposal proposal, CancellationToken ct) => (await PackAsync(proposal, ct)).Version;

    public Task<Problem?> WhyNotAsync(Proposal proposal, CancellationToken ct) => Task.FromResult<Problem?>(null);

    public async Task<Problem?> ApplyAsync(Proposal proposal, string reason, CancellationToken ct)
    {
        var (pack, change) = (await PackAsync(proposal, ct), proposal.Read<LawPackChange>());
        // Another text of its name may have become law since.
        if (change != new LawPackChange(pack.Name, pack.Number, LawPack.DigestOf(pack.Text), await book.RewritesAsync(db, pack, clock.Now(), ct)))
            return new Problem(ProblemCode.ProposalStale);
        pack.Approve(caller.Name, clock.Now());
        db.Record(pack, new LawPackApproved(pack.Name, pack.Number, pack.Digest), reason);
        return null;
    }

    public async Task DropAsync(Proposal proposal, CancellationToken ct)
    {
        var pack = await PackAsync(proposal, ct);
        pack.Drop();
        db.Record(pack, new LawPackProposalDropped(pack.Name, pack.Number));
    }

    // What was judged without this law is judged again with it.
    public void Applied(Proposal proposal) => jobs.Enqueue<JudgeAgainAfterLawChangeJob>(job => job.RunNowAsync(CancellationToken.None));

    private Task<LawPack> PackAsync(Proposal proposal, CancellationToken ct) => db.LawPacks.SingleAsync(p => p.PublicId == proposal.SubjectId, ct);
}
