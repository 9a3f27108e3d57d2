using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Licensing.Api.Tests.Features.Webhooks;

/// <summary>Requests as they were delivered, verified by the npm package standardwebhooks: what a subscriber does with them.</summary>
public sealed class NodeReceiverTests(WebhookHost host)
{
    private static readonly string Folder = Path.Combine(Repository.Root(), "tests", "Licensing.Api.Tests", "Features", "Webhooks", "receiver");

    [Fact]
    public async Task The_npm_package_accepts_what_is_delivered_during_a_rotation_too_and_nothing_that_was_changed()
    {
        await InstallAsync();
        await host.AloneAsync();
        await using var receiver = await Receiver.StartAsync();
        var webhook = await host.SubscribeAsync(await host.PortalAsync(), receiver.Url);
        var before = await DeliverOneAsync(receiver);
        using var rotated = await ServiceHost.SendAsync(webhook.As, $"{webhook.Address}/secret", new JsonObject { ["overlapHours"] = 1 }, "*");
        var second = JsonDocument.Parse(await rotated.Content.ReadAsStringAsync()).RootElement.GetProperty("secret").GetString()!;
        var during = await DeliverOneAsync(receiver);
        var duringAt = Now;
        host.Clock.Advance(TimeSpan.FromHours(1));
        var after = await DeliverOneAsync(receiver);

        var changed = during with { Body = [.. during.Body.Select((b, i) => i == during.Body.Length - 4 ? (byte)'x' : b)] };
        var renamed = during with { Headers = new Dictionary<string, string>(during.Headers) { ["webhook-id"] = "msg_0000000000000000" } };
        (string Expected, string Secret, long At, Received What)[] asked =
        [
            ("ok register.entry-changed", webhook.Secret, duringAt, before),
            ("ok register.entry-changed", webhook.Secret, duringAt, during),
            ("ok register.entry-changed", second, duringAt, during),
            ("refused No matching signature found", second, duringAt, before),
            ("refused No matching signature found", webhook.Secret, duringAt, changed),
            ("refused No matching signature found", second, duringAt, renamed),
            ("ok register.entry-changed", second, Now, after),
            ("refused No matching signature found", webhook.Secret, Now, after),
            ("refused Message timestamp too old", second, Now, during),
        ];
        Assert.Equal(asked.Select(a => a.Expected), await VerifyAsync(asked.Select(a => new { secret = a.Secret, now = a.At, headers = a.What.Headers, body = Convert.ToBase64String(a.What.Body) })));
    }

    private long Now => host.Clock.GetUtcNow().ToUnixTimeSeconds();

    private async Task<Received> DeliverOneAsync(Receiver receiver)
    {
        receiver.All.Clear();
        await host.AppendAsync(host.Changed("ag_1", """{"name":"Sample नेपाल & <Co>"}"""));
        await host.DeliverAsync();
        return Assert.Single(receiver.All);
    }

    private static async Task InstallAsync()
    {
        if (Directory.Exists(Path.Combine(Folder, "node_modules", "standardwebhooks")))
            return;
        Assert.SkipUnless(await RunAsync("npm", ["ci", "--no-audit", "--no-fund"], "") is not null, "Node and npm are not installed, or the package cannot be had: no signature was checked by it.");
    }

    private static async Task<string[]> VerifyAsync(IEnumerable<object> requests)
    {
        var said = await RunAsync("node", ["verify.mjs"], string.Concat(requests.Select(r => JsonSerializer.Serialize(r) + "\n")));
        Assert.SkipWhen(said is null, "Node is not installed: no signature was checked by the npm package.");
        return said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <returns>Null: the program is not there, or failed.</returns>
    private static async Task<string?> RunAsync(string program, string[] arguments, string input)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() && program == "npm" ? "npm.cmd" : program, arguments) { WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true };
        try
        {
            using var process = Process.Start(start)!;
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            var said = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? said : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
