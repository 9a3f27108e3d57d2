using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Licensing.Client.Tests;

/// <summary>What is sent again, how often, when, and with which key.</summary>
public sealed class RetryTests(ClientHost host)
{
    [Theory]
    [InlineData(429, 7)]
    [InlineData(503, 12)]
    public async Task A_busy_service_is_asked_again_after_the_seconds_that_it_names(int status, int seconds)
    {
        var clock = new HastyClock();
        var wire = new Wire { Before = (number, _) => number <= 2 ? Busy(status, seconds) : null };
        await host.Connect(wire, clock: clock).Agencies.ReadAgencyAsync(host.Agency.Id);
        Assert.Equal(3, wire.Sent.Count);
        Assert.Equal([seconds, seconds], clock.Waits.Select(w => w.TotalSeconds));
    }

    [Fact]
    public async Task The_service_itself_says_when()
    {
        await using var limited = new ServiceHost { Settings = { ["Http:RateLimits:PerAddressPerMinute"] = "60" } };
        var wire = new Wire { InnerHandler = limited.Server.CreateHandler() };
        using var licensing = new LicensingClient(new() { BaseAddress = new Uri("http://localhost") }, wire);
        var refused = 0;
        wire.After = (_, answer) =>
        {
            if (answer.StatusCode == HttpStatusCode.TooManyRequests && ++refused > 0)
                Assert.Equal("1", answer.Headers.GetValues("Retry-After").Single());
            return answer;
        };
        while (refused == 0)
            await licensing.Agencies.ListAgenciesAsync(limit: 1);
        Assert.InRange(refused, 1, 4);
    }

    [Fact]
    public async Task A_lost_answer_is_asked_for_again_with_the_same_key_and_the_thing_is_done_once()
    {
        var wire = new Wire { After = (number, answer) => number == 2 ? throw new HttpRequestException("cut off") : answer };
        var name = $"Sample Agency {Guid.NewGuid():N}";
        var agency = await host.Connect(wire, host.Ministry).Agencies.RegisterAgencyAsync(new() { Name = name, Country = "NP", From = new DateOnly(2024, 1, 1) });
        Assert.True(agency.IsReplayed);
        var posts = wire.Sent.Where(s => s.Call == "POST /v1/agencies").ToList();
        Assert.Equal(2, posts.Count);
        Assert.Single(posts.Select(p => p.Key).Distinct());
        Assert.Equal(agency.Id, Assert.Single((await host.Connect(new Wire()).Agencies.ListAgenciesAsync(name: name)).Items).Id);
    }

    [Fact]
    public async Task An_answer_that_is_cut_off_in_its_middle_counts_as_lost()
    {
        var wire = new Wire
        {
            After = (number, answer) =>
            {
                if (number == 2)
                    answer.Content = new StreamContent(new BrokenStream());
                return answer;
            },
        };
        var agency = await host.Connect(wire, host.Ministry).Agencies.RegisterAgencyAsync(new() { Name = $"Sample Agency {Guid.NewGuid():N}", Country = "NP", From = new DateOnly(2024, 1, 1) });
        Assert.True(agency.IsReplayed);
    }

    [Fact]
    public async Task The_callers_own_key_is_used_and_another_call_has_another_key()
    {
        var wire = new Wire();
        var licensing = host.Connect(wire, host.Ministry);
        RegisterAgencyRequest asked = new() { Name = $"Sample Agency {Guid.NewGuid():N}", Country = "NP", From = new DateOnly(2024, 1, 1) };
        var first = await licensing.Agencies.RegisterAgencyAsync(asked, idempotencyKey: "order-4711-of-our-books");
        var again = await licensing.Agencies.RegisterAgencyAsync(asked, idempotencyKey: "order-4711-of-our-books");
        var other = await licensing.Agencies.RegisterAgencyAsync(asked);
        Assert.Equal((first.Id, false, true), (again.Id, first.IsReplayed, again.IsReplayed));
        Assert.NotEqual(first.Id, other.Id);
        Assert.Equal(2, wire.Sent.Where(s => s.Key is not null).Select(s => s.Key).Distinct().Count());
    }

    [Fact]
    public async Task A_key_whose_first_attempt_is_still_running_is_waited_for()
    {
        var wire = new Wire { Before = (number, _) => number == 2 ? Problem(409, ProblemCodes.IdempotencyKeyRunning, 1) : null };
        await host.Connect(wire, host.Ministry).Agencies.RegisterAgencyAsync(new() { Name = $"Sample Agency {Guid.NewGuid():N}", Country = "NP", From = new DateOnly(2024, 1, 1) });
        Assert.Equal(3, wire.Sent.Count);
    }

