using Licensing.Api.Database;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Law;

/// <summary>A change of the law that this deployment judges with.</summary>
/// <param name="Id">Public id.</param>
/// <param name="At">When it was first judged with (UTC), right after it was approved.</param>
/// <param name="Packs">Which texts it brought and took away.</param>
public sealed record LawStepView(string Id, DateTime At, IReadOnlyList<ChangedPack> Packs)
{
    /// <summary>What each step changed of the one before it, in the same order.</summary>
    internal static async Task<IReadOnlyList<LawStepView>> OfAsync(LicensingDb db, IReadOnlyList<(LawStep Before, LawStep After)> steps, CancellationToken ct)
    {
        var ids = steps.SelectMany(s => s.Before.PackIds.Except(s.After.PackIds).Concat(s.After.PackIds.Except(s.Before.PackIds))).Distinct().ToList();
        var texts = ids.Count == 0 ? [] : await db.LawPacks.AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Name, p.Number }).ToDictionaryAsync(p => p.Id, p => (p.Name, p.Number), ct);
        return [.. steps.Select(s => new LawStepView(s.After.PublicId, s.After.At, Changed(s.Before, s.After)))];

        List<ChangedPack> Changed(LawStep before, LawStep after)
        {
            var (gone, come) = (Of(before, after), Of(after, before));
            return [.. gone.Keys.Union(come.Keys).Order(StringComparer.Ordinal).Select(name => new ChangedPack(name, Number(gone, name), Number(come, name)))];
        }

        Dictionary<string, int> Of(LawStep of, LawStep but) => of.PackIds.Except(but.PackIds).Select(id => texts[id]).ToDictionary(t => t.Name, t => t.Number);

        static int? Number(Dictionary<string, int> of, string name) => of.TryGetValue(name, out var number) ? number : null;
    }

    /// <summary>The same of steps that are known by their keys.</summary>
    internal static async Task<IReadOnlyDictionary<long, LawStepView>> OfAsync(LicensingDb db, IReadOnlyList<long> keys, CancellationToken ct)
    {
        if (keys.Count == 0)
            return new Dictionary<long, LawStepView>();
        var steps = await db.LawSteps.AsNoTracking().Where(s => keys.Contains(s.Id) || db.LawSteps.Any(n => n.PreviousId == s.Id && keys.Contains(n.Id))).ToDictionaryAsync(s => s.Id, ct);
        List<(LawStep Before, LawStep After)> pairs = [.. keys.Distinct().Select(k => steps[k]).Select(s => (steps.GetValueOrDefault(s.PreviousId, s), s))];
        var views = await OfAsync(db, pairs, ct);
        return pairs.Zip(views).ToDictionary(x => x.First.After.Id, x => x.Second);
    }
}

/// <param name="Name">Of the rule pack.</param>
/// <param name="Before">Number of the text that was law until then; null: none.</param>
/// <param name="After">Number of the text that is law from then on; null: none.</param>
public sealed record ChangedPack(string Name, int? Before, int? After)
{
    internal string InWords => (Before, After) switch
    {
        (null, { } now) => $"{Name} number {now} is law",
        ({ } was, null) => $"{Name} number {was} is law no more",
        _ => $"{Name} number {After} is law in place of number {Before}",
    };
}
