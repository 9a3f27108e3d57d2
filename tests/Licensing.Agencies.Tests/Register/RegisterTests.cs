using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Licences;
using Licensing.Api.Features.Register;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Agencies.Tests.Register;

/// <summary>A register of its own. A test that moves its clock into another day makes one for itself.</summary>
public sealed class RegisterHost : ServiceHost
{
    public RegisterHost() => Settings["Register:PublicAddress"] = "https://register.example";

    /// <summary>Does something to a licence as two officers would have decided it, and commits it.</summary>
    public Task<string> ActAsync(string licence, Func<Licence, DateTime, LicenceFactRow> act) => InScopeAsync(async services =>
    {
        services.GetRequiredService<Caller>().Become(Caller.Officer("maya"));
        var db = services.GetRequiredService<Licensing.Api.Database.LicensingDb>();
        var found = await db.Licences.Include(l => l.Facts).SingleAsync(l => l.PublicId == licence);
        var fact = act(found, Clock.GetUtcNow().UtcDateTime);
        db.Record(found, new LicenceGranted(found.Number, "general", fact.From, fact.From, false));
        await db.SaveChangesAsync();
        return fact.PublicId;
    });

    public Task<string> SuspendAsync(string licence, string from, string? until = null, string? part = null, MeasureReason reason = MeasureReason.WorkersOvercharged) =>
        ActAsync(licence, (l, now) => l.Suspend(DateOnly.Parse(from), until is null ? null : DateOnly.Parse(until), part, SuspensionGround.Sanction, null, reason, "The grounds are nobody's business.", now, "maya"));

    public Task<string> LiftAsync(string licence, string measure, string from, LicenceFactKind kind = LicenceFactKind.Lifting) =>
        ActAsync(licence, (l, now) => l.Say(kind, l.Facts.Single(f => f.PublicId == measure), DateOnly.Parse(from), null, null, now, "maya"));

    public async Task<RegisteredAgency> FactAsync(RegisteredAgency agency, string kind, string value, string from, string? language = null)
    {
        var body = new JsonObject { ["kind"] = kind, ["value"] = value, ["from"] = from };
        if (language is not null)
            body["language"] = language;
        using var answer = await SendAsync(Officer, $"/v1/agencies/{agency.Id}/facts", body, "*");
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return agency;
    }

