using System.Runtime.CompilerServices;

namespace Licensing.Client;

public sealed partial class ReturnsClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The states of a return, each once, from what it is now until it is done or refused. It asks as often as the service wants to be asked.</summary>
    public async IAsyncEnumerable<ReturnView> FollowReturnAsync(string returnId, [EnumeratorCancellation] CancellationToken ct = default)
    {
        for (string? shown = null; ;)
        {
            var now = await ReadReturnAsync(returnId, ct: ct).ConfigureAwait(false);
            if (now.ETag.Length == 0 || now.ETag != shown)
                yield return now;
            shown = now.ETag;
            if (now.State == ReturnState.Done || now.State == ReturnState.Refused)
                yield break;
            await Task.Delay(now.RetryAfter ?? Patience, _connection.Clock, ct).ConfigureAwait(false);
        }
    }
}
