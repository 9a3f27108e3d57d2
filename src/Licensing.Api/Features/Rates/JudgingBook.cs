using System.Collections.Immutable;
using Licensing.Api.Database;
using Licensing.Api.Features.Settings;
using Licensing.Api.Security;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Findings;
using Licensing.Rules.LawChanges;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Rates;

/// <summary>A text of a series that decides.</summary>
/// <param name="StandsIn">It ships with the service and nobody approved it: the ministry has approved no series yet.</param>
/// <param name="Since">When it began to decide: approved, or imported where it stands in.</param>
public sealed record HeldSeries(long Id, string PublicId, string Name, int Number, string Digest, bool StandsIn, DateTime Since);

/// <summary>What a placement of one day is judged with, besides facts and law.</summary>
/// <param name="SettingsDigest">Names exactly the band and the precedence.</param>
public sealed record JudgedUnder(LawContext Context, Precedence Precedence, string SettingsDigest);

/// <summary>Everything besides facts and rules that a judgement rests on, as the ministry held it at one moment.</summary>
public sealed class JudgingBasis(
    RateTable rates, string ratesDigest, IEnumerable<HeldSeries> series, ImmutableArray<(DateOnly From, JudgedUnder Under)> settings, DateTime changedAt)
{
    public RateTable Rates { get; } = rates;

    /// <summary>Names exactly the texts, their order and their staleness.</summary>
    public string RatesDigest { get; } = ratesDigest;

    /// <summary>The texts that decide.</summary>
    public ImmutableArray<HeldSeries> Series { get; } = [.. series];

    /// <summary>When the last of it was approved or imported (UTC).</summary>
    public DateTime ChangedAt { get; } = changedAt;

    /// <summary>Names the band and the precedence of all days.</summary>
    public string SettingsDigest { get; } = RateSeries.DigestOf(string.Join('\n', settings.Select(s => $"{s.From:O} {s.Under.SettingsDigest}")));

    /// <summary>The days of placements, in order and without gaps, with the digest of the settings that they are judged under.</summary>
    public IEnumerable<(DayRange Days, string Digest)> SettingsByDay => settings.Select((s, i) =>
        (new DayRange(s.From, i + 1 < settings.Length ? settings[i + 1].From.AddDays(-1) : DateOnly.MaxValue), s.Under.SettingsDigest));

    /// <param name="day">The day of the placement (Placement.HappenedOn), or of a question.</param>
    public JudgedUnder On(DateOnly day) => settings.Last(s => s.From <= day).Under;

    public bool IsThe(JudgingBasis other) => RatesDigest == other.RatesDigest && SettingsDigest == other.SettingsDigest;
}

/// <summary>The rates and settings that judging rests on, read from the database and kept until an approval changes them.</summary>
public sealed class JudgingBook
{
    private readonly CodeLists _codes;
    private volatile Kept? _current;

    /// <exception cref="StartRefusedException">The configuration says what no job could judge with.</exception>
    public JudgingBook(IConfiguration configuration, CodeLists codes)
    {
        _codes = codes;
        var band = configuration["Judging:RateBandPercent"] ?? "5";
        if (!Rational.TryParse(band, out var percent) || percent.Sign < 0 || percent > 100)
            throw new StartRefusedException($"Judging:RateBandPercent is '{band}'; a number from 0 to 100 is needed.");
        Configured = new(band, [.. configuration.GetSection("Judging:Precedence").Get<LawSide[]>() ?? []]);
    }

    /// <summary>What holds before the first day of any setting.</summary>
    public ConfiguredJudging Configured { get; }

    public async Task<JudgingBasis> CurrentAsync(LicensingDb db, CancellationToken ct)
    {
        var (series, settings) = await ReadAsync(db, ct);
        var held = Held(series, settings, DateTime.MaxValue);
        if (_current is { } current && current.Basis.RatesDigest == held.RatesDigest && current.Basis.SettingsDigest == held.SettingsDigest && current.Basis.ChangedAt == held.ChangedAt)
            return current.Basis;
        return (_current = await MakeAsync(db, held, ct)).Basis;
    }

    /// <summary>The same as it was held at an instant.</summary>
    /// <param name="knownAt">UTC; what was approved at this very instant counts.</param>
    public async Task<JudgingBasis> HeldAtAsync(LicensingDb db, DateTime knownAt, CancellationToken ct)
    {
        var (series, settings) = await ReadAsync(db, ct);
        return (await MakeAsync(db, Held(series, settings, knownAt), ct)).Basis;
    }

    /// <summary>The rates as they were held at an instant and ever since, by their digests.</summary>
    /// <param name="since">UTC; null: from the beginning.</param>
    public async Task<IReadOnlyDictionary<string, RateTable>> RatesSinceAsync(LicensingDb db, DateTime? since, CancellationToken ct)
    {
        var (series, settings) = await ReadAsync(db, ct);
        var instants = series.SelectMany(s => new[] { s.ImportedAt, s.ApprovedAt }).OfType<DateTime>().Concat(settings.Select(s => s.ApprovedAt))
            .Where(at => since is null || at > since).Append(since ?? DateTime.MinValue).Distinct().Order();
        var rates = new Dictionary<string, RateTable>();
        foreach (var instant in instants)
        {
            var held = Held(series, settings, instant);
            if (!rates.ContainsKey(held.RatesDigest))
                rates[held.RatesDigest] = (await MakeAsync(db, held, ct)).Basis.Rates;
        }

        return rates;
    }

