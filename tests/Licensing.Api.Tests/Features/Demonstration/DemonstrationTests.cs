using System.Security.Cryptography;
using System.Text;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Demonstration;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Flags;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Security;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Findings;
using Licensing.Rules.Licences;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;

namespace Licensing.Api.Tests.Features.Demonstration;

/// <summary>Seeded and judged once for all tests of the class.</summary>
public sealed class JudgedDemonstration : IAsyncLifetime
{
    public DemonstrationHost Host { get; } = new();

    public async ValueTask InitializeAsync() => await Host.JudgeAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}

public sealed class DemonstrationTests(JudgedDemonstration demonstration) : IClassFixture<JudgedDemonstration>
{
    private readonly DemonstrationHost _host = demonstration.Host;
    private static readonly List<PlannedPlacement> Plan = [.. DemonstrationPlan.Placements()];

    /// <summary>Added up by hand from the plan's rows.</summary>
    [Theory]
    [InlineData(BreachKind.WorkerCharged, 128)]
    [InlineData(BreachKind.IllegitimateCost, 9)]
    [InlineData(BreachKind.TakenTooEarly, 13)]
    [InlineData(BreachKind.WrongChannel, 7)]
    [InlineData(BreachKind.NoReceipt, 13)]
    [InlineData(BreachKind.RefundDue, 7)]
    [InlineData(BreachKind.OthersCharged, 3)]
    public async Task Each_kind_of_breach_is_found_as_often_as_it_was_planted(BreachKind kind, int expected)
    {
        Assert.Equal(expected, Plan.SelectMany(p => p.Breaches).Count(b => b.Kind == kind));
        Assert.Equal(expected, await _host.InDatabaseAsync(db => db.Findings.CountAsync(f => f.Kind == kind)));
    }

    [Fact]
    public async Task The_demonstration_ministry_can_take_every_step_and_has_a_licence_in_each_state()
    {
        var regime = await _host.InScopeAsync(services => services.GetRequiredService<RegimeInForce>().OnAsync(new(2026, 11, 25), CancellationToken.None));
        Assert.All(Enum.GetValues<LicensingStep>(), step => Assert.Null(regime.WhyNot(step)));
        Assert.All(regime.Settings, setting => Assert.Equal(DemonstrationLicences.Authority, setting.Authority));
        var licences = await _host.InDatabaseAsync(db => db.Licences.Include(l => l.Facts).ToListAsync());
        Assert.Equal(
            [(LicenceState.Provisional, 1), (LicenceState.Full, 3), (LicenceState.PartlySuspended, 1), (LicenceState.Suspended, 1), (LicenceState.Expired, 1), (LicenceState.Surrendered, 1), (LicenceState.Revoked, 1)],
            licences.GroupBy(l => l.StandingOn(new(2026, 11, 25), DateTime.MaxValue).State).Select(g => (g.Key, g.Count())).OrderBy(g => g.Key));
    }

