using Licensing.Api.Features.Proposals;

namespace Licensing.Api.Features.Deposits;

public static class DepositSetup
{
    public static IServiceCollection AddDeposits(this IServiceCollection services) => services
        .AddScoped<DepositReckoning>()
        .AddScoped<DepositDemands>()
        .AddScoped<DrawDownPlan>()
        .AddScoped<ReleasePlan>()
        .AddScoped<IProposedChange, DrawDownApproval>()
        .AddScoped<IProposedChange, ReleaseApproval>();
}
