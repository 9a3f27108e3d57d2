using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Complaints;

/// <summary>How a complainant comes back to his complaint: by its reference and the secret. A wrong secret, none, a mistyped reference and an unknown one
/// take the same way to the same answer.</summary>
public sealed class ComplaintTracking(LicensingDb db, ComplaintLimit limit)
{
    public const string SecretHeader = "X-Complaint-Secret";

    /// <summary>The complaint of that reference, if the request holds its secret.</summary>
    /// <exception cref="ProblemException">rate.exceeded.</exception>
    public async Task<Complaint?> FindAsync(HttpContext context, string reference, CancellationToken ct)
    {
        limit.Take(context);
        var typed = Reference.Parse(reference, Complaint.ReferencePrefix) ?? "";
        var complaint = await db.Complaints.AsTracking().Include(c => c.Agency).SingleOrDefaultAsync(c => c.Reference == typed, ct);
        return Complaint.Opens(complaint, context.Request.Headers[SecretHeader].ToString()) ? complaint : null;
    }
}

public static class ComplaintSecret
{
    /// <summary>Documents the header by which <see cref="ComplaintTracking"/> opens a complaint.</summary>
    public static void TakesComplaintSecret(this BaseEndpoint endpoint) =>
        endpoint.Definition.Description(b => b.WithMetadata(new TakesHeader(ComplaintTracking.SecretHeader, "The secret that was shown when the complaint was filed. A wrong one and none are answered as an unknown reference is.")));
}
