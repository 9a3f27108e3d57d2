using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Database;
using Licensing.Api.Features.Flags;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Api.Tests.Features.Flags;

/// <summary>Each test has years of its own, since thresholds hold for every agency.</summary>
public sealed class FlagTests(LawfulHost host)
{
    [Theory]
    [InlineData(3, 1, 0, true)]     // three findings, as many as needed
    [InlineData(4, 1, 0, false)]    // one fewer than needed
    [InlineData(1, 2, 0, true)]     // two workers
    [InlineData(1, 3, 0, false)]
    [InlineData(1, 1, 75, true)]    // three of four placements
    [InlineData(1, 1, 76, false)]
    [InlineData(3, 2, 75, true)]    // all three exactly
    public async Task A_flag_is_raised_when_every_limit_is_reached(int findings, int workers, int share, bool flagged)
    {
        await SetThresholdsAsync("1990-01-01", findings, workers, share);
        var agency = await host.RegisterAgencyAsync();
        var twice = $"T{Guid.NewGuid():N}";
        await FileAsync(agency, "1990-02-01", 500, twice);
        await FileAsync(agency, "1990-02-02", 500, twice);
        await FileAsync(agency, "1990-03-31", 500);
        await FileAsync(agency, "1990-02-03", 0);
        await FileAsync(agency, "1990-04-01", 0);
        await host.JudgeAsync();
        Assert.Equal(flagged, (await FlagsAsync($"agency={agency.Id}")).Count == 1);
    }

    [Fact]
    public async Task Figures_count_each_case_once_and_each_currency_by_itself()
    {
        await SetThresholdsAsync("1992-01-01", 1, 1, 1);
        var agency = await host.RegisterAgencyAsync();
        var worker = $"W{Guid.NewGuid():N}";
        await FileAsync(agency, "1992-04-01", 500, worker);
        await FileAsync(agency, "1992-06-30", 900, worker, "USD");
        await FileAsync(agency, "1992-05-05", 700);
        await FileAsync(agency, "1992-05-06", 0);
        await host.JudgeAsync();

        var flag = Assert.Single(await FlagsAsync($"agency={agency.Id}"));
        Assert.Equal(("1992-04-01", "1992-06-30"), (Text(flag, "periodFrom"), Text(flag, "periodTo")));
        Assert.Equal((3, 2, 2, 3, 4, 75.0m), (Number(flag, "findings"), Number(flag, "workers"), Number(flag, "workersOvercharged"), Number(flag, "placementsInBreach"), Number(flag, "placements"), flag.GetProperty("shareInBreach").GetDecimal()));
        Assert.Equal("""[{"amountMinor":1200,"currency":"NPR"},{"amountMinor":900,"currency":"USD"}]""", flag.GetProperty("excess").GetRawText());
        // Two cases in rupees, one in dollars: the worst is sought among the rupees.
        var worst = flag.GetProperty("worstFinding");
        Assert.Equal("""[{"amountMinor":700,"currency":"NPR"}]""", worst.GetProperty("excess").GetRawText());
        Assert.Equal("ilo.illegitimate-costs", Text(worst.GetProperty("decidedBy"), "provision"));
        Assert.Equal(200, (int)(await host.Officer.GetAsync($"/v1/findings/{Text(worst, "id")}")).StatusCode);
        Assert.Equal(("1992-04-01", "1992-06-30"), (Text(flag, "firstSeen"), Text(flag, "lastSeen")));

        using var read = await host.Officer.GetAsync($"/v1/flags/{Text(flag, "id")}");
        Assert.Equal("\"v1\"", read.Headers.ETag!.ToString());
        Assert.Equal(flag.ToString(), (await read.Content.ReadFromJsonAsync<JsonElement>()).ToString());
    }

