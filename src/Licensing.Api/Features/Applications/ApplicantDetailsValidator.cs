using FluentValidation;
using Licensing.Api.Features.Agencies;
using Licensing.Rules.Values;

namespace Licensing.Api.Features.Applications;

/// <summary>The shape of what an applicant says: codes exist, lists and texts end somewhere. Whether it suffices is for the regime.</summary>
public sealed class ApplicantDetailsValidator : AbstractValidator<ApplicantDetails>
{
    public const int MostOwners = 200, MostLevels = 8, MostInList = 100, LongText = 2000;

    public ApplicantDetailsValidator(CodeLists codes)
    {
        RuleFor(d => d.LegalPerson).SetValidator(new LegalPersonValidator());
        RuleFor(d => d.Capital!.Value).ChildRules(capital =>
        {
            capital.RuleFor(m => m.AmountMinor).GreaterThanOrEqualTo(0).WithErrorCode("amount.negative").WithMessage("An amount is not less than nothing.");
            capital.RuleFor(m => m.Currency).Must(c => c is not null && codes.MinorUnits.ContainsKey(c)).WithErrorCode("currency.unknown").WithMessage("Not a currency code.").WithState(_ => "Use ISO 4217, for example NPR.");
        }).OverridePropertyName("Capital").When(d => d.Capital is not null);
        RuleFor(d => d.Owners).Must(o => Count(o) <= MostOwners).WithErrorCode("list.too-long").WithMessage($"At most {MostOwners} owners, at all levels.");
        RuleFor(d => d.Owners).Must(o => Levels(o) <= MostLevels).WithErrorCode("owners.too-deep").WithMessage($"At most {MostLevels} levels of owners.");
        RuleForEach(d => d.Owners).SetValidator(new OwnerValidator(codes)).When(d => Levels(d.Owners) <= MostLevels);
        RuleFor(d => d.Controllers).Short();
        RuleForEach(d => d.Controllers).ChildRules(c =>
        {
            c.RuleFor(x => x.Person).SetValidator(new NaturalPersonValidator(codes));
            c.RuleFor(x => x.Capacity).NotEmpty().ShortText();
        });
        RuleFor(d => d.Affiliates).Short();
        RuleForEach(d => d.Affiliates).ChildRules(a =>
        {
            a.RuleFor(x => x.Name).NotEmpty().ShortText();
            a.RuleFor(x => x.Country!).CountryCode(codes).When(x => x.Country is not null);
            a.RuleFor(x => x.RegistrationNumber).ShortText();
            a.RuleFor(x => x.Relation).ShortText();
        });
        RuleFor(d => d.Premises).Short();
        RuleForEach(d => d.Premises).ChildRules(p =>
        {
            p.RuleFor(x => x.Address).NotEmpty().ShortText();
            p.RuleFor(x => x.Place).ShortText();
            p.RuleFor(x => x.Phone).ShortText();
        });
        RuleFor(d => d.Staff).Short();
        RuleForEach(d => d.Staff).ChildRules(s =>
        {
            s.RuleFor(x => x.Person).SetValidator(new NaturalPersonValidator(codes));
            s.RuleFor(x => x.Duty).NotEmpty().ShortText();
        });
        RuleFor(d => d.Bank!).ChildRules(b =>
        {
            b.RuleFor(x => x.Bank).NotEmpty().ShortText();
            b.RuleFor(x => x.Country).CountryCode(codes);
            b.RuleFor(x => x.AccountNumber).NotEmpty().ShortText();
            b.RuleFor(x => x.Holder).ShortText();
        }).When(d => d.Bank is not null);
        RuleFor(d => d.Declarations).Short();
        RuleForEach(d => d.Declarations).ChildRules(a =>
        {
            a.RuleFor(x => x.Question).NotEmpty().MaximumLength(60);
            a.RuleFor(x => x.Explanation).MaximumLength(LongText);
        });
        RuleFor(d => d.Declarations).Must(a => a.GroupBy(x => x.Question).All(g => g.Count() == 1)).WithErrorCode("declaration.twice").WithMessage("A question is answered twice.");
    }

