using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Licensing.Security.Tests.Security;

/// <summary>An OpenID Connect provider on a port of its own: code flow with PKCE for one client, one code for one use. It signs in at once
/// whoever <see cref="Person"/> says.</summary>
public sealed class SignInProvider : IAsyncDisposable
{
    public const string ClientId = "licensing-dashboard", ClientSecret = "correct horse";

    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "k1" };
    private readonly ConcurrentDictionary<string, IQueryCollection> _codes = new();
    private readonly TimeProvider _clock;
    private readonly WebApplication _app;

    private SignInProvider(TimeProvider clock)
    {
        _clock = clock;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", () => new
        {
            issuer = Address, authorization_endpoint = $"{Address}/authorize", token_endpoint = $"{Address}/token", jwks_uri = $"{Address}/keys",
            response_types_supported = new[] { "code" }, subject_types_supported = new[] { "public" }, id_token_signing_alg_values_supported = new[] { "RS256" },
        });
        _app.MapGet("/keys", () =>
        {
            var jwk = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(_key.Rsa.ExportParameters(false)) { KeyId = _key.KeyId });
            return new { keys = new[] { new { kty = jwk.Kty, n = jwk.N, e = jwk.E, kid = jwk.Kid, use = "sig" } } };
        });
        _app.MapGet("/authorize", (HttpRequest request) =>
        {
            var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            _codes[code] = request.Query;
            return Results.Redirect($"{request.Query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(request.Query["state"].ToString())}");
        });
        _app.MapPost("/token", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            if (!_codes.TryRemove(form["code"].ToString(), out var asked) || form["client_id"] != ClientId || form["client_secret"] != ClientSecret
                || form["grant_type"] != "authorization_code" || form["redirect_uri"] != asked["redirect_uri"] || asked["code_challenge_method"] != "S256"
                || Base64UrlEncoder.Encode(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != asked["code_challenge"])
                return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
            var now = _clock.GetUtcNow().ToUnixTimeSeconds();
            var claims = (JsonObject)Person.DeepClone();
            (claims["iss"], claims["aud"], claims["iat"], claims["exp"]) = (Address, ClientId, now, now + 300);
            claims["nonce"] = Nonce ?? asked["nonce"].ToString();
            return Results.Json(new
            {
                token_type = "Bearer", access_token = "not for us", expires_in = 300,
                id_token = new JsonWebTokenHandler().CreateToken(claims.ToJsonString(), new SigningCredentials(_key, SecurityAlgorithms.RsaSha256)),
            });
        });
    }

    /// <summary>The claims of whoever sits at the browser.</summary>
    public JsonObject Person { get; private set; } = [];

    /// <summary>Answers with this nonce instead of the one that was sent.</summary>
    public string? Nonce { get; set; }

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<SignInProvider> StartAsync(TimeProvider clock)
    {
        var provider = new SignInProvider(clock);
        await provider._app.StartAsync();
        return provider;
    }

    /// <summary>As new, with somebody else at the browser.</summary>
    public SignInProvider For(JsonObject person)
    {
        (Person, Nonce) = (person, null);
        return this;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