    [Fact]
    public async Task A_worst_finding_in_three_currencies_shows_each_sum_once_and_no_query_multiplies_rows()
    {
        await SetThresholdsAsync("1984-01-01", 1, 1, 1);
        var agency = await host.RegisterAgencyAsync();
        await host.FileDisclosureAsync(agency, Reported.Placement("NP", "JP", "1984-02-01",
            [.. ((string[])["NPR", "USD", "EUR"]).Select((c, i) => Reported.Paid("illegitimate.bribe", 100 + i, c, "2021-01-01"))]));
        await host.JudgeAsync();

        var sent = new SentCommands();
        await using var watched = host.WithWebHostBuilder(b => b.ConfigureTestServices(services =>
        {
            services.ConfigureDbContext<SqliteLicensingDb>(options => options.AddInterceptors(sent));
            services.ConfigureDbContext<SqlServerLicensingDb>(options => options.AddInterceptors(sent));
        }));
        var officer = watched.CreateClient();
        officer.DefaultRequestHeaders.Add("X-Caller", "officer:maya");
        officer.Timeout = TimeSpan.FromSeconds(20);
        const string Sums = """[{"amountMinor":102,"currency":"EUR"},{"amountMinor":100,"currency":"NPR"},{"amountMinor":101,"currency":"USD"}]""";

        var flag = Assert.Single((await officer.GetFromJsonAsync<JsonElement>($"/v1/flags?agency={agency.Id}")).GetProperty("items").EnumerateArray());
        Assert.Equal((Sums, Sums), (flag.GetProperty("excess").GetRawText(), flag.GetProperty("worstFinding").GetProperty("excess").GetRawText()));
        Assert.Equal(flag.ToString(), (await officer.GetFromJsonAsync<JsonElement>($"/v1/flags/{Text(flag, "id")}")).ToString());

        var finding = Assert.Single((await officer.GetFromJsonAsync<JsonElement>($"/v1/findings?agency={agency.Id}")).GetProperty("items").EnumerateArray());
        Assert.Equal(Sums, finding.GetProperty("excess").GetRawText());
        Assert.Equal(finding.ToString(), (await officer.GetFromJsonAsync<JsonElement>($"/v1/findings/{Text(finding, "id")}")).GetProperty("finding").ToString());
        await officer.GetFromJsonAsync<JsonElement>($"/v1/judgements?agency={agency.Id}");
        Assert.InRange(sent.MostOfOneTable, 1, 2);
    }

    [Fact]
    public async Task A_share_that_ends_in_a_half_is_rounded_up()
    {
        await SetThresholdsAsync("1986-01-01", 1, 1, 1);
        var agency = await host.RegisterAgencyAsync();
        await FileAsync(agency, "1986-01-01", 500);
        await host.JudgeAsync();
        // 25 of 2000, that is 1.25: to the even neighbour it would be 1.2.
        await host.InDatabaseAsync(db => db.Flags.Where(f => f.Agency.PublicId == agency.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(f => f.PlacementsInBreach, 25).SetProperty(f => f.Placements, 2000)));
        Assert.Equal(1.3m, Assert.Single(await FlagsAsync($"agency={agency.Id}")).GetProperty("shareInBreach").GetDecimal());
    }

    [Fact]
    public async Task Without_overcharge_the_worst_is_sought_in_the_currency_of_most_cases()
    {
        await SetThresholdsAsync("2026-01-01", 1, 1, 1);
        var agency = await host.RegisterAgencyAsync();
        JsonObject Unreceipted(params (long Amount, string Currency)[] paid) => Reported.Placement("NP", "QA", "2026-02-10",
            [.. paid.Select(p => Reported.Paid("recruitment-fee.service", p.Amount, p.Currency, "2026-02-12", receipt: null))]).With("visaNoticeOn", "2026-02-11");
        await host.FileDisclosureAsync(agency, Unreceipted((500, "NPR"), (100_000, "USD")));
        await host.FileDisclosureAsync(agency, Unreceipted((900, "NPR")));
        await host.JudgeAsync();
        var flag = Assert.Single(await FlagsAsync($"agency={agency.Id}"));
        Assert.Equal((2, 0), (Number(flag, "findings"), Number(flag, "workersOvercharged")));
        Assert.Equal("""[{"amountMinor":900,"currency":"NPR"}]""", flag.GetProperty("worstFinding").GetProperty("excess").GetRawText());
    }

    [Fact]
    public async Task A_case_that_two_laws_see_counts_once_by_the_law_that_decides()
    {
        await SetThresholdsAsync("2026-01-01", 1, 1, 1);
        var agency = await host.RegisterAgencyAsync();
        await host.FileDisclosureAsync(agency, Reported.TheExample());
        await host.JudgeAsync();
        var flag = Assert.Single(await FlagsAsync($"agency={agency.Id}&on=2026-03-31"));
        Assert.Equal("""[{"amountMinor":5000000,"currency":"NPR"}]""", flag.GetProperty("excess").GetRawText());
    }

