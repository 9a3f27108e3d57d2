using System.IdentityModel.Tokens.Jwt;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Security.Issuer;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Security.Tests.Security;

/// <summary>Tokens of the embedded issuer, end to end: nothing here uses the header of the other tests.</summary>
public sealed class TokenTests : IAsyncLifetime
{
    private readonly ServiceHost _host = new() { Settings = { ["Identity:DemonstrationClients"] = "true" } };
    private Dictionary<string, string> _secrets = [];

    public ValueTask InitializeAsync()
    {
        _ = _host.Services;
        _secrets = File.ReadLines(Path.Combine(Path.GetDirectoryName(_host.DatabaseFile)!, "demonstration-clients")).Select(line => line.Split(' ')).ToDictionary(p => p[0], p => p[1]);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_client_gets_a_token_and_is_who_it_says()
    {
        var me = await (await SignedInAsync("demo-supervisor")).GetFromJsonAsync<JsonElement>("/v1/access/caller");
        Assert.Equal("demo-supervisor", me.GetProperty("name").GetString());
        Assert.Equal("supervisor", Assert.Single(me.GetProperty("roles").EnumerateArray()).GetProperty("role").GetString());
        Assert.Contains("law:approve", me.GetProperty("permissions").EnumerateArray().Select(p => p.GetString()));
    }

    [Fact]
    public async Task A_token_says_who_and_never_what_he_may()
    {
        var token = new JwtSecurityTokenHandler().ReadJwtToken(await TokenAsync("demo-administrator"));
        Assert.Equal(("at+jwt", "ES256"), (token.Header.Typ, token.Header.Alg));
        Assert.Equal("licensing", Assert.Single(token.Audiences));
        Assert.Equal("demo-administrator", token.Subject);
        Assert.DoesNotContain(token.Claims, c => c.Type is "role" or "roles" or "permissions");
    }

    [Theory]
    [InlineData("demo-supervisor", "wrong")]
    [InlineData("Demo-Supervisor", null)]
    [InlineData("nobody", "wrong")]
    public async Task A_wrong_name_and_a_wrong_secret_are_told_apart_by_nobody(string name, string? secret)
    {
        using var answer = await AskAsync(name, secret ?? _secrets["demo-supervisor"]);
        Assert.Equal(401, (int)answer.StatusCode);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("invalid_client", body.GetProperty("error").GetString());
    }

    [Theory]
    [InlineData("Bearer x")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJkZW1vLXN1cGVydmlzb3IifQ.")]
    [InlineData("Basic ZGVtbzpkZW1v")]
    public async Task A_token_that_is_no_good_is_refused_also_where_none_is_needed(string authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/agencies");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var answer = await _host.Public.SendAsync(request);
        Assert.Equal("token.invalid", (await ProblemAnswer.ReadAsync(answer)).Code);
        Assert.Contains("invalid_token", answer.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task A_changed_token_and_an_old_one_are_refused()
    {
        var token = await TokenAsync("demo-supervisor");
        var parts = token.Split('.');
        var changed = $"{parts[0]}.{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("""{"sub":"demo-administrator"}""")).TrimEnd('=')}.{parts[2]}";
        Assert.Equal("token.invalid", await CodeAsync(changed));
        Assert.Null(await CodeAsync(token));
        _host.Clock.Advance(TimeSpan.FromMinutes(60));
        Assert.Equal("token.invalid", await CodeAsync(token));
    }

    [Fact]
    public async Task Rotation_breaks_nothing_and_the_old_key_goes_with_its_last_token()
    {
        var old = await TokenAsync("demo-supervisor");
        Assert.Single(await KeysAsync());
        _host.Clock.Advance(TimeSpan.FromDays(89));
        old = await TokenAsync("demo-supervisor");
        await _host.RunJobAsync<RotateSigningKeyJob>(job => job.RunAsync(default));
        Assert.Single(await KeysAsync());

        _host.Clock.Advance(TimeSpan.FromDays(1));
        old = await TokenAsync("demo-supervisor");
        await _host.RunJobAsync<RotateSigningKeyJob>(job => job.RunAsync(default));
        var both = await KeysAsync();
        Assert.Equal(2, both.Count);
        var young = await TokenAsync("demo-supervisor");
        Assert.Null(await CodeAsync(old));
        Assert.Null(await CodeAsync(young));
        Assert.Equal([KidOf(young), KidOf(old)], both);

        _host.Clock.Advance(TimeSpan.FromMinutes(62));
        young = await TokenAsync("demo-supervisor");
        await _host.RunJobAsync<RotateSigningKeyJob>(job => job.RunAsync(default));
        Assert.Equal([KidOf(young)], await KeysAsync());
        Assert.Equal("token.invalid", await CodeAsync(old));
        Assert.Equal(1, await _host.InDatabaseAsync(db => db.SigningKeys.CountAsync()));
        Assert.Equal(
            ["SigningKeyMade", "SigningKeyReplaced", "SigningKeyMade", "SigningKeyDestroyed"],
            await _host.InDatabaseAsync(db => db.AuditEvents.Where(e => e.SubjectKind == "SigningKey").OrderBy(e => e.Id).Select(e => e.Action).ToListAsync()));
    }

    [Fact]
    public async Task Keys_outlive_a_restart_and_another_instance_knows_a_new_one_at_once()
    {
        var token = await TokenAsync("demo-supervisor");
        await using var other = _host.WithWebHostBuilder(_ => { });
        Assert.Null(await CodeAsync(token, other.CreateClient()));

        // This instance replaces the key; the other has not looked since, and meets a kid that it does not know.
        await _host.Services.GetRequiredService<SigningKeyRing>().RotateAsync(revokeOld: false, default);
        _host.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(await CodeAsync(await TokenAsync("demo-supervisor"), other.CreateClient()));
    }

    [Fact]
    public async Task When_a_key_is_known_to_others_its_tokens_are_worth_nothing()
    {
        var token = await TokenAsync("demo-supervisor");
        await _host.Services.GetRequiredService<SigningKeyRing>().RotateAsync(revokeOld: true, default);
        Assert.Equal("token.invalid", await CodeAsync(token));
        Assert.Null(await CodeAsync(await TokenAsync("demo-supervisor")));
    }

    [Fact]
    public async Task The_table_shows_no_key_and_no_secret()
    {
        var (key, client) = await _host.InDatabaseAsync(async db => (await db.SigningKeys.SingleAsync(), await db.Clients.FirstAsync(c => c.Name == "demo-supervisor")));
        Assert.Throws<System.Security.Cryptography.CryptographicException>(() => System.Security.Cryptography.ECDsa.Create().ImportPkcs8PrivateKey(key.Sealed, out _));
        Assert.DoesNotContain(_secrets["demo-supervisor"], JsonSerializer.Serialize(client));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Path.GetDirectoryName(_host.DatabaseFile)!, "demonstration-clients")));
    }

    [Fact]
    public async Task A_portal_is_registered_changes_its_secret_without_a_break_and_is_shut_out_at_once()
    {
        var administrator = await SignedInAsync("demo-administrator");
        using var registered = await ServiceHost.SendAsync(administrator, "/v1/access/clients", new JsonObject { ["name"] = "jobs-portal", ["description"] = "A portal", ["reason"] = "asked" });
        var body = await registered.Content.ReadFromJsonAsync<JsonElement>();
        var (id, first) = (body.GetProperty("client").GetProperty("id").GetString()!, body.GetProperty("secret").GetString()!);
        using var given = await ServiceHost.SendAsync(administrator, "/v1/access/memberships", new JsonObject { ["subject"] = "jobs-portal", ["role"] = "portal", ["reason"] = "asked" });
        Assert.Equal((201, 201), ((int)registered.StatusCode, (int)given.StatusCode));
        var token = await TokenAsync("jobs-portal", first);
        Assert.Null(await CodeAsync(token));

        using var rotated = await ServiceHost.SendAsync(administrator, $"/v1/access/clients/{id}/secret", new JsonObject { ["reason"] = "yearly", ["overlapHours"] = 1 }, "\"v1\"");
        var second = (await rotated.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("secret").GetString()!;
        await TokenAsync("jobs-portal", first);
        await TokenAsync("jobs-portal", second);
        _host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(401, (int)(await AskAsync("jobs-portal", first)).StatusCode);

        token = await TokenAsync("jobs-portal", second);
        using var ended = await ServiceHost.SendAsync(await SignedInAsync("demo-administrator"), $"/v1/access/clients/{id}/end", new JsonObject { ["reason"] = "gone" }, "\"v2\"");
        Assert.Equal(200, (int)ended.StatusCode);
        Assert.Equal("caller.unknown", await CodeAsync(token));
        Assert.Equal(401, (int)(await AskAsync("jobs-portal", second)).StatusCode);
    }

    private static string KidOf(string token) => new JwtSecurityTokenHandler().ReadJwtToken(token).Header.Kid;

    private async Task<List<string>> KeysAsync() =>
        [.. (await _host.Public.GetFromJsonAsync<JsonElement>("/.well-known/jwks")).GetProperty("keys").EnumerateArray().Select(k => k.GetProperty("kid").GetString()!)];

    private async Task<string?> CodeAsync(string token, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/agencies") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        using var answer = await (client ?? _host.Public).SendAsync(request);
        return answer.IsSuccessStatusCode ? null : (await ProblemAnswer.ReadAsync(answer)).Code;
    }

    private Task<HttpResponseMessage> AskAsync(string name, string secret) => _host.Public.PostAsync("/connect/token", new FormUrlEncodedContent(
        new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = name, ["client_secret"] = secret }));

    private async Task<string> TokenAsync(string name, string? secret = null)
    {
        using var answer = await AskAsync(name, secret ?? _secrets[name]);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.IsSuccessStatusCode, body.ToString());
        return body.GetProperty("access_token").GetString()!;
    }

    private async Task<HttpClient> SignedInAsync(string name)
    {
        var client = _host.Public;
        client.DefaultRequestHeaders.Authorization = new("Bearer", await TokenAsync(name));
        return client;
    }
}
