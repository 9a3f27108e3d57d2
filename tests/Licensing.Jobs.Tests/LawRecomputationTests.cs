using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Law;
using Licensing.Api.Features.Rates;
using Licensing.Api.Features.Settings;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.LawChanges;
using Licensing.Rules.Values;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Jobs.Tests;

/// <summary>Fewer disclosures, many of them corrected: the law is changed some hundred times over them.</summary>
public sealed class SomeDisclosures : ManyDisclosures
{
    protected override int Placements => 72;

    protected override int Corrected => 24;
}

/// <summary>Whatever changes in the law, an agreement, the rates or the settings: judging again what it touches leaves what judging everything again leaves.</summary>
public sealed class LawRecomputationTests(SomeDisclosures some) : IClassFixture<SomeDisclosures>
{
    private const string NeedsSqlite = "Copies SQLite files.";
    private int _texts;

    /// <summary>One change after another on the same database, so that what was left alone by many is compared too. LAW_CHANGES=5000 runs
    /// longer with another sample each time; LAW_SEED repeats one.</summary>
    [Fact]
    public async Task Judging_what_is_touched_comes_to_the_same_as_judging_everything()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, NeedsSqlite);
        var asked = Number("LAW_CHANGES");
        var (changes, seed) = (asked ?? 60, Number("LAW_SEED") ?? (asked is null ? 20261130 : Random.Shared.Next()));
        var random = new Random(seed);
        var file = some.Copy();
        await some.RunAsync(file, CancellationToken.None);
        var (tried, lowering, judged, all, differing) = (new SortedDictionary<string, int>(StringComparer.Ordinal), 0, 0L, 0L, 0);
        var last = Say(file, withEvents: false);
        for (var n = 0; n < changes;)
        {
            // Now and then several before anything is judged, and a correction between them.
            var what = new List<string>();
            for (var k = random.Next(4) == 0 ? 3 : 1; k > 0; k--, n++)
            {
                var lowers = n % 2 == 0;
                what.Add($"{n} {(lowers ? "lowers" : "raises")} {(random.Next(4) == 0 ? await ChangeRatesAsync(file, random, lowers) : await ChangeLawAsync(file, random, lowers))}");
                lowering += lowers ? 1 : 0;
                var kind = what[^1].Split(' ')[2];
                tried[kind] = tried.GetValueOrDefault(kind) + 1;
                if (random.Next(3) == 0)
                    await StepAsync(file);
                if (random.Next(5) == 0)
                    what.Add(await CorrectAsync(file, random, n));
            }

            await StepAsync(file);
            var whole = some.Copy(file);
            await some.SweepAsync(file);
            await some.SweepRatesAsync(file);
            judged += Scalar(file, "SELECT COUNT(*) FROM DisclosureVersions WHERE IsCurrent AND JudgedAt IS NULL");
            all += Scalar(file, "SELECT COUNT(*) FROM DisclosureVersions WHERE IsCurrent");
            await JudgeAsync(file, withFlags: n >= changes);
            Execute(whole, "UPDATE DisclosureVersions SET JudgedAt = NULL, WaitsFrom = '0001-01-01' WHERE IsCurrent");
            await JudgeAsync(whole, withFlags: n >= changes);
            var (touched, everything) = (Say(file), Say(whole));
            File.Delete(whole);
            if (touched != everything)
                Assert.Fail($"seed {seed}: {string.Join("; ", what)}\n{Difference(everything, touched)}");
            var now = Say(file, withEvents: false);
            differing += now == last ? 0 : 1;
            last = now;
        }

        var told = $"seed {seed}: {changes} changes ({lowering} lowering; {string.Join(", ", tried.Select(t => $"{t.Key} {t.Value}"))}), {differing} times judged otherwise, {judged} judged of {all}; "
            + string.Join(", ", Actions(file));
        TestContext.Current.TestOutputHelper?.WriteLine(told);
        Assert.True(differing > changes / 10, told);
        Assert.True(judged * 2 < all, told);
        foreach (var action in (string[])["FindingWithdrawnByLaw", "FindingReopened", "FindingUpdated", "FindingOpened", "AgencyToldOfLawChange"])
            Assert.Contains(action, told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(40)]
    public async Task Killed_at_one_point_after_another_the_change_comes_to_the_same(int first)
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, NeedsSqlite);
        var file = some.Copy();
        await some.RunAsync(file, CancellationToken.None);
        await ApproveAsync(file, "np", p => p.Provision == "np.service-fee" && p.Version == 2 ? p with { Duty = new CapDuty(new FixedAmount(new(1_500_000, "NPR"))) } : p);
        await StepAsync(file);
        var killed = some.Copy(file);
        await some.SweepAsync(file);
        await some.RunAsync(file, CancellationToken.None);
        Assert.Contains(Actions(file), a => a.StartsWith("FindingWithdrawnByLaw", StringComparison.Ordinal));

        var kills = 0;
        for (double point = first; ; point = point * 1.6 + 1)
        {
            try
            {
                var killer = new Killer((int)point, null);
                await some.SweepAsync(killed, killer);
                await some.JudgeAsync(killed, (job, ct) => job.RunAsync(ct), CancellationToken.None, killer);
                await some.FlagAsync(killed, CancellationToken.None, killer);
                break;
            }
            catch (Exception e) when (Chain(e).Any(x => x is KilledException))
            {
                kills++;
            }
        }

        Assert.True(kills >= 3, $"{kills} kills");
        ManyDisclosures.AssertSame(Say(file), Say(killed));
        // And once more of it all.
        await some.SweepAsync(killed);
        await some.RunAsync(killed, CancellationToken.None);
        ManyDisclosures.AssertSame(Say(file), Say(killed));
    }

    [Fact]
    public async Task What_a_slow_worker_stores_with_the_law_before_is_found_by_the_next_sweep()
    {
        Assert.SkipWhen(ServiceHost.SqlServer is not null, NeedsSqlite);
        var file = some.Copy();
        await some.RunAsync(file, CancellationToken.None);
        await ApproveAsync(file, "np", p => p.Provision == "np.service-fee" && p.Version == 2 ? p with { Duty = new CapDuty(new FixedAmount(new(1_500_000, "NPR"))) } : p);
        await StepAsync(file);
        // As on a server where it could commit after the sweep had looked: nothing of it is marked.
        var slow = some.Copy(file);
        await some.SweepAsync(file);
        await some.RunAsync(file, CancellationToken.None);
        await some.SweepAsync(slow);
        Execute(slow, "UPDATE DisclosureVersions SET JudgedAt = '2026-03-15 08:00:30', WaitsFrom = NULL WHERE IsCurrent AND JudgedAt IS NULL");
        await some.RunAsync(slow, CancellationToken.None);
        Assert.NotEqual(Say(file), Say(slow));
        await some.SweepAsync(slow);
        await some.RunAsync(slow, CancellationToken.None);
        ManyDisclosures.AssertSame(Say(file), Say(slow));
    }

    /// <summary>Cases, amounts, judgements without the text that they cite, flags and every event about a finding.</summary>
    private static string Say(string file, bool withEvents = true)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return string.Join('\n', ((string[])
        [
            "SELECT 'finding', PlacementId, Kind, Status, FellByLaw, DisclosureVersionId, AmendedAfterJudgement, Provision, ProvisionVersion, Law, Result FROM Findings ORDER BY 2, 3",
            "SELECT 'excess', f.PlacementId, f.Kind, a.Currency, a.AmountMinor FROM FindingAmounts a JOIN Findings f ON f.Id = a.FindingId ORDER BY 2, 3, 4",
            "SELECT 'judgement', DisclosureVersionId, Slot, Result, Because, json_remove(Canonical, '$.text', '$.Text') FROM Judgements WHERE DisclosureVersionId IN (SELECT Id FROM DisclosureVersions WHERE IsCurrent) ORDER BY 2, 3",
            "SELECT 'waits', Id FROM DisclosureVersions WHERE IsCurrent AND JudgedAt IS NULL ORDER BY 2",
            "SELECT 'flag', AgencyId, Period, Findings, Workers, WorkersOvercharged, PlacementsInBreach, LiftedAt IS NULL FROM Flags ORDER BY 2, 3",
            .. (withEvents ? (string[])
            [
                "SELECT 'event', f.PlacementId, f.Kind, e.Action, e.Reason, e.Payload FROM AuditEvents e JOIN Findings f ON f.PublicId = e.SubjectId ORDER BY 2, 3, e.Id",
                "SELECT 'notice', n.AgencyId, n.LawStepId FROM LawNotices n ORDER BY 2, 3",
            ] : []),
        ]).SelectMany(sql => Rows(connection, sql)));
    }

    private static List<string> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetString(i))));
        return rows;
    }

    private static List<string> Actions(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return Rows(connection, "SELECT Action || ' ' || COUNT(*) FROM AuditEvents WHERE Action LIKE 'Finding%' OR Action = 'AgencyToldOfLawChange' GROUP BY Action");
    }

    private async Task JudgeAsync(string file, bool withFlags)
    {
        await some.JudgeAsync(file, (job, ct) => job.RunAsync(ct), CancellationToken.None);
        if (withFlags)
            await some.FlagAsync(file, CancellationToken.None);
    }

    private static string Difference(string expected, string actual)
    {
        var (e, a) = (expected.Split('\n'), actual.Split('\n'));
        return $"- {string.Join("\n- ", e.Except(a).Take(3))}\n+ {string.Join("\n+ ", a.Except(e).Take(3))}";
    }

    private async Task StepAsync(string file)
    {
        await using var db = some.Open(file);
        await new LawSteps(db, some.Host.Services.GetRequiredService<LawBook>(), some.Host.Clock).NowAsync(CancellationToken.None);
    }

    /// <summary>One rule of one pack that is law, somewhere that disclosures are about.</summary>
    private async Task<string> ChangeLawAsync(string file, Random random, bool lowers)
    {
        string[] packs = ["np", "np", "np-my-2018", "in", "ph", "bd", "vn", "ilo"];
        while (true)
        {
            var name = packs[random.Next(packs.Length)];
            var kind = (string[])["cap", "cap", "cap", "scope", "dates", "dates", "succession", "categories", "payers", "source", "gone"];
            var what = kind[random.Next(kind.Length)];
            if (await ApproveAsync(file, name, rules =>
            {
                var rule = rules[random.Next(rules.Count)];
                var changed = Changed(random, rule, what, lowers);
                return [.. rules.SelectMany(r => ReferenceEquals(r, rule) ? changed : [r])];
            }))
                return $"{what} {name}";
        }
    }

    /// <summary>The next text of a bank's rates, or a setting of judging.</summary>
    /// <param name="lowers">More units for a dollar: what was paid in them comes to less, and a cap in them too.</param>
    private async Task<string> ChangeRatesAsync(string file, Random random, bool lowers)
    {
        await using var db = some.Open(file);
        var at = some.Host.Clock.GetUtcNow().UtcDateTime.AddSeconds(++_texts);
        var (kind, from) = (random.Next(5), Day(random).Earliest);
        if (kind > 2)
        {
            var (name, value) = kind == 3 ? (SettingNames.RateBand, $"\"{random.Next(12)}\"") : (SettingNames.Precedence, ((string[])["[]", "[\"origin\",\"agreement\"]", "[\"destination\"]"])[random.Next(3)]);
            var setting = new MinistrySetting(new(name, from, JsonElement.Parse(value)), "maya", at, "ravi", at, "the test needs it");
            db.Add(setting);
            db.Record(setting, new SettingSet(name, from, value));
            await db.SaveChangesAsync();
            return $"setting {name} from {from:O}";
        }

        var number = await db.RateSeries.CountAsync(s => s.Name == "bank") + 1;
        (string Currency, decimal Usual)[] usual = [("NPR", 140), ("INR", 86), ("PHP", 57), ("BDT", 121)];
        var lines = usual.Where(_ => random.Next(3) > 0).DefaultIfEmpty(usual[0])
            .Select(c => $"{c.Currency},{from:O},{from.AddDays(random.Next(400)):O},{c.Usual * random.Next(lowers ? 110 : 40, lowers ? 300 : 95) / 100},daily,A bank {number}\n").ToList();
        var series = new RateSeries("bank", number, $"{RateSeriesText.Header}\n{string.Concat(lines)}", lines.Count, at, "maya");
        series.Propose("maya", at);
        series.Approve("ravi", at);
        db.Add(series);
        db.Record(series, new RateSeriesApproved(series.Name, series.Number, series.Digest));
        await db.SaveChangesAsync();
        return $"rates from {from:O}";
    }

    private static Rule[] Changed(Random random, Rule rule, string what, bool lowers)
    {
        switch (what)
        {
            case "cap":
                return [rule with { Duty = rule.Duty is CapDuty ? Cap(random, lowers) : rule.Duty }];
            case "scope":
                return [lowers && !rule.Scope.IsEmpty ? rule with { Scope = [] } : rule with { Scope = [.. rule.Scope, new(GuardFact.Destination, new[] { "MY", "HK" }.ToFrozenSet())] }];
            case "dates":
                return [lowers ? rule with { InForce = rule.InForce with { From = Day(random) } } : rule with { InForce = rule.InForce with { Until = Day(random) } }];
            case "succession":
                var last = Day(random).Latest;
                return [rule with { InForce = rule.InForce with { Until = PartialDate.Day(last) } }, rule with { Version = rule.Version + 1, InForce = new(PartialDate.Day(last.AddDays(1)), null), Duty = Cap(random, lowers) }];
            case "categories":
                return [rule with { Counts = rule.Counts with { Include = lowers ? [.. rule.Counts.Include.Append("medical").Distinct()] : ["travel"] } }];
            case "payers":
                return [rule with { Counts = rule.Counts with { Payers = (lowers ? rule.Counts.Payers.Append(Role.Worker) : [Role.Employer]).ToFrozenSet() } }];
            case "source":
                return [rule with { Source = rule.Source with { Note = "read again" } }];
            default:
                return [];
        }
    }

    private static CapDuty Cap(Random random, bool lowers) => lowers && random.Next(3) == 0 ? new(new NoneAllowed())
        : new(new FixedAmount(new(lowers ? random.Next(1, 600_000) : random.Next(600_000, 6_000_000), (string[])["NPR", "NPR", "USD", "INR", "PHP", "BDT"] is var c ? c[random.Next(c.Length)] : "")));

    private static PartialDate Day(Random random)
    {
        var day = new DateOnly(2025, 1, 1).AddDays(random.Next(480));
        return PartialDate.TryParse(day.ToString(random.Next(3) == 0 ? "yyyy-MM" : "yyyy-MM-dd", CultureInfo.InvariantCulture), out var date) ? date : throw new FormatException();
    }

    private Task<bool> ApproveAsync(string file, string name, Func<Rule, Rule> change) => ApproveAsync(file, name, rules => [.. rules.Select(change)]);

    /// <returns>False: what comes out is no pack, and nothing was stored.</returns>
    private async Task<bool> ApproveAsync(string file, string name, Func<IReadOnlyList<Rule>, IReadOnlyList<Rule>> change)
    {
        var (book, codes) = (some.Host.Services.GetRequiredService<LawBook>(), some.Host.Services.GetRequiredService<CodeLists>());
        await using var db = some.Open(file);
        var texts = await db.LawPacks.AsNoTracking().Where(p => p.Name == name).OrderBy(p => p.Number).ToListAsync();
        // Of the text that ships, now and then: rules that went come back.
        var from = texts[_texts % 5 == 0 ? 0 : ^1];
        var pack = book.Read(name, from.Text);
        if (pack.Rules.IsEmpty)
            pack = book.Read(name, texts[0].Text);
        var text = PackWriter.Write(pack with { Rules = [.. change(pack.Rules)] }, codes) + $"# {++_texts}\n";
        if (book.TryRead(text).Pack is not { } read)
            return false;
        var at = some.Host.Clock.GetUtcNow().UtcDateTime.AddSeconds(_texts);
        var stored = new LawPack(read, texts.Max(t => t.Number) + 1, text, at);
        stored.Propose("maya", at);
        stored.Approve("ravi", at);
        db.Add(stored);
        db.Record(stored, new LawPackImported(stored.Name, stored.Number, stored.Digest));
        await db.SaveChangesAsync();
        return true;
    }

    private async Task<string> CorrectAsync(string file, Random random, int n)
    {
        await using var db = some.Open(file);
        var id = random.Next(1, 73);
        var disclosure = await db.Disclosures.Include(d => d.Placement).SingleAsync(d => d.Id == id);
        var current = await db.DisclosureVersions.SingleAsync(v => v.DisclosureId == id && v.IsCurrent);
        var other = ManyDisclosures.Report(random.Next(72), random.Next(3));
        foreach (var name in (string[])["placementReference", "worker"])
            other.Remove(name);
        var version = disclosure.Add(StoredJson.Read<ReportedPlacement>(other.ToJsonString()), current.ReadWorker(), current, some.Host.Clock.GetUtcNow().UtcDateTime, "maya", new(2026, 3, 15));
        db.Record(disclosure, new DisclosureCorrected(version.Number, 1), $"correction {n}");
        await db.SaveChangesAsync();
        return $"disclosure {id} corrected";
    }

    private static long Scalar(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return long.Parse(Rows(connection, sql)[0], CultureInfo.InvariantCulture);
    }

    private static void Execute(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;

    private static IEnumerable<Exception> Chain(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException!)
            yield return e;
    }
}