    [Fact]
    public async Task A_quarter_is_measured_by_the_limits_that_held_when_it_began()
    {
        await SetThresholdsAsync("1994-01-01", 2, 1, 0);
        // In the middle of a quarter: that quarter still goes by the earlier limits.
        await SetThresholdsAsync("1994-05-15", 1, 1, 0);
        var agency = await host.RegisterAgencyAsync();
        foreach (var day in (string[])["1994-03-31", "1994-04-01", "1994-06-30", "1994-07-01"])
            await FileAsync(agency, day, 500);
        await host.JudgeAsync();
        Assert.Equal(["1994-04-01", "1994-07-01"], (await FlagsAsync($"agency={agency.Id}")).Select(f => Text(f, "periodFrom")).Order());

        // From the first day of the quarter on they hold for it.
        await SetThresholdsAsync("1994-04-01", 3, 1, 0);
        await host.JudgeAsync();
        Assert.Equal(["1994-07-01"], (await FlagsAsync($"agency={agency.Id}")).Select(f => Text(f, "periodFrom")));
    }

    [Fact]
    public async Task A_quarter_before_any_limit_is_not_flagged()
    {
        var agency = await host.RegisterAgencyAsync();
        await FileAsync(agency, "1960-02-01", 500);
        await host.JudgeAsync();
        Assert.Empty(await FlagsAsync($"agency={agency.Id}&lifted=true"));
    }

    [Fact]
    public async Task A_flag_is_lifted_by_higher_limits_and_raised_again_and_the_trail_says_so()
    {
        await SetThresholdsAsync("1996-01-01", 1, 1, 0);
        var agency = await host.RegisterAgencyAsync();
        await FileAsync(agency, "1996-01-01", 500);
        await host.JudgeAsync();
        var raised = Assert.Single(await FlagsAsync($"agency={agency.Id}"));

        await FileAsync(agency, "1996-01-02", 600);
        await host.JudgeAsync();
        Assert.Equal(2, Number(Assert.Single(await FlagsAsync($"agency={agency.Id}")), "findings"));

        await SetThresholdsAsync("1996-01-01", 3, 1, 0);
        await host.JudgeAsync();
        Assert.Empty(await FlagsAsync($"agency={agency.Id}"));
        Assert.NotEqual(JsonValueKind.Null, Assert.Single(await FlagsAsync($"agency={agency.Id}&lifted=true")).GetProperty("liftedAt").ValueKind);

        await SetThresholdsAsync("1996-01-01", 2, 1, 0);
        await host.JudgeAsync();
        await host.JudgeAsync();
        var again = Assert.Single(await FlagsAsync($"agency={agency.Id}"));
        Assert.Equal((Text(raised, "id"), JsonValueKind.Null), (Text(again, "id"), again.GetProperty("liftedAt").ValueKind));
        var id = Text(raised, "id");
        Assert.Equal(
            ["FlagRaised FlagAgenciesJob", "FlagUpdated FlagAgenciesJob", "FlagLifted FlagAgenciesJob", "FlagUpdated FlagAgenciesJob"],
            await host.InDatabaseAsync(db => db.AuditEvents.Where(e => e.SubjectId == id).OrderBy(e => e.Id).Select(e => e.Action + " " + e.Actor).ToListAsync()));
        Assert.Equal("""{"excess":[{"amountMinor":500,"currency":"NPR"}],"findings":1,"period":"1996-01-01","placements":1,"placementsInBreach":1,"workers":1,"workersOvercharged":1}""", await host.InDatabaseAsync(db => db.AuditEvents.Where(e => e.SubjectId == id && e.Action == nameof(FlagRaised)).Select(e => e.Payload).SingleAsync()));
    }

    [Fact]
    public async Task A_correction_does_not_lift_a_flag_by_moving_the_placement_to_another_quarter()
    {
        await SetThresholdsAsync("2000-01-01", 1, 1, 100);
        var agency = await host.RegisterAgencyAsync();
        var filed = await host.FileDisclosureAsync(agency, Reported.Placement("NP", "JP", "2000-02-01", Reported.Paid("illegitimate.bribe", 500, "NPR", "2021-01-01")));
        await host.JudgeAsync();
        await host.CorrectDisclosureAsync(filed, Reported.Placement("NP", "JP", "2001-02-01"));
        await host.JudgeAsync();
        var flag = Assert.Single(await FlagsAsync($"agency={agency.Id}"));
        Assert.Equal(("2000-01-01", 1, 1), (Text(flag, "periodFrom"), Number(flag, "placementsInBreach"), Number(flag, "placements")));
    }

