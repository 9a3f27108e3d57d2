using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Conflicts;
using Licensing.Api.Http;
using Licensing.Api.Jobs;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Flags;

/// <param name="Kind">set-aside: all findings that it rests on are left out, and it is lifted; leave-out: those that are named.</param>
/// <param name="Sentence">What is corrected, in one sentence for the agency.</param>
/// <param name="Reason">Why; the agency reads it.</param>
/// <param name="Findings">Public ids of what is left out; of leave-out only.</param>
public sealed record CorrectFlagRequest(FlagCorrectionKind Kind, string Sentence, string Reason, IReadOnlyList<string>? Findings = null)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string FlagId { get; init; } = "";
}

public sealed class CorrectFlagValidator : Validator<CorrectFlagRequest>
{
    public const int MostFindings = 1000;

    public CorrectFlagValidator()
    {
        RuleFor(r => r.Sentence).NotEmpty().StoredLength(FlagCorrection.MaxSentenceLength);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
        RuleFor(r => r.Findings).NotEmpty().When(r => r.Kind == FlagCorrectionKind.LeaveOut).WithMessage("Name what is left out.");
        RuleFor(r => r.Findings).Null().When(r => r.Kind == FlagCorrectionKind.SetAside).WithMessage("All are left out; name none.");
        RuleFor(r => r.Findings).Must(f => f is null || f.Count <= MostFindings).WithErrorCode("list.too-long").WithMessage($"At most {MostFindings} findings.");
        RuleForEach(r => r.Findings).NotEmpty().MaximumLength(PublicId.MaxLength);
    }
}

/// <summary>An officer corrects a flag, with reasons: what is left out raises it no more; what is found later may. He takes nothing away from what two people
/// confirmed, and decides nothing of the findings themselves.</summary>
public sealed class CorrectFlag(LicensingDb db, Caller caller, TimeProvider clock, JobQueue jobs) : Endpoint<CorrectFlagRequest, Results<Created<FlagCorrectionView>, Problem>>
{
    public override void Configure()
    {
        Post("flags/{FlagId}/corrections");
        Permissions(Permission.HandleFindings);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ProposalConflict, ProblemCode.FlagMoveNotPossible);
    }

    public override async Task<Results<Created<FlagCorrectionView>, Problem>> ExecuteAsync(CorrectFlagRequest r, CancellationToken ct)
    {
        var flag = await db.Flags.AsTracking().SingleOrDefaultAsync(f => f.PublicId == r.FlagId, ct);
        if (flag is null)
            return new Problem(ProblemCode.NotFound);
        if (await db.WhyNotFreeAsync(caller, flag.AgencyId, ct) is { } conflict)
            return conflict;
        if (HttpContext.RefuseStale(flag) is { } stale)
            return stale;
        if (flag.WhyNot(FlagAction.Correct) is { } impossible)
            return impossible;
        // With the mark that makes the job look: a correction that nothing is measured by again would be made in vain.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var counted = await db.CountedBy(flag).AsTracking().OrderBy(f => f.Id).ToListAsync(ct);
        if (r.Findings is { } named && named.Index().Where(n => counted.TrueForAll(f => f.PublicId != n.Item))
                .Select(n => new ProblemError("finding.not-counted", $"/findings/{n.Index}", "The flag does not rest on this finding.", n.Item)).ToList() is { Count: > 0 } unknown)
            return new Problem(ProblemCode.RequestInvalid, errors: unknown);

        var now = clock.Now();
        var left = r.Findings is null ? counted : counted.Where(f => r.Findings.Contains(f.PublicId)).ToList();
        var correction = new FlagCorrection(flag, r.Kind, left.Select(f => f.Id), r.Sentence, r.Reason, null, now, caller.Name);
        db.Add(correction);
        var corrected = new FlagCorrected(flag.PublicId, r.Kind, left.ConvertAll(f => f.PublicId));
        db.Record(correction, corrected, r.Reason);
        if (r.Kind == FlagCorrectionKind.SetAside)
            flag.SetAside(FlagLifting.Corrected, now);
        db.Record(flag, corrected, r.Reason);
        await FlagReview.MarkAsync(db, [flag.AgencyId], ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        jobs.Enqueue<FlagAgenciesJob>(job => job.RunAsync(CancellationToken.None));
        HttpContext.ShowVersion(flag);
        return TypedResults.Created($"/v1/flags/{flag.PublicId}/course", FlagCorrectionView.Of(correction));
    }
}
