using FastEndpoints;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Licensing.Api.Http;

public static class StreamedEndpoint
{
    /// <summary>The endpoint reads its body as it arrives.</summary>
    public static void StreamsUpTo(this BaseEndpoint endpoint, long bytes, params string[] mediaTypes) =>
        endpoint.Definition.Description(b => b.ClearDefaultAccepts().Accepts(endpoint.Definition.ReqDtoType, isOptional: false, mediaTypes[0], mediaTypes[1..])
            .WithMetadata(new DisableRequestTimeoutAttribute(), new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(bytes)));
}
