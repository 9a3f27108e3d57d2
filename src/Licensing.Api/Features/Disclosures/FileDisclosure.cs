using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Reads;
using Licensing.Api.Features.Returns;
using Licensing.Api.Http;
using Licensing.Api.Jobs;
using Licensing.Api.Security;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Disclosures;

public record FileDisclosureRequest : ReportedPlacement
{
    /// <summary>Public id of the agency that placed the worker.</summary>
    [RouteParam]
    public string AgencyId { get; init; } = "";

    /// <summary>The agency's own reference; one placement each.</summary>
    public required string PlacementReference { get; init; }

    public required DisclosedWorker Worker { get; init; }
}

/// <param name="AgencyFileNumber">The agency's own number for the worker.</param>
/// <param name="Document">Recognises the same person in other placements. It is sealed at once; no agency is ever shown it again.</param>
/// <param name="AgeAtSigning">Whole years.</param>
public sealed record DisclosedWorker(string? AgencyFileNumber = null, [property: Personal] WorkerDocument? Document = null, Sex? Sex = null, int? AgeAtSigning = null);

public enum DocumentKind
{
    /// <summary>A passport.</summary>
    Passport,

    /// <summary>A national identity card.</summary>
    NationalId,

    /// <summary>Another document.</summary>
    Other,
}

/// <param name="Country">ISO 3166-1 alpha-2, of issue.</param>
public sealed record WorkerDocument(string Country, DocumentKind Kind, string Number)
{
    /// <summary>Never who it is: it would stand in a log.</summary>
    public override string ToString() => "***";
}

public sealed record DisclosureFiled(string PlacementId, int Items);

public sealed class FileDisclosureValidator : Validator<FileDisclosureRequest>
{
    public FileDisclosureValidator(CodeLists codes)
    {
        Include(new ReportedPlacementValidator<FileDisclosureRequest>(codes));
        RuleFor(r => r.PlacementReference).NotEmpty().StoredLength(60);
        RuleFor(r => r.Worker.AgencyFileNumber).MaximumLength(60);
        RuleFor(r => r.Worker.AgeAtSigning).InclusiveBetween(0, 120);
        RuleFor(r => r.Worker.Document!).ChildRules(document =>
        {
            document.RuleFor(d => d.Country).Must(c => c is not null && codes.Countries.ContainsKey(c)).WithErrorCode("country.unknown").WithMessage("Not a country code.");
            document.RuleFor(d => d.Number).NotEmpty().MaximumLength(60);
            // Only letters and digits tell one document from another: without any, all such workers would be one person.
            document.RuleFor(d => d.Number).Must(n => n.Any(char.IsLetterOrDigit)).When(d => !string.IsNullOrWhiteSpace(d.Number))
                .WithErrorCode("document.number-malformed").WithMessage("The number has neither letters nor digits.").WithState(_ => "Leave the document out where it is not known.");
        }).When(r => r.Worker.Document is not null);
    }
}

/// <summary>Reports what one worker was charged for one placement; a job judges it.</summary>
public sealed class FileDisclosure(LicensingDb db, Caller caller, IdentitySeal seal, Ministry ministry, TimeProvider clock, JobQueue jobs)
    : Endpoint<FileDisclosureRequest, Results<Created<DisclosureView>, Problem>>
{
    private const int Attempts = 5;

    public override void Configure()
    {
        Post("agencies/{AgencyId}/disclosures");
        Permissions(Permission.FileDisclosures);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound, ProblemCode.DisclosureAlreadyFiled, ProblemCode.DisclosureInReturn);
    }

    public override async Task<Results<Created<DisclosureView>, Problem>> ExecuteAsync(FileDisclosureRequest r, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await FileAsync(r, ct);
            }
            catch (DbUpdateException e) when (attempt < Attempts && (StorageFailure.IsDuplicateKey(e) || StorageFailure.IsParentMissing(e)))
            {
                // At the same moment another filed this placement, or reported the same worker for the first time; or a refused return
                // took away a worker that it alone had reported. Looking again finds what is there now.
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<Results<Created<DisclosureView>, Problem>> FileAsync(FileDisclosureRequest r, CancellationToken ct)
    {
        // 404, not 403: a 403 would tell one agency which others there are.
        var agency = await db.Agencies.VisibleTo(caller).SingleOrDefaultAsync(a => a.PublicId == r.AgencyId, ct);
        if (agency is null)
            return new Problem(ProblemCode.NotFound);
        var reference = Text.Normalise(r.PlacementReference);
        var filed = await db.Disclosures.IgnoreQueryFilters([IFiledInReturn.Published]).Where(d => d.Placement.AgencyId == agency.Id && d.Placement.Reference == reference)
            .Select(d => new { d.PublicId, HiddenIn = d.ReturnId != null && d.Return!.PublishedAt == null ? d.Return.PublicId : null }).SingleOrDefaultAsync(ct);
        if (filed?.HiddenIn is { } running)
            return new Problem(ProblemCode.DisclosureInReturn, $"Placement {reference} is being filed in return {running}. Wait until that is done.");
        if (filed is not null)
            return new Problem(ProblemCode.DisclosureAlreadyFiled, $"Placement {reference} is disclosed in {filed.PublicId}. Correct that one, with its ETag as If-Match.");

        var identity = r.Worker.Document is { } d ? seal.Seal(d.Country, d.Kind.ToString(), d.Number) : null;
        var worker = identity is null ? null : await db.Workers.RecogniseAsync(identity, ct);
        var placement = new Placement(agency, worker ?? new Worker(identity), reference, r.Worker.AgencyFileNumber);
        var disclosure = new Disclosure(placement);
        var version = disclosure.Add(r.Alone(), new(r.Worker.Sex, r.Worker.AgeAtSigning), current: null,
            clock.Now(), caller.Name, ministry.Today(clock));
        db.Add(disclosure);
        db.Record(disclosure, new DisclosureFiled(placement.PublicId, r.Items.Count));
        await db.SaveChangesAsync(ct);
        jobs.Enqueue<JudgeDisclosuresJob>(job => job.RunOneAsync(version.Id, CancellationToken.None));
        HttpContext.ShowVersion(disclosure);
        return TypedResults.Created($"/v1/disclosures/{disclosure.PublicId}", DisclosureView.Of(disclosure, version, ReadReceipt.OwnWords));
    }
}
