using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Demerits;

/// <param name="Points">1 to 1000.</param>
/// <param name="On">The day of the decision, not in the future; points count from it, inclusive.</param>
/// <param name="Decision">Which decision gives them: number, date, who decided.</param>
/// <param name="Reason">Why, for the history.</param>
/// <param name="Findings">Public ids of the findings that it upheld, of this agency.</param>
public sealed record ProposeDemeritsRequest(int Points, DateOnly On, string Decision, string Reason, IReadOnlyList<string>? Findings = null)
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string AgencyId { get; init; } = "";
}

public sealed class ProposeDemeritsValidator : Validator<ProposeDemeritsRequest>
{
    public ProposeDemeritsValidator()
    {
        RuleFor(r => r.Points).InclusiveBetween(1, DemeritRow.MostPoints);
        RuleFor(r => r.On).PlausibleDay();
        RuleFor(r => r.Decision).NotEmpty().StoredLength(DemeritRow.MaxDecisionLength);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
        RuleFor(r => r.Findings).Must(f => f is null || f.Count <= DemeritRow.MostFindings).WithMessage($"At most {DemeritRow.MostFindings} findings.");
        RuleForEach(r => r.Findings).NotEmpty().MaximumLength(PublicId.MaxLength);
    }
}

/// <summary>Proposes demerit points for an agency, from a decision; someone else decides. What the regime lets follow is suggested, never applied.</summary>
public sealed class ProposeDemerits(LicensingDb db, TwoPersonRule rule, RegimeInForce regimes, Ministry ministry, TimeProvider clock)
    : Endpoint<ProposeDemeritsRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("agencies/{AgencyId}/demerits");
        Permissions(Permission.ProposeDemerits);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.RegimeNotSet, ProblemCode.DemeritsUnknownToLaw, ProblemCode.ProposalOpen, ProblemCode.ProposalConflict);
    }

    public override async Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(ProposeDemeritsRequest r, CancellationToken ct)
    {
        var agency = await db.Agencies.AsNoTracking().FindAsync(r.AgencyId, ct);
        if (agency is null)
            return new Problem(ProblemCode.NotFound);
        var regime = await regimes.OnAsync(r.On, ct);
        if (regime.WhyNot([RegimeQuestion.DemeritBands]) is { } notSet)
            return notSet;
        if (regime.Answer(RegimeQuestion.DemeritBands).Value is NoneRequired)
            return new Problem(ProblemCode.DemeritsUnknownToLaw);
        if (await WhyNotAsync(r, agency, ct) is { } refusal)
            return refusal;

        var change = new DemeritChange(agency.PublicId, r.Points, r.On, r.Decision, [.. (r.Findings ?? []).Distinct().Order(StringComparer.Ordinal)]);
        var (refused, proposal) = await rule.ProposeAsync(ProposalKind.GiveDemerits, agency.PublicId, subjectVersion: null, agency.Id, change, r.Reason, ct);
        if (proposal is null)
            return refused!;
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal);
        return TypedResults.Created($"/v1/proposals/{proposal.PublicId}", ProposalView.Of(proposal, clock.Now()));
    }

    private async Task<Problem?> WhyNotAsync(ProposeDemeritsRequest r, Agency agency, CancellationToken ct)
    {
        if (r.On > ministry.Today(clock))
            return new Problem(ProblemCode.RequestInvalid, errors: [new("date.in-future", "/on", "Nothing is decided in the future.", $"{r.On:yyyy-MM-dd}", "Use the day of the decision.")]);
        var named = r.Findings ?? [];
        var known = await db.Findings.Where(f => f.AgencyId == agency.Id && named.Contains(f.PublicId)).Select(f => new { f.PublicId, f.Status }).ToListAsync(ct);
        var given = (await db.DemeritEntries.AsNoTracking().Where(d => d.AgencyId == agency.Id && d.SetAsideOn == null).ToListAsync(ct)).SelectMany(d => d.FindingIds).ToHashSet();
        var errors = named.Index().Select(f => known.SingleOrDefault(k => k.PublicId == f.Item) switch
        {
            null => new ProblemError("finding.unknown", $"/findings/{f.Index}", "The agency has no such finding.", f.Item),
            { Status: not (FindingStatus.Upheld or FindingStatus.Appealed or FindingStatus.Closed) } => new ProblemError("finding.not-upheld", $"/findings/{f.Index}", "The finding was not upheld.", f.Item),
            _ when given.Contains(f.Item) => new ProblemError("finding.points-given", $"/findings/{f.Index}", "Points for this finding are given already.", f.Item, "Leave it out, or have those points set aside first."),
            _ => null,
        }).OfType<ProblemError>().ToList();
        return errors.Count == 0 ? null : new Problem(ProblemCode.RequestInvalid, errors: errors);
    }
}
