using System.Security.Cryptography;
using System.Text;
using Licensing.Api.Database;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Reads;

namespace Licensing.Api.Security;

/// <param name="Recognition">Hexadecimal.</param>
/// <param name="EarlierRecognition">Under the key before, while that is being rotated out; null otherwise.</param>
/// <param name="SealedUnder">Id of the ministry's key.</param>
public sealed record SealedIdentity(string Recognition, string? EarlierRecognition, byte[] SealedKey, byte[] SealedDocument, string SealedUnder);

/// <summary>Seals who a worker is: the document under a key of the worker's own, that key under the ministry's.</summary>
/// <remarks>Keys: docs/operations.md. In plain text an identity leaves this class as a <see cref="WorkerIdentity"/> and in no other
/// way.</remarks>
public sealed class IdentitySeal(DeploymentKey deployment)
{
    private readonly Keys _now = new(deployment);
    private readonly Keys? _before = deployment.Previous is { } previous ? new(previous) : null;

    /// <summary>The same document, however it is spaced or capitalised, gives the same recognition.</summary>
    public SealedIdentity Seal(string country, string kind, string number)
    {
        var plain = Encoding.UTF8.GetBytes($"{country}|{kind}|{Plain(number)}");
        var own = RandomNumberGenerator.GetBytes(DeploymentKey.KeyBytes);
        return new(
            _now.Recognise(plain), _before?.Recognise(plain),
            DeploymentKey.Encrypt(_now.Wrap, own), DeploymentKey.Encrypt(own, plain), _now.Id);
    }

    /// <summary>Opens who a worker is, for the reader of a read that is recorded already.</summary>
    /// <returns>Null inside for whoever may not see it, where no document was reported, and once the person is erased. The number is
    /// as it is recognised: capital letters and digits only.</returns>
    /// <exception cref="InvalidOperationException">The read is not stored, or is another's.</exception>
    /// <exception cref="CryptographicException">Neither key of the deployment opens it, or it was changed.</exception>
    public WorkerIdentity Open(Worker worker, PersonalRead read, Caller caller)
    {
        if (read.Id == 0 || read.WorkerId != worker.Id || read.Reader != caller.Name)
            throw new InvalidOperationException("Who is shown an identity is recorded first, in the register of reads.");
        if (worker is not { SealedKey: { } key, SealedDocument: { } document })
            return WorkerIdentity.For(caller, null);
        var said = Encoding.UTF8.GetString(DeploymentKey.Decrypt(Unwrap(worker.SealedUnder, key), document)).Split('|', 3);
        return WorkerIdentity.For(caller, new(said[0], Enum.Parse<DocumentKind>(said[1]), said[2]));
    }

    /// <summary>The same document and the same key of the worker's own, that key wrapped under the ministry's key of now.</summary>
    /// <exception cref="CryptographicException">Neither key of the deployment opens it, or it was changed.</exception>
    public SealedIdentity Rewrap(string? sealedUnder, byte[] sealedKey, byte[] sealedDocument)
    {
        var own = Unwrap(sealedUnder, sealedKey);
        var plain = DeploymentKey.Decrypt(own, sealedDocument);
        return new(_now.Recognise(plain), null, DeploymentKey.Encrypt(_now.Wrap, own), sealedDocument, _now.Id);
    }

    private byte[] Unwrap(string? sealedUnder, byte[] sealedKey) =>
        DeploymentKey.Decrypt(_before is { } before && before.Id == sealedUnder ? before.Wrap : _now.Wrap, sealedKey);

    private static string Plain(string number) =>
        string.Concat(Text.Normalise(number).ToUpperInvariant().Where(char.IsLetterOrDigit));

    private sealed class Keys(DeploymentKey key)
    {
        private readonly byte[] _recognition = key.Derive("recognise documents");

        public string Id { get; } = key.Id;
        public byte[] Wrap { get; } = key.Derive("wrap worker keys");

        public string Recognise(byte[] plain) => Convert.ToHexStringLower(HMACSHA256.HashData(_recognition, plain));
    }
}
