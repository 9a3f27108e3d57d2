using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Disclosures;
using Licensing.Rules.Values;

namespace Licensing.Api.Features.Applications;

/// <summary>Everything that says who applies, stored as one sealed document. While it is a draft almost all of it may be left out; whether it
/// is complete is asked of the regime (GET /applications/{id}/check).</summary>
public sealed record ApplicantDetails
{
    public required LegalPerson LegalPerson { get; init; }

    /// <summary>Paid up.</summary>
    public Money? Capital { get; init; }

    public IReadOnlyList<ApplicantOwner> Owners { get; init; } = [];

    /// <summary>Who decides for it, with or without a share: directors, managers, those behind them.</summary>
    public IReadOnlyList<PersonInControl> Controllers { get; init; } = [];

    public IReadOnlyList<AffiliatedCompany> Affiliates { get; init; } = [];
    public IReadOnlyList<ApplicantPremises> Premises { get; init; } = [];

    /// <summary>Who answers for what in the daily business.</summary>
    public IReadOnlyList<ResponsibleStaff> Staff { get; init; } = [];

    public BankAccount? Bank { get; init; }

    /// <summary>Answers to the questions of the regime (fit-and-proper).</summary>
    public IReadOnlyList<DeclarationAnswer> Declarations { get; init; } = [];

    /// <summary>Never who it is: it would stand in a log.</summary>
    public override string ToString() => "***";
}

/// <param name="RegisteredName">As in the register of companies.</param>
/// <param name="Form">For example private limited company.</param>
/// <param name="RegistrationNumber">In the register of companies.</param>
public sealed record LegalPerson(string RegisteredName, string? Form = null, string? RegistrationNumber = null, string? TaxNumber = null, DateOnly? FoundedOn = null);

/// <summary>A natural person or a company, exactly one of the two; a company has owners of its own, up to natural persons.</summary>
public sealed record ApplicantOwner
{
    /// <summary>Of the shares of what is owned, a decimal above 0 and up to 100, for example "33.34".</summary>
    public required string SharePercent { get; init; }

    public NaturalPerson? Person { get; init; }
    public OwningCompany? Company { get; init; }

    public override string ToString() => "***";
}

/// <param name="Country">ISO 3166-1 alpha-2, where it is registered.</param>
public sealed record OwningCompany(string RegisteredName, string? Country = null, string? RegistrationNumber = null)
{
    /// <summary>Who owns the company.</summary>
    public IReadOnlyList<ApplicantOwner> Owners { get; init; } = [];
}

/// <param name="Nationality">ISO 3166-1 alpha-2.</param>
public sealed record NaturalPerson(string Name, DateOnly? BornOn = null, string? Nationality = null, IdentityDocument? Document = null, string? Phone = null)
{
    public override string ToString() => "***";
}

/// <param name="Country">ISO 3166-1 alpha-2, of issue.</param>
public sealed record IdentityDocument(string Country, DocumentKind Kind, string Number)
{
    public override string ToString() => "***";
}

/// <param name="Capacity">For example director.</param>
public sealed record PersonInControl(NaturalPerson Person, string Capacity);

/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Relation">For example the same owner, training centre, airline agent.</param>
public sealed record AffiliatedCompany(string Name, string? Country = null, string? RegistrationNumber = null, string? Relation = null);

/// <param name="Address">Street, number and town on one line.</param>
public sealed record ApplicantPremises(BranchKind Kind, string Address, string? Place = null, string? Phone = null);

/// <param name="Duty">For example complaints, accounts.</param>
public sealed record ResponsibleStaff(NaturalPerson Person, string Duty);

/// <param name="Country">ISO 3166-1 alpha-2.</param>
public sealed record BankAccount(string Bank, string Country, string AccountNumber, string? Holder = null)
{
    public override string ToString() => "***";
}

/// <param name="Question">Code of the question, as the regime has it.</param>
/// <param name="Explanation">What the answer needs to be understood.</param>
public sealed record DeclarationAnswer(string Question, bool Answer, string? Explanation = null);
