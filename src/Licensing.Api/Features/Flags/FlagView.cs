using Licensing.Api.Features.Findings;
using Licensing.Rules.Values;

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
    DateTime RaisedAt, DateTime UpdatedAt, DateTime? LiftedAt)
{
    /// <remarks>Agency, excess and the worst finding with its excess must be loaded.</remarks>
    public static FlagView Of(Flag f) => new(
        f.PublicId, f.Agency.PublicId, f.Period, FlagPeriod.EndOf(f.Period), f.Findings, f.Workers, f.WorkersOvercharged, f.PlacementsInBreach,
        f.Placements, f.Placements == 0 ? 0 : Math.Round(100m * f.PlacementsInBreach / f.Placements, 1), f.ExcessAmounts.Parts,
        new(f.WorstFinding.PublicId, new(f.WorstFinding.Provision, f.WorstFinding.ProvisionVersion, f.WorstFinding.Law, f.WorstFinding.Result), f.WorstFinding.ExcessAmounts.Parts),
        f.FirstSeen, f.LastSeen, f.RaisedAt, f.UpdatedAt, f.LiftedAt);
}

public sealed record WorstFindingView(string Id, DecidingRule DecidedBy, IReadOnlyList<Money> Excess);
