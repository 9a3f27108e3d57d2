using Licensing.Api.Database;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;

namespace Licensing.Api.Features.Regimes;

/// <summary>A value of the regime that the ministry sets: what deciding it takes, and does.</summary>
public sealed class RegimeSettingApproval(LicensingDb db, Caller caller, TimeProvider clock) : IProposedChange
{
    public ProposalKind Kind => ProposalKind.SetRegimeValue;

    public string DecidedUnder => Permission.DecideRegime;

    public Task<long?> VersionNowAsync(Proposal proposal, CancellationToken ct) => Task.FromResult<long?>(null);

    public Task<Problem?> WhyNotAsync(Proposal proposal, CancellationToken ct) => Task.FromResult<Problem?>(null);

    public Task<Problem?> ApplyAsync(Proposal proposal, string reason, CancellationToken ct)
    {
        var setting = new RegimeSettingRow(proposal.Read<RegimeSettingChange>(), proposal.ProposedBy, proposal.ProposedAt, caller.Name, clock.Now(), proposal.Reason);
        db.Add(setting);
        db.Record(setting, new RegimeValueSet(setting.Question, setting.From, setting.Until, setting.ValueJson, setting.Authority), reason);
        return Task.FromResult<Problem?>(null);
    }
}

/// <summary>The ministry's calendar: what deciding it takes, and does.</summary>
public sealed class CalendarApproval(LicensingDb db, Caller caller, TimeProvider clock) : IProposedChange
{
    public ProposalKind Kind => ProposalKind.SetCalendar;

    public string DecidedUnder => Permission.DecideRegime;

    public Task<long?> VersionNowAsync(Proposal proposal, CancellationToken ct) => Task.FromResult<long?>(null);

    public Task<Problem?> WhyNotAsync(Proposal proposal, CancellationToken ct) => Task.FromResult<Problem?>(null);

    public Task<Problem?> ApplyAsync(Proposal proposal, string reason, CancellationToken ct)
    {
        var change = proposal.Read<CalendarChange>();
        var calendar = new MinistryCalendar(change, proposal.ProposedBy, proposal.ProposedAt, caller.Name, clock.Now(), proposal.Reason);
        db.Add(calendar);
        db.Record(calendar, new CalendarSet(change.From, change.Until, change.Holidays.Count, change.NamedDays.Count), reason);
        return Task.FromResult<Problem?>(null);
    }
}
