using Licensing.Api.Database;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Flags;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Jobs;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Settings;

/// <summary>A setting of the ministry: what deciding it takes, and does.</summary>
public sealed class SettingApproval(LicensingDb db, Caller caller, TimeProvider clock, JobQueue jobs) : IProposedChange
{
    public ProposalKind Kind => ProposalKind.SetSetting;

    public string DecidedUnder => Permission.DecideSettings;

    /// <summary>How often the name was set: who decides has seen what holds now.</summary>
    public async Task<long?> VersionNowAsync(Proposal proposal, CancellationToken ct) => await VersionAsync(db, proposal.SubjectId, ct);

    public static Task<int> VersionAsync(LicensingDb db, string name, CancellationToken ct) => db.MinistrySettings.CountAsync(s => s.Name == name, ct);

    public Task<Problem?> WhyNotAsync(Proposal proposal, CancellationToken ct) => Task.FromResult<Problem?>(null);

    public async Task<Problem?> ApplyAsync(Proposal proposal, string reason, CancellationToken ct)
    {
        var setting = new MinistrySetting(proposal.Read<SettingChange>(), proposal.ProposedBy, proposal.ProposedAt, caller.Name, clock.Now(), proposal.Reason);
        db.Add(setting);
        db.Record(setting, new SettingSet(setting.Name, setting.From, setting.ValueJson), reason);
        // In the transaction of the approval: limits that no agency is measured by again would be set in vain.
        if (setting.Name is SettingNames.FlagThresholds or SettingNames.FlagLimitation)
            await db.FlagReviews.ExecuteUpdateAsync(set => set.SetProperty(x => x.Judged, x => x.Judged + 1), ct);
        return null;
    }

    public void Applied(Proposal proposal)
    {
        if (proposal.SubjectId is SettingNames.FlagThresholds or SettingNames.FlagLimitation)
            jobs.Enqueue<FlagAgenciesJob>(job => job.RunAsync(CancellationToken.None));
        else
            jobs.Enqueue<JudgeAgainAfterRateChangeJob>(job => job.RunAsync(CancellationToken.None));
    }
}
