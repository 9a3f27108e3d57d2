using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Licences;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Examinations;

/// <summary>What a grant writes into the register, in the open context: the licence or its next fact, conditions, and the branches that the applicant
/// named. The caller saves.</summary>
public sealed class GrantEffects(LicensingDb db, ApplicationSeal seal, RegimeBook book, Caller caller, TimeProvider clock)
{
    public async Task<Licence> ApplyAsync(LicenceApplication application, DecisionChange change, Proposal proposal, string reason, CancellationToken ct)
    {
        var (now, from) = (clock.Now(), change.From!.Value);
        var licence = application.Kind == ApplicationKind.NewLicence ? Grant(application, change, proposal, reason, now) : Change(application.Licence!, change, proposal, reason, now);
        foreach (var said in change.Conditions)
        {
            var condition = new LicenceCondition(licence, said.Text, from, said.DueOn, said.IsPublic, proposal, now, caller.Name);
            db.Add(condition);
            db.Record(condition, new ConditionSet(licence.PublicId, from, said.DueOn), reason);
        }

        await OpenBranchesAsync(application, from, reason, now, ct);
        return licence;
    }

    private Licence Grant(LicenceApplication application, DecisionChange change, Proposal proposal, string reason, DateTime now)
    {
        var provisional = change.Outcome == DecisionOutcome.GrantProvisionally;
        var licence = Licence.Grant(application.Agency, change.Number!, book.Regime.Name, change.Class, change.From!.Value, change.Until!.Value, provisional, now, caller.Name);
        licence.Facts.Single().By(proposal);
        db.Add(licence);
        db.Record(licence, new LicenceGranted(licence.Number, change.Class, change.From.Value, change.Until.Value, provisional), reason);
        return licence;
    }

    private Licence Change(Licence licence, DecisionChange change, Proposal proposal, string reason, DateTime now)
    {
        if (change.Term is { } term)
        {
            db.Add(licence.BeginTerm(term, change.Class, change.From!.Value, change.Until!.Value, isProvisional: false, now, caller.Name).By(proposal));
            db.Record(licence, new LicenceTermBegun(term, change.Class, change.From.Value, change.Until.Value), reason);
        }
        else
        {
            // Where the regime has no classes the scope is what the conditions say.
            if (change.Class is { } licenceClass)
                db.Add(licence.Vary(licenceClass, change.From!.Value, now, caller.Name).By(proposal));
            db.Record(licence, new LicenceVaried(change.Class, change.From!.Value), reason);
        }

        return licence;
    }

    private async Task OpenBranchesAsync(LicenceApplication application, DateOnly from, string reason, DateTime now, CancellationToken ct)
    {
        var version = await db.ApplicationVersions.AsNoTracking().SingleAsync(v => v.ApplicationId == application.Id && v.Number == application.LatestNumber, ct);
        var known = (await db.Branches.Where(b => b.AgencyId == application.AgencyId && (b.To == null || b.To > from)).Select(b => b.SearchKey).ToListAsync(ct)).ToHashSet();
        foreach (var premises in seal.Open(version)?.Premises ?? [])
        {
            var branch = new Branch(application.Agency, premises.Kind, premises.Address, premises.Place, from, now, caller.Name);
            if (!known.Add(branch.SearchKey))
                continue;
            db.Add(branch);
            db.Record(branch, new BranchOpenedByGrant(application.Agency.PublicId, premises.Kind, from), reason);
        }
    }
}
