using System.Collections.Immutable;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Law;
using Licensing.Api.Features.Rates;
using Licensing.Rules.FeeCaps;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Api.Tests.Features.Findings;

/// <summary>From a filed disclosure to the case it opens, on the law that ships.</summary>
public sealed class FindingTests(LawfulHost host)
{
    [Fact]
    public async Task Nepal_to_Malaysia_in_2026_the_agreement_decides_and_the_other_laws_are_kept()
    {
        var agency = await host.RegisterAgencyAsync();
        await host.FileDisclosureAsync(agency, Reported.TheExample());
        await host.JudgeAsync();

        var finding = Assert.Single(await FindingsAsync($"agency={agency.Id}"));
        Assert.Equal(("worker-charged", "open", false), (Text(finding, "breach"), Text(finding, "status"), finding.GetProperty("amendedAfterJudgement").GetBoolean()));
        Assert.Equal(("np-my-2018.employer-pays", "agreement", "prohibited"),
            (Text(finding.GetProperty("decidedBy"), "provision"), Text(finding.GetProperty("decidedBy"), "law"), Text(finding.GetProperty("decidedBy"), "result")));
        // 15,000.00 for service and 35,000.00 for the ticket, none of which the worker pays under the memorandum.
        Assert.Equal("""[{"amountMinor":5000000,"currency":"NPR"}]""", finding.GetProperty("excess").GetRawText());

        var (read, etag) = await ReadAsync(finding);
        Assert.Equal("\"v1\"", etag);
        var judgements = read.GetProperty("judgements").EnumerateArray().ToList();
        Assert.Equal(
            [("np-my-2018.employer-pays", "agreement", "prohibited", 5_000_000), ("np.service-fee", "origin", "over", 500_000), ("np.visa-and-ticket", "origin", "prohibited", 3_500_000), (null, "destination", "undetermined", 0)],
            judgements.Select(j => (j.GetProperty("provision").GetString(), Text(j, "law"), Text(j, "result"), j.GetProperty("excess").EnumerateArray().Sum(e => e.GetProperty("amountMinor").GetInt64()))));
        Assert.Equal("no-rule-known", judgements[3].GetProperty("because").GetString());
        Assert.Equal(1_000_000, judgements[1].GetProperty("cap").GetProperty("amountMinor").GetInt64());
        Assert.Contains("29 October 2018", judgements[0].GetProperty("source").GetProperty("citation").GetString());
        Assert.StartsWith("https://", judgements[0].GetProperty("source").GetProperty("address").GetString());

        // Both forms: each step as code and arguments, and in words.
        Assert.Contains(judgements[1].GetProperty("trace").EnumerateArray(), s => Text(s, "step") == "compares-over"
            && s.GetProperty("arguments").GetProperty("excess").GetString() == "NPR 5,000.00" && Text(s, "text").Contains("NPR 5,000.00 too much", StringComparison.Ordinal));
        var words = read.GetProperty("explanation").GetString()!;
        foreach (var said in (string[])["NPR 15,000.00", "NPR 35,000.00", "NPR 10,000.00", "NPR 5,000.00 too much", "Memorandum of Understanding", "29 October 2018", "s. 24", "No approved rule of the destination law"])
            Assert.Contains(said, words);
        var basis = read.GetProperty("restsOn");
        Assert.Equal((1, "2026-03-15"), (basis.GetProperty("disclosureNumber").GetInt32(), basis.GetProperty("asOf").GetString()));
        Assert.All((string[])["law", "rates", "settings"], name => Assert.Equal(64, basis.GetProperty(name).GetString()!.Length));
    }

