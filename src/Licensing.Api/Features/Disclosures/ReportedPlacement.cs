using System.Text.Json;
using System.Text.Json.Serialization;
using Licensing.Api.Database;
using Licensing.Api.Features.Reads;
using Licensing.Api.Http;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Api.Features.Disclosures;

/// <summary>Who pays or is paid.</summary>
public enum Party
{
    /// <summary>The worker.</summary>
    Worker,

    /// <summary>The employer.</summary>
    Employer,

    /// <summary>The agency that reports.</summary>
    Agency,

    /// <summary>Its partner agency in the other country.</summary>
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
}

public enum IntermediaryKind
{
    /// <summary>A sub-agent of the agency.</summary>
    SubAgent,

    /// <summary>A broker on his own account.</summary>
    Broker,

    /// <summary>A trainer or training centre.</summary>
    Trainer,

    /// <summary>Another.</summary>
    Other,
}

/// <summary>What an agency reports of one placement, without who the worker is: stored as it was said, and judged.</summary>
/// <remarks>Whatever can be represented is accepted; a fee after departure or an absurd sum is evidence, not bad input.</remarks>
public record ReportedPlacement : IPersonal
{
    /// <summary>ISO 3166-1 alpha-2.</summary>
    public required string Origin { get; init; }
    /// <summary>ISO 3166-1 alpha-2.</summary>
    public required string Destination { get; init; }
    /// <summary>ISCO-08 code, four digits where known.</summary>
    public string? Occupation { get; init; }
    public JobFinder? JobFoundBy { get; init; }
    /// <summary>This employer employed the worker two years or more before, to the contract's end, and takes him back.</summary>
    public bool? RehiredBySameEmployer { get; init; }
    /// <summary>Of the work permit, where law tells classes apart: Taiwan (standard, mid-skilled), Japan (trainee, specified-skilled).</summary>
    public PermitClass? PermitClass { get; init; }
    /// <summary>The first month's wage is above the average wage that the destination last published. Taiwan asks for it.</summary>
    public bool? WageAboveAverage { get; init; }
    public ReportedContract? Contract { get; init; }
    public ReportedEmployer? Employer { get; init; }
    public ReportedPartnerAgency? PartnerAgency { get; init; }
    public IReadOnlyList<ReportedIntermediary> Intermediaries { get; init; } = [];
    public IReadOnlyList<ReportedLoan> Loans { get; init; } = [];
    /// <summary>The day on which notice was given that the visa is issued.</summary>
    public DateOnly? VisaNoticeOn { get; init; }
    public DateOnly? PlacedOn { get; init; }
    public DateOnly? DepartedOn { get; init; }
    /// <summary>The current entry into the destination.</summary>
    public DateOnly? EnteredOn { get; init; }
    public ReportedFirstWage? FirstWage { get; init; }
    public DateOnly? EmploymentEndedOn { get; init; }
    public DateOnly? DeploymentFailedOn { get; init; }
    /// <summary>Why employment ended early or never began.</summary>
    public EndCause? EndCause { get; init; }
    /// <summary>The fee that worker and agency agreed on.</summary>
    public Money? AgreedFee { get; init; }
    /// <summary>The most that the authority of the origin set for the job order and category; 0 where the placement is free. Sri Lanka.</summary>
    public Money? JobOrderMaximum { get; init; }
    /// <summary>The costs that the authority of the origin approved for this placement. Sri Lanka, Uganda.</summary>
    public Money? ApprovedCost { get; init; }
    public required IReadOnlyList<ReportedItem> Items { get; init; }

    /// <summary>As the law engine reads it.</summary>
    /// <param name="agencyCountry">Of the agency that filed.</param>
    /// <param name="agencyNonProfit">On the day of signing; null where nothing is recorded.</param>
    /// <param name="asOf">The day of judging, in the ministry's time zone.</param>
    public PlacementFacts ToFacts(ReportedWorker worker, string agencyCountry, bool? agencyNonProfit, DateOnly asOf) => new()
    {
        Origin = Origin,
        Destination = Destination,
        Occupation = Occupation,
        Employer = Employer?.Kind,
        Sex = worker.Sex,
        Age = worker.AgeAtSigning,
        AgencyCountry = agencyCountry,
        PartnerAgencyCountry = PartnerAgency?.Country,
        AgencyNonProfit = agencyNonProfit,
        PartnerAgencyNonProfit = PartnerAgency?.NonProfit,
        JobFoundBy = JobFoundBy,
        RehiredBySameEmployer = RehiredBySameEmployer,
        PermitClass = PermitClass,
        WageAboveAverage = WageAboveAverage,
        SignedOn = Contract?.SignedOn,
        ApprovedOn = Contract?.ApprovedOn,
        VisaNoticeOn = VisaNoticeOn,
        PlacedOn = PlacedOn,
        DepartedOn = DepartedOn,
        EnteredOn = EnteredOn,
        FirstWageOn = FirstWage?.ReceivedOn,
        EmploymentEndedOn = EmploymentEndedOn,
        DeploymentFailedOn = DeploymentFailedOn,
        EndCause = EndCause,
        ContractMonths = Contract?.Months,
        ExtensionMonths = Contract?.ExtensionMonths,
        BasicWage = Contract?.MonthlyWage is { Kind: WageKind.Basic } basic ? basic.Amount : null,
        ContractWage = Contract?.MonthlyWage is { Kind: WageKind.Contract } contract ? contract.Amount : null,
        FirstWage = FirstWage?.Amount,
        AgreedFee = AgreedFee,
        JobOrderMaximum = JobOrderMaximum,
        ApprovedCost = ApprovedCost,
        AsOf = asOf,
        Items = [.. Items.Select(i => i.ToFeeItem())],
    };

