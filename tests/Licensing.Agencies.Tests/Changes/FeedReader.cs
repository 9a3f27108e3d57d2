using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Licensing.Agencies.Tests.Changes;

/// <summary>Somebody who keeps a copy of the public register and the law by following the change feed, as docs/changes.md says.</summary>
public sealed class FeedReader(HttpClient client, string filter = "")
{
    public string? Cursor { get; private set; }

    /// <summary>What he has, by subject.</summary>
    public SortedDictionary<string, string> Copy { get; } = new(StringComparer.Ordinal);

    /// <summary>The ids of the events that he has read, since he last started anew.</summary>
    public List<string> Read { get; } = [];

    public int StartedAnew { get; private set; }

    /// <param name="diesAfter">Characters of the answer that arrive; null: all.</param>
    /// <returns>How many lines he has taken in.</returns>
    public async Task<int> ReadAsync(int limit = 1000, Func<int, int>? diesAfter = null)
    {
        using var answer = await client.GetAsync($"/v1/changes?limit={limit}{filter}{(Cursor is null ? "" : $"&after={Cursor}")}");
        if (answer.StatusCode == HttpStatusCode.Gone)
        {
            Assert.Equal("feed.too-old", (await ProblemAnswer.ReadAsync(answer)).Code);
            (Cursor, StartedAnew) = (null, StartedAnew + 1);
            Copy.Clear();
            Read.Clear();
            return 0;
        }

        Assert.Equal((HttpStatusCode.OK, "application/x-ndjson"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        var text = await answer.Content.ReadAsStringAsync();
        var lines = (diesAfter is null ? text : text[..diesAfter(text.Length)]).Split('\n')[..^1];
        foreach (var line in lines)
            Take(line);
        return lines.Length;
    }

    /// <summary>Reads until there is nothing more.</summary>
    public async Task CatchUpAsync(int limit = 1000)
    {
        for (var (anew, lines) = (StartedAnew, 1); lines > 0 || StartedAnew != anew; anew = StartedAnew)
            lines = await ReadAsync(limit) is var read && StartedAnew != anew ? 1 : read;
    }

    private void Take(string line)
    {
        using var json = JsonDocument.Parse(line);
        var change = json.RootElement;
        var (subject, data) = (change.GetProperty("subject").GetString()!, change.GetProperty("data"));
        Assert.Equal(data.ValueKind == JsonValueKind.Null, change.GetProperty("type").GetString()!.EndsWith("-removed", StringComparison.Ordinal));
        if (data.ValueKind == JsonValueKind.Null)
            Copy.Remove(subject);
        else
            Copy[subject] = data.GetRawText();
        var id = change.GetProperty("id").GetString()!;
        Assert.DoesNotContain(id, Read);
        Read.Add(id);
        Cursor = change.GetProperty("cursor").GetString();
    }

    /// <summary>The entries of the register that he has, by agency.</summary>
    public SortedDictionary<string, string> Entries => new(Copy.Where(c => c.Key.StartsWith("ag_", StringComparison.Ordinal)).ToDictionary(), StringComparer.Ordinal);

    /// <summary>The same of the service itself, field by field.</summary>
    public static async Task<SortedDictionary<string, string>> RegisterAsync(HttpClient client)
    {
        var register = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in (await client.GetStringAsync("/v1/register/export?format=ndjson")).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var entry = JsonNode.Parse(line)!.AsObject();
            foreach (var name in (string[])["on", "knownAt", "match"])
                Assert.True(entry.Remove(name));
            register.Add(entry["id"]!.GetValue<string>(), JsonSerializer.Serialize(JsonDocument.Parse(entry.ToJsonString()).RootElement));
        }

        return register;
    }
}
