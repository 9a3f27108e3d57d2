using Licensing.Api.Database;
using Licensing.Api.Features.Conflicts;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Complaints;

public static class ComplaintLookup
{
    /// <summary>Not those about an agency towards which the officer declared himself not free.</summary>
    public static IQueryable<Complaint> OfFree(this IQueryable<Complaint> complaints, LicensingDb db, Caller caller)
    {
        var name = caller.Name;
        return complaints.Where(c => c.AgencyId == null || !db.ConflictsOfInterest.Any(i => i.AgencyId == c.AgencyId && i.Subject == name && i.WithdrawnAt == null));
    }

    /// <summary>A complaint by public id or by the reference that people type, for an officer who is free to deal with it.</summary>
    /// <exception cref="ProblemException">not-found; reference.mistyped; proposal.conflict.</exception>
    public static async Task<Complaint> OfficerFindsAsync(this LicensingDb db, Caller caller, string idOrReference, CancellationToken ct)
    {
        var complaints = db.Complaints.AsTracking().Include(c => c.Agency).Include(c => c.Placement).Include(c => c.JoinedTo).Include(c => c.RetaliationOf);
        Complaint? complaint;
        if (Reference.LooksLikeOne(idOrReference, Complaint.ReferencePrefix))
        {
            var reference = Reference.Parse(idOrReference, Complaint.ReferencePrefix) ?? throw new ProblemException(ProblemCode.ReferenceMistyped);
            complaint = await complaints.SingleOrDefaultAsync(c => c.Reference == reference, ct);
        }
        else
        {
            complaint = await complaints.SingleOrDefaultAsync(c => c.PublicId == idOrReference, ct);
        }

        if (complaint is null)
            throw new ProblemException(ProblemCode.NotFound);
        if (complaint.AgencyId is { } agency && await db.WhyNotFreeAsync(caller, agency, ct) is { } notFree)
            throw new ProblemException(notFree);
        return complaint;
    }

    /// <exception cref="ProblemException">complaint.not-possible.</exception>
    public static void MustBe(this Complaint complaint, params ComplaintState[] states)
    {
        if (!states.Contains(complaint.State))
            throw new ProblemException(ProblemCode.ComplaintMoveNotPossible, $"It is {Json.Words.ConvertName(complaint.State.ToString())}; this needs it to be {string.Join(" or ", states.Select(s => Json.Words.ConvertName(s.ToString())))}.");
    }
}