    /// <summary>Only what was reported of the placement, without what else a request holds; names normalised, so that the
    /// same employer is the same text everywhere.</summary>
    public ReportedPlacement Alone() => new(this)
    {
        Employer = Employer is { } e ? e with { Name = Text.Normalise(e.Name) } : null,
        PartnerAgency = PartnerAgency is { } p ? p with { Name = Text.Normalise(p.Name) } : null,
        Intermediaries = [.. Intermediaries.Select(i => i with { Name = i.Name is { } name ? Text.Normalise(name) : null })],
        Loans = [.. Loans.Select(l => l with { Lender = l.Lender is { } lender ? Text.Normalise(lender) : null })],
    };

    /// <summary>Gives every item without an id the next free one: i1, i2, …</summary>
    public IReadOnlyList<ReportedItem> ItemsWithIds()
    {
        var taken = Items.Select(i => i.Id).OfType<string>().ToHashSet();
        var number = 0;
        return [.. Items.Select(i => i.Id is not null ? i : i with { Id = Next() })];

        string Next()
        {
            do number++; while (taken.Contains($"i{number}"));
            return $"i{number}";
        }
    }
}

/// <summary>What the law asks about the worker besides who it is.</summary>
public sealed record ReportedWorker(Sex? Sex = null, int? AgeAtSigning = null) : IPersonal;

/// <param name="ApprovedOn">By the authority of the origin.</param>
public sealed record ReportedContract(
    DateOnly? SignedOn = null, DateOnly? ApprovedOn = null, int? Months = null, int? ExtensionMonths = null, ReportedWage? MonthlyWage = null);

/// <param name="Kind">basic: without allowances; contract: all that the contract promises a month.</param>
public sealed record ReportedWage(long AmountMinor, string Currency, WageKind Kind)
{
    [JsonIgnore]
    public Money Amount => new(AmountMinor, Currency);
}

/// <summary>The first month's wage that the worker received.</summary>
public sealed record ReportedFirstWage(Money Amount, DateOnly? ReceivedOn = null);

public sealed record ReportedEmployer(string Name, string? Country = null, EmployerKind? Kind = null);

/// <param name="NonProfit">Whether it is a non-profit body; some laws then allow less.</param>
public sealed record ReportedPartnerAgency(string Name, string? Country = null, bool? NonProfit = null);

public sealed record ReportedIntermediary(IntermediaryKind Kind, string? Name = null);

/// <param name="AnnualRatePercent">A decimal in text, for example "36" or "12.5".</param>
/// <param name="TiedToPlacement">Whether the loan was a condition of the placement.</param>
public sealed record ReportedLoan(Money Principal, string? AnnualRatePercent = null, string? Lender = null, bool? TiedToPlacement = null);

/// <summary>First and last day, both inclusive.</summary>
public sealed record ReportedPeriod(DateOnly From, DateOnly To);

/// <summary>One payment, wage deduction or refund.</summary>
/// <param name="Category">Cost category, for example recruitment-fee.service.</param>
/// <param name="Amount">Positive, also for a refund.</param>
/// <param name="Receipt">Number of the receipt; left out: none was given.</param>
/// <param name="Period">The time that it pays for.</param>
/// <param name="RefundOf">Of a refund: the id of the item it gives back.</param>
/// <param name="Id">Stable in later corrections; given by the service where left out.</param>
public sealed record ReportedItem(
    ItemKind Kind, string Category, Money Amount, Party Payer, Party Payee, DateOnly? Date = null, Channel? Channel = null,
    string? Receipt = null, ReportedPeriod? Period = null, string? RefundOf = null, string? Id = null)
{
    public FeeItem ToFeeItem() => new(
        Id ?? "", Kind, Amount, Category, Enum.Parse<Role>(Payer.ToString()), Enum.Parse<Role>(Payee.ToString()), Date, Channel, Receipt,
        Period is { } p ? new(p.From, p.To) : null, RefundOf);
}

/// <summary>How reported facts are kept: the contract's own JSON.</summary>
public static class StoredJson
{
    private static readonly JsonSerializerOptions Options = Create();

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <exception cref="JsonException">Not what <see cref="Write"/> wrote.</exception>
    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("null is not stored");

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions();
        Json.Configure(options);
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        return options;
    }
}
