using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Deposits;
using Licensing.Rules.Licences;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Deposits;

/// <param name="HeldFrom">First day on which the ministry held it, inclusive; it may have been entered late.</param>
/// <param name="Issuer">The bank or insurer; of a paper only.</param>
/// <param name="ExpiresOn">Last day of a paper, inclusive.</param>
/// <param name="Reference">Number of the paper, or of the payment.</param>
/// <param name="Reason">Why it is recorded, for the audit trail.</param>
public sealed record RecordReceiptRequest(
    DepositForm Form, Money Amount, DateOnly HeldFrom, string? Issuer = null, DateOnly? ExpiresOn = null, string? Reference = null, string? Reason = null)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string LicenceId { get; init; } = "";
}

public sealed class RecordReceiptValidator : Validator<RecordReceiptRequest>
{
    public RecordReceiptValidator(CodeLists codes)
    {
        RuleFor(r => r.Amount).PositiveAmount(codes);
        RuleFor(r => r.HeldFrom).PlausibleDay();
        RuleFor(r => r.Issuer).NotEmpty().ShortText().MaximumLength(StorageConventions.DefaultTextLength).When(r => r.Form != DepositForm.Cash);
        RuleFor(r => r.Issuer).Null().When(r => r.Form == DepositForm.Cash).WithErrorCode("issuer.not-here").WithMessage("Cash has no issuer.");
        RuleFor(r => r.ExpiresOn).Null().When(r => r.Form == DepositForm.Cash).WithErrorCode("expiry.not-here").WithMessage("Cash does not expire.");
        RuleFor(r => r.ExpiresOn!.Value).PlausibleDay().NotBefore(r => r.HeldFrom).When(r => r.ExpiresOn is not null);
        RuleFor(r => r.Reference).ShortText().MaximumLength(StorageConventions.DefaultTextLength);
        RuleFor(r => r.Reason).MaximumLength(2000);
    }
}

/// <summary>Records a sum that was lodged: cash, a guarantee, a policy, in a form that the regime of its day allows. A demand to restore the
/// deposit is met from the first day on which the required sum is held again.</summary>
public sealed class RecordReceipt(LicensingDb db, DepositDemands demands, RegimeInForce regimes, Caller caller, Ministry ministry, TimeProvider clock)
    : Endpoint<RecordReceiptRequest, Results<Created<LedgerRowView>, Problem>>
{
    public override void Configure()
    {
        Post("licences/{LicenceId}/deposit/receipts");
        Permissions(Permission.RecordDeposits);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.DepositForm, ProblemCode.DepositCurrency, ProblemCode.DepositTooLarge);
    }

    public override Task<Results<Created<LedgerRowView>, Problem>> ExecuteAsync(RecordReceiptRequest r, CancellationToken ct) => db.AgainIfQuickerAsync(() => RecordAsync(r, ct));

    private async Task<Results<Created<LedgerRowView>, Problem>> RecordAsync(RecordReceiptRequest r, CancellationToken ct)
    {
        if (DepositShape.WhyNotYet("/heldFrom", r.HeldFrom, ministry.Today(clock)) is { } early)
            return early;
        if (await db.LicenceOfDepositAsync(r.LicenceId, ct) is not { } licence)
            return new Problem(ProblemCode.NotFound);
        if (WhyNotInForm(r.Form, await regimes.OnAsync(r.HeldFrom, ct)) is { } notSo)
            return notSo;
        var deposit = await db.DepositOfAsync(licence.Id, ct);
        if (deposit is null)
            db.Add(deposit = new Deposit(licence, r.Amount.Currency));
        var (refused, row) = deposit.Receive(new(r.Form, r.Amount, r.HeldFrom, Said(r.Issuer), r.ExpiresOn, Said(r.Reference)), clock.Now(), caller.Name);
        if (row is null)
            return DepositShape.Of(refused!.Value, deposit.Currency);
        db.Record(deposit, new DepositReceived(row.PublicId, r.Form, r.Amount, r.HeldFrom, r.ExpiresOn), r.Reason);
        await demands.MeetAsync(licence, deposit, r.Reason, ct);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(deposit);
        return TypedResults.Created($"/v1/licences/{licence.PublicId}/deposit", LedgerRowView.Of(row));
    }

    // A rule that names no form, or that is not known, rules none out.
    private static Problem? WhyNotInForm(DepositForm form, RegimeOn regime)
    {
        var holds = regime.Answer(RegimeQuestion.Deposit).As<DepositRule>()?.Rows.SelectMany(row => row.Hold.Concat(row.PerBranch)).ToList() ?? [];
        return holds.Count == 0 || holds.Exists(h => h.Forms.IsEmpty || h.Forms.Contains(form)) ? null
            : new(ProblemCode.DepositForm, $"On {regime.Day:yyyy-MM-dd} the regime {regime.Regime.Name} allows: {string.Join(", ", holds.SelectMany(h => h.Forms).Distinct().Select(f => Json.Words.ConvertName(f.ToString())))}.");
    }

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : Text.Normalise(text);
}
