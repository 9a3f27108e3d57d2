using Licensing.Api.Database;
using Licensing.Api.Features.Complaints;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Remedies;

/// <summary>The decision on which an order rests. A reference of the ministry's own is taken as it is written; the id of a decision on a complaint is looked up.</summary>
public static class NamedDecision
{
    /// <returns>The complaint that was decided; null: another decision is named. A refusal where the one that is named does not stand, or is about something else.</returns>
    public static async Task<(Problem? Refusal, Complaint? Complaint)> DecisionAsync(this LicensingDb db, string decision, Placement placement, CancellationToken ct)
    {
        if (!decision.StartsWith(ComplaintDecision.IdPrefix + "_", StringComparison.Ordinal))
            return (null, null);
        var found = await db.ComplaintDecisions.AsTracking().Include(d => d.Complaint).SingleOrDefaultAsync(d => d.PublicId == decision, ct);
        if (found is null || found.AgencyId != placement.AgencyId || (found.Complaint.PlacementId is { } about && about != placement.Id))
            return (new(ProblemCode.DecisionNotStanding, "There is no such decision on a complaint about this placement."), null);
        if (found.SetAsideOn is { } from)
            return (new(ProblemCode.DecisionNotStanding, $"It was set aside from {from:yyyy-MM-dd}."), null);
        return found.Outcome == ComplaintOutcome.Upheld ? (null, found.Complaint) : (new(ProblemCode.DecisionNotStanding, "The complaint was dismissed."), null);
    }
}
