using System.Reflection;
using Licensing.Api.Database;
using Licensing.Api.Features.Bars;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Complaints;

/// <summary>While the deployment's key is replaced: puts the own keys of every <see cref="ISealedRow"/> under the new one. The model says which tables hold
/// such rows, so that no area can forget its own.</summary>
public sealed class SealedRowKeys(LicensingDb db, DeploymentKey deployment, PersonSeal seal)
{
    private const int ChunkSize = 200;
    private static readonly MethodInfo OfOneTable = typeof(SealedRowKeys).GetMethod(nameof(RewrapTableAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;
    private static readonly MethodInfo LeftInOneTable = typeof(SealedRowKeys).GetMethod(nameof(AreLeftInTableAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;

    public async Task<bool> AreLeftAsync(CancellationToken ct)
    {
        foreach (var type in Types())
            if (await (Task<bool>)LeftInOneTable.MakeGenericMethod(type).Invoke(this, [ct])!)
                return true;
        return false;
    }

    public async Task RewrapAsync(CancellationToken ct)
    {
        foreach (var type in Types())
            await (Task)OfOneTable.MakeGenericMethod(type).Invoke(this, [ct])!;
    }

    private IEnumerable<Type> Types() => db.Model.GetEntityTypes().Select(e => e.ClrType).Where(t => t.IsAssignableTo(typeof(ISealedRow))).OrderBy(t => t.Name, StringComparer.Ordinal);

    private IQueryable<T> Left<T>()
        where T : class, ISealedRow => db.Set<T>().Where(r => r.PersonKey != null && r.SealedUnder != deployment.Id);

    private Task<bool> AreLeftInTableAsync<T>(CancellationToken ct)
        where T : class, ISealedRow => Left<T>().AnyAsync(ct);

    private async Task RewrapTableAsync<T>(CancellationToken ct)
        where T : class, ISealedRow
    {
        for (var (after, more) = (0L, true); more;)
        {
            var chunk = await Left<T>().AsNoTracking().Where(r => r.Id > after).OrderBy(r => r.Id).Take(ChunkSize).ToListAsync(ct);
            foreach (var row in chunk)
            {
                var (id, under) = (row.Id, row.SealedUnder);
                var now = seal.Rewrap(new(row.PersonKey!, row.PersonSealed!, under!));
                // What is erased in between stays erased.
                await db.Set<T>().Where(r => r.Id == id && r.SealedUnder == under && r.PersonKey != null).ExecuteUpdateAsync(
                    set => set.SetProperty(r => r.PersonKey, now.Key).SetProperty(r => r.SealedUnder, now.Under), ct);
            }

            more = chunk.Count == ChunkSize;
            after = more ? chunk[^1].Id : after;
        }
    }
}
