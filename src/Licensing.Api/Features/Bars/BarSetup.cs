using Licensing.Api.Features.Proposals;

namespace Licensing.Api.Features.Bars;

public static class BarSetup
{
    public static IServiceCollection AddBars(this IServiceCollection services) => services
        .AddSingleton<PersonSeal>()
        .AddScoped<BarKeys>()
        .AddScoped<IProposedChange, BarApproval>()
        .AddScoped<IProposedChange, BarLiftingApproval>();
}
