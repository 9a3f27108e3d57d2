using System.Globalization;
using Licensing.Api.Database;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Law;
using Licensing.Api.Features.Rates;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Simulations;

/// <summary>Runs drafts of law over past disclosures. What is judged, and what becomes of findings, is computed by the code that the real
/// judging uses (<see cref="Verdict"/>, <see cref="Cases"/>), on rows that are read untracked and never saved.</summary>
/// <remarks>Run twice, or again after it was killed, it begins anew and comes to the same; the first that ends is kept.</remarks>
public sealed class SimulateLawJob(LicensingDb db, LawBook book, JudgingBook judging, Ministry ministry, TimeProvider clock)
{
    private const int ChunkSize = 200;
    private const int MostAgencies = 20;

    /// <summary>The sweep: every simulation that is not done, should its own job have been lost.</summary>
    [Jobs.SkipWhileRunning]
    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var id in await db.LawSimulations.Where(s => s.State == SimulationState.Waiting || s.State == SimulationState.Running).OrderBy(s => s.Id).Select(s => s.Id).ToListAsync(ct))
            await RunOneAsync(id, ct);
    }

    public async Task RunOneAsync(long simulationId, CancellationToken ct)
    {
        var simulation = await db.LawSimulations.AsNoTracking().Include(s => s.LawPack).SingleAsync(s => s.Id == simulationId, ct);
        if (simulation.FinishedAt is not null)
            return;
        if (simulation.LawPack.ApprovedAt is not null)
        {
            await Unfinished(simulationId).ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SimulationState.Failed).SetProperty(s => s.FinishedAt, clock.Now())
                .SetProperty(s => s.FailedBecause, "The draft became law before it was simulated; its findings are there."), ct);
            return;
        }

        var result = await SimulateAsync(simulationId, await DraftEdition.OfAsync(db, book, simulation.LawPack, clock, ct), ct);
        var json = LawSimulation.Write(result);
        await Unfinished(simulationId).ExecuteUpdateAsync(set => set
            .SetProperty(s => s.State, SimulationState.Done).SetProperty(s => s.FinishedAt, clock.Now()).SetProperty(s => s.Result, json)
            .SetProperty(s => s.LookedAt, s => s.ToLookAt ?? 0), ct);
    }

    private IQueryable<LawSimulation> Unfinished(long id) => db.LawSimulations.Where(s => s.Id == id && s.FinishedAt == null);

    private async Task<SimulationResult> SimulateAsync(long simulationId, DraftEdition draft, CancellationToken ct)
    {
        var keys = (await new ReachedDisclosures(db).KeysAsync(draft.Change.Reaches, ct)).Order().ToList();
        await ProgressAsync(simulationId, keys.Count, 0, ct);
        var (tally, done, notJudged, looked) = (new Tally(), new HashSet<long>(), new HashSet<long>(), 0);
        foreach (var chunk in keys.Chunk(ChunkSize))
        {
            // An older version counts where there is a finding: that may rest on it.
            var reached = await db.DisclosureVersions.AsNoTrackingWithIdentityResolution()
                .Where(v => chunk.Contains(v.Id) && (v.IsCurrent || db.Findings.Any(f => f.PlacementId == v.Disclosure.PlacementId)))
                .Include(v => v.Disclosure).ThenInclude(d => d.Placement).ThenInclude(p => p.Agency).ThenInclude(a => a.Facts).AsSplitQuery().ToListAsync(ct);
            var touched = reached.Where(v => draft.Change.Touches(Verdict.FactsOf(v.ReadReported(), v.ReadWorker(), v.Disclosure.Placement.Agency, ministry.Today(clock))))
                .Select(v => v.DisclosureId).Where(done.Add).ToList();
            if (touched.Count > 0)
                await JudgeAsync(touched, draft, tally, notJudged, ct);
            await ProgressAsync(simulationId, keys.Count, looked += chunk.Length, ct);
        }

        return tally.ToResult(notJudged.Count);
    }

    private async Task JudgeAsync(List<long> disclosures, DraftEdition draft, Tally tally, HashSet<long> notJudged, CancellationToken ct)
    {
        var current = await db.DisclosureVersions.AsNoTrackingWithIdentityResolution().Where(v => disclosures.Contains(v.DisclosureId) && v.IsCurrent)
            .Include(v => v.Disclosure).ThenInclude(d => d.Placement).ThenInclude(p => p.Agency).ThenInclude(a => a.Facts).AsSplitQuery().ToListAsync(ct);
        notJudged.UnionWith(current.Where(v => v.JudgedAt is null).Select(v => v.Id));
        var versions = current.Where(v => v.JudgedAt is not null).ToList();
        var placements = versions.ConvertAll(v => v.Disclosure.PlacementId);
        var findings = (await db.Findings.AsNoTrackingWithIdentityResolution().Include(f => f.Excess).Include(f => f.Placement).Where(f => placements.Contains(f.PlacementId)).ToListAsync(ct))
            .ToLookup(f => f.PlacementId);
        var older = await CaseReading.OlderVersionsAsync(db.DisclosureVersions.AsNoTracking(), versions, findings, ct);
        var since = await CaseReading.SinceAsync(new LawSteps(db, book, clock), draft.Edition, versions, findings, draft.Step, ct);
        var (now, asOf, basis) = (clock.Now(), ministry.Today(clock), await judging.CurrentAsync(db, ct));
        var cases = new Cases(since, (v, placement) => Verdict.Of(v, placement, draft.Edition, basis, asOf), now);
        foreach (var version in versions)
        {
            var placement = version.Disclosure.Placement;
            var known = findings[placement.Id].ToList();
            var before = known.ToDictionary(f => f, f => f.ExcessAmounts.Parts);
            foreach (var outcome in cases.Of(placement, version, version.LawDigest, Verdict.Of(version, placement, draft.Edition, basis, asOf), known, older[version.DisclosureId].ToDictionary(v => v.Number)))
                tally.Add(outcome, placement, before.GetValueOrDefault(outcome.Finding));
            tally.Judged++;
        }
    }

    private Task<int> ProgressAsync(long id, int toLookAt, int lookedAt, CancellationToken ct) => Unfinished(id)
        .ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SimulationState.Running).SetProperty(s => s.ToLookAt, toLookAt).SetProperty(s => s.LookedAt, lookedAt), ct);

    /// <summary>What was found so far.</summary>
    private sealed class Tally
    {
        private readonly Counts _all = new();
        private readonly Dictionary<string, Counts> _agencies = [];
        private readonly Dictionary<(string Origin, string Destination, string Month), Counts> _months = [];
        private readonly HashSet<long> _gaining = [], _losing = [], _changing = [];

        public int Judged { get; set; }

        /// <param name="before">Excess as it stands; null for what is new.</param>
        public void Add(Cases.Outcome outcome, Placement placement, IReadOnlyList<Money>? before)
        {
            var f = outcome.Finding;
            var month = f.HappenedOn.ToString("yyyy-MM", CultureInfo.InvariantCulture);
            Counts[] counts = [_all, Of(_agencies, placement.Agency.PublicId), Of(_months, (f.Origin, f.Destination, month))];
            foreach (var c in counts)
                c.Add(outcome.Change, before ?? [], f.ExcessAmounts.Parts);
            _ = (outcome.Change switch
            {
                CaseChange.Opened or CaseChange.Reopened => _gaining,
                CaseChange.Withdrawn => _losing,
                _ => _changing,
            }).Add(placement.WorkerId);
        }

        public SimulationResult ToResult(int notJudged) => new(
            Judged, notJudged, _all.Appear, _all.Disappear, _all.Change, new(_gaining.Count, _losing.Count, _changing.Count), _all.ToMoney(), _agencies.Count,
            [.. _agencies.OrderByDescending(a => a.Value.Sum).ThenBy(a => a.Key, StringComparer.Ordinal).Take(MostAgencies)
                .Select(a => new AgencyConcerned(a.Key, a.Value.Appear, a.Value.Disappear, a.Value.Change, a.Value.ToMoney()))],
            [.. _months.OrderBy(m => m.Key).Select(m => new MonthConcerned(m.Key.Origin, m.Key.Destination, m.Key.Month, m.Value.Appear, m.Value.Disappear, m.Value.Change))]);

        private static Counts Of<TKey>(Dictionary<TKey, Counts> counts, TKey key)
            where TKey : notnull => counts.TryGetValue(key, out var known) ? known : counts[key] = new();
    }

    private sealed class Counts
    {
        private readonly SortedDictionary<string, (long Before, long After)> _money = new(StringComparer.Ordinal);

        public int Appear { get; private set; }
        public int Disappear { get; private set; }
        public int Change { get; private set; }
        public int Sum => Appear + Disappear + Change;

        public void Add(CaseChange change, IReadOnlyList<Money> before, IReadOnlyList<Money> after)
        {
            // What fell before stood at nothing, and what falls stands at nothing.
            var appears = change is CaseChange.Opened or CaseChange.Reopened;
            if (appears)
                Appear++;
            else if (change == CaseChange.Withdrawn)
                Disappear++;
            else
                Change++;
            foreach (var m in appears ? [] : before)
                _money[m.Currency] = (_money.GetValueOrDefault(m.Currency).Before + m.AmountMinor, _money.GetValueOrDefault(m.Currency).After);
            foreach (var m in change == CaseChange.Withdrawn ? [] : after)
                _money[m.Currency] = (_money.GetValueOrDefault(m.Currency).Before, _money.GetValueOrDefault(m.Currency).After + m.AmountMinor);
        }

        public IReadOnlyList<MoneyConcerned> ToMoney() => [.. _money.Select(m => new MoneyConcerned(m.Key, m.Value.Before, m.Value.After))];
    }
}