    /// <summary>Sri Lanka sets no amount in its law: the Bureau does, for each job order. What the disclosure states of it is judged.</summary>
    [Fact]
    public async Task An_amount_that_the_case_states_is_the_cap()
    {
        var agency = await host.RegisterAgencyAsync(country: "LK");
        await host.FileDisclosureAsync(agency, Reported.Placement("LK", "OM", "2026-02-10", Reported.Paid("recruitment-fee.service", 1_00, "LKR", "2026-02-12"))
            .With("jobOrderMaximum", new JsonObject { ["amountMinor"] = 0, ["currency"] = "LKR" })
            .With("approvedCost", new JsonObject { ["amountMinor"] = 50, ["currency"] = "LKR" }));
        await host.JudgeAsync();
        var finding = Assert.Single(await FindingsAsync($"agency={agency.Id}"));
        Assert.Equal("lk.job-order-maximum", Text(finding.GetProperty("decidedBy"), "provision"));
        Assert.Equal("""[{"amountMinor":100,"currency":"LKR"}]""", finding.GetProperty("excess").GetRawText());
        var (read, _) = await ReadAsync(finding);
        Assert.Equal(50, read.GetProperty("judgements").EnumerateArray().Single(j => j.GetProperty("provision").GetString() == "lk.approved-cost").GetProperty("excess")[0].GetProperty("amountMinor").GetInt64());
    }

    [Fact]
    public async Task A_placement_has_one_finding_of_each_kind_of_breach()
    {
        var agency = await host.RegisterAgencyAsync();
        await host.FileDisclosureAsync(agency, Reported.Placement("NP", "MY", "2026-02-10",
            Reported.Paid("recruitment-fee.service", 1_000_001, "NPR", "2026-02-12", "cash", receipt: null),
            Reported.Paid("recruitment-fee.service", 1, "NPR", "2026-02-10", "cash", receipt: null),
            Reported.Paid("illegitimate.bribe", 7, "NPR", "2026-02-12", payee: "broker"),
            Reported.Paid("illegitimate.extortion", 5, "NPR", "2026-02-12", payee: "broker")).With("visaNoticeOn", "2026-02-11"));
        await host.JudgeAsync();
        Assert.Equal(
            [("illegitimate-cost", 12), ("no-receipt", 1_000_002), ("taken-too-early", 1), ("worker-charged", 1_000_002), ("wrong-channel", 1_000_002)],
            (await FindingsAsync($"agency={agency.Id}")).Select(f => (Text(f, "breach"), f.GetProperty("excess")[0].GetProperty("amountMinor").GetInt64())).Order());
    }

    [Fact]
    public async Task Filters_choose_by_everything_a_case_is_known_by()
    {
        var (one, two) = (await host.RegisterAgencyAsync(), await host.RegisterAgencyAsync());
        // In a year of their own: other tests file too.
        async Task FileAsync(RegisteredAgency agency, string destination, string signedOn, long service, long bribe = 0) => await host.FileDisclosureAsync(agency,
            Reported.Placement("NP", destination, signedOn, [.. bribe > 0 ? [Reported.Paid("illegitimate.bribe", bribe, "USD", signedOn)] : Array.Empty<JsonObject>(), Reported.Paid("recruitment-fee.service", service, "NPR", signedOn)]));
        await FileAsync(one, "MY", "2020-04-01", 500);
        await FileAsync(one, "QA", "2020-06-30", 1_000_900);
        await FileAsync(two, "QA", "2020-07-01", 1_001_000, bribe: 40);
        await host.JudgeAsync();
        const string Year = "from=2020-01-01&to=2020-12-31";

        Assert.Equal(["40 USD", "1000 NPR", "900 NPR", "500 NPR"], await ChosenAsync(Year));
        Assert.Equal(["900 NPR", "500 NPR"], await ChosenAsync($"{Year}&agency={one.Id}"));
        Assert.Equal(["500 NPR"], await ChosenAsync($"{Year}&origin=NP&destination=MY"));
        Assert.Equal([], await ChosenAsync($"{Year}&origin=IN"));
        Assert.Equal(["1000 NPR", "900 NPR"], await ChosenAsync($"{Year}&provision=np.service-fee"));
        Assert.Equal(["1000 NPR", "900 NPR"], await ChosenAsync($"{Year}&result=over"));
        Assert.Equal(["40 USD", "500 NPR"], await ChosenAsync($"{Year}&result=prohibited"));
        Assert.Equal(["40 USD"], await ChosenAsync($"{Year}&breach=illegitimate-cost"));
        Assert.Equal(4, (await ChosenAsync($"{Year}&status=open")).Count);
        Assert.Equal([], await ChosenAsync($"{Year}&status=closed"));
        // Equal belongs to it, one more does not; and another currency is another amount.
        Assert.Equal(["1000 NPR", "900 NPR"], await ChosenAsync($"{Year}&leastExcess=900&currency=NPR"));
        Assert.Equal(["1000 NPR"], await ChosenAsync($"{Year}&leastExcess=901&currency=NPR"));
        Assert.Equal(["40 USD"], await ChosenAsync($"{Year}&leastExcess=40&currency=USD"));
        // Both ends of the period belong to it.
        Assert.Equal(["900 NPR", "500 NPR"], await ChosenAsync("from=2020-04-01&to=2020-06-30"));
        Assert.Equal(["900 NPR"], await ChosenAsync("from=2020-04-02&to=2020-06-30"));
        Assert.Equal(["500 NPR"], await ChosenAsync("from=2020-04-01&to=2020-06-29"));
        Assert.Equal(["40 USD", "1000 NPR"], await ChosenAsync("from=2020-07-01&to=2020-12-31"));

        async Task<List<string>> ChosenAsync(string query) => [.. (await FindingsAsync(query)).Select(f => f.GetProperty("excess")[0])
            .Select(e => $"{e.GetProperty("amountMinor").GetInt64()} {Text(e, "currency")}").OrderBy(x => x == "40 USD" ? 0 : x == "1000 NPR" ? 1 : x == "900 NPR" ? 2 : 3)];
    }

