using CsCheck;
using Licensing.Rules.Licences;

namespace Licensing.Rules.Tests.Licences;

/// <summary>The tables and the computed status say the same: whatever the tables allow leads on that very day to a state that they
/// name, and whatever changes overnight is one of the transitions that come by time.</summary>
public class LifecycleWalk
{
    private static readonly LicenceAction[] ByTime = [LicenceAction.Begin, LicenceAction.EndSuspension, LicenceAction.StopForDeposit, LicenceAction.Expire, LicenceAction.EndStay];
    private static readonly DateOnly First = new(2024, 2, 1);

    [Fact]
    public void Whatever_the_tables_allow_leads_to_a_state_that_they_name() =>
        Gen.Select(Gen.Enum<LicenceAction>(), Gen.Int[-4, 12], Gen.Int[0, 7]).Array[1, 60].Sample(Walk, iter: 5_000, threads: 2);

    private static void Walk((LicenceAction Action, int Length, int Pick)[] steps)
    {
        var facts = new List<LicenceFact>();
        var day = First;
        foreach (var (action, length, pick) in steps)
        {
            var before = On(facts, day).State;
            var fact = ByTime.Contains(action) && action != LicenceAction.EndStay ? null : Act(facts, action, day, length, pick);
            var move = LicenceLifecycle.Licences.Next(before, action);
            if (fact is not null && move.IsPossible)
            {
                var measure = facts.Find(f => fact switch { MeasureLifted l => f.Id == l.Measure, MeasureSetAside a => f.Id == a.Measure, MeasureStayed y => f.Id == y.Measure, _ => false });
                var measureBefore = measure is null ? default : Measure(measure, facts, day);
                facts.Add(fact);
                var after = On(facts, day).State;
                Assert.True(move.To.Contains(after), $"{before} {action} led to {after}\n{string.Join("\n", facts)}");
                if (measure is not null)
                    Assert.Contains(Measure(measure, facts, day), LicenceLifecycle.Measures.Next(measureBefore, Enum.Parse<MeasureAction>(action.ToString())).To);
            }
            if (pick == 0 && facts.Count > 0) facts.Add(new TopUpDemanded($"f{facts.Count}", day, day.AddDays(Math.Abs(length)), true, default));

            var evening = On(facts, day).State;
            day = day.AddDays(1);
            var morning = On(facts, day).State;
            Assert.True(evening == morning || Overnight(evening).Contains(morning), $"overnight to {day}: {evening} became {morning}\n{string.Join("\n", facts)}");
        }
    }

    private static LicenceStanding On(List<LicenceFact> facts, DateOnly day) => LicenceStatus.On(facts, day, DateTime.MaxValue);
    private static MeasureState Measure(LicenceFact measure, List<LicenceFact> facts, DateOnly day) => LicenceStatus.MeasureOn(measure, facts, day, DateTime.MaxValue);

    /// <summary>All that may be reached by time alone.</summary>
    private static HashSet<LicenceState> Overnight(LicenceState from)
    {
        var reached = new HashSet<LicenceState> { from };
        for (var grown = -1; grown != reached.Count;)
        {
            grown = reached.Count;
            reached.UnionWith(reached.ToList().SelectMany(s => ByTime.SelectMany(a => LicenceLifecycle.Licences.Next(s, a).To)));
        }
        return reached;
    }

    /// <summary>The fact that the act writes down; null where there is nothing for it to act on.</summary>
    private static LicenceFact? Act(List<LicenceFact> facts, LicenceAction action, DateOnly day, int length, int pick)
    {
        var id = $"f{facts.Count}";
        var at = DateTime.MinValue.AddMinutes(facts.Count);
        DateOnly? last = length < 0 ? null : day.AddDays(length);
        LicenceFact? Pick(MeasureAction of) => facts.Where(f => f is SuspensionOrdered or RevocationOrdered)
            .Where(m => of != MeasureAction.Lift || m is SuspensionOrdered).Where(m => LicenceLifecycle.Measures.Next(Measure(m, facts, day), of).IsPossible).Skip(pick % 2).FirstOrDefault();
        var open = facts.OfType<MeasureStayed>().FirstOrDefault(s => !facts.OfType<StayEnded>().Any(e => e.Stay == s.Id));
        return action switch
        {
            LicenceAction.Grant => new TermBegun(id, day.AddDays(pick % 3), day.AddDays(pick + 20), TermKind.Grant, false, at),
            LicenceAction.GrantProvisionally => new TermBegun(id, day.AddDays(pick % 3), day.AddDays(pick + 20), TermKind.Grant, true, at),
            LicenceAction.Confirm => new TermBegun(id, day, day.AddDays(pick + 9), TermKind.Confirmation, false, at),
            LicenceAction.Renew => new TermBegun(id, (On(facts, day).TermUntil ?? day).AddDays(1), day.AddDays(60), TermKind.Renewal, false, at),
            LicenceAction.RenewLate => new TermBegun(id, day, day.AddDays(pick + 9), TermKind.LateRenewal, false, at),
            LicenceAction.Suspend => new SuspensionOrdered(id, day, last, null, SuspensionGround.Sanction, null, at),
            LicenceAction.SuspendInPart => new SuspensionOrdered(id, day, last, "a part", SuspensionGround.Sanction, null, at),
            LicenceAction.Lift => Pick(MeasureAction.Lift) is { } m ? new MeasureLifted(id, m.Id, day, at) : null,
            LicenceAction.SetAside => Pick(MeasureAction.SetAside) is { } m ? new MeasureSetAside(id, m.Id, day, at) : null,
            LicenceAction.Stay => Pick(MeasureAction.Stay) is { } m ? new MeasureStayed(id, m.Id, day, last, at) : null,
            LicenceAction.EndStay => open is null ? null : new StayEnded(id, open.Id, day, at),
            LicenceAction.Revoke => new RevocationOrdered(id, day, at),
            LicenceAction.AcceptSurrender => new SurrenderAccepted(id, day, at),
            LicenceAction.RestoreDeposit => facts.OfType<TopUpDemanded>().FirstOrDefault() is { } d ? new DepositRestored(id, d.Id, day, at) : null,
            _ => null,
        };
    }
}
