using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Examinations;

/// <summary>The decision on an application: what deciding it takes, and does.</summary>
public sealed class DecisionApproval(LicensingDb db, DecisionDraft draft, GrantEffects effects, Caller caller, TimeProvider clock) : IProposedChange
{
    public ProposalKind Kind => ProposalKind.DecideApplication;

    public string DecidedUnder => Permission.DecideApplications;

    public async Task<long?> VersionNowAsync(Proposal proposal, CancellationToken ct) =>
        await db.Applications.Where(a => a.PublicId == proposal.SubjectId).Select(a => (long?)a.Version).SingleAsync(ct);

    public Task<Problem?> WhyNotAsync(Proposal proposal, CancellationToken ct) => Task.FromResult<Problem?>(null);

    public async Task<Problem?> ApplyAsync(Proposal proposal, string reason, CancellationToken ct)
    {
        var change = proposal.Read<DecisionChange>();
        var application = await db.Applications.ToDecide().SingleAsync(a => a.PublicId == change.ApplicationId, ct);
        if (await draft.WhyNotAsync(application, change, ct) is { } refusal)
            return refusal;
        var now = clock.Now();
        if (change.Outcome == DecisionOutcome.Refuse)
        {
            application.Take(ApplicationAction.Refuse, now, caller.Name, string.Join(" ", change.Grounds.Select(g => $"{g.Code}: {g.Text}")).Shortened(ApplicationStep.MaxReasonLength));
            db.Record(application, new ApplicationRefused([.. change.Grounds.Select(g => g.Code)]), reason);
            return null;
        }

        var licence = await effects.ApplyAsync(application, change, proposal, reason, ct);
        if (change.Outcome != DecisionOutcome.Issue)
            application.Take(change.Outcome == DecisionOutcome.Grant ? ApplicationAction.Grant : ApplicationAction.GrantProvisionally, now, caller.Name);
        application.Granted(licence);
        application.Issued(now);
        db.Record(application, new ApplicationGranted(
            licence.PublicId, change.Number, change.Class, change.From!.Value, change.Until, change.Outcome == DecisionOutcome.GrantProvisionally, change.Conditions.Count), reason);
        return null;
    }
}

internal static class DecisionQueries
{
    /// <summary>With all that a decision rests on.</summary>
    public static IQueryable<LicenceApplication> ToDecide(this IQueryable<LicenceApplication> applications) =>
        applications.Include(a => a.Agency).Include(a => a.Steps).Include(a => a.Licence!).ThenInclude(l => l.Facts).AsSplitQuery();

    public static string Shortened(this string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";
}