    [Theory]
    [InlineData("leastExcess=5", "currency.missing", "currency")]
    [InlineData("leastExcess=0&currency=NPR", "value.out-of-range", "leastExcess")]
    [InlineData("leastExcess=99999999999999999999&currency=NPR", "parameter.malformed", "leastExcess")]
    [InlineData("leastExcess=1.5&currency=NPR", "parameter.malformed", "leastExcess")]
    [InlineData("currency=npr", "currency.unknown", "currency")]
    [InlineData("origin=Nepal", "country.unknown", "origin")]
    [InlineData("result=bad", "parameter.malformed", "result")]
    [InlineData("result=Over", "parameter.malformed", "result")]
    [InlineData("result=1", "parameter.malformed", "result")]
    [InlineData("breach=worker_charged", "parameter.malformed", "breach")]
    [InlineData("breach=7", "parameter.malformed", "breach")]
    [InlineData("from=2026-02-30", "parameter.malformed", "from")]
    [InlineData("from=2026-02-02&to=2026-02-01", "period.reversed", "to")]
    [InlineData("colour=red", "parameter.unknown", "colour")]
    public async Task A_filter_that_cannot_be_meant_is_refused(string query, string code, string at)
    {
        using var answer = await host.Officer.GetAsync($"/v1/findings?{query}");
        var problem = await ProblemAnswer.ReadAsync(answer);
        Assert.Equal((400, "request.invalid"), (problem.Status, problem.Code));
        Assert.Equal([(code, at)], problem.Errors);
    }

    [Fact]
    public async Task Pages_show_every_finding_once_newest_first()
    {
        var agency = await host.RegisterAgencyAsync();
        for (var i = 0; i < 5; i++)
            await host.FileDisclosureAsync(agency, Reported.TheExample(service: 100 + i));
        await host.JudgeAsync();
        var seen = new List<string>();
        var address = $"/v1/findings?agency={agency.Id}&limit=2";
        for (string? next = ""; next is not null;)
        {
            var page = await host.Officer.GetFromJsonAsync<JsonElement>(address + next);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(f => Text(f, "id")));
            next = page.GetProperty("next").GetString() is { } cursor ? $"&cursor={cursor}" : null;
        }

