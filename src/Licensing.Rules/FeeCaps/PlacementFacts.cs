using Licensing.Rules.Values;

namespace Licensing.Rules.FeeCaps;

public enum Role { Worker, Employer, Agency, PartnerAgency, SubAgent, Broker, Lender, State, Clinic, Other, OriginAgency, DestinationAgency }
public enum ItemKind { Payment, WageDeduction, Refund }
public enum Channel { Bank, Digital, Card, Cheque, AgencyOffice, Cash, Other }
public enum EmployerKind { Household, Company, Government, Vessel }
public enum Sex { Female, Male }
/// <summary>Of the work permit, where law tells classes apart: Taiwan (standard, mid-skilled), Japan (trainee, specified-skilled).</summary>
public enum PermitClass { Standard, MidSkilled, Trainee, SpecifiedSkilled }
public enum JobFinder { Agency, Worker, Other }
public enum EndCause { WorkerFault, EmployerFault, TermsDiffer, WorkerRefused, NoFault }

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
