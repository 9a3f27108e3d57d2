using Licensing.Api.Database;
using Licensing.Api.Features.Bars;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Examinations;

/// <summary>While the deployment's key is replaced: seals under the new one how those who objected can be reached.</summary>
public sealed class ObjectionKeys(LicensingDb db, DeploymentKey deployment, PersonSeal seal)
{
    private const int ChunkSize = 200;

    private IQueryable<Objection> Left => db.Objections.Where(o => o.PersonKey != null && o.SealedUnder != deployment.Id);

    public Task<bool> AreLeftAsync(CancellationToken ct) => Left.AnyAsync(ct);

    public async Task RewrapAsync(CancellationToken ct)
    {
        for (var (after, more) = (0L, true); more;)
        {
            var chunk = await Left.AsNoTracking().Where(o => o.Id > after).OrderBy(o => o.Id).Take(ChunkSize).ToListAsync(ct);
            foreach (var objection in chunk)
            {
                var (stored, now) = (objection.Contact!, seal.Rewrap(objection.Contact!));
                // What is erased in between stays erased.
                await db.Objections.Where(o => o.Id == objection.Id && o.SealedUnder == stored.Under && o.PersonKey != null).ExecuteUpdateAsync(
                    set => set.SetProperty(o => o.PersonKey, now.Key).SetProperty(o => o.SealedUnder, now.Under), ct);
            }

            more = chunk.Count == ChunkSize;
            after = more ? chunk[^1].Id : after;
        }
    }
}
