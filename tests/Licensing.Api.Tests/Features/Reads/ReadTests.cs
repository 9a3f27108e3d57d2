using System.Net.Http.Json;
using System.Text.Json;
using Licensing.Api.Security;

namespace Licensing.Api.Tests.Features.Reads;

public sealed class ReadTests(ServiceHost host)
{
    [Fact]
    public async Task Whoever_is_shown_a_disclosure_is_recorded_for_the_person_concerned()
    {
        var agency = await host.RegisterAgencyAsync();
        var document = Reported.Document(Guid.NewGuid().ToString("N"));
        var first = await host.FileDisclosureAsync(agency, Reported.TheExample().With("worker", document));
        var second = await host.FileDisclosureAsync(agency, Reported.TheExample().With("worker", document.DeepClone()));
        var stranger = await host.FileDisclosureAsync(agency, Reported.TheExample());

        var officer = host.Officer;
        officer.DefaultRequestHeaders.Add("X-Purpose", "complaint 17");
        using var one = await officer.GetAsync($"/v1/disclosures/{first.Id}");
        using var two = await host.As($"agency:{agency.Id}").GetAsync($"/v1/disclosures/{second.Id}");
        using var other = await officer.GetAsync($"/v1/disclosures/{stranger.Id}");
        using var refused = await host.As($"agency:{(await host.RegisterAgencyAsync()).Id}").GetAsync($"/v1/disclosures/{first.Id}");
        Assert.Equal((200, 404), ((int)one.StatusCode, (int)refused.StatusCode));

        // Either placement leads to the person, and so to both.
        foreach (var placement in (string[])[first.PlacementId, second.PlacementId])
        {
            var reads = await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/reads?placement={placement}");
            Assert.Equal(
                [(agency.Id, second.Id, null), ("maya", first.Id, "complaint 17")],
                reads.GetProperty("items").EnumerateArray().Select(r => (r.GetProperty("reader").GetString(), r.GetProperty("shown").GetString(), r.GetProperty("purpose").GetString())));
        }
    }

    [Fact]
    public async Task Reading_a_case_its_judgements_and_the_audit_trail_is_recorded_too()
    {
        await using var lawful = new LawfulHost();
        await lawful.InitializeAsync();
        var agency = await lawful.RegisterAgencyAsync();
        var disclosure = await lawful.FileDisclosureAsync(agency, Reported.TheExample());
        await lawful.JudgeAsync();
        var findings = await lawful.Officer.GetFromJsonAsync<JsonElement>($"/v1/findings?agency={agency.Id}");
        var finding = findings.GetProperty("items")[0].GetProperty("id").GetString()!;
        foreach (var address in (string[])[$"findings/{finding}", $"judgements?disclosure={disclosure.Id}", "audit/events", "audit/export"])
            Assert.True((await lawful.As("officer:ravi").GetAsync($"/v1/{address}")).IsSuccessStatusCode, address);

        async Task<List<(string?, string?)>> Reads(string filter) => (await lawful.Officer.GetFromJsonAsync<JsonElement>($"/v1/reads?{filter}"))
            .GetProperty("items").EnumerateArray().Select(r => (r.GetProperty("reader").GetString(), r.GetProperty("shown").GetString())).ToList();
        // A page of judgements of one disclosure is one read of it.
        Assert.Equal([("ravi", disclosure.Id), ("ravi", finding)], await Reads($"placement={disclosure.PlacementId}"));
        Assert.Equal([("ravi", "audit"), ("ravi", "audit")], await Reads("shown=audit"));
        Assert.Equal(400, (int)(await lawful.Officer.GetAsync("/v1/reads")).StatusCode);
    }

    [Fact]
    public async Task Everything_of_a_person_is_listed_page_by_page()
    {
        var agency = await host.RegisterAgencyAsync();
        var disclosure = await host.FileDisclosureAsync(agency, Reported.TheExample());
        for (var i = 0; i < 7; i++)
            (await host.As($"officer:reader{i}").GetAsync($"/v1/disclosures/{disclosure.Id}")).Dispose();
        List<string?> readers = [];
        for (var cursor = ""; ;)
        {
            var page = await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/reads?placement={disclosure.PlacementId}&limit=3{cursor}");
            readers.AddRange(page.GetProperty("items").EnumerateArray().Select(r => r.GetProperty("reader").GetString()));
            if (page.GetProperty("next").GetString() is not { } next)
                break;
            cursor = $"&cursor={next}";
        }

        Assert.Equal(Enumerable.Range(0, 7).Reverse().Select(i => $"reader{i}"), readers);
    }

    [Fact]
    public void A_contact_shows_itself_to_whom_it_concerns_and_never_in_a_log()
    {
        var mine = Contact.For(Caller.Agency("ag_1", 1), 1, "office@example.org");
        Assert.Equal("\"office@example.org\"", JsonSerializer.Serialize(mine));
        Assert.Equal("null", JsonSerializer.Serialize(Contact.For(Caller.Agency("ag_2", 2), 1, "office@example.org")));
        Assert.Equal("null", JsonSerializer.Serialize(Contact.For(new Caller(), 1, "office@example.org")));
        Assert.DoesNotContain("office", $"{mine}");
    }
}
