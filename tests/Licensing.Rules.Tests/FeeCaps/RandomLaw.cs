using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using CsCheck;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Tests.Law;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.FeeCaps;

/// <summary>One placement, the rules in force and the rates: what a property is tried on.</summary>
internal sealed record Trial(PlacementFacts Facts, ImmutableArray<Rule> Rules, LawContext Context)
{
    public ImmutableArray<Judgement> Judge() => FeeCapLaw.Judge(Facts, Rules, Context);

    public override string ToString() =>
        $"{Facts}\n{string.Join('\n', Facts.Items)}\n{string.Join('\n', Rules.Where(r => r.AppliesTo(Facts.Origin, Facts.Destination)))}\n"
        + $"band {Context.Settings.RateBandPercent}\n{string.Join('\n', Judge().Select(RandomLaw.Say))}";
}

/// <summary>Generators of rules that the grammar allows and of facts that can be represented, absurd ones included. Pools
/// are small on purpose, so that rules and facts meet often enough for every kind of breach.</summary>
internal static class RandomLaw
{
    private static readonly string[] Origins = ["NP", "VN", "PH", "ID", "BD", "IN"];
    private static readonly string[] Destinations = ["MY", "QA", "TW", "SG", "HK", "AE", "SA", "JO"];

    private static readonly string[] Categories =
    [
        "recruitment-fee.service", "recruitment-fee.service", "recruitment-fee.service.placement", "recruitment-fee.service.periodic",
        "recruitment-fee.third-party", "medical.examination", "medical.examination.home", "administrative.visa", "administrative.passport",
        "training.pre-departure", "travel.international.departure-ticket", "insurance.welfare-fund", "illegitimate.bribe", "illegitimate.bond",
    ];

    private static readonly string[] RuleCategories =
    [
        "recruitment-fee", "recruitment-fee", "recruitment-fee.service", "recruitment-fee.service.placement", "medical", "medical.examination.home",
        "administrative", "administrative.visa", "training", "travel.international", "illegitimate", "illegitimate.bribe",
    ];

    public static string Say(Judgement j) => System.Text.Encoding.UTF8.GetString(j.ToCanonicalBytes());

    // Days, whole or in part

    private static readonly Gen<DateOnly> LikelyDay = Gen.DateOnly[new(2014, 1, 1), new(2026, 12, 31)];

    /// <summary>Days near each other, so that rules, signings and payments touch.</summary>
    private static readonly Gen<DateOnly> BoundaryDay = Gen.OneOf(
        new DateOnly(2015, 7, 1), new DateOnly(2015, 7, 31), new DateOnly(2019, 12, 31), new DateOnly(2020, 1, 1), new DateOnly(2020, 2, 29),
        new DateOnly(2020, 3, 1), new DateOnly(2022, 7, 5));

    public static readonly Gen<DateOnly> Day = Gen.Frequency(
        (12, LikelyDay), (6, BoundaryDay), (1, Gen.OneOf(DateOnly.MinValue, DateOnly.MaxValue)), (1, Gen.DateOnly));

    private static readonly Gen<PartialDate> PartialDay =
        from day in Gen.Frequency((8, LikelyDay), (8, BoundaryDay), (1, Gen.DateOnly))
        from form in Gen.OneOf("yyyy-MM-dd", "yyyy-MM-dd", "yyyy-MM", "yyyy", "'by 'yyyy-MM-dd")
        select Partial(day.ToString(form, CultureInfo.InvariantCulture));

    private static PartialDate Partial(string text) => PartialDate.TryParse(text, out var date) ? date : throw new FormatException(text);

    private static readonly Gen<PartialRange> Range =
        from start in Gen.Frequency((3, Gen.OneOf("2010", "by 2012", "2014-02", "2000-01-01").Select(Partial)), (2, PartialDay))
        from end in Gen.Null(PartialDay, 0.6)
        select new PartialRange(start, end);

    // Amounts

