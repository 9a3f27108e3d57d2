using FastEndpoints;

namespace Licensing.Api.Http;

/// <summary>The refusals of an endpoint beyond those that follow from its shape; the contract document lists them.</summary>
public sealed record Refusals(IReadOnlyList<ProblemCode> Codes);

/// <summary>The endpoint changes an existing thing and checks If-Match.</summary>
public sealed record ChangesExisting;

/// <summary>The endpoint is opened by something that a header carries; the contract document lists it.</summary>
public sealed record TakesHeader(string Name, string Description);

public static class EndpointMetadata
{
    public static void Refuses(this BaseEndpoint endpoint, params ProblemCode[] codes) =>
        endpoint.Definition.Description(b => b.WithMetadata(new Refusals(codes)));

    /// <summary>Documents If-Match; the endpoint itself calls <see cref="EntityTag.RefuseStale"/>.</summary>
    public static void RequiresIfMatch(this BaseEndpoint endpoint) =>
        endpoint.Definition.Description(b => b.WithMetadata(new ChangesExisting()));
}
