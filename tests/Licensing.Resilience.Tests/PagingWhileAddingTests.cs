using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Licensing.Resilience.Tests;

/// <summary>Whoever pages through a list while others add to it sees every row that was there when he began, once, in order; what is
/// added meanwhile may come too, and never twice.</summary>
public sealed class PagingWhileAddingTests(PagingWhileAddingTests.Own host) : IClassFixture<PagingWhileAddingTests.Own>
{
    [Theory]
    [InlineData("agencies")]            // oldest first
    [InlineData("conflicts")]           // newest first
    [InlineData("audit/events")]        // newest first, in a table that everybody adds to
    public async Task No_row_is_skipped_and_none_comes_twice(string list)
    {
        using var client = host.Officer;
        for (var i = 0; i < 25; i++)
            await host.AddAsync(list, i);
        var before = await AllAsync(client, list, limit: 200);
        Assert.True(before.Count >= 20, $"{before.Count} rows");

        using var over = new CancellationTokenSource();
        var added = 0;
        var adding = Task.WhenAll(Enumerable.Range(0, 3).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; !over.IsCancellationRequested; i++)
            {
                await host.AddAsync(list, 1000 * (writer + 1) + i);
                Interlocked.Increment(ref added);
            }
        })));
        try
        {
            for (var round = 0; round < 2; round++)
            {
                var addedBefore = Volatile.Read(ref added);
                var seen = await AllAsync(client, list, limit: 5, atMost: list == "agencies" ? before.Count + 400 : int.MaxValue, between: async () =>
                {
                    // Between two pages something is added, for certain.
                    var now = Volatile.Read(ref added);
                    while (Volatile.Read(ref added) == now && !adding.IsFaulted)
                        await Task.Delay(1);
                });
                Assert.True(adding.IsFaulted || Volatile.Read(ref added) > addedBefore, "Nothing was added meanwhile.");
                Assert.Equal(seen.Count, seen.Distinct().Count());
                var there = before.Where(seen.Contains).ToList();
                // Of a list that grows at its end as fast as it is read, there is no last page.
                Assert.Equal(before, there);
                Assert.Equal(there, seen.Where(before.Contains));
            }
        }
        finally
        {
            await over.CancelAsync();
        }

        await adding;
    }

    private static async Task<List<string>> AllAsync(HttpClient client, string list, int limit, int atMost = int.MaxValue, Func<Task>? between = null)
    {
        var seen = new List<string>();
        for (string? next = ""; next is not null && seen.Count < atMost;)
        {
            var page = await client.GetFromJsonAsync<JsonElement>($"/v1/{list}?limit={limit}{next}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            next = page.GetProperty("next").GetString() is { } cursor ? $"&cursor={cursor}" : null;
            if (between is not null && next is not null)
                await between();
        }

        return seen;
    }

    public sealed class Own : ServiceHost
    {
        private RegisteredAgency? _agency;

        public async Task AddAsync(string list, int number)
        {
            switch (list)
            {
                case "conflicts":
                    await SentAsync(As($"officer:o{number}"), "/v1/conflicts", new JsonObject { ["agencyId"] = (_agency ??= await RegisterAgencyAsync()).Id, ["reason"] = "my sister works there" });
                    break;
                default:
                    await RegisterAgencyAsync();
                    break;
            }
        }

        private static async Task SentAsync(HttpClient client, string address, JsonNode body)
        {
            using var answer = await SendAsync(client, address, body);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
    }
}
