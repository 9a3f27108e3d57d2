using Licensing.Api.Features.Access;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Audit;
using Licensing.Api.Features.Demerits;
using Licensing.Api.Features.Law;
using Licensing.Api.Features.Licences;
using Licensing.Api.Features.Rates;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Features.Settings;
using Licensing.Api.Features.Workers;

namespace Licensing.Api.Features.Proposals;

public static class ProposalSetup
{
    /// <summary>Everything that takes two people, one line each.</summary>
    public static IServiceCollection AddProposals(this IServiceCollection services) => services
        .AddScoped<TwoPersonRule>()
        .AddScoped<IProposedChange, LawPackApproval>()
        .AddScoped<IProposedChange, LawWithdrawalApproval>()
        .AddScoped<IProposedChange, CommissionerAppointment>()
        .AddScoped<IProposedChange, CommissionerDismissal>()
        .AddScoped<WorkerErasure>()
        .AddScoped<IProposedChange, WorkerErasure>()
        .AddScoped<IProposedChange, Redaction>()
        .AddScoped<IProposedChange, RegimeSettingApproval>()
        .AddScoped<IProposedChange, CalendarApproval>()
        .AddScoped<IProposedChange, RateSeriesApproval>()
        .AddScoped<IProposedChange, SettingApproval>()
        .AddScoped<IProposedChange, AgencyLinking>()
        .AddScoped<IProposedChange, AgencyParting>()
        .AddScoped<IProposedChange, ConditionDecision>()
        .AddScoped<IProposedChange, DemeritDecision>()
        .AddScoped<IProposedChange, DemeritSettingAside>()
        .AddScoped<BandSuggestions>()
        .AddScoped<IAppealable, AppealableDemerits>();
}
