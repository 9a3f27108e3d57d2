using FastEndpoints;
using Microsoft.Net.Http.Headers;

namespace Licensing.Api.Http;

/// <summary>Refuses what we cannot read (415) and who accepts nothing that we can send (406), before any work is done.
/// Routing refuses a wrong content type too, but lets a missing one through.</summary>
public sealed class MediaTypeMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var streamed = context.GetEndpoint()?.Metadata.GetMetadata<StreamedBody>();
        if (streamed is not null)
            RequireOneOf(context.Request, streamed.MediaTypes);
        if (context.GetEndpoint()?.Metadata.GetMetadata<EndpointDefinition>() is { } endpoint)
        {
            RequireAcceptable(context.Request);
            if (streamed is null && !HttpMethods.IsGet(context.Request.Method) && endpoint.ReqDtoType.GetProperties().Any(p => !Json.IsParameter(p)) && endpoint.ReqDtoType != typeof(EmptyRequest))
                RequireJson(context.Request);
        }

        await next(context);
    }

    // An endpoint that sends something else says so with Produces(…, "text/csv").
    private static void RequireAcceptable(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        if (accepted.Count == 0)
            return;
        var produced = request.HttpContext.GetEndpoint()!.Metadata.OfType<Microsoft.AspNetCore.Http.Metadata.IProducesResponseTypeMetadata>()
            .SelectMany(p => p.ContentTypes).Append("application/json").Append("application/problem+json").Distinct().Select(type => MediaTypeHeaderValue.Parse(type));
        if (!produced.Any(type => accepted.Any(a => a.Quality is not 0 && type.IsSubsetOf(a))))
            throw new ProblemException(ProblemCode.NotAcceptable);
    }

    private static void RequireOneOf(HttpRequest request, IReadOnlyList<string> mediaTypes)
    {
        var sent = request.GetTypedHeaders().ContentType?.MediaType.Value;
        if (sent is null || !mediaTypes.Contains(sent, StringComparer.OrdinalIgnoreCase))
            throw new ProblemException(ProblemCode.MediaTypeUnsupported, $"Content-Type '{sent ?? "none"}' is not supported here; send {string.Join(" or ", mediaTypes)}.");
        RequireUtf8(request);
    }

    private static void RequireJson(HttpRequest request)
    {
        // That there is no body is the more useful thing to say than that it has no content type.
        if (request.ContentLength == 0)
            throw new ProblemException(ProblemCode.BodyEmpty);
        if (request.ContentType is null)
            throw new ProblemException(ProblemCode.MediaTypeUnsupported, "The body has no Content-Type.");
        if (!request.HasJsonContentType())
            throw new ProblemException(ProblemCode.MediaTypeUnsupported, $"Content-Type '{request.ContentType}' is not supported.");
        RequireUtf8(request);
    }

    private static void RequireUtf8(HttpRequest request)
    {
        var charset = request.GetTypedHeaders().ContentType?.Charset.Value?.Trim('"');
        if (charset is not null && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) && !charset.Equals("utf8", StringComparison.OrdinalIgnoreCase))
            throw new ProblemException(ProblemCode.MediaTypeUnsupported, $"A body is UTF-8; the charset '{charset}' is not supported.");
    }
}
