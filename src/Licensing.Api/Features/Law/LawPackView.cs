using Licensing.Rules.FeeCaps;

namespace Licensing.Api.Features.Law;

public enum LawPackState { Draft, Proposed, InForce, Superseded }

/// <summary>A rule pack and what this deployment made of it.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Name">Stable name; texts of the same name follow one another.</param>
/// <param name="Number">1, 2, …: which text of this name.</param>
/// <param name="Side">Whose law.</param>
/// <param name="Origin">ISO 3166-1 alpha-2; null where the pack is not bound to an origin.</param>
/// <param name="Destination">ISO 3166-1 alpha-2; null where the pack is not bound to a destination.</param>
/// <param name="Digest">SHA-256 of the text.</param>
/// <param name="State">Only a pack in force is judged with.</param>
/// <param name="ProposedBy">The officer who proposed it.</param>
/// <param name="ApprovedBy">Another officer, who approved it.</param>
public sealed record LawPackView(
    string Id, string Name, int Number, string Title, LawSide Side, string? Origin, string? Destination, string Digest, LawPackState State,
    DateTime ImportedAt, string? ProposedBy, DateTime? ProposedAt, string? ApprovedBy, DateTime? ApprovedAt)
{
    /// <param name="lastApproved">The number of the text of this name that was approved last; null: none was.</param>
    public static LawPackView Of(LawPack p, int? lastApproved) => new(
        p.PublicId, p.Name, p.Number, p.Title, p.Side, p.Origin, p.Destination, p.Digest,
        p.ApprovedAt is not null ? p.Number == lastApproved ? LawPackState.InForce : LawPackState.Superseded
            : p.ProposedAt is not null ? LawPackState.Proposed : LawPackState.Draft,
        p.ImportedAt, p.ProposedBy, p.ProposedAt, p.ApprovedBy, p.ApprovedAt);
}
