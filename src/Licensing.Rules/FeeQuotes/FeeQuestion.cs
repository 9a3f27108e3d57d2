using System.Collections.Immutable;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Rules.FeeQuotes;

/// <summary>What a worker tells before paying; without name.</summary>
/// <param name="Wage">A month, as offered: taken for the basic wage, the contract's wage and the first wage alike. Null: not told.</param>
/// <param name="Months">Length of the contract.</param>
/// <param name="On">The day on which everything is signed and paid.</param>
/// <param name="Currency">In which the worker wants the sum.</param>
public sealed record FeeQuestion(string Origin, string Destination, string? Occupation, Money? Wage, int? Months, DateOnly On, string Currency)
{
    public EmployerKind? Employer { get; init; }
    public Sex? Sex { get; init; }
    public int? Age { get; init; }
    public PermitClass? PermitClass { get; init; }

    internal PlacementFacts Facts(ImmutableArray<FeeItem> items) => new()
    {
        Origin = Origin, Destination = Destination, Occupation = Occupation, Employer = Employer, Sex = Sex, Age = Age, PermitClass = PermitClass,
        AgencyCountry = Origin, PartnerAgencyCountry = Destination, JobFoundBy = JobFinder.Agency,
        SignedOn = On, EnteredOn = On, ContractMonths = Months, BasicWage = Wage, ContractWage = Wage, FirstWage = Wage, AsOf = On, Items = items,
    };
}

/// <summary>An amount that somebody asks of the worker.</summary>
/// <param name="On">When it is to be paid; null: on the day of the question.</param>
/// <param name="Receipt">Whether a receipt is offered; null: not told.</param>
public sealed record AskedItem(string Id, string Category, Money Amount, Role Payee, DateOnly? On = null, Channel? Channel = null, bool? Receipt = null, FeeCaps.Period? For = null);
