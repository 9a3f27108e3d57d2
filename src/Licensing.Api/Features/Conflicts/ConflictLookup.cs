using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Conflicts;

public static class ConflictLookup
{
    /// <summary>Refuses a caller who declared that he is not free towards the agency: he decides nothing that concerns it, alone or with another.</summary>
    public static async Task<Problem?> WhyNotFreeAsync(this LicensingDb db, Caller caller, long agencyId, CancellationToken ct) =>
        await db.ConflictsOfInterest.AnyAsync(c => c.AgencyId == agencyId && c.Subject == caller.Name && c.WithdrawnAt == null, ct) ? new Problem(ProblemCode.ProposalConflict) : null;
}
