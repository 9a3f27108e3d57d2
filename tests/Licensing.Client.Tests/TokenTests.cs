using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace Licensing.Client.Tests;

/// <summary>A client signs in when it must, and no more often.</summary>
public sealed class TokenTests(ClientHost host)
{
    private const string Asking = "POST /connect/token";

    [Fact]
    public async Task Many_calls_at_once_ask_for_one_token()
    {
        var wire = new Wire();
        var licensing = host.Connect(wire, host.Ministry);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => licensing.Access.ReadCallerAsync()));
        Assert.Equal(21, wire.Sent.Count);
        Assert.Single(wire.Calls, Asking);
        Assert.Single(wire.Sent.Select(s => s.Token).OfType<string>().Distinct());
    }

    [Fact]
    public async Task A_token_is_renewed_half_a_minute_before_it_ends()
    {
        var clock = new FakeTimeProvider(host.Clock.GetUtcNow());
        var wire = new Wire();
        var licensing = host.Connect(wire, host.Ministry, clock);
        await licensing.Access.ReadCallerAsync();
        clock.Advance(TimeSpan.FromSeconds(3600 - 31));
        await licensing.Access.ReadCallerAsync();
        Assert.Single(wire.Calls, Asking);
        clock.Advance(TimeSpan.FromSeconds(1));
        await licensing.Access.ReadCallerAsync();
        Assert.Equal(2, wire.Calls.Count(c => c == Asking));
    }

    [Fact]
    public async Task A_token_that_the_service_no_longer_takes_is_renewed_once_and_the_call_goes_through()
    {
        await using var own = new ClientHost();
        await own.InitializeAsync();
        var wire = new Wire();
        // The client's clock stands still: it does not know that two hours have passed.
        var licensing = own.Connect(wire, own.Ministry, new FakeTimeProvider(own.Clock.GetUtcNow()));
        var before = await licensing.Access.ReadCallerAsync();
        own.Clock.Advance(TimeSpan.FromHours(2));
        var after = await licensing.Access.ReadCallerAsync();
        Assert.Equal(before.Name, after.Name);
        Assert.Equal([Asking, "GET /v1/access/caller", "GET /v1/access/caller", Asking, "GET /v1/access/caller"], wire.Calls);
        // A POST too: nothing was done by the one that was turned away.
        own.Clock.Advance(TimeSpan.FromHours(2));
        await licensing.Agencies.RegisterAgencyAsync(new() { Name = "Sample Agency Marigold", Country = "NP", From = new DateOnly(2024, 1, 1) });
    }

    [Fact]
    public async Task Who_is_turned_away_with_a_new_token_too_hears_why()
    {
        var wire = new Wire { Before = (_, request) => request.RequestUri!.AbsolutePath == "/connect/token" ? null : RetryTests.Problem(401, ProblemCodes.CallerUnknown, 0) };
        var refused = await Assert.ThrowsAsync<LicensingProblemException>(() => host.Connect(wire, host.Ministry).Access.ReadCallerAsync());
        Assert.Equal((ProblemCodes.CallerUnknown, HttpStatusCode.Unauthorized), (refused.Code, refused.Status));
        Assert.Equal(4, wire.Sent.Count);
    }

    [Fact]
    public async Task A_wrong_secret_is_told_as_such_and_not_tried_again()
    {
        var wire = new Wire();
        var refused = await Assert.ThrowsAsync<LicensingSignInException>(() => host.Connect(wire, (host.Ministry.Id, "wrong")).Access.ReadCallerAsync());
        Assert.Equal("invalid_client", refused.Error);
        Assert.Equal([Asking], wire.Calls);
    }

    [Fact]
    public async Task A_provider_that_is_busy_is_waited_for_like_the_service()
    {
        var clock = new HastyClock();
        var wire = new Wire { Before = (number, _) => number == 1 ? RetryTests.Busy(429, 9) : null };
        // Even for a call that would not be sent twice: it was not sent yet.
        await Assert.ThrowsAsync<LicensingProblemException>(() => host.Connect(wire, host.Ministry, clock).Examinations.LookForAlertsAsync("ap_0000000000000000"));
        Assert.Equal([Asking, Asking, "POST /v1/applications/ap_0000000000000000/alerts"], wire.Calls);
        Assert.Equal([9], clock.Waits.Select(w => w.TotalSeconds));
    }

    [Fact]
    public async Task A_person_who_has_signed_in_elsewhere_brings_his_own_token()
    {
        var signedIn = new Wire();
        await host.Connect(signedIn, host.Ministry).Access.ReadCallerAsync();
        var wire = new Wire();
        var licensing = host.Connect(wire, configure: o => o.AccessToken = _ => ValueTask.FromResult(signedIn.Sent[^1].Token));
        Assert.Equal(host.Ministry.Id, (await licensing.Access.ReadCallerAsync()).Name);
        Assert.Equal(["GET /v1/access/caller"], wire.Calls);
    }
}
