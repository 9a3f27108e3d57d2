using System.Numerics;
using Licensing.Rules.Values;

namespace Licensing.Rules.FeeCaps;

// Duties beside caps: the earliest day, the channel, the receipt, the refund.
internal sealed partial class RuleOnPlacement
{
    /// <summary>Judges a duty that each item keeps or breaks by itself.</summary>
    private Opinion JudgeEach(string step, Result breach, Func<FeeItem, (Holds Broken, string? Missing)> check)
    {
        var broken = new List<FeeItem>();
        string? open = null;
        foreach (var (item, doubt) in _counting.Items)
        {
            var (holds, missing) = check(item);
            if (holds == Holds.No) continue;
            if (holds == Holds.Yes && doubt is null)
            {
                broken.Add(item);
                _trace.Add(step, ("item", item.Id), ("amount", item.Amount.ToText(_codes)), ("on", item.Date?.ToString("O")),
                    ("channel", item.Channel is { } c ? Words.Of(c) : null), ("event", EventName()), ("eventOn", EventDay(item)?.ToString("O")));
            }
            else open ??= doubt ?? missing;
        }
        if (broken.Count > 0)
        {
            var opinion = Verdict(breach, Amounts.Of(broken.Select(i => i.Amount)), null);
            return opinion with { Judgement = opinion.Judgement! with { Items = [.. broken.Select(i => i.Id)] } };
        }
        return open is not null ? Undetermined(open)
            : Verdict(Result.Within, Amounts.None, null);
    }

    private string? EventName() => rule.Duty is NotBeforeDuty { Event: var e } ? Words.Of(e) : null;
    private DateOnly? EventDay(FeeItem item) => rule.Duty is not NotBeforeDuty { Event: var e } ? null : e switch
    {
        EventKind.Signed => facts.SignedOn,
        EventKind.Approved => facts.ApprovedOn,
        EventKind.ApprovedAndSigned => facts.SignedOn > facts.ApprovedOn || facts.ApprovedOn is null ? facts.SignedOn : facts.ApprovedOn,
        EventKind.VisaNotice => facts.VisaNoticeOn,
        EventKind.Placed => facts.PlacedOn,
        EventKind.Departed => facts.DepartedOn,
        EventKind.FirstWage => facts.FirstWageOn,
        _ => item.Period?.From,
    };

    private (Holds, string?) IsTooEarly(FeeItem item, EventKind e)
    {
        if (item.Date is not { } paid) return (Holds.Perhaps, "item-date-missing");
        var day = EventDay(item);
        if (day > paid) return (Holds.Yes, null);
        // Of two events only one was reported, and the payment is not before it: the other is still open.
        if (e == EventKind.ApprovedAndSigned && (facts.SignedOn is null || facts.ApprovedOn is null))
            return (Holds.Perhaps, CapAmount.MissingFact(facts.SignedOn is null ? "signedOn" : "approvedOn"));
        if (day is not null) return (Holds.No, null);
        return (Holds.Perhaps, e == EventKind.PeriodStart ? "period-missing" : CapAmount.MissingFact(e switch
        {
            EventKind.Signed => "signedOn",
            EventKind.Approved => "approvedOn",
            EventKind.VisaNotice => "visaNoticeOn",
            EventKind.Placed => "placedOn",
            EventKind.Departed => "departedOn",
            _ => "firstWageOn",
        }));
    }

    private static (Holds, string?) IsWrongChannel(FeeItem item, ChannelDuty duty) => item.Channel is not { } channel
        ? (Holds.Perhaps, CapAmount.MissingFact("channel"))
        : (duty.Allowed.Contains(channel) ? Holds.No : Holds.Yes, null);

