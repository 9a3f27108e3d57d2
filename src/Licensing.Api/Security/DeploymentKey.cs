using System.Security.Cryptography;
using System.Text;

namespace Licensing.Api.Security;

/// <summary>The one secret of a deployment (Identity:Key, 32 bytes in base64), from which every other key is derived, each
/// for one purpose (HKDF, RFC 5869). In Development one is made and kept beside the database, so that a restart recognises
/// the same people and the same tokens.</summary>
/// <remarks>Custody, restore and rotation: docs/operations.md.</remarks>
public sealed class DeploymentKey
{
    public const int KeyBytes = 32;
    private const int NonceBytes = 12, TagBytes = 16;
    private readonly byte[] _key;

    /// <param name="previous">Identity:PreviousKey, while it is being replaced.</param>
    public DeploymentKey(byte[] key, DeploymentKey? previous = null)
    {
        (_key, Previous) = (key, previous);
        Id = Convert.ToHexStringLower(Derive("name of this key").AsSpan(0, 8));
    }

    /// <summary>Names the key and betrays nothing of it: 16 hexadecimal digits.</summary>
    public string Id { get; }

    /// <summary>The key before, which still opens what it sealed; null when none is being replaced.</summary>
    public DeploymentKey? Previous { get; }

    public byte[] Derive(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, KeyBytes, info: Encoding.UTF8.GetBytes(purpose));

    /// <returns>Nonce, ciphertext, tag (AES-256-GCM).</returns>
    public static byte[] Encrypt(byte[] key, ReadOnlySpan<byte> plain)
    {
        var result = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(result.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(result.AsSpan(0, NonceBytes), plain, result.AsSpan(NonceBytes, plain.Length), result.AsSpan(NonceBytes + plain.Length));
        return result;
    }

    /// <exception cref="CryptographicException">It was encrypted under another key, or changed since.</exception>
    public static byte[] Decrypt(byte[] key, ReadOnlySpan<byte> encrypted)
    {
        if (encrypted.Length < NonceBytes + TagBytes)
            throw new CryptographicException("The text is too short to be encrypted.");
        var plain = new byte[encrypted.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(encrypted[..NonceBytes], encrypted[NonceBytes..^TagBytes], encrypted[^TagBytes..], plain);
        return plain;
    }

    /// <summary>Opens what this key, or the one before it, sealed for the purpose.</summary>
    /// <exception cref="CryptographicException">It was neither, or it was changed since.</exception>
    public byte[] Unseal(string purpose, ReadOnlySpan<byte> encrypted)
    {
        try
        {
            return Decrypt(Derive(purpose), encrypted);
        }
        catch (CryptographicException) when (Previous is not null)
        {
            return Decrypt(Previous.Derive(purpose), encrypted);
        }
    }

    public static DeploymentKey Open(IConfiguration configuration, IHostEnvironment environment)
    {
        var previous = Read(configuration, "Identity:PreviousKey", environment) is { } old ? new DeploymentKey(old) : null;
        if (Read(configuration, "Identity:Key", environment) is { } key)
        {
            var deployment = new DeploymentKey(key, previous);
            return previous?.Id == deployment.Id
                ? throw new StartRefusedException("Identity:PreviousKey is the same as Identity:Key. Set Identity:Key to the new one, or leave out the previous one.")
                : deployment;
        }

        if (!environment.IsDevelopment())
            throw new StartRefusedException("Set Identity:Key (32 random bytes in base64): it seals who the workers are and the keys that sign tokens. See docs/operations.md.");
        var path = Path.GetFullPath(configuration["Identity:KeyFile"] ?? "data/identity.key", environment.ContentRootPath);
        if (!File.Exists(path))
            OwnerOnlyFile.Create(path, RandomNumberGenerator.GetBytes(KeyBytes));
        return new(File.ReadAllBytes(path), previous);
    }

    private static byte[]? Read(IConfiguration configuration, string setting, IHostEnvironment environment)
    {
        if (configuration[setting] is not { Length: > 0 } text)
            return null;
        var key = new byte[KeyBytes];
        if (!Convert.TryFromBase64String(text, key, out var length) || length != KeyBytes)
            throw new StartRefusedException($"{setting} must be 32 bytes in base64.");
        // A key that somebody typed instead of drawing it: all zeros, one letter over and over, a word repeated.
        if (!environment.IsDevelopment() && key.Distinct().Count() < KeyBytes / 2)
            throw new StartRefusedException($"{setting} is not random. Draw one: openssl rand -base64 32");
        return key;
    }
}

internal static class OwnerOnlyFile
{
    /// <summary>Writes a new file that only its owner can read; never over another.</summary>
    public static void Create(string path, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, create);
        file.Write(content);
    }
}
