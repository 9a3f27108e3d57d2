using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Http;
using Licensing.Api.Jobs;
using Licensing.Api.Security;
using Licensing.Api.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Licensing.Api.Features.Complaints;

public sealed record AttachToComplaintRequest
{
    [RouteParam]
    public string Reference { get; init; } = "";
}

/// <summary>Attaches a document as raw bytes (PDF, PNG or JPEG) to a complaint, with its reference and secret. It waits in quarantine until a job has
/// looked whether its content is of the declared type.</summary>
/// <remarks>The same bytes again are the same document, so a repeated upload needs no key.</remarks>
public sealed class AttachToComplaint(LicensingDb db, ComplaintTracking tracking, SealedFolder files, TimeProvider clock, JobQueue jobs)
    : Endpoint<AttachToComplaintRequest, Results<Created<ComplaintAttachmentView>, Problem>>
{
    private const int Attempts = 10;

    public override void Configure()
    {
        Post("complaint-tracking/{Reference}/attachments");
        Permissions(Permission.FollowComplaints);
        this.StreamsUpTo(Config.GetValue(ApplicationsSetup.MaxDocumentBytes, ApplicationsSetup.DefaultMaxDocumentBytes), [.. ContentCheck.MediaTypes]);
        this.TakesComplaintSecret();
        this.Refuses(ProblemCode.NotFound, ProblemCode.TooManyDocuments, ProblemCode.TooManyRequests, ProblemCode.BodyEmpty, ProblemCode.BodyCorruptEncoding, ProblemCode.StorageFull);
    }

    public override async Task<Results<Created<ComplaintAttachmentView>, Problem>> ExecuteAsync(AttachToComplaintRequest r, CancellationToken ct)
    {
        // Before the upload is read: what cannot be kept need not be sent.
        if (await tracking.FindAsync(HttpContext, r.Reference, ct) is not { } complaint)
            return new Problem(ProblemCode.NotFound);
        var (key, reference) = (complaint.Id, complaint.Reference);
        db.ChangeTracker.Clear();
        var id = PublicId.New(ComplaintAttachment.IdPrefix);
        var name = $"{ComplaintAttachment.Area}/{id}";
        await using var body = RequestBody.OpenStream(HttpContext.Request);
        var file = await files.WriteAsync(name, body, ct);
        var stored = false;
        try
        {
            if (file.Bytes == 0)
                return new Problem(ProblemCode.BodyEmpty, "The document is empty.");
            var (problem, attachment, isNew) = await AttachAsync(key, id, file, ct);
            if (problem is not null)
                return problem;
            stored = isNew;
            if (isNew)
                jobs.Enqueue<CheckAttachmentsJob>(job => job.RunOneAsync(attachment!.Id, CancellationToken.None));
            return TypedResults.Created($"/v1/complaint-tracking/{reference}", ComplaintAttachmentView.Of(attachment!));
        }
        finally
        {
            if (!stored)
                files.Destroy(name);
        }
    }

    // Several that come at once meet at the version of the complaint, so each tries again.
    private async Task<(Problem? Problem, ComplaintAttachment? Attachment, bool IsNew)> AttachAsync(long key, string id, SealedFile file, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var complaint = await db.Complaints.AsTracking().SingleAsync(c => c.Id == key, ct);
            var there = await db.ComplaintAttachments.AsNoTracking().Where(a => a.ComplaintId == key && a.FileKey != null).ToListAsync(ct);
            var mediaType = MediaTypeHeaderValue.Parse(HttpContext.Request.ContentType).MediaType.Value!.ToLowerInvariant();
            if (there.Find(a => a.Digest == file.Digest && a.MediaType == mediaType) is { } same)
                return (null, same, false);
            if (there.Count >= ComplaintEntry.Most)
                return (new Problem(ProblemCode.TooManyDocuments, $"A complaint holds at most {ComplaintEntry.Most}."), null, false);
            var attachment = new ComplaintAttachment(id, complaint, mediaType, file, clock.Now());
            db.Add(attachment);
            complaint.Touch(clock.Now());
            db.Record(complaint, new ComplaintDocumentAttached(id, mediaType, file.Digest, file.Bytes));
            try
            {
                await db.SaveChangesAsync(ct);
                return (null, attachment, true);
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                db.ChangeTracker.Clear();
            }
        }
    }
}
