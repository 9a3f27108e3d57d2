using System.Security.Cryptography;
using System.Text.Json;
using Licensing.Api.Security;

namespace Licensing.Api.Features.Bars;

/// <param name="Key">The person's own key, under the ministry's.</param>
/// <param name="Person">What is sealed under it.</param>
/// <param name="Under">Id of the ministry's key.</param>
public sealed record SealedPerson(byte[] Key, byte[] Person, string Under);

/// <summary>Seals who somebody is under a key of his own, and that key under the ministry's: destroying the key erases the person.</summary>
public sealed class PersonSeal(DeploymentKey deployment)
{
    private const string Purpose = "wrap keys of persons";

    public SealedPerson Seal<T>(T person)
    {
        var own = RandomNumberGenerator.GetBytes(DeploymentKey.KeyBytes);
        return new(DeploymentKey.Encrypt(deployment.Derive(Purpose), own), DeploymentKey.Encrypt(own, JsonSerializer.SerializeToUtf8Bytes(person)), deployment.Id);
    }

    /// <exception cref="CryptographicException">Neither key of the deployment opens it, or it was changed.</exception>
    public T Open<T>(SealedPerson stored) =>
        JsonSerializer.Deserialize<T>(DeploymentKey.Decrypt(deployment.Unseal(Purpose, stored.Key), stored.Person))!;

    /// <summary>The same person under the same key of his own, that key under the ministry's key of now.</summary>
    public SealedPerson Rewrap(SealedPerson stored) =>
        stored with { Key = DeploymentKey.Encrypt(deployment.Derive(Purpose), deployment.Unseal(Purpose, stored.Key)), Under = deployment.Id };
}
