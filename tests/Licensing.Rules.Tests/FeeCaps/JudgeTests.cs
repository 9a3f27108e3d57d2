using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.FeeCaps;

/// <summary>Each mechanism at its edges, on invented law. The law of real countries is tested by the cases under Law/.</summary>
public class JudgeTests
{
    private static readonly PlacementFacts Facts = TestLaw.Facts;
    private static FeeItem Fee(string amount, string category = "recruitment-fee.service", string id = "i1") => TestLaw.Fee(amount, category, id);
    private static DateOnly Day(string text) => TestLaw.Day(text);

    public class Amounts_
    {
        [Theory]
        [InlineData("100.00 USD", "within")]
        [InlineData("100.01 USD", "over by 0.01 USD")]
        public void A_fixed_cap_is_reached_and_not_passed(string charged, string verdict) =>
            Assert.Equal(verdict, Facts.With(Fee(charged)).Verdict("cap: { fixed: 100.00 USD }"));

        [Fact]
        public void Of_nothing_charged_nothing_is_said() => Assert.Equal("silent", Facts.Verdict("cap: { fixed: 100.00 USD }"));

        [Theory]
        [InlineData("QA", "over by 1 USD")]
        [InlineData("MY", "within")]
        [InlineData("SA", "silent")]
        public void A_table_by_destination_is_silent_where_it_has_no_row(string destination, string verdict) => Assert.Equal(verdict,
            (Facts with { Destination = destination }).With(Fee("101.00 USD")).Verdict("cap: { fixedByDestination: { QA: 100.00 USD, MY: 200.00 USD } }"));

        [Theory]
        [InlineData("33.34 USD", "within")]             // 10 percent of 333.40 is 33.34
        [InlineData("33.35 USD", "over by 0.01 USD")]
        public void A_percentage_is_of_the_first_wage(string charged, string verdict) => Assert.Equal(verdict,
            (Facts with { FirstWage = TestLaw.Money("333.40 USD"), ContractWage = TestLaw.Money("9999.00 USD") }).With(Fee(charged)).Verdict("cap: { percentOfFirstWage: '10' }"));

        [Theory]
        [InlineData("job-order-maximum", "over by 1 USD")]
        [InlineData("approved-cost", "over by 2 USD")]
        [InlineData("agreed-fee", "over by 3 USD")]
        public void A_stated_amount_is_the_one_that_the_rule_names(string stated, string verdict) => Assert.Equal(verdict, (Facts with
        {
            JobOrderMaximum = TestLaw.Money("9.00 USD"), ApprovedCost = TestLaw.Money("8.00 USD"), AgreedFee = TestLaw.Money("7.00 USD"),
        }).With(Fee("10.00 USD")).Verdict($"cap: {{ stated: {stated} }}"));

        [Fact]
        public void A_refund_does_not_undo_an_excess()
        {
            var judgement = Facts.With(Fee("150.00 USD"), TestLaw.Refund("150.00 USD")).Judged("cap: { fixed: 100.00 USD }");
            Assert.Equal("over by 50 USD", judgement.Words());
            Assert.Equal(Amounts.Of(TestLaw.Money("150.00 USD")), judgement!.Refunded);
        }

        [Fact]
        public void A_wage_deduction_counts_like_a_payment() => Assert.Equal("over by 1 USD",
            Facts.With(Fee("101.00 USD") with { Kind = ItemKind.WageDeduction }).Verdict("cap: { fixed: 100.00 USD }"));

        [Fact]
        public void What_others_paid_is_not_charged_to_the_worker() => Assert.Equal("silent",
            Facts.With(Fee("101.00 USD") with { Payer = Role.Employer }).Verdict("cap: { fixed: 100.00 USD }"));
    }

    public class Wages
    {
        private static string Months(int? length, string partYears, string charged) => (Facts with { ContractMonths = length, BasicWage = TestLaw.Money("100.00 USD") })
            .With(Fee(charged)).Verdict($"cap: {{ monthsOfWage: {{ months: '1', wage: basic, per: twelve-months, partYears: {partYears} }} }}");

        [Theory]
        [InlineData(24, "pro-rata", 200)]
        [InlineData(24, "round-up", 200)]
        [InlineData(24, "round-down", 200)]
        [InlineData(24, "unstated", 200)]
        [InlineData(30, "pro-rata", 250)]
        [InlineData(30, "round-up", 300)]
        [InlineData(30, "round-down", 200)]
        [InlineData(25, "round-up", 300)]
        [InlineData(23, "round-down", 100)]
        [InlineData(11, "round-down", 0)]
        [InlineData(1, "round-up", 100)]
        [InlineData(12, "unstated", 100)]
        public void A_month_of_wage_for_each_twelve_months_and_parts_as_the_rule_says(int length, string partYears, int allowed)
        {
            Assert.Equal(allowed == 0 ? "silent" : "within", Months(length, partYears, $"{allowed}.00 USD"));
            Assert.Equal("over by 0.01 USD", Months(length, partYears, $"{allowed}.01 USD"));
        }

        [Theory]
        [InlineData("200.00 USD", "within")]
        [InlineData("200.01 USD", "undetermined: part-years")]
        [InlineData("300.00 USD", "undetermined: part-years")]
        [InlineData("300.01 USD", "over by 0.01 USD")]
        public void Where_the_law_does_not_say_how_parts_count_it_lies_between_the_readings(string charged, string verdict) =>
            Assert.Equal(verdict, Months(30, "unstated", charged));

        [Theory]
        [InlineData(null)]
        [InlineData(0)]
        [InlineData(-12)]
        public void Of_an_unknown_length_nothing_is_said(int? length) =>
            Assert.Equal("undetermined: missing-fact contractMonths", Months(length, "round-up", "0.01 USD"));

        private static string AtMost(int? length, int? extension, string charged) => (Facts with { ContractMonths = length, ExtensionMonths = extension, BasicWage = TestLaw.Money("100.00 USD") })
            .With(Fee(charged)).Verdict("cap: { monthsOfWage: { months: '1', wage: basic, per: twelve-months, of: extension, partYears: pro-rata, atMost: { months: '3', when: { contractMonths: { atLeast: 36 } } } } }");