    /// <summary>In minor units, added up by hand: first sum of a row, then one step more for each further placement.</summary>
    [Theory]
    // Lotus 20+25+30+35 and 20+25+30+35+40 thousand over the cap, and by the sub-agent 90+105+120+135; Juniper 60 to 110 and
    // 60 to 90; Saffron 40+50+60+70; Cedar 35+37+39; Millet 20+25 and 8; Granite 16; Heron 18.
    [InlineData(BreachKind.WorkerCharged, "NPR", (110 + 150 + 450 + 510 + 300 + 220 + 111 + 45 + 8 + 16 + 18) * 1_000_00L)]
    // Jasmine 50 to 90 and 35 to 55; Kingfisher 100 to 200; Mustard twice 30,723.64 and twice 35.
    [InlineData(BreachKind.WorkerCharged, "BDT", (350 + 225 + 900 + 70) * 1_000_00L + 2 * 30_723_64)]
    // Orchid 30 to 50 and 30 to 45; Mango 20+24+28+32; Bamboo 15+18.
    [InlineData(BreachKind.WorkerCharged, "PHP", (200 + 150 + 104 + 33) * 1_000_00L)]
    // Peacock 20 to 40; Teak 5+6 and 2 times 24.
    [InlineData(BreachKind.WorkerCharged, "INR", (150 + 11 + 48) * 1_000_00L)]
    // Coral 8+10+12; Willow 10+15+20+25; Camphor 4 times 1.5; Magpie 20+25+30; Cinnamon 40.
    [InlineData(BreachKind.WorkerCharged, "TWD", (30 + 70 + 6 + 75 + 40) * 1_000_00L)]
    [InlineData(BreachKind.WorkerCharged, "IDR", (15 + 16 + 17 + 18) * 1_000_000_00L)]
    [InlineData(BreachKind.WorkerCharged, "VND", (15 + 20 + 25 + 30) * 1_000_000L)]
    [InlineData(BreachKind.WorkerCharged, "MYR", (20 + 25 + 30 + 35 + 40) * 100_00L)]
    [InlineData(BreachKind.WorkerCharged, "HKD", (30 + 35 + 40 + 45 + 50) * 100_00L)]
    [InlineData(BreachKind.WorkerCharged, "SGD", (8 + 10 + 12 + 14) * 100_00L)]
    // Saffron 2,000 to 2,500; Tamarind 1,000 to 1,600.
    [InlineData(BreachKind.WorkerCharged, "AED", (6_750 + 5_200) * 1_00L)]
    [InlineData(BreachKind.WorkerCharged, "QAR", (1_000 + 1_000 + 1_100) * 1_00L)]
    [InlineData(BreachKind.IllegitimateCost, "NPR", (15 + 20 + 25) * 1_000_00L)]
    [InlineData(BreachKind.IllegitimateCost, "PHP", 3 * 50_000_00L)]
    [InlineData(BreachKind.IllegitimateCost, "BDT", (100 + 125 + 150) * 1_000_00L)]
    [InlineData(BreachKind.TakenTooEarly, "NPR", 3 * 10_000_00L)]
    [InlineData(BreachKind.TakenTooEarly, "HKD", 2 * 499_00L)]
    [InlineData(BreachKind.TakenTooEarly, "TWD", (3 * 20_000 + 3 * 60_000 + 2 * 5_400) * 1_00L)]
    [InlineData(BreachKind.WrongChannel, "NPR", (3 * 9_000 + 450_000) * 1_00L)]
    [InlineData(BreachKind.NoReceipt, "NPR", (3 * 8_000 + 450_000) * 1_00L)]
    [InlineData(BreachKind.NoReceipt, "INR", 3 * 28_000_00L)]
    [InlineData(BreachKind.NoReceipt, "TWD", 2 * 18_000_00L)]
    [InlineData(BreachKind.NoReceipt, "SGD", 1_500_00L)]
    [InlineData(BreachKind.RefundDue, "NPR", 3 * 6_000_00L)]
    [InlineData(BreachKind.RefundDue, "TWD", 2 * 34_000_00L)]
    [InlineData(BreachKind.RefundDue, "SGD", 2 * 800_00L)]
    [InlineData(BreachKind.OthersCharged, "MYR", (2_000 + 3_000) * 1_00L)]
    [InlineData(BreachKind.OthersCharged, "IDR", 2_500_000_00L)]
    public async Task Sums_are_those_added_up_by_hand(BreachKind kind, string currency, long minor)
    {
        var found = await _host.InDatabaseAsync(db => db.Findings.Where(f => f.Kind == kind)
            .SelectMany(f => f.Excess).Where(e => e.Currency == currency).SumAsync(e => e.AmountMinor));
        Assert.Equal(minor, found);
    }

    [Theory]
    [InlineData("np.service-fee", 13 + 2 + 1 + 2)]
    [InlineData("np-my-2018.employer-pays", 10 + 2)]
    [InlineData("np-ae-2019.employer-pays", 4)]
    [InlineData("ae.collected-by-employer", 3)]
    [InlineData("qa.licensee", 1 + 2)]
    [InlineData("ph.qatar", 9)]
    [InlineData("ph.domestic-worker", 4 + 2)]
    [InlineData("bd.ceiling-saudi-arabia", 5 + 5 + 2)]
    [InlineData("bd.ceiling-malaysia", 6)]
    [InlineData("bd-my-2021.employer-pays", 2)]
    [InlineData("in.service-charge", 5 + 2)]
    [InlineData("ae.recruitment-costs", 4)]
    [InlineData("id-my-2022.employer-pays", 5)]
    [InlineData("id.placement-costs", 4)]
    [InlineData("vn.service-fee", 4)]
    [InlineData("vn.agreed-fee", 1)]
    [InlineData("vn.refund", 2)]
    [InlineData("hk.commission", 5)]
    [InlineData("sg.fee", 4)]
    [InlineData("tw.service-fee", 4)]
    [InlineData("ilo.illegitimate-costs", 9)]
    public async Task The_expected_provision_decides(string provision, int findings) =>
        Assert.Equal(findings, await _host.InDatabaseAsync(db => db.Findings.CountAsync(f => f.Provision == provision)));

