using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Bars;

/// <summary>While the deployment's key is replaced: seals under the new one who is barred, and marks him anew.</summary>
/// <remarks>A bar is one transaction and says under which key it is, so whoever is killed goes on where he was. Until then it is recognised by the
/// marks under the key before (<see cref="Mark.Digests"/>). Its version does not move: nothing of the bar changes.</remarks>
public sealed class BarKeys(LicensingDb db, DeploymentKey deployment, PersonSeal seal, ApplicationSeal marks)
{
    private const int ChunkSize = 200;

    private IQueryable<Bar> Left => db.Bars.Where(b => b.PersonKey != null && b.SealedUnder != deployment.Id);

    public Task<bool> AreLeftAsync(CancellationToken ct) => Left.AnyAsync(ct);

    public async Task RewrapAsync(CancellationToken ct)
    {
        for (var (after, more) = (0L, true); more;)
        {
            var chunk = await Left.AsNoTracking().Where(b => b.Id > after).OrderBy(b => b.Id).Take(ChunkSize).ToListAsync(ct);
            foreach (var bar in chunk)
                await RewrapAsync(bar, ct);
            more = chunk.Count == ChunkSize;
            after = more ? chunk[^1].Id : after;
        }
    }

    private async Task RewrapAsync(Bar bar, CancellationToken ct)
    {
        var stored = bar.Person!;
        var (now, anew) = (seal.Rewrap(stored), seal.Open<BarredPerson>(stored).MarksBy(marks).Select(m => (m.Kind, m.Digest)).Distinct().ToList());
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Who is erased in between stays erased.
        if (await db.Bars.Where(b => b.Id == bar.Id && b.SealedUnder == stored.Under && b.PersonKey != null).ExecuteUpdateAsync(
            set => set.SetProperty(b => b.PersonKey, now.Key).SetProperty(b => b.SealedUnder, now.Under), ct) == 0)
            return;
        await db.BarMarks.Where(m => m.BarId == bar.Id).ExecuteDeleteAsync(ct);
        db.AddRange(anew.Select(m => new BarMark(m.Kind, m.Digest, bar.Id)));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
