using System.Diagnostics;
using System.Text.Json.Serialization;

namespace Licensing.Api.Http;

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Code">Stable code, for example field.unknown.</param>
/// <param name="At">JSON pointer into the body (it begins with "/", or is empty for the whole), or the name of a parameter.</param>
/// <param name="Detail">What is wrong, in a sentence.</param>
/// <param name="Value">The value that was refused, shortened.</param>
/// <param name="Mend">What to write instead, where that is known.</param>
public sealed record ProblemError(
    string Code, string At, string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Value = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Mend = null);

/// <summary>An answer that refuses (RFC 9457).</summary>
/// <remarks>It is a member of an endpoint's result union, and writes itself, because the framework would send a problem of
/// a union as application/json.</remarks>
public sealed class Problem(ProblemCode code, string? detail = null, IReadOnlyList<ProblemError>? errors = null)
    : IResult, IStatusCodeHttpResult
{
    public string Type => $"urn:licensing:problem:{code.Code}";
    public string Title => code.Title;
    public int Status => code.Status;
    public string Detail { get; } = detail ?? code.WhatToDo;
    public string? Instance { get; private set; }
    public string Code => code.Code;
    public string? TraceId { get; private set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProblemError>? Errors { get; } = errors?.Select(e => PersonalAttribute.Covers(e.At) ? e with { Value = null } : e).ToList();

    [JsonIgnore]
    public int? RetryAfterSeconds { get; init; }

    [JsonIgnore]
    int? IStatusCodeHttpResult.StatusCode => code.Status;

    /// <summary>Names the request that this answers; the trace id leads an operator to its log lines.</summary>
    public Problem For(HttpContext context)
    {
        Instance = context.Request.PathBase + context.Request.Path;
        TraceId = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        return this;
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = code.Status;
        if (RetryAfterSeconds is { } seconds)
            response.Headers.RetryAfter = seconds.ToString();
        // RFC 9110 asks every 401 to say how to come back.
        if (code.Status == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = code == ProblemCode.TokenInvalid ? "Bearer error=\"invalid_token\"" : "Bearer";
        response.Headers.CacheControl = "no-store";
        await response.WriteAsJsonAsync(For(httpContext), options: null, "application/problem+json", httpContext.RequestAborted);
    }
}

/// <summary>Refuses from a depth where no result can be returned; <see cref="ProblemMiddleware"/> answers with it.</summary>
public sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem { get; } = problem;

    public ProblemException(ProblemCode code, string? detail = null, IReadOnlyList<ProblemError>? errors = null)
        : this(new Problem(code, detail, errors))
    {
    }
}