    private static readonly Gen<string> Currency = Gen.Frequency((30, Gen.Const("USD")), (4, Gen.Const("NPR")), (2, Gen.Const("TWD")),
        (1, Gen.Const("KWD")), (1, Gen.Const("JPY")), (1, Gen.OneOf("XXQ", "", "usd")));

    private static readonly Gen<long> Minor = Gen.Frequency((8, Gen.Long[0, 3000]), (8, Gen.Long[700, 1500]), (8, Gen.Long[950, 1100]), (6, Gen.Long[0, 300_000_000]),
        (1, Gen.OneOf(long.MaxValue, long.MaxValue - 1, long.MinValue, -1L, 0L, 1L)), (1, Gen.Long));

    private static readonly Gen<Money> AnyMoney = Gen.Select(Minor, Currency, (minor, currency) => new Money(minor, currency));
    private static readonly Gen<Money> LawfulMoney = Gen.Select(
        Gen.Frequency((8, Gen.Long[0, 3000]), (4, Gen.Long[0, 300_000_000]), (1, Gen.Const(long.MaxValue))),
        Gen.OneOf("USD", "USD", "NPR", "TWD", "KWD"), (minor, currency) => new Money(minor, currency));

    private static readonly Gen<Rational> Percent = Gen.OneOf("0", "10", "33.3", "50", "80", "100", "250").Select(Number);
    private static Rational Number(string text) => Rational.TryParse(text, out var n) ? n : throw new FormatException(text);

    // Guards and bases

    private static Gen<FrozenSet<T>> Some<T>(params T[] values) => Gen.OneOf(values).Array[1, 3].Select(v => v.ToFrozenSet());

    private static readonly Gen<Guard> AnyGuard = Gen.Frequency(
        (1, Some(Origins).Select(v => new Guard(GuardFact.Origin, v))),
        (2, Some(Destinations).Select(v => new Guard(GuardFact.Destination, v))),
        (1, Some("NP", "TW", "VN").Select(v => new Guard(GuardFact.AgencyCountry, v))),
        (2, Some("5152", "91", "9111", "5").Select(v => new Guard(GuardFact.Occupation, v))),
        (2, Some("household", "company").Select(v => new Guard(GuardFact.Employer, v))),
        (1, Some("female").Select(v => new Guard(GuardFact.Sex, v))),
        (1, Some("true", "false").Select(v => new Guard(GuardFact.AgencyNonProfit, v))),
        (1, Some("true").Select(v => new Guard(GuardFact.RehiredBySameEmployer, v))),
        (1, Some("standard", "mid-skilled", "trainee", "specified-skilled").Select(v => new Guard(GuardFact.PermitClass, v))),
        (1, Some("true", "false").Select(v => new Guard(GuardFact.WageAboveAverage, v))),
        (1, Gen.Const(new Guard(GuardFact.VisaNotified, new[] { "true" }.ToFrozenSet()))),
        (1, Some("agency", "worker").Select(v => new Guard(GuardFact.JobFoundBy, v))),
        (1, Some("employer-fault", "no-fault").Select(v => new Guard(GuardFact.EndCause, v))),
        (1, Gen.Const(new Guard(GuardFact.DestinationProhibits, new[] { "true" }.ToFrozenSet()))),
        (3, from fact in Gen.OneOf(GuardFact.Age, GuardFact.ContractMonths, GuardFact.ExtensionMonths)
            from atLeast in Gen.Nullable(Gen.Int[0, 40], 0.3)
            from below in Gen.Nullable(Gen.Int[1, 60], 0.5)
            select new Guard(fact, [], atLeast, atLeast is null ? below ?? 36 : below)));

    private static readonly Gen<ImmutableArray<Guard>> AnyGuards = Gen.Frequency((10, Gen.Const(ImmutableArray<Guard>.Empty)),
        (3, AnyGuard.Array[1].Select(g => g.ToImmutableArray())), (1, AnyGuard.Array[2].Select(g => g.ToImmutableArray())));

