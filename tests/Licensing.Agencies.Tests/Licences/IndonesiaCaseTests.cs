using System.Text.Json;
using Licensing.Api.Database;
using Licensing.Api.Features.Licences;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Licensing.Agencies.Tests.Licences.MeasureHost;

namespace Licensing.Agencies.Tests.Licences;

/// <summary>The real case of a company in Indonesia, by HTTP, day by day, under the regime that ships (id): suspended in March 2025, its deposit
/// drawn on 6 October 2025 and not restored within a month, revoked on 29 January 2026. On which day of March, and whether in part or whole, the
/// reports do not agree. What no source says, the test sets as a ministry would. The days and states are those of the rules' own test of the case.</summary>
public sealed class IndonesiaCaseTests
{
    private static readonly (string Day, string InPart, string Whole)[] Boundaries =
    [
        ("2025-02-28", "full", "full"),
        ("2025-03-31", "partly-suspended", "suspended"),
        ("2025-10-05", "partly-suspended", "suspended"),
        ("2025-10-06", "partly-suspended", "suspended"),     // drawn; the month runs
        ("2025-11-06", "partly-suspended", "suspended"),     // the last day to restore it
        ("2025-11-07", "suspended", "suspended"),            // stopped
        ("2026-01-28", "suspended", "suspended"),
        ("2026-01-29", "revoked", "revoked"),
        ("2026-01-30", "revoked", "revoked"),
    ];

    [Theory]
    [InlineData("2025-03-01", "a part of the business")]
    [InlineData("2025-03-01", null)]
    [InlineData("2025-03-31", "a part of the business")]
    [InlineData("2025-03-31", null)]
    public async Task The_licence_is_on_each_day_what_it_was(string inMarch, string? part)
    {
        await using var host = new MeasureHost
        {
            Settings = { ["Ministry:Regime"] = "id", ["Ministry:HomeCountry"] = "ID", ["Ministry:Currency"] = "IDR", ["Ministry:TimeZone"] = "Asia/Jakarta" },
        };
        host.GoTo("2025-02-01");
        var of = await host.LicenceAsync(from: "2024-01-01", until: "2029-01-01");
        var regime = await RegimeAsync(host, "2025-02-01");
        Assert.Equal(AnswerState.NotKnown, regime.Answer(RegimeQuestion.ShowCause).State);
        Assert.Equal("regime.not-set", (await host.RefusedAsync(Maya, $"/v1/licences/{of.Licence}/notices", Notice("suspension")))?.Code);
        await host.SetRegimeAsync(
            ("show-cause", "\"14 days\""), ("suspension", "{}"), ("day-counting", """{"firstDay":"does-not-count","lastDayOnHoliday":"stays"}"""), ("deposit-default", "\"licence-stops\""));

        var seen = new List<string>();
        var notice = await host.NoticeAsync(of.Licence, "suspension");
        await PassAsync("2025-02-28");
        // The agency did not answer until 15 February.
        host.GoTo(inMarch);
        Assert.Equal("full", await host.StateAsync(of.Licence));
        await host.DecidedAsync(of.Licence, "suspensions", Suspension(inMarch, null, notice).With("part", part));
        await PassAsync("2025-03-31", "2025-10-05");

        // Drawn down, and the demand to restore it: the deposits' own part, here straight into the database.
        host.GoTo("2025-10-06");
        var restore = (await RegimeAsync(host, "2025-10-06")).After(new(2025, 10, 6), RegimeQuestion.DepositTopUp).LastDay!.Value;
        Assert.Equal(new DateOnly(2025, 11, 6), restore);
        await DemandAsync(host, of.Licence, restore);
        await PassAsync("2025-10-06", "2025-11-06", "2025-11-07");

        host.GoTo("2026-01-12");
        var last = await host.HeardAsync(of);
        await PassAsync("2026-01-28");
        host.GoTo("2026-01-29");
        await host.DecidedAsync(of.Licence, "revocations", Against("2026-01-29", last).With("reasonClass", "deposit-not-restored"));
        await PassAsync("2026-01-29", "2026-01-30");

        Assert.Equal(Expected(), seen);
        // And looking back from the end, on each day the same.
        var again = new List<string>();
        foreach (var (day, _, _) in Boundaries)
            again.Add($"{day} {await host.StateAsync(of.Licence, day)}");
        Assert.Equal(Expected(), again);
        var entry = JsonDocument.Parse(await host.Public.GetStringAsync($"/v1/register/agencies/{of.Agency}")).RootElement;
        Assert.Equal(("revoked", "deposit-not-restored"), (Text(entry.GetProperty("licences")[0], "state"), entry.GetProperty("licences")[0].GetProperty("reasons")[0].GetString()));

        async Task PassAsync(params string[] days)
        {
            foreach (var day in days)
            {
                host.GoTo(day);
                var today = await host.GetAsync($"/v1/licences/{of.Licence}");
                Assert.Equal(day, Text(today, "on"));
                var register = JsonDocument.Parse(await host.Public.GetStringAsync($"/v1/register/agencies/{of.Agency}")).RootElement;
                Assert.Equal(Text(today, "state"), Text(register.GetProperty("licences")[0], "state"));
                seen.Add($"{day} {Text(today, "state")}");
            }
        }

        List<string> Expected() => [.. Boundaries.Select(b => $"{b.Day} {(part is null ? b.Whole : b.InPart)}")];
    }

    private static Task<RegimeOn> RegimeAsync(ServiceHost host, string day) =>
        host.InScopeAsync(services => services.GetRequiredService<RegimeInForce>().OnAsync(DateOnly.Parse(day), default));

    private static Task<bool> DemandAsync(ServiceHost host, string licence, DateOnly restore) => host.InScopeAsync(async services =>
    {
        services.GetRequiredService<Caller>().Become(Caller.Officer("maya"));
        var db = services.GetRequiredService<LicensingDb>();
        var found = await db.Licences.Include(l => l.Facts).SingleAsync(l => l.PublicId == licence);
        found.DemandTopUp(new(2025, 10, 6), restore, stopsLicence: true, host.Clock.Now(), "maya");
        db.Record(found, new LicenceGranted(found.Number, null, new(2025, 10, 6), restore, false));
        await db.SaveChangesAsync();
        return true;
    });
}
