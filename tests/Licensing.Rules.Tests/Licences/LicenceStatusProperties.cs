using CsCheck;
using Licensing.Rules.Licences;

namespace Licensing.Rules.Tests.Licences;

/// <summary>The computed status against a replay of each history, day by day, that shares no code with it.</summary>
public class LicenceStatusProperties
{
    private static readonly DateOnly First = new(2024, 2, 20);
    private const int Days = 40;
    private static readonly DateTime Epoch = new(2024, 2, 20, 0, 0, 0, DateTimeKind.Utc);

    private static readonly Gen<DateOnly> AnyDay = Gen.Int[0, Days - 1].Select(d => First.AddDays(d));
    private static readonly Gen<DateOnly?> PerhapsDay = Gen.Int[-8, Days - 1].Select(d => d < 0 ? (DateOnly?)null : First.AddDays(d));
    private static readonly Gen<int> AnyHour = Gen.Int[0, 20];

    /// <summary>A fact of any kind; the measures, stays and demands it may speak of are facts of the same history, or of none.</summary>
    private static readonly Gen<LicenceFact> AnyFact =
        Gen.Select(Gen.Int[0, 11], AnyDay, PerhapsDay, Gen.Int[0, 9], AnyHour, Gen.Select(Gen.Int[0, 60], Gen.Bool), (kind, from, until, other, hour, extra) =>
        {
            var (gone, flag) = extra;
            var at = Epoch.AddHours(hour);
            var reference = $"f{other}";
            var last = until is { } u && u >= from ? u : (DateOnly?)null;
            LicenceFact fact = kind switch
            {
                0 or 1 or 2 => new TermBegun("", from, last ?? from.AddDays(15), TermKind.Grant, flag, at),
                3 or 4 => new SuspensionOrdered("", from, last, flag ? null : "a part", SuspensionGround.Preventive, null, at),
                5 => new RevocationOrdered("", from, at),
                6 => new MeasureLifted("", reference, from, at),
                7 => new MeasureSetAside("", reference, from, at),
                8 => new MeasureStayed("", reference, from, last, at),
                9 => new StayEnded("", reference, from, at),
                10 => flag ? new TopUpDemanded("", from, last ?? from.AddDays(3), other > 1, at) : new DepositRestored("", reference, from, at),
                _ => flag ? new SurrenderAccepted("", from, at) : new DepositRestored("", reference, from, at),
            };
            return fact with { WithdrawnAt = gone < 6 ? at.AddHours(gone + 1) : null };
        });

    private static readonly Gen<LicenceFact[]> Histories = AnyFact.Array[1, 10].Select(facts => facts.Select((f, i) => f with { Id = $"f{i}" }).ToArray());

    [Fact]
    public void Ten_thousand_histories_have_on_every_day_the_status_of_an_independent_replay()
    {
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<LicenceState, int>();
        Gen.Select(Histories, AnyHour).Sample((facts, hour) =>
        {
            var knownAt = Epoch.AddHours(hour);
            var replay = Replay(facts, knownAt);
            for (var day = 0; day < Days; day++)
            {
                var state = LicenceStatus.On(facts, First.AddDays(day), knownAt).State;
                Assert.True(replay[day] == state.ToString(), $"{First.AddDays(day)}: replay {replay[day]}, computed {state}\n{string.Join("\n", (object[])facts)}");
                seen.AddOrUpdate(state, 1, (_, n) => n + 1);
            }
        }, iter: 10_000, threads: 2);
        Assert.Equal(Enum.GetValues<LicenceState>(), seen.Keys.Order());      // no state that the histories never reach
    }

    [Fact]
    public void Periods_have_no_gaps_and_say_of_each_day_what_the_status_says() => Gen.Select(Histories, AnyHour).Sample((facts, hour) =>
    {
        var knownAt = Epoch.AddHours(hour);
        var periods = LicenceStatus.Periods(facts, knownAt);
        Assert.All(periods.Zip(periods.Skip(1)), p => Assert.Equal((p.First.Until!.Value.AddDays(1), true), (p.Second.From, p.First.State != p.Second.State)));
        Assert.True(periods.IsEmpty || periods[^1].Until is null);
        for (var day = First; day < First.AddDays(Days); day = day.AddDays(1))
            if (periods.SingleOrDefault(p => p.From <= day && (p.Until is null || day <= p.Until)) is { } period)
                Assert.Equal(LicenceStatus.On(facts, day, knownAt).State, period.State);
    }, iter: 1_000, threads: 2);

