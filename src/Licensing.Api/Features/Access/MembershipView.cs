using Licensing.Api.Security;

namespace Licensing.Api.Features.Access;

/// <summary>Who holds which role.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Subject">The subject of the tokens, or a client's name.</param>
/// <param name="AgencyId">Public id, for an agency's roles.</param>
/// <param name="From">Inclusive.</param>
/// <param name="Until">Exclusive; null until it is taken.</param>
/// <param name="RecordedBy">Who gave it.</param>
/// <param name="TakenBy">Who ended it.</param>
public sealed record MembershipView(
    string Id, string Subject, CallerRole Role, string? AgencyId, DateTime From, DateTime? Until, DateTime RecordedAt, string RecordedBy, string? TakenBy)
{
    /// <remarks>Agency must be loaded.</remarks>
    public static MembershipView Of(Membership m) =>
        new(m.PublicId, m.Subject, m.Role, m.Agency?.PublicId, m.From, m.Until, m.RecordedAt, m.RecordedBy, m.TakenBy);
}
