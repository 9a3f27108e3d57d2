using System.Text;
using System.Text.RegularExpressions;
using FastEndpoints;
using Licensing.Api.Tests.Features.Flags;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Api.Tests.Features.Findings;

/// <summary>Nothing about an agency is public on an unanswered finding: whoever asks without a token gets, byte for byte, what he got before there was one.</summary>
public sealed partial class PublicSilenceTests
{
    [Fact]
    public async Task No_public_address_changes_while_a_finding_and_a_flag_are_opened_notified_answered_and_decided()
    {
        await using var host = new FlaggingHost { Settings = { ["Register:Publishes:0"] = "placements" } };
        await host.InitializeAsync();
        var agency = await host.RegisterAgencyAsync();
        var licence = await host.StoreLicenceAsync(agency, number: "L-7");
        // What is reported is counted in public; what is found of it is not. So it is filed before, and judged afterwards.
        var filed = new[] { await host.FileDisclosureAsync(agency, DueProcessHost.Charged(1_500_000)), await host.FileDisclosureAsync(agency, DueProcessHost.Charged(900_000)) };
        var before = await EverythingAsync(host, agency.Id, licence);
        Assert.InRange(before.Count(b => b.Value.StartsWith("200", StringComparison.Ordinal)), 20, int.MaxValue);

        async Task SameAsync(string when)
        {
            var after = await EverythingAsync(host, agency.Id, licence);
            foreach (var (address, answer) in before)
                Assert.True(answer == after[address], $"{address} says something else once {when}:\n{answer}\n{after[address]}");
        }

        await host.JudgeAsync();
        var ids = await host.InDatabaseAsync(db => db.Findings.Where(f => f.Placement.Agency.PublicId == agency.Id).OrderBy(f => f.Id).Select(f => f.PublicId).ToListAsync());
        var findings = ids.Zip(filed, (id, f) => new OpenedFinding(agency, f, id)).ToList();
        var flag = await host.InDatabaseAsync(db => db.Flags.Select(f => f.PublicId).SingleAsync());
        Assert.Equal(2, findings.Count);
        await SameAsync("findings are opened and the agency is flagged");
        var notice = (await host.DoAsync("officer:maya", $"/v1/agencies/{agency.Id}/finding-notices", DueProcessHost.Notice([.. ids]))).GetProperty("id").GetString()!;
        var flagNotice = await host.NotifyFlagAsync(flag);
        await host.WatchAsync();
        await SameAsync("notice is given");
        (await host.AttachAsync($"agency:{agency.Id}", notice)).Dispose();
        await host.CheckAsync();
        await host.AnswerAsync(agency, notice);
        await host.AnswerAsync(agency, flagNotice);
        await SameAsync("the agency has answered");
        await host.DecideAsync(findings[0], points: 12);
        await host.DecideAsync(findings[1], "dismissed");
        await host.ReviewAsync();
        await SameAsync("it is decided: what is public is a measure against the licence, and nothing else");
    }

    /// <summary>Every address that is read, with an id of the agency, then with one of its licence, without a token.</summary>
    private static async Task<SortedDictionary<string, string>> EverythingAsync(FlaggingHost host, string agency, string licence)
    {
        using var caller = host.Public;
        var routes = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<EndpointDefinition>() is { } definition && definition.Verbs.Contains("GET")).Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Distinct();
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var address in routes.SelectMany(route => (string[])[Parameter().Replace(route, agency), Parameter().Replace(route, licence)])
            .Concat([$"/v1/register/agencies?name=Agency", "/v1/register/verify?number=L-7", "/v1/register/export?format=csv", "/v1/register/export?format=json", "/v1/agencies?name=Agency", "/v1/openapi.json"]).Distinct())
        {
            using var answer = await caller.GetAsync(address);
            var content = await answer.Content.ReadAsByteArrayAsync();
            // A signature, and the number that an answer or a printed page bears, are another each time, whatever is said.
            var text = Changing().Replace(Encoding.Latin1.GetString(content), "");
            all[address] = $"{(int)answer.StatusCode} {answer.Headers.ETag} {text}";
        }

        return all;
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("\"traceId\":\"[^\"]*\",?|/ID ?\\[[^]]*\\]|uuid:[0-9a-fA-F-]+|[A-Z]{6}\\+|(?<=eyJ[\\w-]+\\.[\\w-]+\\.)[\\w-]+")]
    private static partial Regex Changing();
}
