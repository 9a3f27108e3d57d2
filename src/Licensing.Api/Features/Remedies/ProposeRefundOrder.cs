using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Remedies;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Remedies;

/// <param name="Remedy">The formula, for example np.not-sent.</param>
/// <param name="Decision">Reference of the decision by which what the formula asks was established. The id of one on a complaint (cd_…) must stand and be about the placement; whoever complained then follows the order.</param>
/// <param name="DueOn">Last day to pay, inclusive.</param>
/// <param name="PaymentsGo">What a payment settles first, where interest runs.</param>
/// <param name="Currency">ISO 4217; needed where the formula gives in several.</param>
/// <param name="Version">Of the formula; needed where payments fall into the time of several.</param>
/// <param name="Reason">Why, for the history.</param>
public sealed record ProposeRefundOrderRequest(
    RemedyStatement Statement, string Remedy, string Decision, DateOnly DueOn, string Reason, PaymentOrder? PaymentsGo = null, string? Currency = null, int? Version = null)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string PlacementId { get; init; } = "";
}

public sealed class ProposeRefundOrderValidator : Validator<ProposeRefundOrderRequest>
{
    public ProposeRefundOrderValidator(CodeLists codes)
    {
        RuleFor(r => r.Statement).SetValidator(new RemedyStatementShape(codes));
        RuleFor(r => r.Remedy).NotEmpty().MaximumLength(100);
        RuleFor(r => r.Decision).NotEmpty().ShortText().MaximumLength(StorageConventions.DefaultTextLength);
        RuleFor(r => r.DueOn).PlausibleDay();
        RuleFor(r => r.Currency).Matches("^[A-Z]{3}$").WithErrorCode("currency.unknown").WithMessage("Expected an ISO 4217 currency code.");
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
    }
}

/// <summary>Proposes to order an agency to give money back for a placement, by one formula and in one currency; someone else decides. The proposal shows the sum and on what
/// terms interest runs.</summary>
public sealed class ProposeRefundOrder(LicensingDb db, RemedyCase remedies, TwoPersonRule rule, Ministry ministry, TimeProvider clock)
    : Endpoint<ProposeRefundOrderRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("placements/{PlacementId}/refund-orders");
        Permissions(Permission.ProposeRefundOrders);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.FindingNotStanding, ProblemCode.DecisionNotStanding, ProblemCode.RemedyUnknown, ProblemCode.RemedyNotOwed, ProblemCode.RemedyUndetermined, ProblemCode.RefundOrdered,
            ProblemCode.ProposalOpen, ProblemCode.ProposalConflict);
    }

    public override async Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(ProposeRefundOrderRequest r, CancellationToken ct)
    {
        var today = ministry.Today(clock);
        if (r.DueOn < today)
            return new Problem(ProblemCode.RequestInvalid, errors: [new("date.in-past", "/dueOn", $"The day has passed: today is {today:yyyy-MM-dd}.", r.DueOn.ToString("yyyy-MM-dd"), "Leave time to pay.")]);
        var (refusal, reckoned) = await remedies.ReckonAsync(r.PlacementId, r.Statement, today, today, ct);
        if (reckoned is null)
            return refusal!;
        if ((await db.DecisionAsync(Text.Normalise(r.Decision), reckoned.Placement, ct)).Refusal is { } fell)
            return fell;
        var named = reckoned.Results.Where(x => x.Remedy.Name == r.Remedy && (r.Version is null || x.Remedy.Version == r.Version)).ToList();
        if (named.Count(x => x.State == RemedyState.Owed) > 1)
            return new Problem(ProblemCode.RemedyUnknown, $"Something is owed by several versions of {r.Remedy}: name one as version.");
        if ((named.Find(x => x.State == RemedyState.Owed) ?? named.FirstOrDefault()) is not { } result)
            return new Problem(ProblemCode.RemedyUnknown, reckoned.Results.IsEmpty ? "No formula of money back is known for this pair of countries." : $"They are {string.Join(", ", reckoned.Results.Select(x => x.Remedy.Name))}.");
        if (WhyNotOrdered(result, r) is { } open)
            return open;
        var amount = result.Amounts.First(a => a.OrderedMinor > 0 && (r.Currency is null || a.Currency == r.Currency));
        var proposed = ProposedRefundOrder.Of(reckoned, result, amount, r.Statement, Text.Normalise(r.Decision), r.DueOn, r.PaymentsGo);
        var key = RefundOrder.KeyOf(proposed);
        if (await db.RefundOrders.Where(o => o.PlacementId == reckoned.Placement.Id && o.Key == key).Select(o => o.PublicId).FirstOrDefaultAsync(ct) is { } ordered)
            return new Problem(ProblemCode.RefundOrdered, $"It is {ordered}.");
        var (refused, proposal) = await rule.ProposeAsync(ProposalKind.OrderRefund, reckoned.Placement.PublicId, null, reckoned.Placement.AgencyId, proposed, r.Reason, ct);
        if (proposal is null)
            return refused!;
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal);
        return TypedResults.Created($"/v1/proposals/{proposal.PublicId}", ProposalView.Of(proposal, clock.Now()));
    }

    // A rate that nobody knows leaves the interest undetermined, and the rest is ordered. What is only to be stated is asked for.
    private static Problem? WhyNotOrdered(RemedyResult result, ProposeRefundOrderRequest r)
    {
        if (result.State != RemedyState.Owed)
            return new(result.State == RemedyState.NotOwed ? ProblemCode.RemedyNotOwed : ProblemCode.RemedyUndetermined, $"{result.Remedy.Name}: {RemedyWords.Reason(result.Because!)}.");
        var amounts = result.Amounts.Where(a => a.OrderedMinor > 0).ToList();
        if (r.Currency is null ? amounts.Count > 1 : amounts.All(a => a.Currency != r.Currency))
            return new(ProblemCode.RemedyNotOwed, $"It is owed in {string.Join(", ", amounts.Select(a => a.Currency))}: name one as currency.");
        var notStated = result.Open.Where(o => o.StartsWith("not-stated:", StringComparison.Ordinal)).ToList();
        if (result.Remedy.Interest is not null && r.PaymentsGo is null && !result.Open.Contains("rate-not-known"))
            notStated.Add("not-stated:paymentsGo");
        return notStated.Count == 0 ? null : new(ProblemCode.RemedyUndetermined, $"The law does not say it, and the order must: {string.Join(", ", notStated.Select(o => o.Split(':')[1]))}.");
    }
}
