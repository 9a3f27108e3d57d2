using System.Text.Json.Serialization;
using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Features.Reads;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Findings;

public sealed record ReadCaseNoticeRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string NoticeId { get; init; } = "";
}

/// <param name="Stated">The figures that the agency is to answer to, as they were when the notice was given.</param>
/// <param name="Explanation">The finding's own explanation, as it was then; null for a flag.</param>
/// <param name="Now">What became of a finding; null for a flag. withdrawn: the law forbids it no longer, and there is nothing to answer.</param>
/// <param name="FlagNow">What became of a flag; null for a finding.</param>
/// <param name="Changed">It has come to other figures since. Nothing is decided on those before a new notice.</param>
/// <param name="EndedAt">A later notice, or a decision, took its place.</param>
public sealed record CaseNoticeItemView(
    string? FindingId, string? FlagId, CaseFigures Stated, string? Explanation, FindingStatus? Now, Flags.FlagStatus? FlagNow, bool Changed, DateTime? EndedAt) : IPersonal
{
    /// <remarks>Finding and flag must be loaded with their excess.</remarks>
    public static CaseNoticeItemView Of(CaseNoticeItem i)
    {
        var stated = i.ReadStated();
        return new(i.Finding?.PublicId, i.Flag?.PublicId, stated, i.Explanation, i.Finding?.Status, i.Flag?.Status, !stated.Covers(i.Finding is { } finding ? CaseFigures.Of(finding) : CaseFigures.Of(i.Flag!)), i.EndedAt);
    }
}

/// <param name="Grounds">The officer's words.</param>
/// <param name="Cases">What it states.</param>
/// <param name="Answer">The agency's words; null while there are none, and after their time of keeping.</param>
/// <param name="AnswerDeletedAt">When the answer went because its time of keeping was over.</param>
/// <param name="Documents">What the agency attached as evidence.</param>
public sealed record CaseNoticeView(
    CaseNoticeSummary Notice, string Grounds, string GivenBy, IReadOnlyList<CaseNoticeItemView> Cases, string? Answer, string? AnsweredBy, DateTime? AnswerDeletedAt,
    IReadOnlyList<AnswerDocumentView> Documents, [property: JsonIgnore] ReadReceipt Receipt);

/// <summary>Shows a notice of findings or of a flag with what it states, the answer and its evidence. That it was read is recorded.</summary>
public sealed class ReadCaseNotice(LicensingDb db, Caller caller, ReadRegister reads, Ministry ministry, TimeProvider clock) : Endpoint<ReadCaseNoticeRequest, Results<Ok<CaseNoticeView>, Problem>>
{
    public override void Configure()
    {
        Get("case-notices/{NoticeId}");
        Permissions(Permission.ReadCaseNotices);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<CaseNoticeView>, Problem>> ExecuteAsync(ReadCaseNoticeRequest r, CancellationToken ct)
    {
        var notice = await db.CaseNotices.AsNoTracking().VisibleTo(caller).Where(n => n.PublicId == r.NoticeId)
            .Include(n => n.Agency).Include(n => n.Items).ThenInclude(i => i.Finding!.Excess).Include(n => n.Items).ThenInclude(i => i.Flag!.Excess).AsSplitQuery().SingleOrDefaultAsync(ct);
        if (notice is null)
            return new Problem(ProblemCode.NotFound);
        var documents = await db.AnswerDocuments.AsNoTracking().Where(d => d.NoticeId == notice.Id && d.FileKey != null).OrderBy(d => d.Id).ToListAsync(ct);
        var receipt = await reads.RecordShownAsync(notice.PublicId, ct);
        HttpContext.ShowVersion(notice);
        HttpContext.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new CaseNoticeView(
            CaseNoticeSummary.Of(notice, ministry.Today(clock)), notice.Grounds, notice.GivenBy, [.. notice.Items.OrderBy(i => i.Id).Select(CaseNoticeItemView.Of)],
            notice.Answer, notice.AnsweredBy, notice.AnswerDeletedAt, [.. documents.Select(AnswerDocumentView.Of)], receipt));
    }
}
