using FluentValidation;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Api.Features.Disclosures;

/// <summary>The shape of a reported placement: codes exist, amounts are positive, dates are of this age. Never law: an
/// unlawful fee is exactly what is to be reported.</summary>
public sealed class ReportedPlacementValidator<T> : AbstractValidator<T>
    where T : ReportedPlacement
{
    private static readonly DateOnly Earliest = new(1950, 1, 1), Latest = new(2100, 1, 1);

    public ReportedPlacementValidator(CodeLists codes)
    {
        RuleFor(r => r.Origin).Must(codes.Countries.ContainsKey).WithErrorCode("country.unknown").WithMessage("Not a country code.").WithState(_ => "Use ISO 3166-1 alpha-2, for example NP.");
        RuleFor(r => r.Destination).Must(codes.Countries.ContainsKey).WithErrorCode("country.unknown").WithMessage("Not a country code.").WithState(_ => "Use ISO 3166-1 alpha-2, for example MY.");
        RuleFor(r => r.Destination).NotEqual(r => r.Origin).WithErrorCode("corridor.same-country").WithMessage("Origin and destination are the same country.");
        RuleFor(r => r.Occupation).Must(o => o is null || codes.Occupations.Contains(o)).WithErrorCode("occupation.unknown").WithMessage("Not an ISCO-08 code.").WithState(_ => "Use a code of one to four digits of ISCO-08, for example 9329.");
        RuleFor(r => r.VisaNoticeOn).Must(Plausible).WithErrorCode("date.out-of-range").WithMessage(Days);
        RuleFor(r => r.PlacedOn).Must(Plausible).WithErrorCode("date.out-of-range").WithMessage(Days);
        RuleFor(r => r.DepartedOn).Must(Plausible).WithErrorCode("date.out-of-range").WithMessage(Days);
        RuleFor(r => r.EnteredOn).Must(Plausible).WithErrorCode("date.out-of-range").WithMessage(Days);
        RuleFor(r => r.EmploymentEndedOn).Must(Plausible).WithErrorCode("date.out-of-range").WithMessage(Days);
        RuleFor(r => r.DeploymentFailedOn).Must(Plausible).WithErrorCode("date.out-of-range").WithMessage(Days);
        RuleFor(r => r.Contract!).ChildRules(contract =>
        {
            contract.RuleFor(c => c.SignedOn).Must(Plausible).WithErrorCode("date.out-of-range").WithMessage(Days);
            contract.RuleFor(c => c.ApprovedOn).Must(Plausible).WithErrorCode("date.out-of-range").WithMessage(Days);
            contract.RuleFor(c => c.Months).InclusiveBetween(1, 600);
            contract.RuleFor(c => c.ExtensionMonths).InclusiveBetween(1, 600);
            contract.RuleFor(c => c.MonthlyWage!).ChildRules(wage =>
            {
                wage.RuleFor(w => w.AmountMinor).GreaterThan(0).WithErrorCode("amount.not-positive").WithMessage("An amount is more than nothing.");
                wage.RuleFor(w => w.Currency).Must(c => c is not null && codes.MinorUnits.ContainsKey(c)).WithErrorCode("currency.unknown").WithMessage("Not a currency code.").WithState(_ => "Use ISO 4217, for example MYR.");
            }).When(c => c.MonthlyWage is not null);
        }).When(r => r.Contract is not null);
        RuleFor(r => r.Employer!).ChildRules(employer =>
        {
            employer.RuleFor(e => e.Name).NotEmpty().MaximumLength(300);
            employer.RuleFor(e => e.Country).Must(c => c is null || codes.Countries.ContainsKey(c)).WithErrorCode("country.unknown").WithMessage("Not a country code.");
        }).When(r => r.Employer is not null);
        RuleFor(r => r.PartnerAgency!).ChildRules(partner =>
        {
            partner.RuleFor(p => p.Name).NotEmpty().MaximumLength(300);
            partner.RuleFor(p => p.Country).Must(c => c is null || codes.Countries.ContainsKey(c)).WithErrorCode("country.unknown").WithMessage("Not a country code.");
        }).When(r => r.PartnerAgency is not null);
        RuleFor(r => r.FirstWage!.Amount).SetValidator(new MoneyValidator(codes)).When(r => r.FirstWage is not null);
        RuleFor(r => r.FirstWage!.ReceivedOn).Must(Plausible).WithErrorCode("date.out-of-range").WithMessage(Days).When(r => r.FirstWage is not null);
        RuleFor(r => r.AgreedFee!.Value).SetValidator(new MoneyValidator(codes)).OverridePropertyName("AgreedFee").When(r => r.AgreedFee is not null);
        // A decision of an authority may be that a placement is free.
        RuleFor(r => r.JobOrderMaximum!.Value).SetValidator(new MoneyValidator(codes, orNothing: true)).OverridePropertyName("JobOrderMaximum").When(r => r.JobOrderMaximum is not null);
        RuleFor(r => r.ApprovedCost!.Value).SetValidator(new MoneyValidator(codes, orNothing: true)).OverridePropertyName("ApprovedCost").When(r => r.ApprovedCost is not null);
        RuleFor(r => r.Intermediaries).Must(i => i.Count <= 50).WithErrorCode("list.too-long").WithMessage("At most 50.");
        RuleForEach(r => r.Intermediaries).ChildRules(i => i.RuleFor(x => x.Name).MaximumLength(300));
        RuleFor(r => r.Loans).Must(l => l.Count <= 50).WithErrorCode("list.too-long").WithMessage("At most 50.");
        RuleForEach(r => r.Loans).ChildRules(loan =>
        {
            loan.RuleFor(l => l.Principal).SetValidator(new MoneyValidator(codes));
            loan.RuleFor(l => l.AnnualRatePercent).Must(p => p is null || (Rational.TryParse(p, out var rate) && rate.Sign >= 0 && p.Length <= 20))
                .WithErrorCode("number.malformed").WithMessage("Expected a decimal number of percent.").WithState(_ => "For example \"36\" or \"12.5\".");
            loan.RuleFor(l => l.Lender).MaximumLength(300);
        });
        RuleFor(r => r.Items).Must(i => i is null || i.Count <= 500).WithErrorCode("list.too-long").WithMessage("At most 500 items.");
        RuleForEach(r => r.Items).SetValidator(new ItemValidator(codes));
        RuleFor(r => r.Items).Must(items => items is null || items.Where(i => i?.Id is not null).GroupBy(i => i.Id).All(g => g.Count() == 1))
            .WithErrorCode("item.id-twice").WithMessage("Two items have the same id.");
    }

    private const string Days = "Expected a day from 1950-01-01 to 2100-01-01.";

    private static bool Plausible(DateOnly? day) => day is null || (day >= Earliest && day <= Latest);

    private sealed class MoneyValidator : AbstractValidator<Money>
    {
        public MoneyValidator(CodeLists codes, bool orNothing = false)
        {
            if (orNothing)
                RuleFor(m => m.AmountMinor).GreaterThanOrEqualTo(0).WithErrorCode("amount.negative").WithMessage("An amount is not less than nothing.");
            else
                RuleFor(m => m.AmountMinor).GreaterThan(0).WithErrorCode("amount.not-positive").WithMessage("An amount is more than nothing.");
            RuleFor(m => m.Currency).Must(c => c is not null && codes.MinorUnits.ContainsKey(c)).WithErrorCode("currency.unknown").WithMessage("Not a currency code.").WithState(_ => "Use ISO 4217, for example NPR.");
        }
    }

    private sealed class ItemValidator : AbstractValidator<ReportedItem>
    {
        public ItemValidator(CodeLists codes)
        {
            RuleFor(i => i.Category).Must(c => c is not null && codes.Categories.Contains(c)).WithErrorCode("category.unknown").WithMessage("Not a cost category.").WithState(_ => "Use group.kind, for example recruitment-fee.service.");
            RuleFor(i => i.Amount).SetValidator(new MoneyValidator(codes));
            RuleFor(i => i.Date).Must(Plausible).WithErrorCode("date.out-of-range").WithMessage(Days);
            RuleFor(i => i.Receipt).MaximumLength(100);
            RuleFor(i => i.Id).Matches("^[A-Za-z0-9_-]{1,40}$").WithErrorCode("item.id-malformed").WithMessage("An id is up to 40 letters, digits, - and _.");
            RuleFor(i => i.RefundOf).MaximumLength(40);
            RuleFor(i => i.RefundOf).NotEmpty().When(i => i.Kind == ItemKind.Refund).WithErrorCode("item.refund-of-missing").WithMessage("A refund says which item it gives back.");
            RuleFor(i => i.RefundOf).Empty().When(i => i.Kind != ItemKind.Refund).WithErrorCode("item.refund-of-unexpected").WithMessage("Only a refund names another item.");
            RuleFor(i => i.Period!).ChildRules(period =>
            {
                period.RuleFor(p => p.From).Must(d => Plausible(d)).WithErrorCode("date.out-of-range").WithMessage(Days);
                period.RuleFor(p => p.To).Must(d => Plausible(d)).WithErrorCode("date.out-of-range").WithMessage(Days);
            }).When(i => i.Period is not null);
            RuleFor(i => i.Period!).Must(p => p.From <= p.To).When(i => i.Period is not null).WithErrorCode("period.reversed").WithMessage("The period ends before it begins.");
        }
    }
}
