using Licensing.Api.Features.Returns.Reading;
using Licensing.Api.Storage;

namespace Licensing.Api.Features.Returns;

public static class ReturnsSetup
{
    public static IServiceCollection AddReturns(this IServiceCollection services) =>
        services.AddSingleton<SealedFolder>().AddSingleton<ReturnReader>();
}
