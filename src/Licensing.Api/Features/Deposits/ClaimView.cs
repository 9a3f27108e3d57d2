using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Licensing.Rules.Values;

namespace Licensing.Api.Features.Deposits;

/// <summary>A claim, without who the worker is: that is opened apart (POST /v1/deposit-claims/{claimId}/claimant-reads).</summary>
/// <param name="Decision">Reference of the decision by which it is owed.</param>
/// <param name="Statement">What is claimed, in words; null once its time of retention is over.</param>
/// <param name="Party">The company or authority that claims, where it is no worker.</param>
/// <param name="Placement">Id of the worker's placement, for the ministry only.</param>
/// <param name="PaidMinor">Its share of the draw-down; null before one.</param>
/// <param name="Draw">Id of the draw-down.</param>
public sealed record ClaimView(
    string Id, ClaimKind Kind, Money Amount, DateOnly LodgedOn, string Decision, string? Statement, string? Party, string? Placement, ClaimState State, long? PaidMinor,
    string? Draw, string? RefusalReason, DateTime RecordedAt, string RecordedBy, DateTime? ClosedAt)
{
    /// <param name="claim">With its placement and draw-down.</param>
    public static ClaimView Of(Claim claim, Caller caller) => new(
        claim.PublicId, claim.ClaimKind, new(claim.AmountMinor, claim.Currency), claim.LodgedOn, claim.Decision, claim.Statement, claim.Party,
        caller.ActsForMinistry ? claim.Placement?.PublicId : null, claim.State, claim.PaidMinor, claim.Draw?.PublicId, claim.RefusalReason,
        claim.RecordedAt, claim.RecordedBy, claim.ClosedAt);
}
