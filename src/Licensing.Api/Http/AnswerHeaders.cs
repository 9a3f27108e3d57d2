using System.Diagnostics;

namespace Licensing.Api.Http;

/// <summary>Headers that every answer carries, whoever gave it.</summary>
public static class AnswerHeaders
{
    /// <summary>Names the request in the answer as in every log line of it.</summary>
    public const string RequestId = "X-Request-Id";

    // The reference page and the dashboard are pages with scripts of their own; everything else is data that no browser
    // should run, frame or guess the type of.
    private static readonly string[] Pages = ["/reference", "/jobs"];

    public static void UseAnswerHeaders(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers[RequestId] = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers.XFrameOptions = "DENY";
            if (!Pages.Any(page => context.Request.Path.StartsWithSegments(page)))
                headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";

            if (context.Request.IsHttps)
                headers.StrictTransportSecurity = "max-age=31536000";
            // What a caller was shown for who he is must not be kept for the next one.
            if (headers.CacheControl.Count == 0)
                headers.CacheControl = "no-store";
            Deprecation.Tell(context);
            return Task.CompletedTask;
        });
        await next(context);
    });

    /// <summary>If-None-Match: who has the current version already gets 304 and no body.</summary>
    /// <remarks>Only a conditional GET is held back until its ETag is known; single things are small.</remarks>
    public static void UseNotModified(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var known = context.Request.GetTypedHeaders().IfNoneMatch;
        if (!HttpMethods.IsGet(context.Request.Method) || known.Count == 0 || context.GetEndpoint()?.Metadata.GetMetadata<AnswersNotModified>() is not null)
        {
            await next(context);
            return;
        }

        var body = context.Response.Body;
        using var held = new MemoryStream();
        context.Response.Body = held;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = body;
        }

        if (context.Response.StatusCode == StatusCodes.Status200OK && context.Response.GetTypedHeaders().ETag is { } current
            && known.Any(tag => tag.Compare(current, useStrongComparison: false)))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            context.Response.ContentLength = null;
            context.Response.Headers.ContentType = default;
            return;
        }

        held.Position = 0;
        await held.CopyToAsync(body, context.RequestAborted);
    });
}

/// <summary>The endpoint looks at If-None-Match itself: its answer is too long to be held back until its ETag is known.</summary>
public sealed class AnswersNotModified;
