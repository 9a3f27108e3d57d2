using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Http;
using Licensing.Api.Jobs;
using Licensing.Api.Security;
using Licensing.Api.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Licensing.Api.Features.Applications;

public sealed record AttachDocumentRequest
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string ApplicationId { get; init; } = "";

    /// <summary>Code of what it is, as the regime's list of documents has it.</summary>
    [QueryParam]
    public required string Type { get; init; }

    /// <summary>Who issued it.</summary>
    [QueryParam]
    public string? Issuer { get; init; }

    [QueryParam]
    public DateOnly? IssuedOn { get; init; }

    /// <summary>Last day on which it is good, inclusive.</summary>
    [QueryParam]
    public DateOnly? ExpiresOn { get; init; }

    /// <summary>SHA-256 of the bytes, hexadecimal, where the sender knows it: a document that arrives otherwise is refused.</summary>
    [QueryParam]
    public string? Digest { get; init; }
}

/// <param name="Digest">SHA-256, hexadecimal.</param>
public sealed record DocumentAttached(string DocumentId, string Type, string MediaType, string Digest, long Bytes);

public sealed class AttachDocumentValidator : Validator<AttachDocumentRequest>
{
    public AttachDocumentValidator()
    {
        RuleFor(r => r.Type).NotEmpty().ShortText().MaximumLength(ApplicationDocument.MaxTypeLength);
        RuleFor(r => r.Issuer).ShortText().MaximumLength(StorageConventions.DefaultTextLength);
        RuleFor(r => r.IssuedOn!.Value).PlausibleDay().OverridePropertyName("IssuedOn").When(r => r.IssuedOn is not null);
        RuleFor(r => r.ExpiresOn!.Value).PlausibleDay().NotBefore(r => r.IssuedOn ?? DateOnly.MinValue).OverridePropertyName("ExpiresOn").When(r => r.ExpiresOn is not null);
        RuleFor(r => r.Digest).Matches(@"^[0-9a-fA-F]{64}\z").WithErrorCode("digest.malformed").WithMessage("Expected a SHA-256 in 64 hexadecimal digits.");
    }
}

/// <summary>Attaches a document as raw bytes (PDF, PNG or JPEG) to a draft, or to what was returned. It waits in quarantine until a job has looked
/// whether its content is of the declared type.</summary>
/// <remarks>The same bytes again with the same particulars are the same document, so a repeated upload needs no key.</remarks>
public sealed class AttachDocument(LicensingDb db, Caller caller, SealedFolder files, Ministry ministry, TimeProvider clock, JobQueue jobs)
    : Endpoint<AttachDocumentRequest, Results<Created<ApplicationDocumentView>, Problem>>
{
    public const int MostDocuments = 200;
    private const int Attempts = 10;

    public override void Configure()
    {
        Post("applications/{ApplicationId}/documents");
        Permissions(Permission.FileApplications);
        this.StreamsUpTo(Config.GetValue(ApplicationsSetup.MaxDocumentBytes, ApplicationsSetup.DefaultMaxDocumentBytes), [.. ContentCheck.MediaTypes]);
        this.Refuses(
            ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.ApplicationMoveNotPossible, ProblemCode.TooManyDocuments, ProblemCode.BodyEmpty,
            ProblemCode.BodyCorruptEncoding, ProblemCode.StorageFull);
    }

    public override async Task<Results<Created<ApplicationDocumentView>, Problem>> ExecuteAsync(AttachDocumentRequest r, CancellationToken ct)
    {
        // Before the upload is read: what cannot be kept need not be sent.
        var application = await db.Applications.AsNoTracking().VisibleTo(caller).FindApplicationAsync(r.ApplicationId, ct);
        if (application is null)
            return new Problem(ProblemCode.NotFound);
        if (application.WhyNotWritten(ministry.Today(clock)) is { } refusal)
            return refusal;
        var id = PublicId.New(ApplicationDocument.IdPrefix);
        var name = $"{ApplicationDocument.Area}/{id}";
        await using var body = RequestBody.OpenStream(HttpContext.Request);
        var file = await files.WriteAsync(name, body, ct);
        var stored = false;
        try
        {
            if (file.Bytes == 0)
                return new Problem(ProblemCode.BodyEmpty, "The document is empty.");
            if (r.Digest is not null && !r.Digest.Equals(file.Digest, StringComparison.OrdinalIgnoreCase))
                return new Problem(ProblemCode.RequestInvalid, errors: [new("digest.differs", "digest", $"What arrived has the SHA-256 {file.Digest}.", Mend: "Send it again.")]);
            var (problem, document, isNew) = await AttachAsync(r, application.Id, id, file, ct);
            if (problem is not null)
                return problem;
            stored = isNew;
            if (isNew)
                jobs.Enqueue<CheckDocumentsJob>(job => job.RunOneAsync(document!.Id, CancellationToken.None));
            return TypedResults.Created($"/v1/applications/{application.PublicId}/documents/{document!.PublicId}", ApplicationDocumentView.Of(document));
        }
        finally
        {
            if (!stored)
                files.Destroy(name);
        }
    }

    // Saved over the version of the application: one that is submitted in the same moment gets no further document. Several documents that come
    // at once meet there too, so each tries again.
    private async Task<(Problem? Problem, ApplicationDocument? Document, bool IsNew)> AttachAsync(AttachDocumentRequest r, long key, string id, SealedFile file, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var application = await db.Applications.Include(a => a.Documents).SingleAsync(a => a.Id == key, ct);
            if (application.WhyNotWritten(ministry.Today(clock)) is { } refusal)
                return (refusal, null, false);
            var there = application.Documents.Where(d => d.RemovedAt is null).ToList();
            var mediaType = MediaTypeHeaderValue.Parse(HttpContext.Request.ContentType).MediaType.Value!.ToLowerInvariant();
            var document = new ApplicationDocument(id, application, r.Type, r.Issuer, r.IssuedOn, r.ExpiresOn, mediaType, file, clock.Now(), caller.Name);
            if (there.Find(document.SaysTheSameAs) is { } same)
                return (null, same, false);
            if (there.Count >= MostDocuments)
                return (new Problem(ProblemCode.TooManyDocuments, $"An application holds at most {MostDocuments}."), null, false);
            application.Attach(document);
            application.Touch(clock.Now());
            db.Record(application, new DocumentAttached(id, r.Type, mediaType, file.Digest, file.Bytes));
            try
            {
                await db.SaveChangesAsync(ct);
                return (null, document, true);
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                db.ChangeTracker.Clear();
            }
        }
    }
}