        [Theory]
        [InlineData(36, 60, "300.00 USD", "within")]
        [InlineData(36, 60, "300.01 USD", "over by 0.01 USD")]
        [InlineData(35, 60, "500.00 USD", "within")]
        [InlineData(35, 60, "500.01 USD", "over by 0.01 USD")]
        [InlineData(null, 60, "300.00 USD", "within")]
        [InlineData(null, 60, "300.01 USD", "undetermined: missing-fact contractMonths")]
        [InlineData(null, 60, "500.01 USD", "over by 0.01 USD")]
        [InlineData(null, 24, "200.01 USD", "over by 0.01 USD")]        // three months would not limit two
        public void A_maximum_holds_only_under_its_condition(int? length, int? extension, string charged, string verdict) =>
            Assert.Equal(verdict, AtMost(length, extension, charged));

        [Theory]
        [InlineData(null, "300.00 USD", "undetermined: missing-fact contractMonths")]
        [InlineData(null, "300.01 USD", "over by 0.01 USD")]
        [InlineData(60, "300.01 USD", "over by 0.01 USD")]
        public void A_maximum_without_condition_holds_even_where_the_length_is_unknown(int? length, string charged, string verdict) => Assert.Equal(verdict,
            (Facts with { ContractMonths = length, BasicWage = TestLaw.Money("100.00 USD") }).With(Fee(charged))
                .Verdict("cap: { monthsOfWage: { months: '1', wage: basic, per: twelve-months, partYears: round-up, atMost: { months: '3' } } }"));

        [Theory]
        [InlineData("100.00 USD", "within")]
        [InlineData("100.01 USD", "undetermined: missing-fact contractWage")]
        public void The_basic_wage_bounds_the_wage_under_the_contract_from_below(string charged, string verdict) => Assert.Equal(verdict,
            (Facts with { BasicWage = TestLaw.Money("100.00 USD") }).With(Fee(charged)).Verdict("cap: { monthsOfWage: { months: '1', wage: contract, per: contract } }"));

        [Theory]
        [InlineData("0.01 USD", "undetermined: missing-fact basicWage")]
        [InlineData("100.00 USD", "undetermined: missing-fact basicWage")]
        [InlineData("100.01 USD", "over by 0.01 USD")]
        public void The_wage_under_the_contract_bounds_the_basic_wage_from_above(string charged, string verdict) => Assert.Equal(verdict,
            (Facts with { ContractWage = TestLaw.Money("100.00 USD") }).With(Fee(charged)).Verdict("cap: { monthsOfWage: { months: '1', wage: basic, per: contract } }"));

        [Theory]
        [InlineData("30", "1500.00 USD", "within")]
        [InlineData("30", "1500.01 USD", "over by 0.01 USD")]
        [InlineData("unstated", "1451.61 USD", "within")]                     // 45/31 of 1,000.00 is 1,451.612…
        [InlineData("unstated", "1730.76 USD", "undetermined: days-of-month")]
        [InlineData("unstated", "1730.77 USD", "over by 0.01 USD")]           // 45/26 of 1,000.00 is 1,730.769…; told against the most favourable reading
        public void Days_of_wage_are_counted_by_the_days_of_a_month(string perMonth, string charged, string verdict) => Assert.Equal(verdict,
            (Facts with { ContractWage = TestLaw.Money("1000.00 USD") }).With(Fee(charged)).Verdict($"cap: {{ daysOfWage: {{ days: 45, wage: contract, daysPerMonth: {perMonth} }} }}"));
    }

    public class Rounding_
    {
        // A third of 100.00 is 33.333…; 33.34 is two thirds of a cent above it, 33.33 a third of a cent below.
        [Theory]
        [InlineData("up", "33.33 USD", "within")]
        [InlineData("up", "33.34 USD", "over by 0.01 USD")]
        [InlineData("nearest", "33.34 USD", "over by 0.01 USD")]
        [InlineData("down", "33.34 USD", "within")]
        [InlineData("down", "33.35 USD", "over by 0.01 USD")]
        [InlineData("nearest", "33.35 USD", "over by 0.02 USD")]
        [InlineData("up", "33.35 USD", "over by 0.02 USD")]
        public void Happens_once_to_the_difference_as_the_rule_says(string rounding, string charged, string verdict) => Assert.Equal(verdict,
            (Facts with { BasicWage = TestLaw.Money("100.00 USD"), ContractMonths = 4 }).With(Fee(charged))
                .Verdict($"rounding: {rounding}\ncap: {{ monthsOfWage: {{ months: '1', wage: basic, per: twelve-months, partYears: pro-rata }} }}"));

        [Theory]
        [InlineData("up", "over by 0.01 USD")]
        [InlineData("nearest", "over by 0.01 USD")]
        [InlineData("down", "within")]
        public void Of_half_a_unit_is_up_when_nearest(string rounding, string verdict) => Assert.Equal(verdict,
            (Facts with { FirstWage = TestLaw.Money("0.05 USD") }).With(Fee("0.01 USD")).Verdict($"rounding: {rounding}\ncap: {{ percentOfFirstWage: '10' }}"));

        [Fact]
        public void Is_up_where_the_rule_does_not_say() => Assert.Equal("over by 0.01 USD",
            (Facts with { FirstWage = TestLaw.Money("0.09 USD") }).With(Fee("0.01 USD")).Verdict("cap: { percentOfFirstWage: '10' }"));
    }

    public class Currencies
    {
        private const string Lesser = "cap: { lesserOf: [ { fixed: 100.00 USD }, { monthsOfWage: { months: '1', wage: basic, per: contract } } ] }";
        private static PlacementFacts Earning(string wage) => Facts with { BasicWage = TestLaw.Money(wage) };
        private static readonly LawContext Rate = TestLaw.Context("0", TestLaw.Rate("NPR", "100"));

        [Theory]
        [InlineData("8000.00 NPR", "80.00 USD", "within")]
        [InlineData("8000.00 NPR", "80.01 USD", "over by 0.01 USD")]
        [InlineData("20000.00 NPR", "100.00 USD", "within")]
        [InlineData("20000.00 NPR", "100.01 USD", "over by 0.01 USD")]
        [InlineData("8000.00 NPR", "8000.01 NPR", "over by 0.01 USD")]      // compared in the currency of the law's own amount, rounded up
        public void The_lesser_of_an_amount_and_a_wage_is_taken_over_the_rate(string wage, string charged, string verdict) =>
            Assert.Equal(verdict, Earning(wage).With(Fee(charged)).Verdict(Lesser, Rate));

