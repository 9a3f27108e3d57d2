using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Deposits;

/// <param name="LodgedOn">The day on which it was lodged.</param>
/// <param name="Decision">Reference of the decision by which it is owed: an award, an order, a settlement.</param>
/// <param name="Statement">What is claimed, in words, without who the worker is: the agency reads it.</param>
/// <param name="PlacementId">Public id of the worker's placement with this agency, where it is known.</param>
/// <param name="Document">The worker's document, where no placement is known. It is sealed at once.</param>
/// <param name="Party">The company or authority that claims, for the kinds employer and state; no person's name.</param>
/// <param name="Reason">Why it is recorded, for the audit trail.</param>
public sealed record RecordClaimRequest(
    ClaimKind Kind, Money Amount, DateOnly LodgedOn, string Decision, string? Statement = null, string? PlacementId = null,
    [property: Personal] WorkerDocument? Document = null, string? Party = null, string? Reason = null)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string LicenceId { get; init; } = "";

    internal bool IsOfWorker => Kind is not (ClaimKind.Employer or ClaimKind.State);
}

public sealed class RecordClaimValidator : Validator<RecordClaimRequest>
{
    public RecordClaimValidator(CodeLists codes)
    {
        RuleFor(r => r.Amount).PositiveAmount(codes);
        RuleFor(r => r.LodgedOn).PlausibleDay();
        RuleFor(r => r.Decision).NotEmpty().ShortText().MaximumLength(StorageConventions.DefaultTextLength);
        RuleFor(r => r.Statement).MaximumLength(Claim.MaxTextLength);
        RuleFor(r => r.PlacementId).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.PlacementId).Null().When(r => r.Document is not null).WithErrorCode("claimant.twice").WithMessage("The placement says who the worker is.").WithState(_ => "Leave the document out.");
        RuleFor(r => r.PlacementId).Null().When(r => !r.IsOfWorker).WithErrorCode("claimant.no-worker").WithMessage("The claim is no worker's.");
        RuleFor(r => r.Document).Null().When(r => !r.IsOfWorker).WithErrorCode("claimant.no-worker").WithMessage("The claim is no worker's.");
        RuleFor(r => r.Party).NotEmpty().ShortText().MaximumLength(StorageConventions.DefaultTextLength).When(r => !r.IsOfWorker);
        RuleFor(r => r.Party).Null().When(r => r.IsOfWorker).WithErrorCode("claimant.worker").WithMessage("A worker is known by his placement or document, and named nowhere.");
        RuleFor(r => r.Document!).ChildRules(document =>
        {
            document.RuleFor(d => d.Country).Must(c => c is not null && codes.Countries.ContainsKey(c)).WithErrorCode("country.unknown").WithMessage("Not a country code.");
            document.RuleFor(d => d.Number).NotEmpty().MaximumLength(60);
            document.RuleFor(d => d.Number).Must(n => n.Any(char.IsLetterOrDigit)).When(d => !string.IsNullOrWhiteSpace(d.Number))
                .WithErrorCode("document.number-malformed").WithMessage("The number has neither letters nor digits.").WithState(_ => "Leave the document out where it is not known.");
        }).When(r => r.Document is not null);
        RuleFor(r => r.Reason).MaximumLength(2000);
    }
}

/// <summary>Records a claim on the deposit of a licence. While one is open the deposit is not given back.</summary>
public sealed class RecordClaim(LicensingDb db, IdentitySeal seal, Caller caller, Ministry ministry, TimeProvider clock)
    : Endpoint<RecordClaimRequest, Results<Created<ClaimView>, Problem>>
{
    public override void Configure()
    {
        Post("licences/{LicenceId}/deposit/claims");
        Permissions(Permission.RecordClaims);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Created<ClaimView>, Problem>> ExecuteAsync(RecordClaimRequest r, CancellationToken ct)
    {
        if (DepositShape.WhyNotYet("/lodgedOn", r.LodgedOn, ministry.Today(clock)) is { } early)
            return early;
        // At the same moment another may report the same worker for the first time. Looking again finds him.
        return await db.AgainIfQuickerAsync(() => RecordAsync(r, ct));
    }

    private async Task<Results<Created<ClaimView>, Problem>> RecordAsync(RecordClaimRequest r, CancellationToken ct)
    {
        var licence = await db.Licences.AsTracking().SingleOrDefaultAsync(l => l.PublicId == r.LicenceId, ct);
        if (licence is null)
            return new Problem(ProblemCode.NotFound);
        var placement = r.PlacementId is null ? null
            : await db.Placements.AsTracking().Include(p => p.Worker).SingleOrDefaultAsync(p => p.PublicId == r.PlacementId && p.AgencyId == licence.AgencyId, ct);
        if (r.PlacementId is not null && placement is null)
            return new Problem(ProblemCode.NotFound, "The agency of this licence has no such placement.");
        var identity = r.Document is { } d ? seal.Seal(d.Country, d.Kind.ToString(), d.Number) : null;
        var worker = placement?.Worker ?? (identity is null ? null : await db.Workers.AsTracking().RecogniseAsync(identity, ct) ?? new Worker(identity));
        var claim = new Claim(licence, r.Kind, r.Amount, r.LodgedOn, r.Decision, clock.Now(), caller.Name)
        {
            Placement = placement, Worker = worker, Party = Said(r.Party), Statement = Said(r.Statement),
        };
        db.Add(claim);
        db.Record(claim, new ClaimRecorded(licence.PublicId, r.Kind, r.Amount, r.LodgedOn), r.Reason);
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(claim);
        return TypedResults.Created($"/v1/licences/{licence.PublicId}/deposit/claims", ClaimView.Of(claim, caller));
    }

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : Text.Normalise(text);
}