    private static async Task<(List<Known> Series, List<MinistrySetting> Settings)> ReadAsync(LicensingDb db, CancellationToken ct) => (
        await db.RateSeries.Where(s => s.ApprovedAt != null || s.Name == RateSeries.Shipped)
            .Select(s => new Known(s.Id, s.PublicId, s.Name, s.Number, s.Digest, s.ImportedAt, s.ApprovedAt)).ToListAsync(ct),
        await db.MinistrySettings.AsNoTracking().Where(s => SettingNames.OfJudging.Contains(s.Name)).ToListAsync(ct));

    private Outline Held(List<Known> known, List<MinistrySetting> all, DateTime knownAt)
    {
        var approved = known.Where(s => s.ApprovedAt <= knownAt).ToList();
        // In the order in which the names were first approved: a new series fills gaps until rates.order says otherwise.
        var series = approved.GroupBy(s => s.Name).OrderBy(g => g.Min(s => s.ApprovedAt)).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => g.OrderBy(s => s.ApprovedAt).ThenBy(s => s.Number).Last()).Select(s => s.ToHeld(standsIn: false)).ToList();
        if (series.Count == 0)
            series = [.. known.Where(s => s.Name == RateSeries.Shipped && s.ImportedAt <= knownAt).OrderBy(s => s.Number).TakeLast(1).Select(s => s.ToHeld(standsIn: true))];

        var settings = all.Where(s => s.ApprovedAt <= knownAt).ToList();
        var choices = SettingNames.ByDay(settings, SettingNames.OfRates)
            .Select(day => new RateChoice(day.From, SettingNames.ReadStaleAfter(day.Values[0]?.Value()), series.Any(s => s.StandsIn) ? null : SettingNames.ReadOrder(day.Values[1]?.Value())))
            .Where((choice, i) => i > 0 || choice is not { StaleAfterDays: null, Order: null }).ToList();
        var judging = SettingNames.ByDay(settings, SettingNames.OfVerdicts)
            .Select(day => (day.From, Judging: new ConfiguredJudging(
                SettingNames.ReadRateBand(day.Values[0]?.Value()) ?? Configured.Band, SettingNames.ReadPrecedence(day.Values[1]?.Value()) ?? Configured.Precedence)))
            .ToList();
        var chosen = string.Join('\n', choices.Select(c => $"{c.From:O} {c.StaleAfterDays} {(c.Order is { } order ? string.Join(',', order) : "-")}"));
        // A single text that nothing was chosen about is named by its own digest.
        var ratesDigest = series is [var only] && choices.Count == 0 ? only.Digest
            : RateSeries.DigestOf($"{string.Join('\n', series.Select(s => $"{s.Name} {s.Digest}"))}\n{chosen}");
        var changedAt = series.Select(s => s.Since).Concat(settings.Select(s => s.ApprovedAt)).DefaultIfEmpty(DateTime.MinValue).Max();
        return new(series, choices, judging, ratesDigest, new JudgingBasis(RateTable.Empty, ratesDigest, [], Under(judging, RateTable.Empty), changedAt).SettingsDigest, changedAt);
    }

    private async Task<Kept> MakeAsync(LicensingDb db, Outline held, CancellationToken ct)
    {
        var current = _current;
        var read = new Dictionary<(long, string), ImmutableArray<Rate>>();
        foreach (var s in held.Series)
            read[(s.Id, s.Digest)] = current is not null && current.Read.TryGetValue((s.Id, s.Digest), out var rates) ? rates
                : RatesOf(s.Name, await db.RateSeries.Where(x => x.Id == s.Id).Select(x => x.Text).SingleAsync(ct));
        var table = current is not null && current.Basis.RatesDigest == held.RatesDigest ? current.Basis.Rates : new RateTable(held.Series.SelectMany(s => read[(s.Id, s.Digest)]), held.Choices);
        return new(new(table, held.RatesDigest, held.Series, Under(held.Judging, table), held.ChangedAt), read);
    }

    private ImmutableArray<(DateOnly From, JudgedUnder Under)> Under(List<(DateOnly From, ConfiguredJudging Judging)> judging, RateTable table) =>
    [
        .. judging.Select(s => (s.From, new JudgedUnder(
            new(_codes, table, new(Percent(s.Judging.Band))), new(s.Judging.Precedence), RateSeries.DigestOf($"{s.Judging.Band}|{string.Join(',', s.Judging.Precedence)}")))),
    ];

    private static Rational Percent(string band) => Rational.TryParse(band, out var percent) ? percent : throw new InvalidDataException($"The rate band '{band}' is no number.");

    private ImmutableArray<Rate> RatesOf(string name, string text)
    {
        var (rates, errors) = RateSeriesText.Read(text, name, _codes);
        return errors.IsEmpty ? rates : throw new InvalidDataException($"Series {name} of rates, line {errors[0].Line}: {errors[0].Detail}");
    }

    private sealed record Known(long Id, string PublicId, string Name, int Number, string Digest, DateTime ImportedAt, DateTime? ApprovedAt)
    {
        public HeldSeries ToHeld(bool standsIn) => new(Id, PublicId, Name, Number, Digest, standsIn, standsIn ? ImportedAt : ApprovedAt!.Value);
    }

    private sealed record Outline(
        List<HeldSeries> Series, List<RateChoice> Choices, List<(DateOnly From, ConfiguredJudging Judging)> Judging, string RatesDigest, string SettingsDigest, DateTime ChangedAt);

    private sealed record Kept(JudgingBasis Basis, Dictionary<(long, string), ImmutableArray<Rate>> Read);
}

/// <summary>Judging:RateBandPercent and Judging:Precedence of the configuration.</summary>
public sealed record ConfiguredJudging(string Band, ImmutableArray<LawSide> Precedence);