    [Fact]
    public async Task What_has_no_key_is_sent_once()
    {
        foreach (var failure in (Func<HttpResponseMessage>[])[() => Busy(503, 1), () => Busy(429, 1), () => throw new HttpRequestException("cut off")])
        {
            var wire = new Wire { Before = (number, _) => number == 2 ? failure() : null };
            var licensing = host.Connect(wire, host.Ministry);
            await Assert.ThrowsAnyAsync<Exception>(() => licensing.Examinations.LookForAlertsAsync("ap_0000000000000000"));
            Assert.Equal(2, wire.Sent.Count);
        }
    }

    [Fact]
    public async Task A_change_with_If_Match_alone_is_sent_again_when_it_was_refused_and_never_when_its_answer_was_lost()
    {
        var busy = new Wire { Before = (number, _) => number == 2 ? Busy(503, 1) : null };
        await Assert.ThrowsAsync<LicensingProblemException>(() => host.Connect(busy, host.Ministry).Agencies.CloseBranchAsync("br_0000000000000000", new() { To = new DateOnly(2026, 1, 1), Reason = "gone" }, "\"v1\""));
        Assert.Equal(3, busy.Sent.Count);
        var lost = new Wire { Before = (number, _) => number == 2 ? throw new HttpRequestException("cut off") : null };
        await Assert.ThrowsAsync<HttpRequestException>(() => host.Connect(lost, host.Ministry).Agencies.CloseBranchAsync("br_0000000000000000", new() { To = new DateOnly(2026, 1, 1), Reason = "gone" }, "\"v1\""));
        Assert.Equal(2, lost.Sent.Count);
    }

    [Fact]
    public async Task It_gives_up_in_the_end_and_says_what_the_service_said()
    {
        var wire = new Wire { Before = (_, _) => Busy(503, 3) };
        var failure = await Assert.ThrowsAsync<LicensingProblemException>(() => host.Connect(wire).Agencies.ReadAgencyAsync(host.Agency.Id));
        Assert.Equal((ProblemCodes.Busy, HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(3)), (failure.Code, failure.Status, failure.RetryAfter));
        Assert.Equal(5, wire.Sent.Count);
        var none = new Wire { Before = (_, _) => Busy(503, 3) };
        await Assert.ThrowsAsync<LicensingProblemException>(() => host.Connect(none, configure: o => o.MostRetries = 0).Agencies.ReadAgencyAsync(host.Agency.Id));
        Assert.Single(none.Sent);
    }

    [Fact]
    public async Task Nobody_waits_for_longer_than_he_is_willing_to()
    {
        var wire = new Wire { Before = (_, _) => Busy(429, 3600) };
        var failure = await Assert.ThrowsAsync<LicensingProblemException>(() => host.Connect(wire).Agencies.ReadAgencyAsync(host.Agency.Id));
        Assert.Equal(TimeSpan.FromHours(1), failure.RetryAfter);
        Assert.Single(wire.Sent);
    }

    [Fact]
    public async Task What_the_service_will_never_accept_is_sent_once()
    {
        var wire = new Wire();
        await Assert.ThrowsAsync<LicensingProblemException>(() => host.Connect(wire).Agencies.ReadAgencyAsync("ag_0000000000000000"));
        Assert.Single(wire.Sent);
    }

    [Fact]
    public async Task An_attempt_without_an_answer_ends_and_the_next_one_succeeds()
    {
        var wire = new SilentOnce { InnerHandler = host.Server.CreateHandler() };
        using var licensing = new LicensingClient(new() { BaseAddress = new Uri("http://localhost"), Timeout = TimeSpan.FromMilliseconds(300) }, wire);
        await licensing.Agencies.ReadAgencyAsync(host.Agency.Id);
        Assert.Equal(2, wire.Asked);
    }

    internal static HttpResponseMessage Busy(int status, int seconds) => Problem(status, status == 429 ? ProblemCodes.RateExceeded : ProblemCodes.Busy, seconds);

    internal static HttpResponseMessage Problem(int status, string code, int seconds) => new((HttpStatusCode)status)
    {
        Content = new StringContent($$"""{"type":"urn:licensing:problem:{{code}}","title":"Wait.","status":{{status}},"detail":"Wait.","code":"{{code}}"}""", Encoding.UTF8, "application/problem+json"),
        Headers = { RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds)) },
    };

    private sealed class SilentOnce : DelegatingHandler
    {
        public int Asked { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (++Asked == 1)
                await Task.Delay(Timeout.Infinite, cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("cut off");

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => throw new IOException("cut off");

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => throw new IOException("cut off");
    }
}
