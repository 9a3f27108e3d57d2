using System.Net.Http.Json;
using System.Text.Json;

namespace Licensing.Testing;

/// <summary>A refusal as a client reads it.</summary>
public sealed record ProblemAnswer(int Status, string Code, IReadOnlyList<(string Code, string At)> Errors, JsonElement Body)
{
    /// <summary>Reads the answer, and holds it to RFC 9457 on the way.</summary>
    public static async Task<ProblemAnswer> ReadAsync(HttpResponseMessage answer)
    {
        Assert.True(answer.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{answer} {await answer.Content.ReadAsStringAsync()}");
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        foreach (var member in (string[])["type", "title", "detail", "instance", "code", "traceId"])
            Assert.False(string.IsNullOrEmpty(body.GetProperty(member).GetString()), member);
        Assert.Equal((int)answer.StatusCode, body.GetProperty("status").GetInt32());
        var errors = body.TryGetProperty("errors", out var list)
            ? list.EnumerateArray().Select(e => (e.GetProperty("code").GetString()!, e.GetProperty("at").GetString()!)).ToList()
            : [];
        return new ProblemAnswer((int)answer.StatusCode, body.GetProperty("code").GetString()!, errors, body);
    }
}
