using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Findings;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Flags;

/// <param name="Grounds">What the officer adds to the figures: what the agency is to answer to.</param>
public sealed record GiveFlagNoticeRequest(string Grounds)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string FlagId { get; init; } = "";
}

public sealed class GiveFlagNoticeValidator : Validator<GiveFlagNoticeRequest>
{
    public GiveFlagNoticeValidator() => RuleFor(r => r.Grounds).NotEmpty().StoredLength(CaseNotice.MaxGroundsLength);
}

/// <summary>Gives an agency notice of a flag, with its figures of today, and a time to answer before anybody confirms it. Once more where it has come to more
/// since than the notice states, or than was confirmed.</summary>
public sealed class GiveFlagNotice(LicensingDb db, NoticeGiving notices, Ministry ministry, TimeProvider clock) : Endpoint<GiveFlagNoticeRequest, Results<Created<CaseNoticeSummary>, Problem>>
{
    public override void Configure()
    {
        Post("flags/{FlagId}/notices");
        Permissions(Permission.HandleFindings);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ProposalConflict, ProblemCode.RegimeNotSet, ProblemCode.RegimeExcludes, ProblemCode.FlagMoveNotPossible, ProblemCode.CaseNoticeStands);
    }

    public override async Task<Results<Created<CaseNoticeSummary>, Problem>> ExecuteAsync(GiveFlagNoticeRequest r, CancellationToken ct)
    {
        var flag = await db.Flags.AsTracking().Include(f => f.Excess).Include(f => f.Agency).SingleOrDefaultAsync(f => f.PublicId == r.FlagId, ct);
        if (flag is null)
            return new Problem(ProblemCode.NotFound);
        var (refused, notice) = await notices.BeginAsync(flag.Agency, r.Grounds, ct);
        if (notice is null)
            return refused!;
        if (flag.WhyNot(FlagAction.Notify) is { } impossible)
            return impossible;
        var figures = CaseFigures.Of(flag);
        if (flag.Status is FlagStatus.Notified or FlagStatus.Answered && await notices.LastItemAsync(flag, ct) is { } last && last.ReadStated().Covers(figures))
            return new Problem(ProblemCode.CaseNoticeStands, $"It is stated so by {last.Notice.PublicId}.");
        if (flag.Status == FlagStatus.Confirmed && await db.FlagDecisions.AsNoTracking().Where(d => d.FlagId == flag.Id && d.SetAsideOn == null).OrderByDescending(d => d.Id).FirstOrDefaultAsync(ct) is { } decision
            && CaseFigures.Read(decision.Decided).Covers(figures))
            return new Problem(ProblemCode.FlagMoveNotPossible, $"It is confirmed so by {decision.PublicId}.");
        notice.State(flag);
        await notices.AddAsync(notice, ct);
        flag.Move(FlagStatus.Notified, notice.GivenAt);
        db.Record(flag, new FlagNotified(notice.PublicId, notice.AnswerUntil));
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(notice);
        return TypedResults.Created($"/v1/case-notices/{notice.PublicId}", CaseNoticeSummary.Of(notice, ministry.Today(clock)));
    }
}

/// <param name="Notice">Public id of the notice.</param>
public sealed record FlagNotified(string Notice, DateOnly AnswerUntil);
public sealed record FlagAnswered(string Notice);
