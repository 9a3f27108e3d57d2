using Licensing.Rules.Values;

namespace Licensing.Rules.FeeCaps;

public enum Role
{
    /// <summary>The worker.</summary>
    Worker,

    /// <summary>The employer.</summary>
    Employer,

    /// <summary>An agency, of either country.</summary>
    Agency,

    /// <summary>The partner agency of the one that reports.</summary>
    PartnerAgency,

    /// <summary>A sub-agent.</summary>
    SubAgent,

    /// <summary>A broker.</summary>
    Broker,

    /// <summary>A lender.</summary>
    Lender,

    /// <summary>A public authority.</summary>
    State,

    /// <summary>A clinic.</summary>
    Clinic,

    /// <summary>Somebody else.</summary>
    Other,

    /// <summary>The agency in the country that the worker leaves.</summary>
    OriginAgency,

    /// <summary>The agency in the country of work.</summary>
    DestinationAgency,
}

public enum ItemKind
{
    /// <summary>Somebody paid.</summary>
    Payment,

    /// <summary>It was kept back from wages.</summary>
    WageDeduction,

    /// <summary>It was given back.</summary>
    Refund,
}

public enum Channel
{
    /// <summary>By bank transfer.</summary>
    Bank,

    /// <summary>By a digital wallet or mobile money.</summary>
    Digital,

    /// <summary>By card.</summary>
    Card,

    /// <summary>By cheque.</summary>
    Cheque,

    /// <summary>At the agency's office, in a way that is not said.</summary>
    AgencyOffice,

    /// <summary>In cash.</summary>
    Cash,

    /// <summary>In another way.</summary>
    Other,
}

public enum EmployerKind
{
    /// <summary>A private household.</summary>
    Household,

    /// <summary>A company.</summary>
    Company,

    /// <summary>A public employer.</summary>
    Government,

    /// <summary>A ship.</summary>
    Vessel,
}

public enum Sex
{
    /// <summary>Female.</summary>
    Female,

    /// <summary>Male.</summary>
    Male,
}

/// <summary>Of the work permit, where law tells classes apart: Taiwan (standard, mid-skilled), Japan (trainee, specified-skilled).</summary>
public enum PermitClass
{
    /// <summary>Standard.</summary>
    Standard,

    /// <summary>Mid-skilled (Taiwan).</summary>
    MidSkilled,

    /// <summary>Technical intern trainee (Japan).</summary>
    Trainee,

    /// <summary>Specified skilled worker (Japan).</summary>
    SpecifiedSkilled,
}

public enum JobFinder
{
    /// <summary>The agency found the job.</summary>
    Agency,

    /// <summary>The worker found it.</summary>
    Worker,

    /// <summary>Somebody else found it.</summary>
    Other,
}

public enum EndCause
{
    /// <summary>The worker's fault.</summary>
    WorkerFault,

    /// <summary>The employer's fault.</summary>
    EmployerFault,

    /// <summary>The terms were not those that were agreed.</summary>
    TermsDiffer,

    /// <summary>The worker did not want to go.</summary>
    WorkerRefused,

    /// <summary>Nobody's fault.</summary>
    NoFault,
}

/// <summary>One payment, wage deduction or refund as it was reported.</summary>
/// <param name="Amount">Positive.</param>
/// <param name="RefundOf">For a refund: the id of the item it gives back.</param>
/// <param name="Receipt">The receipt's number; null: none was given.</param>
/// <param name="Period">First and last day, both inclusive, of the time that the item pays for.</param>
public sealed record FeeItem(
    string Id, ItemKind Kind, Money Amount, string Category, Role Payer, Role Payee,
    DateOnly? Date, Channel? Channel = null, string? Receipt = null, Period? Period = null, string? RefundOf = null);

/// <summary>Both ends inclusive.</summary>
public sealed record Period(DateOnly From, DateOnly To);

/// <summary>What is known of one placement. Null is "not reported", never "no".</summary>
public sealed record PlacementFacts
{
    public required string Origin { get; init; }
    public required string Destination { get; init; }
    public string? Occupation { get; init; }
    public EmployerKind? Employer { get; init; }
    public Sex? Sex { get; init; }
    /// <summary>Whole years at signing.</summary>
    public int? Age { get; init; }
    public string? AgencyCountry { get; init; }
    public string? PartnerAgencyCountry { get; init; }
    public bool? AgencyNonProfit { get; init; }
    public bool? PartnerAgencyNonProfit { get; init; }
    public JobFinder? JobFoundBy { get; init; }
    /// <summary>Employed two years or more by this employer before, left at the end of the contract, and re-entered for him.</summary>
    public bool? RehiredBySameEmployer { get; init; }
    public PermitClass? PermitClass { get; init; }
    /// <summary>The first month's wage is above the average wage that the destination last published (Taiwan).</summary>
    public bool? WageAboveAverage { get; init; }

    public DateOnly? SignedOn { get; init; }
    public DateOnly? ApprovedOn { get; init; }
    public DateOnly? VisaNoticeOn { get; init; }
    public DateOnly? PlacedOn { get; init; }
    public DateOnly? DepartedOn { get; init; }
    /// <summary>The current entry into the destination; service years count from it.</summary>
    public DateOnly? EnteredOn { get; init; }
    public DateOnly? FirstWageOn { get; init; }
    public DateOnly? EmploymentEndedOn { get; init; }
    public DateOnly? DeploymentFailedOn { get; init; }
    public EndCause? EndCause { get; init; }

    public int? ContractMonths { get; init; }
    public int? ExtensionMonths { get; init; }
    /// <summary>Monthly, without allowances.</summary>
    public Money? BasicWage { get; init; }
    /// <summary>Monthly, under the contract, allowances included.</summary>
    public Money? ContractWage { get; init; }
    /// <summary>The first month's wage that the worker received.</summary>
    public Money? FirstWage { get; init; }
    public Money? AgreedFee { get; init; }
    public Money? JobOrderMaximum { get; init; }
    public Money? ApprovedCost { get; init; }

    /// <summary>The day on which the facts are looked at; a refund is due only after its time has passed. Null: long after.</summary>
    public DateOnly? AsOf { get; init; }

    public IReadOnlyList<FeeItem> Items { get; init; } = [];
}