    private static readonly Gen<Basis> MonthsOfWage =
        from months in Gen.OneOf("1", "1", "1", "2", "0.5", "1.5").Select(Number)
        from wage in Gen.Enum<WageKind>()
        from per in Gen.OneOf(WagePer.Contract, WagePer.TwelveMonths, WagePer.TwelveMonths, WagePer.TwelveMonths)
        from of in Gen.Enum<Span>()
        from parts in Gen.OneOf(PartYears.ProRata, PartYears.RoundUp, PartYears.RoundDown, PartYears.Unstated, PartYears.Unstated, PartYears.Unstated)
        from most in Gen.Nullable(Gen.OneOf("1", "3").Select(Number), 0.75)
        from when in AnyGuards
        select (Basis)new MonthsOfWage(months, wage, per, of, parts, most, most is null ? [] : when);

    private static readonly Gen<Basis> PerServiceYear =
        from unit in Gen.Enum<ServiceUnit>()
        from amounts in Gen.Long[0, 3000].Array[1, 3]
        from currency in Gen.OneOf("USD", "TWD")
        select (Basis)new PerServiceYear(unit, [.. amounts.Select(a => new Money(a, currency))]);

    private static readonly Gen<Basis> PlainBasis = Gen.Frequency(
        (5, LawfulMoney.Select(m => (Basis)new FixedAmount(m))),
        (2, from places in Some(Destinations)
            from money in LawfulMoney
            select (Basis)new FixedByDestination(places.ToFrozenDictionary(p => p, _ => money))),
        (2, Percent.Select(p => (Basis)new PercentOfFirstWage(p))),
        (8, MonthsOfWage),
        (6, from days in Gen.OneOf(0, 30, 30, 30, 45)
            from wage in Gen.OneOf(WageKind.Basic, WageKind.Contract)
            from perMonth in Gen.OneOf<int?>(null, null, null, 26, 30)
            select (Basis)new DaysOfWage(days, wage, perMonth)),
        (3, Gen.Enum<StatedAmount>().Select(s => (Basis)new Stated(s))));

    private static Gen<Basis> AnyBasis(int depth) => depth == 0
        ? Gen.Frequency((10, PlainBasis), (2, Gen.Const<Basis>(new NoneAllowed())), (3, PerServiceYear))
        : Gen.Frequency(
            (6, AnyBasis(0)),
            (2, PlainBasis.Array[1, 3].Select(of => (Basis)new LesserOf([.. of]))),
            (1, Gen.Select(Percent, PlainBasis.Array[2], (p, of) => (Basis)new LesserOf([new Share(p, of[0]), of[1]]))),
            (2, Gen.Select(Percent, AnyBasis(depth - 1), (p, of) => (Basis)new Share(p, of))),
            (3, Gen.Select(AnyGuards, AnyBasis(depth - 1)).Array[1, 3].Select(c => (Basis)new Choose([.. c.Select(x => new Choice(x.Item1, x.Item2))]))));

    // Rules

    private static readonly Gen<FrozenSet<Role>> Payees = Gen.Frequency((4, Gen.OneOf(FrozenSet<Role>.Empty)),
        (2, Some(Role.Agency, Role.PartnerAgency, Role.OriginAgency, Role.DestinationAgency, Role.State)));

    private static readonly Gen<Counts> AnyCounts =
        from include in Gen.OneOf(RuleCategories).Array[1, 5]
        from exclude in Gen.Select(Gen.OneOf(RuleCategories), Payees, Gen.Bool, (c, p, named) => new Exclusion(c, p, named)).Array[0, 2]
        from payers in Gen.Frequency((7, Gen.Const(new[] { Role.Worker }.ToFrozenSet())), (3, Some(Role.Worker, Role.Employer, Role.OriginAgency)))
        from payees in Payees
        select new Counts([.. include], [.. exclude], payers, payees);