    /// <summary>A clerk who keeps a book: each morning the papers of that day are entered, and what ran out yesterday is struck out.</summary>
    private static string[] Replay(LicenceFact[] all, DateTime knownAt)
    {
        var papers = new List<LicenceFact>();
        foreach (var fact in all)
        {
            if (fact.RecordedAt > knownAt) continue;
            if (fact.WithdrawnAt <= knownAt) continue;
            papers.Add(fact);
        }
        var anyTerm = papers.Exists(p => p is TermBegun);
        var wholeMeasures = new Dictionary<string, int>();       // id to days left to run; -1: without end
        var partMeasures = new Dictionary<string, int>();
        var revocations = new HashSet<string>();
        var dead = new HashSet<string>();                        // measures lifted or set aside
        var stays = new Dictionary<string, (string Measure, int Left)>();
        var deadStays = new HashSet<string>();
        var owed = new Dictionary<string, int>();                // demand to days left
        var met = new HashSet<string>();
        var surrendered = false;
        (int Left, bool Provisional)? term = null;

        var book = new string[Days];
        for (var n = 0; n < Days; n++)
        {
            var today = First.AddDays(n);
            if (term is { } running) term = (running.Left - 1, running.Provisional);
            Tick(wholeMeasures);
            Tick(partMeasures);
            foreach (var (id, stay) in stays.ToList())
                if (stay.Left == 0) stays.Remove(id);
                else if (stay.Left > 0) stays[id] = (stay.Measure, stay.Left - 1);
            foreach (var id in owed.Keys.ToList()) owed[id]--;

            // Two terms of one day: the one written down last stands, and of one instant the one with the later number.
            foreach (var paper in papers.Where(p => p.From == today).OrderBy(p => p.RecordedAt).ThenBy(p => int.Parse(p.Id[1..], System.Globalization.CultureInfo.InvariantCulture)))
                switch (paper)
                {
                    case TermBegun t: term = (t.Until.DayNumber - today.DayNumber, t.IsProvisional); break;
                    case SuspensionOrdered s: (s.Part is null ? wholeMeasures : partMeasures)[s.Id] = s.Until is { } u ? u.DayNumber - today.DayNumber : -1; break;
                    case RevocationOrdered r: revocations.Add(r.Id); break;
                    case MeasureLifted l: dead.Add(l.Measure); break;
                    case MeasureSetAside a: dead.Add(a.Measure); break;
                    case MeasureStayed y: stays[y.Id] = (y.Measure, y.Until is { } u2 ? u2.DayNumber - today.DayNumber : -1); break;
                    case StayEnded e: deadStays.Add(e.Stay); break;
                    case SurrenderAccepted: surrendered = true; break;
                    case TopUpDemanded d when d.StopsLicence: owed[d.Id] = d.LastDay.DayNumber - today.DayNumber; break;
                    case DepositRestored x: met.Add(x.Demand); break;
                }

            var asleep = stays.Where(s => !deadStays.Contains(s.Key)).Select(s => s.Value.Measure).ToHashSet();
            bool Bites(string measure) => !dead.Contains(measure) && !asleep.Contains(measure);
            book[n] = !anyTerm ? "NotGranted"
                : revocations.Any(Bites) ? "Revoked"
                : surrendered ? "Surrendered"
                : term is null ? "Upcoming"
                : term.Value.Left < 0 ? "Expired"
                : wholeMeasures.Keys.Any(Bites) || owed.Any(o => o.Value < 0 && !met.Contains(o.Key)) ? "Suspended"
                : partMeasures.Keys.Any(Bites) ? "PartlySuspended"
                : term.Value.Provisional ? "Provisional" : "Full";
        }
        return book;

        static void Tick(Dictionary<string, int> measures)
        {
            foreach (var (id, left) in measures.ToList())
                if (left == 0) measures.Remove(id);
                else if (left > 0) measures[id] = left - 1;
        }
    }
}
