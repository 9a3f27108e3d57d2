using Licensing.Api.Database;
using Microsoft.Net.Http.Headers;

namespace Licensing.Api.Http;

/// <summary>ETag and If-Match: who changes a thing says which version of it he decided on.</summary>
public static class EntityTag
{
    public static string Of(IVersioned thing) => $"\"v{thing.Version}\"";

    /// <summary>Sets the ETag of an answer that shows the thing.</summary>
    public static void ShowVersion(this HttpContext context, IVersioned thing) => context.Response.Headers.ETag = Of(thing);

    /// <summary>Null when If-Match names the version that is stored; else why the change is refused. Two callers with the
    /// same version still meet at the concurrency token: the second gets 412 from the save.</summary>
    public static Problem? RefuseStale(this HttpContext context, IVersioned thing)
    {
        var match = context.Request.GetTypedHeaders().IfMatch;
        if (match.Count == 0)
            return new Problem(ProblemCode.VersionRequired);
        var current = new EntityTagHeaderValue(Of(thing));
        return match.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(current, useStrongComparison: true))
            ? null
            : new Problem(ProblemCode.VersionStale, $"The current version is {current}.");
    }
}
