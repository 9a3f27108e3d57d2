using System.Numerics;
using Licensing.Rules.Deposits;
using Licensing.Rules.Values;

namespace Licensing.Api.Features.Deposits;

/// <summary>Enters the rows of a deposit into the pure ledger again, and compares: what each lodged sum still holds, what each claim got,
/// and that received = held + drawn + released + expired, claimed = drawn + debt + debt paid.</summary>
internal static class LedgerReplay
{
    /// <exception cref="InvalidDataException">They differ.</exception>
    public static DepositLedger Of(Deposit deposit)
    {
        var ledger = DepositLedger.Empty(deposit.Currency);
        var rows = deposit.Rows.OrderBy(r => r.Number).ToList();
        foreach (var row in rows)
        {
            var entry = Enter(ledger, row, new(row.AmountMinor, deposit.Currency));
            if (entry.Refused is { } refused)
                throw new InvalidDataException($"Deposit {deposit.PublicId}: row {row.Number} cannot be entered: {refused}.");
            ledger = entry.Ledger;
        }

        Compare(deposit, rows, ledger);
        return ledger;
    }

    private static DepositEntry Enter(DepositLedger ledger, LedgerRow row, Money amount) => row.Entry switch
    {
        LedgerEntry.Received => ledger.Receive(row.PublicId, row.On, row.Form!.Value, amount, row.Issuer, row.ExpiresOn),
        // A draw-down has a row for each sum that it draws on, and is entered with the first.
        LedgerEntry.Drawn => ledger.DrawDowns.Any(d => d.Id == row.Draw!.PublicId) ? new(ledger, null)
            : ledger.Draw(row.Draw!.PublicId, row.On, [.. row.Draw.Claims.Select(c => c.ToRules())], row.Draw.Rule),
        LedgerEntry.Released => ledger.Release(row.Receipt!.PublicId, row.On, amount),
        LedgerEntry.Expired => ledger.Expire(row.Receipt!.PublicId, row.On),
        _ => ledger.PayDebt(row.On, amount),
    };

    private static void Compare(Deposit deposit, List<LedgerRow> rows, DepositLedger ledger)
    {
        long Sum(LedgerEntry entry) => rows.Where(r => r.Entry == entry).Sum(r => r.AmountMinor);
        var claimed = ledger.DrawDowns.SelectMany(d => d.Claims).Aggregate(BigInteger.Zero, (sum, c) => sum + c.AmountMinor);
        var balances = ledger.ReceivedMinor == Sum(LedgerEntry.Received)
            && ledger.DrawnMinor == Sum(LedgerEntry.Drawn)
            && ledger.ReleasedMinor == Sum(LedgerEntry.Released)
            && ledger.ExpiredMinor == Sum(LedgerEntry.Expired)
            && ledger.DebtPaidMinor == Sum(LedgerEntry.DebtPaid)
            && ledger.HeldMinor == ledger.Lodged.Sum(l => l.HeldMinor)
            && claimed == (BigInteger)ledger.DrawnMinor + ledger.DebtMinor + ledger.DebtPaidMinor
            && ledger.Lodged.All(l => l.HeldMinor == l.ReceivedMinor - rows.Where(r => r.Receipt?.PublicId == l.Id).Sum(r => r.AmountMinor))
            && deposit.Draws.All(d => ledger.DrawDowns.Any(e => e.Id == d.PublicId && d.IsAs(e)));
        if (!balances)
            throw new InvalidDataException($"Deposit {deposit.PublicId} does not balance after row {rows.LastOrDefault()?.Number}.");
    }
}
