using System.Reflection;
using System.Text.Json;
using FastEndpoints;
using FluentValidation;

namespace Licensing.Api.Http;

/// <summary>Builds a request from its address and its body, strictly, for every endpoint: nothing is ignored in silence.</summary>
/// <remarks>A body property is read from the body only, a [RouteParam] from the path only, a [QueryParam] from the query
/// only. Without this, ?name=… would overwrite the name in a body.</remarks>
public sealed class RequestReader<TRequest>() : RequestBinder<TRequest>(BindingSource.JsonBody | BindingSource.RouteValues | BindingSource.QueryParams)
    where TRequest : notnull
{
    private static readonly HashSet<string> QueryNames = [.. typeof(TRequest).GetProperties()
        .Where(p => p.GetCustomAttribute<QueryParamAttribute>() is not null)
        .Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name))];

    public override async ValueTask<TRequest> BindAsync(BinderContext ctx, CancellationToken ct)
    {
        var request = ctx.HttpContext.Request;
        RefuseUnknownParameters(request);
        try
        {
            return await base.BindAsync(ctx, ct);
        }
        catch (BodyRefusedException refused)
        {
            var errors = refused.Diagnosis.Errors;
            throw new ProblemException(ProblemCode.RequestInvalid, ValidationErrors.Sentence(errors.Count), [.. errors, .. ValidateRest(ctx, refused.Diagnosis)]);
        }
    }

    private static void RefuseUnknownParameters(HttpRequest request)
    {
        var unknown = request.Query.Keys.Where(key => !QueryNames.Contains(key)).ToList();
        if (unknown.Count == 0)
            return;
        var known = QueryNames.Count == 0 ? "There are none here." : $"The parameters here are {string.Join(", ", QueryNames)}.";
        throw new ProblemException(ProblemCode.RequestInvalid, ValidationErrors.Sentence(unknown.Count),
            [.. unknown.Select(key => new ProblemError("parameter.unknown", key, "There is no such parameter here.", Mend: known))]);
    }

    /// <summary>What the validator says about the sound part of a refused body.</summary>
    private static IReadOnlyList<ProblemError> ValidateRest(BinderContext ctx, BodyDiagnosis diagnosis)
    {
        if (ctx.HttpContext.GetEndpoint()?.Metadata.GetMetadata<EndpointDefinition>()?.ValidatorType is not { } validatorType)
            return [];
        var lenient = ctx.HttpContext.RequestServices.GetRequiredService<LenientJson>();
        var validator = (IValidator)ActivatorUtilities.GetServiceOrCreateInstance(ctx.HttpContext.RequestServices, validatorType);
        return ValidationErrors.OfRest<TRequest>(validator, diagnosis, lenient.Options);
    }
}
