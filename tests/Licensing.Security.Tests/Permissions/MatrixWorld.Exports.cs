using System.Text.Json.Nodes;
using Licensing.Api.Features.Exports;

namespace Licensing.Security.Tests.Permissions;

public sealed partial class MatrixWorld
{
    /// <summary>A new export of the supervisor, done.</summary>
    private async Task<string> ExportAsync(bool some)
    {
        if (!some)
            return "xp_0000000000000000";
        var id = await IdOfAsync(await ServiceHost.SendAsync(_callers["supervisor"], "/v1/exports", new JsonObject { ["kind"] = "findings", ["format"] = "ndjson" }));
        await Host.RunJobAsync<MakeExportsJob>(job => job.RunAsync(CancellationToken.None));
        return id;
    }
}
