using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Licensing.Testing;

/// <summary>Writes down every query and change that is sent.</summary>
public sealed partial class SentCommands : DbCommandInterceptor
{
    public ConcurrentQueue<string> All { get; } = new();

    /// <summary>How often the query that names a table most often names it. The return of a row, which says whether it is seen, is one
    /// at most and multiplies nothing.</summary>
    public int MostOfOneTable => All.Max(sql => Tables().Matches(sql).GroupBy(m => m.Groups[1].Value).Max(g => (int?)g.Count()) ?? 0);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        All.Enqueue(command.CommandText);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        All.Enqueue(command.CommandText);
        return ValueTask.FromResult(result);
    }

    [GeneratedRegex("""(?:FROM|JOIN) ["\[](?!Returns\W)(\w+)""")]
    private static partial Regex Tables();
}