    private static readonly Gen<Duty> AnyDuty = Gen.Frequency(
        (8, AnyBasis(2).Select(b => (Duty)new CapDuty(b))),
        (3, Gen.Enum<EventKind>().Select(e => (Duty)new NotBeforeDuty(e))),
        (3, Some(Channel.Bank, Channel.Digital, Channel.AgencyOffice).Select(c => (Duty)new ChannelDuty(c))),
        (2, Gen.Const<Duty>(new ReceiptDuty())),
        (4, from trigger in Gen.Enum<RefundTrigger>()
            from months in Gen.Nullable(Gen.OneOf(Gen.Int[0, 24], Gen.Const(int.MaxValue)), 0.5)
            from share in Gen.Nullable(Percent, 0.4)
            from days in Gen.Nullable(Gen.OneOf(Gen.Int[0, 90], Gen.Const(int.MaxValue)), 0.5)
            from interest in Gen.OneOf(null, "12 percent a year")
            select (Duty)new RefundDuty(trigger, months, share, interest, days)));

    private static readonly Gen<Offset?> AnyOffset = Gen.Frequency((4, Gen.OneOf<Offset?>((Offset?)null)),
        (1, Gen.Select(Some(Role.Employer, Role.PartnerAgency, Role.DestinationAgency), Gen.Enum<OffsetEffect>(), (p, e) => (Offset?)new Offset(p, e))));

    public static readonly LegalSource Source = new("An act, s. 1", "https://law.example/1", Partial("2026"), Grade.Statute, null);

    private static readonly Gen<Rule> AnyRule =
        from law in Gen.Enum<LawSide>()
        from range in Range
        from dates in Gen.Select(Gen.Null(PartialDay, 0.8), Gen.Null(PartialDay, 0.8), Gen.Null(PartialDay, 0.85))
        from decided in Gen.Enum<DecidingDate>()
        from guards in Gen.Select(AnyGuards, AnyGuards.Array[0, 1])
        from counts in AnyCounts
        from duty in AnyDuty
        from offset in AnyOffset
        from rounding in Gen.Enum<Rounding>()
        select new Rule
        {
            Provision = "any", Version = 1, Title = "any", Law = law, Source = Source, InForce = range,
            EnforcedFrom = dates.Item1, TransitionUntil = dates.Item2, Contested = dates.Item3 is { } c ? new(c, "a later act") : null,
            DecidedBy = decided, Scope = guards.Item1, Except = [.. guards.Item2.Where(g => g.Length > 0)], Counts = counts, Duty = duty,
            Offset = duty is CapDuty ? offset : null, Rounding = rounding,
        };

    private static readonly ImmutableArray<Rule> Shipped = [.. LawFiles.Packs.Values.SelectMany(p => p.Rules)];

    private static readonly Gen<ImmutableArray<Rule>> AnyRules =
        from random in AnyRule.Array[1, 7]
        from shipped in Gen.Frequency((2, Gen.Const(ImmutableArray<Rule>.Empty)), (1, Gen.Const(Shipped)))
        select (ImmutableArray<Rule>)[.. random.Select((r, i) => r with { Provision = $"any.{i}" }), .. shipped];

    // Facts

    private static readonly Gen<Period?> AnyPeriod = Gen.Frequency<Period?>(
        (6, Gen.OneOf<Period?>((Period?)null)),
        (8, Gen.Select(Gen.Int[2018, 2024], Gen.Int[1, 12], Gen.Int[1, 4], (y, m, n) => (Period?)new Period(new(y, m, 1), new DateOnly(y, m, 1).AddMonths(n).AddDays(-1)))),
        (2, Gen.Select(LikelyDay, Gen.Int[-40, 400], (d, n) => (Period?)new Period(d, d.AddDays(n)))),
        (1, Gen.Select(Day, LikelyDay, (a, b) => (Period?)new Period(a, b))),
        (1, Gen.OneOf<Period?>(new Period(DateOnly.MaxValue, DateOnly.MinValue), new Period(DateOnly.MaxValue, DateOnly.MaxValue), new Period(DateOnly.MinValue, DateOnly.MinValue))));

