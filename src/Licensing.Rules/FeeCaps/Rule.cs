using System.Collections.Frozen;
using System.Collections.Immutable;
using Licensing.Rules.Values;

namespace Licensing.Rules.FeeCaps;

/// <summary>Whose law: of the origin, of the destination, an agreement between both, or an international standard.</summary>
public enum LawSide
{
    /// <summary>Of the country that the worker leaves.</summary>
    Origin,

    /// <summary>Of the country of work.</summary>
    Destination,

    /// <summary>Between both countries.</summary>
    Agreement,

    /// <summary>International: what the ILO calls a cost that nobody may pay.</summary>
    Standard,
}

/// <summary>Which date picks the version that applies; see docs/rules/grammar.md.</summary>
public enum DecidingDate { Signing, Payment, FirstPayment }
public enum Rounding { Up, Nearest, Down }

/// <summary>One version of one provision: one sentence of law as data. The words are those of docs/rules/grammar.md.</summary>
public sealed record Rule
{
    public required string Provision { get; init; }
    public required int Version { get; init; }
    /// <summary>Names the very text that the rule stands in; null where it was read from no approved text.</summary>
    public string? Text { get; init; }
    public required string Title { get; init; }
    public required LawSide Law { get; init; }
    /// <summary>The country whose law it is, for an agreement the origin; null for a standard.</summary>
    public string? Origin { get; init; }
    public string? Destination { get; init; }
    public required LegalSource Source { get; init; }
    public required PartialRange InForce { get; init; }
    public PartialDate? EnforcedFrom { get; init; }
    /// <summary>Inclusive.</summary>
    public PartialDate? TransitionUntil { get; init; }
    public Contest? Contested { get; init; }
    public required DecidingDate DecidedBy { get; init; }
    public ImmutableArray<Guard> Scope { get; init; } = [];
    public ImmutableArray<ImmutableArray<Guard>> Except { get; init; } = [];
    public required Counts Counts { get; init; }
    public required Duty Duty { get; init; }
    public Offset? Offset { get; init; }
    public Rounding Rounding { get; init; }

    /// <summary>Whether it is law for this pair of countries at all.</summary>
    public bool AppliesTo(string? origin, string? destination) =>
        (Origin is null || Origin == origin) && (Destination is null || Destination == destination);
}

/// <summary>From the earliest day of <paramref name="From"/> on nobody can say whether the rule still holds.</summary>
public sealed record Contest(PartialDate From, string By);

public enum GuardFact
{
    Origin, Destination, AgencyCountry, Occupation, Employer, Sex, Age, ContractMonths, ExtensionMonths, AgencyNonProfit,
    RehiredBySameEmployer, PermitClass, WageAboveAverage, JobFoundBy, EndCause, VisaNotified, DestinationProhibits,
}

/// <summary>A fact compared with constants. <see cref="OneOf"/> for codes (occupations by prefix), the ends for numbers.</summary>
/// <param name="AtLeast">Inclusive.</param>
/// <param name="Below">Exclusive.</param>
public sealed record Guard(GuardFact Fact, FrozenSet<string> OneOf, int? AtLeast = null, int? Below = null);

/// <param name="Include">Groups, kinds or details.</param>
/// <param name="Payees">Empty: anyone.</param>
public sealed record Counts(
    ImmutableArray<string> Include, ImmutableArray<Exclusion> Exclude, FrozenSet<Role> Payers, FrozenSet<Role> Payees);

/// <param name="Payees">Empty: whoever was paid.</param>
/// <param name="OnlyIfNamed">Only an item filed under this very code is excluded; one filed more coarsely is the ordinary
/// case, and leaves no doubt.</param>
public sealed record Exclusion(string Category, FrozenSet<Role> Payees, bool OnlyIfNamed = false);

public enum OffsetEffect { Bars, ReducesAgreedFee }
public sealed record Offset(FrozenSet<Role> Payers, OffsetEffect Effect);

/// <summary>What a rule demands: a cap, a day not before, a channel, a receipt, or a refund.</summary>
public abstract record Duty;
public sealed record CapDuty(Basis Basis) : Duty;
public sealed record NotBeforeDuty(EventKind Event) : Duty;
public sealed record ChannelDuty(FrozenSet<Channel> Allowed) : Duty;
public sealed record ReceiptDuty : Duty;

/// <param name="SharePercent">Of what was charged; null: in proportion to the months of the contract not served.</param>
/// <param name="WithinMonths">Of an employment that ends, since entry; null: whenever it ends before the contract does.</param>
public sealed record RefundDuty(RefundTrigger Trigger, int? WithinMonths, Rational? SharePercent, string? Interest, int? WithinDays) : Duty;
public enum RefundTrigger { EmploymentEnded, NotDeployed, Entered }
public enum EventKind { Signed, Approved, ApprovedAndSigned, VisaNotice, Placed, Departed, FirstWage, PeriodStart }

public enum WageKind
{
    /// <summary>Basic wage.</summary>
    Basic,

    /// <summary>What the contract promises in all.</summary>
    Contract,
}

public enum WagePer { Contract, TwelveMonths }
public enum Span { Contract, Extension }
public enum PartYears { ProRata, RoundUp, RoundDown, Unstated }
public enum ServiceUnit { Month, Year }
public enum StatedAmount { JobOrderMaximum, ApprovedCost, AgreedFee }

/// <summary>How much may be charged.</summary>
public abstract record Basis;
public sealed record NoneAllowed : Basis;
public sealed record FixedAmount(Money Amount) : Basis;
public sealed record FixedByDestination(FrozenDictionary<string, Money> Amounts) : Basis;
public sealed record PercentOfFirstWage(Rational Percent) : Basis;
public sealed record MonthsOfWage(
    Rational Months, WageKind Wage, WagePer Per, Span Of, PartYears PartYears, Rational? AtMost, ImmutableArray<Guard> AtMostWhen) : Basis;

/// <param name="DaysPerMonth">Null: the law does not say how a month's wage gives a day's; between 26 and 31.</param>
public sealed record DaysOfWage(int Days, WageKind Wage, int? DaysPerMonth) : Basis;

/// <param name="Amounts">By year of service since the current entry; the last goes on.</param>
public sealed record PerServiceYear(ServiceUnit Unit, ImmutableArray<Money> Amounts) : Basis;
public sealed record Stated(StatedAmount Amount) : Basis;
public sealed record LesserOf(ImmutableArray<Basis> Of) : Basis;
public sealed record Share(Rational Percent, Basis Of) : Basis;
public sealed record Choose(ImmutableArray<Choice> Choices) : Basis;
public sealed record Choice(ImmutableArray<Guard> When, Basis Basis);

/// <summary>The rules of one jurisdiction or agreement; the unit that a ministry approves.</summary>
public sealed record RulePack(
    string Name, string Title, LawSide Law, string? Origin, string? Destination, ImmutableArray<Rule> Rules);
