using System.Text;
using System.Text.Json;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Findings;
using Licensing.Rules.Values;

namespace Licensing.Api.Features.Findings;

/// <summary>What a finding rests on, as it was when it was opened or last updated: the judgements of its breach, the laws
/// that were silent, and everything they were computed from. Judging again later replaces judgements; it never changes what
/// a standing case says of itself.</summary>
/// <param name="Excess">What these judgements show, by currency.</param>
/// <param name="Judgements">Canonical JSON of each judgement, the deciding one first.</param>
public sealed record FindingGrounds(JudgingInput RestsOn, IReadOnlyList<Money> Excess, IReadOnlyList<JsonElement> Judgements)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static FindingGrounds Of(JudgingInput restsOn, Breach breach, IEnumerable<Judgement> all)
    {
        var cited = breach.Judgements.OrderByDescending(j => j == breach.Deciding).Concat(all.Where(j => j.IsCoverage));
        return new FindingGrounds(restsOn, breach.Excess.Parts, [.. cited.Select(j => JsonElement.Parse(j.ToCanonicalBytes()))]);
    }

    public static string Write(params IReadOnlyList<FindingGrounds> grounds) => JsonSerializer.Serialize(grounds, Web);

    /// <returns>At least one: the first decides the case.</returns>
    /// <exception cref="JsonException">Not what <see cref="Write"/> wrote.</exception>
    public static IReadOnlyList<FindingGrounds> Read(string json) =>
        JsonSerializer.Deserialize<List<FindingGrounds>>(json, Web) is { Count: > 0 } grounds ? grounds : throw new JsonException("A finding has grounds.");

    public IEnumerable<Judgement> ReadJudgements() => Judgements.Select(j => Judgement.FromCanonicalBytes(Encoding.UTF8.GetBytes(j.GetRawText())));
}
