using CsCheck;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Remedies;
using Licensing.Rules.Tests.Law;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.Remedies;

public class RemedyProperties
{
    private static readonly DateOnly First = new(2023, 1, 1);
    private static readonly Gen<DateOnly> Days = Gen.Int[0, 1500].Select(d => First.AddDays(d));
    private static readonly Gen<DayCount> Counts = Gen.Int[0, 2].Select(i => (DayCount)i);

    [Fact]
    public void Interest_is_the_same_however_often_it_is_reckoned() => Gen.Select(Days, Days, Days, Counts).Sample((a, b, c, count) =>
    {
        DateOnly[] days = [a, b, c];
        Array.Sort(days);
        Assert.Equal(count.Years(days[0], days[2]), count.Years(days[0], days[1]) + count.Years(days[1], days[2]));
    });

    [Theory]
    [InlineData(DayCount.Actual365, "2024-02-28", "2024-03-01", 2, 365)]
    [InlineData(DayCount.ActualActual, "2023-12-31", "2024-12-31", 1, 1)]      // the 366 days of 2024
    [InlineData(DayCount.ActualActual, "2024-02-28", "2024-03-01", 2, 366)]
    [InlineData(DayCount.Thirty360, "2025-01-30", "2025-01-31", 0, 1)]          // the 31st counts as the 30th
    [InlineData(DayCount.Thirty360, "2025-02-28", "2025-03-01", 3, 360)]
    [InlineData(DayCount.Thirty360, "2025-01-15", "2026-01-15", 1, 1)]
    [InlineData(DayCount.Actual365, "2025-01-15", "2025-01-15", 0, 1)]
    [InlineData(DayCount.Actual365, "2025-01-16", "2025-01-15", 0, 1)]          // no interest backwards
    public void Days_become_years_as_was_stated(DayCount count, string from, string until, int numerator, int denominator) =>
        Assert.Equal(Rational.Of(numerator, denominator), count.Years(DateOnly.Parse(from), DateOnly.Parse(until)));

    private static readonly Gen<FeeItem> Items = Gen.Select(Gen.Int[0, 3], Gen.Long[1, 5_000_000], Gen.Int[0, 2], Days, Gen.Bool).Select((id, minor, category, day, dated) =>
        new FeeItem($"i{id}", ItemKind.Payment, new(minor, category == 2 ? "USD" : "NPR"), new[] { "recruitment-fee.service", "administrative.visa", "medical.examination" }[category],
            Role.Worker, Role.Agency, dated ? day : null));

    private static readonly Gen<RemedyFacts> Facts = Gen.Select(Items.Array[0, 4], Days, Days, Gen.Int[0, 5], Gen.Int[0, 36], Gen.Select(Days, Gen.Long[0, 3_000_000], Gen.Int[0, 3])).Select((items, one, two, cause, months, more) =>
    {
        var distinct = items.DistinctBy(i => i.Id).ToList();
        if (more.Item2 > 0) distinct.Add(new("r1", ItemKind.Refund, new(more.Item2, "NPR"), "", Role.Agency, Role.Worker, null, RefundOf: $"i{more.Item3}"));
        return new RemedyFacts(new PlacementFacts
        {
            Origin = cause % 2 == 0 ? "NP" : cause % 3 == 0 ? "PH" : "VN", Destination = "SG", AgencyCountry = cause % 2 == 0 ? "NP" : cause % 3 == 0 ? "PH" : "VN", PartnerAgencyCountry = "SG",
            SignedOn = First, VisaNoticeOn = First, EnteredOn = one, EmploymentEndedOn = two, DeploymentFailedOn = two, EndCause = cause == 5 ? null : (EndCause)cause, ContractMonths = months, Items = distinct,
        })
        {
            Established = Enum.GetValues<Established>().ToHashSet(), EstablishedOn = two, Stated = [(StatedSum.Excess, new(more.Item2, "NPR")), (StatedSum.TravelCost, new(7, "NPR"))],
            MonthsServed = months / 2, OrderedOn = more.Item1, InterestUntil = more.Item1, OutsideRate = new(1, "a bank"),
        };
    });

    private static readonly RemedyChoices Stated = new(DayCount.Actual365, InterestFrom.Payment, ServedBy.Days);