        [Theory]
        [InlineData("0.01 USD", "undetermined: rate-missing")]
        [InlineData("100.00 USD", "undetermined: rate-missing")]
        [InlineData("100.01 USD", "over by 0.01 USD")]
        public void Without_a_rate_what_is_above_the_known_amount_is_over_all_the_same(string charged, string verdict) =>
            Assert.Equal(verdict, Earning("8000.00 NPR").With(Fee(charged)).Verdict(Lesser));

        [Fact]
        public void A_demonstration_rate_never_decides()
        {
            var context = TestLaw.Context("0", TestLaw.Rate("NPR", "100", demonstration: true));
            Assert.Equal("undetermined: only-demonstration-rate", Facts.With(Fee("1.00 NPR")).Verdict("cap: { fixed: 100.00 USD }", context));
            Assert.Equal("undetermined: only-demonstration-rate", Facts.With(Fee("999999.00 NPR")).Verdict("cap: { fixed: 100.00 USD }", context));
        }

        [Fact]
        public void An_item_in_the_laws_own_currency_needs_no_rate() => Assert.Equal("over by 1 USD",
            Facts.With(Fee("101.00 USD"), Fee("1.00 NPR", id: "i2")).Verdict("cap: { fixed: 100.00 USD }"));

        // At 100 to the dollar and a band of 5 percent, 100.00 USD are surely passed above 10,526.31… NPR and surely kept up to 9,523.80… NPR.
        [Theory]
        [InlineData("9523.80 NPR", "within")]
        [InlineData("9523.81 NPR", "undetermined: rate-sensitive")]
        [InlineData("10000.00 NPR", "undetermined: rate-sensitive")]
        [InlineData("10526.31 NPR", "undetermined: rate-sensitive")]
        [InlineData("10526.32 NPR", "over by 5.27 USD")]
        public void An_excess_counts_only_where_it_survives_the_band_and_is_told_at_the_plain_rate(string charged, string verdict) =>
            Assert.Equal(verdict, Facts.With(Fee(charged)).Verdict("cap: { fixed: 100.00 USD }", TestLaw.Context("5", TestLaw.Rate("NPR", "100"))));

        [Fact]
        public void A_band_does_not_touch_what_is_not_converted() => Assert.Equal("over by 0.01 USD",
            Facts.With(Fee("100.01 USD")).Verdict("cap: { fixed: 100.00 USD }", TestLaw.Context("50")));

        [Fact]
        public void What_is_prohibited_is_told_in_the_currencies_in_which_it_was_paid() => Assert.Equal("prohibited 5 NPR + 3 USD",
            Facts.With(Fee("3.00 USD"), Fee("5.00 NPR", id: "i2")).Verdict("cap: none-allowed"));
    }

    public class ServiceYears_
    {
        private const string Monthly = "cap: { perServiceYear: { unit: month, amounts: [1800.00 TWD, 1700.00 TWD, 1500.00 TWD] } }";
        private const string Yearly = "cap: { perServiceYear: { unit: year, amounts: [2000.00 TWD, 1000.00 TWD] } }";
        private static readonly PlacementFacts Entered = Facts with { EnteredOn = Day("2020-01-15") };
        private static FeeItem For(Period? period, string amount, string id = "i1") => Fee(amount, id: id) with { Period = period };

        [Theory]
        [InlineData("2020-02-15", 1, "1800.00 TWD")]
        [InlineData("2020-12-15", 1, "1800.00 TWD")]       // the last month of the first year
        [InlineData("2021-01-15", 1, "1700.00 TWD")]       // the anniversary begins the second year
        [InlineData("2022-01-15", 1, "1500.00 TWD")]
        [InlineData("2030-01-15", 1, "1500.00 TWD")]       // the last amount goes on
        [InlineData("2020-03-01", 1, "1800.00 TWD")]       // a calendar month is a month too
        [InlineData("2020-02-15", 3, "5400.00 TWD")]
        [InlineData("2020-12-15", 3, "5200.00 TWD")]       // one month of the first year, two of the second
        public void Each_month_has_the_amount_of_its_year_of_service(string from, int months, string allowed)
        {
            Assert.Equal("within", Entered.With(For(TestLaw.Months(from, months), allowed)).Verdict(Monthly));
            var more = TestLaw.Money(allowed) with { AmountMinor = TestLaw.Money(allowed).AmountMinor + 1 };
            Assert.Equal("over by 0.01 TWD", Entered.With(For(TestLaw.Months(from, months), allowed) with { Amount = more }).Verdict(Monthly));
        }

        [Theory]
        [InlineData("1700.00 TWD", "within")]
        [InlineData("1700.01 TWD", "undetermined: part-years")]
        [InlineData("1800.00 TWD", "undetermined: part-years")]
        [InlineData("1800.01 TWD", "over by 0.01 TWD")]
        public void A_month_that_the_anniversary_cuts_may_count_by_either_year(string charged, string verdict) =>
            Assert.Equal(verdict, Entered.With(For(TestLaw.Months("2021-01-01", 1), charged)).Verdict(Monthly));

        [Theory]
        [InlineData("5200.00 TWD", "within")]
        [InlineData("5200.01 TWD", "undetermined: part-years")]
        [InlineData("5300.00 TWD", "undetermined: part-years")]
        [InlineData("5300.01 TWD", "over by 0.01 TWD")]
        public void Three_calendar_months_over_an_anniversary_have_one_month_in_doubt(string charged, string verdict) =>
            Assert.Equal(verdict, Entered.With(For(TestLaw.Months("2020-12-01", 3), charged)).Verdict(Monthly));    // 1800 + (1700 or 1800) + 1700

        [Theory]
        [InlineData("2020-02-15", "over by 200 TWD")]      // the same month twice
        [InlineData("2020-03-15", "within")]               // the next month
        public void Payments_for_times_that_overlap_are_taken_together_and_others_apart(string second, string verdict) =>
            Assert.Equal(verdict, Entered.With(For(TestLaw.Months("2020-02-15", 1), "1000.00 TWD"), For(TestLaw.Months(second, 1), "1000.00 TWD", "i2")).Verdict(Monthly));

