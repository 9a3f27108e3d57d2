using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Agencies;
using Licensing.Rules.Names;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Tests.Features.Returns;

public sealed class NepaleseApprovalsTests(NepaleseApprovals nepal) : IClassFixture<NepaleseApprovals>
{
    private static readonly Dictionary<string, string> Countries = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Albania"] = "AL", ["Bahrain"] = "BH", ["Brunei Darussalam"] = "BN", ["Croatia"] = "HR", ["Cyprus"] = "CY", ["Hong Kong SAR,China"] = "HK",
        ["Japan"] = "JP", ["Jordan"] = "JO", ["Kuwait"] = "KW", ["Malaysia"] = "MY", ["Maldives"] = "MV", ["Malta"] = "MT", ["Mauritius"] = "MU",
        ["Oman"] = "OM", ["Qatar"] = "QA", ["Romania"] = "RO", ["Saudi Arabia"] = "SA", ["UAE"] = "AE",
    };

    // Read by eye: spelled otherwise, or the later name printed with the earlier one behind it.
    private static readonly (string One, string Other)[] Verified =
    [
        ("Aarohan Human Resource Private Limited", "Arohan human risource pvt .ltd"),
        ("S.R.K. NEPAL PVT. LTD.", "S.R.K. OVERSEAS NEPAL PVT. LTD.(S.R.K. NEPAL PVT. LTD.)"),
        ("PUKAR INTERNATIONAL OVERSEAS PVT. LTD.", "PUKAR INTERNATIONAL RECRUITMENT PVT. LTD.(PUKAR INTERNATIONAL OVERSEAS PVT. LTD.)"),
        ("AL SAMIT INTERNATIONAL PVT. LTD.", "AL SAMIT MANPOWER PVT. LTD."),
        ("PAS INTERNATIONAL PVT. LTD.", "PASA INTERNATIONAL PVT. LTD."),
        ("THE LINK FOR RECRUITMENT CONSULTANCY PVT.LTD.", "Brothers International Employment Pvt. Ltd.(THE LINK FOR RECRUITMENT CONSULTANCY PVT.LTD.)"),
        ("BLUE OCEAN OVERSEAS PVT. LTD.", "BLUE OCEAN RECRUITMENT PVT. LTD."),
    ];

    // Alike in words of the trade only.
    private static readonly (string One, string Other)[] Different =
    [
        ("BETA INTERNATIONAL MANPOWER PVT. LTD.", "QATAR INTERNATIONAL MANPOWER PVT.LTD."),
        ("KOSHI INTERNATIONAL SERVICES PVT. LTD.", "SUFI INTERNATIONAL SERVICES PVT.LTD."),
        ("CREATIVE PLACEMENT SERVICES PVT. LTD.", "RAPTI PLACEMENT SERVICES PVT. LTD."),
    ];

    [Fact]
    public async Task Alike_names_of_857_real_agencies_are_reported_and_none_is_merged()
    {
        NepaleseApprovals.SkipWhereAbsent();
        Assert.Equal(857, nepal.Ids.Count);
        Assert.Equal(857, nepal.Ids.Values.Distinct().Count());

        var officer = nepal.Host.Officer;
        var reported = new Dictionary<(string, string), int>();
        var mentions = 0;
        foreach (var (name, id) in nepal.Ids)
        {
            var alike = await officer.GetFromJsonAsync<JsonElement>($"/v1/agencies/{id}/alike?limit=200");
            foreach (var other in alike.GetProperty("items").EnumerateArray())
            {
                reported[Pair(name, other.GetProperty("name").GetString()!)] = other.GetProperty("score").GetInt32();
                mentions++;
            }
        }

        // Counted after reading them all; 7 are an agency under a later name with the earlier one in brackets, registered under both.
        Assert.Equal((36, 72, 7), (reported.Count, mentions, reported.Count(r => r.Value == 1000)));

        // The index loses none: the same without it, for every eighth name against every other (all of them take 20 seconds).
        var names = nepal.Ids.Keys.Order(StringComparer.Ordinal).Select(name => (Name: name, Likeness: NameLikeness.Of(name))).ToList();
        var sample = names.Where((_, i) => i % 8 == 0).ToList();
        var sampled = sample.Select(s => s.Name).ToHashSet();
        var expected = sample
            .SelectMany(one => names.Where(other => other.Name != one.Name).Select(other => (Pair: Pair(one.Name, other.Name), Score: one.Likeness.To(other.Likeness))))
            .Where(p => p.Score >= ListAlikeAgencies.UsualLeastScore).Distinct().ToDictionary(p => p.Pair, p => p.Score);
        Assert.NotEmpty(expected);
        Assert.Equal(expected.OrderBy(e => e.Key), reported.Where(r => sampled.Contains(r.Key.Item1) || sampled.Contains(r.Key.Item2)).OrderBy(e => e.Key));
        foreach (var (one, other) in Verified)
            Assert.True(reported.ContainsKey(Pair(one, other)), $"{one} and {other}");
        Assert.All(Different, pair => Assert.False(reported.ContainsKey(Pair(pair.One, pair.Other)), $"{pair.One} and {pair.Other}"));
        Assert.Equal(857, await nepal.Host.InDatabaseAsync(db => db.Agencies.CountAsync()));
    }

    [Fact]
    public async Task Lots_of_four_months_stand_as_expected_workers_with_nothing_filed_beside_them()
    {
        NepaleseApprovals.SkipWhereAbsent();
        foreach (var agency in nepal.Lots.GroupBy(l => l["agency_name"]))
        {
            var volumes = new JsonArray([.. agency.Select(l => (JsonNode)new JsonObject
            {
                ["from"] = l["period_from"], ["to"] = l["period_to"], ["destination"] = Countries[l["country"]],
                ["female"] = Number(l["female"]), ["male"] = Number(l["male"]), ["total"] = Number(l["total"]),
                ["source"] = $"Department of Foreign Employment, pre-permission, {l["bs_month"]} 2079, line {l["sn"]}, lot {l["lot_no"]}",
            })]);
            using var answer = await ServiceHost.SendAsync(nepal.Host.Officer, $"/v1/agencies/{nepal.Ids[agency.Key]}/expected-volumes", new JsonObject { ["volumes"] = volumes });
            Assert.True((int)answer.StatusCode == 201, await answer.Content.ReadAsStringAsync());
        }

        var lines = new List<JsonElement>();
        for (var next = ""; next is not null;)
        {
            var page = await nepal.Host.Officer.GetFromJsonAsync<JsonElement>($"/v1/returns/volumes?limit=200{(next.Length > 0 ? $"&cursor={next}" : "")}");
            lines.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.GetProperty("next").GetString();
        }

        // As printed under the tables, and for Ashoj 22 less: there the printed total is not the sum of its lines.
        Assert.Equal(
            [("2022-04-14", 40_333), ("2022-06-15", 90_314), ("2022-07-17", 83_658), ("2022-09-17", 57_329 - 22)],
            lines.GroupBy(l => l.GetProperty("from").GetString()!).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, g.Sum(l => l.GetProperty("expected").GetInt32()))));
        Assert.Equal(nepal.Lots.Select(l => (l["agency_name"], l["bs_month"], Countries[l["country"]])).Distinct().Count(), lines.Count);
        Assert.Equal(7837, lines.Sum(l => l.GetProperty("sources").GetInt32()));
        Assert.All(lines, line => Assert.Equal(0, line.GetProperty("filed").GetInt32()));
        // Nobody invented a fee, a worker or a breach for a real name.
        Assert.Equal((0, 0, 0, 0), await nepal.Host.InDatabaseAsync(async db => (await db.Disclosures.CountAsync(), await db.Placements.CountAsync(), await db.Findings.CountAsync(), await db.Flags.CountAsync())));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static (string, string) Pair(string a, string b) => string.CompareOrdinal(a, b) < 0 ? (a, b) : (b, a);
}
