using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Law;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.LawChanges;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Api.Tests.Features.Findings;

/// <summary>Changes law as officers do: a draft through the service, proposed by one and approved by another.</summary>
internal static class LawChanges
{
    private static int _texts;

    /// <summary>The text of a pack that is held, with its rules changed.</summary>
    public static Task<string> ChangedAsync(ServiceHost host, string name, Func<Rule, Rule?> change) => host.InScopeAsync(async services =>
    {
        var book = services.GetRequiredService<LawBook>();
        var held = (await book.HeldAtAsync(services.GetRequiredService<Licensing.Api.Database.LicensingDb>(), DateTime.MaxValue, CancellationToken.None)).Single(p => p.Text.Name == name);
        var text = await services.GetRequiredService<Licensing.Api.Database.LicensingDb>().LawPacks.Where(p => p.Id == held.Text.Id).Select(p => p.Text).SingleAsync();
        var pack = book.Read(name, text);
        // Every text is one of its own: the same law may come again.
        return PackWriter.Write(pack with { Rules = [.. pack.Rules.Select(change).OfType<Rule>()] }, services.GetRequiredService<CodeLists>()) + $"# {Interlocked.Increment(ref _texts)}\n";
    });

    /// <returns>Public id of the draft.</returns>
    public static async Task<string> DraftAsync(ServiceHost host, string text)
    {
        using var drafted = await ServiceHost.SendAsync(host.As("officer:maya"), "/v1/law/packs", new JsonObject { ["text"] = text, ["reason"] = "the gazette changed it" });
        var body = await drafted.Content.ReadAsStringAsync();
        Assert.True(drafted.IsSuccessStatusCode, body);
        return JsonElement.Parse(body).GetProperty("id").GetString()!;
    }

    public static async Task ApproveAsync(ServiceHost host, string draft)
    {
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        foreach (var (step, officer) in new[] { ("proposal", "officer:maya"), ("approval", "officer:ravi") })
        {
            using var answer = await ServiceHost.SendAsync(host.As(officer), $"/v1/law/packs/{draft}/{step}", Because(step), "*");
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
    }

    // A test changes a version that is approved; that has to be said (docs/law-life.md).
    private static JsonObject Because(string step) => step == "proposal"
        ? new() { ["reason"] = "read with the department", ["rewritesApproved"] = true }
        : new() { ["reason"] = "read with the department" };

    public static async Task ChangeAsync(ServiceHost host, string name, Func<Rule, Rule?> change) => await ApproveAsync(host, await DraftAsync(host, await ChangedAsync(host, name, change)));

    /// <summary>What the jobs do after an approval.</summary>
    public static async Task FollowAsync(ServiceHost host)
    {
        await host.RunJobAsync<JudgeAgainAfterLawChangeJob>(job => job.RunNowAsync(CancellationToken.None));
        await host.JudgeAsync();
    }

    public static Func<Rule, Rule?> Cap(string provision, int version, long minor, string currency = "NPR") =>
        rule => rule.Provision == provision && rule.Version == version ? rule with { Duty = new CapDuty(new FixedAmount(new(minor, currency))) } : rule;
}