        [Fact]
        public void A_cheap_month_never_excuses_a_dear_one() => Assert.Equal("over by 200 TWD",
            Entered.With(For(TestLaw.Months("2020-02-15", 1), "2000.00 TWD"), For(TestLaw.Months("2020-03-15", 1), "1.00 TWD", "i2")).Verdict(Monthly));

        [Theory]
        [InlineData("1500.00 TWD", "within")]
        [InlineData("1500.01 TWD", "undetermined: missing-fact enteredOn")]
        [InlineData("1800.00 TWD", "undetermined: missing-fact enteredOn")]
        [InlineData("1800.01 TWD", "over by 0.01 TWD")]
        public void Without_a_day_of_entry_the_year_may_be_any(string charged, string verdict) =>
            Assert.Equal(verdict, Facts.With(For(TestLaw.Months("2020-03-01", 1), charged)).Verdict(Monthly));

        [Theory]
        [InlineData(null, null)]
        [InlineData("2020-03-31", "2020-03-01")]
        public void Without_a_time_that_it_pays_for_it_is_undetermined(string? from, string? to) => Assert.Equal("undetermined: period-missing",
            Entered.With(For(from is null ? null : new(Day(from), Day(to!)), "1.00 TWD")).Verdict(Monthly));

        [Theory]
        [InlineData("1800.00 TWD", "within")]
        [InlineData("1800.01 TWD", "undetermined: period-missing")]
        [InlineData("3600.00 TWD", "undetermined: period-missing")]
        [InlineData("3600.01 TWD", "over by 0.01 TWD")]
        public void A_month_and_a_half_may_be_one_month_or_two(string charged, string verdict) =>
            Assert.Equal(verdict, Entered.With(For(new(Day("2020-02-15"), Day("2020-03-31")), charged)).Verdict(Monthly));

        [Theory]
        [InlineData("2020-03-01", "2021-01-14", "1000.00 TWD", "within")]
        [InlineData("2020-03-01", "2021-01-14", "1000.01 TWD", "over by 0.01 TWD")]
        [InlineData("2020-03-01", "2021-01-15", "2000.00 TWD", "within")]      // a day of the second year brings its amount
        [InlineData("2021-01-15", "2021-03-31", "1.00 TWD", "over by 1 TWD")]
        public void A_cap_by_the_year_takes_all_that_is_paid_for_one_year_together(string from, string to, string second, string verdict) => Assert.Equal(verdict,
            Entered.With(For(new(Day(from == "2021-01-15" ? from : "2020-01-15"), Day(from == "2021-01-15" ? to : "2020-02-29")), "1000.00 TWD"),
                For(new(Day(from), Day(to)), second, "i2")).Verdict(Yearly));

        [Fact]
        public void Service_that_began_on_the_29th_of_February_has_its_anniversaries_on_the_28th()
        {
            var leap = Facts with { EnteredOn = Day("2020-02-29") };
            Assert.Equal("over by 0.01 TWD", leap.With(For(new(Day("2021-02-28"), Day("2021-03-28")), "1700.01 TWD")).Verdict(Monthly));
        }
    }

    public class Offsets
    {
        private static FeeItem Paid(string amount) => Fee(amount, id: "e1") with { Payer = Role.Employer };
        private const string Bars = "cap: { fixed: 100.00 USD }\noffset: { paidBy: [employer], effect: bars }";
        private const string Reduces = "cap: { fixed: 500.00 USD }\noffset: { paidBy: [employer], effect: reduces-agreed-fee }";

        [Fact]
        public void Where_the_employer_paid_a_counted_cost_the_worker_may_be_charged_nothing()
        {
            Assert.Equal("prohibited 1 USD", Facts.With(Fee("1.00 USD"), Paid("0.01 USD")).Verdict(Bars));
            Assert.Equal("within", Facts.With(Fee("1.00 USD"), Paid("0.01 USD") with { Category = "medical.test" }).Verdict(Bars));
            Assert.Equal("within", Facts.With(Fee("1.00 USD")).Verdict(Bars));
            Assert.Equal("silent", Facts.With(Paid("1.00 USD")).Verdict(Bars));
        }

        [Fact]
        public void What_may_be_a_counted_cost_leaves_it_open() => Assert.Equal("undetermined: category-too-coarse",
            Facts.With(Fee("1.00 USD"), Paid("1.00 USD") with { Category = "recruitment-fee" })
                .Verdict("counts: { include: [recruitment-fee.service] }\n" + Bars));

        [Theory]
        [InlineData("60.00 USD", "40.00 USD", "within")]
        [InlineData("60.00 USD", "40.01 USD", "over by 0.01 USD")]
        [InlineData("100.00 USD", "0.01 USD", "over by 0.01 USD")]
        [InlineData("150.00 USD", "0.01 USD", "over by 0.01 USD")]
        public void Only_what_is_left_of_the_agreed_fee_may_be_charged(string employer, string worker, string verdict) =>
            Assert.Equal(verdict, (Facts with { AgreedFee = TestLaw.Money("100.00 USD") }).With(Fee(worker), Paid(employer)).Verdict(Reduces));

        [Theory]
        [InlineData("0.01 USD", "undetermined: missing-fact agreedFee")]
        [InlineData("440.01 USD", "over by 0.01 USD")]
        public void Of_an_unknown_fee_at_least_the_cap_is_reduced(string worker, string verdict) =>
            Assert.Equal(verdict, Facts.With(Fee(worker), Paid("60.00 USD")).Verdict(Reduces));
    }

    public class Refunds
    {
        private static readonly PlacementFacts Ended = Facts with { EnteredOn = Day("2020-07-01"), EmploymentEndedOn = Day("2020-12-31"), ContractMonths = 24 };
        private static string Half(PlacementFacts facts, string? refunded = null) => (refunded is null ? facts.With(Fee("100.00 USD")) : facts.With(Fee("100.00 USD"), TestLaw.Refund(refunded)))
            .Verdict("refund: { trigger: employment-ended, withinMonths: 6, share: { percent: '50' }, withinDays: 30 }");

        [Theory]
        [InlineData("2020-12-31", "refund-due 50 USD")]
        [InlineData("2021-01-01", "refund-due 50 USD")]        // six months since entry, that day included
        [InlineData("2021-01-02", "silent")]
        [InlineData("2020-06-01", "refund-due 50 USD")]        // before it began
        public void A_share_is_due_where_the_employment_ends_in_time(string ended, string verdict) =>
            Assert.Equal(verdict, Half(Ended with { EmploymentEndedOn = Day(ended) }));