    [Fact]
    public async Task Every_placement_leads_to_exactly_what_its_scenario_says()
    {
        var found = (await _host.InDatabaseAsync(db => db.Findings.AsNoTracking().Include(f => f.Excess).Include(f => f.Placement).ThenInclude(p => p.Agency).ThenInclude(a => a.Facts).AsSplitQuery().ToListAsync()))
            .ToLookup(f => Key(f.Placement), f => new ExpectedBreach(f.Kind, f.Provision, Assert.Single(f.ExcessAmounts.Parts)));
        foreach (var planned in Plan)
        {
            var expected = planned.Breaches.OrderBy(b => b.Kind);
            var actual = found[Key(planned)].OrderBy(b => b.Kind);
            Assert.True(expected.SequenceEqual(actual), $"{Key(planned)}, {planned.Scenario}: expected {Say(expected)}, found {Say(actual)}.");
        }
    }

    [Fact]
    public async Task What_cannot_be_decided_is_undetermined_for_the_expected_reason_and_nothing_else_is()
    {
        var open = (await _host.InDatabaseAsync(db => db.Judgements.AsNoTracking().Where(j => j.Result == Result.Undetermined)
                .Select(j => new { Agency = j.DisclosureVersion.Disclosure.Placement.Agency.Facts.First(f => f.Kind == AgencyFactKind.Name).Value, j.DisclosureVersion.Disclosure.Placement.Reference, j.Provision, j.Slot, j.Because }).ToListAsync()))
            .ToLookup(j => $"{j.Agency} {j.Reference}", j => $"{j.Provision ?? j.Slot}: {j.Because}");
        foreach (var planned in Plan)
        {
            var expected = planned.Open.Select(o => $"{o.Speaker}: {o.Because}").Order(StringComparer.Ordinal);
            var actual = open[Key(planned)].Order(StringComparer.Ordinal);
            Assert.True(expected.SequenceEqual(actual), $"{Key(planned)}, {planned.Scenario}: expected {Say(expected)}, found {Say(actual)}.");
        }
    }

    /// <summary>Rows of the plan, times the rules that each leaves open.</summary>
    [Theory]
    [InlineData("item-date-missing", 3 * 2)]                        // Copper: fee and visa notice
    [InlineData("date-in-doubt", 3 * 2 + 3 + 3)]                    // Millet: both versions; Heron; Harbour
    [InlineData("part-years", 3)]                                   // Banyan
    [InlineData("only-demonstration-rate", 2 + 3)]                  // Delta; Terrace
    [InlineData("missing-fact", 3 + 2 + 9 + 2 + 3 + 2 + 2 * 2 + 2)] // Copper, Cedar, Orchid, Bamboo, Delta, Terrace, Harbour, Oolong
    [InlineData("contested", 9 * 3 + 4 * 2 + 2 * 3 + 4 * 3 + 5 + 4)] // Orchid, Mango, Bamboo, Ginger, Nutmeg, Volcano
    public async Task Doubts_are_as_many_as_were_planted(string because, int judgements) =>
        Assert.Equal(judgements, await _host.InDatabaseAsync(db => db.Judgements.CountAsync(j => j.Because == because)));

    /// <summary>Indonesia, August 2020 to July 2021: the breach is in the judgement, and there is no finding.</summary>
    [Fact]
    public async Task A_breach_before_enforcement_is_reported_and_makes_no_finding()
    {
        var planned = Plan.Where(p => p.NotEnforced.Length > 0).ToList();
        Assert.Equal(6, planned.Count);
        foreach (var p in planned)
        {
            var judgements = await _host.InDatabaseAsync(db => db.Judgements.AsNoTracking()
                .Where(j => j.DisclosureVersion.Disclosure.Placement.Reference == p.Reference && j.DisclosureVersion.Disclosure.Placement.Agency.Facts.Any(f => f.Value == p.Agency.Name)).ToListAsync());
            var judgement = Assert.Single(judgements, j => j.Provision == p.NotEnforced.Single()).Read();
            Assert.Equal(Result.Prohibited, judgement.Result);
            Assert.Equal(p.Reported.Contract!.SignedOn!.Value.Year == 2020 ? Enforcement.NotYetEnforced : Enforcement.InTransition, judgement.Enforcement);
        }
    }

