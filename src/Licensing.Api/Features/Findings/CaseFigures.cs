using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Flags;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Api.Features.Findings;

/// <summary>What a notice states of a finding or of a flag, and what a decision is made of. What comes to more than a notice stated was not answered to.</summary>
/// <param name="Excess">By currency.</param>
/// <param name="Provision">The deciding rule, of a finding; null for a flag.</param>
/// <param name="Findings">Of a flag: how many it counts; null for a finding. So with the others.</param>
public sealed record CaseFigures(
    IReadOnlyList<Money> Excess, string? Provision = null, int? ProvisionVersion = null, LawSide? Law = null, Result? Result = null, int? Findings = null, int? Workers = null,
    int? WorkersOvercharged = null, int? PlacementsInBreach = null)
{
    /// <remarks>The excess must be loaded.</remarks>
    public static CaseFigures Of(Finding f) => new(f.ExcessAmounts.Parts, f.Provision, f.ProvisionVersion, f.Law, f.Result);

    /// <remarks>The excess must be loaded. Not how many placements there are in all: whoever files more would make every notice void.</remarks>
    public static CaseFigures Of(Flag f) => new(f.ExcessAmounts.Parts, null, null, null, null, f.Findings, f.Workers, f.WorkersOvercharged, f.PlacementsInBreach);

    public string Write() => StoredJson.Write(this);

    /// <exception cref="System.Text.Json.JsonException">Not what <see cref="Write"/> wrote.</exception>
    public static CaseFigures Read(string json) => StoredJson.Read<CaseFigures>(json);

    /// <summary>Whether what is there now was stated. A finding is one breach by one rule: anything else is another case to answer. A flag that has come to less
    /// was answered to.</summary>
    public bool Covers(CaseFigures now) => now.Findings is null
        ? Write() == now.Write()
        : now.Findings <= Findings && now.Workers <= Workers && now.WorkersOvercharged <= WorkersOvercharged && now.PlacementsInBreach <= PlacementsInBreach
            && now.Excess.All(n => Excess.Any(e => e.Currency == n.Currency && e.AmountMinor >= n.AmountMinor));
}
