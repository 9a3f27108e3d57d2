using FastEndpoints;
using Microsoft.Extensions.Options;

namespace Licensing.Api.Http;

public static class HttpSetup
{
    public static IServiceCollection AddApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BodyOptions>().Bind(configuration.GetSection("Http:Body"));
        services.AddSingleton(typeof(IRequestBinder<>), typeof(RequestReader<>));
        services.AddLimits(configuration);
        services.AddStrictJson();
        services.AddSingleton<LenientJson>();
        services.AddFastEndpoints(o => o.IncludeAbstractValidators = false);
        return services;
    }

    /// <summary>What every request meets first, whoever sends it: headers of the answer, refusals as problems, the limit of
    /// its address, and its route.</summary>
    public static void UseFrontDoor(this WebApplication app)
    {
        app.UseAnswerHeaders();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseAddressLimit();
        app.UseRouting();
        app.UseCors();
    }

    public static void UseApi(this WebApplication app)
    {
        app.UseNotModified();
        var json = app.Services.GetRequiredService<IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>>().Value.SerializerOptions;
        app.UseStreamedBodies();
        app.UseMiddleware<MediaTypeMiddleware>();
        app.UseMiddleware<IdempotencyMiddleware>();
        app.UseFastEndpoints(c =>
        {
            c.Endpoints.RoutePrefix = "v1";
            c.Endpoints.ShortNames = true;
            c.Endpoints.AllowEmptyRequestDtos = true;
            c.Endpoints.Configurator = Limits.AllowPublicReads;
            c.Binding.UsePropertyNamingPolicy = true;
            ParameterParsers.Register(c.Binding);
            c.Errors.ResponseBuilder = (failures, context, _) => ValidationErrors.ToProblem(failures, context);
            c.Errors.ProducesMetadataType = typeof(Problem);
            c.Errors.ContentType = "application/problem+json";
            c.Serializer.CharacterEncoding = null;
            c.Serializer.RequestDeserializer = (request, type, _, ct) => RequestBody.DeserializeAsync(request, type, json, ct);
        });
    }
}
