using System.Text.Json;
using Licensing.Api.Database;
using Licensing.Api.Features.Licences;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Agencies.Tests.Deposits;

/// <summary>A real case by HTTP, with an invented agency: suspended in March 2025, a deposit of IDR 1.5 billion drawn on 6 October 2025 for 61 workers
/// who claimed IDR 1,709,200,000, not restored within one month, revoked on 29 January 2026. What the sources do not say (how it is shared, what follows
/// by itself, to whom the rest is owed, how days are counted) two people of the ministry set first; on which day of March it was suspended, and what
/// each worker claimed, is invented.</summary>
public sealed class IndonesianCaseTests : IAsyncLifetime
{
    private const long Held = 1_500_000_000_00, Claimed = 1_709_200_000_00, Uncovered = 209_200_000_00;
    private readonly ServiceHost _host = new() { Settings = { ["Ministry:HomeCountry"] = "ID", ["Ministry:Currency"] = "IDR", ["Ministry:TimeZone"] = "Asia/Jakarta" } };
    private readonly DepositCalls _calls;
    private RegisteredAgency _agency = null!;
    private string _licence = "";

    public IndonesianCaseTests() => _calls = new(_host, "IDR");

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, "It sets the regime of a whole deployment.");
        _calls.GoTo("2025-01-02");
        _agency = await _host.RegisterAgencyAsync("Invented Agency Melati", "ID");
        _licence = await _host.StoreLicenceAsync(_agency, from: "2024-01-01", until: "2029-01-01");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_case_comes_out_day_for_day_and_rupiah_for_rupiah()
    {
        _calls.GoTo("2025-03-10");
        await SuspendAsync(new(2025, 3, 10));
        await _calls.ReceiveAsync(_licence, Held, "2024-01-01");
        var claims = await ClaimsAsync();

        _calls.GoTo("2025-10-05");
        // The regime says what the deposit is from the day on which one is known to have been drawn, and not what happens with too little.
        Assert.Equal("date-in-doubt", (await _calls.ReadAsync(_licence)).GetProperty("required").GetProperty("undetermined").GetString());
        _calls.GoTo("2025-10-06");
        Assert.Equal(Held, (await _calls.ReadAsync(_licence)).GetProperty("required").GetProperty("total").GetProperty("amountMinor").GetInt64());
        Assert.Equal("regime.not-set", await _calls.CodeAsync(_calls.Address(_licence, "/draw-downs"), DepositCalls.Draw(claims)));
        await _host.SetRegimeAsync([.. DepositCalls.EveryAnswer.Where(a => a.Item1 is not ("deposit-top-up" or "deposit-release"))]);

        var proposal = await _calls.ProposeDrawAsync(_licence, claims);
        Assert.Equal("proposal.same-person", await _calls.ApprovalCodeAsync(proposal, "officer:maya"));
        await _calls.ApproveAsync(proposal);
        var drawn = await _calls.ReadAsync(_licence);
        var draw = Assert.Single(drawn.GetProperty("draws").EnumerateArray());
        Assert.Equal((Held, Uncovered, "due-to-the-claimants"), (draw.GetProperty("drawnMinor").GetInt64(), draw.GetProperty("debtMinor").GetInt64(), draw.GetProperty("debtIsDue").GetString()));
        var shares = draw.GetProperty("shares").EnumerateArray().Select(s => (Paid: s.GetProperty("paidMinor").GetInt64(), Debt: s.GetProperty("debtMinor").GetInt64())).ToList();
        Assert.Equal((61, Held, Uncovered), (shares.Count, shares.Sum(s => s.Paid), shares.Sum(s => s.Debt)));
        // 28,000,000 x 1,500,000,000 / 1,709,200,000 = 24,572,899.6021…; 29,200,000 likewise = 25,626,023.8708…. Of the 13 sen left over none goes to the smaller remainder.
        Assert.Equal([(24_572_899_60, 47), (24_572_899_61, 13), (25_626_023_87, 1)], shares.CountBy(s => s.Paid).OrderBy(c => c.Key).Select(c => (c.Key, c.Value)));
        var balance = drawn.GetProperty("balance");
        Assert.Equal((Held, 0L, Held, Claimed, Uncovered), (Of(balance, "received"), Of(balance, "held"), Of(balance, "drawn"), Of(balance, "claimed"), Of(balance, "debt")));
        var demand = Assert.Single(drawn.GetProperty("demands").EnumerateArray());
        Assert.Equal(("2025-10-06", "2025-11-06", true), (demand.GetProperty("from").GetString(), demand.GetProperty("lastDay").GetString(), demand.GetProperty("stopsLicence").GetBoolean()));

        // Too little comes in, and the demand is not met; the last day passes, and nothing has to run for the licence to stop.
        _calls.GoTo("2025-11-06");
        await _calls.ReceiveAsync(_licence, Held - 1, "2025-11-05");
        Assert.Equal(1, (await _calls.ReadAsync(_licence)).GetProperty("missingMinor").GetInt64());

        _calls.GoTo("2026-01-29");
        await ActAsync(licence => licence.Revoke(new(2026, 1, 29), MeasureReason.DepositNotRestored, "Not restored within one month.", _host.Clock.Now(), "maya"));
        foreach (var (day, state) in ((string, string)[])
            [("2025-03-09", "full"), ("2025-03-10", "partly-suspended"), ("2025-10-05", "partly-suspended"), ("2025-10-06", "partly-suspended"),
             ("2025-11-06", "partly-suspended"), ("2025-11-07", "suspended"), ("2026-01-28", "suspended"), ("2026-01-29", "revoked"), ("2026-01-30", "revoked")])
            Assert.Equal((day, state), (day, await _calls.StateAsync(_licence, day)));
    }

    [Theory]
    [InlineData("2025-11-06", "partly-suspended", "partly-suspended")]      // on the last day
    [InlineData("2025-11-07", "partly-suspended", "partly-suspended")]      // on the first day on which it would have stopped
    [InlineData("2025-11-08", "suspended", "partly-suspended")]
    [InlineData("2025-11-09", "suspended", "suspended")]
    public async Task Restored_it_goes_on_from_the_day_on_which_enough_was_held_again(string heldFrom, string onTheSeventh, string onTheEighth)
    {
        await _host.SetRegimeAsync([.. DepositCalls.EveryAnswer.Where(a => a.Item1 != "deposit-top-up")]);
        _calls.GoTo("2025-03-10");
        await SuspendAsync(new(2025, 3, 10));
        await _calls.ReceiveAsync(_licence, Held, "2024-01-01");
        var claims = await ClaimsAsync();
        _calls.GoTo("2025-10-06");
        await _calls.DrawAsync(_licence, claims);
        // The bank's notice reaches the officer later: what counts is from when it was held.
        _calls.GoTo("2025-11-10");
        await _calls.ReceiveAsync(_licence, 1_000_000_000_00, "2025-10-20");
        Assert.Equal("suspended", await _calls.StateAsync(_licence, "2025-11-08"));
        await _calls.ReceiveAsync(_licence, 500_000_000_00, heldFrom);
        Assert.Equal((onTheSeventh, onTheEighth), (await _calls.StateAsync(_licence, "2025-11-07"), await _calls.StateAsync(_licence, "2025-11-08")));
        Assert.Equal(heldFrom, Assert.Single((await _calls.ReadAsync(_licence)).GetProperty("demands").EnumerateArray()).GetProperty("metFrom").GetString());
        Assert.Equal(0, (await _calls.ReadAsync(_licence)).GetProperty("missingMinor").GetInt64());
    }

    // Invented: 60 equal claims and one that makes up the sum.
    private async Task<List<string>> ClaimsAsync()
    {
        var claims = new List<string>();
        for (var i = 1; i <= 61; i++)
            claims.Add(await _calls.ClaimAsync(_licence, i <= 60 ? 28_000_000_00 : 29_200_000_00, "2025-02-01", "compensation"));
        return claims;
    }

    private Task SuspendAsync(DateOnly from) => ActAsync(licence => licence.Suspend(
        from, null, "a part of the business", SuspensionGround.Sanction, "the cases are settled", MeasureReason.WorkersAbandoned, "Cases of 61 workers.", _host.Clock.Now(), "maya"));

    private Task ActAsync(Func<Licence, LicenceFactRow> act) => _host.InScopeAsync(async services =>
    {
        services.GetRequiredService<Caller>().Become(Caller.Officer("maya"));
        var db = services.GetRequiredService<LicensingDb>();
        var licence = await db.Licences.Include(l => l.Facts).SingleAsync(l => l.PublicId == _licence);
        var fact = act(licence);
        db.Record(licence, new DecidedInATest(fact.Kind));
        await db.SaveChangesAsync();
        return true;
    });

    private static long Of(JsonElement balance, string name) => balance.GetProperty(name).GetInt64();

    private sealed record DecidedInATest(LicenceFactKind Kind);
}
