using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Bars;
using Licensing.Api.Features.Deposits;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Confirmations;

/// <summary>Whether an item is true.</summary>
public enum ItemWordKind
{
    /// <summary>It is so.</summary>
    Confirmed,

    /// <summary>It is not so.</summary>
    Contradicted,
}

/// <param name="ItemId">As it is shown.</param>
/// <param name="Paid">Of a contradiction: what the worker paid himself for it, or of a refund got back; 0 where nothing.</param>
/// <param name="Words">In his own words, sealed.</param>
public sealed record ItemWord(string ItemId, ItemWordKind Word, Money? Paid = null, [property: Personal] string? Words = null);

/// <param name="Paid">What the worker paid himself.</param>
/// <param name="Category">What for, for example recruitment-fee.service; left out where he does not know.</param>
/// <param name="Words">In his own words, sealed.</param>
public sealed record AddedPayment(Money Paid, string? Category = null, Party? Payee = null, DateOnly? On = null, [property: Personal] string? Words = null);

/// <param name="Stage">When this is said.</param>
/// <param name="Number">The version that the worker had before him.</param>
/// <param name="Items">What he says of items; each once.</param>
/// <param name="Added">Payments that are not there.</param>
/// <param name="Retracts">Ids of words that he takes back.</param>
public sealed record SayWordsRequest(ConfirmationStage Stage, int Number, IReadOnlyList<ItemWord>? Items = null, IReadOnlyList<AddedPayment>? Added = null, IReadOnlyList<string>? Retracts = null)
{
    [RouteParam]
    public string Reference { get; init; } = "";
}

public sealed class SayWordsValidator : Validator<SayWordsRequest>
{
    private const int MostAtOnce = 500;

    public SayWordsValidator(CodeLists codes)
    {
        RuleFor(r => r.Number).GreaterThan(0);
        RuleFor(r => r).Must(r => r.Items?.Count + r.Added?.Count + r.Retracts?.Count != 0 && (r.Items?.Count ?? 0) + (r.Added?.Count ?? 0) + (r.Retracts?.Count ?? 0) is > 0 and <= MostAtOnce)
            .OverridePropertyName("Items").WithErrorCode("list.wrong-length").WithMessage($"Say 1 to {MostAtOnce} things.");
        RuleFor(r => r.Items).Must(items => items is null || items.Select(i => i.ItemId).Distinct().Count() == items.Count).WithErrorCode("item.id-twice").WithMessage("Each item once.");
        RuleForEach(r => r.Items).ChildRules(item =>
        {
            item.RuleFor(i => i.ItemId).NotEmpty().MaximumLength(40);
            item.RuleFor(i => i.Paid).NotNull().When(i => i.Word == ItemWordKind.Contradicted).WithErrorCode("field.missing").WithMessage("Say what was paid; 0 where nothing was.");
            item.RuleFor(i => i.Paid).Null().When(i => i.Word == ItemWordKind.Confirmed).WithErrorCode("word.amount-unexpected").WithMessage("What is confirmed is as it was reported. Contradict it to say another amount.");
            item.RuleFor(i => i.Paid!.Value).Must(m => m.AmountMinor >= 0).When(i => i.Paid is not null).OverridePropertyName("Paid").WithErrorCode("amount.negative").WithMessage("An amount is not less than nothing.");
            item.RuleFor(i => i.Paid!.Value).Must(m => m.Currency is not null && codes.MinorUnits.ContainsKey(m.Currency)).When(i => i.Paid is not null).OverridePropertyName("Paid")
                .WithErrorCode("currency.unknown").WithMessage("Not a currency code.").WithState(_ => "Use ISO 4217, for example NPR.");
            item.RuleFor(i => i.Words).StoredLength(WorkerWord.MaxTextLength);
        });
        RuleForEach(r => r.Added).ChildRules(added =>
        {
            added.RuleFor(a => a.Paid).PositiveAmount(codes);
            added.RuleFor(a => a.Category).Must(c => c is null || codes.Categories.Contains(c)).WithErrorCode("category.unknown").WithMessage("Not a cost category.").WithState(_ => "Use group.kind, for example recruitment-fee.service, or leave it out.");
            added.RuleFor(a => a.On!.Value).PlausibleDay().OverridePropertyName("On").When(a => a.On is not null);
            added.RuleFor(a => a.Words).StoredLength(WorkerWord.MaxTextLength);
        });
        RuleForEach(r => r.Retracts).NotEmpty().MaximumLength(PublicId.MaxLength);
    }
}

