using Licensing.Api.Database;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Agencies;

public static class AgencyLookup
{
    /// <summary>Finds an agency by public id or by the reference that people type.</summary>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="ProblemException">The check character of a typed reference is wrong: a slip of the hand, not an
    /// unknown agency, and worth saying so.</exception>
    public static async Task<Agency?> FindAsync(this IQueryable<Agency> agencies, string idOrReference, CancellationToken ct)
    {
        if (!Reference.LooksLikeOne(idOrReference, Agency.ReferencePrefix))
            return await agencies.SingleOrDefaultAsync(a => a.PublicId == idOrReference, ct);
        var reference = Reference.Parse(idOrReference, Agency.ReferencePrefix) ?? throw new ProblemException(ProblemCode.ReferenceMistyped);
        return await agencies.SingleOrDefaultAsync(a => a.Reference == reference, ct);
    }
}