    public async Task<JsonElement> GetAsync(string address)
    {
        using var answer = await Public.GetAsync(address);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {address}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    public async Task<List<JsonElement>> SearchAsync(string query) => [.. (await GetAsync($"/v1/register/agencies?{query}")).GetProperty("items").EnumerateArray()];
}

public sealed class RegisterTests(RegisterHost host) : IClassFixture<RegisterHost>
{
    private static string Ids(IEnumerable<JsonElement> items) => string.Join(",", items.Select(i => i.GetProperty("id").GetString()).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("Công ty TNHH Nhân Lực Quốc Tế Hoàng Long", "vi", "hoang long")]
    [InlineData("Công ty TNHH Thương Mại Đại Phúc", "vi", "dai phuc thuong mai")]
    [InlineData("सगरमाथा ओभरसिज प्रा. लि.", "ne-Deva", "sagarmatha overseas")]
    [InlineData("Machhapuchhre Overseas Pvt Ltd", "ne-Latn", "माछापुच्छ्रे ओभरसिज")]
    [InlineData("মেঘনা ওভারসিজ লিমিটেড", "bn-Beng", "meghna overseas")]
    [InlineData("金龍國際人力仲介有限公司", "zh-Hant", "金龙")]
    public async Task A_name_is_found_as_people_type_it(string registered, string language, string typed)
    {
        var agency = await host.FactAsync(await host.RegisterAgencyAsync(), "name", registered, "2021-01-01", language);
        var found = await host.SearchAsync($"name={Uri.EscapeDataString(typed)}");
        Assert.Equal(agency.Id, found[0].GetProperty("id").GetString());
        Assert.Equal(registered, found[0].GetProperty("match").GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_former_name_and_a_trade_name_find_the_agency_and_a_name_recorded_in_error_does_not()
    {
        var agency = await host.RegisterAgencyAsync("Quetzal Harvest Pvt Ltd");
        await host.FactAsync(agency, "name", "Marigold Harvest Pvt Ltd", "2024-01-01");
        await host.FactAsync(agency, "name", "Tiddlywink Jobs", "2023-01-01", "en");
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await host.FactAsync(agency, "name", "Peppercorn Jobs", "2023-01-01", "en");
        foreach (var name in (string[])["quetzal harvest", "marigold harvest", "pepercorn jobs"])
            Assert.Equal(agency.Id, (await host.SearchAsync($"name={name}"))[0].GetProperty("id").GetString());
        Assert.DoesNotContain(await host.SearchAsync("name=tiddlywink"), f => f.GetProperty("id").GetString() == agency.Id);

        var names = (await host.GetAsync($"/v1/register/agencies/{agency.Reference}")).GetProperty("names").EnumerateArray()
            .Select(n => (n.GetProperty("text").GetString(), n.GetProperty("until").GetString())).ToList();
        Assert.Equal([("Marigold Harvest Pvt Ltd", null), ("Peppercorn Jobs", null), ("Quetzal Harvest Pvt Ltd", "2023-12-31")], names);
    }

    [Fact]
    public async Task An_entry_says_what_was_true_on_a_day_and_what_was_known_of_it_at_an_instant()
    {
        // Its own: the clock of the others stays on their day.
        await using var moving = new RegisterHost();
        var agency = await moving.RegisterAgencyAsync(from: "2020-01-01");
        await moving.FactAsync(agency, "address", "Thamel, Kathmandu", "2020-01-01");
        var licence = await moving.StoreLicenceAsync(agency, from: "2024-01-01", until: "2028-12-31");
        var before = Known(moving);
        moving.Clock.Advance(TimeSpan.FromDays(1));
        // Recorded today, from a day long past: a correction of what the register said.
        await moving.FactAsync(agency, "address", "Patan, Lalitpur", "2024-04-01");
        await moving.SuspendAsync(licence, "2024-04-15", "2024-06-30");

        async Task<(string? State, string? Address)> AskAsync(string query)
        {
            var entry = await moving.GetAsync($"/v1/register/agencies/{agency.Id}?{query}");
            return (entry.GetProperty("licences")[0].GetProperty("state").GetString(), entry.GetProperty("address").GetString());
        }

        Assert.Equal(("full", "Thamel, Kathmandu"), await AskAsync("asOf=2024-03-31"));
        Assert.Equal(("full", "Patan, Lalitpur"), await AskAsync("asOf=2024-04-14"));
        Assert.Equal(("suspended", "Patan, Lalitpur"), await AskAsync("asOf=2024-05-01"));
        Assert.Equal(("suspended", "Patan, Lalitpur"), await AskAsync("asOf=2024-06-30"));
        Assert.Equal(("full", "Patan, Lalitpur"), await AskAsync("asOf=2024-07-01"));
        Assert.Equal(("full", "Thamel, Kathmandu"), await AskAsync($"asOf=2024-05-01&knownAt={before}"));
        Assert.Contains(agency.Id, Ids(await moving.SearchAsync("status=suspended&asOf=2024-05-01&limit=200")));
        Assert.DoesNotContain(agency.Id, Ids(await moving.SearchAsync($"status=suspended&asOf=2024-05-01&knownAt={before}&limit=200")));
        Assert.DoesNotContain(agency.Id, Ids(await moving.SearchAsync("status=suspended&asOf=2024-07-01&limit=200")));
        Assert.Contains(agency.Id, Ids(await moving.SearchAsync("place=patan&asOf=2024-05-01&limit=200")));
        Assert.DoesNotContain(agency.Id, Ids(await moving.SearchAsync($"place=patan&asOf=2024-05-01&knownAt={before}&limit=200")));
        Assert.DoesNotContain(agency.Id, Ids(await moving.SearchAsync("place=thamel&asOf=2024-05-01&limit=200")));

        using var early = await moving.Public.GetAsync($"/v1/register/agencies/{agency.Id}?asOf=2019-12-31");
        Assert.Equal("agency.not-yet-registered", (await early.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("full")]
    [InlineData("provisional")]
    [InlineData("partly-suspended")]
    [InlineData("suspended")]
    [InlineData("expired")]
    [InlineData("surrendered")]
    [InlineData("revoked")]
    [InlineData("upcoming")]
    public async Task A_search_by_status_shows_the_agencies_that_have_it_today_and_no_others(string status)
    {
        var agency = await host.RegisterAgencyAsync();
        var licence = await host.StoreLicenceAsync(agency,
            from: status == "upcoming" ? "2027-01-01" : "2020-01-01", until: status == "expired" ? "2025-12-31" : "2028-12-31", isProvisional: status == "provisional");
        if (status == "partly-suspended")
            await host.SuspendAsync(licence, "2026-03-01", part: "Malaysia");
        if (status == "suspended")
            await host.SuspendAsync(licence, "2026-03-01");
        if (status == "surrendered")
            await host.ActAsync(licence, (l, now) => l.AcceptSurrender(new(2026, 3, 1), null, now, "maya"));
        if (status == "revoked")
            await host.ActAsync(licence, (l, now) => l.Revoke(new(2026, 3, 1), MeasureReason.FalseStatements, "Not for the public.", now, "maya"));

        foreach (var asked in Enum.GetValues<LicenceState>().Select(s => Licensing.Api.Http.Json.Words.ConvertName(s.ToString())))
        {
            var found = new List<JsonElement>();
            for (var next = ""; next is not null;)
            {
                var page = await host.GetAsync($"/v1/register/agencies?status={asked}&limit=3{next}");
                Assert.All(page.GetProperty("items").EnumerateArray(), e => Assert.Contains(e.GetProperty("licences").EnumerateArray(), l => l.GetProperty("state").GetString() == asked));
                found.AddRange(page.GetProperty("items").EnumerateArray());
                next = page.GetProperty("next").GetString() is { } cursor ? $"&cursor={cursor}" : null;
            }

            Assert.Equal(found.Count, found.Select(e => e.GetProperty("id").GetString()).Distinct().Count());
            Assert.Equal(asked == status, Ids(found).Contains(agency.Id, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_public_reads_the_reason_of_a_sanction_as_a_word_and_never_its_grounds()
    {
        var agency = await host.RegisterAgencyAsync();
        var licence = await host.StoreLicenceAsync(agency);
        var first = await host.SuspendAsync(licence, "2024-02-01", reason: MeasureReason.DepositNotRestored);
        await host.LiftAsync(licence, first, "2024-03-01");
        var wrong = await host.SuspendAsync(licence, "2024-08-01");
        await host.LiftAsync(licence, wrong, "2024-08-01", LicenceFactKind.SettingAside);
        await host.SuspendAsync(licence, "2026-03-10", part: "Malaysia");

        var entry = await host.GetAsync($"/v1/register/agencies/{agency.Id}");
        Assert.DoesNotContain("grounds", entry.ToString(), StringComparison.OrdinalIgnoreCase);
        var shown = entry.GetProperty("licences")[0];
        Assert.Equal("partly-suspended", shown.GetProperty("state").GetString());
        Assert.True(entry.GetProperty("licensed").GetBoolean());
        Assert.Equal(["workers-overcharged"], shown.GetProperty("reasons").EnumerateArray().Select(x => x.GetString()));
        Assert.Equal(["Malaysia"], shown.GetProperty("suspendedParts").EnumerateArray().Select(x => x.GetString()));
        // What was set aside from its first day on never was.
        Assert.Equal(
            [("2026-03-10", "workers-overcharged", "in-force", null), ("2024-02-01", "deposit-not-restored", "lifted", "2024-03-01")],
            shown.GetProperty("sanctions").EnumerateArray().Select(x => (x.GetProperty("from").GetString(), x.GetProperty("reason").GetString(), x.GetProperty("state").GetString(), x.GetProperty("endedOn").GetString())));
    }

    [Theory]
    [InlineData("12/2081-ktm", true)]
    [InlineData(" 12 2081 KTM ", true)]
    [InlineData("१२/२०८१-KTM", true)]
    [InlineData("12/2081-KTMX", false)]
    public async Task A_licence_is_verified_by_its_number_however_it_is_typed(string typed, bool known)
    {
        if (await host.InDatabaseAsync(db => db.Licences.CountAsync(l => l.Number == "12/2081-KTM")) == 0)
            await host.StoreLicenceAsync(await host.RegisterAgencyAsync("Verbena Overseas"), "12/2081-KTM", until: "2026-03-15");
        var said = await host.GetAsync($"/v1/register/verify?number={Uri.EscapeDataString(typed)}");
        Assert.Equal(known, said.GetProperty("known").GetBoolean());
        Assert.Equal(known, said.GetProperty("licensed").GetBoolean());
        if (known)
        {
            Assert.Equal("2026-03-15", said.GetProperty("licence").GetProperty("until").GetString());
            Assert.Single(await host.SearchAsync($"number={Uri.EscapeDataString(typed)}"));
        }

        var after = await host.GetAsync($"/v1/register/verify?asOf=2026-03-16&number={Uri.EscapeDataString(typed)}");
        Assert.False(after.GetProperty("licensed").GetBoolean());
        Assert.Contains(known ? "NOT licensed on 2026-03-16: licence 12/2081-KTM ended on 2026-03-15." : "knew no licence", after.GetProperty("sentence").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_numbers_that_differ_in_their_strokes_are_told_apart_as_printed_only()
    {
        await host.StoreLicenceAsync(await host.RegisterAgencyAsync(), "7-77/7");
        await host.StoreLicenceAsync(await host.RegisterAgencyAsync(), "77-7/7");
        Assert.Equal("7-77/7", (await host.GetAsync("/v1/register/verify?number=7-77/7")).GetProperty("licence").GetProperty("number").GetString());
        using var vague = await host.Public.GetAsync("/v1/register/verify?number=7777");
        Assert.Equal("licence.number-ambiguous", (await vague.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("number=%3Cscript%3E")]
    [InlineData("number=")]
    [InlineData("")]
    [InlineData("number=1&knownAt=2024-05-01")]
    [InlineData("number=1&asOf=01/05/2024")]
    public async Task What_is_no_number_or_no_day_is_refused(string query)
    {
        using var answer = await host.Public.GetAsync($"/v1/register/verify?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task An_entry_names_the_branches_and_those_who_act_for_the_agency_on_that_day()
    {
        // Its own: the clock of the others stays on their day.
        await using var moving = new RegisterHost();
        var agency = await moving.RegisterAgencyAsync();
        using var branch = await ServiceHost.SendAsync(moving.Officer, $"/v1/agencies/{agency.Id}/branches", new JsonObject { ["kind"] = "branch", ["address"] = "Mahendra Chowk 3", ["place"] = "Biratnagar", ["from"] = "2024-01-01" });
        using var person = await ServiceHost.SendAsync(moving.Officer, $"/v1/agencies/{agency.Id}/representatives", new JsonObject { ["kind"] = "authorised", ["name"] = "Sample Person", ["country"] = "NP", ["from"] = "2025-01-01" });
        Assert.True(branch.IsSuccessStatusCode && person.IsSuccessStatusCode, await person.Content.ReadAsStringAsync());
        var before = Known(moving);
        moving.Clock.Advance(TimeSpan.FromDays(1));
        var id = (await branch.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        using var closed = await ServiceHost.SendAsync(moving.Officer, $"/v1/branches/{id}/end", new JsonObject { ["to"] = "2026-01-01", ["reason"] = "the lease ended" }, "*");
        Assert.True(closed.IsSuccessStatusCode);

        async Task<(int Branches, int People)> CountAsync(string query)
        {
            var entry = await moving.GetAsync($"/v1/register/agencies/{agency.Id}?{query}");
            return (entry.GetProperty("branches").GetArrayLength(), entry.GetProperty("representatives").GetArrayLength());
        }

        Assert.Equal((0, 0), await CountAsync("asOf=2023-12-31"));
        Assert.Equal((1, 0), await CountAsync("asOf=2024-12-31"));
        Assert.Equal((1, 1), await CountAsync("asOf=2025-12-31"));
        Assert.Equal((0, 1), await CountAsync("asOf=2026-01-01"));
        Assert.Equal((1, 1), await CountAsync($"asOf=2026-01-01&knownAt={before}"));
        Assert.Equal(agency.Id, Ids(await moving.SearchAsync("place=biratnagar&asOf=2025-12-31")));
        Assert.Equal("", Ids(await moving.SearchAsync("place=biratnagar&asOf=2026-01-01")));
    }

    [Fact]
    public async Task Placements_are_shown_only_where_the_ministry_publishes_them()
    {
        using var refused = await host.Public.GetAsync("/v1/register/agencies?destination=MY");
        Assert.Equal("register.not-published", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        var agency = await host.RegisterAgencyAsync();
        Assert.Equal(JsonValueKind.Null, (await host.GetAsync($"/v1/register/agencies/{agency.Id}")).GetProperty("placements").ValueKind);

        await using var open = new RegisterHost();
        open.Settings["Register:Publishes:0"] = "placements";
        var (placing, idle) = (await open.RegisterAgencyAsync(), await open.RegisterAgencyAsync());
        for (var i = 0; i < RegisterReading.LeastWorkers; i++)
        {
            var found = await open.SearchAsync("destination=MY");
            Assert.Equal(i == 0 ? "" : placing.Id, Ids(found));
            if (i > 0)
                Assert.Equal(JsonValueKind.Null, found[0].GetProperty("placements")[0].GetProperty("workers").ValueKind);
            await open.FileDisclosureAsync(placing, Reported.TheExample());
        }

        Assert.Equal(RegisterReading.LeastWorkers, (await open.SearchAsync("destination=MY"))[0].GetProperty("placements")[0].GetProperty("workers").GetInt32());
        Assert.Equal(placing.Id, Ids(await open.SearchAsync("origin=NP&destination=MY")));
        Assert.Equal("", Ids(await open.SearchAsync("origin=BD&destination=MY")) + Ids(await open.SearchAsync("destination=QA")));
        Assert.Equal("", Ids(await open.SearchAsync("destination=MY&asOf=2024-01-01")));
        Assert.Empty((await open.GetAsync($"/v1/register/agencies/{idle.Id}")).GetProperty("placements").EnumerateArray());
    }

    private static string Known(RegisterHost host) => host.Clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