/// <summary>Says of what the agency reported whether it is true, adds payments that are not there, and takes earlier words back: with the reference and the secret.
/// All is kept. What the agency is shown does not change by it; a word that takes the place of one that the agency was shown is shown only once the worker agrees
/// to that too.</summary>
public sealed class SayWords(LicensingDb db, WorkerDoor door, OwnConfirmationReading reading, PersonSeal seal, TimeProvider clock)
    : Endpoint<SayWordsRequest, Results<Ok<OwnConfirmationView>, Problem>>
{
    public override void Configure()
    {
        Post("confirmations/{Reference}/words");
        Permissions(Permission.FollowConfirmations);
        this.Idempotent();
        this.TakesWorkerSecret();
        this.Refuses(ProblemCode.NotFound, ProblemCode.SessionNotHere, ProblemCode.ConfirmationSuperseded, ProblemCode.ConfirmationFull, ProblemCode.TooManyRequests);
    }

    public override async Task<Results<Ok<OwnConfirmationView>, Problem>> ExecuteAsync(SayWordsRequest r, CancellationToken ct)
    {
        await door.EnterAsync(HttpContext);
        return await db.AgainIfQuickerAsync(() => SayAsync(r, ct));
    }

    private async Task<Results<Ok<OwnConfirmationView>, Problem>> SayAsync(SayWordsRequest r, CancellationToken ct)
    {
        if (await door.FindAsync(HttpContext, r.Reference, ct) is not { } confirmation)
            return new Problem(ProblemCode.NotFound);
        var newest = await OwnConfirmationReading.NewestAsync(db, confirmation.PlacementId, ct);
        if (newest.Number != r.Number)
            return new Problem(ProblemCode.ConfirmationSuperseded, $"The newest version is {newest.Number}.");
        var before = await reading.WordsAsync(confirmation, ct);
        if (before.Count + (r.Items?.Count ?? 0) + (r.Added?.Count ?? 0) + (r.Retracts?.Count ?? 0) > WorkerWord.Most)
            return new Problem(ProblemCode.ConfirmationFull);

        var (now, items) = (clock.Now(), newest.ReadReported().Items.ToDictionary(i => i.Id!));
        if (Unknown(r, items, before) is { Count: > 0 } unknown)
            return new Problem(ProblemCode.RequestInvalid, errors: unknown);
        List<WorkerWord> said =
        [
            .. (r.Retracts ?? []).Distinct().Select(id => WorkerWord.OfRetraction(confirmation, r.Stage, r.Number, before.Single(w => w.PublicId == id), now)),
            .. (r.Items ?? []).Select(i => WorkerWord.OfItem(confirmation, r.Stage, r.Number, items[i.ItemId], i.Paid, Sealed(i.Words), now)),
            .. (r.Added ?? []).Select(a => WorkerWord.OfPayment(confirmation, r.Stage, r.Number, a.Paid, a.Category, a.Payee, a.On, Sealed(a.Words), now)),
        ];
        db.AddRange(said);
        confirmation.Touch(now);
        db.Record(confirmation, new WorkerSpoke(r.Stage, r.Number, Count(WordKind.Confirmed), Count(WordKind.Contradicted), Count(WordKind.Added), Count(WordKind.Retracted), [.. said.Select(w => w.PublicId)]));

        var standing = new StandingWords(before.Concat(said));
        await EndConsentsAsync(confirmation, standing, now, ct);
        await TellOfficersAsync(confirmation, standing, r.Number, said.Exists(w => w.Kind is WordKind.Contradicted or WordKind.Added), now, ct);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await reading.OfAsync(confirmation, HttpContext, ct));

        int Count(WordKind kind) => said.Count(w => w.Kind == kind);
    }

    private static List<ProblemError> Unknown(SayWordsRequest r, Dictionary<string, ReportedItem> items, List<WorkerWord> before) =>
    [
        .. (r.Items ?? []).Where(i => !items.ContainsKey(i.ItemId)).Select(i => new ProblemError("word.item-unknown", "/items", "There is no such item in this version.", i.ItemId, "Use itemId as it is shown; what is not there is added.")),
        .. (r.Retracts ?? []).Where(id => !before.Exists(w => w.PublicId == id && w.Kind != WordKind.Retracted)).Select(id => new ProblemError("word.unknown", "/retracts", "There is no such word to take back.", id, "Use the id of a word that was said and is none of taking back.")),
    ];

    private SealedPerson? Sealed(string? words) => string.IsNullOrWhiteSpace(words) ? null : seal.Seal(words.Trim());

    // Who agreed to show a word has not agreed to show the one that takes its place, nor that it was taken back.
    private async Task EndConsentsAsync(Confirmation confirmation, StandingWords standing, DateTime now, CancellationToken ct)
    {
        var stand = standing.Words.Select(w => w.PublicId).ToHashSet();
        var ended = (await db.WordConsents.AsTracking().Where(c => c.ConfirmationId == confirmation.Id && c.WithdrawnAt == null && db.WorkerWords.Any(w => w.PublicId == c.Item)).ToListAsync(ct))
            .Where(c => !stand.Contains(c.Item)).ToList();
        foreach (var consent in ended)
            consent.Withdraw(now);
        foreach (var kind in ended.GroupBy(c => c.Kind))
            db.Record(confirmation, new WordConsentWithdrawn(kind.Key, [.. kind.Select(c => c.Item)]));
    }

    private async Task TellOfficersAsync(Confirmation confirmation, StandingWords standing, int number, bool anew, DateTime now, CancellationToken ct)
    {
        var discrepancy = await db.Discrepancies.AsTracking().SingleOrDefaultAsync(d => d.ConfirmationId == confirmation.Id, ct);
        if (discrepancy is null)
        {
            if (!standing.Differ)
                return;
            discrepancy = new Discrepancy(confirmation, now);
            db.Add(discrepancy);
            db.Record(discrepancy, new DiscrepancyOpened(confirmation.Placement.PublicId, number));
            return;
        }

        discrepancy.Speak(standing.Differ, anew, now);
        db.Record(discrepancy, new DiscrepancyChanged(discrepancy.State, number));
    }
}
