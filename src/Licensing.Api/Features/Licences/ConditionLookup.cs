using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

internal static class ConditionLookup
{
    /// <summary>Only the conditions of licences that the caller may act on: an agency's own, every one for those who act for the ministry.</summary>
    public static IQueryable<LicenceCondition> VisibleTo(this IQueryable<LicenceCondition> conditions, Caller caller)
    {
        if (caller.ActsForMinistry)
            return conditions;
        var own = caller.AgencyKeys;
        return conditions.Where(c => own.Contains(c.Licence.AgencyId));
    }

    /// <summary>With what was done about them, their licences and the agencies of those.</summary>
    public static IQueryable<LicenceCondition> WithAll(this IQueryable<LicenceCondition> conditions) =>
        conditions.Include(c => c.Acts).Include(c => c.Licence).ThenInclude(l => l.Agency);
}
