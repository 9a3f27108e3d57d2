using System.Net.Http.Json;
using System.Text.Json;

namespace Licensing.Agencies.Tests.Agencies;

/// <summary>The clock of the host stands in March 2026, or a little later.</summary>
public sealed class AgencyTests(ServiceHost host)
{
    [Fact]
    public async Task An_agency_is_found_by_id_and_by_the_reference_as_people_type_it()
    {
        var agency = await host.RegisterAgencyAsync();
        foreach (var typed in (string[])[agency.Id, agency.Reference, agency.Reference.ToLowerInvariant(), agency.Reference.Replace("-", "", StringComparison.Ordinal)])
            Assert.Equal(agency.Id, (await ReadAsync($"/v1/agencies/{typed}")).GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_mistyped_reference_is_told_from_an_unknown_one()
    {
        var agency = await host.RegisterAgencyAsync();
        var wrong = agency.Reference[..^1] + (agency.Reference[^1] == '7' ? '8' : '7');
        using var answer = await host.Public.GetAsync($"/v1/agencies/{wrong}");
        var problem = await ProblemAnswer.ReadAsync(answer);
        Assert.Equal((404, "reference.mistyped"), (problem.Status, problem.Code));
    }

    [Fact]
    public async Task A_new_name_holds_from_its_first_day_and_the_old_one_until_then()
    {
        var agency = await host.RegisterAgencyAsync(from: "2020-01-01");
        await StateAsync(agency, "name", "Himal Overseas", "2025-07-01");

        Assert.Equal(agency.Name, await NameOnAsync(agency, "2025-06-30"));
        Assert.Equal("Himal Overseas", await NameOnAsync(agency, "2025-07-01"));
    }

    [Fact]
    public async Task A_fact_recorded_late_holds_until_the_next_one_known()
    {
        var agency = await host.RegisterAgencyAsync(from: "2020-01-01");
        await StateAsync(agency, "name", "Third", "2025-01-01");
        await StateAsync(agency, "name", "Second", "2022-01-01");

        Assert.Equal(agency.Name, await NameOnAsync(agency, "2021-12-31"));
        Assert.Equal("Second", await NameOnAsync(agency, "2024-12-31"));
        Assert.Equal("Third", await NameOnAsync(agency, "2025-01-01"));
    }

    [Fact]
    public async Task A_fact_for_the_same_first_day_takes_the_place_of_the_earlier()
    {
        var agency = await host.RegisterAgencyAsync(from: "2020-01-01");
        await StateAsync(agency, "name", "Corrected", "2020-01-01");
        Assert.Equal("Corrected", await NameOnAsync(agency, "2020-01-01"));
    }

    [Fact]
    public async Task Names_in_two_scripts_stand_beside_each_other()
    {
        var agency = await host.RegisterAgencyAsync();
        await StateAsync(agency, "name", "हिमाल ओभरसिज", "2020-01-01", "ne-Deva");
        var names = (await ReadAsync($"/v1/agencies/{agency.Id}")).GetProperty("names").EnumerateArray().Select(n => n.GetProperty("text").GetString());
        Assert.Equal([agency.Name, "हिमाल ओभरसिज"], names);
    }

    [Fact]
    public async Task Before_its_first_day_an_agency_is_not_there()
    {
        var agency = await host.RegisterAgencyAsync(from: "2020-01-01");
        using var answer = await host.Public.GetAsync($"/v1/agencies/{agency.Id}?on=2019-12-31");
        Assert.Equal("agency.not-yet-registered", (await ProblemAnswer.ReadAsync(answer)).Code);
    }

    [Theory]
    [InlineData("  Éverest   Manpower ", "everest manpower")]
    [InlineData("E\u0301verest Manpower", "\u00c9VEREST")]
    [InlineData("काठमाडौं सेवा", "काठमाडौं")]
    public async Task A_name_is_found_whatever_its_case_accents_and_spaces(string stored, string sought)
    {
        var agency = await host.RegisterAgencyAsync(stored + Guid.NewGuid().ToString("N"));
        var list = await ReadAsync($"/v1/agencies?limit=200&name={Uri.EscapeDataString(sought)}");
        Assert.Contains(agency.Id, list.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Contact_details_are_for_officers_and_the_agency_itself()
    {
        var agency = await host.RegisterAgencyAsync();
        var other = await host.RegisterAgencyAsync();
        await StateAsync(agency, "email", "office@example.org", "2020-01-01");

        Assert.Equal("office@example.org", await EmailAsync(host.Officer));
        Assert.Equal("office@example.org", await EmailAsync(host.As($"agency:{agency.Id}")));
        Assert.Null(await EmailAsync(host.As($"agency:{other.Id}")));
        Assert.Null(await EmailAsync(host.Public));

        async Task<string?> EmailAsync(HttpClient client) =>
            (await client.GetFromJsonAsync<JsonElement>($"/v1/agencies/{agency.Id}")).GetProperty("email").GetString();
    }

    [Fact]
    public async Task A_change_names_the_version_it_was_decided_on()
    {
        var agency = await host.RegisterAgencyAsync();
        using var without = await SendFactAsync(agency.Id, null, "name", "A", "2021-01-01");
        Assert.Equal(428, (int)without.StatusCode);
        using var right = await SendFactAsync(agency.Id, agency.ETag, "name", "A", "2021-01-01");
        Assert.Equal(200, (int)right.StatusCode);
        Assert.Equal("\"v2\"", right.Headers.ETag!.ToString());
        using var stale = await SendFactAsync(agency.Id, agency.ETag, "name", "B", "2021-01-01");
        Assert.Equal("version.stale", (await ProblemAnswer.ReadAsync(stale)).Code);
    }

    [Fact]
    public async Task Of_changes_decided_on_the_same_version_one_is_stored()
    {
        var agency = await host.RegisterAgencyAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => SendFactAsync(agency.Id, agency.ETag, "phone", $"{i}", "2021-01-01")));
        Assert.Single(answers, a => (int)a.StatusCode == 200);
        Assert.All(answers.Where(a => (int)a.StatusCode != 200), a => Assert.Equal(412, (int)a.StatusCode));
    }

    [Fact]
    public async Task Pages_show_every_row_once_while_others_are_added()
    {
        var mark = Guid.NewGuid().ToString("N");
        var registered = new List<string>();
        for (var i = 0; i < 5; i++)
            registered.Add((await host.RegisterAgencyAsync($"{mark} {i}")).Id);

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await ReadAsync($"/v1/agencies?name={mark}&limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!));
            cursor = page.GetProperty("next").GetString();
            if (registered.Count == 5)
                registered.Add((await host.RegisterAgencyAsync($"{mark} late")).Id);
        }
        while (cursor is not null);
        Assert.Equal(registered, seen);
    }

    [Fact]
    public async Task A_cursor_fits_its_own_list_only_and_cannot_be_made_up()
    {
        var mark = Guid.NewGuid().ToString("N");
        await host.RegisterAgencyAsync($"{mark} 1");
        await host.RegisterAgencyAsync($"{mark} 2");
        var cursor = (await ReadAsync($"/v1/agencies?name={mark}&limit=1")).GetProperty("next").GetString()!;
        foreach (var address in (string[])[$"limit=1&cursor={cursor}", $"name={mark}&cursor={cursor[..^2]}", $"name={mark}&cursor=x", $"name={mark}&cursor=e30", $"name={mark}&cursor=%00"])
        {
            using var answer = await host.Public.GetAsync($"/v1/agencies?{address}");
            Assert.Equal("cursor.invalid", (await ProblemAnswer.ReadAsync(answer)).Code);
        }
    }

    private async Task StateAsync(RegisteredAgency agency, string kind, string value, string from, string? language = null)
    {
        using var current = await host.Public.GetAsync($"/v1/agencies/{agency.Id}");
        using var answer = await SendFactAsync(agency.Id, current.Headers.ETag!.ToString(), kind, value, from, language);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<HttpResponseMessage> SendFactAsync(string id, string? etag, string kind, string value, string from, string? language = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/agencies/{id}/facts") { Content = JsonContent.Create(new { kind, value, from, language }) };
        if (etag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", etag);
        return await host.Officer.SendAsync(request);
    }

    private async Task<JsonElement> ReadAsync(string address) => await host.Public.GetFromJsonAsync<JsonElement>(address);

    private async Task<string?> NameOnAsync(RegisteredAgency agency, string on) =>
        (await ReadAsync($"/v1/agencies/{agency.Id}?on={on}")).GetProperty("names")[0].GetProperty("text").GetString();
}
