namespace Licensing.Client.Tests;

public sealed class PagingTests(ClientHost host)
{
    private readonly string _name = $"Paged{Guid.NewGuid():N}";

    [Fact]
    public async Task Every_item_comes_once_and_every_page_is_asked_for_once_when_it_is_needed()
    {
        await RegisterAsync(5);
        var wire = new Wire();
        var seen = new List<string>();
        await foreach (var agency in host.Connect(wire).Agencies.ListAgenciesAllAsync(name: _name, limit: 2))
        {
            // The page that this one stands on, and none after it.
            Assert.Equal((seen.Count / 2) + 1, wire.Sent.Count);
            seen.Add(agency.Id);
        }

        Assert.Equal((5, 5), (seen.Count, seen.Distinct().Count()));
        Assert.Equal(3, wire.Calls.Distinct().Count());
        Assert.Equal(3, wire.Sent.Count);
    }

    [Fact]
    public async Task Who_has_seen_enough_asks_for_no_more()
    {
        await RegisterAsync(3);
        var wire = new Wire();
        await foreach (var _ in host.Connect(wire).Agencies.ListAgenciesAllAsync(name: _name, limit: 1))
            break;
        Assert.Single(wire.Sent);
    }

    [Fact]
    public async Task Cancelled_it_stops_where_it_is()
    {
        await RegisterAsync(4);
        var wire = new Wire();
        using var stop = new CancellationTokenSource();
        var seen = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in host.Connect(wire).Agencies.ListAgenciesAllAsync(name: _name, limit: 2).WithCancellation(stop.Token))
            {
                if (++seen == 2)
                    await stop.CancelAsync();
            }
        });
        Assert.Equal((2, 1), (seen, wire.Sent.Count));
    }

    [Fact]
    public async Task A_page_that_was_lost_is_asked_for_again_and_nothing_comes_twice()
    {
        await RegisterAsync(4);
        var wire = new Wire { After = (number, answer) => number == 2 ? throw new HttpRequestException("cut off") : answer };
        var seen = new List<string>();
        await foreach (var agency in host.Connect(wire).Agencies.ListAgenciesAllAsync(name: _name, limit: 2))
            seen.Add(agency.Id);
        Assert.Equal((4, 4, 3), (seen.Count, seen.Distinct().Count(), wire.Sent.Count));
    }

    private async Task RegisterAsync(int count)
    {
        for (var i = 0; i < count; i++)
            await host.RegisterAgencyAsync($"{_name} {i}");
    }
}