        [Fact]
        public void Nothing_is_due_where_nothing_ended() => Assert.Equal("silent", Half(Ended with { EmploymentEndedOn = null }));

        [Fact]
        public void Without_the_day_of_entry_it_is_open() => Assert.Equal("undetermined: missing-fact enteredOn", Half(Ended with { EnteredOn = null }));

        [Theory]
        [InlineData("49.99 USD", "refund-due 0.01 USD")]
        [InlineData("50.00 USD", "within")]
        [InlineData("60.00 USD", "within")]
        public void What_was_given_back_is_taken_off(string refunded, string verdict) => Assert.Equal(verdict, Half(Ended, refunded));

        [Theory]
        [InlineData("5000.00 NPR", "within")]                  // 100 rupees a dollar: 50 dollars
        [InlineData("4999.00 NPR", "refund-due 0.01 USD")]
        public void What_was_given_back_in_another_currency_is_converted(string refunded, string verdict) => Assert.Equal(verdict,
            Ended.With(Fee("100.00 USD"), TestLaw.Refund(refunded)).Verdict("refund: { trigger: employment-ended, withinMonths: 6, share: { percent: '50' } }",
                TestLaw.Context("0", TestLaw.Rate("NPR", "100"))));

        [Fact]
        public void What_was_given_back_without_a_rate_leaves_the_refund_open() => Assert.Equal("undetermined: rate-missing",
            Ended.With(Fee("100.00 USD"), TestLaw.Refund("1.00 NPR")).Verdict("refund: { trigger: employment-ended, withinMonths: 6, share: { percent: '50' } }"));

        [Fact]
        public void A_refund_of_another_item_is_not() => Assert.Equal("refund-due 50 USD", Ended.With(Fee("100.00 USD"), TestLaw.Refund("50.00 USD", "i9"))
            .Verdict("refund: { trigger: employment-ended, withinMonths: 6, share: { percent: '50' } }"));

        [Theory]
        [InlineData("2021-01-29", "within", "2021-01-30")]
        [InlineData("2021-01-30", "within", "2021-01-30")]     // the thirtieth day
        [InlineData("2021-01-31", "refund-due 50 USD", null)]
        [InlineData(null, "refund-due 50 USD", null)]
        public void It_is_late_only_after_its_last_day(string? today, string verdict, string? due)
        {
            var judgement = (Ended with { AsOf = today is null ? null : Day(today) }).With(Fee("100.00 USD"))
                .Judged("refund: { trigger: employment-ended, withinMonths: 6, share: { percent: '50' }, withinDays: 30 }");
            Assert.Equal(verdict, judgement.Words());
            Assert.Equal(due is null ? null : Day(due), judgement!.DueOn);
        }

        // 1 July 2020 to 30 June 2021 are 365 days; on 12 September 2020, 73 of them are served.
        [Theory]
        [InlineData("2020-09-12", "refund-due 80 USD")]
        [InlineData("2020-07-01", "refund-due 100 USD")]
        [InlineData("2020-06-01", "refund-due 100 USD")]       // never began
        [InlineData("2021-06-30", "refund-due 0.28 USD")]      // a day of 365, rounded up
        [InlineData("2021-07-01", "silent")]
        public void The_unserved_part_is_due_by_days(string ended, string verdict) => Assert.Equal(verdict,
            (Ended with { ContractMonths = 12, EmploymentEndedOn = Day(ended) }).With(Fee("100.00 USD")).Verdict("refund: { trigger: employment-ended, share: unserved }"));

        [Fact]
        public void The_unserved_part_of_an_unknown_length_is_open() => Assert.Equal("undetermined: missing-fact contractMonths",
            (Ended with { ContractMonths = null }).With(Fee("100.00 USD")).Verdict("refund: { trigger: employment-ended, share: unserved }"));

        [Theory]
        [InlineData("2020-08-01", "refund-due 100 USD")]
        [InlineData(null, "silent")]
        public void All_is_due_where_the_placement_failed(string? failed, string verdict) => Assert.Equal(verdict,
            (Facts with { DeploymentFailedOn = failed is null ? null : Day(failed) }).With(Fee("100.00 USD")).Verdict("refund: { trigger: not-deployed, share: { percent: '100' } }"));
    }

    public class Guards_
    {
        private const string Choose = "cap: { choose: [ { when: { employer: household }, cap: none-allowed }, { cap: { fixed: 100.00 USD } } ] }";

        [Theory]
        [InlineData(EmployerKind.Household, "1.00 USD", "prohibited 1 USD")]
        [InlineData(EmployerKind.Company, "100.00 USD", "within")]
        [InlineData(EmployerKind.Company, "100.01 USD", "over by 0.01 USD")]
        [InlineData(null, "1.00 USD", "undetermined: missing-fact employer")]
        [InlineData(null, "100.01 USD", "over by 0.01 USD")]       // over by either choice
        public void Of_choices_the_first_that_holds_decides_and_an_unknown_one_leaves_it_open(EmployerKind? employer, string charged, string verdict) =>
            Assert.Equal(verdict, (Facts with { Employer = employer }).With(Fee(charged)).Verdict(Choose));

        [Fact]
        public void Where_no_choice_holds_the_rule_is_silent() => Assert.Equal("silent", (Facts with { Employer = EmployerKind.Vessel }).With(Fee("1.00 USD"))
            .Verdict("cap: { choose: [ { when: { employer: household }, cap: none-allowed } ] }"));

        [Theory]
        [InlineData(17, "silent")]
        [InlineData(18, "prohibited 1 USD")]
        [InlineData(39, "prohibited 1 USD")]
        [InlineData(40, "silent")]
        [InlineData(null, "undetermined: missing-fact age")]
        public void At_least_is_inclusive_and_below_is_not(int? age, string verdict) => Assert.Equal(verdict,
            (Facts with { Age = age }).With(Fee("1.00 USD")).Verdict("scope: { age: { atLeast: 18, below: 40 } }\ncap: none-allowed"));

