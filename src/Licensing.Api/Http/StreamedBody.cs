using FastEndpoints;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Licensing.Api.Http;

/// <summary>The endpoint reads a body that is too long to be held in memory.</summary>
/// <param name="MaxBytes">Most bytes on the wire, and again after decompression.</param>
/// <param name="MediaTypes">The content types that it reads.</param>
public sealed record StreamedBody(long MaxBytes, IReadOnlyList<string> MediaTypes)
{
    // What a line carries at least, over the whole of a body.
    private const long SlowestBytesPerSecond = 64 * 1024;

    /// <summary>How long the request may take: as any other, and as long again as its longest body is on a slow line.</summary>
    public TimeSpan Timeout => Limits.LongestRequest + TimeSpan.FromSeconds(MaxBytes / SlowestBytesPerSecond);

    /// <summary>What the endpoint carries, however it is mapped.</summary>
    public object[] Metadata =>
        [this, new RequestTimeoutPolicy { Timeout = Timeout, TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable }];
}

public static class StreamedEndpoint
{
    // A line that drops for a moment in hours of sending does not end the upload; one that stays silent does (RequestBody).
    private static readonly MinDataRate Patient = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(30));

    /// <summary>The one exception from the limits of a body (1 MB, JSON, 60 seconds): the endpoint reads it with
    /// <see cref="RequestBody.OpenStream"/>, in pieces, and is given the time that so many bytes need.</summary>
    /// <param name="bytes">Most bytes on the wire, and again after decompression: beyond, body.too-large.</param>
    /// <param name="mediaTypes">Content types, for example application/x-ndjson; another is refused with 415.</param>
    /// <remarks>The request record has [RouteParam] and [QueryParam] properties only. With <see cref="IdempotentEndpoint.Idempotent"/>
    /// a request that has a key is first written to a file: its digest must be known, and no transaction may wait for a line.</remarks>
    public static void StreamsUpTo(this BaseEndpoint endpoint, long bytes, params string[] mediaTypes) =>
        endpoint.Definition.Description(b => b
            .ClearDefaultAccepts()
            // Routing lets any through, and MediaTypeMiddleware says which are read.
            .Accepts(endpoint.Definition.ReqDtoType, "*/*")
            .WithMetadata(new StreamedBody(bytes, mediaTypes).Metadata));

    /// <summary>Before anything reads the body.</summary>
    public static void UseStreamedBodies(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<StreamedBody>() is not { } streamed)
            return next(context);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = streamed.MaxBytes;
        // On HTTP/2 the rate belongs to the connection and cannot be set for one request.
        if (HttpProtocol.IsHttp11(context.Request.Protocol) && context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = Patient;
        return next(context);
    });
}