    private static readonly Gen<FeeItem> AnyItem =
        from id in Gen.Frequency((12, Gen.Const("")), (1, Gen.OneOf("i0", "i1", "Ω \"quoted\"")))
        from kind in Gen.Frequency((8, Gen.Const(ItemKind.Payment)), (1, Gen.Const(ItemKind.WageDeduction)), (2, Gen.Const(ItemKind.Refund)))
        from money in AnyMoney
        from category in Gen.Frequency((20, Gen.OneOf(Categories)), (2, Gen.OneOf("recruitment-fee", "medical", "illegitimate")), (1, Gen.OneOf("", "nonsense", ".", "medical.")))
        from payer in Gen.Frequency((7, Gen.Const(Role.Worker)), (2, Gen.Const(Role.Employer)), (1, Gen.Const(Role.Agency)), (1, Gen.Enum<Role>()))
        from payee in Gen.Frequency((5, Gen.Const(Role.Agency)), (2, Gen.Const(Role.PartnerAgency)), (2, Gen.Enum<Role>()))
        from date in Gen.Nullable(Day, 0.1)
        from more in Gen.Select(Gen.Nullable(Gen.Enum<Channel>(), 0.3), Gen.OneOf(null, "", "R-1"), AnyPeriod, Gen.OneOf(null, "i0", "i1", "i2", "i9"))
        select new FeeItem(id, kind, money, category, payer, payee, date, more.Item1, more.Item2, more.Item3, more.Item4);

    private static readonly Gen<FeeItem[]> AnyItems = Gen.OneOf(AnyItem.Array[1, 2], AnyItem.Array[1, 7]).Select(items =>
        items.Select((item, i) => item.Id.Length == 0 ? item with { Id = $"i{i}" } : item).ToArray());

    private static Gen<Func<PlacementFacts, PlacementFacts>> Perhaps<T>(Gen<T> value, Func<PlacementFacts, T, PlacementFacts> set, int of = 6) =>
        Gen.Frequency((of, value.Select(v => (Func<PlacementFacts, PlacementFacts>)(f => set(f, v)))), (1, Gen.OneOf<Func<PlacementFacts, PlacementFacts>>((Func<PlacementFacts, PlacementFacts>)(f => f))));

    private static readonly Gen<int> AnyMonths = Gen.Frequency((8, Gen.OneOf(1, 11, 12, 13, 24, 30, 36)), (1, Gen.OneOf(0, -1, int.MinValue, int.MaxValue)));

