using System.Text;
using System.Text.Json;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Findings;

namespace Licensing.Api.Features.Findings;

/// <summary>What a finding rests on, as it was when it was opened or last updated: the judgements of its breach, the laws
/// that were silent, and everything they were computed from. Judging again later replaces judgements; it never changes what
/// a standing case says of itself.</summary>
/// <param name="Judgements">Canonical JSON of each judgement, the deciding one first.</param>
public sealed record FindingGrounds(JudgingInput RestsOn, IReadOnlyList<JsonElement> Judgements)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static string Write(JudgingInput restsOn, Breach breach, IEnumerable<Judgement> all)
    {
        var cited = breach.Judgements.OrderByDescending(j => j == breach.Deciding).Concat(all.Where(j => j.IsCoverage));
        return JsonSerializer.Serialize(
            new FindingGrounds(restsOn, [.. cited.Select(j => JsonElement.Parse(j.ToCanonicalBytes()))]), Web);
    }

    /// <exception cref="JsonException">Not what <see cref="Write"/> wrote.</exception>
    public static (JudgingInput RestsOn, IReadOnlyList<Judgement> Judgements) Read(string json)
    {
        var grounds = JsonSerializer.Deserialize<FindingGrounds>(json, Web) ?? throw new JsonException("null is no grounds");
        return (grounds.RestsOn, [.. grounds.Judgements.Select(j => Judgement.FromCanonicalBytes(Encoding.UTF8.GetBytes(j.GetRawText())))]);
    }
}
