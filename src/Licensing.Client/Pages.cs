using System.Runtime.CompilerServices;

namespace Licensing.Client;

internal static class Pages
{
    /// <summary>Asks for a page when the first item of it is wanted, and for each once.</summary>
    public static async IAsyncEnumerable<TItem> AllAsync<TPage, TItem>(Func<string?, CancellationToken, Task<TPage>> read, [EnumeratorCancellation] CancellationToken ct)
        where TPage : IPage<TItem>
    {
        string? cursor = null;
        do
        {
            var page = await read(cursor, ct).ConfigureAwait(false);
            foreach (var item in page.Items)
            {
                ct.ThrowIfCancellationRequested();
                yield return item;
            }

            cursor = page.Next;
        }
        while (cursor is not null);
    }
}
