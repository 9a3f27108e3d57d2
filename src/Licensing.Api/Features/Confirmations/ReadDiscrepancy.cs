using System.Text.Json.Serialization;
using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Features.Bars;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Reads;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Confirmations;

public sealed record ReadDiscrepancyRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string DiscrepancyId { get; init; } = "";
}

/// <param name="Reported">The item as it was reported when he spoke; null where it was not.</param>
/// <param name="ReportedNow">The item of this id in the newest version; null where there is none.</param>
/// <param name="Words">In his own words; null where there are none, once their time is over, and for whoever may not read them.</param>
/// <param name="Shown">Whether the agency is shown it.</param>
public sealed record DiscrepancyWordView(OwnWordView Word, ReportedItem? Reported, ReportedItem? ReportedNow, string? Words, bool Shown) : IPersonal;

/// <summary>Where a worker says otherwise than his agency: both figures, and what the law would say of each.</summary>
/// <param name="Number">The newest version of what the agency reported.</param>
/// <param name="Figures">What came out of the worker's own pocket, by currency: payments and deductions, less refunds.</param>
/// <param name="Unjudged">Added payments of which he does not say what they were for: they are in his figures, and no law was asked about them.</param>
/// <param name="LawOfReported">What the law says of the agency's figures.</param>
/// <param name="LawOfWorker">What it would say of the worker's.</param>
public sealed record ReadDiscrepancyResponse(
    DiscrepancySummary Discrepancy, string DisclosureId, int Number, IReadOnlyList<TwoFigures> Figures, IReadOnlyList<DiscrepancyWordView> Words, IReadOnlyList<string> Unjudged,
    LawOfFiguresView LawOfReported, LawOfFiguresView LawOfWorker, JudgingInput RestsOn, [property: JsonIgnore] ReadReceipt Receipt);

/// <summary>Shows where a worker says otherwise than his agency, with both figures and what the law would say of each. That it was read, and by whom, is recorded first
/// (GET /reads); why, X-Purpose says.</summary>
public sealed class ReadDiscrepancy(LicensingDb db, Caller caller, ReadRegister reads, OwnConfirmationReading reading, WordsJudging judging, PersonSeal seal)
    : Endpoint<ReadDiscrepancyRequest, Results<Ok<ReadDiscrepancyResponse>, Problem>>
{
    public override void Configure()
    {
        Get("discrepancies/{DiscrepancyId}");
        Permissions(Permission.ReadDiscrepancies);
        this.Refuses(ProblemCode.NotFound, ProblemCode.ProposalConflict);
    }

    public override async Task<Results<Ok<ReadDiscrepancyResponse>, Problem>> ExecuteAsync(ReadDiscrepancyRequest r, CancellationToken ct)
    {
        var discrepancy = await db.Discrepancies.AsNoTracking().Include(d => d.Confirmation).ThenInclude(c => c.Placement).ThenInclude(p => p.Agency).SingleOrDefaultAsync(d => d.PublicId == r.DiscrepancyId, ct);
        if (discrepancy is null)
            return new Problem(ProblemCode.NotFound);
        var confirmation = discrepancy.Confirmation;
        await db.MustBeFreeAsync(caller, confirmation, ct);
        var receipt = await reads.RecordAsync(confirmation.Placement.WorkerId, discrepancy.PublicId, ct);
        var words = await reading.WordsAsync(confirmation, ct);
        var shown = (await db.WordConsents.AsNoTracking().Where(c => c.ConfirmationId == confirmation.Id && c.WithdrawnAt == null && c.Kind == ConsentKind.Figures).Select(c => c.Item).ToListAsync(ct)).ToHashSet();
        var newest = await OwnConfirmationReading.NewestAsync(db, confirmation.PlacementId, ct);
        var (reported, standing) = (newest.ReadReported(), new StandingWords(words));
        var said = standing.AsWorkerSays(reported.Items, out var unjudged);
        var law = await judging.OfAsync(confirmation.PlacementId, newest, reported, said, ct);
        // The auditor proves how things were done, and needs nobody's words for it.
        var opens = caller.Holds(Permission.ReadComplaints);
        HttpContext.ShowVersion(discrepancy);
        HttpContext.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new ReadDiscrepancyResponse(
            DiscrepancySummary.Of(discrepancy), newest.Disclosure.PublicId, newest.Number, standing.Figures(reported.Items),
            [.. words.Select(w => new DiscrepancyWordView(OwnWordView.Of(w, standing), w.ReadReported(), w.ItemId is null ? null : reported.Items.FirstOrDefault(i => i.Id == w.ItemId),
                opens && w.Words is { } own ? seal.Open<string>(own) : null, shown.Contains(w.PublicId)))],
            unjudged, law.Reported, law.Worker, law.RestsOn, receipt));
    }
}
