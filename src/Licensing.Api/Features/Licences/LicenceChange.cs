using Licensing.Api.Database;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

/// <summary>A change of a licence that two people decide. What stands against it is asked when it is proposed and again when it is approved:
/// days pass in between.</summary>
/// <typeparam name="T">The change as the proposal holds it.</typeparam>
public abstract class LicenceChange<T>(LicensingDb db) : IProposedChange
{
    public abstract ProposalKind Kind { get; }

    public virtual string DecidedUnder => Permission.DecideMeasures;

    protected LicensingDb Db => db;

    public Task<long?> VersionNowAsync(Proposal proposal, CancellationToken ct) =>
        db.Licences.Where(l => l.PublicId == proposal.SubjectId).Select(l => (long?)l.Version).SingleOrDefaultAsync(ct);

    public virtual Task<Problem?> WhyNotAsync(Proposal proposal, CancellationToken ct) => Task.FromResult<Problem?>(null);

    /// <summary>What stands against the change today; null: nothing.</summary>
    /// <param name="licence">With its facts.</param>
    public abstract Task<Problem?> WhyNotAsync(Licence licence, T change, CancellationToken ct);

    public async Task<Problem?> ApplyAsync(Proposal proposal, string reason, CancellationToken ct)
    {
        var licence = await db.Licences.AsTracking().Include(l => l.Facts).SingleAsync(l => l.PublicId == proposal.SubjectId, ct);
        var change = proposal.Read<T>();
        if (await WhyNotAsync(licence, change, ct) is { } refusal)
            return refusal;
        await ApplyAsync(licence, change, proposal, reason, ct);
        return null;
    }

    /// <summary>Records the fact, with its event.</summary>
    protected abstract Task ApplyAsync(Licence licence, T change, Proposal proposal, string reason, CancellationToken ct);
}

public static class ProposingForLicences
{
    /// <summary>Adds the proposal to the open context; the caller saves.</summary>
    public static async Task<(Problem? Refusal, Proposal? Proposal)> ProposeAsync<T>(
        this TwoPersonRule rule, LicenceChange<T> kind, Licence licence, T change, string reason, CancellationToken ct)
        where T : notnull
    {
        if (await kind.WhyNotAsync(licence, change, ct) is { } refusal)
            return (refusal, null);
        return await rule.ProposeAsync(kind.Kind, licence.PublicId, licence.Version, licence.AgencyId, change, reason, ct);
    }
}
