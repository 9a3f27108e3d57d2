using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Access;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Licensing.Security.Tests.Security;

/// <summary>Tokens of the ministry's own provider. The provider is a stand-in: its metadata, its keys, and nothing else.</summary>
public sealed class ExternalProviderTests(ServiceHost host) : IDisposable
{
    private const string Authority = "https://sso.example.org/realms/ministry";
    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "k1" };
    private readonly List<WebApplicationFactory<Program>> _services = [];

    [Fact]
    public async Task The_subject_claim_and_the_mapped_roles_decide_as_Keycloak_writes_them()
    {
        var service = Service(("Identity:Claims:Roles", "realm_access.roles"), ("Identity:Roles:licensing-supervisors", "Supervisor"));
        var me = await MeAsync(service, new() { ["sub"] = "5f2c", ["realm_access"] = new JsonObject { ["roles"] = new JsonArray("offline_access", "licensing-supervisors") } });
        Assert.Equal(("5f2c", "supervisor"), (me.GetProperty("name").GetString(), me.GetProperty("roles")[0].GetProperty("role").GetString()));
        Assert.Equal(1, me.GetProperty("roles").GetArrayLength());
    }

    [Fact]
    public async Task Roles_and_agencies_of_claims_are_bound_together_as_Entra_ID_writes_them()
    {
        var agency = await host.RegisterAgencyAsync();
        var service = Service(("Identity:Claims:Subject", "oid"), ("Identity:Claims:Roles", "roles"), ("Identity:Claims:Agencies", "agencies"), ("Identity:Roles:Agency.File", "AgencyFiler"));
        var me = await MeAsync(service, new() { ["oid"] = "e7", ["sub"] = "pairwise", ["roles"] = new JsonArray("Agency.File"), ["agencies"] = new JsonArray(agency.Id, "ag_0000000000000000") });
        Assert.Equal("e7", me.GetProperty("name").GetString());
        Assert.Equal(("agency-filer", agency.Id), (me.GetProperty("roles")[0].GetProperty("role").GetString(), me.GetProperty("roles")[0].GetProperty("agencyId").GetString()));
        var none = await MeAsync(service, new() { ["oid"] = "e8", ["roles"] = new JsonArray("Agency.File") });
        Assert.Equal(0, none.GetProperty("roles").GetArrayLength());
    }

    [Theory]
    [InlineData(null, "Supervisor", "supervisor")]
    [InlineData(null, "Supervisor,CaseOfficer", "case-officer,supervisor")]
    [InlineData(null, "Supervisor,AgencyFiler", "")]
    [InlineData(CallerRole.CaseOfficer, "Supervisor", "case-officer,supervisor")]
    [InlineData(CallerRole.Auditor, "Supervisor", "auditor")]
    [InlineData(CallerRole.Commissioner, "Administrator", "commissioner")]
    public async Task Claims_that_clash_with_the_register_or_with_each_other_count_for_nothing(CallerRole? given, string claimed, string holds)
    {
        var (agency, subject, now) = (await host.RegisterAgencyAsync(), $"claims-{Guid.NewGuid():N}", host.Clock.GetUtcNow().UtcDateTime);
        if (given is { } role)
        {
            await host.InDatabaseAsync(db =>
            {
                var membership = new Membership(subject, role, null, now, null, now, "test");
                db.Add(membership);
                db.Record(membership, new RoleGiven(subject, role, null, now, null));
                return db.SaveChangesAsync();
            });
        }

        var service = Service([
            ("Identity:Claims:Roles", "roles"), ("Identity:Claims:Agencies", "agencies"),
            .. new[] { "Supervisor", "CaseOfficer", "AgencyFiler", "Administrator" }.Select(r => ($"Identity:Roles:{r}", r))]);
        var me = await MeAsync(service, new() { ["sub"] = subject, ["roles"] = new JsonArray([.. claimed.Split(',').Select(c => (JsonNode)c)]), ["agencies"] = new JsonArray(agency.Id) });
        Assert.Equal(holds, string.Join(",", me.GetProperty("roles").EnumerateArray().Select(r => r.GetProperty("role").GetString()).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("aud", "another-service")]
    [InlineData("iss", "https://elsewhere.example.org")]
    [InlineData("key", null)]
    [InlineData("exp", null)]
    [InlineData("sub", null)]
    public async Task A_token_for_or_of_someone_else_is_refused(string wrong, string? value)
    {
        var service = Service();
        var claims = new JsonObject { ["sub"] = "5f2c" };
        if (wrong == "sub")
            claims.Remove("sub");
        if (wrong is "aud" or "iss")
            claims[wrong] = value;
        var lifetime = wrong == "exp" ? -2 : 5;
        var key = wrong == "key" ? new RsaSecurityKey(RSA.Create(2048)) { KeyId = "k1" } : _key;
        using var answer = await AskAsync(service, Token(claims, key, lifetime));
        Assert.Equal("token.invalid", (await ProblemAnswer.ReadAsync(answer)).Code);
    }

    [Fact]
    public async Task The_embedded_issuer_is_not_there()
    {
        using var answer = await Service().CreateClient().PostAsync("/connect/token", new FormUrlEncodedContent([]));
        Assert.Equal(404, (int)answer.StatusCode);
    }

    public void Dispose() => _services.ForEach(s => s.Dispose());

    private WebApplicationFactory<Program> Service(params (string Name, string Value)[] settings)
    {
        var service = host.WithWebHostBuilder(builder =>
        {
            builder.UseSetting("Identity:Authority", Authority);
            foreach (var (name, _) in NamedCaller.Settings)
                builder.UseSetting(name, null);
            foreach (var (name, value) in settings)
                builder.UseSetting(name, value);
            builder.ConfigureTestServices(services => services.Configure<JwtBearerOptions>(
                JwtBearerDefaults.AuthenticationScheme, bearer => bearer.BackchannelHttpHandler = new Provider(_key)));
        });
        _services.Add(service);
        return service;
    }

    private async Task<JsonElement> MeAsync(WebApplicationFactory<Program> service, JsonObject claims)
    {
        using var answer = await AskAsync(service, Token(claims, _key, 5));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static Task<HttpResponseMessage> AskAsync(WebApplicationFactory<Program> service, string token)
    {
        var client = service.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client.GetAsync("/v1/access/caller");
    }

    private string Token(JsonObject claims, RsaSecurityKey key, int minutes)
    {
        var payload = (JsonObject)claims.DeepClone();
        payload["iss"] ??= Authority;
        payload["aud"] ??= IdentityOptions.DefaultAudience;
        payload["exp"] = host.Clock.GetUtcNow().AddMinutes(minutes).ToUnixTimeSeconds();
        return new JsonWebTokenHandler().CreateToken(payload.ToJsonString(), new SigningCredentials(key, SecurityAlgorithms.RsaSha256));
    }

    private sealed class Provider(RsaSecurityKey key) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var jwk = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(key.Rsa.ExportParameters(false)) { KeyId = key.KeyId });
            object body = request.RequestUri!.AbsolutePath.EndsWith("openid-configuration", StringComparison.Ordinal)
                ? new { issuer = Authority, jwks_uri = $"{Authority}/keys" }
                : new { keys = new[] { new { kty = jwk.Kty, n = jwk.N, e = jwk.E, kid = jwk.Kid, use = "sig" } } };
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = JsonContent.Create(body) });
        }
    }
}
