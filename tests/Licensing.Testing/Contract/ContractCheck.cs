using System.Text.Json;
using NJsonSchema;
using NSwag;

namespace Licensing.Testing.Contract;

/// <summary>Holds every answer that a test gets against api-spec/openapi.json: is this status, content type and code announced for the
/// operation, and is the body what its schema says? A test whose answer is not fails, whatever it was about.</summary>
public sealed class ContractCheck : DelegatingHandler
{
    private const string ProblemJson = "application/problem+json";

    // While the document is being written again, answers are not held against the old one.
    private static readonly bool Rewriting = Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1";
    private static readonly Lazy<Contract> Committed = new(() => new Contract(Path.Combine(Repository.Root(), "api-spec", "openapi.json")));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (Rewriting || Committed.Value.Find(request) is not { } operation)
            return answer;
        var mediaType = answer.Content.Headers.ContentType?.MediaType;
        var body = mediaType is "application/json" or ProblemJson && request.Method != HttpMethod.Head ? await answer.Content.ReadAsStringAsync(cancellationToken) : null;
        var wrong = Wrong(operation, (int)answer.StatusCode, mediaType, body).ToList();
        if (wrong.Count > 0)
            throw new Xunit.Sdk.XunitException($"""
                {request.Method} {request.RequestUri?.PathAndQuery} answered what api-spec/openapi.json does not say of {operation.OperationId}:
                {string.Join("\n", wrong)}
                {(int)answer.StatusCode} {mediaType} {body?[..Math.Min(body.Length, 2000)]}
                """);
        return answer;
    }

    private static IEnumerable<string> Wrong(OpenApiOperation operation, int status, string? mediaType, string? body)
    {
        // Said once for the whole API: a method that an address does not have, and what has not changed.
        if (status is 304 or 405)
            yield break;
        if (!operation.ActualResponses.TryGetValue(status.ToString(System.Globalization.CultureInfo.InvariantCulture), out var announced))
        {
            yield return $"status {status}";
            yield break;
        }

        var content = announced.Content;
        if (mediaType is null)
        {
            if (content.Count > 0)
                yield return "no content type";
            yield break;
        }

        if (!content.TryGetValue(mediaType, out var described))
        {
            yield return $"content type {mediaType}";
            yield break;
        }

        if (body is null)
            yield break;
        foreach (var error in described.Schema.ActualSchema.Validate(body, SchemaType.OpenApi3))
            yield return error.ToString();
        if (mediaType == ProblemJson && JsonDocument.Parse(body).RootElement.GetProperty("code").GetString() is { } code
            && announced.ExtensionData?["x-problem-codes"] is IEnumerable<object> codes && !codes.Any(c => c.ToString() == code))
            yield return $"code {code}, announced are {string.Join(", ", codes)}";
    }

    private sealed class Contract
    {
        private readonly ILookup<int, (string[] Path, string Method, OpenApiOperation Operation)> _operations;

        public Contract(string file) =>
            _operations = OpenApiDocument.FromFileAsync(file).GetAwaiter().GetResult().Operations
                .Select(o => (Path: o.Path.Split('/'), o.Method, o.Operation)).ToLookup(o => o.Path.Length);

        public OpenApiOperation? Find(HttpRequestMessage request)
        {
            var path = request.RequestUri!.AbsolutePath.Split('/');
            return _operations[path.Length].Where(o => o.Method.Equals(request.Method.Method, StringComparison.OrdinalIgnoreCase) && Fits(o.Path, path))
                // A word stands before a parameter.
                .OrderBy(o => o.Path.Count(part => part.Contains('{'))).Select(o => o.Operation).FirstOrDefault();
        }

        private static bool Fits(string[] template, string[] path) => template.Zip(path).All(pair => pair.First.IndexOf('{') switch
        {
            < 0 => pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase),
            _ => pair.Second.Length > 0 && pair.Second.EndsWith(pair.First[(pair.First.IndexOf('}') + 1)..], StringComparison.OrdinalIgnoreCase),
        });
    }
}
