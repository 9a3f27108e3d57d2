using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Licences;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Http;
using Licensing.Rules.Licences;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Examinations;

/// <summary>What stands against a grant. Asked when it is proposed and again when it is approved: what has come up in between counts.</summary>
public sealed class GrantCheck(LicensingDb db, AlertSearch alerts, Ministry ministry, TimeProvider clock)
{
    /// <param name="examination">With items and alerts.</param>
    public async Task<Problem?> WhyNotAsync(Examination examination, LicenceApplication application, RegimeOn regime, TermPlan plan, DecisionChange change, CancellationToken ct) =>
        WhyNotByRegime(application, regime, change)
        ?? WhyNotExamined(examination, change)
        ?? WhyNotWindow(examination)
        ?? WhyNotClass(regime, change)
        ?? WhyNotVolume(plan, change)
        ?? await WhyNotNumberAsync(application, regime, change, ct)
        ?? await WhyNotPaidAsync(application, regime, plan.Owed, ct)
        ?? await WhyNotAlertsAsync(examination, application, ct);

    private static Problem? WhyNotByRegime(LicenceApplication application, RegimeOn regime, DecisionChange change) =>
        regime.WhyNot(LicensingStep.DecideApplication) ?? application.Kind switch
        {
            ApplicationKind.NewLicence => regime.WhyNot(change.Outcome == DecisionOutcome.GrantProvisionally ? LicensingStep.GrantProvisionally : LicensingStep.Grant),
            ApplicationKind.FullLicence => regime.WhyNot(LicensingStep.Grant),
            // A renewal was asked when its term was reckoned.
            _ => null,
        };

    // What a law grants by silence or an appeal grants is not examined again.
    private static Problem? WhyNotExamined(Examination examination, DecisionChange change)
    {
        if (change.Outcome == DecisionOutcome.Issue)
            return null;
        var wanting = examination.Items.Where(i => i.Finding == ItemFinding.Open
            || (i.Finding == ItemFinding.NotMet && !(change.Outcome == DecisionOutcome.GrantProvisionally && change.Conditions.Count > 0))).ToList();
        return wanting.Count == 0 ? null : new Problem(ProblemCode.ExaminationIncomplete, errors: [.. wanting.Select(i => new ProblemError(
            i.Finding == ItemFinding.Open ? "item.open" : "item.not-met", $"{Json.Words.ConvertName(i.Kind.ToString())}:{i.Code}", i.Title,
            Mend: i.Finding == ItemFinding.Open ? "Say what was found." : "Refuse, or grant provisionally with a condition."))]);
    }

    private Problem? WhyNotWindow(Examination examination) => ministry.Today(clock) <= examination.ObjectionsUntil
        ? new Problem(ProblemCode.ObjectionWindowOpen, $"The public may object up to {examination.ObjectionsUntil:yyyy-MM-dd}, that day included.")
        : null;

    private static Problem? WhyNotClass(RegimeOn regime, DecisionChange change)
    {
        if (regime.WhyNot(RegimeQuestion.Classes) is { } notSet)
            return notSet;
        var classes = regime.Answer(RegimeQuestion.Classes).As<LicenceClasses>()?.Classes.Select(c => c.Code).ToList() ?? [];
        return change.Class is null ? classes.Count == 0 ? null : Class("A class is needed.") : classes.Contains(change.Class) ? null : Class("The regime has no such class.");

        Problem Class(string what) => new(ProblemCode.RequestInvalid, errors: [new(
            "class.unknown", "/class", what, change.Class, classes.Count == 0 ? "Leave it out: the regime has no classes." : $"One of {string.Join(", ", classes)}.")]);
    }

    private static Problem? WhyNotVolume(TermPlan plan, DecisionChange change) => plan.ShortYears.Count == 0 || change.VolumeWaiver is not null ? null
        : new Problem(ProblemCode.RenewalVolume, $"On record are {string.Join("; ", plan.ShortYears)}.");

    private async Task<Problem?> WhyNotNumberAsync(LicenceApplication application, RegimeOn regime, DecisionChange change, CancellationToken ct)
    {
        if (application.Kind != ApplicationKind.NewLicence)
            return null;
        if (regime.WhyNot(RegimeQuestion.LicenceNumber) is { } notSet)
            return notSet;
        // Where the law asks no form every number will do.
        if (regime.Answer(RegimeQuestion.LicenceNumber).As<NumberPattern>() is { } pattern && !pattern.Fits(change.Number!))
            return new Problem(ProblemCode.LicenceNumberForm, $"'{change.Number}' does not have the form {pattern.Pattern} as a whole.");
        var key = Licence.KeyOf(change.Number!);
        return await db.Licences.AnyAsync(l => l.Number == change.Number || l.NumberKey == key, ct) ? new Problem(ProblemCode.LicenceNumberTaken) : null;
    }

    private async Task<Problem?> WhyNotPaidAsync(LicenceApplication application, RegimeOn regime, FeesOwed owed, CancellationToken ct)
    {
        if (owed.Undetermined is { } question)
            return regime.WhyNot(question);
        var paid = Amounts.Of(await db.FeeReceipts.Where(r => r.ApplicationId == application.Id).Select(r => new Money(r.AmountMinor, r.Currency)).ToListAsync(ct));
        var missing = owed.Total.Parts.Where(p => paid.Parts.Where(r => r.Currency == p.Currency).Select(r => r.AmountMinor).FirstOrDefault() < p.AmountMinor).ToList();
        return missing.Count == 0 ? null
            : new Problem(ProblemCode.FeeNotPaid, $"Owed are {owed.Total.ToText(regime.Book.Codes)}; receipts are there for {(paid.IsNone ? "nothing" : paid.ToText(regime.Book.Codes))}.");
    }

    private async Task<Problem?> WhyNotAlertsAsync(Examination examination, LicenceApplication application, CancellationToken ct)
    {
        var found = await alerts.FindAsync(application, ct);
        var answered = examination.Alerts.Where(a => a.Answer is not null).Select(a => a.Key).ToHashSet();
        var open = found.Where(f => !answered.Contains(f.Key)).ToList();
        return open.Count == 0 ? null : new Problem(ProblemCode.AlertOpen, errors: [.. open.Select(f => new ProblemError(
            "alert.open", f.At, $"The same {Json.Words.ConvertName(f.Match.ToString())} as {Json.Words.ConvertName(f.With.ToString())} {f.WithId}, since {f.Since:yyyy-MM-dd}.",
            Mend: "POST /v1/applications/{applicationId}/alerts shows it; answer it."))]);
    }
}