        [Theory]
        [InlineData("5152", "prohibited 1 USD")]
        [InlineData("515", "prohibited 1 USD")]
        [InlineData("51", "undetermined: missing-fact occupation")]
        [InlineData("5", "undetermined: missing-fact occupation")]
        [InlineData("516", "silent")]
        [InlineData(null, "undetermined: missing-fact occupation")]
        public void An_occupation_is_meant_by_its_prefix_and_a_coarser_one_is_open(string? occupation, string verdict) => Assert.Equal(verdict,
            (Facts with { Occupation = occupation }).With(Fee("1.00 USD")).Verdict("scope: { occupation: '515' }\ncap: none-allowed"));

        [Theory]
        [InlineData("scope: { employer: household, sex: female }", "silent")]              // one guard that fails settles it
        [InlineData("scope: { employer: company, sex: female }", "undetermined: missing-fact sex")]
        [InlineData("except: [ { employer: company } ]", "silent")]
        [InlineData("except: [ { employer: household, sex: female } ]", "prohibited 1 USD")]
        [InlineData("except: [ { sex: female } ]", "undetermined: missing-fact sex")]
        [InlineData("except: [ { sex: female }, { employer: company } ]", "silent")]
        public void One_failed_guard_settles_whatever_else_is_unknown(string guards, string verdict) => Assert.Equal(verdict,
            (Facts with { Employer = EmployerKind.Company }).With(Fee("1.00 USD")).Verdict(guards + "\ncap: none-allowed"));

        [Fact]
        public void Where_nothing_was_charged_an_open_guard_says_nothing() => Assert.Equal("silent", Facts.Verdict("scope: { sex: female }\ncap: none-allowed"));

        private static string Prohibits(params Rule[] destination) => Facts.With(Fee("1.00 USD"))
            .Judge(TestLaw.Context(), [TestLaw.Rule("scope: { destinationProhibits: 'true' }\ncap: none-allowed"), .. destination]).SingleOrDefault(j => j.Provision == "t.rule").Words();

        [Fact]
        public void The_destination_prohibits() => Assert.Equal("prohibited 1 USD", Prohibits(TestLaw.Rule("cap: none-allowed", "destination", "t.there")));

        [Fact]
        public void The_destination_allows_something() => Assert.Equal("silent", Prohibits(TestLaw.Rule("cap: { fixed: 1.00 USD }", "destination", "t.there")));

        [Fact]
        public void The_destinations_law_is_not_known() => Assert.Equal("undetermined: missing-fact destinationProhibits", Prohibits());

        [Theory]
        [InlineData("agency", "prohibited 1 USD")]
        [InlineData("origin-agency, employer", "prohibited 1 USD")]
        [InlineData("destination-agency", "undetermined: missing-fact destinationProhibits")]
        [InlineData("employer, partner-agency", "undetermined: missing-fact destinationProhibits")]
        public void A_prohibition_for_others_than_the_agency_of_the_origin_leaves_it_open(string payees, string verdict) => Assert.Equal(verdict,
            Prohibits(TestLaw.Rule($"counts: {{ include: [recruitment-fee], paidTo: [{payees}] }}\ncap: none-allowed", "destination", "t.there"),
                TestLaw.Rule("cap: { fixed: 1.00 USD }", "destination", "t.else")));

        [Theory]
        [InlineData("2020-06-30", "prohibited 1 USD")]
        [InlineData(null, "undetermined: missing-fact visaNotified")]
        public void A_notice_of_the_visa_that_is_not_reported_leaves_it_open(string? notice, string verdict) => Assert.Equal(verdict,
            (Facts with { VisaNoticeOn = notice is null ? null : Day(notice) }).With(Fee("1.00 USD")).Verdict("scope: { visaNotified: 'true' }\ncap: none-allowed"));

        [Theory]
        [InlineData(PermitClass.MidSkilled, "prohibited 1 USD")]
        [InlineData(PermitClass.Standard, "silent")]
        [InlineData(null, "undetermined: missing-fact permitClass")]
        public void A_class_of_permit_is_the_one_that_the_rule_names(PermitClass? permit, string verdict) => Assert.Equal(verdict,
            (Facts with { PermitClass = permit }).With(Fee("1.00 USD")).Verdict("scope: { permitClass: mid-skilled }\ncap: none-allowed"));

        [Theory]
        [InlineData(true, "over by 6 USD")]
        [InlineData(false, "over by 9 USD")]
        [InlineData(null, "undetermined: missing-fact wageAboveAverage")]
        public void A_wage_is_above_the_average_as_reported(bool? above, string verdict) => Assert.Equal(verdict,
            (Facts with { WageAboveAverage = above, FirstWage = TestLaw.Money("1.00 USD") }).With(Fee(above is null ? "3.00 USD" : "10.00 USD"))
                .Verdict("cap: { choose: [ { when: { wageAboveAverage: true }, cap: { percentOfFirstWage: 400 } }, { cap: { percentOfFirstWage: 100 } } ] }"));

        [Theory]
        [InlineData("cap: none-allowed")]
        [InlineData("cap: { fixed: 1.00 USD }")]
        public void A_rule_of_the_destination_that_is_contested_settles_nothing(string cap) => Assert.Equal("undetermined: missing-fact destinationProhibits",
            Prohibits(TestLaw.Rule($"contested: {{ from: 2020-06-01, by: another law }}\n{cap}", "destination", "t.there")));

        [Fact]
        public void A_rule_of_the_destination_settles_the_matter_before_the_day_from_which_it_is_contested() => Assert.Equal("prohibited 1 USD",
            Prohibits(TestLaw.Rule("contested: { from: 2020-06-02, by: another law }\ncap: none-allowed", "destination", "t.there")));

        [Fact]
        public void A_rule_of_the_destination_on_another_cost_says_nothing_of_fees() => Assert.Equal("undetermined: missing-fact destinationProhibits",
            Prohibits(TestLaw.Rule("counts: { include: [administrative.work-permit] }\ncap: none-allowed", "destination", "t.there")));

        [Fact]
        public void The_destination_may_prohibit() => Assert.Equal("undetermined: missing-fact destinationProhibits", Prohibits(
            TestLaw.Rule("scope: { sex: female }\ncap: none-allowed", "destination", "t.there"), TestLaw.Rule("cap: { fixed: 1.00 USD }", "destination", "t.else")));

        [Fact]
        public void The_destination_prohibited_before_the_contract_was_signed() => Assert.Equal("silent", Prohibits(
            TestLaw.Rule("effectiveUntil: 2020-05-31\ncap: none-allowed", "destination", "t.there"), TestLaw.Rule("cap: { fixed: 1.00 USD }", "destination", "t.else")));
    }

