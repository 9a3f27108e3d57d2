using System.Security.Cryptography;
using System.Text;
using Licensing.Api.Database;

namespace Licensing.Api.Security;

/// <param name="Recognition">Hexadecimal.</param>
public sealed record SealedIdentity(string Recognition, byte[] SealedKey, byte[] SealedDocument);

/// <summary>Seals who a worker is: the document under a key of the worker's own, that key under the ministry's.</summary>
/// <remarks>Keys: docs/operations.md. Nothing reads a sealed identity yet; what will must record who read it.</remarks>
public sealed class IdentitySeal
{
    private const int KeyBytes = 32, NonceBytes = 12, TagBytes = 16;
    private readonly byte[] _wrapKey;
    private readonly byte[] _recognitionKey;

    /// <param name="key">32 random bytes, the ministry's; two keys are derived from it.</param>
    public IdentitySeal(byte[] key)
    {
        _wrapKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, KeyBytes, info: "wrap worker keys"u8.ToArray());
        _recognitionKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, KeyBytes, info: "recognise documents"u8.ToArray());
    }

    /// <summary>The same document, however it is spaced or capitalised, gives the same recognition.</summary>
    public SealedIdentity Seal(string country, string kind, string number)
    {
        var plain = Encoding.UTF8.GetBytes($"{country}|{kind}|{Plain(number)}");
        var own = RandomNumberGenerator.GetBytes(KeyBytes);
        return new(Convert.ToHexStringLower(HMACSHA256.HashData(_recognitionKey, plain)), Encrypt(_wrapKey, own), Encrypt(own, plain));
    }

    private static string Plain(string number) =>
        string.Concat(Text.Normalise(number).ToUpperInvariant().Where(char.IsLetterOrDigit));

    private static byte[] Encrypt(byte[] key, byte[] plain)
    {
        var result = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(result.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(result.AsSpan(0, NonceBytes), plain, result.AsSpan(NonceBytes, plain.Length), result.AsSpan(NonceBytes + plain.Length));
        return result;
    }

    /// <summary>The key is a secret of the deployment (Identity:Key, 32 bytes in base64). In Development one is made and kept
    /// beside the database, so that a restart recognises the same people.</summary>
    public static IdentitySeal Open(IConfiguration configuration, IHostEnvironment environment)
    {
        if (configuration["Identity:Key"] is { Length: > 0 } text)
        {
            var key = new byte[KeyBytes];
            return Convert.TryFromBase64String(text, key, out var length) && length == KeyBytes
                ? new(key)
                : throw new StartRefusedException("Identity:Key must be 32 bytes in base64.");
        }

        if (!environment.IsDevelopment())
            throw new StartRefusedException("Set Identity:Key (32 random bytes in base64): it seals who the workers are. See docs/operations.md.");
        var path = Path.GetFullPath(configuration["Identity:KeyFile"] ?? "data/identity.key", environment.ContentRootPath);
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var file = new FileStream(path, create);
            file.Write(RandomNumberGenerator.GetBytes(KeyBytes));
        }

        return new(File.ReadAllBytes(path));
    }
}