    [Fact]
    public void No_formula_gives_more_than_what_was_paid_and_what_it_puts_on_top() => Facts.Sample(facts =>
    {
        foreach (var result in RemedyLaw.All(RemedyFiles.All.Values, facts, Stated, LawFiles.Codes).Where(r => r.State == RemedyState.Owed && r.Remedy.Gives is not GivesStated))
            foreach (var amount in result.Amounts)
            {
                var paid = facts.Placement.Items.Where(i => i.Kind == ItemKind.Payment && i.Amount.Currency == amount.Currency).Sum(i => i.Amount.AmountMinor);
                Assert.True(amount.RefundExact.Sign >= 0 && amount.RefundExact <= paid, result.Remedy.Name);
                Assert.Equal(amount.RefundExact.Ceiling(), amount.RefundMinor);
                Assert.Equal(amount.Lots.IsEmpty ? 0 : amount.RefundMinor, amount.Lots.Sum(l => l.AmountMinor));
                if (amount.InterestExact is { } interest) Assert.Equal(interest.Ceiling(), amount.InterestMinor);
            }
    });

    [Fact]
    public void What_is_filed_in_another_order_gives_the_same() => Facts.Sample(facts =>
    {
        var turned = facts with { Placement = facts.Placement with { Items = [.. facts.Placement.Items.Reverse()] } };
        Assert.Equal(Said(facts), Said(turned));
    });

    [Fact]
    public void What_is_left_open_is_never_filled_in() => Facts.Sample(facts =>
    {
        foreach (var result in RemedyLaw.All(RemedyFiles.All.Values, facts, new(), LawFiles.Codes))
        {
            Assert.All(result.Amounts, a => Assert.Null(a.InterestMinor));
            if (result.State == RemedyState.Owed && result.Remedy.Interest is not null) Assert.Contains(result.Open, o => o.StartsWith("not-stated:", StringComparison.Ordinal));
            if (result.Remedy.Gives is GivesUnserved) Assert.NotEqual(RemedyState.Owed, result.State);
        }
    });

    [Fact]
    public void Every_step_and_reason_can_be_said_in_words() => Facts.Sample(facts =>
    {
        foreach (var result in RemedyLaw.All(RemedyFiles.All.Values, facts, Stated, LawFiles.Codes))
        {
            Assert.All(result.Steps, s => Assert.DoesNotContain("{", RemedyWords.Sentence(s), StringComparison.Ordinal));
            if (result.Because is { } because) Assert.NotEqual(because.Split(':')[0], RemedyWords.Reason(because).Split(" (")[0]);
        }
    });

    [Fact]
    public void The_greatest_amounts_overflow_nothing()
    {
        var facts = new RemedyFacts(new PlacementFacts
        {
            Origin = "NP", Destination = "QA", AgencyCountry = "NP", DeploymentFailedOn = new(2025, 12, 1), EndCause = EndCause.NoFault,
            Items = [new("i1", ItemKind.Payment, new(long.MaxValue, "NPR"), "recruitment-fee.service", Role.Worker, Role.Agency, new(2025, 9, 1)), new("i2", ItemKind.Payment, new(long.MaxValue, "NPR"), "recruitment-fee.service", Role.Worker, Role.Agency, new(2025, 9, 1))],
        }) { OrderedOn = DateOnly.MaxValue, InterestUntil = DateOnly.MaxValue, Established = new HashSet<Established> { Established.FalsePromise }, EstablishedOn = new(2025, 9, 1) };
        Assert.All(RemedyLaw.All(RemedyFiles.All.Values, facts, Stated, LawFiles.Codes).SelectMany(r => r.Amounts), a => Assert.Equal(long.MaxValue, a.OrderedMinor));
    }

    private static string Said(RemedyFacts facts) => string.Join("\n", RemedyLaw.All(RemedyFiles.All.Values, facts, Stated, LawFiles.Codes)
        .Select(r => $"{r.Remedy.Name} {r.State} {r.Because} {string.Join(" ", r.Amounts.Select(a => $"{a.Currency} {a.RefundExact.Numerator}/{a.RefundExact.Denominator} {a.PlusMinor} {a.InterestExact?.ToText(9)}"))}"));
}
