using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Demerits;
using Licensing.Api.Features.Law;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Findings;

/// <param name="Findings">Public ids of findings of this agency, at most 40. What each is about the notice says in the finding's own words.</param>
/// <param name="Grounds">What the officer adds: what the agency is to answer to.</param>
public sealed record GiveFindingNoticeRequest(IReadOnlyList<string> Findings, string Grounds)
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string AgencyId { get; init; } = "";
}

public sealed class GiveFindingNoticeValidator : Validator<GiveFindingNoticeRequest>
{
    public GiveFindingNoticeValidator()
    {
        RuleFor(r => r.Findings).NotEmpty().Must(f => f is null || f.Count <= DemeritRow.MostFindings).WithErrorCode("list.too-long").WithMessage($"At most {DemeritRow.MostFindings} findings.");
        RuleForEach(r => r.Findings).NotEmpty().MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.Grounds).NotEmpty().StoredLength(CaseNotice.MaxGroundsLength);
    }
}

/// <summary>Gives an agency notice of findings, with their figures of today, and a time to answer before anybody decides. Until when, the regime says. Once more
/// where a finding has changed since: what was not stated was not answered to.</summary>
public sealed class GiveFindingNotice(LicensingDb db, NoticeGiving notices, LawBook book, Ministry ministry, TimeProvider clock)
    : Endpoint<GiveFindingNoticeRequest, Results<Created<CaseNoticeSummary>, Problem>>
{
    public override void Configure()
    {
        Post("agencies/{AgencyId}/finding-notices");
        Permissions(Permission.HandleFindings);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.ProposalConflict, ProblemCode.RegimeNotSet, ProblemCode.RegimeExcludes, ProblemCode.FindingMoveNotPossible,
            ProblemCode.CaseNoticeStands);
    }

    public override async Task<Results<Created<CaseNoticeSummary>, Problem>> ExecuteAsync(GiveFindingNoticeRequest r, CancellationToken ct)
    {
        var agency = await db.Agencies.AsTracking().FindAsync(r.AgencyId, ct);
        if (agency is null)
            return new Problem(ProblemCode.NotFound);
        var (refused, notice) = await notices.BeginAsync(agency, r.Grounds, ct);
        if (notice is null)
            return refused!;
        var named = r.Findings.Distinct().ToList();
        var findings = await db.Findings.AsTracking().Include(f => f.Excess).Where(f => f.AgencyId == agency.Id && named.Contains(f.PublicId)).OrderBy(f => f.Id).ToListAsync(ct);
        if (named.Index().Where(n => findings.TrueForAll(f => f.PublicId != n.Item)).Select(n => new ProblemError("finding.unknown", $"/findings/{n.Index}", "The agency has no such finding.", n.Item)).ToList() is { Count: > 0 } unknown)
            return new Problem(ProblemCode.RequestInvalid, errors: unknown);

        var edition = await book.CurrentAsync(db, ct);
        foreach (var finding in findings)
        {
            if (finding.WhyNot(FindingAction.Notify) is { } impossible)
                return impossible;
            if (finding.Status != FindingStatus.Open && await notices.LastItemAsync(finding, ct) is { } last && last.ReadStated().Covers(CaseFigures.Of(finding)))
                return new Problem(ProblemCode.CaseNoticeStands, $"{finding.PublicId} is stated so by {last.Notice.PublicId}.");
            notice.State(finding, ExplanationOf(finding, edition));
        }

        await notices.AddAsync(notice, ct);
        foreach (var finding in findings)
        {
            finding.Move(FindingStatus.Notified, notice.GivenAt);
            db.Record(finding, new FindingNotified(notice.PublicId, notice.AnswerUntil));
        }

        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(notice);
        return TypedResults.Created($"/v1/case-notices/{notice.PublicId}", CaseNoticeSummary.Of(notice, ministry.Today(clock)));
    }

    private static string ExplanationOf(Finding finding, LawEdition edition) => string.Join(
        "\n", FindingGrounds.Read(finding.Grounds).SelectMany(g => g.ReadJudgements()).Select(j => Rules.FeeCaps.Explanation.Paragraph(j, edition.RuleOf(j))));
}