    /// <summary>Thresholds by hand: three findings about three workers, one placement in twenty.</summary>
    [Fact]
    public async Task Flags_are_raised_for_exactly_the_quarters_that_reach_the_thresholds()
    {
        var expected = Plan.GroupBy(p => (p.Agency.Name, Quarter: FlagPeriod.StartOf(p.Reported.Contract!.SignedOn!.Value)))
            .Where(g => g.Sum(p => p.Breaches.Length) >= 3 && g.Where(p => p.Breaches.Length > 0).Select(p => p.Document).Distinct().Count() >= 3
                && g.Count(p => p.Breaches.Length > 0) * 20 >= g.Count())
            .Select(g => $"{g.Key.Name} {g.Key.Quarter:O}").Order(StringComparer.Ordinal).ToList();
        Assert.Equal(35, expected.Count);
        var flags = await _host.InDatabaseAsync(db => db.Flags.AsNoTracking().Include(f => f.Agency).ThenInclude(a => a.Facts).Where(f => f.LiftedAt == null).ToListAsync());
        Assert.Equal(expected, flags.Select(f => $"{NameOf(f.Agency)} {f.Period:O}").Order(StringComparer.Ordinal));
        Assert.Equal(21, flags.Select(f => f.AgencyId).Distinct().Count());
    }

    [Fact]
    public async Task Forty_agencies_file_three_thousand_placements_over_twenty_two_corridors()
    {
        Assert.Equal(40, await _host.InDatabaseAsync(db => db.Agencies.CountAsync()));
        Assert.Equal(3_000, await _host.InDatabaseAsync(db => db.Placements.CountAsync()));
        Assert.Equal(22, await _host.InDatabaseAsync(db => db.Placements.Select(p => p.Origin + p.Destination).Distinct().CountAsync()));
        // Some workers were placed twice.
        Assert.InRange(await _host.InDatabaseAsync(db => db.Workers.CountAsync()), 2_600, 2_900);
    }

    [Fact]
    public async Task Law_is_proposed_by_one_officer_and_approved_by_another_and_the_trail_shows_both()
    {
        var packs = await _host.InDatabaseAsync(db => db.LawPacks.Where(p => p.Name != SeedDemonstration.LeftAsDraft).ToListAsync());
        Assert.All(packs, p => Assert.Equal((SeedDemonstration.FirstOfficer, SeedDemonstration.SecondOfficer), (p.ProposedBy, p.ApprovedBy)));
        var trail = await _host.InDatabaseAsync(db => db.AuditEvents.Where(e => e.SubjectKind == "LawPack" && e.Action != "LawPackImported").ToListAsync());
        Assert.Equal(packs.Count, trail.Count(e => e is { Action: "LawPackProposed", Actor: SeedDemonstration.FirstOfficer, Reason: "demonstration" }));
        Assert.Equal(packs.Count, trail.Count(e => e is { Action: "LawPackApproved", Actor: SeedDemonstration.SecondOfficer, Reason: "demonstration" }));
        Assert.Equal(packs.Count * 2, trail.Count);
    }

    [Fact]
    public async Task A_pack_that_nobody_approved_is_a_draft_and_judges_nothing()
    {
        var draft = Assert.Single(await _host.InDatabaseAsync(db => db.LawPacks.Where(p => p.ApprovedAt == null).ToListAsync()));
        Assert.Equal(("ae-indirect", null), (draft.Name, draft.ProposedAt));
        Assert.Equal(0, await _host.InDatabaseAsync(db => db.Judgements.CountAsync(j => j.Provision == "ae-indirect.recruitment-costs")));
    }

    /// <summary>Every reported fact passes the shape that the API demands of an agency.</summary>
    [Fact]
    public void What_is_seeded_could_have_been_filed()
    {
        var shape = new ReportedPlacementValidator<ReportedPlacement>(_host.Services.GetRequiredService<CodeLists>());
        Assert.All(Plan, p => Assert.Empty(shape.Validate(p.Reported).Errors.Select(e => $"{p.Scenario}: {e.PropertyName} {e.ErrorMessage}")));
    }

