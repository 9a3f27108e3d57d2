using System.Text.Json.Serialization;
using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Features.Bars;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Reads;
using Licensing.Api.Features.Remedies;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.FeeQuotes;
using Licensing.Rules.Findings;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Confirmations;

public sealed record ReadHeldDataRequest
{
    [RouteParam]
    public string Reference { get; init; } = "";
}

/// <param name="HasDocument">Whether a document is sealed that says who he is.</param>
/// <param name="ErasedAt">When that was destroyed; null while it is not.</param>
public sealed record HeldPersonView(bool HasDocument, DateTime? ErasedAt);

/// <param name="Worker">Besides who he is.</param>
public sealed record HeldVersionView(int Number, DateTime FiledAt, ReportedWorker Worker, ReportedPlacement Reported) : IPersonal;

public sealed record HeldFindingView(string Id, BreachKind Breach, FindingStatus Status, IReadOnlyList<Money> Excess, DateTime OpenedAt);

public sealed record HeldRefundView(string Id, string Citation, Money Refund, Money Plus, DateOnly OrderedOn, DateOnly DueOn, Money Outstanding);

/// <param name="Decision">Reference of the decision by which it is owed.</param>
public sealed record HeldClaimView(string Id, Money Amount, DateOnly LodgedOn, string Decision, DateTime? ClosedAt);

public sealed record HeldCodeView(CodeDelivery Delivery, DateTime IssuedAt, DateOnly ExpiresOn, DateTime? UsedAt, DateTime? RevokedAt);

/// <param name="Words">Null where none were written, and once their time is over.</param>
public sealed record HeldWordView(OwnWordView Word, string? Words) : IPersonal;

/// <param name="Reason">Why an officer closed it.</param>
public sealed record HeldDiscrepancyView(DiscrepancyState State, DateTime OpenedAt, DiscrepancyOutcome? Outcome, string? Reason, DateTime? ClosedAt);

/// <param name="Reason">Why it is done or not.</param>
/// <param name="AgencyAsked">The agency is asked to correct what it reported.</param>
public sealed record HeldCorrectionView(string Id, CorrectionAbout About, DateTime At, string? Words, CorrectionState State, string? Reason, bool AgencyAsked, DateTime? AnsweredAt) : IPersonal;

/// <param name="HappenedOn">The day in which it counts.</param>
public sealed record HeldOtherView(string Agency, string Origin, string Destination, DateOnly HappenedOn);

/// <summary>Everything that is held of a worker about one placement; other placements of his are named.</summary>
/// <param name="Contact">Where the channel reaches him, as it was written.</param>
/// <param name="Others">Placements that were recognised as his.</param>
public sealed record HeldDataView(
    string Reference, string Agency, HeldPersonView Person, string? Contact, IReadOnlyList<HeldVersionView> Disclosure, IReadOnlyList<HeldFindingView> Findings, IReadOnlyList<HeldRefundView> RefundOrders,
    IReadOnlyList<HeldClaimView> DepositClaims, IReadOnlyList<HeldCodeView> Codes, IReadOnlyList<HeldWordView> Words, IReadOnlyList<OwnWordConsentView> Consents, HeldDiscrepancyView? Discrepancy,
    IReadOnlyList<HeldCorrectionView> CorrectionRequests, IReadOnlyList<HeldOtherView> Others, IReadOnlyList<string> Sentences, [property: JsonIgnore] ReadReceipt Receipt) : IPersonal;

