using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Simulations;
using Licensing.Api.Tests.Features.Findings;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Tests.Features.Simulations;

/// <summary>A draft that is run over past disclosures: it writes nothing about them, and what it foretells is what approving it does.</summary>
public sealed class SimulationTests
{
    // What asking for a simulation writes: the simulation, the event that it was asked for, what its Idempotency-Key answers.
    private static readonly string[] OfAsking = ["LawSimulations", "AuditEvents", "AuditNodes", "IdempotencyEntries"];

    private static readonly JsonObject Reason = new() { ["reason"] = "to see whom it concerns" };

    [Theory]
    [InlineData(1_200_000)]  // raised: what was over is less, or gone
    [InlineData(9_000_000)]
    [InlineData(500_000)]    // lowered
    [InlineData(null)]       // removed
    public async Task What_it_foretells_is_what_approving_does_and_nothing_is_written(int? cap)
    {
        await using var own = new ServiceHost();
        await own.ApproveLawAsync("np", "np-my-2018", "in");
        var agencies = new List<RegisteredAgency>();
        for (var i = 0; i < 3; i++)
            agencies.Add(await own.RegisterAgencyAsync());
        var filed = new List<FiledDisclosure>();
        for (var i = 0; i < 40; i++)
            filed.Add(await own.FileDisclosureAsync(agencies[i % 7 == 0 ? 0 : i % 3], Report(i)));
        await own.JudgeAsync();
        // Some corrected since, and the law changed once already: cases are amended, and some have fallen.
        for (var i = 0; i < 40; i += 8)
            await own.CorrectDisclosureAsync(filed[i], Report(i, 300_000));
        await own.JudgeAsync();
        await LawChanges.ChangeAsync(own, "np", LawChanges.Cap("np.service-fee", 2, 1_060_000));
        await LawChanges.FollowAsync(own);
        Assert.True(await own.InDatabaseAsync(db => db.Findings.AnyAsync(f => f.FellByLaw)));

        var draft = await LawChanges.DraftAsync(own, await LawChanges.ChangedAsync(own, "np", cap is { } minor ? LawChanges.Cap("np.service-fee", 2, minor) : r => r.Provision == "np.service-fee" && r.Version == 2 ? null : r));
        var before = await DumpAsync(own, OfAsking);
        using var asked = await ServiceHost.SendAsync(own.As("officer:maya"), $"/v1/law/packs/{draft}/simulations", Reason.DeepClone());
        var waiting = await asked.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True((int)asked.StatusCode == 202, waiting.ToString());
        Assert.Equal("1", asked.Headers.RetryAfter?.ToString());
        Assert.Equal(("waiting", JsonValueKind.Null), (waiting.GetProperty("state").GetString(), waiting.GetProperty("result").ValueKind));
        Assert.Equal(before, await DumpAsync(own, OfAsking));
        // The job itself writes how far it is and what it found, into its own row and nowhere else.
        before = await DumpAsync(own, ["LawSimulations"]);
        await own.RunJobAsync<SimulateLawJob>(job => job.RunAsync(CancellationToken.None));
        Assert.Equal(before, await DumpAsync(own, ["LawSimulations"]));

        var done = await own.As("officer:maya").GetFromJsonAsync<JsonElement>(asked.Headers.Location!.ToString());
        Assert.Equal("done", done.GetProperty("state").GetString());
        Assert.Equal(done.GetProperty("toLookAt").GetInt32(), done.GetProperty("lookedAt").GetInt32());
        var result = done.GetProperty("result");
        Assert.InRange(result.GetProperty("judged").GetInt32(), 1, waiting.GetProperty("atMost").GetInt32());

        var lastEvent = await own.InDatabaseAsync(db => db.AuditEvents.MaxAsync(e => e.Id));
        var standing = await ExcessAsync(own);
        await LawChanges.ApproveAsync(own, draft);
        await LawChanges.FollowAsync(own);
        Assert.Equal(await ActualAsync(own, lastEvent, standing), Foretold(result));
        Assert.NotEqual((0, 0, 0), (result.GetProperty("appear").GetInt32(), result.GetProperty("disappear").GetInt32(), result.GetProperty("change").GetInt32()));
        // What was filed by whom about whom is in no answer.
        Assert.DoesNotContain("worker", done.GetRawText().Replace("\"workers\"", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_draft_that_changes_nothing_concerns_nobody_and_one_that_became_law_is_not_simulated()
    {
        await using var own = new ServiceHost();
        await own.ApproveLawAsync("np");
        await own.FileDisclosureAsync(await own.RegisterAgencyAsync(), Report(1));
        await own.JudgeAsync();
        var draft = await LawChanges.DraftAsync(own, await LawChanges.ChangedAsync(own, "np", r => r with { Title = "read again" }));
        using var asked = await ServiceHost.SendAsync(own.As("officer:maya"), $"/v1/law/packs/{draft}/simulations", Reason.DeepClone());
        Assert.Equal(0, (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("atMost").GetInt32());
        await LawChanges.ApproveAsync(own, draft);
        await own.RunJobAsync<SimulateLawJob>(job => job.RunAsync(CancellationToken.None));
        var failed = await own.As("officer:maya").GetFromJsonAsync<JsonElement>(asked.Headers.Location!.ToString());
        Assert.Equal("failed", failed.GetProperty("state").GetString());
        using var again = await ServiceHost.SendAsync(own.As("officer:maya"), $"/v1/law/packs/{draft}/simulations", Reason.DeepClone());
        Assert.Equal((409, "law.already-approved"), (await ProblemAnswer.ReadAsync(again) is var p ? (p.Status, p.Code) : default));
    }

    [Fact]
    public async Task A_draft_that_was_withdrawn_is_not_simulated()
    {
        await using var own = new ServiceHost();
        await own.ApproveLawAsync("np");
        var draft = await LawChanges.DraftAsync(own, await LawChanges.ChangedAsync(own, "np", r => r with { Title = "read again" }));
        using var withdrawn = await ServiceHost.SendAsync(own.As("officer:maya"), $"/v1/law/packs/{draft}/withdrawal", Reason.DeepClone(), "*");
        Assert.True(withdrawn.IsSuccessStatusCode, await withdrawn.Content.ReadAsStringAsync());
        using var asked = await ServiceHost.SendAsync(own.As("officer:maya"), $"/v1/law/packs/{draft}/simulations", Reason.DeepClone());
        Assert.Equal((409, "law.withdrawn"), (await ProblemAnswer.ReadAsync(asked) is var p ? (p.Status, p.Code) : default));
    }

    [Fact]
    public async Task What_still_waits_to_be_judged_is_told_and_left_out()
    {
        await using var own = new ServiceHost();
        await own.ApproveLawAsync("np");
        var agency = await own.RegisterAgencyAsync();
        await own.FileDisclosureAsync(agency, Report(1));
        await own.JudgeAsync();
        await own.FileDisclosureAsync(agency, Report(1));
        var draft = await LawChanges.DraftAsync(own, await LawChanges.ChangedAsync(own, "np", LawChanges.Cap("np.service-fee", 2, 1)));
        using var asked = await ServiceHost.SendAsync(own.As("officer:maya"), $"/v1/law/packs/{draft}/simulations", Reason.DeepClone());
        await own.RunJobAsync<SimulateLawJob>(job => job.RunAsync(CancellationToken.None));
        var result = (await own.As("officer:maya").GetFromJsonAsync<JsonElement>(asked.Headers.Location!.ToString())).GetProperty("result");
        Assert.Equal((1, 1), (result.GetProperty("judged").GetInt32(), result.GetProperty("notJudged").GetInt32()));
    }

    private static JsonObject Report(int i, long less = 0)
    {
        var (origin, destination) = (i % 5) switch { 0 or 1 => ("NP", "QA"), 2 => ("NP", "MY"), 3 => ("NP", "SA"), _ => ("IN", "SA") };
        var day = new DateOnly(2025, 10, 3).AddDays(i * 4).ToString("O");
        var items = new List<JsonObject> { Reported.Paid("recruitment-fee.service", 850_000 + i * 17_000 - less, origin == "NP" ? "NPR" : "INR", day) };
        if (i % 6 == 0)
            items.Add(Reported.Paid("recruitment-fee.service", 5_000, "USD", day));
        var body = Reported.Placement(origin, destination, day, [.. items]).With("visaNoticeOn", day);
        if (i % 3 != 0)
            body["worker"] = Reported.Document($"S{i / 2:D6}");
        return body;
    }

    /// <summary>Every column of every row of every table of the model but some.</summary>
    private static Task<string> DumpAsync(ServiceHost host, string[] except) => host.InDatabaseAsync(async db =>
    {
        var tables = db.Model.GetEntityTypes().Select(t => t.GetTableName()).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.Empty(except.Except(tables));
        await db.Database.OpenConnectionAsync();
        var rows = new List<string>();
        foreach (var table in tables.Except(except))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM {(ServiceHost.SqlServer is null ? "" : "licensing.")}{table} ORDER BY 1, 2";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                rows.Add(table + "|" + string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))));
        }

        Assert.Contains(rows, r => r.StartsWith("Judgements|", StringComparison.Ordinal));
        Assert.Contains(rows, r => r.StartsWith("Findings|", StringComparison.Ordinal));
        return string.Join('\n', rows);
    });

    private static Task<Dictionary<string, Dictionary<string, long>>> ExcessAsync(ServiceHost host) => host.InDatabaseAsync(async db =>
        (await db.Findings.Include(f => f.Excess).ToListAsync()).ToDictionary(f => f.PublicId, f => f.ExcessAmounts.Parts.ToDictionary(p => p.Currency, p => p.AmountMinor)));

    /// <summary>What the trail and the cases say that the approval did.</summary>
    private static Task<string> ActualAsync(ServiceHost host, long after, Dictionary<string, Dictionary<string, long>> standing) => host.InDatabaseAsync(async db =>
    {
        var events = await db.AuditEvents.Where(e => e.Id > after && e.SubjectKind == nameof(Finding)).ToListAsync();
        var findings = (await db.Findings.Include(f => f.Excess).Include(f => f.Placement).ThenInclude(p => p.Agency).ToListAsync()).ToDictionary(f => f.PublicId);
        var (appear, disappear, change) = (Of("FindingOpened", "FindingReopened"), Of("FindingWithdrawnByLaw"), Of("FindingUpdated"));
        var now = findings.ToDictionary(f => f.Key, f => f.Value.ExcessAmounts.Parts.ToDictionary(p => p.Currency, p => p.AmountMinor));
        var money = new SortedDictionary<string, (long Before, long After)>(StringComparer.Ordinal);
        foreach (var (currency, minor) in disappear.Concat(change).SelectMany(id => standing[id]))
            money[currency] = (money.GetValueOrDefault(currency).Before + minor, money.GetValueOrDefault(currency).After);
        foreach (var (currency, minor) in appear.Concat(change).SelectMany(id => now[id]))
            money[currency] = (money.GetValueOrDefault(currency).Before, money.GetValueOrDefault(currency).After + minor);
        var agencies = appear.Concat(disappear).Concat(change).GroupBy(id => findings[id].Placement.Agency.PublicId)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key} {g.Count()}");
        var months = appear.Concat(disappear).Concat(change).GroupBy(id => $"{findings[id].Origin} {findings[id].Destination} {findings[id].HappenedOn:yyyy-MM}").Select(g => $"{g.Key} {g.Count()}").Order(StringComparer.Ordinal);
        return $"{appear.Count} {disappear.Count} {change.Count}; {Workers(appear)} {Workers(disappear)} {Workers(change)}; {string.Join(", ", money.Select(m => $"{m.Key} {m.Value.Before} {m.Value.After}"))}; "
            + $"{string.Join(", ", agencies)}; {string.Join(", ", months)}";

        List<string> Of(params string[] actions) => [.. events.Where(e => actions.Contains(e.Action)).Select(e => e.SubjectId)];
        int Workers(List<string> of) => of.Select(id => findings[id].Placement.WorkerId).Distinct().Count();
    });

    private static string Foretold(JsonElement r)
    {
        int Int(JsonElement e, string name) => e.GetProperty(name).GetInt32();
        int Sum(JsonElement e) => Int(e, "appear") + Int(e, "disappear") + Int(e, "change");
        var (workers, money) = (r.GetProperty("workers"), r.GetProperty("money").EnumerateArray().Select(m => $"{m.GetProperty("currency").GetString()} {m.GetProperty("beforeMinor").GetInt64()} {m.GetProperty("afterMinor").GetInt64()}"));
        var agencies = r.GetProperty("agencies").EnumerateArray().Select(a => $"{a.GetProperty("agencyId").GetString()} {Sum(a)}");
        var months = r.GetProperty("byCorridorAndMonth").EnumerateArray().Select(m => $"{m.GetProperty("origin").GetString()} {m.GetProperty("destination").GetString()} {m.GetProperty("month").GetString()} {Sum(m)}").Order(StringComparer.Ordinal);
        return $"{Int(r, "appear")} {Int(r, "disappear")} {Int(r, "change")}; {Int(workers, "appear")} {Int(workers, "disappear")} {Int(workers, "change")}; {string.Join(", ", money)}; {string.Join(", ", agencies)}; {string.Join(", ", months)}";
    }
}