    [Fact]
    public async Task The_table_is_the_same_at_a_later_start_and_no_wider_than_120_columns()
    {
        var first = await TableAsync();
        Assert.False(await _host.InScopeAsync(services => services.GetRequiredService<SeedDemonstration>().RunAsync(CancellationToken.None)));
        Assert.Equal(first, await TableAsync());
        Assert.All(first.Split('\n'), line => Assert.InRange(line.Length, 0, 120));
        Assert.Contains("1 pack left as draft: ae-indirect.", first);
        Assert.Contains("FLAGGED AGENCIES: 21 of 40, over 3,000 placements", first);
        Assert.Contains("NPR 145,000.00 was charged, NPR 10,000.00 was allowed: NPR 135,000.00 too much.", first.Replace("\n  ", " "));

        Task<string> TableAsync() => _host.InScopeAsync(services => services.GetRequiredService<DemonstrationTable>().WriteAsync("http://localhost:5080", CancellationToken.None));
    }

    /// <summary>The digest of all reported facts stands here, so that another runtime, or a careless change, shows.</summary>
    [Fact]
    public async Task Two_seedings_give_the_same_facts()
    {
        await using var other = new DemonstrationHost();
        var (one, two) = (await DigestAsync(_host), await DigestAsync(other));
        Assert.Equal(one, two);
        Assert.Equal("5773303e99ac5c34ff1ef6e1a05c3f3696bbba8aff06aee9063ed42162b68ee4", one);
    }

    [Fact]
    public async Task A_register_with_an_agency_in_it_is_left_alone()
    {
        await using var host = new DemonstrationHost();
        host.Settings["Demonstration:Enabled"] = "false";
        var seeded = await host.InScopeAsync(async services =>
        {
            services.GetRequiredService<Caller>().Become(Caller.Officer("maya"));
            var (db, clock) = (services.GetRequiredService<LicensingDb>(), services.GetRequiredService<TimeProvider>());
            var agency = new Agency("NP", clock.GetUtcNow().UtcDateTime);
            db.Add(agency);
            db.Record(agency, new AgencyRegistered(agency.Reference, agency.Country, new(2020, 1, 1)));
            await db.SaveChangesAsync();
            return await ActivatorUtilities.CreateInstance<SeedDemonstration>(services).RunAsync(CancellationToken.None);
        });
        Assert.False(seeded);
        Assert.Equal(1, await host.InDatabaseAsync(db => db.Agencies.CountAsync()));
        Assert.False(await host.InDatabaseAsync(db => db.LawPacks.AnyAsync(p => p.ProposedAt != null)));
    }

    [Fact]
    public async Task Seeding_that_is_cut_off_leaves_nothing_and_the_next_start_seeds()
    {
        await using var host = new DemonstrationHost();
        host.Settings["Demonstration:Enabled"] = "false";
        using var cut = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.InScopeAsync(services =>
        {
            var saves = 0;
            services.GetRequiredService<LicensingDb>().SavedChanges += (_, _) =>
            {
                // Law, thresholds, agencies and the filings of some agencies are written by then.
                if (++saves == 12)
                    cut.Cancel();
            };
            return ActivatorUtilities.CreateInstance<SeedDemonstration>(services).RunAsync(cut.Token);
        }));
        Assert.Equal(0, await host.InDatabaseAsync(db => db.Agencies.CountAsync()));
        Assert.False(await host.InDatabaseAsync(db => db.LawPacks.AnyAsync(p => p.ApprovedAt != null)));
        Assert.True(await host.InScopeAsync(services => ActivatorUtilities.CreateInstance<SeedDemonstration>(services).RunAsync(CancellationToken.None)));
        Assert.Equal(3_000, await host.InDatabaseAsync(db => db.Disclosures.CountAsync()));
    }

    [Fact]
    public void Outside_Development_the_service_refuses_to_start_with_it()
    {
        var production = new HostingEnvironment { EnvironmentName = "Production" };
        var on = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Demonstration:Enabled"] = "true" }).Build();
        Assert.Throws<StartRefusedException>(() => { new ServiceCollection().AddDemonstration(on, production); });
        Assert.Empty(new ServiceCollection().AddDemonstration(new ConfigurationBuilder().Build(), production));
    }

    private static async Task<string> DigestAsync(DemonstrationHost host)
    {
        var facts = await host.InDatabaseAsync(db => db.DisclosureVersions.OrderBy(v => v.Id).Select(v => v.Reported + v.Worker).ToListAsync());
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', facts))));
    }

    private static string Key(PlannedPlacement p) => $"{p.Agency.Name} {p.Reference}";

    private static string Key(Placement p) => $"{NameOf(p.Agency)} {p.Reference}";

    private static string NameOf(Agency agency) => agency.Facts.Single(f => f.Kind == AgencyFactKind.Name).Value;

    private static string Say<T>(IEnumerable<T> things) => $"[{string.Join("; ", things)}]";
}
