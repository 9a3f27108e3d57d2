using Licensing.Api.Database;
using Licensing.Api.Features.Law;
using Licensing.Rules.LawChanges;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Simulations;

/// <summary>The law as it would be with one draft in it: in place of the text of the same name, or beside all others.</summary>
/// <param name="Now">The step that the law stands at.</param>
/// <param name="Step">The step that the draft would be; nobody stores it.</param>
internal sealed record DraftEdition(LawStep Now, LawStep Step, LawEdition Edition, LawChange Change)
{
    public static async Task<DraftEdition> OfAsync(LicensingDb db, LawBook book, LawPack draft, TimeProvider clock, CancellationToken ct)
    {
        var now = await new LawSteps(db, book, clock).NowAsync(ct);
        var held = now.PackIds;
        var texts = (await db.LawPacks.AsNoTracking().Where(p => held.Contains(p.Id)).Select(p => new { p.Id, p.Name, p.Digest }).ToListAsync(ct))
            .Where(p => p.Name != draft.Name).Append(new { draft.Id, draft.Name, draft.Digest }).OrderBy(p => p.Name, StringComparer.Ordinal).ToList();
        var step = new LawStep(now, LawPack.DigestOf(string.Join('\n', texts.Select(p => $"{p.Name} {p.Digest}"))), texts.Select(p => p.Id), clock.Now());
        var rules = await book.RulesOfAsync(db, step.PackIds, ct);
        return new(now, step, new LawEdition(step.Digest, 0, rules, rules), await book.ChangeAsync(db, now, step, ct));
    }
}
