using Licensing.Api.Features.Applications;

namespace Licensing.Api.Features.Bars;

/// <summary>Whom it is about is told by his id only; who that is, <see cref="ReadBarIdentity"/> opens.</summary>
/// <param name="Id">Public id.</param>
/// <param name="AgencyId">Public id of the barred agency; null where a person is barred.</param>
/// <param name="From">First day, inclusive.</param>
/// <param name="Until">Last day, inclusive; null: for ever, unless it is lifted.</param>
/// <param name="On">The day of which the state is shown.</param>
/// <param name="Decision">The judgement, order or decision that it follows from.</param>
/// <param name="Marks">By what the person is recognised; never the values.</param>
/// <param name="LiftedFrom">First day on which it no longer holds, since it was lifted.</param>
public sealed record BarView(
    string Id, string? AgencyId, DateOnly From, DateOnly? Until, DateOnly On, BarState State, string Grounds, string Decision, IReadOnlyList<MarkKind> Marks,
    string? ProposalId, DateTime? DecidedAt, DateOnly? LiftedFrom, string? LiftGrounds, DateTime? LiftedAt, string? LiftProposalId)
{
    /// <remarks>Agency and marks must be loaded.</remarks>
    public static BarView Of(Bar b, DateOnly on) => new(
        b.PublicId, b.Agency?.PublicId, b.From, b.Until, on, b.StateOn(on), b.Grounds, b.Decision, [.. b.Marks.Select(m => m.Kind).Distinct().Order()],
        b.ProposalId, b.DecidedAt, b.LiftedFrom, b.LiftGrounds, b.LiftedAt, b.LiftProposalId);
}