    [Fact]
    public async Task An_agency_sees_its_own_flags_and_the_public_none()
    {
        await SetThresholdsAsync("1998-01-01", 1, 1, 0);
        var (mine, other) = (await host.RegisterAgencyAsync(), await host.RegisterAgencyAsync());
        await FileAsync(mine, "1998-01-01", 500);
        await FileAsync(other, "1998-01-01", 500);
        await host.JudgeAsync();
        var theirs = Text(Assert.Single(await FlagsAsync($"agency={other.Id}")), "id");

        var me = host.As($"agency:{mine.Id}");
        Assert.Equal(mine.Id, Text(Assert.Single((await me.GetFromJsonAsync<JsonElement>("/v1/flags?limit=200")).GetProperty("items").EnumerateArray()), "agencyId"));
        Assert.Empty((await me.GetFromJsonAsync<JsonElement>($"/v1/flags?agency={other.Id}")).GetProperty("items").EnumerateArray());
        Assert.Equal("not-found", (await ProblemAnswer.ReadAsync(await me.GetAsync($"/v1/flags/{theirs}"))).Code);
        Assert.Equal("caller.missing", (await ProblemAnswer.ReadAsync(await host.Public.GetAsync("/v1/flags"))).Code);
        using var set = await ServiceHost.SendAsync(me, "/v1/flag-thresholds", Thresholds("1998-01-01", 9, 9, 9));
        Assert.Equal("permission.missing", (await ProblemAnswer.ReadAsync(set)).Code);
    }

    [Theory]
    [InlineData("leastFindings", 0)]
    [InlineData("leastWorkers", -1)]
    [InlineData("leastSharePercent", 101)]
    public async Task Limits_that_cannot_be_meant_are_refused(string name, int value)
    {
        var before = await host.CountRowsAsync();
        using var answer = await ServiceHost.SendAsync(host.Officer, "/v1/flag-thresholds", Thresholds("1998-01-01", 1, 1, 1).With(name, value));
        var problem = await ProblemAnswer.ReadAsync(answer);
        Assert.Equal([("value.out-of-range", $"/{name}")], problem.Errors);
        Assert.Equal(before, await host.CountRowsAsync());
    }

    [Fact]
    public async Task Limits_are_listed_with_who_set_them()
    {
        await SetThresholdsAsync("1980-01-01", 7, 6, 5);
        var list = await host.Officer.GetFromJsonAsync<JsonElement>("/v1/flag-thresholds?limit=1");
        var last = Assert.Single(list.GetProperty("items").EnumerateArray());
        Assert.Equal(("1980-01-01", 7, 6, 5, "maya", "ravi"), (Text(last, "from"), Number(last, "leastFindings"), Number(last, "leastWorkers"), Number(last, "leastSharePercent"), Text(last, "proposedBy"), Text(last, "recordedBy")));
        var id = Text(last, "id");
        Assert.Equal("SettingSet checked", await host.InDatabaseAsync(db => db.AuditEvents.Where(e => e.SubjectId == id).Select(e => e.Action + " " + e.Reason).SingleAsync()));
    }

    /// <summary>A placement in breach by exactly this much, or in order for 0. A bribe after 2019 opens one finding and no
    /// other law speaks about it; the placement itself may be older.</summary>
    private async Task FileAsync(RegisteredAgency agency, string signedOn, long excess, string? document = null, string currency = "NPR")
    {
        var body = Reported.Placement("NP", "JP", signedOn, excess == 0 ? [] : [Reported.Paid("illegitimate.bribe", excess, currency, "2021-01-01", payee: "broker")]);
        await host.FileDisclosureAsync(agency, document is null ? body : body.With("worker", Reported.Document(document)));
    }

    private Task SetThresholdsAsync(string from, int findings, int workers, int share) =>
        host.ProposeAndApproveAsync("/v1/flag-thresholds", Thresholds(from, findings, workers, share));

    private static JsonObject Thresholds(string from, int findings, int workers, int share) => new()
    {
        ["from"] = from, ["leastFindings"] = findings, ["leastWorkers"] = workers, ["leastSharePercent"] = share, ["reason"] = "because",
    };

    private async Task<List<JsonElement>> FlagsAsync(string query) =>
        [.. (await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/flags?limit=200&{query}")).GetProperty("items").EnumerateArray()];

    private static string Text(JsonElement thing, string name) => thing.GetProperty(name).GetString()!;

    private static int Number(JsonElement thing, string name) => thing.GetProperty(name).GetInt32();
}
