using Licensing.Api.Database;
using Licensing.Api.Features.Law;
using Licensing.Api.Features.Reads;
using Licensing.Api.Http;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Findings;
using Licensing.Rules.Values;
using Mapster;

namespace Licensing.Api.Features.Findings;

/// <summary>A finding in a list.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Origin">Of the placement as the agency first reported it, like destination and day: a correction moves no case.</param>
/// <param name="Excess">By how much, once, from the deciding law; one entry for each currency. For money taken too early,
/// through the wrong channel or without receipt: the amount concerned.</param>
/// <param name="AmendedAfterJudgement">A later correction says less, something milder, or another day or corridor; the
/// finding stands until two officers accept that, by dismissing it.</param>
/// <param name="FellByLaw">It is withdrawn because the law as it is now forbids nothing of what it rests on. It opens again should the law do so.</param>
public sealed record FindingView(
    string Id, string AgencyId, string PlacementId, string DisclosureId, BreachKind Breach, FindingStatus Status, bool AmendedAfterJudgement, bool FellByLaw,
    string Origin, string Destination, DateOnly HappenedOn, DecidingRule DecidedBy, IReadOnlyList<Money> Excess, DateTime OpenedAt, DateTime UpdatedAt)
{
    /// <summary>Reads the amounts of the findings that these rows show.</summary>
    internal static async Task<IReadOnlyList<FindingView>> OfAsync(LicensingDb db, IReadOnlyList<FindingRow> rows, CancellationToken ct)
    {
        var excess = await FindingAmount.ReadAsync(db, [.. rows.Select(r => r.Key)], ct);
        return
        [
            .. rows.Select(r => new FindingView(
                r.Id, r.AgencyId, r.PlacementId, r.DisclosureId, r.Breach, r.Status, r.AmendedAfterJudgement, r.FellByLaw, r.Origin, r.Destination, r.HappenedOn,
                new DecidingRule(r.Provision, r.ProvisionVersion, r.Law, r.Result), [.. excess[r.Key]], r.OpenedAt, r.UpdatedAt)),
        ];
    }
}

/// <summary>The columns of a finding that a list needs: the grounds behind it are large. Only columns, no amounts: each
/// further table in one query multiplies its rows.</summary>
internal sealed record FindingRow(
    long Key, string Id, string AgencyId, string PlacementId, string DisclosureId, BreachKind Breach, FindingStatus Status, bool AmendedAfterJudgement, bool FellByLaw,
    string Origin, string Destination, DateOnly HappenedOn, string Provision, int ProvisionVersion, LawSide Law, Result Result, DateTime OpenedAt,
    DateTime UpdatedAt) : IIdentified
{
    public static readonly TypeAdapterConfig Projection = CreateProjection();

    private static TypeAdapterConfig CreateProjection()
    {
        var projection = new TypeAdapterConfig();
        projection.NewConfig<Finding, FindingRow>().MapToConstructor(true)
            .Map(row => row.Key, f => f.Id)
            .Map(row => row.Id, f => f.PublicId)
            .Map(row => row.AgencyId, f => f.Placement.Agency.PublicId)
            .Map(row => row.PlacementId, f => f.Placement.PublicId)
            .Map(row => row.DisclosureId, f => f.DisclosureVersion.Disclosure.PublicId)
            .Map(row => row.Breach, f => f.Kind);
        return projection;
    }
}

/// <summary>The rule that decides the case.</summary>
public sealed record DecidingRule(string Provision, int Version, LawSide Law, Result Result);

/// <summary>One rule applied to one disclosure.</summary>
/// <param name="Provision">Null where it states that a law is silent.</param>
/// <param name="Because">Why undetermined.</param>
/// <param name="Enforcement">A breach before enforcement or inside a transition makes no finding.</param>
/// <param name="Counted">What surely counts, as charged.</param>
/// <param name="Cap">The most that was allowed; null where the rule knows no amount.</param>
/// <param name="Items">Ids of the items that count.</param>
/// <param name="Trace">Each step as a code with its arguments.</param>
/// <param name="Explanation">The same in words.</param>
public sealed record JudgementView(
    string? Provision, int? Version, LawSide Law, Result Result, string? Because, Enforcement Enforcement, DateOnly? DecidedOn,
    IReadOnlyList<Money> Counted, IReadOnlyList<Money> Refunded, Money? Cap, IReadOnlyList<Money> Excess, IReadOnlyList<string> Items,
    SourceView? Source, IReadOnlyList<TraceStep> Trace, string Explanation) : IPersonal
{
    public static JudgementView Of(Judgement j, Rule? rule) => new(
        j.Provision, j.Version, j.Law, j.Result, j.Because, j.Enforcement, j.DecidedOn, j.Counted.Parts, j.Refunded.Parts, j.Cap, j.Excess.Parts,
        j.Items, rule is null ? null : SourceView.Of(rule),
        [.. j.Trace.Select(s => new TraceStep(s.Code, s.Arguments, Rules.FeeCaps.Explanation.Sentence(s)))],
        Rules.FeeCaps.Explanation.Paragraph(j, rule));
}

/// <summary>One step of the reasoning.</summary>
/// <param name="Step">Code of the step.</param>
/// <param name="Arguments">What the step speaks of, by name.</param>
/// <param name="Text">The step as a sentence.</param>
public sealed record TraceStep(string Step, IReadOnlyDictionary<string, string> Arguments, string Text);
