using Licensing.Api.Database;
using Licensing.Api.Features.Conflicts;
using Licensing.Api.Http;
using Licensing.Api.Security;

namespace Licensing.Api.Features.Confirmations;

public static class ConfirmationLookup
{
    /// <summary>Not those about an agency towards which the officer declared himself not free.</summary>
    public static IQueryable<Confirmation> OfFree(this IQueryable<Confirmation> confirmations, LicensingDb db, Caller caller)
    {
        var name = caller.Name;
        return confirmations.Where(c => !db.ConflictsOfInterest.Any(i => i.AgencyId == c.Placement.AgencyId && i.Subject == name && i.WithdrawnAt == null));
    }

    /// <exception cref="ProblemException">proposal.conflict.</exception>
    public static async Task MustBeFreeAsync(this LicensingDb db, Caller caller, Confirmation confirmation, CancellationToken ct)
    {
        if (await db.WhyNotFreeAsync(caller, confirmation.Placement.AgencyId, ct) is { } notFree)
            throw new ProblemException(notFree);
    }
}
