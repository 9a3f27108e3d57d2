using Licensing.Api.Database;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Licensing.Api.Http;

/// <summary>The transaction in which a request with an Idempotency-Key is done, and a lock that says so to whoever repeats the
/// request meanwhile, in this process or another.</summary>
/// <remarks>The lock ends with its process, however that ends: nobody waits for a lease of the dead. It only decides who is
/// answered 409 and who works; that nothing is done twice rests on the unique index (docs/adr/0012).</remarks>
public sealed class RunningKey : IAsyncDisposable
{
    private readonly IDbContextTransaction _transaction;
    private readonly FileStream? _file;

    private RunningKey(IDbContextTransaction transaction, FileStream? file) => (_transaction, _file) = (transaction, file);

    /// <returns>Null while another request holds the key.</returns>
    public static async Task<RunningKey?> TryBeginAsync(LicensingDb db, string lookup, CancellationToken ct)
    {
        FileStream? file = null;
        // On SQLite beginning means waiting for whoever writes, which may be the one with this key: so its lock is a file beside
        // the database, taken before.
        if (FolderOf(db) is { } folder && (file = TryOpen(Directory.CreateDirectory(folder), lookup)) is null)
            return null;
        try
        {
            var transaction = await db.Database.BeginTransactionAsync(ct);
            if (db is not SqlServerLicensingDb || await TryLockAsync(db, lookup, ct))
                return new RunningKey(transaction, file);
            await transaction.DisposeAsync();
            return null;
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    public Task CommitAsync(CancellationToken ct) => _transaction.CommitAsync(ct);

    /// <summary>Rolls back what was not committed, and lets the key go.</summary>
    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        if (_file is not null)
            await _file.DisposeAsync();
    }

    /// <summary>Removes files whose process was killed. They lock nothing.</summary>
    public static void Sweep(LicensingDb db)
    {
        if (FolderOf(db) is not { } folder || !Directory.Exists(folder))
            return;
        foreach (var left in Directory.EnumerateFiles(folder))
            TryOpen(new DirectoryInfo(folder), Path.GetFileName(left))?.Dispose();
    }

    private static string? FolderOf(LicensingDb db)
    {
        if (db is not SqliteLicensingDb)
            return null;
        var settings = new SqliteConnectionStringBuilder(db.Database.GetConnectionString());
        return settings.DataSource is ":memory:" or "" || settings.Mode == SqliteOpenMode.Memory ? null : settings.DataSource + "-running";
    }

    private static FileStream? TryOpen(DirectoryInfo folder, string name)
    {
        try
        {
            return new FileStream(Path.Combine(folder.FullName, name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException e) when (!StorageFailure.IsFull(e) && e is not DirectoryNotFoundException)
        {
            return null;
        }
    }

    // Let go by the server at the end of the transaction, or when it loses the connection.
    private static async Task<bool> TryLockAsync(LicensingDb db, string lookup, CancellationToken ct)
    {
        const string Sql =
            "DECLARE @result int; EXEC @result = sys.sp_getapplock @Resource = {0}, @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 0; SELECT @result AS Value;";
        return (await db.Database.SqlQueryRaw<int>(Sql, "licensing-idempotency-" + lookup).ToListAsync(ct))[0] >= 0;
    }
}
