using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Licensing.Testing;

public sealed class KilledException : Exception;

/// <summary>Ends the work at one point: before or after a command or a commit. Politely it only asks to stop.</summary>
public sealed class Killer(int point, CancellationTokenSource? ask) : DbCommandInterceptor, IDbTransactionInterceptor
{
    private int _passed;

    /// <summary>Whether this is how the work ended.</summary>
    public static bool Did(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException!)
        {
            if (e is KilledException or OperationCanceledException)
                return true;
        }

        return false;
    }

    private void Pass()
    {
        if (++_passed != point)
            return;
        if (ask is null)
            throw new KilledException();
        ask.Cancel();
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Pass();
        return ValueTask.FromResult(result);
    }

    public override ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        Pass();
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Pass();
        return ValueTask.FromResult(result);
    }

    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Pass();
        return ValueTask.FromResult(result);
    }

    public ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        Pass();
        return ValueTask.FromResult(result);
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Pass();
        return Task.CompletedTask;
    }
}
