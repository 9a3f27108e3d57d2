using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Licensing.Api.Database;

/// <summary>Reads from a storage exception what happened, the same for both databases.</summary>
public static class StorageFailure
{
    private const int SqliteBusy = 5, SqliteLocked = 6, SqliteFull = 13;
    private const int SqliteUniqueConstraint = 2067, SqlitePrimaryKeyConstraint = 1555, SqliteForeignKeyConstraint = 787;
    private const int NoSpaceOnUnix = 28, NoSpaceOnWindows = unchecked((int)0x80070070);

    public static bool IsDuplicateKey(Exception failure) => Chain(failure).Any(e => e switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is SqliteUniqueConstraint or SqlitePrimaryKeyConstraint,
        // 2601 is a unique index, 2627 a unique or primary key constraint; servers differ in which they report.
        SqlException sql => sql.Number is 2601 or 2627,
        _ => false,
    });

    /// <summary>The row that this one refers to is gone.</summary>
    public static bool IsParentMissing(Exception failure) => Chain(failure).Any(e => e switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode == SqliteForeignKeyConstraint,
        SqlException sql => sql.Number is 547,
        _ => false,
    });

    public static bool IsBusy(Exception failure) => Chain(failure).Any(e => e switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is SqliteBusy or SqliteLocked,
        // Chosen as deadlock victim, lock timeout, command timeout.
        SqlException sql => sql.Number is 1205 or 1222 or -2,
        _ => false,
    });

    public static bool IsFull(Exception failure) => Chain(failure).Any(e => e switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode == SqliteFull,
        // No room in the filegroup; the log is full.
        SqlException sql => sql.Number is 1101 or 1105 or 9002,
        IOException io => io.HResult is NoSpaceOnUnix or NoSpaceOnWindows,
        _ => false,
    });

    /// <summary>A table is not there: the database was never migrated, or not to this version.</summary>
    public static bool IsMissingTable(Exception failure) => Chain(failure).Any(e => e is SqlException { Number: 208 });

    private static IEnumerable<Exception> Chain(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
            yield return e;
    }
}
