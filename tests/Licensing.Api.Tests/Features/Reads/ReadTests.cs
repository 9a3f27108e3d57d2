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
    public void A_contact_shows_itself_to_whom_it_concerns_and_never_in_a_log()
    {
        var mine = Contact.For(Caller.Agency("ag_1", 1), 1, "office@example.org");
        Assert.Equal("\"office@example.org\"", JsonSerializer.Serialize(mine));
        Assert.Equal("null", JsonSerializer.Serialize(Contact.For(Caller.Agency("ag_2", 2), 1, "office@example.org")));
        Assert.Equal("null", JsonSerializer.Serialize(Contact.For(new Caller(), 1, "office@example.org")));
        Assert.DoesNotContain("office", $"{mine}");
    }
}
