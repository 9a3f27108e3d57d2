using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Remedies;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Procedures;
using Licensing.Rules.Remedies;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Complaints;

/// <param name="Terms">What was agreed, without who anybody is.</param>
/// <param name="Paid">What is paid to the worker.</param>
/// <param name="StatutoryRefund">What the law gives back, 0 where it is nothing; may be left out where findings or formulas about the placement say it.</param>
/// <param name="WaiverReason">Why less than that is accepted; of a supervisor only.</param>
public sealed record RecordSettlementRequest(string Terms, Money Paid, Money? StatutoryRefund = null, string? WaiverReason = null)
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string ComplaintId { get; init; } = "";
}

public sealed class RecordSettlementValidator : Validator<RecordSettlementRequest>
{
    public RecordSettlementValidator(CodeLists codes)
    {
        RuleFor(r => r.Terms).NotEmpty().StoredLength(Complaint.MaxTextLength);
        RuleFor(r => r.Paid).Must(m => IsAmount(m, codes)).WithErrorCode("amount.malformed").WithMessage("Expected nothing or more, in a currency of ISO 4217.");
        RuleFor(r => r.StatutoryRefund).Must(m => m is null || IsAmount(m.Value, codes)).WithErrorCode("amount.malformed").WithMessage("Expected nothing or more, in a currency of ISO 4217.");
        RuleFor(r => r.WaiverReason).MaximumLength(2000);
    }

    private static bool IsAmount(Money money, CodeLists codes) => money.AmountMinor >= 0 && money.Currency is not null && codes.MinorUnits.ContainsKey(money.Currency);
}

/// <summary>Records what both sides agreed, compared with what the law gives back: the excess of findings about the placement, what a formula gives from what was
/// reported of it, and what the officer says. One
/// that gives up some of it needs a supervisor's reason. It closes the complaint.</summary>
public sealed class RecordSettlement(LicensingDb db, RemedyCase remedies, Caller caller, CodeLists codes, Ministry ministry, TimeProvider clock)
    : Endpoint<RecordSettlementRequest, Results<Created<SettlementView>, Problem>>
{
    private static readonly FindingStatus[] Over = [FindingStatus.Dismissed, FindingStatus.Withdrawn];

    public override void Configure()
    {
        Post("complaints/{ComplaintId}/settlements");
        Permissions(Permission.HandleComplaints);
        this.RequiresIfMatch();
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped, ProblemCode.ProposalConflict, ProblemCode.ComplaintMoveNotPossible, ProblemCode.SettlementRefundUnknown,
            ProblemCode.SettlementGivesUpRefund);
    }

    public override async Task<Results<Created<SettlementView>, Problem>> ExecuteAsync(RecordSettlementRequest r, CancellationToken ct)
    {
        var complaint = await db.OfficerFindsAsync(caller, r.ComplaintId, ct);
        if (HttpContext.RefuseStale(complaint) is { } stale)
            return stale;
        complaint.MustBe(ComplaintState.Receivable);
        var owed = await OwedAsync(complaint, r.StatutoryRefund, ct);
        if (owed.Count == 0)
            return new Problem(ProblemCode.SettlementRefundUnknown);
        // Another currency than what is paid is given up as a whole: nobody compares them here.
        var given = owed.Where(o => o.AmountMinor > (o.Currency == r.Paid.Currency ? r.Paid.AmountMinor : 0)).ToList();
        if (given.Count > 0 && (string.IsNullOrWhiteSpace(r.WaiverReason) || !caller.Holds(Permission.WaiveRefunds)))
            return new Problem(ProblemCode.SettlementGivesUpRefund, $"The law gives back {string.Join(" and ", owed.Select(o => o.ToText(codes)))}; {r.Paid.ToText(codes)} is paid.");

        var (now, today) = (clock.Now(), ministry.Today(clock));
        var refund = given.Count > 0 ? given[0] : owed.FirstOrDefault(o => o.Currency == r.Paid.Currency, owed[0]);
        var settlement = new ComplaintSettlement(complaint, r.Terms, r.Paid, refund, given.Count > 0 ? r.WaiverReason : null, today, now, caller.Name);
        db.Add(settlement);
        db.Record(settlement, new ComplaintSettled(complaint.PublicId, r.Paid, refund, given.Count > 0), settlement.WaiverReason);
        db.Add(new ComplaintStep(complaint, ProcedureEvent.Settled, today, now, caller.Name));
        complaint.Close(ComplaintState.Settled, now);
        db.Record(complaint, new ComplaintStepRecorded(ProcedureEvent.Settled, today));
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(complaint);
        return TypedResults.Created($"/v1/complaints/{complaint.PublicId}", SettlementView.Of(settlement));
    }

    /// <summary>Of each currency the greatest of what findings, what one formula and what the officer say.</summary>
    private async Task<List<Money>> OwedAsync(Complaint complaint, Money? said, CancellationToken ct)
    {
        var found = complaint.PlacementId is not { } placement ? [] : await db.Findings.AsNoTracking().Include(f => f.Excess)
            .Where(f => f.PlacementId == placement && !Over.Contains(f.Status)).ToListAsync(ct);
        List<Money> known = [.. await ByFormulasAsync(complaint, ct), .. said is { } money ? [money] : (Money[])[]];
        return [.. found.SelectMany(f => f.Excess).GroupBy(e => e.Currency).Select(g => new Money(g.Sum(e => e.AmountMinor), g.Key)).Concat(known)
            .GroupBy(m => m.Currency).Select(g => g.MaxBy(m => m.AmountMinor)).OrderBy(m => m.Currency, StringComparer.Ordinal)];
    }

    // Without what only a decision establishes: such a formula is undetermined here, and the officer says what it gives.
    private async Task<IEnumerable<Money>> ByFormulasAsync(Complaint complaint, CancellationToken ct)
    {
        if (complaint.PlacementId is not { } placement)
            return [];
        var (today, id) = (ministry.Today(clock), await db.Placements.Where(p => p.Id == placement).Select(p => p.PublicId).SingleAsync(ct));
        var (_, reckoned) = await remedies.ReckonAsync(id, new RemedyStatement(), today, today, ct);
        return (reckoned?.Results ?? []).Where(r => r.State == RemedyState.Owed).SelectMany(r => r.Amounts).Where(a => a.OrderedMinor > 0).Select(a => new Money(a.OrderedMinor, a.Currency));
    }
}