    public class Counting_
    {
        private const string Passport = "counts: { include: [administrative.passport.first] }\n";

        [Theory]
        [InlineData("administrative.passport.first", "over by 1 USD")]
        [InlineData("administrative.passport.replacement", "silent")]
        [InlineData("administrative.passport", "undetermined: category-too-coarse")]
        [InlineData("administrative", "undetermined: category-too-coarse")]
        [InlineData("administrative.visa", "silent")]
        public void An_item_filed_more_coarsely_than_the_rule_names_it_may_count(string category, string verdict) =>
            Assert.Equal(verdict, Facts.With(Fee("11.00 USD", category)).Verdict(Passport + "cap: { fixed: 10.00 USD }"));

        [Fact]
        public void Coarseness_that_does_not_decide_does_not_matter() =>
            Assert.Equal("within", Facts.With(Fee("10.00 USD", "administrative.passport")).Verdict(Passport + "cap: { fixed: 10.00 USD }"));

        [Theory]
        [InlineData("medical.test", Role.Clinic, "silent", true)]
        [InlineData("medical.test", Role.Agency, "prohibited 1 USD", true)]
        [InlineData("medical", Role.Clinic, "undetermined: category-too-coarse", true)]
        [InlineData("equipment.tools", Role.Clinic, "silent", false)]
        public void An_exclusion_with_payees_holds_only_for_them(string category, Role payee, string verdict, bool covered)
        {
            var rule = TestLaw.Rule("counts: { include: [medical], exclude: [ { category: medical.test, paidTo: [clinic, state] } ] }\ncap: none-allowed");
            var judgements = Facts.With(Fee("1.00 USD", category) with { Payee = payee }).Judge(TestLaw.Context(), rule);
            Assert.Equal(verdict, judgements.SingleOrDefault(j => j.Provision == "t.rule").Words());
            Assert.Equal(covered, !judgements.Any(j => j.IsCoverage && j.Law == LawSide.Origin));
        }

        [Theory]
        [InlineData("recruitment-fee.service", "over by 1 USD")]
        [InlineData("recruitment-fee.service.extension", "silent")]
        [InlineData("recruitment-fee", "undetermined: category-too-coarse")]      // too coarse for what is included
        public void An_exclusion_only_if_named_does_not_reach_what_is_filed_more_coarsely(string category, string verdict) => Assert.Equal(verdict,
            Facts.With(Fee("11.00 USD", category)).Verdict("counts: { include: [recruitment-fee.service], exclude: [ { category: recruitment-fee.service.extension, onlyIfNamed: 'true' } ] }\ncap: { fixed: 10.00 USD }"));

        [Theory]
        [InlineData("cap: { fixed: 1000.00 USD }")]
        [InlineData("cap: none-allowed")]
        public void An_illegitimate_cost_is_never_within_a_cap(string cap)
        {
            var judgements = Facts.With(Fee("1.00 USD", "illegitimate.bribe")).Judge(TestLaw.Context(), TestLaw.Rule($"counts: {{ include: [recruitment-fee, administrative] }}\n{cap}"));
            Assert.DoesNotContain(judgements, j => j.Provision == "t.rule");
            Assert.Equal(3, judgements.Count(j => j.IsCoverage && j.Items.Contains("i1")));
        }

        [Fact]
        public void An_illegitimate_cost_is_reached_by_a_rule_that_names_it_for_every_law()
        {
            var judgements = Facts.With(Fee("1.00 USD", "illegitimate.bribe")).Judge(TestLaw.Context(), TestLaw.Rule("counts: { include: [illegitimate] }\ncap: none-allowed", "standard"));
            Assert.Equal("prohibited 1 USD", Assert.Single(judgements).Words());
        }

        [Fact]
        public void Coverage_is_told_for_each_law_apart()
        {
            var judgements = Facts.With(Fee("1.00 USD"), Fee("2.00 USD", "medical.test", "i2"), Fee("3.00 USD", "travel.domestic", "i3") with { Payer = Role.Employer })
                .Judge(TestLaw.Context(), TestLaw.Rule("cap: none-allowed"), TestLaw.Rule("counts: { include: [medical] }\nreceipt: required", "destination", "t.there"),
                    TestLaw.Rule("counts: { include: [recruitment-fee, medical] }\ncap: { fixed: 5.00 USD }", "agreement", "t.both"));
            Assert.Equal([(LawSide.Origin, "i2"), (LawSide.Destination, "i1 i2")], judgements.Where(j => j.IsCoverage).Select(j => (j.Law, string.Join(' ', j.Items))));
            Assert.All(judgements.Where(j => j.IsCoverage), j => Assert.Equal("undetermined: no-rule-known", j.Words()));
        }
    }

    public class Dates
    {
        [Theory]
        [InlineData("2020-05-31", "silent")]
        [InlineData("2020-06-01", "prohibited 1 USD")]
        [InlineData("2020-12-31", "prohibited 1 USD")]
        [InlineData("2021-01-01", "silent")]
        [InlineData(null, "undetermined: missing-fact signedOn")]
        public void The_day_of_signing_picks_the_version(string? signed, string verdict) => Assert.Equal(verdict,
            (Facts with { SignedOn = signed is null ? null : Day(signed) }).With(Fee("1.00 USD")).Verdict("effectiveFrom: 2020-06-01\neffectiveUntil: 2020-12-31\ncap: none-allowed"));

        private static string Paid(string decidedBy, params string?[] days) => Facts.With([.. days.Select((d, i) => Fee("1.00 USD", id: $"i{i + 1}") with { Date = d is null ? null : Day(d) })])
            .Verdict($"effectiveFrom: 2020-07\neffectiveUntil: 2020-12-31\ndecidedBy: {decidedBy}\ncap: none-allowed");

        [Theory]
        [InlineData("2020-06-30", "silent")]
        [InlineData("2020-07-01", "undetermined: date-in-doubt")]
        [InlineData("2020-07-30", "undetermined: date-in-doubt")]
        [InlineData("2020-07-31", "prohibited 1 USD")]
        [InlineData("2020-12-31", "prohibited 1 USD")]
        [InlineData("2021-01-01", "silent")]
        [InlineData(null, "undetermined: item-date-missing")]
        public void Each_payment_is_judged_by_its_own_day(string? day, string verdict) => Assert.Equal(verdict, Paid("payment", day));

