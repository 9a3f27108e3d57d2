using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Deposits;

/// <param name="Draw">Id of the draw-down that left the debt.</param>
/// <param name="Claim">Public id of the claim whose part is paid, where the debt is owed to the claimants; null where it is owed to the state.</param>
/// <param name="Reference">Number of the payment.</param>
/// <param name="Reason">Why it is recorded, for the audit trail.</param>
public sealed record RecordDebtPaymentRequest(string Draw, Money Amount, DateOnly PaidOn, string? Claim = null, string? Reference = null, string? Reason = null)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string LicenceId { get; init; } = "";
}

public sealed class RecordDebtPaymentValidator : Validator<RecordDebtPaymentRequest>
{
    public RecordDebtPaymentValidator(CodeLists codes)
    {
        RuleFor(r => r.Draw).NotEmpty().MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Claim).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Amount).PositiveAmount(codes);
        RuleFor(r => r.PaidOn).PlausibleDay();
        RuleFor(r => r.Reference).ShortText().MaximumLength(StorageConventions.DefaultTextLength);
        RuleFor(r => r.Reason).MaximumLength(2000);
    }
}

/// <summary>Records that the agency paid what a draw-down left uncovered: to the state, or to a claimant, as the regime said when it was drawn.</summary>
public sealed class RecordDebtPayment(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock)
    : Endpoint<RecordDebtPaymentRequest, Results<Created<LedgerRowView>, Problem>>
{
    public override void Configure()
    {
        Post("licences/{LicenceId}/deposit/debt-payments");
        Permissions(Permission.RecordDeposits);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.DepositCurrency, ProblemCode.DepositNotOwed);
    }

    public override Task<Results<Created<LedgerRowView>, Problem>> ExecuteAsync(RecordDebtPaymentRequest r, CancellationToken ct) => db.AgainIfQuickerAsync(() => RecordAsync(r, ct));

    private async Task<Results<Created<LedgerRowView>, Problem>> RecordAsync(RecordDebtPaymentRequest r, CancellationToken ct)
    {
        if (DepositShape.WhyNotYet("/paidOn", r.PaidOn, ministry.Today(clock)) is { } early)
            return early;
        if (await db.LicenceOfDepositAsync(r.LicenceId, ct) is not { } licence)
            return new Problem(ProblemCode.NotFound);
        var deposit = await db.DepositOfAsync(licence.Id, ct);
        if (deposit?.Draws.SingleOrDefault(d => d.PublicId == r.Draw) is not { } draw)
            return new Problem(ProblemCode.NotFound, "The deposit of this licence has no such draw-down.");
        if (r.Amount.Currency != deposit.Currency)
            return new Problem(ProblemCode.DepositCurrency, $"The debt is in {deposit.Currency}.");
        if (WhyNotOwed(r, draw) is { } elsewhere)
            return elsewhere;
        var claim = draw.Claims.SingleOrDefault(c => c.PublicId == r.Claim);
        var (refused, row) = deposit.PayDebt(draw, claim, r.PaidOn, r.Amount.AmountMinor, r.Reference is null ? null : Text.Normalise(r.Reference), clock.Now(), caller.Name);
        if (row is null)
            return DepositShape.Of(refused!.Value, deposit.Currency);
        db.Record(deposit, new DepositDebtPaid(draw.PublicId, claim?.PublicId, r.Amount.AmountMinor, deposit.Currency), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(deposit);
        return TypedResults.Created($"/v1/licences/{licence.PublicId}/deposit", LedgerRowView.Of(row));
    }

    private static Problem? WhyNotOwed(RecordDebtPaymentRequest r, DepositDraw draw) => (draw.DebtIsDue, r.Claim) switch
    {
        (null, _) => new(ProblemCode.DepositNotOwed, "The draw-down covered every claim."),
        (Shortfall.DueToTheState, not null) => new(ProblemCode.DepositNotOwed, "What this draw-down left uncovered is owed to the state: name no claim."),
        (Shortfall.DueToTheClaimants, null) => new(ProblemCode.DepositNotOwed, "What this draw-down left uncovered is owed to the claimants: name the claim that was paid."),
        (Shortfall.DueToTheClaimants, { } claim) when draw.Claims.All(c => c.PublicId != claim) => new(ProblemCode.NotFound, $"The draw-down has no claim {claim}."),
        _ => null,
    };
}
