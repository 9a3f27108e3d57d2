using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Licences;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Deposits;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Deposits;

public sealed record ReadDepositRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string LicenceId { get; init; } = "";

    /// <summary>The day on which it is reckoned what must be and what is held; today in the ministry's time zone if left out.</summary>
    [QueryParam]
    public DateOnly? On { get; init; }
}

public sealed class ReadDepositValidator : Validator<ReadDepositRequest>
{
    public ReadDepositValidator() => RuleFor(r => r.On!.Value).PlausibleDay().When(r => r.On is not null);
}

/// <param name="Id">Of the fact of the licence.</param>
/// <param name="LastDay">To restore the deposit, inclusive.</param>
/// <param name="StopsLicence">Whether the licence stops by itself on the day after.</param>
/// <param name="MetFrom">First day on which enough was held again; null while it is not.</param>
public sealed record DemandView(string Id, DateOnly From, DateOnly LastDay, bool StopsLicence, DateOnly? MetFrom);

/// <param name="Form">What is held in this form, in minor units.</param>
public sealed record HeldView(DepositForm Form, long AmountMinor);

/// <summary>The deposit of a licence: what must be held and is held on a day, and the ledger as it stands now.</summary>
/// <param name="Id">Public id; null where nothing was ever lodged.</param>
/// <param name="Held">On the day, by form, as it is known now.</param>
/// <param name="MissingMinor">What must still be lodged on the day, in forms that the law allows; null where that is undetermined.</param>
/// <param name="Balance">Of the whole ledger; null where nothing was ever lodged.</param>
/// <param name="OpenClaims">How many claims are neither drawn for nor refused.</param>
/// <param name="Undetermined">Papers that ended, and why it cannot be said whether or until when the deposit must be restored.</param>
public sealed record DepositView(
    string? Id, string LicenceId, DateOnly On, RequiredView Required, IReadOnlyList<HeldView> Held, long? MissingMinor, BalanceView? Balance,
    IReadOnlyList<LedgerRowView> Rows, IReadOnlyList<DrawView> Draws, IReadOnlyList<DemandView> Demands, int OpenClaims, IReadOnlyList<string> Undetermined);

/// <summary>Shows the security deposit of a licence: what the regime of a day asks of it and why, what is held, drawn, owed and demanded. The
/// claims themselves: GET /v1/licences/{licenceId}/deposit/claims.</summary>
public sealed class ReadDeposit(LicensingDb db, Caller caller, DepositReckoning reckoning, CodeLists codes, Ministry ministry, TimeProvider clock)
    : Endpoint<ReadDepositRequest, Results<Ok<DepositView>, Problem>>
{
    public override void Configure()
    {
        Get("licences/{LicenceId}/deposit");
        Permissions(Permission.ReadDeposits);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<DepositView>, Problem>> ExecuteAsync(ReadDepositRequest r, CancellationToken ct)
    {
        var licence = await db.Licences.VisibleTo(caller).Include(l => l.Facts).SingleOrDefaultAsync(l => l.PublicId == r.LicenceId, ct);
        if (licence is null)
            return new Problem(ProblemCode.NotFound);
        var day = r.On ?? ministry.Today(clock);
        var deposit = await db.DepositOfAsync(licence.Id, ct);
        var required = await reckoning.RequiredOnAsync(licence, day, ct);
        var open = await db.DepositClaims.CountAsync(c => c.LicenceId == licence.Id && c.ClosedAt == null, ct);
        var doubts = await db.RestorationDoubts.Where(d => d.Deposit.LicenceId == licence.Id && d.SettledAt == null).OrderBy(d => d.Id).Select(d => d.Missing).ToListAsync(ct);
        if (deposit is not null)
            HttpContext.ShowVersion(deposit);
        return TypedResults.Ok(new DepositView(
            deposit?.PublicId, licence.PublicId, day, RequiredView.Of(required, codes),
            deposit is null ? [] : [.. DepositCoverage.HeldOn(deposit.Holdings(), day).Where(h => h.Value > 0).Select(h => new HeldView(h.Key, h.Value)).OrderBy(h => h.Form)],
            required.Missing(deposit?.Holdings() ?? [], deposit?.Currency ?? required.Requirement.Total?.Currency ?? ""),
            deposit is null ? null : BalanceView.Of(deposit.ToLedger()),
            deposit is null ? [] : [.. deposit.Rows.OrderBy(row => row.Number).Select(LedgerRowView.Of)],
            deposit is null ? [] : [.. deposit.Draws.OrderBy(d => d.Id).Select(d => DrawView.Of(deposit, d))],
            [.. DemandsOf(licence)], open, doubts));
    }

    private static IEnumerable<DemandView> DemandsOf(Licence licence) => licence.Facts
        .Where(f => f.Kind == LicenceFactKind.TopUpDemand && f.WithdrawnAt is null).OrderBy(f => f.From).ThenBy(f => f.Id)
        .Select(f => new DemandView(f.PublicId, f.From, f.Until!.Value, f.StopsLicence,
            licence.Facts.Where(m => m.Kind == LicenceFactKind.DepositRestoration && m.About == f.PublicId && m.WithdrawnAt is null).Min(m => (DateOnly?)m.From)));
}
