using Licensing.Api.Database;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Jobs;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Law;

/// <summary>The exact text that is to be law no longer.</summary>
/// <param name="Then">The number of the text of its name that holds afterwards; null: none.</param>
public sealed record LawWithdrawal(string Name, int Number, string Digest, int? Then)
{
    public static async Task<LawWithdrawal> OfAsync(LicensingDb db, LawBook book, LawPack pack, CancellationToken ct) =>
        new(pack.Name, pack.Number, LawPack.DigestOf(pack.Text), (await book.HeldWithoutAsync(db, pack, ct))?.Number);
}

/// <param name="Then">The number of the text of its name that holds from now on; null: none.</param>
public sealed record LawWithdrawn(string Name, int Number, string Digest, int? Then);

/// <summary>What withdrawing approved law takes, and does.</summary>
public sealed class LawWithdrawalApproval(LicensingDb db, LawBook book, Caller caller, TimeProvider clock, JobQueue jobs) : IProposedChange
{
    public ProposalKind Kind => ProposalKind.WithdrawLaw;

    public string DecidedUnder => Permission.ApproveLaw;

    public async Task<long?> VersionNowAsync(Proposal proposal, CancellationToken ct) => (await PackAsync(proposal, ct)).Version;

    public Task<Problem?> WhyNotAsync(Proposal proposal, CancellationToken ct) => Task.FromResult<Problem?>(null);

    public async Task<Problem?> ApplyAsync(Proposal proposal, string reason, CancellationToken ct)
    {
        var (pack, change) = (await PackAsync(proposal, ct), proposal.Read<LawWithdrawal>());
        // Another text of its name may have been approved or withdrawn since, and then something else would hold.
        if (pack.WithdrawnAt is not null || change != await LawWithdrawal.OfAsync(db, book, pack, ct))
            return new Problem(ProblemCode.ProposalStale);
        pack.Withdraw(caller.Name, clock.Now());
        db.Record(pack, new LawWithdrawn(pack.Name, pack.Number, pack.Digest, change.Then), reason);
        return null;
    }

    // What was judged with this law is judged again without it.
    public void Applied(Proposal proposal) => jobs.Enqueue<JudgeAgainAfterLawChangeJob>(job => job.RunNowAsync(CancellationToken.None));

    private Task<LawPack> PackAsync(Proposal proposal, CancellationToken ct) => db.LawPacks.SingleAsync(p => p.PublicId == proposal.SubjectId, ct);
}
