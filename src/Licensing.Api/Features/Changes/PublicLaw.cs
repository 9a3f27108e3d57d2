using System.Security.Cryptography;
using System.Text;
using Licensing.Api.Database;
using Licensing.Api.Features.Agreements;
using Licensing.Api.Features.Law;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Changes;

/// <summary>What the change feed tells of a provision: of its page what is law here. Drafts, our reading and the number of findings are not in it.</summary>
/// <param name="Versions">Of the law itself, in the order of their days, as held on the day it was told.</param>
/// <param name="Texts">Every text of its pack that was ever approved here, the newest first.</param>
public sealed record ToldProvision(
    string Provision, LawSide Law, string? Origin, string? Destination, IReadOnlyList<ProvisionVersionView> Versions, IReadOnlyList<ApprovedTextView> Texts);

/// <param name="What">As it is serialised; an agreement with the day left out.</param>
public sealed record LawItem(ToldKind Kind, string Name, string? Origin, string? Destination, object What);

/// <summary>The approved law and the agreements, as the public reads them.</summary>
public sealed class PublicLaw(LicensingDb db, LawBook book, AgreementBook agreements, CodeLists codes)
{
    // All that is on record counts, whatever the clock of the instance that recorded it says.
    private static readonly DateTime Ever = DateTime.MaxValue;

    /// <summary>Another name wherever what follows from <see cref="ReadAsync"/> may be other: by approvals, withdrawals, a new day, another version
    /// of the service.</summary>
    public async Task<string> NameAsync(DateOnly today, CancellationToken ct)
    {
        var texts = await db.LawPacks.Where(p => p.ApprovedAt != null).OrderBy(p => p.Id).Select(p => new { p.Id, p.Digest, p.ApprovedAt, p.WithdrawnAt }).ToListAsync(ct);
        var state = $"{today:O} {typeof(PublicLaw).Assembly.ManifestModule.ModuleVersionId} {string.Join('\n', texts.Select(t => $"{t.Id} {t.Digest} {t.ApprovedAt:O} {t.WithdrawnAt:O}"))}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state)));
    }

    public async Task<List<LawItem>> ReadAsync(DateOnly today, CancellationToken ct)
    {
        var held = await book.HeldAtAsync(db, Ever, ct);
        var standing = new LawStanding(held, Ever, today);
        var approved = (await db.LawPacks.AsNoTracking().Where(p => p.ApprovedAt != null).ToListAsync(ct)).OrderByDescending(p => p.ApprovedAt).ThenByDescending(p => p.Number).ToLookup(p => p.Name);
        var items = new List<LawItem>();
        foreach (var pack in held)
        {
            var texts = approved[pack.Text.Name].Select(t => ApprovedTextView.Of(t, standing)).ToList();
            foreach (var rule in pack.Rules.DistinctBy(r => r.Provision))
                items.Add(new(ToldKind.Provision, rule.Provision, rule.Origin, rule.Destination, new ToldProvision(
                    rule.Provision, rule.Law, rule.Origin, rule.Destination, ProvisionVersionView.AllOf(rule.Provision, pack, standing, codes, null), texts)));
        }

        items.AddRange(agreements.All.Select(a => new LawItem(ToldKind.Agreement, a.Name, a.Origin, a.Destination, AgreementPage.Of(a, today, held, codes))));
        return items;
    }
}
