using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Licences;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Examinations;

public sealed record RefusalReviewed(ApplicationState State, string AppealId);

/// <summary>Applications that were refused, as appeals see them. What is allowed is granted, and the licence then given by two people
/// (<see cref="ProposeDecision"/>, outcome issue); what is sent back is examined again, and the time to decide runs anew.</summary>
public sealed class AppealableRefusals(LicensingDb db, Caller caller, Ministry ministry, TimeProvider clock) : IAppealable
{
    public AppealSubject Subject => AppealSubject.Refusal;

    public string IdPrefix => LicenceApplication.IdPrefix;

    public async Task<Appealed?> FindAsync(string id, CancellationToken ct)
    {
        var application = await db.Applications.AsNoTracking().VisibleTo(caller).Include(a => a.Steps).SingleOrDefaultAsync(a => a.PublicId == id && a.State == ApplicationState.Refused, ct);
        if (application is null)
            return null;
        var refusal = application.Steps.Where(s => s.To == ApplicationState.Refused).OrderBy(s => s.Id).Last();
        // By silence nobody has refused it.
        var decided = refusal.Action != ApplicationAction.Refuse ? null : await db.Proposals.AsNoTracking()
            .Where(p => p.Kind == ProposalKind.DecideApplication && p.SubjectId == id && p.State == ProposalState.Approved).OrderByDescending(p => p.Id).FirstOrDefaultAsync(ct);
        return new(Subject, id, application.AgencyId, application.LicenceId, ministry.DayOf(refusal.At), [.. ((string?[])[refusal.By, decided?.ProposedBy, decided?.DecidedBy]).OfType<string>().Distinct()]);
    }

    public async Task<Problem?> WhyNotAsync(Appeal appeal, AppealDecisionChange change, CancellationToken ct)
    {
        if (ActionOf(change.Outcome) is not { } action)
            return null;
        var application = await db.Applications.AsNoTracking().Include(a => a.Steps).SingleAsync(a => a.PublicId == appeal.SubjectId, ct);
        return application.WhyNot(action, ministry.Today(clock))
            ?? (change.From < appeal.DecidedOn ? new Problem(ProblemCode.EndBeforeBeginning, $"It was refused on {appeal.DecidedOn:yyyy-MM-dd}.") : null);
    }

    public async Task ApplyAsync(Appeal appeal, AppealDecisionChange change, Proposal proposal, string reason, CancellationToken ct)
    {
        if (ActionOf(change.Outcome) is not { } action)
            return;
        var application = await db.Applications.AsTracking().Include(a => a.Steps).SingleAsync(a => a.PublicId == appeal.SubjectId, ct);
        application.Take(action, clock.Now(), caller.Name, $"{change.DecidedBy}: {appeal.PublicId}");
        db.Record(application, new RefusalReviewed(application.State, appeal.PublicId), reason);
    }

    private static ApplicationAction? ActionOf(AppealAction outcome) => outcome switch
    {
        AppealAction.Allow => ApplicationAction.GrantOnAppeal,
        AppealAction.Remit => ApplicationAction.Reopen,
        _ => null,
    };
}
