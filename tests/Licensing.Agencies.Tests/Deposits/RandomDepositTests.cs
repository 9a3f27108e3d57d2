using Licensing.Api.Database;
using Licensing.Api.Features.Deposits;
using Licensing.Api.Security;
using Licensing.Rules.Deposits;
using Licensing.Rules.Licences;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Agencies.Tests.Deposits;

/// <summary>Random histories of stored deposits beside the pure ledger, each step loaded from the database and saved again, as a request does.</summary>
public sealed class RandomDepositTests(ServiceHost host)
{
    private const int Histories = 300, Steps = 12;
    private static readonly DateOnly First = new(2026, 1, 1);

    [Fact]
    public async Task Whatever_is_done_to_a_stored_deposit_it_is_the_pure_ledger_and_balances()
    {
        var (entries, refused, draws) = (0, 0, 0);
        var agency = await host.RegisterAgencyAsync();
        var random = new Random(20251006);
        for (var history = 0; history < Histories; history++)
        {
            var licence = await host.StoreLicenceAsync(agency);
            var pure = DepositLedger.Empty("NPR");
            var day = First;
            for (var step = 0; step < Steps; step++)
            {
                day = day.AddDays(random.Next(0, 4));
                var (next, drew) = await host.InScopeAsync(services => StepAsync(services, licence, pure, day, random));
                entries += next is null ? 0 : 1;
                refused += next is null ? 1 : 0;
                draws += drew ? 1 : 0;
                pure = next ?? pure;
            }

            await AssertSameAsync(licence, pure);
        }

        // So that it cannot pass by doing nothing.
        Assert.True(entries > Histories * 3 && refused > Histories && draws > Histories / 2, $"{entries} entries, {refused} refused, {draws} draw-downs");
        TestContext.Current.TestOutputHelper?.WriteLine($"{Histories} histories, {entries} entries, {refused} refused, {draws} draw-downs");
    }

    private async Task<(DepositLedger? Next, bool Drew)> StepAsync(IServiceProvider services, string id, DepositLedger pure, DateOnly day, Random random)
    {
        services.GetRequiredService<Caller>().Become(Caller.Officer("maya"));
        var db = services.GetRequiredService<LicensingDb>();
        var licence = (await db.LicenceOfDepositAsync(id, default))!;
        var deposit = await db.DepositOfAsync(licence.Id, default);
        var decided = new Decided("pr_0000000000000000", host.Clock.GetUtcNow().UtcDateTime, "ravi");
        if (deposit is null)
            db.Add(deposit = new Deposit(licence, "NPR"));
        DepositEntry entry;
        DepositRefusal? refused;
        switch (random.Next(13) == 0 ? 6 : random.Next(6))
        {
            case 0 or 1:
                var form = (DepositForm)random.Next(3);
                var sum = new ReceivedSum(form, new(random.Next(-1, 60), random.Next(20) == 0 ? "USD" : "NPR"), day, form == DepositForm.Cash ? null : "Bank", form == DepositForm.Cash ? null : day.AddDays(random.Next(0, 9)), null);
                (refused, var row) = deposit.Receive(sum, decided.At, "maya");
                entry = pure.Receive(row?.PublicId ?? "none", day, sum.Form, sum.Amount, sum.Issuer, sum.ExpiresOn);
                break;
            case 2 or 3:
                var claims = Enumerable.Range(0, random.Next(0, 4)).Select(_ => new Claim(licence, (ClaimKind)random.Next(6), new(random.Next(1, 40), "NPR"), day, "Award", decided.At, "maya")).ToList();
                var rule = random.Next(2) == 0 ? new SharingRule(SharingMethod.ProRata, []) : new SharingRule(SharingMethod.InOrder, [[ClaimKind.Repatriation], [ClaimKind.Wages, ClaimKind.Refund]]);
                // As the endpoint: where nothing is held, nothing is drawn.
                if (pure.HeldOn(day).AmountMinor == 0 || claims.Count == 0)
                    return (null, false);
                (refused, var draw) = deposit.DrawFor(claims, rule, Shortfall.DueToTheClaimants, day, decided);
                entry = pure.Draw(draw?.PublicId ?? "none", day, [.. claims.Select(c => c.ToRules())], rule);
                foreach (var claim in draw is null ? [] : claims)
                {
                    db.Add(claim);
                    db.Record(claim, new DoneInATest());
                }

                break;
            case 4:
                var paper = deposit.Rows.Where(r => r.Entry == LedgerEntry.Received && r.ExpiresOn is not null).MinBy(r => r.ExpiresOn);
                if (paper is null || deposit.Rows.Any(r => r.Entry == LedgerEntry.Expired && r.Receipt == paper))
                    return (null, false);
                (refused, var struck) = deposit.Expire(paper, day, decided.At, "maya");
                entry = pure.Expire(paper.PublicId, struck?.On ?? day);
                break;
            case 6:
                refused = deposit.ReleaseAll(day, decided);
                entry = new(pure, null);
                foreach (var lodged in pure.Lodged.Where(l => l.HeldMinor > 0))
                    entry = entry.Ledger.Release(lodged.Id, day, new(lodged.HeldMinor, "NPR"));
                break;
            default:
                if (deposit.Draws.LastOrDefault(d => d.DebtMinor > 0) is not { } owed || owed.Claims.First(c => c.PaidMinor < c.AmountMinor) is not { } whose)
                    return (null, false);
                var minor = random.Next(1, 30);
                refused = deposit.PayDebt(owed, whose, day, minor, null, decided.At, "maya").Refused;
                entry = refused is null ? pure.PayDebt(day, new(minor, "NPR")) : new(pure, refused);
                break;
        }

        Assert.Equal(entry.Refused, refused);
        if (refused is not null)
            return (null, false);
        db.Record(deposit, new DoneInATest());
        await db.SaveChangesAsync();
        return (entry.Ledger, entry.DrawDown is not null);
    }

    private Task AssertSameAsync(string id, DepositLedger pure) => host.InDatabaseAsync(async db =>
    {
        var licence = (await db.LicenceOfDepositAsync(id, default))!;
        if (await db.DepositOfAsync(licence.Id, default) is not { } deposit)
        {
            Assert.Empty(pure.Lodged);
            return true;
        }

        var stored = deposit.ToLedger();
        Assert.Equal(pure.Lodged, stored.Lodged);
        Assert.Equal((pure.ReceivedMinor, pure.DrawnMinor, pure.ReleasedMinor, pure.ExpiredMinor, pure.DebtMinor, pure.DebtPaidMinor),
            (stored.ReceivedMinor, stored.DrawnMinor, stored.ReleasedMinor, stored.ExpiredMinor, stored.DebtMinor, stored.DebtPaidMinor));
        Assert.Equal(pure.DrawDowns.Select(d => (d.Id, d.DrawnMinor, d.DebtMinor)), stored.DrawDowns.Select(d => (d.Id, d.DrawnMinor, d.DebtMinor)));
        foreach (var draw in pure.DrawDowns)
            Assert.Equal(draw.Shares.OrderBy(s => s.Claim), stored.DrawDowns.Single(d => d.Id == draw.Id).Shares.OrderBy(s => s.Claim));
        Assert.Equal(deposit.Rows.Select(r => r.Number).Order(), Enumerable.Range(1, deposit.Rows.Count));
        return true;
    });

    private sealed record DoneInATest;
}