        Assert.Equal(5, seen.Distinct().Count());
        Assert.Equal((await FindingsAsync($"agency={agency.Id}")).Select(f => Text(f, "id")), seen);
    }

    [Theory]
    [InlineData("/v1/findings?status=open&limit=1")]
    [InlineData("/v1/judgements?result=prohibited&limit=1")]
    public async Task The_next_page_comes_even_when_the_last_row_has_left_the_filter_or_was_judged_again(string address)
    {
        await using var own = new LawfulHost();
        await own.InitializeAsync();
        var agency = await own.RegisterAgencyAsync();
        for (var i = 0; i < 3; i++)
            await own.FileDisclosureAsync(agency, Reported.TheExample());
        await own.JudgeAsync();
        var all = (await own.Officer.GetFromJsonAsync<JsonElement>(address.Replace("limit=1", "limit=200", StringComparison.Ordinal))).GetProperty("items").EnumerateArray().Select(i => i.ToString()).ToList();
        var first = await own.Officer.GetFromJsonAsync<JsonElement>(address);

        await own.InDatabaseAsync(db => db.DisclosureVersions.ExecuteUpdateAsync(set => set.SetProperty(v => v.JudgedAt, (DateTime?)null).SetProperty(v => v.WaitsFrom, DisclosureVersion.Always)));
        await own.JudgeAsync();
        await own.InDatabaseAsync(async db =>
        {
            var shown = await db.Findings.MaxAsync(f => f.Id);
            return await db.Findings.Where(f => f.Id == shown).ExecuteUpdateAsync(set => set.SetProperty(f => f.Status, Licensing.Api.Features.Findings.FindingStatus.Closed));
        });
        var next = await own.Officer.GetFromJsonAsync<JsonElement>($"{address}&cursor={first.GetProperty("next").GetString()}");
        Assert.Equal(all[1], Assert.Single(next.GetProperty("items").EnumerateArray()).ToString());
    }

    [Fact]
    public async Task An_agency_sees_its_own_findings_and_no_others_and_the_public_none()
    {
        var (mine, other) = (await host.RegisterAgencyAsync(), await host.RegisterAgencyAsync());
        await host.FileDisclosureAsync(mine, Reported.TheExample());
        await host.FileDisclosureAsync(other, Reported.TheExample());
        await host.JudgeAsync();
        var theirs = Assert.Single(await FindingsAsync($"agency={other.Id}"));

        var me = host.As($"agency:{mine.Id}");
        var own = Assert.Single((await me.GetFromJsonAsync<JsonElement>("/v1/findings?limit=200")).GetProperty("items").EnumerateArray());
        Assert.Equal(mine.Id, Text(own, "agencyId"));
        Assert.Empty((await me.GetFromJsonAsync<JsonElement>($"/v1/findings?agency={other.Id}")).GetProperty("items").EnumerateArray());
        Assert.Equal(200, (int)(await me.GetAsync($"/v1/findings/{Text(own, "id")}")).StatusCode);
        Assert.Equal("not-found", (await ProblemAnswer.ReadAsync(await me.GetAsync($"/v1/findings/{Text(theirs, "id")}"))).Code);
        Assert.Equal("permission.missing", (await ProblemAnswer.ReadAsync(await me.GetAsync("/v1/judgements"))).Code);
        Assert.Equal("caller.missing", (await ProblemAnswer.ReadAsync(await host.Public.GetAsync("/v1/findings"))).Code);
        Assert.Equal("caller.missing", (await ProblemAnswer.ReadAsync(await host.Public.GetAsync($"/v1/findings/{Text(theirs, "id")}"))).Code);
    }

    [Fact]
    public async Task A_correction_can_raise_a_finding_but_neither_lower_nor_remove_it()
    {
        var agency = await host.RegisterAgencyAsync();
        var filed = await host.FileDisclosureAsync(agency, Reported.TheExample());
        await host.JudgeAsync();
        Assert.Equal((5_000_000, false, 1, 1), await StateAsync());

        filed = await host.CorrectDisclosureAsync(filed, Reported.TheExample(service: 1));
        await host.JudgeAsync();
        Assert.Equal((5_000_000, true, 1, 2), await StateAsync());

        filed = await host.CorrectDisclosureAsync(filed, Reported.Placement("NP", "MY", "2026-02-10"));
        await host.JudgeAsync();
        Assert.Equal((5_000_000, true, 1, 2), await StateAsync());

        filed = await host.CorrectDisclosureAsync(filed, Reported.TheExample());
        await host.JudgeAsync();
        Assert.Equal((5_000_000, false, 4, 3), await StateAsync());

        filed = await host.CorrectDisclosureAsync(filed, Reported.TheExample(service: 1_500_001));
        await host.JudgeAsync();
        Assert.Equal((5_000_001, false, 5, 4), await StateAsync());

        // In another currency it is less of what was found, and more of what was not.
        await host.CorrectDisclosureAsync(filed, Reported.Placement("NP", "MY", "2026-02-10", Reported.Paid("recruitment-fee.service", 99_999_999, "USD", "2026-02-12")));
        await host.JudgeAsync();
        Assert.Equal((5_000_001, true, 5, 5), await StateAsync());

        var actions = await host.InDatabaseAsync(db => db.AuditEvents.Where(e => e.SubjectKind == "Finding" && db.Findings.Any(f => f.PublicId == e.SubjectId && f.Placement.Agency.PublicId == agency.Id))
            .OrderBy(e => e.Id).Select(e => e.Action + " " + e.Actor + " " + e.Payload).ToListAsync());
        Assert.Equal(["FindingOpened JudgeDisclosuresJob", .. Enumerable.Repeat("FindingUpdated JudgeDisclosuresJob", 4)], actions.Select(a => a[..a.LastIndexOf(' ')]));
        // Each event says what the case came to, on which version of the disclosure and by which law.
        var law = await host.InDatabaseAsync(db => db.DisclosureVersions.Where(v => v.Disclosure.PublicId == filed.Id).Select(v => v.LawDigest).Distinct().SingleAsync());
        Assert.Equal(
            ["NPR 5000000 by 1", "NPR 5000000 by 2", "NPR 5000000 by 4", "NPR 5000001 by 5", "NPR 5000001 + USD 99999999 by 6"],
            actions.Select(a => JsonElement.Parse(a[(a.LastIndexOf(' ') + 1)..])).Select(p =>
            {
                Assert.Equal(law, Text(p, "lawDigest"));
                return $"{string.Join(" + ", p.GetProperty("excess").EnumerateArray().Select(e => $"{Text(e, "currency")} {e.GetProperty("amountMinor")}"))} by {p.GetProperty("disclosureNumber")}";
            }));

        async Task<(long Excess, bool Amended, int RestsOn, int Version)> StateAsync()
        {
            var finding = Assert.Single(await FindingsAsync($"agency={agency.Id}"));
            var (read, etag) = await ReadAsync(finding);
            return (finding.GetProperty("excess")[0].GetProperty("amountMinor").GetInt64(), finding.GetProperty("amendedAfterJudgement").GetBoolean(),
                read.GetProperty("restsOn").GetProperty("disclosureNumber").GetInt32(), int.Parse(etag[2..^1]));
        }
    }

    [Fact]
    public async Task A_later_text_under_the_same_number_does_not_change_what_a_case_cites()
    {
        await using var own = new ServiceHost();
        await own.ApproveLawAsync("np", "np-my-2018");
        var filed = await own.FileDisclosureAsync(await own.RegisterAgencyAsync(), Reported.TheExample());
        await own.JudgeAsync();
        var before = await ExplanationAsync();

        await own.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<Licensing.Api.Database.LicensingDb>();
            var old = await db.LawPacks.SingleAsync(p => p.Name == "np-my-2018");
            var text = old.Text.Replace("Memorandum of Understanding", "Another paper", StringComparison.Ordinal);
            var pack = new LawPack(services.GetRequiredService<LawBook>().Read(old.Name, text), 2, text, own.Clock.GetUtcNow().UtcDateTime);
            pack.Propose("maya", own.Clock.GetUtcNow().UtcDateTime);
            pack.Approve("ravi", own.Clock.GetUtcNow().UtcDateTime.AddSeconds(1));
            db.Add(pack);
            db.Record(pack, new LawPackImported(pack.Name, pack.Number, pack.Digest));
            await db.SaveChangesAsync();
            return true;
        });

        Assert.Contains("Memorandum of Understanding", before, StringComparison.Ordinal);
        Assert.Equal(before, await ExplanationAsync());

        async Task<string> ExplanationAsync()
        {
            var id = await own.InDatabaseAsync(db => db.Findings.Where(f => f.DisclosureVersion.Disclosure.PublicId == filed.Id && f.Provision == "np-my-2018.employer-pays").Select(f => f.PublicId).SingleAsync());
            return (await own.Officer.GetFromJsonAsync<JsonElement>($"/v1/findings/{id}")).GetProperty("explanation").GetString()!;
        }
    }

    [Fact]
    public async Task A_correction_does_not_hide_a_finding_by_moving_its_day_or_corridor()
    {
        var agency = await host.RegisterAgencyAsync();
        var filed = await host.FileDisclosureAsync(agency, Reported.TheExample());
        await host.JudgeAsync();
        await host.CorrectDisclosureAsync(filed, Reported.Placement("NP", "JP", "1950-01-01", Reported.Paid("recruitment-fee.service", 1, "NPR", "1950-01-01")));
        await host.JudgeAsync();
        var finding = Assert.Single(await FindingsAsync($"agency={agency.Id}&destination=MY&from=2026-02-10&to=2026-02-10"));
        Assert.True(finding.GetProperty("amendedAfterJudgement").GetBoolean());
    }

    [Theory]
    [InlineData("NP", "JP", "2026-04-01")]   // the next quarter
    [InlineData("NP", "JP", "2026-02-11")]
    [InlineData("NP", "KR", "2026-02-10")]
    [InlineData("IN", "JP", "2026-02-10")]
    public async Task Equal_or_greater_amounts_do_not_move_a_finding_and_it_is_marked(string origin, string destination, string signedOn)
    {
        var agency = await host.RegisterAgencyAsync();
        JsonObject Bribe(string from, string to, string on, long amount) => Reported.Placement(from, to, on, Reported.Paid("illegitimate.bribe", amount, "NPR", "2026-02-12"));
        var filed = await host.FileDisclosureAsync(agency, Bribe("NP", "JP", "2026-02-10", 500));
        await host.JudgeAsync();

        filed = await host.CorrectDisclosureAsync(filed, Bribe(origin, destination, signedOn, 500));
        await host.JudgeAsync();
        Assert.Equal(("NP JP 2026-02-10 True 500", 1, 0), await StateAsync());
        // More than was found, but said of another placement: both are kept.
        filed = await host.CorrectDisclosureAsync(filed, Bribe(origin, destination, signedOn, 600));
        await host.JudgeAsync();
        Assert.Equal(("NP JP 2026-02-10 True 600", 1, 1), await StateAsync());
        // A correction that takes it back.
        await host.CorrectDisclosureAsync(filed, Bribe("NP", "JP", "2026-02-10", 600));
        await host.JudgeAsync();
        Assert.Equal(("NP JP 2026-02-10 False 600", 4, 0), await StateAsync());

        async Task<(string Finding, int RestsOn, int Further)> StateAsync()
        {
            var f = Assert.Single(await FindingsAsync($"agency={agency.Id}"));
            var read = (await ReadAsync(f)).Body;
            return ($"{Text(f, "origin")} {Text(f, "destination")} {Text(f, "happenedOn")} {f.GetProperty("amendedAfterJudgement").GetBoolean()} {f.GetProperty("excess")[0].GetProperty("amountMinor")}",
                read.GetProperty("restsOn").GetProperty("disclosureNumber").GetInt32(), read.GetProperty("further").GetArrayLength());
        }
    }

    [Fact]
    public async Task A_prohibition_that_a_correction_turns_into_an_exceeded_cap_stays_one()
    {
        var agency = await host.RegisterAgencyAsync();
        JsonObject Fee(string occupation, long fee)
        {
            var body = Reported.Placement("PH", "SA", "2026-02-10", Reported.Paid("recruitment-fee.service", fee, "PHP", "2026-02-12")).With("occupation", occupation);
            body["contract"]!["monthlyWage"] = new JsonObject { ["amountMinor"] = 2_000_000, ["currency"] = "PHP", ["kind"] = "basic" };
            return body;
        }

        // A domestic worker pays nothing, another at most a month of wage.
        var filed = await host.FileDisclosureAsync(agency, Fee("9111", 1_000_000));
        await host.JudgeAsync();
        await host.CorrectDisclosureAsync(filed, Fee("7112", 3_000_000));
        await host.JudgeAsync();
        var finding = Assert.Single(await FindingsAsync($"agency={agency.Id}&breach=worker-charged"));
        Assert.Equal(("prohibited", 1_000_000, true), (Text(finding.GetProperty("decidedBy"), "result"), finding.GetProperty("excess")[0].GetProperty("amountMinor").GetInt64(), finding.GetProperty("amendedAfterJudgement").GetBoolean()));
    }

    [Fact]
    public async Task Of_each_currency_the_greater_amount_stays_with_the_grounds_that_show_it()
    {
        var agency = await host.RegisterAgencyAsync();
        JsonObject Bribe(params (long Amount, string Currency)[] paid) => Reported.Placement("NP", "JP", "2026-02-10", [.. paid.Select(p => Reported.Paid("illegitimate.bribe", p.Amount, p.Currency, "2026-02-12"))]);
        var filed = await host.FileDisclosureAsync(agency, Bribe((100, "NPR")));
        await host.JudgeAsync();

        await CorrectAsync(Bribe((99, "NPR"), (900_000_000, "USD")));
        Assert.Equal("100 NPR, 900000000 USD; amended True; rests on 1 and 2", await StateAsync());
        await CorrectAsync(Bribe((98, "NPR"), (900_000_000, "USD"), (5, "EUR")));
        Assert.Equal("5 EUR, 100 NPR, 900000000 USD; amended True; rests on 1 and 3", await StateAsync());
        await CorrectAsync(Bribe((1, "NPR")));
        Assert.Equal("5 EUR, 100 NPR, 900000000 USD; amended True; rests on 1 and 3", await StateAsync());
        await host.InDatabaseAsync(db => db.DisclosureVersions.Where(v => v.IsCurrent && v.Disclosure.PublicId == filed.Id).ExecuteUpdateAsync(set => set.SetProperty(v => v.JudgedAt, (DateTime?)null).SetProperty(v => v.WaitsFrom, DisclosureVersion.Always)));
        await host.JudgeAsync();
        Assert.Equal("5 EUR, 100 NPR, 900000000 USD; amended True; rests on 1 and 3", await StateAsync());
        await CorrectAsync(Bribe((100, "NPR"), (900_000_000, "USD"), (5, "EUR")));
        Assert.Equal("5 EUR, 100 NPR, 900000000 USD; amended False; rests on 5", await StateAsync());

        async Task CorrectAsync(JsonObject reported)
        {
            filed = await host.CorrectDisclosureAsync(filed, reported);
            await host.JudgeAsync();
        }

        async Task<string> StateAsync()
        {
            var finding = Assert.Single(await FindingsAsync($"agency={agency.Id}"));
            var read = (await ReadAsync(finding)).Body;
            var excess = finding.GetProperty("excess").EnumerateArray().Select(e => $"{e.GetProperty("amountMinor")} {Text(e, "currency")}");
            var numbers = read.GetProperty("further").EnumerateArray().Prepend(read).Select(g => g.GetProperty("restsOn").GetProperty("disclosureNumber").GetInt32());
            return $"{string.Join(", ", excess)}; amended {finding.GetProperty("amendedAfterJudgement").GetBoolean()}; rests on {string.Join(" and ", numbers)}";
        }
    }

    [Fact]
    public async Task A_refund_is_due_on_the_day_after_its_last_day_by_the_ministrys_calendar()
    {
        await using var own = new LawfulHost();
        await own.InitializeAsync();
        var agency = await own.RegisterAgencyAsync();
        // Thirty days from 1 March end with 31 March. Paid in order and within the cap, so nothing else is found.
        await own.FileDisclosureAsync(agency, Reported.Placement("NP", "QA", "2026-02-10", Reported.Paid("recruitment-fee.service", 1_000_000, "NPR", "2026-02-12"))
            .With("visaNoticeOn", "2026-02-11").With("deploymentFailedOn", "2026-03-01").With("endCause", "employer-fault"));
        await own.JudgeAsync();
        Assert.Empty(await KindsAsync());

        // 23:59 of the last day in Kathmandu, five hours and 45 minutes ahead of UTC.
        own.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 31, 18, 14, 0, TimeSpan.Zero));
        await own.JudgeAsync();
        Assert.Empty(await KindsAsync());
        own.Clock.Advance(TimeSpan.FromMinutes(1));
        await own.JudgeAsync();
        Assert.Equal(["RefundDue 1000000"], await KindsAsync());

        Task<List<string>> KindsAsync() => own.InDatabaseAsync(async db =>
            (await db.Findings.Include(f => f.Excess).ToListAsync()).ConvertAll(f => $"{f.Kind} {f.Excess.Single().AmountMinor}"));
    }

    [Fact]
    public async Task Computed_again_from_what_is_stored_every_judgement_has_the_same_bytes()
    {
        var agency = await host.RegisterAgencyAsync();
        await host.RecordNonProfitAsync(agency);
        await host.FileDisclosureAsync(agency, Reported.TheExample().With("deploymentFailedOn", "2026-02-20").With("endCause", "employer-fault"));
        await host.FileDisclosureAsync(agency, Reported.Placement("VN", "TW", "2026-02-10", Reported.Paid("recruitment-fee.service", 600_000, "USD", "2026-02-12")));
        await host.FileDisclosureAsync(agency, Reported.Placement("PH", "HK", "2023-02-10", Reported.Paid("recruitment-fee.service", 600_000, "PHP", "2023-02-12", "cash", null)));
        await host.JudgeAsync();

        await host.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<Licensing.Api.Database.LicensingDb>();
            var basis = await services.GetRequiredService<JudgingBook>().CurrentAsync(db, CancellationToken.None);
            var edition = await services.GetRequiredService<LawBook>().CurrentAsync(db, CancellationToken.None);
            var versions = await db.DisclosureVersions.Include(v => v.Disclosure).ThenInclude(d => d.Placement).ThenInclude(p => p.Agency)
                .Where(v => v.Disclosure.Placement.Agency.PublicId == agency.Id).OrderBy(v => v.Id).ToListAsync();
            Assert.Equal(3, versions.Count);
            foreach (var version in versions)
            {
                var under = basis.On(version.Disclosure.Placement.HappenedOn);
                Assert.Equal((edition.Digest, basis.RatesDigest, under.SettingsDigest, FeeCapLaw.EngineVersion), (version.LawDigest, version.RatesDigest, version.SettingsDigest, version.EngineVersion));
                var facts = version.ReadReported().ToFacts(version.ReadWorker(), version.Disclosure.Placement.Agency.Country, agencyNonProfit: true, version.JudgedAsOf!.Value);
                var again = FeeCapLaw.Judge(facts, edition.Rules.All.Reverse().ToImmutableArray(), under.Context);
                var stored = await db.Judgements.Where(j => j.DisclosureVersionId == version.Id).OrderBy(j => j.Id).Select(j => j.Canonical).ToListAsync();
                Assert.NotEmpty(stored);
                Assert.Equal(stored.Order(StringComparer.Ordinal), again.Select(j => Encoding.UTF8.GetString(j.ToCanonicalBytes())).Order(StringComparer.Ordinal));
            }

            return true;
        });
    }

    private async Task<List<JsonElement>> FindingsAsync(string query)
    {
        using var answer = await host.Officer.GetAsync($"/v1/findings?limit=200&{query}");
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.IsSuccessStatusCode, body.ToString());
        return [.. body.GetProperty("items").EnumerateArray()];
    }

    private async Task<(JsonElement Body, string ETag)> ReadAsync(JsonElement finding)
    {
        using var answer = await host.Officer.GetAsync($"/v1/findings/{Text(finding, "id")}");
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(), answer.Headers.ETag!.ToString());
    }

    private static string Text(JsonElement thing, string name) => thing.GetProperty(name).GetString()!;
}
