using System.Net;
using System.Text.Json;

namespace Licensing.Client;

/// <summary>The service refused (RFC 9457). <see cref="Code"/> is what a program looks at: see <see cref="ProblemCodes"/>.</summary>
public sealed class LicensingProblemException : Exception
{
    private LicensingProblemException(string message)
        : base(message)
    {
    }

    /// <summary>Stable code, for example version.stale; one that this client does not know is passed on. Empty where the answer was no problem of the
    /// service, for example a proxy's.</summary>
    public string Code { get; private init; } = "";

    public HttpStatusCode Status { get; private init; }

    /// <summary>The same sentence for every problem of this code.</summary>
    public string Title { get; private init; } = "";

    /// <summary>What it was this time, and what to do.</summary>
    public string Detail { get; private init; } = "";

    /// <summary>Everything that is wrong with the request, where more is known than the code.</summary>
    public IReadOnlyList<LicensingProblemError> Errors { get; private init; } = [];

    /// <summary>Leads the operator to the log lines of the request.</summary>
    public string? TraceId { get; private init; }

    /// <summary>When the service wants to be asked again.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    internal static async Task<LicensingProblemException> OfAsync(HttpResponseMessage response, TimeProvider clock, CancellationToken ct)
    {
        var text = await response.Content.ReadAsStringAsync(ct).ConfigureAwait(false);
        var problem = Read(text);
        var code = Text(problem, "code") ?? "";
        var title = Text(problem, "title") ?? response.ReasonPhrase ?? "";
        var detail = Text(problem, "detail") ?? "";
        IReadOnlyList<LicensingProblemError> errors = problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty("errors", out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(e => new LicensingProblemError(Text(e, "code") ?? "", Text(e, "at") ?? "", Text(e, "detail") ?? "", Text(e, "value"), Text(e, "mend")))]
            : [];
        var message = string.Join(' ', new[] { ((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture), code, title, detail }.Where(t => t.Length > 0))
            + string.Concat(errors.Select(e => $"\n{e.At}: {e.Detail} ({e.Code}) {e.Mend}"));
        return new(message)
        {
            Code = code,
            Status = response.StatusCode,
            Title = title,
            Detail = detail,
            Errors = errors,
            TraceId = Text(problem, "traceId") ?? (response.Headers.TryGetValues("X-Request-Id", out var ids) ? ids.FirstOrDefault() : null),
            RetryAfter = Connection.RetryAfterOf(response, clock),
        };
    }

    /// <summary>The code of a problem; null where it is none.</summary>
    internal static string? CodeOf(string text) => Text(Read(text), "code");

    private static JsonElement Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Code">Stable code, for example field.unknown.</param>
/// <param name="At">JSON pointer into the body (it begins with "/", or is empty for the whole), or the name of a parameter.</param>
/// <param name="Detail">What is wrong, in a sentence.</param>
/// <param name="Value">The value that was refused, shortened; never one that says who a person is.</param>
/// <param name="Mend">What to write instead, where that is known.</param>
public sealed record LicensingProblemError(string Code, string At, string Detail, string? Value, string? Mend);

/// <summary>No token was given for the client's name and secret.</summary>
/// <param name="error">The provider's word (RFC 6749, 5.2), for example invalid_client.</param>
/// <param name="description">The provider's own sentence.</param>
public sealed class LicensingSignInException(string error, string? description) : Exception($"The sign-in failed: {error}. {description}")
{
    public string Error => error;
}
