using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Deposits;
using Licensing.Api.Security;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.FeeQuotes;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.FeeQuotes;

/// <summary>One amount that somebody asks of the worker.</summary>
/// <param name="Category">Code of the cost, for example recruitment-fee.service.</param>
/// <param name="Payee">Who asks for it.</param>
/// <param name="On">When it is to be paid; left out: on the day of the question.</param>
/// <param name="Receipt">Whether a receipt is offered; left out: nobody said.</param>
public sealed record AskedFee(string Category, Money Amount, Role Payee, DateOnly? On = null, Channel? Channel = null, bool? Receipt = null);

/// <param name="Origin">ISO 3166-1 alpha-2.</param>
/// <param name="Destination">ISO 3166-1 alpha-2.</param>
/// <param name="Items">What was asked. Nobody's name: nothing of this is kept.</param>
/// <param name="Occupation">ISCO-08, one to four digits.</param>
/// <param name="Wage">Of a month, as offered.</param>
/// <param name="Months">Length of the contract.</param>
/// <param name="On">The day of signing; today in the ministry's time zone if left out.</param>
public sealed record CheckFeesRequest(
    string Origin, string Destination, IReadOnlyList<AskedFee> Items, string? Occupation = null, Money? Wage = null, int? Months = null, DateOnly? On = null);

public sealed class CheckFeesValidator : Validator<CheckFeesRequest>
{
    private const int MostItems = 50;

    public CheckFeesValidator(CodeLists codes)
    {
        RuleFor(r => r.Origin).CountryCode(codes);
        RuleFor(r => r.Destination).CountryCode(codes);
        RuleFor(r => r.Occupation).Must(o => o is null || codes.Occupations.Contains(o)).WithErrorCode("occupation.unknown").WithMessage("Not an ISCO-08 code.").WithState(_ => "Use a code of one to four digits, for example 9329.");
        When(r => r.Wage is not null, () => RuleFor(r => r.Wage!.Value).PositiveAmount(codes));
        RuleFor(r => r.Months).InclusiveBetween(1, ReadFeeQuoteValidator.MostMonths).When(r => r.Months is not null);
        RuleFor(r => r.On!.Value).PlausibleDay().OverridePropertyName("On").When(r => r.On is not null);
        RuleFor(r => r.Items).Must(i => i.Count is > 0 and <= MostItems).WithErrorCode("list.wrong-length").WithMessage($"Name 1 to {MostItems} things that were asked.");
        RuleForEach(r => r.Items).ChildRules(item =>
        {
            item.RuleFor(i => i.Category).Must(c => c is not null && codes.Categories.Contains(c)).WithErrorCode("category.unknown").WithMessage("Not a cost category.").WithState(_ => "Use group.kind, for example recruitment-fee.service.");
            item.RuleFor(i => i.Amount).PositiveAmount(codes);
            item.RuleFor(i => i.On!.Value).PlausibleDay().OverridePropertyName("On").When(i => i.On is not null);
        });
    }
}

/// <param name="Item">Its place in the question, from 0.</param>
/// <param name="Word">open: no law that is known settles it, which does not make it allowed.</param>
/// <param name="SilentLaws">Laws of which no rule about it is known, though another allows it.</param>
/// <param name="Provisions">What it rests on.</param>
/// <param name="Sentences">The reasons, the weightiest first.</param>
public sealed record CheckedFeeView(int Item, string Category, Money Amount, CheckWord Word, IReadOnlyList<LawSide> SilentLaws, IReadOnlyList<string> Provisions, IReadOnlyList<string> Sentences);

/// <param name="ComplaintsAt">Where the ministry takes complaints, in its own words; null where it has not said.</param>
public sealed record CheckFeesResponse(DateOnly On, string Language, string LawDigest, IReadOnlyList<CheckedFeeView> Items, string? ComplaintsAt);

/// <summary>Tells a worker, item by item, whether what is asked of him is allowed. All items are judged together, since limits are shared. No sign-in,
/// no name, and nothing is stored.</summary>
public sealed class CheckFees(LicensingDb db, QuoteBasis basis, Ministry ministry, TimeProvider clock) : Endpoint<CheckFeesRequest, Ok<CheckFeesResponse>>
{
    public override void Configure()
    {
        Post("fee-quotes/checks");
        Permissions(Permission.AskFees);
    }

    public override async Task<Ok<CheckFeesResponse>> ExecuteAsync(CheckFeesRequest r, CancellationToken ct)
    {
        var question = new FeeQuestion(r.Origin, r.Destination, r.Occupation, r.Wage, r.Months, r.On ?? ministry.Today(clock), ministry.Currency);
        var law = await basis.LawAsync(db, ct);
        var under = (await basis.JudgingAsync(db, ct)).On(question.On);
        var texts = basis.Catalogue(HttpContext.Request.Headers.AcceptLanguage);
        var items = FeeCheck.Of(
            question, [.. r.Items.Select((i, n) => new AskedItem($"{n}", i.Category, i.Amount, i.Payee, i.On, i.Channel, i.Receipt))], law.Rules, under.Context);
        return TypedResults.Ok(new CheckFeesResponse(
            question.On, texts.Language, law.Digest,
            [.. items.Select((c, n) => new CheckedFeeView(
                n, c.Item.Category, c.Item.Amount, c.Word, c.SilentLaws, [.. c.Judgements.Select(j => $"{j.Provision} v{j.Version}").Distinct()], [.. c.Sentences.Select(texts.Say)]))],
            ministry.ComplaintsAt));
    }
}
