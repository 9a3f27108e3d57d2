using Licensing.Api.Features.Proposals;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Api.Features.Law;

/// <summary>Where a text of a pack stands. Computed from who did what and from the dates of its rules; stored nowhere.</summary>
public enum LawPackState
{
    /// <summary>Read, and judges nothing.</summary>
    Draft,

    /// <summary>Submitted: one officer proposed it, another has not decided.</summary>
    Proposed,

    /// <summary>Approved and held, and the first day of its rules has not come.</summary>
    Scheduled,

    /// <summary>Judges placements.</summary>
    InForce,

    /// <summary>Held, and the last day of its rules has passed: it still judges what happened before.</summary>
    Ended,

    /// <summary>A later text of its name was approved.</summary>
    Superseded,

    /// <summary>Taken out of law by two people.</summary>
    Withdrawn,
}

/// <summary>A rule pack and what this deployment made of it.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Name">Stable name; texts of the same name follow one another.</param>
/// <param name="Number">1, 2, …: which text of this name.</param>
/// <param name="Side">Whose law.</param>
/// <param name="Origin">ISO 3166-1 alpha-2; null where the pack is not bound to an origin.</param>
/// <param name="Destination">ISO 3166-1 alpha-2; null where the pack is not bound to a destination.</param>
/// <param name="Digest">SHA-256 of the text.</param>
/// <param name="State">On today's date in the ministry's time zone.</param>
/// <param name="ProposedBy">The officer who proposed it.</param>
/// <param name="ApprovedBy">Another officer, who approved it.</param>
/// <param name="WithdrawnAt">From then on it is no law here, and no draft to be proposed.</param>
public sealed record LawPackView(
    string Id, string Name, int Number, string Title, LawSide Side, string? Origin, string? Destination, string Digest, LawPackState State,
    DateTime ImportedAt, string? ProposedBy, DateTime? ProposedAt, string? ApprovedBy, DateTime? ApprovedAt, string? WithdrawnBy, DateTime? WithdrawnAt)
{
    public static LawPackView Of(LawPack p, LawStanding standing) => new(
        p.PublicId, p.Name, p.Number, p.Title, p.Side, p.Origin, p.Destination, p.Digest, standing.Of(p),
        p.ImportedAt, p.ProposedBy, p.ProposedAt, p.ApprovedBy, p.ApprovedAt, p.WithdrawnBy, p.WithdrawnAt);
}

/// <summary>Says where each text stands at one moment.</summary>
/// <param name="held">What is law here at that moment.</param>
/// <param name="now">UTC.</param>
/// <param name="today">The day of that moment in the ministry's time zone.</param>
public sealed class LawStanding(IReadOnlyList<HeldPack> held, DateTime now, DateOnly today)
{
    public LawPackState Of(LawPack p)
    {
        if (p.WithdrawnAt is not null)
            return LawPackState.Withdrawn;
        if (p.ApprovedAt is null)
            return p.ProposedAt + TwoPersonRule.GoodFor > now ? LawPackState.Proposed : LawPackState.Draft;
        if (held.FirstOrDefault(h => h.Text.Id == p.Id) is not { } text)
            return LawPackState.Superseded;
        if (text.Rules.IsEmpty || text.Rules.Any(r => r.InForce.Contains(today) != Holds.No))
            return LawPackState.InForce;
        return text.Rules.Any(r => today < r.InForce.From.Earliest) ? LawPackState.Scheduled : LawPackState.Ended;
    }

    /// <summary>Where a version of a text that is held stands.</summary>
    public ProvisionState Of(Rule rule) => rule.InForce.Contains(today) switch
    {
        Holds.Yes => today >= rule.Contested?.From.Earliest ? ProvisionState.Doubtful : ProvisionState.InForce,
        Holds.Perhaps => ProvisionState.Doubtful,
        _ => today < rule.InForce.From.Earliest ? ProvisionState.Scheduled : ProvisionState.Ended,
    };
}
