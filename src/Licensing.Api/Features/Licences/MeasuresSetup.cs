using Licensing.Api.Features.Proposals;

namespace Licensing.Api.Features.Licences;

public static class MeasuresSetup
{
    /// <summary>What can happen to a licence after its grant and takes two people, and what can be appealed against: one line each.</summary>
    public static IServiceCollection AddMeasures(this IServiceCollection services) => services
        .AddChange<SuspensionApproval>()
        .AddChange<RevocationApproval>()
        .AddChange<LiftingApproval>()
        .AddChange<FactWithdrawalApproval>()
        .AddChange<StayApproval>()
        .AddChange<StayEndApproval>()
        .AddChange<SurrenderApproval>()
        .AddChange<AppealDecisionApproval>()
        .AddScoped<IAppealable, AppealableMeasures>();

    private static IServiceCollection AddChange<T>(this IServiceCollection services)
        where T : class, IProposedChange => services.AddScoped<T>().AddScoped<IProposedChange>(provider => provider.GetRequiredService<T>());
}
