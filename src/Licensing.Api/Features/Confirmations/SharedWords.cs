using System.Text.Json.Serialization;
using Licensing.Api.Database;
using Licensing.Api.Features.Bars;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Reads;
using Licensing.Api.Security;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Confirmations;

/// <param name="SharedSince">Since when anything of it may be shown.</param>
public sealed record SharedDiscrepancySummary(string Id, string PlacementId, string AgencyId, DateTime SharedSince);

/// <summary>What a worker says otherwise, and agrees to show.</summary>
/// <param name="Number">Version of the disclosure that he had before him.</param>
/// <param name="Reported">The item as it was reported then; null where the payment was not reported.</param>
/// <param name="Paid">What he says he paid himself, or of a refund got back.</param>
/// <param name="Words">His own words, where he agrees to show them too.</param>
public sealed record SharedWordView(
    string Id, ConfirmationStage Stage, int Number, ReportedItem? Reported, Money Paid, string? Category, Party? Payee, DateOnly? On, string? Words) : IPersonal;

/// <param name="Figures">Of these items alone, what came out of the worker's own pocket, by currency.</param>
public sealed record SharedDiscrepancyView(
    SharedDiscrepancySummary Discrepancy, IReadOnlyList<TwoFigures> Figures, IReadOnlyList<SharedWordView> Words, [property: JsonIgnore] ReadReceipt Receipt);

/// <summary>What of a worker's words an agency may be shown, at the moment of looking. Everything that an agency is shown of them goes through here.</summary>
/// <remarks>No versions: how often a case was written to would tell of words that are sealed.</remarks>
public sealed class SharedWords(LicensingDb db, PersonSeal seal)
{
    /// <summary>Of agencies that the caller may act for, and only where the worker agrees to show a figure now.</summary>
    public IQueryable<Discrepancy> VisibleTo(Caller caller)
    {
        var placements = db.Placements.VisibleTo(caller);
        return db.Discrepancies.AsNoTracking().Include(d => d.Confirmation).ThenInclude(c => c.Placement).ThenInclude(p => p.Agency)
            .Where(d => placements.Any(p => p.Id == d.Confirmation.PlacementId)
                && db.WordConsents.Any(c => c.ConfirmationId == d.ConfirmationId && c.WithdrawnAt == null && c.Kind == ConsentKind.Figures && db.WorkerWords.Any(w => w.PublicId == c.Item)));
    }

    public async Task<IReadOnlyList<SharedDiscrepancySummary>> SummariesAsync(IReadOnlyList<Discrepancy> discrepancies, CancellationToken ct)
    {
        var keys = discrepancies.Select(d => d.ConfirmationId).ToList();
        var since = (await db.WordConsents.AsNoTracking().Where(c => keys.Contains(c.ConfirmationId) && c.WithdrawnAt == null && c.Kind == ConsentKind.Figures && db.WorkerWords.Any(w => w.PublicId == c.Item))
            .Select(c => new { c.ConfirmationId, c.GivenAt }).ToListAsync(ct)).ToLookup(c => c.ConfirmationId, c => c.GivenAt);
        // Agreement that was taken back since it was looked for takes the row with it.
        return [.. discrepancies.Where(d => since[d.ConfirmationId].Any()).Select(d => new SharedDiscrepancySummary(d.PublicId, d.Confirmation.Placement.PublicId, d.Confirmation.Placement.Agency.PublicId, since[d.ConfirmationId].Min()))];
    }

    public async Task<IReadOnlyList<SharedWordView>> WordsAsync(Discrepancy discrepancy, CancellationToken ct)
    {
        var consents = (await db.WordConsents.AsNoTracking().Where(c => c.ConfirmationId == discrepancy.ConfirmationId && c.WithdrawnAt == null).Select(c => new { c.Item, c.Kind }).ToListAsync(ct))
            .Select(c => (c.Item, c.Kind)).ToHashSet();
        return [.. (await db.WorkerWords.AsNoTracking().Where(w => w.ConfirmationId == discrepancy.ConfirmationId).OrderBy(w => w.Id).ToListAsync(ct))
            .Where(w => w.Kind is WordKind.Contradicted or WordKind.Added && consents.Contains((w.PublicId, ConsentKind.Figures)))
            .Select(w => new SharedWordView(
                w.PublicId, w.Stage, w.Number, w.ReadReported(), w.Paid!.Value, w.Category, w.Payee, w.PaidOn,
                consents.Contains((w.PublicId, ConsentKind.Words)) && w.Words is { } words ? seal.Open<string>(words) : null))];
    }

    public static IReadOnlyList<TwoFigures> Figures(IReadOnlyList<SharedWordView> words)
    {
        // Of an item that was contradicted at both stages the later word counts.
        var last = words.Where((w, i) => w.Reported is null || !words.Skip(i + 1).Any(later => later.Reported == w.Reported)).ToList();
        return StandingWords.Compare(
            StandingWords.FromPocket(last.Select(w => w.Reported).OfType<ReportedItem>()),
            StandingWords.FromPocket(last.Select(w => w.Reported is { } item ? StandingWords.Said(item, w.Paid)
                : new ReportedItem(ItemKind.Payment, w.Category ?? "", w.Paid, Party.Worker, w.Payee ?? Party.Other)).OfType<ReportedItem>()));
    }
}
