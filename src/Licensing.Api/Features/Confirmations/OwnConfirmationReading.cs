using System.Text.Json.Serialization;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.FeeQuotes;
using Licensing.Api.Features.Reads;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.FeeQuotes;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Confirmations;

/// <param name="WordId">The word that says so; null where there is none.</param>
/// <param name="Paid">What the worker says he paid himself, or got back; null where it is as reported.</param>
public sealed record StandingView(ItemStanding Standing, string? WordId, Money? Paid);

/// <summary>One item as the agency reported it, and what the worker has said of it.</summary>
/// <param name="Cost">What it was for, in words.</param>
public sealed record OwnItemView(
    string ItemId, ItemKind Kind, string Category, string Cost, Money Amount, Party Payer, Party Payee, DateOnly? Date, Channel? Channel, string? Receipt, StandingView AtSigning, StandingView AfterArrival);

/// <summary>One word that was said, without what else was written in it: a telephone can fall into other hands.</summary>
/// <param name="Number">Version of what the agency reported that it is about.</param>
/// <param name="Reported">The amount as it was reported then.</param>
/// <param name="Paid">What the worker paid himself, or got back.</param>
/// <param name="Retracts">Id of the word that it takes back.</param>
/// <param name="Stands">Not taken back, and no later word took its place.</param>
public sealed record OwnWordView(
    string Id, DateTime At, ConfirmationStage Stage, int Number, WordKind Kind, string? ItemId, Money? Reported, Money? Paid, string? Category, Party? Payee, DateOnly? On, string? Retracts, bool HasWords, bool Stands)
{
    public static OwnWordView Of(WorkerWord w, StandingWords standing) => new(
        w.PublicId, w.At, w.Stage, w.Number, w.Kind, w.ItemId, w.ReadReported()?.Amount, w.Paid, w.Category, w.Payee, w.PaidOn, w.Retracts, w.PersonKey is not null, standing.Words.Any(s => s.PublicId == w.PublicId));
}

/// <param name="Item">Id of a word or of a request for correction.</param>
public sealed record OwnWordConsentView(string Item, ConsentKind Kind, DateTime GivenAt, DateTime? WithdrawnAt);

/// <summary>What the agency reported of a placement, as its worker sees it.</summary>
/// <param name="Number">Version of what the agency reported; to be said with each word.</param>
/// <param name="Added">Payments that the worker added and that stand.</param>
/// <param name="Words">Everything that was said, the first first.</param>
/// <param name="Consents">What the agency may be shown, and what it could be shown once.</param>
public sealed record OwnConfirmationView(
    string Reference, string Agency, string Origin, string Destination, DateOnly? SignedOn, int Number, DateTime FiledAt, IReadOnlyList<OwnItemView> Items, IReadOnlyList<OwnWordView> Added,
    IReadOnlyList<OwnWordView> Words, IReadOnlyList<OwnWordConsentView> Consents, IReadOnlyList<string> Sentences, [property: JsonIgnore] ReadReceipt Receipt) : IPersonal;

/// <summary>Builds what a worker sees. That somebody looked with his secret is recorded too: he can see whether it was he.</summary>
public sealed class OwnConfirmationReading(LicensingDb db, ReadRegister reads, QuoteBasis texts, Ministry ministry, TimeProvider clock)
{
    /// <summary>The newest version of what was reported of a placement.</summary>
    public static Task<DisclosureVersion> NewestAsync(LicensingDb db, long placementId, CancellationToken ct) =>
        db.DisclosureVersions.AsNoTracking().Include(v => v.Disclosure).SingleAsync(v => v.Disclosure.PlacementId == placementId && v.IsCurrent, ct);

    public Task<List<WorkerWord>> WordsAsync(Confirmation confirmation, CancellationToken ct) =>
        db.WorkerWords.AsNoTracking().Where(w => w.ConfirmationId == confirmation.Id).OrderBy(w => w.Id).ToListAsync(ct);

    /// <param name="confirmation">With its placement.</param>
    public async Task<OwnConfirmationView> OfAsync(Confirmation confirmation, HttpContext context, CancellationToken ct)
    {
        var receipt = await reads.RecordAsync(confirmation.Placement.WorkerId, confirmation.PublicId, ct);
        var newest = await NewestAsync(db, confirmation.PlacementId, ct);
        var words = await WordsAsync(confirmation, ct);
        var consents = await db.WordConsents.AsNoTracking().Where(c => c.ConfirmationId == confirmation.Id).OrderBy(c => c.Id).ToListAsync(ct);
        var (reported, standing) = (newest.ReadReported(), new StandingWords(words));
        var costs = texts.Catalogue(context.Request.Headers.AcceptLanguage);
        context.Response.Headers.CacheControl = "no-store";
        IReadOnlyList<OwnItemView> items = [.. reported.Items.Select(i => new OwnItemView(
            i.Id!, i.Kind, i.Category, costs.Say(Message.Of("cost." + i.Category)), i.Amount, i.Payer, i.Payee, i.Date, i.Channel, i.Receipt, View(i, ConfirmationStage.AtSigning), View(i, ConfirmationStage.AfterArrival)))];
        return new(
            confirmation.Reference, await AgencyAsync(confirmation.Placement.AgencyId, ct), reported.Origin, reported.Destination, reported.Contract?.SignedOn, newest.Number, newest.FiledAt, items,
            [.. standing.Added.Select(w => OwnWordView.Of(w, standing))], [.. words.Select(w => OwnWordView.Of(w, standing))],
            [.. consents.Select(c => new OwnWordConsentView(c.Item, c.Kind, c.GivenAt, c.WithdrawnAt))], Told(items, consents, WorkerDoor.Catalogue(context, confirmation.Language)), receipt);

        StandingView View(ReportedItem item, ConfirmationStage stage)
        {
            var (stands, word) = standing.Of(item, stage);
            return new(stands, word?.PublicId, word?.Paid);
        }
    }

    /// <summary>As it is called today.</summary>
    public async Task<string> AgencyAsync(long agencyId, CancellationToken ct)
    {
        var agency = await db.Agencies.AsNoTracking().Include(a => a.Facts).SingleAsync(a => a.Id == agencyId, ct);
        return agency.Facts.FirstOrDefault(f => f.Kind == AgencyFactKind.Name && f.HoldsOn(ministry.Today(clock)))?.Value ?? agency.Reference;
    }

    private static IReadOnlyList<string> Told(IReadOnlyList<OwnItemView> items, List<WordConsent> consents, MessageCatalogue say)
    {
        var open = items.Count(i => i.AtSigning.Standing == ItemStanding.ToConfirm && i.AfterArrival.Standing == ItemStanding.ToConfirm);
        var again = items.Count(i => i.AtSigning.Standing == ItemStanding.ToConfirmAgain || i.AfterArrival.Standing == ItemStanding.ToConfirmAgain);
        var given = consents.Count(c => c.WithdrawnAt is null);
        return
        [
            .. open == 0 ? [] : (string[])[say.Say(Message.Of("follow.to-confirm", ("count", $"{open}")))],
            .. again == 0 ? [] : (string[])[say.Say(Message.Of("follow.again", ("count", $"{again}")))],
            given == 0 ? say.Say(Message.Of("follow.not-shared")) : say.Say(Message.Of("follow.shared", ("count", $"{given}"))),
            say.Say(Message.Of("follow.later")),
        ];
    }
}
