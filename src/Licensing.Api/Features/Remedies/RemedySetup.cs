using Licensing.Api.Features.Deadlines;
using Licensing.Api.Features.Proposals;

namespace Licensing.Api.Features.Remedies;

public static class RemedySetup
{
    public static IServiceCollection AddRemedies(this IServiceCollection services) => services
        .AddSingleton<RemedyBook>()
        .AddScoped<RemedyCase>()
        .AddScoped<IDeadlineSource, RefundDeadlines>()
        .AddScoped<IProposedChange, RefundOrderApproval>()
        .AddScoped<IProposedChange, RefundWriteOffApproval>();
}