    private static int Count(IReadOnlyList<ApplicantOwner> owners) => owners.Sum(o => 1 + Count(o.Company?.Owners ?? []));

    private static int Levels(IReadOnlyList<ApplicantOwner> owners) => owners.Count == 0 ? 0 : 1 + owners.Max(o => Levels(o.Company?.Owners ?? []));

    private sealed class LegalPersonValidator : AbstractValidator<LegalPerson>
    {
        public LegalPersonValidator()
        {
            RuleFor(p => p.RegisteredName).NotEmpty().ShortText();
            RuleFor(p => p.Form).ShortText();
            RuleFor(p => p.RegistrationNumber).ShortText();
            RuleFor(p => p.TaxNumber).ShortText();
            RuleFor(p => p.FoundedOn!.Value).PlausibleDay().OverridePropertyName("FoundedOn").When(p => p.FoundedOn is not null);
        }
    }

    private sealed class OwnerValidator : AbstractValidator<ApplicantOwner>
    {
        public OwnerValidator(CodeLists codes)
        {
            RuleFor(o => o.SharePercent).Must(s => s.Length <= 20 && Rational.TryParse(s, out var share) && share.Sign > 0 && share <= 100)
                .WithErrorCode("share.malformed").WithMessage("Expected a decimal number of percent above 0 and up to 100.").WithState(_ => "For example \"33.34\".");
            RuleFor(o => o.Person).Must((o, person) => (person is null) != (o.Company is null)).WithErrorCode("owner.person-or-company").WithMessage("An owner is a person or a company, one of the two.");
            RuleFor(o => o.Person!).SetValidator(new NaturalPersonValidator(codes)).When(o => o.Person is not null);
            RuleFor(o => o.Company!).ChildRules(c =>
            {
                c.RuleFor(x => x.RegisteredName).NotEmpty().ShortText();
                c.RuleFor(x => x.Country!).CountryCode(codes).When(x => x.Country is not null);
                c.RuleFor(x => x.RegistrationNumber).ShortText();
                // This validator itself: companies own companies.
                c.RuleForEach(x => x.Owners).SetValidator(this);
            }).When(o => o.Company is not null);
        }
    }

    private sealed class NaturalPersonValidator : AbstractValidator<NaturalPerson>
    {
        public NaturalPersonValidator(CodeLists codes)
        {
            RuleFor(p => p.Name).NotEmpty().ShortText();
            RuleFor(p => p.BornOn!.Value).PlausibleDay().OverridePropertyName("BornOn").When(p => p.BornOn is not null);
            RuleFor(p => p.Nationality!).CountryCode(codes).When(p => p.Nationality is not null);
            RuleFor(p => p.Phone).ShortText();
            RuleFor(p => p.Document!).ChildRules(document =>
            {
                document.RuleFor(d => d.Country).CountryCode(codes);
                document.RuleFor(d => d.Number).NotEmpty().MaximumLength(60);
                // Only letters and digits tell one document from another: without any, all such persons would be one.
                document.RuleFor(d => d.Number).Must(n => n.Any(char.IsLetterOrDigit)).When(d => !string.IsNullOrWhiteSpace(d.Number))
                    .WithErrorCode("document.number-malformed").WithMessage("The number has neither letters nor digits.").WithState(_ => "Leave the document out where it is not known.");
            }).When(p => p.Document is not null);
        }
    }
}

internal static class ApplicantLists
{
    public static IRuleBuilderOptions<T, IReadOnlyList<TItem>> Short<T, TItem>(this IRuleBuilder<T, IReadOnlyList<TItem>> rule) =>
        rule.Must(list => list.Count <= ApplicantDetailsValidator.MostInList).WithErrorCode("list.too-long").WithMessage($"At most {ApplicantDetailsValidator.MostInList}.");
}
