using System.Text.Json.Serialization;
using FastEndpoints;
using FluentValidation;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Reads;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Remedies;

/// <param name="InterestUntil">Last day up to which interest is reckoned, inclusive; today if left out.</param>
public sealed record PreviewRemediesRequest(RemedyStatement Statement, DateOnly? InterestUntil = null)
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string PlacementId { get; init; } = "";
}

public sealed class PreviewRemediesValidator : Validator<PreviewRemediesRequest>
{
    public PreviewRemediesValidator(CodeLists codes)
    {
        RuleFor(r => r.Statement).SetValidator(new RemedyStatementShape(codes));
        RuleFor(r => r.InterestUntil!.Value).PlausibleDay().OverridePropertyName("InterestUntil").When(r => r.InterestUntil is not null);
    }
}

/// <param name="DisclosureNumber">The version of the disclosure that was read.</param>
/// <param name="OrderedOn">Today: an order would be of this day.</param>
/// <param name="Remedies">Every formula that is law for this pair of countries in its time, also those by which nothing is owed; none where no law is known.</param>
public sealed record RemedyPreview(
    string PlacementId, string? FindingId, int DisclosureNumber, DateOnly OrderedOn, DateOnly InterestUntil, IReadOnlyList<RemedyResultView> Remedies,
    [property: JsonIgnore] ReadReceipt Receipt);

/// <summary>Reckons what the law gives back for a placement, with the arithmetic; stores nothing but that it was read.</summary>
/// <remarks>A POST without Idempotency-Key: it changes nothing.</remarks>
public sealed class PreviewRemedies(RemedyCase remedies, ReadRegister reads, Ministry ministry, TimeProvider clock) : Endpoint<PreviewRemediesRequest, Results<Ok<RemedyPreview>, Problem>>
{
    public override void Configure()
    {
        Post("placements/{PlacementId}/remedy-previews");
        Permissions(Permission.PreviewRemedies);
        this.Refuses(ProblemCode.NotFound, ProblemCode.FindingNotStanding);
    }

    public override async Task<Results<Ok<RemedyPreview>, Problem>> ExecuteAsync(PreviewRemediesRequest r, CancellationToken ct)
    {
        var today = ministry.Today(clock);
        var until = r.InterestUntil ?? today;
        var (refusal, reckoned) = await remedies.ReckonAsync(r.PlacementId, r.Statement, today, until, ct);
        if (reckoned is null)
            return refusal!;
        var receipt = await reads.RecordAsync(reckoned.Placement.WorkerId, reckoned.Placement.PublicId, ct);
        return TypedResults.Ok(new RemedyPreview(
            reckoned.Placement.PublicId, reckoned.Finding?.PublicId, reckoned.DisclosureNumber, today, until, [.. reckoned.Results.Select(RemedyResultView.Of)], receipt));
    }
}
