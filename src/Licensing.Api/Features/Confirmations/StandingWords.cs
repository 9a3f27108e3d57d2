using System.Numerics;
using Licensing.Api.Features.Disclosures;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Api.Features.Confirmations;

public enum ItemStanding
{
    /// <summary>The worker has yet to say.</summary>
    ToConfirm,

    /// <summary>The worker says that it is so.</summary>
    Confirmed,

    /// <summary>The worker says that it is not so.</summary>
    Contradicted,

    /// <summary>The agency has changed the item since the worker spoke about it.</summary>
    ToConfirmAgain,
}

/// <summary>What both sides say came out of the worker's own pocket: payments and deductions, less refunds.</summary>
public sealed record TwoFigures(string Currency, long ReportedMinor, long WorkerMinor);

/// <summary>What of the worker's words stands. Nothing is read or stored.</summary>
/// <remarks>A word stands until it is retracted, or until a later one about the same item at the same stage takes its place. Of two stages the later word counts.
/// An item is the same in a later version where it has the same id and is of the same kind, cost and currency: agencies may number their items anew.</remarks>
public sealed class StandingWords
{
    private readonly IReadOnlyList<WorkerWord> _words;

    /// <param name="all">Every word about one placement.</param>
    public StandingWords(IEnumerable<WorkerWord> all)
    {
        var said = all.OrderBy(w => w.Id == 0 ? long.MaxValue : w.Id).ToList();
        var retracted = said.Select(w => w.Retracts).OfType<string>().ToHashSet();
        var kept = said.Where(w => w.Kind != WordKind.Retracted && !retracted.Contains(w.PublicId)).ToList();
        _words = [.. kept.Where((w, i) => w.Kind == WordKind.Added || !kept.Skip(i + 1).Any(later => later.Stage == w.Stage && later.ItemId == w.ItemId && IsSame(w.ReadReported()!, later.ReadReported()!)))];
    }

    /// <summary>In the order in which they were said.</summary>
    public IReadOnlyList<WorkerWord> Words => _words;

    public IEnumerable<WorkerWord> Added => _words.Where(w => w.Kind == WordKind.Added);

    /// <summary>Whether the worker says anything otherwise than it was reported to him.</summary>
    public bool Differ => _words.Any(w => w.Kind == WordKind.Added) || Counting().Any(w => w.Kind == WordKind.Contradicted);

    public (ItemStanding Standing, WorkerWord? Word) Of(ReportedItem item, ConfirmationStage stage)
    {
        var word = _words.LastOrDefault(w => w.Stage == stage && w.ItemId == item.Id);
        return word is null ? (ItemStanding.ToConfirm, null)
            : word.ReadReported() != item ? (ItemStanding.ToConfirmAgain, word)
            : (word.Kind == WordKind.Confirmed ? ItemStanding.Confirmed : ItemStanding.Contradicted, word);
    }

    /// <summary>The last word about an item, of whichever stage; null: none, or it was about another item of this id.</summary>
    public WorkerWord? LastOf(ReportedItem item) => Counting().LastOrDefault(w => w.ItemId == item.Id && IsSame(w.ReadReported()!, item));

    /// <summary>The items as they would be, were the worker's figures reported. What he says he paid, he paid, whoever was reported to have paid it.</summary>
    /// <param name="unjudged">Public ids of added payments of which he does not say what they were for: nobody can judge them.</param>
    public IReadOnlyList<ReportedItem> AsWorkerSays(IReadOnlyList<ReportedItem> reported, out IReadOnlyList<string> unjudged)
    {
        unjudged = [.. Added.Where(w => w.Category is null).Select(w => w.PublicId)];
        return
        [
            .. reported.Select(item => LastOf(item) is { Kind: WordKind.Contradicted } word ? Said(item, word.Paid!.Value) : item).OfType<ReportedItem>(),
            .. Gone(reported).Select(w => Said(w.ReadReported()!, w.Paid!.Value) is { } said ? said with { Id = w.PublicId } : null).OfType<ReportedItem>(),
            .. Added.Where(w => w.Category is not null).Select(w => new ReportedItem(ItemKind.Payment, w.Category!, w.Paid!.Value, Party.Worker, w.Payee ?? Party.Other, w.PaidOn, Id: w.PublicId)),
        ];
    }

    /// <summary>Both figures, by currency.</summary>
    public IReadOnlyList<TwoFigures> Figures(IReadOnlyList<ReportedItem> reported)
    {
        var unsaid = Added.Where(w => w.Category is null).Select(w => w.Paid!.Value);
        return Compare(FromPocket(reported), FromPocket(AsWorkerSays(reported, out _)).Concat(unsaid.Select(m => (m.Currency, (BigInteger)m.AmountMinor))));
    }

    internal static IReadOnlyList<TwoFigures> Compare(IEnumerable<(string Currency, BigInteger Minor)> agency, IEnumerable<(string Currency, BigInteger Minor)> worker)
    {
        var (one, other) = (Amounts.Of(agency).Parts.ToDictionary(m => m.Currency, m => m.AmountMinor), Amounts.Of(worker).Parts.ToDictionary(m => m.Currency, m => m.AmountMinor));
        return [.. one.Keys.Union(other.Keys).Order(StringComparer.Ordinal).Select(c => new TwoFigures(c, one.GetValueOrDefault(c), other.GetValueOrDefault(c)))];
    }

    internal static IEnumerable<(string Currency, BigInteger Minor)> FromPocket(IEnumerable<ReportedItem> items) => items.Where(i => (i.Kind == ItemKind.Refund ? i.Payee : i.Payer) == Party.Worker)
        .Select(i => (i.Amount.Currency, (BigInteger)(i.Kind == ItemKind.Refund ? -i.Amount.AmountMinor : i.Amount.AmountMinor)));

    /// <summary>The item of a contradiction as the worker says it was; null: nothing was paid.</summary>
    internal static ReportedItem? Said(ReportedItem item, Money said) => said switch
    {
        // He paid nothing, and it was not said that he did: whoever was reported to have paid it may have.
        { AmountMinor: 0 } when item.Kind != ItemKind.Refund && item.Payer != Party.Worker => item,
        { AmountMinor: 0 } => null,
        var paid when item.Kind == ItemKind.Refund => item with { Amount = paid, Payee = Party.Worker },
        var paid => item with { Amount = paid, Payer = Party.Worker },
    };

    /// <summary>Contradictions of items that the version no longer has: what the worker said of them stays said.</summary>
    private IEnumerable<WorkerWord> Gone(IReadOnlyList<ReportedItem> reported) =>
        Counting().Where(w => w.Kind == WordKind.Contradicted && !reported.Any(i => i.Id == w.ItemId && IsSame(w.ReadReported()!, i)));

    // Of each item the last word of all stages; words about another item of the same id count for themselves.
    private IEnumerable<WorkerWord> Counting() => _words.Where(w => w.ItemId is not null).GroupBy(w => w.ItemId)
        .SelectMany(g => g.Where((w, i) => !g.Skip(i + 1).Any(later => IsSame(w.ReadReported()!, later.ReadReported()!))));

    private static bool IsSame(ReportedItem one, ReportedItem other) => one.Kind == other.Kind && one.Category == other.Category && one.Amount.Currency == other.Amount.Currency;
}
