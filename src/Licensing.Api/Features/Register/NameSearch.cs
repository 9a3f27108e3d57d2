using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Rules.Names;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Register;

/// <param name="Score">1000: every word that was typed is in the name. See <see cref="NameKeys.Score"/>.</param>
/// <param name="Name">The name that answers best: a trade name, a former name, a name in another script.</param>
public sealed record FoundName(long AgencyId, int Score, string Name);

/// <summary>Finds agencies by how people type their names, every name that the register has ever known of them.</summary>
/// <remarks>Three looks, each bounded, never at the register as a whole: names that begin with what was typed; names that share a word, by its
/// letters or its sound; and only where neither answers, names that share letters. What they bring is scored.</remarks>
public static class NameSearch
{
    /// <summary>Half of what was typed, words of the trade counting a quarter, is in the name; below, it is another name.</summary>
    public const int LeastScore = 500;

    // Every word was answered, at least by its sound: nobody looks for misspellings then.
    private const int Answered = 900;
    private const int MostBeginning = 50, MostSharing = 300, MostWords = 32, MostLetters = 48;

    /// <param name="knownAt">Names recorded later, or withdrawn by then, are not found.</param>
    /// <returns>The best first, each agency once.</returns>
    public static async Task<List<FoundName>> FindAsync(LicensingDb db, string typed, DateTime knownAt, CancellationToken ct)
    {
        var asked = NameKeys.Of(typed);
        if (asked.Words.IsEmpty)
            return [];
        var names = db.AgencyFacts.AsNoTracking().Where(f => f.Kind == AgencyFactKind.Name && f.RecordedAt <= knownAt && (f.WithdrawnAt == null || f.WithdrawnAt > knownAt));
        var (first, past) = (Text.Fold(typed), Text.Fold(typed) + '\uffff');
        // It becomes SQL, where both databases compare these keys by their code points.
        var beginning = await names.Where(f => f.SearchKey.CompareTo(first) >= 0 && f.SearchKey.CompareTo(past) < 0)
            .OrderBy(f => f.SearchKey).Take(MostBeginning).Select(f => f.Id).ToListAsync(ct);

        var keys = asked.ToTellingKeys();
        var words = keys.Where(IsOfWords).Take(MostWords).ToList();
        var sharing = await SharingAsync(db, words, ct);
        // So many have the word that the words of the trade beside it must tell which is meant.
        if (sharing.Count == MostSharing)
            sharing = await SharingAsync(db, [.. words.Union(asked.ToKeys().Where(IsOfWords)).Take(MostWords)], ct, withOneOf: words);
        var found = await ScoreAsync(names, asked, [.. beginning, .. sharing], ct);
        if (found.Count == 0 || found[0].Score < Answered)
        {
            // One letter at the beginning of a word is shared by too many to tell anything.
            var letters = keys.Where(k => k.Kind is NameKeyKind.Skeleton || (k.Kind is NameKeyKind.Trigram && !k.Text.StartsWith("  ", StringComparison.Ordinal))).Take(MostLetters);
            found = Best([.. found, .. await ScoreAsync(names, asked, await SharingAsync(db, letters, ct), ct)]);
        }

        return found;
    }

    private static bool IsOfWords(NameKey key) => key.Kind is NameKeyKind.Word or NameKeyKind.Sound or NameKeyKind.Han;

    private static Task<List<long>> SharingAsync(LicensingDb db, IEnumerable<NameKey> keys, CancellationToken ct, IEnumerable<NameKey>? withOneOf = null)
    {
        var texts = keys.Select(AgencyNameKey.TextOf).Distinct().ToList();
        var sharing = db.AgencyNameKeys.Where(k => texts.Contains(k.Key));
        if (withOneOf is not null)
        {
            var telling = withOneOf.Select(AgencyNameKey.TextOf).Distinct().ToList();
            sharing = sharing.Where(k => db.AgencyNameKeys.Any(t => telling.Contains(t.Key) && t.FactId == k.FactId));
        }

        return sharing.GroupBy(k => k.FactId)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => g.Key).Take(MostSharing).ToListAsync(ct);
    }

    private static async Task<List<FoundName>> ScoreAsync(IQueryable<AgencyFact> names, NameKeys asked, List<long> facts, CancellationToken ct)
    {
        var rows = await names.Where(f => facts.Contains(f.Id)).Select(f => new { f.AgencyId, f.Value }).ToListAsync(ct);
        return Best(rows.Select(row => new FoundName(row.AgencyId, NameLikeness.Of(row.Value).AnswerTo(asked), row.Value)).Where(f => f.Score >= LeastScore));
    }

    private static List<FoundName> Best(IEnumerable<FoundName> found) =>
        [.. found.GroupBy(f => f.AgencyId).Select(g => g.OrderByDescending(f => f.Score).ThenBy(f => f.Name, StringComparer.Ordinal).First())
            .OrderByDescending(f => f.Score).ThenBy(f => f.Name, StringComparer.Ordinal).ThenBy(f => f.AgencyId)];
}
