using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Agencies;

public static class AgencyLookup
{
    /// <summary>Only the agencies for which the caller acts; every agency for those who act for the ministry. Reading what is
    /// public of an agency needs no such limit.</summary>
    public static IQueryable<Agency> VisibleTo(this IQueryable<Agency> agencies, Caller caller)
    {
        if (caller.ActsForMinistry)
            return agencies;
        var own = caller.AgencyKeys;
        return agencies.Where(a => own.Contains(a.Id));
    }

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