        [Fact]
        public void A_version_counts_only_the_payments_of_its_days() => Assert.Equal("prohibited 1 USD", Paid("payment", "2020-06-30", "2020-08-01", "2021-01-01"));

        [Theory]
        [InlineData("2020-06-30", "2020-08-01", "silent")]
        [InlineData("2020-08-01", "2021-08-01", "prohibited 2 USD")]
        [InlineData("2020-07-15", "2020-08-01", "undetermined: date-in-doubt")]
        [InlineData("2020-08-01", null, "undetermined: item-date-missing")]
        public void The_first_payment_decides_for_all(string first, string? second, string verdict) => Assert.Equal(verdict, Paid("first-payment", first, second));

        [Theory]
        [InlineData("2020-12-31", Enforcement.NotYetEnforced)]
        [InlineData("2021-01-01", Enforcement.InDoubt)]            // enforced from a day of January
        [InlineData("2021-01-30", Enforcement.InDoubt)]
        [InlineData("2021-01-31", Enforcement.InTransition)]
        [InlineData("2021-07-01", Enforcement.InTransition)]
        [InlineData("2021-07-02", Enforcement.InDoubt)]            // in transition until a day of July
        [InlineData("2021-07-31", Enforcement.InDoubt)]
        [InlineData("2021-08-01", Enforcement.Enforced)]
        [InlineData(null, Enforcement.InDoubt)]
        public void A_breach_makes_a_finding_only_where_the_rule_is_surely_enforced(string? signed, Enforcement enforcement)
        {
            var judgement = (Facts with { SignedOn = signed is null ? null : Day(signed) }).With(Fee("1.00 USD"))
                .Judged("effectiveFrom: 2019\nenforcedFrom: 2021-01\ntransitionUntil: 2021-07\ncap: none-allowed");
            Assert.Equal(enforcement, judgement!.Enforcement);
        }

        [Theory]
        [InlineData("2021-01-14", "prohibited 1 USD (not enforced)")]
        [InlineData("2021-01-15", "prohibited 1 USD (not enforced)")]
        [InlineData("2021-07-15", "prohibited 1 USD (not enforced)")]
        [InlineData("2021-07-16", "prohibited 1 USD")]
        public void Both_ends_of_a_transition_belong_to_it(string signed, string verdict) => Assert.Equal(verdict, (Facts with { SignedOn = Day(signed) }).With(Fee("1.00 USD"))
            .Verdict("effectiveFrom: 2019\nenforcedFrom: 2021-01-15\ntransitionUntil: 2021-07-15\ncap: none-allowed"));
    }

    public class Other_duties
    {
        private static readonly PlacementFacts Known = Facts with { SignedOn = Day("2020-06-01"), ApprovedOn = Day("2020-07-01") };

        [Theory]
        [InlineData("signed", "2020-05-31", "too-early 5 USD")]
        [InlineData("signed", "2020-06-01", "within")]
        [InlineData("approved", "2020-06-30", "too-early 5 USD")]
        [InlineData("approved", "2020-07-01", "within")]
        [InlineData("approved-and-signed", "2020-06-30", "too-early 5 USD")]
        [InlineData("approved-and-signed", "2020-07-01", "within")]
        [InlineData("placed", "2020-07-01", "undetermined: missing-fact placedOn")]
        [InlineData("departed", "2020-07-01", "undetermined: missing-fact departedOn")]
        [InlineData("visa-notice", "2020-07-01", "undetermined: missing-fact visaNoticeOn")]
        [InlineData("first-wage", "2020-07-01", "undetermined: missing-fact firstWageOn")]
        [InlineData("period-start", "2020-07-01", "undetermined: period-missing")]
        [InlineData("signed", null, "undetermined: item-date-missing")]
        public void Nothing_is_taken_before_the_event(string happening, string? paid, string verdict) => Assert.Equal(verdict,
            Known.With(Fee("5.00 USD") with { Date = paid is null ? null : Day(paid) }).Verdict($"notBefore: {happening}"));

        [Theory]
        [InlineData("2020-05-31", "too-early 5 USD")]                                  // before the one that is known
        [InlineData("2020-06-01", "undetermined: missing-fact approvedOn")]
        public void Of_two_events_one_is_enough_to_be_too_early(string paid, string verdict) => Assert.Equal(verdict,
            (Known with { ApprovedOn = null }).With(Fee("5.00 USD") with { Date = Day(paid) }).Verdict("notBefore: approved-and-signed"));

        [Theory]
        [InlineData("2020-06-30", "too-early 5 USD")]
        [InlineData("2020-07-01", "within")]
        public void A_time_is_paid_for_after_it_began(string paid, string verdict) => Assert.Equal(verdict,
            Known.With(Fee("5.00 USD") with { Date = Day(paid), Period = TestLaw.Months("2020-07-01", 1) }).Verdict("notBefore: period-start"));

        [Theory]
        [InlineData(Channel.Bank, "within")]
        [InlineData(Channel.Digital, "within")]
        [InlineData(Channel.Cash, "wrong-channel 5 USD")]
        [InlineData(null, "undetermined: missing-fact channel")]
        public void Only_the_channels_that_the_rule_names_are_allowed(Channel? channel, string verdict) =>
            Assert.Equal(verdict, Facts.With(Fee("5.00 USD") with { Channel = channel }).Verdict("channel: [bank, digital]"));

        [Theory]
        [InlineData("R-1", "within")]
        [InlineData(" ", "no-receipt 5 USD")]
        [InlineData(null, "no-receipt 5 USD")]
        public void A_receipt_has_a_number(string? receipt, string verdict) =>
            Assert.Equal(verdict, Facts.With(Fee("5.00 USD") with { Receipt = receipt }).Verdict("receipt: required"));

        [Fact]
        public void A_duty_other_than_a_cap_is_silent_where_nothing_counts() => Assert.Equal("silent", Facts.Verdict("receipt: required"));

        [Fact]
        public void One_breach_is_not_undone_by_what_is_unknown() => Assert.Equal("wrong-channel 5 USD",
            Facts.With(Fee("5.00 USD"), Fee("7.00 USD", id: "i2") with { Channel = null }).Verdict("channel: [bank]"));
    }
}