/// <summary>Shows a worker everything that is held of him about this placement, with the reference and the secret. Who read it: GET /confirmations/{reference}/reads.</summary>
public sealed class ReadHeldData(LicensingDb db, WorkerDoor door, OwnConfirmationReading reading, ReadRegister reads, PersonSeal seal, Ministry ministry, TimeProvider clock)
    : Endpoint<ReadHeldDataRequest, Results<Ok<HeldDataView>, Problem>>
{
    public override void Configure()
    {
        Get("confirmations/{Reference}/held");
        Permissions(Permission.FollowConfirmations);
        this.TakesWorkerSecret();
        this.Refuses(ProblemCode.NotFound, ProblemCode.SessionNotHere, ProblemCode.TooManyRequests);
    }

    public override async Task<Results<Ok<HeldDataView>, Problem>> ExecuteAsync(ReadHeldDataRequest r, CancellationToken ct)
    {
        await door.EnterAsync(HttpContext);
        if (await door.FindAsync(HttpContext, r.Reference, ct) is not { } confirmation)
            return new Problem(ProblemCode.NotFound);
        var (placement, key) = (confirmation.PlacementId, confirmation.Id);
        var receipt = await reads.RecordAsync(confirmation.Placement.WorkerId, confirmation.PublicId, ct);
        var worker = await db.Workers.AsNoTracking().SingleAsync(w => w.Id == confirmation.Placement.WorkerId, ct);
        var versions = await db.DisclosureVersions.AsNoTracking().Where(v => v.Disclosure.PlacementId == placement && v.Number > 0).OrderBy(v => v.Number).ToListAsync(ct);
        var findings = await db.Findings.AsNoTracking().Include(f => f.Excess).Where(f => f.PlacementId == placement).OrderBy(f => f.Id).ToListAsync(ct);
        var orders = await db.RefundOrders.AsNoTracking().Include(o => o.Rows).Include(o => o.Words).AsSplitQuery().Where(o => o.PlacementId == placement).OrderBy(o => o.Id).ToListAsync(ct);
        var claims = await db.DepositClaims.AsNoTracking().Where(c => c.PlacementId == placement).OrderBy(c => c.Id).ToListAsync(ct);
        var codes = await db.ConfirmationCodes.AsNoTracking().Where(c => c.ConfirmationId == key).OrderBy(c => c.Id).ToListAsync(ct);
        var words = await reading.WordsAsync(confirmation, ct);
        var consents = await db.WordConsents.AsNoTracking().Where(c => c.ConfirmationId == key).OrderBy(c => c.Id).ToListAsync(ct);
        var discrepancy = await db.Discrepancies.AsNoTracking().SingleOrDefaultAsync(d => d.ConfirmationId == key, ct);
        var requests = await db.CorrectionRequests.AsNoTracking().Where(q => q.ConfirmationId == key).OrderBy(q => q.Id).ToListAsync(ct);
        var others = await db.Placements.AsNoTracking().Where(p => p.WorkerId == worker.Id && p.Id != placement).OrderBy(p => p.Id).ToListAsync(ct);
        var (today, say, standing) = (ministry.Today(clock), WorkerDoor.Catalogue(HttpContext, confirmation.Language), new StandingWords(words));
        List<HeldOtherView> named = [];
        foreach (var other in others)
            named.Add(new(await reading.AgencyAsync(other.AgencyId, ct), other.Origin, other.Destination, other.HappenedOn));
        HttpContext.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new HeldDataView(
            confirmation.Reference, await reading.AgencyAsync(confirmation.Placement.AgencyId, ct), new(worker.SealedDocument is not null, worker.ErasedAt), Open(confirmation.Contact),
            [.. versions.Select(v => new HeldVersionView(v.Number, v.FiledAt, v.ReadWorker(), v.ReadReported()))],
            [.. findings.Select(f => new HeldFindingView(f.PublicId, f.Kind, f.Status, f.ExcessAmounts.Parts, f.OpenedAt))],
            [.. orders.Select(o => new HeldRefundView(o.PublicId, o.Citation, new(o.RefundMinor, o.Currency), new(o.PlusMinor, o.Currency), o.OrderedOn, o.DueOn, new(Fraction.Whole(o.ToLedger().On(today).OutstandingMinor), o.Currency)))],
            [.. claims.Select(c => new HeldClaimView(c.PublicId, new(c.AmountMinor, c.Currency), c.LodgedOn, c.Decision, c.ClosedAt))],
            [.. codes.Select(c => new HeldCodeView(c.Delivery, c.IssuedAt, c.ExpiresOn, c.UsedAt, c.RevokedAt))],
            [.. words.Select(w => new HeldWordView(OwnWordView.Of(w, standing), Open(w.Words)))],
            [.. consents.Select(c => new OwnWordConsentView(c.Item, c.Kind, c.GivenAt, c.WithdrawnAt))],
            discrepancy is null ? null : new(discrepancy.State, discrepancy.OpenedAt, discrepancy.Outcome, discrepancy.Reason, discrepancy.ClosedAt),
            [.. requests.Select(q => new HeldCorrectionView(q.PublicId, q.About, q.At, Open(q.Words), q.State, q.Reason, q.AgencyAsked, q.AnsweredAt))], named,
            [.. ((string[])["held.complaints", "held.document", .. named.Count == 0 ? [] : (string[])["held.others"]]).Select(k => say.Say(Message.Of(k)))], receipt));
    }

    private string? Open(SealedPerson? stored) => stored is null ? null : seal.Open<string>(stored);
}
