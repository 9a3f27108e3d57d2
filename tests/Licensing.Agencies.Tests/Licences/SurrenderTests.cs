using System.Text.Json.Nodes;
using static Licensing.Agencies.Tests.Licences.MeasureHost;

namespace Licensing.Agencies.Tests.Licences;

/// <summary>An agency gives its licence back, and holds it until two people have accepted.</summary>
public sealed class SurrenderTests(MeasureHost host) : IClassFixture<MeasureHost>
{
    [Fact]
    public async Task The_licence_goes_on_until_two_people_have_accepted_and_ends_on_the_day_asked_for_at_the_earliest()
    {
        var of = await host.LicenceAsync();
        var request = await host.PostAsync($"agency:{of.Agency}", $"/v1/licences/{of.Licence}/surrenders", From("2026-03-20"));
        Assert.Equal(("requested", 0), (Text(request, "state"), request.GetProperty("openFindings").GetInt32()));
        Assert.Equal("full", await host.StateAsync(of.Licence, "2026-03-20"));
        Assert.Equal("end.before-beginning", (await AcceptAsync(request, "2026-03-19"))?.Code);
        var proposal = await host.ProposedAsync($"/v1/surrenders/{Text(request, "id")}/acceptance", From("2026-03-20").With("reason", "nothing is owed"));
        Assert.Equal("proposal.same-person", await host.ApproveAsync(proposal, Maya));
        Assert.Null(await host.ApproveAsync(proposal));
        Assert.Equal(("full", "surrendered"), (await host.StateAsync(of.Licence, "2026-03-19"), await host.StateAsync(of.Licence, "2026-03-20")));
        var listed = Assert.Single((await host.GetAsync($"/v1/surrenders?licence={of.Licence}", $"agency:{of.Agency}")).GetProperty("items").EnumerateArray());
        Assert.Equal("accepted", Text(listed, "state"));
        Assert.StartsWith("lf_", Text(listed, "fact"), StringComparison.Ordinal);
        Assert.Equal("surrender.closed", (await host.RefusedAsync($"agency:{of.Agency}", $"/v1/surrenders/{Text(request, "id")}/withdrawal", new()))?.Code);
        Assert.Equal("surrender.closed", (await AcceptAsync(request, "2026-03-20"))?.Code);
    }

    [Fact]
    public async Task It_is_asked_for_once_by_the_agency_alone_for_the_time_to_come_and_can_be_taken_back()
    {
        var of = await host.LicenceAsync();
        var (other, _) = await host.LicenceAsync();
        var address = $"/v1/licences/{of.Licence}/surrenders";
        Assert.Equal("not-found", (await host.RefusedAsync($"agency:{other}", address, From("2026-03-20")))?.Code);
        Assert.Equal("measure.first-day-past", (await host.RefusedAsync($"agency:{of.Agency}", address, From("2026-03-14")))?.Code);
        Assert.Equal("licence.not-possible", (await host.RefusedAsync($"agency:{of.Agency}", address, From("2029-01-01")))?.Code);
        var codes = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ => (await host.RefusedAsync($"agency:{of.Agency}", address, From("2026-03-15")))?.Code));
        Assert.Single(codes, (string?)null);
        Assert.All(codes.OfType<string>(), code => Assert.Contains(code, (string[])["surrender.open", "busy"]));
        var open = Assert.Single((await host.GetAsync($"/v1/surrenders?agency={of.Agency}")).GetProperty("items").EnumerateArray());
        var proposal = await host.ProposedAsync($"/v1/surrenders/{Text(open, "id")}/acceptance", From("2026-03-15").With("reason", "nothing is owed"));
        await host.PostAsync($"agency:{of.Agency}", $"/v1/surrenders/{Text(open, "id")}/withdrawal", new());
        Assert.Equal("surrender.closed", await host.ApproveAsync(proposal));
        Assert.Equal("full", await host.StateAsync(of.Licence));
    }

    [Fact]
    public async Task Open_cases_are_shown_to_whoever_accepts_and_stop_nothing_that_no_regime_stops()
    {
        await using var lawful = new MeasureHost();
        await lawful.InitializeAsync();
        await lawful.ApproveLawAsync("np-my-2018");
        var agency = await lawful.RegisterAgencyAsync();
        var licence = await lawful.StoreLicenceAsync(agency);
        await lawful.FileDisclosureAsync(agency, Reported.TheExample());
        await lawful.JudgeAsync();
        var request = await lawful.PostAsync($"agency:{agency.Id}", $"/v1/licences/{licence}/surrenders", From("2026-03-15"));
        Assert.Equal(1, request.GetProperty("openFindings").GetInt32());
        Assert.Null(await lawful.ApproveAsync(await lawful.ProposedAsync($"/v1/surrenders/{Text(request, "id")}/acceptance", From("2026-03-15").With("reason", "the case goes on"))));
        Assert.Equal("surrendered", await lawful.StateAsync(licence));
        Assert.Equal(1, Assert.Single((await lawful.GetAsync("/v1/surrenders")).GetProperty("items").EnumerateArray()).GetProperty("openFindings").GetInt32());
    }

    private Task<(string Code, string Detail)?> AcceptAsync(System.Text.Json.JsonElement request, string from) =>
        host.RefusedAsync(Maya, $"/v1/surrenders/{Text(request, "id")}/acceptance", From(from).With("reason", "nothing is owed"));

    private static JsonObject From(string day) => new() { ["from"] = day };
}
