using Licensing.Api.Database;
using Licensing.Api.Features.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Deposits;

public static class DepositLookup
{
    private const int Attempts = 5;

    /// <summary>The licence with its facts, tracked: a demand or a restoration may be said of it.</summary>
    public static Task<Licence?> LicenceOfDepositAsync(this LicensingDb db, string licenceId, CancellationToken ct) =>
        db.Licences.AsTracking().Include(l => l.Facts).Include(l => l.Agency).AsSplitQuery().SingleOrDefaultAsync(l => l.PublicId == licenceId, ct);

    /// <summary>The whole deposit of a licence, tracked, so that its parts find each other; null where nothing was ever lodged.</summary>
    /// <remarks>Read in three queries. Who changes it meets whoever was quicker at its version.</remarks>
    public static async Task<Deposit?> DepositOfAsync(this LicensingDb db, long licenceId, CancellationToken ct)
    {
        var deposit = await db.Deposits.AsTracking().SingleOrDefaultAsync(d => d.LicenceId == licenceId, ct);
        if (deposit is null)
            return null;
        await db.DepositDraws.AsTracking().Where(d => d.DepositId == deposit.Id).LoadAsync(ct);
        await db.DepositClaims.AsTracking().Where(c => c.LicenceId == licenceId && c.DrawId != null).LoadAsync(ct);
        await db.DepositRows.AsTracking().Where(r => r.DepositId == deposit.Id).LoadAsync(ct);
        return deposit;
    }

    /// <summary>Does what adds to a deposit whatever its state, such as a receipt, again where somebody else changed it in between.</summary>
    public static async Task<T> AgainIfQuickerAsync<T>(this LicensingDb db, Func<Task<T>> act)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await act();
            }
            catch (DbUpdateException e) when (attempt < Attempts && (e is DbUpdateConcurrencyException || StorageFailure.IsDuplicateKey(e) || StorageFailure.IsParentMissing(e)))
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    /// <summary>Claims of the licence in the order of their ids as given, tracked; one that is not the licence's is left out.</summary>
    public static async Task<IReadOnlyList<Claim>> ClaimsAsync(this LicensingDb db, long licenceId, IReadOnlyList<string> ids, CancellationToken ct)
    {
        var found = await db.DepositClaims.AsTracking().Where(c => c.LicenceId == licenceId && ids.Contains(c.PublicId)).ToDictionaryAsync(c => c.PublicId, ct);
        return [.. ids.Where(found.ContainsKey).Select(id => found[id])];
    }
}