    private static readonly Gen<PlacementFacts> Reported = new[]
    {
        Perhaps(Gen.OneOf("5152", "9111", "91", "5", "", "0000"), (f, v) => f with { Occupation = v }),
        Perhaps(Gen.Enum<EmployerKind>(), (f, v) => f with { Employer = v }),
        Perhaps(Gen.Enum<Sex>(), (f, v) => f with { Sex = v }),
        Perhaps(Gen.OneOf(Gen.Int[15, 60], Gen.Const(int.MinValue), Gen.Const(int.MaxValue)), (f, v) => f with { Age = v }),
        Perhaps(Gen.OneOf(true, false, true), (f, v) => f with { AgencyCountry = v ? f.Origin : "??" }),
        Perhaps(Gen.OneOf(true, false, true), (f, v) => f with { PartnerAgencyCountry = v ? f.Destination : f.Origin }),
        Perhaps(Gen.Bool, (f, v) => f with { AgencyNonProfit = v }),
        Perhaps(Gen.Enum<JobFinder>(), (f, v) => f with { JobFoundBy = v }),
        Perhaps(Gen.Bool, (f, v) => f with { RehiredBySameEmployer = v }),
        Perhaps(Gen.Enum<PermitClass>(), (f, v) => f with { PermitClass = v }),
        Perhaps(Gen.Bool, (f, v) => f with { WageAboveAverage = v }),
        Perhaps(Day, (f, v) => f with { SignedOn = v }, of: 8),
        Perhaps(Day, (f, v) => f with { ApprovedOn = v }),
        Perhaps(Day, (f, v) => f with { VisaNoticeOn = v }),
        Perhaps(Day, (f, v) => f with { PlacedOn = v }),
        Perhaps(Day, (f, v) => f with { DepartedOn = v }),
        Perhaps(Day, (f, v) => f with { EnteredOn = v }),
        Perhaps(Day, (f, v) => f with { FirstWageOn = v }),
        Perhaps(Day, (f, v) => f with { EmploymentEndedOn = v }, of: 2),
        Perhaps(Day, (f, v) => f with { DeploymentFailedOn = v }, of: 1),
        Perhaps(Gen.Enum<EndCause>(), (f, v) => f with { EndCause = v }),
        Perhaps(AnyMonths, (f, v) => f with { ContractMonths = v }),
        Perhaps(AnyMonths, (f, v) => f with { ExtensionMonths = v }),
        Perhaps(AnyMoney, (f, v) => f with { BasicWage = v }),
        Perhaps(AnyMoney, (f, v) => f with { ContractWage = v }),
        Perhaps(AnyMoney, (f, v) => f with { FirstWage = v }),
        Perhaps(AnyMoney, (f, v) => f with { AgreedFee = v }),
        Perhaps(AnyMoney, (f, v) => f with { JobOrderMaximum = v }),
        Perhaps(AnyMoney, (f, v) => f with { ApprovedCost = v }),
        Perhaps(Day, (f, v) => f with { AsOf = v }, of: 1),
    }.Aggregate(
        Gen.Select(Gen.Frequency((9, Gen.OneOf(Origins)), (1, Gen.OneOf("", "ZZ"))), Gen.Frequency((9, Gen.OneOf(Destinations)), (1, Gen.OneOf("", "ZZ"))),
            (o, d) => new PlacementFacts { Origin = o, Destination = d }),
        (facts, change) => Gen.Select(facts, change, (f, c) => c(f)));

    private static readonly Gen<PlacementFacts> AnyFacts =
        from facts in Gen.Frequency((12, Reported), (1, Gen.Const(new PlacementFacts { Origin = "NP", Destination = "QA" })))
        from items in AnyItems
        select facts with { Items = items };

    // Rates

    private static readonly Gen<RateTable> AnyRates = Gen.Frequency(
        (2, Gen.Const(LawFiles.Rates)),
        (1, Gen.Const(RateTable.Empty)),
        (4, Gen.Select(Gen.OneOf("100", "104.5", "0.3"), Gen.Bool, LikelyDay, (units, demo, from) => new RateTable(
        [
            new("NPR", DateOnly.MinValue, DateOnly.MaxValue, Number(units), RateKind.Peg, "an authority", false),
            new("TWD", from, DateOnly.MaxValue, 30, RateKind.Daily, "an authority", demo),
            new("KWD", DateOnly.MinValue, from, Number("0.3"), RateKind.PeriodAverage, "an authority", false),
            new("JPY", DateOnly.MinValue, DateOnly.MaxValue, 150, RateKind.Daily, "demonstration", true),
        ]))));

    private static readonly Gen<JudgeSettings> AnySettings =
        Gen.OneOf("0", "0", "2.5", "10", "100", "300").Select(band => new JudgeSettings(Number(band)));

    public static readonly Gen<Trial> Trials =
        from facts in AnyFacts
        from rules in AnyRules
        from rates in AnyRates
        from settings in AnySettings
        select new Trial(facts, rules, new(LawFiles.Codes, rates, settings));

    /// <summary>The same trials each time, for what must be seen to happen rather than never to happen.</summary>
    public static IEnumerable<Trial> FixedSample(int count)
    {
        var random = new PCG(7, 2026);
        for (var i = 0; i < count; i++) yield return Trials.Generate(random, null, out _);
    }
}
