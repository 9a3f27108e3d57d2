using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Conflicts;
using Licensing.Api.Features.Flags;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Findings;

/// <summary>What notices of findings and of flags have in common, and whether an agency was heard. How long it has, the regime says, as it does before a
/// measure against a licence.</summary>
public sealed class NoticeGiving(LicensingDb db, Caller caller, RegimeInForce regimes, Ministry ministry, TimeProvider clock)
{
    /// <summary>A notice without items, which the caller adds; or the refusal.</summary>
    public async Task<(Problem? Refused, CaseNotice? Notice)> BeginAsync(Agency agency, string grounds, CancellationToken ct)
    {
        if (await db.WhyNotFreeAsync(caller, agency.Id, ct) is { } conflict)
            return (conflict, null);
        var today = ministry.Today(clock);
        var regime = await regimes.OnAsync(today, ct);
        if (regime.WhyNot(RegimeQuestion.ShowCause, RegimeQuestion.DayCounting) is { } notSet)
            return (notSet, null);
        if (regime.Answer(RegimeQuestion.ShowCause).Value is NoneRequired)
            return (new Problem(ProblemCode.RegimeExcludes, "The regime asks for no notice to show cause; propose the decision."), null);
        var deadline = regime.After(today, RegimeQuestion.ShowCause);
        return deadline.LastDay is { } last
            ? (null, new CaseNotice(agency, grounds, today, last, clock.Now(), caller.Name))
            : (RegimeOn.Undetermined("the time to answer", deadline.Undetermined!.Value), null);
    }

    /// <summary>Stores it in the open context with its event; what earlier notices state of the same is over.</summary>
    public async Task AddAsync(CaseNotice notice, CancellationToken ct)
    {
        var findings = notice.Items.Select(i => i.FindingId).OfType<long>().ToList();
        var flags = notice.Items.Select(i => i.FlagId).OfType<long>().ToList();
        foreach (var earlier in await ItemsOf(findings, flags).ToListAsync(ct))
            earlier.End(notice.GivenAt);
        db.Add(notice);
        db.Record(notice, new CaseNoticeGiven(
            [.. notice.Items.Select(i => i.Finding?.PublicId).OfType<string>()], notice.Items.Select(i => i.Flag?.PublicId).SingleOrDefault(f => f is not null), notice.AnswerUntil));
    }

    /// <summary>What the last notice states of it, tracked; null: none was given, or a decision followed it.</summary>
    public Task<CaseNoticeItem?> LastItemAsync(Finding finding, CancellationToken ct) => LastAsync(ItemsOf([finding.Id], []), ct);

    public Task<CaseNoticeItem?> LastItemAsync(Flag flag, CancellationToken ct) => LastAsync(ItemsOf([], [flag.Id]), ct);

    /// <summary>Refuses to decide on what the agency was not heard about: no notice was given, the notice stated other figures, or it may still answer.</summary>
    /// <param name="isOpen">No notice holds: none was given since it was opened, or opened again.</param>
    /// <param name="now">What would be decided on.</param>
    public async Task<Problem?> WhyNotHeardAsync(bool isOpen, CaseNoticeItem? item, CaseFigures now, CancellationToken ct)
    {
        var today = ministry.Today(clock);
        var regime = await regimes.OnAsync(today, ct);
        if (regime.WhyNot(RegimeQuestion.ShowCause) is { } notSet)
            return notSet;
        if (regime.Answer(RegimeQuestion.ShowCause).Value is NoneRequired)
            return null;
        if (isOpen || item is null)
            return new Problem(ProblemCode.CaseNotHeard);
        if (!item.ReadStated().Covers(now))
            return new Problem(ProblemCode.CaseChangedSinceNotice, $"The notice {item.Notice.PublicId} of {item.Notice.GivenOn:yyyy-MM-dd} states other figures.");
        return item.Notice.AnsweredAt is null && today <= item.Notice.AnswerUntil
            ? new Problem(ProblemCode.NoticeRunning, $"It may answer {item.Notice.PublicId} until {item.Notice.AnswerUntil:yyyy-MM-dd}.") : null;
    }

    private IQueryable<CaseNoticeItem> ItemsOf(List<long> findings, List<long> flags) => db.CaseNoticeItems.AsTracking()
        .Where(i => i.EndedAt == null && ((i.FindingId != null && findings.Contains(i.FindingId.Value)) || (i.FlagId != null && flags.Contains(i.FlagId.Value))));

    private static Task<CaseNoticeItem?> LastAsync(IQueryable<CaseNoticeItem> items, CancellationToken ct) => items.Include(i => i.Notice).OrderByDescending(i => i.Id).FirstOrDefaultAsync(ct);
}
