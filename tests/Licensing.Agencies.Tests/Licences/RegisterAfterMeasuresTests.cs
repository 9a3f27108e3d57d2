using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using static Licensing.Agencies.Tests.Licences.MeasureHost;

namespace Licensing.Agencies.Tests.Licences;

/// <summary>The clock stands still: whatever two people decided is in the very next answer of the register, in every form.</summary>
public sealed class RegisterAfterMeasuresTests(MeasureHost host) : IClassFixture<MeasureHost>
{
    [Fact]
    public async Task Every_step_is_in_the_next_answer_of_the_register_in_every_form()
    {
        var of = await host.LicenceAsync();
        await SaysAsync(of, "full");

        var suspension = await host.DecidedAsync(of.Licence, "suspensions", Suspension("2026-03-15", "2026-04-14", await host.HeardAsync(of)));
        await SaysAsync(of, "suspended");
        await host.DecidedAsync(of.Licence, "liftings", Lifting(suspension, "2026-03-15"));
        await SaysAsync(of, "full");
        await host.DecidedAsync(of.Licence, "suspensions", Suspension("2026-03-15", "2026-03-20", ground: "preventive").With("part", "Malaysia"));
        await SaysAsync(of, "partly-suspended");

        var revocation = await host.DecidedAsync(of.Licence, "revocations", Against("2026-03-15", await host.HeardAsync(of)));
        await SaysAsync(of, "revoked");
        var stay = await host.DecidedAsync(of.Licence, "stays", Order("2026-03-15").With("measureId", revocation));
        await SaysAsync(of, "partly-suspended");
        await host.DecidedAsync(of.Licence, "stay-ends", Order("2026-03-15").With("stayId", stay));
        await SaysAsync(of, "revoked");

        var appeal = Text(await host.PostAsync($"agency:{of.Agency}", "/v1/appeals", new() { ["subjectId"] = revocation, ["path"] = "appeal", ["grounds"] = "Nobody was heard." }), "id");
        await SaysAsync(of, "revoked");
        Assert.Null(await host.ApproveAsync(await host.ProposedAsync($"/v1/appeals/{appeal}/decision", new JsonObject
        {
            ["outcome"] = "allow", ["from"] = "2026-03-15", ["decidedBy"] = "Supreme Court", ["grounds"] = "As the judgment says.", ["reason"] = "the judgment came",
        })));
        await SaysAsync(of, "partly-suspended");

        var request = Text(await host.PostAsync($"agency:{of.Agency}", $"/v1/licences/{of.Licence}/surrenders", new() { ["from"] = "2026-03-15" }), "id");
        await SaysAsync(of, "partly-suspended");
        Assert.Null(await host.ApproveAsync(await host.ProposedAsync($"/v1/surrenders/{request}/acceptance", new() { ["from"] = "2026-03-15", ["reason"] = "nothing is owed" })));
        await SaysAsync(of, "surrendered");
    }

    [Fact]
    public async Task A_measure_from_tomorrow_shows_tomorrow_and_nobody_is_told_the_grounds()
    {
        var of = await host.LicenceAsync();
        await host.DecidedAsync(of.Licence, "revocations", Against("2026-03-16", await host.HeardAsync(of)));
        await SaysAsync(of, "full");
        Assert.Equal("revoked", Text((await host.GetAsync($"/v1/register/agencies/{of.Agency}?asOf=2026-03-16")).GetProperty("licences")[0], "state"));
        var shown = await host.Public.GetStringAsync($"/v1/register/agencies/{of.Agency}?asOf=2026-03-16");
        Assert.Contains("workers-overcharged", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Findings 1 to 3", shown, StringComparison.Ordinal);
    }

    private async Task SaysAsync((string Agency, string Licence) of, string state)
    {
        var allowed = state is "full" or "partly-suspended";
        var entry = await PublicAsync($"/v1/register/agencies/{of.Agency}");
        Assert.Equal((state, allowed), (Text(Assert.Single(entry.GetProperty("licences").EnumerateArray()), "state"), entry.GetProperty("licensed").GetBoolean()));
        var number = Uri.EscapeDataString(Text(entry.GetProperty("licences")[0], "number"));
        var verified = await PublicAsync($"/v1/register/verify?number={number}");
        Assert.Equal((state, allowed), (Text(verified.GetProperty("licence"), "state"), verified.GetProperty("licensed").GetBoolean()));
        Assert.Equal((state, allowed), SaidBy(Text(await PublicAsync($"/v1/register/licences/{of.Licence}/credential"), "credential")));
        using var check = await ServiceHost.SendAsync(host.Public, "/v1/register/checks", new JsonObject { ["licence"] = of.Licence });
        using var receipt = JsonDocument.Parse(await check.Content.ReadAsStringAsync());
        Assert.Equal(state, Text(receipt.RootElement.GetProperty("said").GetProperty("licence"), "state"));
        using var certificate = await host.Public.GetAsync($"/v1/register/licences/{of.Licence}/certificate.pdf");
        Assert.Equal(allowed ? HttpStatusCode.OK : HttpStatusCode.Conflict, certificate.StatusCode);
        var line = Assert.Single((await host.Public.GetStringAsync("/v1/register/export?format=ndjson")).Split('\n'), l => l.Contains(of.Agency, StringComparison.Ordinal));
        Assert.Equal(state, Text(JsonDocument.Parse(line).RootElement.GetProperty("licences")[0], "state"));
        var row = Assert.Single((await host.Public.GetStringAsync("/v1/register/export?format=csv")).Split("\r\n"), l => l.Contains(of.Agency, StringComparison.Ordinal));
        Assert.Contains($",{state},", row.Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        foreach (var other in (string[])["full", "partly-suspended", "suspended", "revoked", "surrendered"])
            Assert.Equal(other == state, (await PublicAsync($"/v1/register/agencies?status={other}&number={number}")).GetProperty("items").GetArrayLength() == 1);
    }

    private static (string State, bool Licensed) SaidBy(string credential)
    {
        using var claims = JsonDocument.Parse(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(credential.Split('.')[1])));
        var said = claims.RootElement.GetProperty("said");
        return (Text(said.GetProperty("licence"), "state"), said.GetProperty("licensed").GetBoolean());
    }

    private async Task<JsonElement> PublicAsync(string address) => JsonDocument.Parse(await host.Public.GetStringAsync(address)).RootElement;
}
