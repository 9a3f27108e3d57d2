using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Reads;
using Licensing.Api.Http;
using Licensing.Api.Jobs;
using Licensing.Api.Security;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Disclosures;

public sealed record CorrectDisclosureRequest : ReportedPlacement
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string DisclosureId { get; init; } = "";

    /// <summary>Why the earlier version was wrong.</summary>
    public required string Reason { get; init; }

    public required ReportedWorker Worker { get; init; }
}

public sealed record DisclosureCorrected(int Number, int Items);

public sealed class CorrectDisclosureValidator : Validator<CorrectDisclosureRequest>
{
    public CorrectDisclosureValidator(CodeLists codes)
    {
        Include(new ReportedPlacementValidator<CorrectDisclosureRequest>(codes));
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
        RuleFor(r => r.Worker.AgeAtSigning).InclusiveBetween(0, 120);
    }
}

/// <summary>Replaces what was reported of a placement, whole; the earlier versions stay. A finding that is open stays
/// open, and says that it was amended after judgement.</summary>
public sealed class CorrectDisclosure(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock, JobQueue jobs)
    : Endpoint<CorrectDisclosureRequest, Results<Ok<DisclosureView>, Problem>>
{
    private const int Attempts = 5;

    public override void Configure()
    {
        Post("disclosures/{DisclosureId}/corrections");
        Permissions(Permission.FileDisclosures);
        this.RequiresIfMatch();
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<DisclosureView>, Problem>> ExecuteAsync(CorrectDisclosureRequest r, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await CorrectAsync(r, ct);
            }
            catch (DbUpdateException e) when (attempt < Attempts && (e is DbUpdateConcurrencyException || StorageFailure.IsDuplicateKey(e)))
            {
                // Judged or corrected at the same moment. Only the second makes the caller's version stale; looking again tells.
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<Results<Ok<DisclosureView>, Problem>> CorrectAsync(CorrectDisclosureRequest r, CancellationToken ct)
    {
        var disclosure = await db.Disclosures.VisibleTo(caller).Include(d => d.Placement).SingleOrDefaultAsync(d => d.PublicId == r.DisclosureId, ct);
        if (disclosure is null)
            return new Problem(ProblemCode.NotFound);
        if (HttpContext.RefuseStale(disclosure) is { } stale)
            return stale;

        var current = await db.DisclosureVersions.SingleAsync(v => v.DisclosureId == disclosure.Id && v.IsCurrent, ct);
        var version = disclosure.Add(r.Alone(), r.Worker, current, clock.Now(), caller.Name, ministry.Today(clock));
        db.Record(disclosure, new DisclosureCorrected(version.Number, r.Items.Count), r.Reason);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (StorageFailure.IsDuplicateKey(e))
        {
            // Somebody else stored a version of this number at the same moment.
            return new Problem(ProblemCode.VersionStale);
        }

        jobs.Enqueue<JudgeDisclosuresJob>(job => job.RunOneAsync(version.Id, CancellationToken.None));
        HttpContext.ShowVersion(disclosure);
        return TypedResults.Ok(DisclosureView.Of(disclosure, version, ReadReceipt.OwnWords));
    }
}
