using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Regimes;
using Licensing.Rules.Licences;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Examinations;

/// <param name="Note">What was seen.</param>
public sealed record ExaminationItemView(ExaminationItemKind Kind, string Code, string Title, ItemFinding Finding, string? Note, string? FoundBy, DateTime? FoundAt);

/// <param name="Visitors">Who was there.</param>
public sealed record SiteVisitView(string Id, DateOnly Day, IReadOnlyList<string> Visitors, IReadOnlyList<PremisesFinding> Findings, DateTime RecordedAt, string RecordedBy)
{
    public static SiteVisitView Of(SiteVisit v) => new(
        v.PublicId, v.Day, StoredJson.Read<List<string>>(v.VisitorsJson), StoredJson.Read<List<PremisesFinding>>(v.FindingsJson), v.RecordedAt, v.RecordedBy);
}

/// <summary>Something that is equal to something of somebody who was revoked, refused or barred; never what.</summary>
/// <param name="Match">What is the same.</param>
/// <param name="At">Where in the application's details, as a JSON pointer; empty where the applicant itself is meant.</param>
/// <param name="WithId">Public id of the agency, the application or the bar.</param>
/// <param name="Since">First day of the revocation or the bar, or the day of the refusal.</param>
/// <param name="Answer">Null while nobody has answered it; no grant then.</param>
public sealed record AlertView(
    string Id, AlertMatch Match, string At, AlertWith With, string WithId, DateOnly Since, DateTime FoundAt, AlertAnswer? Answer, string? AnswerReason, string? AnsweredBy, DateTime? AnsweredAt)
{
    public static AlertView Of(ExaminationAlert a) => new(a.PublicId, a.Match, a.At, a.With, a.WithId, a.Since, a.FoundAt, a.Answer, a.AnswerReason, a.AnsweredBy, a.AnsweredAt);
}

/// <param name="Times">How often it is owed; null where it falls due later, as a fee on each vacancy does.</param>
public sealed record FeeLineView(Money Each, FeePer Per, int? Times);

public sealed record FeeReceiptView(string Id, Money Amount, string Reference, DateOnly PaidOn, DateTime RecordedAt, string RecordedBy);

/// <param name="LatePrice">What a late renewal costs more; null where it costs no more.</param>
/// <param name="Owed">The sum in each currency, for a term that began today or, of a renewal, after the one that ends.</param>
/// <param name="Undetermined">The question that the regime does not answer; a grant waits for it.</param>
public sealed record FeesView(IReadOnlyList<FeeLineView> Lines, Money? LatePrice, IReadOnlyList<Money> Owed, IReadOnlyList<FeeReceiptView> Receipts, RegimeQuestion? Undetermined);

/// <summary>How far the examination of an application is.</summary>
/// <param name="DetailsNumber">Version of the details that is examined.</param>
/// <param name="ObjectionsUntil">Last day on which the public may object, inclusive; null where the law knows no such time.</param>
/// <param name="DecideBy">Last day to decide, inclusive; null where the regime does not say, or days cannot be counted.</param>
/// <param name="Fees">Null where the term cannot be reckoned yet, for the reason that a proposal of a grant would be refused with.</param>
public sealed record ExaminationView(
    string Id, string ApplicationId, DateTime BegunAt, string BegunBy, int DetailsNumber, DateOnly? ObjectionsUntil, DateOnly? DecideBy, int Objections, int UnansweredObjections,
    IReadOnlyList<ExaminationItemView> Items, IReadOnlyList<SiteVisitView> Visits, IReadOnlyList<AlertView> Alerts, FeesView? Fees);

/// <summary>Puts together what an examiner sees.</summary>
public sealed class ExaminationReading(LicensingDb db, RegimeInForce regimes, TermPlanning terms, Ministry ministry, TimeProvider clock)
{
    /// <param name="examination">As <see cref="ExaminationLookup.Whole"/> loads it.</param>
    public async Task<ExaminationView> OfAsync(Examination examination, CancellationToken ct)
    {
        var application = await db.Applications.AsNoTracking().ToDecide().SingleAsync(a => a.Id == examination.ApplicationId, ct);
        var regime = await regimes.OnAsync(ministry.Today(clock), ct);
        var started = application.DecisionTimeFrom(ministry);
        var decideBy = (regime with { Day = started }).After(started, RegimeQuestion.DecisionPeriod).LastDay;
        var objections = await db.Objections.Where(o => o.ApplicationId == application.Id).GroupBy(o => o.AnsweredAt == null).Select(g => new { Open = g.Key, Count = g.Count() }).ToListAsync(ct);
        return new(
            examination.PublicId, application.PublicId, examination.BegunAt, examination.BegunBy, examination.DetailsNumber, examination.ObjectionsUntil, decideBy,
            objections.Sum(o => o.Count), objections.Where(o => o.Open).Sum(o => o.Count),
            [.. examination.Items.OrderBy(i => i.Kind).ThenBy(i => i.Id).Select(i => new ExaminationItemView(i.Kind, i.Code, i.Title, i.Finding, i.Note, i.FoundBy, i.FoundAt))],
            [.. examination.Visits.OrderBy(v => v.Day).ThenBy(v => v.Id).Select(SiteVisitView.Of)],
            [.. examination.Alerts.OrderBy(a => a.Id).Select(AlertView.Of)],
            await FeesAsync(application, regime, ct));
    }

    private async Task<FeesView?> FeesAsync(LicenceApplication application, RegimeOn regime, CancellationToken ct)
    {
        var (_, plan) = await terms.PlanAsync(application, regime, isProvisional: false, wanted: null, ct);
        if (plan is null)
            return null;
        var receipts = await db.FeeReceipts.AsNoTracking().Where(r => r.ApplicationId == application.Id).OrderBy(r => r.Id).ToListAsync(ct);
        return new(
            [.. plan.Owed.Lines.Select(l => new FeeLineView(l.Each, l.Per, l.Times))], plan.Owed.LatePrice, plan.Owed.Total.Parts,
            [.. receipts.Select(r => new FeeReceiptView(r.PublicId, new(r.AmountMinor, r.Currency), r.Reference, r.PaidOn, r.RecordedAt, r.RecordedBy))], plan.Owed.Undetermined);
    }
}
