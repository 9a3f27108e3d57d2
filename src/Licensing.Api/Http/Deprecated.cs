using System.Globalization;
using FastEndpoints;

namespace Licensing.Api.Http;

/// <summary>The operation goes. Its answers say so (Deprecation, RFC 9745; Sunset, RFC 8594), and the contract document does.</summary>
/// <param name="Since">First day on which nobody should begin to use it.</param>
/// <param name="Sunset">First day on which it may be gone.</param>
/// <param name="Successor">Address of what to use instead, from the root.</param>
public sealed record Deprecated(DateOnly Since, DateOnly Sunset, string Successor);

public static class Deprecation
{
    public static void IsDeprecated(this BaseEndpoint endpoint, string since, string sunset, string successor) => endpoint.Definition.Description(
        b => b.WithMetadata(new Deprecated(DateOnly.Parse(since, CultureInfo.InvariantCulture), DateOnly.Parse(sunset, CultureInfo.InvariantCulture), successor)));

    /// <summary>On every answer of the operation, refusals too; called when the answer begins.</summary>
    public static void Tell(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Deprecated>() is not { } deprecated)
            return;
        var headers = context.Response.Headers;
        headers["Deprecation"] = string.Create(CultureInfo.InvariantCulture, $"@{new DateTimeOffset(deprecated.Since, default, default).ToUnixTimeSeconds()}");
        headers["Sunset"] = new DateTimeOffset(deprecated.Sunset, default, default).ToString("R", CultureInfo.InvariantCulture);
        headers.Append("Link", $"<{deprecated.Successor}>; rel=\"successor-version\"");
    }
}
