using Licensing.Api.Database;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Http;

/// <summary>The one place where a failure becomes an answer: every refusal leaves as problem+json, whoever refused.</summary>
public sealed class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller hung up; nobody reads an answer.
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return;
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            var problem = ProblemOf(failure);
            if (problem.Status >= 500)
                log.LogError(failure, "{Method} {Path} failed with {Code}", context.Request.Method, context.Request.Path, problem.Code);
            // What the refused answer was to say goes; what is left of the caller's limit is true all the same.
            var limits = RateLimits.Headers.Select(name => (Name: name, Value: context.Response.Headers[name])).ToList();
            context.Response.Clear();
            foreach (var (name, value) in limits)
                context.Response.Headers[name] = value;
            await problem.ExecuteAsync(context);
            return;
        }

        // Routing, authorization and the server answer with a bare status (404, 405, 415): give it its body.
        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null or 0 })
            await new Problem(ProblemCode.ForStatus(context.Response.StatusCode)).ExecuteAsync(context);
    }

    private static Problem ProblemOf(Exception failure) => failure switch
    {
        ProblemException refused => refused.Problem,
        BadHttpRequestException { StatusCode: 413 } => new Problem(ProblemCode.BodyTooLarge),
        BadHttpRequestException bad => new Problem(ProblemCode.ForStatus(bad.StatusCode), bad.Message),
        DbUpdateConcurrencyException => new Problem(ProblemCode.VersionStale),
        _ when StorageFailure.IsFull(failure) => new Problem(ProblemCode.StorageFull),
        _ when StorageFailure.IsBusy(failure) => new Problem(ProblemCode.Busy) { RetryAfterSeconds = 2 },
        // A slice that can collide says so itself; this is the net below it.
        _ when StorageFailure.IsDuplicateKey(failure) => new Problem(ProblemCode.DuplicateKey),
        // Nothing of the failure itself goes out: it may name tables, files or people.
        _ => new Problem(ProblemCode.Internal),
    };
}
