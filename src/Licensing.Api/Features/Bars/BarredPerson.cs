using System.Text.Json.Serialization;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Applications;
using Licensing.Api.Security;
using Licensing.Rules.Values;
using NJsonSchema.Annotations;

namespace Licensing.Api.Features.Bars;

/// <summary>Who is barred, and what else marks him.</summary>
/// <param name="Name">As in the document.</param>
/// <param name="Address">Of the person.</param>
/// <param name="Phone">With the code of the country.</param>
/// <param name="BankAccount">Number or IBAN.</param>
public sealed record BarredPerson(string Name, IdentityDocument Document, string? Address = null, string? Phone = null, string? BankAccount = null)
{
    /// <summary>Never who it is: it would stand in a log.</summary>
    public override string ToString() => "***";

    /// <summary>The marks that an applicant of this name, at this address and with this account would have.</summary>
    public IReadOnlyList<Mark> MarksBy(ApplicationSeal seal) => seal.MarksOf(new ApplicantDetails
    {
        LegalPerson = new(""),
        Owners = [new ApplicantOwner { SharePercent = "100", Person = new NaturalPerson(Name, Document: Document, Phone: Phone) }],
        Premises = Address is null ? [] : [new ApplicantPremises(BranchKind.HeadOffice, Address)],
        Bank = BankAccount is null ? null : new BankAccount("", Document.Country, BankAccount),
    });
}

public sealed class BarredPersonValidator : AbstractValidator<BarredPerson>
{
    public BarredPersonValidator(CodeLists codes)
    {
        RuleFor(p => p.Name).NotEmpty().ShortText();
        RuleFor(p => p.Document.Country).CountryCode(codes);
        RuleFor(p => p.Document.Number).NotEmpty().MaximumLength(60).Must(n => n.Any(char.IsLetterOrDigit)).WithErrorCode("document.empty").WithMessage("The number has neither letter nor digit.");
        RuleFor(p => p.Address).ShortText();
        RuleFor(p => p.Phone).ShortText().MaximumLength(StorageConventions.DefaultTextLength);
        RuleFor(p => p.BankAccount).ShortText().MaximumLength(StorageConventions.DefaultTextLength);
    }
}

/// <summary>Who is barred, for those who need it. Only <see cref="ReadBarIdentity"/> makes one, after the read is recorded.</summary>
[JsonConverter(typeof(Writer)), JsonSchemaType(typeof(BarredPerson), IsNullable = true)]
public sealed class BarredIdentity : Masked
{
    private BarredIdentity(BarredPerson? shown)
        : base(shown)
    {
    }

    public static BarredIdentity For(Caller caller, BarredPerson? person) => new(caller.Holds(Permission.ReadBarIdentities) ? person : null);
}