    private Opinion JudgeRefund(RefundDuty duty)
    {
        var (happened, happenedOn, share, missing) = RefundTriggered(duty);
        if (happened == Holds.No) return Silent;
        if (happened == Holds.Perhaps) return Undetermined(missing!);
        var refunded = Refunds().ToList();
        var owed = new List<(string Currency, BigInteger Minor)>();
        string? open = _counting.Doubtful.FirstOrDefault()?.Doubt;
        foreach (var group in _counting.Sure.GroupBy(i => i.Amount.Currency).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var due = group.Aggregate(Rational.Zero, (sum, i) => sum + i.Amount.AmountMinor) * share;
            var ids = group.Select(i => i.Id).ToHashSet();
            var given = refunded.Where(r => ids.Contains(r.RefundOf!)).Select(r => new CountedItem(r, null)).ToList();
            var (back, doubts) = Sum(given, group.Key, context.Settings.RateBandPercent);
            if (back.High is { } most && Round(due - most) is { Sign: > 0 } surely) owed.Add((group.Key, surely));
            else if (due > back.Low) open ??= doubts.FirstOrDefault();
        }
        var owes = Amounts.Of(owed);
        var lastDay = duty.WithinDays is { } days && happenedOn is { } start && start.DayNumber + (long)days <= DateOnly.MaxValue.DayNumber
            ? start.AddDays(days) : (DateOnly?)null;
        _trace.Add("refund", ("event", Words.Of(duty.Trigger)), ("eventOn", happenedOn?.ToString("O")), ("percent", (share * 100).ToText(2)),
            ("refunded", refunded.Count == 0 ? null : Amounts.Of(refunded.Select(r => r.Amount)).ToText(_codes)), ("interest", duty.Interest), ("lastDay", lastDay?.ToString("O")));
        if (owes.IsNone) return open is not null ? Undetermined(open) : Verdict(Result.Within, Amounts.None, null);
        if (lastDay is { } last && facts.AsOf is { } today && today <= last)
        {
            _trace.Add("not-yet-due", ("owed", owes.ToText(_codes)), ("lastDay", last.ToString("O")));
            var waiting = Verdict(Result.Within, Amounts.None, null);
            return waiting with { Judgement = waiting.Judgement! with { DueOn = last } };
        }
        _trace.Add("owes", ("owed", owes.ToText(_codes)));
        return Verdict(Result.RefundDue, owes, null);
    }

    private DateOnly? TriggeredOn(RefundTrigger trigger) => trigger switch
    {
        RefundTrigger.NotDeployed => facts.DeploymentFailedOn,
        RefundTrigger.Entered => facts.EnteredOn,
        _ => facts.EmploymentEndedOn,
    };

    private (Holds Happened, DateOnly? On, Rational Share, string? Missing) RefundTriggered(RefundDuty duty)
    {
        var whole = (duty.SharePercent ?? 100) / 100;
        if (TriggeredOn(duty.Trigger) is not { } ended) return (Holds.No, null, whole, null);
        if (duty.Trigger != RefundTrigger.EmploymentEnded) return (Holds.Yes, ended, whole, null);
        if (facts.EnteredOn is not { } start) return (Holds.Perhaps, ended, whole, CapAmount.MissingFact("enteredOn"));
        if (duty.WithinMonths is { } months && ended > ServiceYears.AddMonths(start, months)) return (Holds.No, ended, whole, null);
        if (duty.WithinMonths is not null && duty.SharePercent is not null) return (Holds.Yes, ended, whole, null);
        if (facts.ContractMonths is not > 0) return (Holds.Perhaps, ended, whole, CapAmount.MissingFact("contractMonths"));
        var end = ServiceYears.AddMonths(start, facts.ContractMonths.Value);
        if (ended >= end || end <= start) return (Holds.No, ended, whole, null);
        // Days give the proportion; a worker who never began has served none.
        var unserved = Rational.Of(end.DayNumber - Math.Max(ended.DayNumber, start.DayNumber), end.DayNumber - start.DayNumber);
        return (Holds.Yes, ended, duty.SharePercent is null ? unserved : whole, null);
    }
}
