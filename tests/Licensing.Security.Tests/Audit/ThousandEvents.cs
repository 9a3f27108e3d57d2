using Licensing.Api.Audit;
using Licensing.Api.Database;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Security.Tests.Audit;

/// <summary>A log of more than a thousand events under six heads, that holds. A test changes it inside a transaction, looks
/// what the check says, and takes the change back.</summary>
public sealed class ThousandEvents : AuditHost, IAsyncLifetime
{
    public const string RefusedByTheDatabase = "duplicate key";

    public List<AuditEvent> Events { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        await GrowAsync(10, 20, 70, 200, 300, 400);
        Events = await InDatabaseAsync(db => db.AuditEvents.AsNoTracking().OrderBy(e => e.LeafIndex).ToListAsync());
    }

    /// <summary>What the check says after each change, each made on the sound log.</summary>
    public Task<List<(TChange Change, string? Bad)>> TamperAsync<TChange>(IEnumerable<TChange> changes, Func<LicensingDb, TChange, Task> make) => InDatabaseAsync(async db =>
    {
        var found = new List<(TChange, string?)>();
        foreach (var change in changes)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            try
            {
                await make(db, change);
                found.Add((change, (await new AuditCheck(db, new HashSet<string>()).RunAsync(CancellationToken.None)).Bad));
            }
            catch (Exception e) when (StorageFailure.IsDuplicateKey(e))
            {
                found.Add((change, RefusedByTheDatabase));
            }

            await transaction.RollbackAsync();
        }

        return found;
    });
}
