using System.Net;
using System.Text;
using Licensing.Api.Features.Webhooks;
using Licensing.Api.Security;
using Microsoft.Extensions.Configuration;

namespace Licensing.Api.Tests.Features.Webhooks;

/// <summary>Signature, schedule, and where webhooks may go.</summary>
public sealed class WebhookRuleTests
{
    private static readonly WebhookOptions Strict = new(false, []);

    /// <summary>The vector of the Standard Webhooks specification.</summary>
    [Fact]
    public void The_signature_is_that_of_the_specification()
    {
        const string secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        var payload = Encoding.UTF8.GetBytes("""{"test": 2432232314}""");
        Assert.Equal(signature, WebhookSecret.SignatureOf([secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, payload));
        Assert.Equal($"{signature} {signature}", WebhookSecret.SignatureOf([secret, secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, payload));
    }

    [Fact]
    public void The_lines_that_the_page_gives_receivers_verify_what_is_signed_and_nothing_else()
    {
        var source = File.ReadAllLines(Path.Combine(Repository.Root(), "tests", "Licensing.Api.Tests", "Features", "Webhooks", "ReceiverLines.cs"));
        var lines = source.SkipWhile(l => !l.Contains("bool IsOurs", StringComparison.Ordinal)).TakeWhile(l => l != "    }").Select(l => l[4..].Replace("public ", "", StringComparison.Ordinal)).ToList();
        Assert.Contains(string.Join('\n', lines) + "\n}\n", File.ReadAllText(Path.Combine(Repository.Root(), "docs", "webhooks.md")).ReplaceLineEndings("\n"));

        var (secret, other, now, body) = (WebhookSecret.New(), WebhookSecret.New(), DateTimeOffset.UtcNow.ToUnixTimeSeconds(), Encoding.UTF8.GetBytes("{}"));
        var signatures = WebhookSecret.SignatureOf([other, secret], "msg_1", now, body);
        Assert.True(ReceiverLines.IsOurs(secret, "msg_1", $"{now}", signatures, body));
        Assert.False(ReceiverLines.IsOurs(secret, "msg_2", $"{now}", signatures, body));
        Assert.False(ReceiverLines.IsOurs(secret, "msg_1", $"{now}", signatures, Encoding.UTF8.GetBytes("{} ")));
        Assert.False(ReceiverLines.IsOurs(WebhookSecret.New(), "msg_1", $"{now}", signatures, body));
        Assert.False(ReceiverLines.IsOurs(secret, "msg_1", $"{now - 400}", WebhookSecret.SignatureOf([secret], "msg_1", now - 400, body), body));
    }

    [Fact]
    public void The_schedule_is_that_of_the_specification_a_tenth_later_at_most()
    {
        Assert.Equal(10, WebhookSchedule.Attempts);
        double[] minutes = [5d / 60, 5, 30, 120, 300, 600, 840, 1200, 1440];
        Assert.Equal(minutes.Select(TimeSpan.FromMinutes), Enumerable.Range(1, 9).Select(made => WebhookSchedule.Next(made, 0, null)!.Value));
        Assert.Equal(TimeSpan.FromMinutes(5.5), WebhookSchedule.Next(2, 1, null));
        Assert.Null(WebhookSchedule.Next(10, 0, null));
    }

    [Theory]
    [InlineData(1, 600, 600)]      // longer than five seconds
    [InlineData(3, 600, 1800)]     // shorter than half an hour
    public void What_a_receiver_asks_for_makes_a_wait_longer_and_never_shorter(int made, int asked, int expected) =>
        Assert.Equal(TimeSpan.FromSeconds(expected), WebhookSchedule.Next(made, 0, TimeSpan.FromSeconds(asked)));

    [Theory]
    [InlineData("0.0.0.0"), InlineData("0.1.2.3"), InlineData("10.0.0.1"), InlineData("10.255.255.255"), InlineData("100.64.0.1"), InlineData("100.127.255.255")]
    [InlineData("127.0.0.1"), InlineData("127.1.2.3"), InlineData("169.254.169.254"), InlineData("172.16.0.1"), InlineData("172.31.255.255"), InlineData("192.0.0.8")]
    [InlineData("192.0.2.1"), InlineData("192.88.99.1"), InlineData("192.168.1.1"), InlineData("198.18.0.1"), InlineData("198.51.100.1"), InlineData("203.0.113.1")]
    [InlineData("224.0.0.1"), InlineData("239.255.255.255"), InlineData("240.0.0.1"), InlineData("255.255.255.255")]
    [InlineData("::"), InlineData("::1"), InlineData("::127.0.0.1"), InlineData("::ffff:127.0.0.1"), InlineData("::ffff:10.0.0.1"), InlineData("::ffff:8.8.8.8"), InlineData("::ffff:0:127.0.0.1")]
    [InlineData("64:ff9b::7f00:1"), InlineData("64:ff9b::8.8.8.8"), InlineData("64:ff9b:1::a00:1"), InlineData("100::1"), InlineData("2001::1"), InlineData("2001:db8::1"), InlineData("2002:7f00:1::")]
    [InlineData("2002:808:808::1"), InlineData("3fff::1"), InlineData("fc00::1"), InlineData("fd12:3456::1"), InlineData("fe80::1"), InlineData("fe80::1%1"), InlineData("fec0::1"), InlineData("ff02::1"), InlineData("5f00::1")]
    public void An_address_that_is_not_the_whole_world_s_is_not_sent_to(string address) => Assert.False(WebhookAddress.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1"), InlineData("9.255.255.255"), InlineData("11.0.0.1"), InlineData("100.63.255.255"), InlineData("100.128.0.1"), InlineData("172.15.255.255"), InlineData("172.32.0.1")]
    [InlineData("169.253.0.1"), InlineData("192.167.255.255"), InlineData("223.255.255.255"), InlineData("2606:4700::1111"), InlineData("2a00:1450:4001::1"), InlineData("2001:4860::8888")]
    public void A_public_address_is(string address) => Assert.True(WebhookAddress.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("http://example.org/", "url.not-https")]
    [InlineData("ftp://example.org/", "url.not-https")]
    [InlineData("file:///etc/passwd", "url.malformed")]
    [InlineData("javascript:alert(1)", "url.malformed")]
    [InlineData("example.org/hooks", "url.malformed")]
    [InlineData("https://", "url.malformed")]
    [InlineData("https://example.org\\@127.0.0.1/", "url.malformed")]
    [InlineData("https://exa mple.org/", "url.malformed")]
    [InlineData("https://example.org/a b", "url.malformed")]
    [InlineData("https://user:word@example.org/", "url.user-info")]
    [InlineData("https://@example.org/", "url.user-info")]
    [InlineData("https://example.org@127.0.0.1/", "url.user-info")]
    [InlineData("https://example.org/#part", "url.fragment")]
    [InlineData("https://example.org/#", "url.fragment")]
    [InlineData("https://example.org:80/", "url.port")]
    [InlineData("https://example.org:22/", "url.port")]
    [InlineData("https://example.org:0/", "url.port")]
    [InlineData("https://nowhere.example/", "url.host-refused")]
    [InlineData("https://localhost/", "url.host-refused")]
    [InlineData("https://private.example/", "url.host-refused")]
    // One of its two addresses is private.
    [InlineData("https://mixed.example/", "url.host-refused")]
    [InlineData("https://127.0.0.1/", "url.host-refused")]
    [InlineData("https://2130706433/", "url.host-refused")]
    [InlineData("https://0x7f000001/", "url.host-refused")]
    [InlineData("https://0x7f.1/", "url.host-refused")]
    [InlineData("https://0177.0.0.1/", "url.host-refused")]
    [InlineData("https://017700000001/", "url.host-refused")]
    [InlineData("https://127.1/", "url.host-refused")]
    [InlineData("https://0/", "url.host-refused")]
    [InlineData("https://169.254.169.254/latest/meta-data/", "url.host-refused")]
    [InlineData("https://[::1]/", "url.host-refused")]
    [InlineData("https://[::ffff:127.0.0.1]/", "url.host-refused")]
    [InlineData("https://[::ffff:7f00:1]/", "url.host-refused")]
    [InlineData("https://[64:ff9b::a9fe:a9fe]/", "url.host-refused")]
    [InlineData("https://[2002:a9fe:a9fe::]/", "url.host-refused")]
    [InlineData("https://[fe80::1%25eth0]/", "url.host-refused")]
    [InlineData("https://[fd00::1]/", "url.host-refused")]
    // Full-width digits are digits to who normalises names.
    [InlineData("https://１２７.0.0.1/", "url.host-refused")]
    public async Task Such_an_address_is_refused(string url, string code) => Assert.Equal(code, (await Of(Strict).CheckAsync(url, default)).Error?.Code);

    [Theory]
    [InlineData("https://example.org", "https://example.org/")]
    [InlineData("https://EXAMPLE.org:443/Hooks?key=a@b", "https://example.org/Hooks?key=a@b")]
    [InlineData("https://example.org:8443/hooks", "https://example.org:8443/hooks")]
    [InlineData("https://1.1.1.1/", "https://1.1.1.1/")]
    [InlineData("https://[2606:4700::1111]/", "https://[2606:4700::1111]/")]
    public async Task Such_an_address_is_taken(string url, string stored) => Assert.Equal((stored, null), await Of(Strict).CheckAsync(url, default));

    [Theory]
    [InlineData("http://private.example/", null)]
    [InlineData("http://10.1.2.3:8080/", null)]
    [InlineData("http://10.2.0.1/", "url.host-refused")]
    [InlineData("http://10.1.2.3:25/", "url.port")]
    public async Task A_closed_deployment_names_its_networks_and_development_allows_http(string url, string? code) =>
        Assert.Equal(code, (await Of(new(true, [IPNetwork.Parse("10.1.0.0/16")])).CheckAsync(url, default)).Error?.Code);

    [Fact]
    public async Task A_name_that_is_not_answered_holds_nobody_for_long()
    {
        var silent = new WebhookAddress(Strict, new(async (_, ct) =>
        {
            await Task.Delay(Timeout.Infinite, ct);
            return [];
        })) { Patience = TimeSpan.FromMilliseconds(50) };
        Assert.Equal("url.host-refused", (await silent.CheckAsync("https://silent.example/", default)).Error?.Code);
    }

    [Fact]
    public void A_secret_is_sealed_anew_with_the_deployment_s_key_and_signs_as_before()
    {
        var (old, fresh) = (new DeploymentKey(Key("old")), new DeploymentKey(Key("new"), new DeploymentKey(Key("old"))));
        var (first, second) = (WebhookSecret.New(), WebhookSecret.New());
        var at = new DateTime(2026, 3, 15, 8, 0, 0, DateTimeKind.Utc);
        var subscription = new WebhookSubscription(null, "portal", new("https://example.org/", "x", [], null, null, null), WebhookSecret.Seal(old, first), 0, at);
        subscription.SetSecret(WebhookSecret.Seal(old, second), at.AddHours(1));
        Assert.Equal([second, first], subscription.SigningSecrets(at).Select(s => WebhookSecret.Open(fresh, s)));
        Assert.True(subscription.Reseal(fresh));
        Assert.False(subscription.Reseal(fresh));
        Assert.Equal([second, first], subscription.SigningSecrets(at).Select(s => WebhookSecret.Open(new DeploymentKey(Key("new")), s)));

        static byte[] Key(string text) => System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text));
    }

    [Theory]
    [InlineData(WebhookOptions.HttpSetting, "true", "Production", "Development")]
    [InlineData(WebhookOptions.NetworksSetting + ":0", "10.0.0.0", "Development", "10.0.0.0")]
    [InlineData(WebhookOptions.NetworksSetting + ":0", "10.1.0.0/33", "Development", "10.1.0.0/33")]
    public void A_setting_that_cannot_be_used_stops_the_start(string setting, string value, string environment, string says)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(setting, value)]).Build();
        Assert.Contains(says, Assert.Throws<StartRefusedException>(() => WebhookOptions.Read(configuration, new Microsoft.Extensions.Hosting.Internal.HostingEnvironment { EnvironmentName = environment })).Message);
    }

    private static WebhookAddress Of(WebhookOptions options) => new(options, new((name, _) => name switch
    {
        "example.org" => Task.FromResult<IPAddress[]>([IPAddress.Parse("93.184.215.14"), IPAddress.Parse("2606:2800::1")]),
        "private.example" => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.1.2.3")]),
        "localhost" => Task.FromResult<IPAddress[]>([IPAddress.Loopback, IPAddress.IPv6Loopback]),
        "mixed.example" => Task.FromResult<IPAddress[]>([IPAddress.Parse("93.184.215.14"), IPAddress.Parse("10.1.2.3")]),
        _ => Task.FromException<IPAddress[]>(new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound)),
    }));
}
