using Licensing.Api.Features.Findings;
using Licensing.Api.Http;
using Licensing.Rules.Values;
using Mapster;

namespace Licensing.Api.Features.Flags;

/// <summary>An agency and a quarter whose findings reach the thresholds.</summary>
/// <param name="Id">Public id.</param>
/// <param name="PeriodFrom">First day of the quarter, inclusive.</param>
/// <param name="PeriodTo">Last day of the quarter, inclusive.</param>
/// <param name="Workers">Concerned by any finding.</param>
/// <param name="WorkersOvercharged">Charged above a cap, charged what is prohibited, or an illegitimate cost.</param>
/// <param name="Excess">Overcharge, once for each case, by currency.</param>
/// <param name="ShareInBreach">Of the agency's placements of the quarter, in percent with one decimal.</param>
/// <param name="WorstFinding">The greatest overcharge in the currency with most cases.</param>
/// <param name="LiftedAt">When its findings fell below the thresholds again.</param>
public sealed record FlagView(
    string Id, string AgencyId, DateOnly PeriodFrom, DateOnly PeriodTo, int Findings, int Workers, int WorkersOvercharged, int PlacementsInBreach,
    int Placements, decimal ShareInBreach, IReadOnlyList<Money> Excess, WorstFindingView WorstFinding, DateOnly FirstSeen, DateOnly LastSeen,
    DateTime RaisedAt, DateTime UpdatedAt, DateTime? LiftedAt) : IIdentified
{
    public static readonly TypeAdapterConfig Projection = CreateProjection();

    private static TypeAdapterConfig CreateProjection()
    {
        var projection = new TypeAdapterConfig();
        projection.NewConfig<Flag, FlagView>().MapToConstructor(true)
            .Map(v => v.Id, f => f.PublicId)
            .Map(v => v.AgencyId, f => f.Agency.PublicId)
            .Map(v => v.PeriodFrom, f => f.Period)
            .Map(v => v.PeriodTo, f => f.Period.AddMonths(3).AddDays(-1))
            .Map(v => v.ShareInBreach, f => f.Placements == 0 ? 0 : Math.Round(100m * f.PlacementsInBreach / f.Placements, 1))
            .Map(v => v.Excess, f => f.Excess.OrderBy(e => e.Currency).Select(e => new Money(e.AmountMinor, e.Currency)).ToList())
            .Map(v => v.WorstFinding, f => new WorstFindingView(
                f.WorstFinding.PublicId,
                new DecidingRule(f.WorstFinding.Provision, f.WorstFinding.ProvisionVersion, f.WorstFinding.Law, f.WorstFinding.Result),
                f.WorstFinding.Excess.OrderBy(e => e.Currency).Select(e => new Money(e.AmountMinor, e.Currency)).ToList()));
        return projection;
    }
}

public sealed record WorstFindingView(string Id, DecidingRule DecidedBy, IReadOnlyList<Money> Excess);
