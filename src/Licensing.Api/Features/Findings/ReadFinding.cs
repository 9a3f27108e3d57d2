using System.Text.Json.Serialization;
using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Features.Law;
using Licensing.Api.Features.Reads;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Values;
using Mapster;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Findings;

public sealed record ReadFindingRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string FindingId { get; init; } = "";
}

/// <param name="Finding">The case.</param>
/// <param name="Judgements">What each law says of this kind of breach, and where a law is silent.</param>
/// <param name="RestsOn">What the judgements were computed from; the same input gives the same bytes.</param>
/// <param name="Further">Corrections that say more in one currency while they say less, or something milder, elsewhere: the
/// case has the greater amount of each currency.</param>
/// <param name="LawChange">The change of law that last opened, changed or withdrew it; null: none did.</param>
/// <param name="Course">Notices, decisions, appeals and bars: how far it has come with people.</param>
/// <param name="Explanation">The whole case in words: the deciding rule first, then what the other laws say, then the further grounds.</param>
public sealed record ReadFindingResponse(
    FindingView Finding, IReadOnlyList<JudgementView> Judgements, JudgingInput RestsOn, IReadOnlyList<FurtherGrounds> Further, LawStepView? LawChange, FindingCourse Course, string Explanation,
    [property: JsonIgnore] ReadReceipt Receipt);

/// <summary>What a correction added to a case that it did not replace.</summary>
/// <param name="RestsOn">What the judgements were computed from.</param>
/// <param name="Excess">By how much, according to that correction.</param>
public sealed record FurtherGrounds(JudgingInput RestsOn, IReadOnlyList<Money> Excess, IReadOnlyList<JudgementView> Judgements);

/// <summary>Names everything that a judgement was computed from.</summary>
/// <param name="DisclosureNumber">Version of the disclosure.</param>
/// <param name="Law">SHA-256 of the approved law.</param>
/// <param name="Rates">SHA-256 of the exchange rates.</param>
/// <param name="Settings">SHA-256 of the settings of judging.</param>
/// <param name="AsOf">The day of judging, in the ministry's time zone.</param>
public sealed record JudgingInput(int DisclosureNumber, string? Law, string? Rates, string? Settings, string? Engine, DateOnly? AsOf);

/// <summary>Shows one finding with its judgements, each as data and in words.</summary>
public sealed class ReadFinding(LicensingDb db, Caller caller, LawBook book, ReadRegister reads, FindingCourseReading course) : Endpoint<ReadFindingRequest, Results<Ok<ReadFindingResponse>, Problem>>
{
    public override void Configure()
    {
        Get("findings/{FindingId}");
        Permissions(Permission.ReadFindings);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<ReadFindingResponse>, Problem>> ExecuteAsync(ReadFindingRequest r, CancellationToken ct)
    {
        var visible = db.Findings.AsNoTracking().VisibleTo(caller).Where(f => f.PublicId == r.FindingId);
        var finding = await visible.Include(f => f.Placement).Include(f => f.Excess).SingleOrDefaultAsync(ct);
        if (finding is null)
            return new Problem(ProblemCode.NotFound);

        var edition = await book.CurrentAsync(db, ct);
        var grounds = FindingGrounds.Read(finding.Grounds)
            .Select(g => new FurtherGrounds(g.RestsOn, g.Excess, [.. g.ReadJudgements().Select(j => JudgementView.Of(j, edition.RuleOf(j)))])).ToList();
        var receipt = await reads.RecordAsync(finding.Placement.WorkerId, finding.PublicId, ct);
        HttpContext.ShowVersion(finding);
        var lawChange = finding.LawStepId is { } step ? (await LawStepView.OfAsync(db, [step], ct))[step] : null;
        var view = await FindingView.OfAsync(db, await visible.ProjectToType<FindingRow>(FindingRow.Projection).ToListAsync(ct), ct);
        return TypedResults.Ok(new ReadFindingResponse(
            view.Single(), grounds[0].Judgements, grounds[0].RestsOn, [.. grounds.Skip(1)], lawChange, await course.OfAsync(finding, ct),
            string.Join("\n", grounds.SelectMany(g => g.Judgements).Select(j => j.Explanation)), receipt));
    }
}
