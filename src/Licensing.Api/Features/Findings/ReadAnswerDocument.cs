using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Findings;

public sealed record ReadAnswerDocumentRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string NoticeId { get; init; } = "";

    /// <summary>Public id.</summary>
    [RouteParam]
    public string DocumentId { get; init; } = "";
}

/// <summary>Gives a document that an agency attached to its answer, always as a file to save. That it was read is recorded first.</summary>
public sealed class ReadAnswerDocument(LicensingDb db, Caller caller, AnswerSending sending) : Endpoint<ReadAnswerDocumentRequest>
{
    public override void Configure()
    {
        Get("case-notices/{NoticeId}/documents/{DocumentId}");
        Permissions(Permission.ReadCaseNotices);
        Description(b => b.Produces<string>(200, ContentCheck.MediaTypes[0], [.. ContentCheck.MediaTypes.Skip(1)]));
        this.Refuses(ProblemCode.NotFound, ProblemCode.DocumentInQuarantine, ProblemCode.DocumentRejected);
    }

    public override async Task HandleAsync(ReadAnswerDocumentRequest r, CancellationToken ct)
    {
        var notices = db.CaseNotices.VisibleTo(caller).Where(n => n.PublicId == r.NoticeId).Select(n => (long?)n.Id);
        await sending.SendAsync(HttpContext, await db.AnswerDocuments.AsNoTracking().SingleOrDefaultAsync(d => notices.Contains(d.NoticeId) && d.PublicId == r.DocumentId && d.FileKey != null, ct), ct);
    }
}
