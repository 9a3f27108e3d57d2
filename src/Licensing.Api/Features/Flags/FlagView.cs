using Licensing.Api.Database;
using Licensing.Api.Features.Findings;
using Licensing.Api.Http;
using Licensing.Rules.FeeCaps;
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
/// <param name="ShareInBreach">Of the agency's placements of the quarter, in percent with one decimal, a half rounded up.</param>
/// <param name="WorstFinding">The greatest overcharge in the currency with most cases; without overcharge the greatest amount concerned.</param>
/// <param name="Status">How far it has come with people.</param>
/// <param name="LiftedAt">When it stood no more.</param>
/// <param name="LiftedBecause">Why.</param>
public sealed record FlagView(
    string Id, string AgencyId, DateOnly PeriodFrom, DateOnly PeriodTo, int Findings, int Workers, int WorkersOvercharged, int PlacementsInBreach,
    int Placements, decimal ShareInBreach, IReadOnlyList<Money> Excess, WorstFindingView WorstFinding, DateOnly FirstSeen, DateOnly LastSeen,
    DateTime RaisedAt, DateTime UpdatedAt, FlagStatus Status, DateTime? LiftedAt, FlagLifting? LiftedBecause)
{
    /// <summary>Reads the amounts of the flags that these rows show, and of their worst findings.</summary>
    internal static async Task<IReadOnlyList<FlagView>> OfAsync(LicensingDb db, IReadOnlyList<FlagRow> rows, CancellationToken ct)
    {
        var excess = await FlagAmount.ReadAsync(db, [.. rows.Select(r => r.Key)], ct);
        var worst = await FindingAmount.ReadAsync(db, [.. rows.Select(r => r.WorstKey).Distinct()], ct);
        return
        [
            .. rows.Select(r => new FlagView(
                r.Id, r.AgencyId, r.PeriodFrom, FlagPeriod.EndOf(r.PeriodFrom), r.Findings, r.Workers, r.WorkersOvercharged, r.PlacementsInBreach, r.Placements,
                Share(r.PlacementsInBreach, r.Placements), [.. excess[r.Key]],
                new WorstFindingView(r.WorstId, new DecidingRule(r.Provision, r.ProvisionVersion, r.Law, r.Result), [.. worst[r.WorstKey]]),
                r.FirstSeen, r.LastSeen, r.RaisedAt, r.UpdatedAt, r.Status, r.LiftedAt, r.LiftedBecause)),
        ];
    }

    // Here, not in the query: the two databases round a half differently.
    private static decimal Share(int part, int of) => of == 0 ? 0 : Math.Round(100m * part / of, 1, MidpointRounding.AwayFromZero);
}

public sealed record WorstFindingView(string Id, DecidingRule DecidedBy, IReadOnlyList<Money> Excess);

/// <summary>The columns of a flag and of its worst finding. Only columns, no amounts: two lists in one query multiply each
/// other's rows.</summary>
internal sealed record FlagRow(
    long Key, string Id, string AgencyId, DateOnly PeriodFrom, int Findings, int Workers, int WorkersOvercharged, int PlacementsInBreach, int Placements,
    long WorstKey, string WorstId, string Provision, int ProvisionVersion, LawSide Law, Result Result, DateOnly FirstSeen, DateOnly LastSeen,
    DateTime RaisedAt, DateTime UpdatedAt, FlagStatus Status, DateTime? LiftedAt, FlagLifting? LiftedBecause) : IIdentified
{
    public static readonly TypeAdapterConfig Projection = CreateProjection();

    private static TypeAdapterConfig CreateProjection()
    {
        var projection = new TypeAdapterConfig();
        projection.NewConfig<Flag, FlagRow>().MapToConstructor(true)
            .Map(row => row.Key, f => f.Id)
            .Map(row => row.Id, f => f.PublicId)
            .Map(row => row.AgencyId, f => f.Agency.PublicId)
            .Map(row => row.PeriodFrom, f => f.Period)
            .Map(row => row.WorstKey, f => f.WorstFindingId)
            .Map(row => row.WorstId, f => f.WorstFinding.PublicId)
            .Map(row => row.Provision, f => f.WorstFinding.Provision)
            .Map(row => row.ProvisionVersion, f => f.WorstFinding.ProvisionVersion)
            .Map(row => row.Law, f => f.WorstFinding.Law)
            .Map(row => row.Result, f => f.WorstFinding.Result);
        return projection;
    }
}
