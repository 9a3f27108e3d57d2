using System.Text.Json;
using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Licensing.Api.Features.Register;

public sealed record ReadCredentialRequest
{
    /// <summary>Public id of the licence, or its number.</summary>
    [RouteParam]
    public string Licence { get; init; } = "";
}

/// <param name="Credential">A JWS (RFC 7515, compact, ES256, typ licence+jwt). Its claims: iss (the public address; keys under /v1/register/keys),
/// sub (id of the licence), iat, exp, and said (as VerifyLicence answers).</param>
/// <param name="ExpiresAt">After which nobody should believe it (UTC).</param>
public sealed record LicenceCredential(string Credential, DateTime ExpiresAt);

/// <summary>What the register says of a licence now, signed, to be shown to somebody who is offline. It says so whatever the state is, and holds for
/// minutes only: a suspension cannot call it back.</summary>
public sealed class ReadCredential(
    LicensingDb db, RegisterSignature signature, RegisterOptions options, Ministry ministry, TimeProvider clock, IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json)
    : Endpoint<ReadCredentialRequest, Results<Ok<LicenceCredential>, Problem>>
{
    public const string Type = "licence+jwt";

    public override void Configure()
    {
        Get("register/licences/{Licence}/credential");
        Permissions(Permission.ReadRegister);
        this.Refuses(ProblemCode.NotFound, ProblemCode.LicenceNumberAmbiguous, ProblemCode.RegisterAddressNotSet);
    }

    public override async Task<Results<Ok<LicenceCredential>, Problem>> ExecuteAsync(ReadCredentialRequest r, CancellationToken ct)
    {
        if (options.PublicAddress is not { } address)
            return new Problem(ProblemCode.RegisterAddressNotSet);
        var now = clock.Now();
        var licence = await db.Licences.AskedForAsync(r.Licence, ct);
        var said = LicenceSaid.Of(licence?.Number ?? "", licence, RegisterMoment.Of(null, null, ministry, now), ministry);
        if (!said.Known)
            return new Problem(ProblemCode.NotFound);

        var (issued, expires) = (new DateTimeOffset(now).ToUnixTimeSeconds(), new DateTimeOffset(now).ToUnixTimeSeconds() + options.CredentialMinutes * 60);
        var claims = JsonSerializer.SerializeToUtf8Bytes(new { iss = address, sub = licence!.PublicId, iat = issued, exp = expires, said }, json.Value.SerializerOptions);
        return TypedResults.Ok(new LicenceCredential(await signature.SignAsync(Type, claims, ct), DateTimeOffset.FromUnixTimeSeconds(expires).UtcDateTime));
    }
}
