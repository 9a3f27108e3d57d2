using Licensing.Api.Database;
using Licensing.Api.Features.Retention;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Licences;

/// <summary>What agencies answered to notices, in words that may speak of people. The notice, and that it was answered, stay.</summary>
public sealed class RetainedAnswers : RetainedClass
{
    public override string Name => "notice-answers";

    public override string CountedFrom => "The answer; never while an appeal about the licence is open.";

    public override IQueryable<DueRow> Due(LicensingDb db, DateTime before) => db.ShowCauseNotices
        .Where(n => n.Answer != null && n.AnsweredAt < before && !db.Appeals.Any(a => a.LicenceId == n.LicenceId && a.State == AppealState.Lodged)
            && !db.LegalHolds.Any(h => h.LiftedAt == null && h.AgencyId == n.AgencyId))
        .Select(n => new DueRow { Id = n.Id, Name = n.PublicId, Since = n.AnsweredAt!.Value });

    // The version moves with it: whoever decided on the answer reads again.
    public override Task DeleteAsync(LicensingDb db, IReadOnlyList<long> keys, DateTime now, CancellationToken ct) => db.ShowCauseNotices.Where(n => keys.Contains(n.Id))
        .ExecuteUpdateAsync(set => set.SetProperty(n => n.Answer, (string?)null).SetProperty(n => n.AnswerDeletedAt, now).SetProperty(n => n.Version, n => n.Version + 1), ct);
}

/// <summary>The grounds of appeals, in the agencies' words. The appeal and its outcome stay.</summary>
public sealed class RetainedAppealGrounds : RetainedClass
{
    public override string Name => "appeal-grounds";

    public override string CountedFrom => "The day on which the appeal was decided or withdrawn; never while it is open.";

    public override IQueryable<DueRow> Due(LicensingDb db, DateTime before) => db.Appeals
        .Where(a => a.Grounds != null && a.ClosedAt < before && !db.LegalHolds.Any(h => h.LiftedAt == null && h.AgencyId == a.AgencyId))
        .Select(a => new DueRow { Id = a.Id, Name = a.PublicId, Since = a.ClosedAt!.Value });

    public override Task DeleteAsync(LicensingDb db, IReadOnlyList<long> keys, DateTime now, CancellationToken ct) => db.Appeals.Where(a => keys.Contains(a.Id))
        .ExecuteUpdateAsync(set => set.SetProperty(a => a.Grounds, (string?)null).SetProperty(a => a.GroundsDeletedAt, now).SetProperty(a => a.Version, a => a.Version + 1), ct);
}
