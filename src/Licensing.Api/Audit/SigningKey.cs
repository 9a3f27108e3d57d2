using System.Security.Cryptography;
using Licensing.Api.Security;

namespace Licensing.Api.Audit;

/// <summary>An ECDSA key on P-256, by which heads are signed.</summary>
public sealed class SigningKey
{
    public const int KeyIdLength = 64, SignatureBytes = 64;
    private const string P256 = "1.2.840.10045.3.1.7";
    private readonly ECDsa _key;
    private readonly Lock _one = new();

    public SigningKey(ECDsa key)
    {
        _key = key;
        PublicKey = key.ExportSubjectPublicKeyInfo();
        KeyId = IdOf(PublicKey);
    }

    public string KeyId { get; }

    /// <summary>SubjectPublicKeyInfo, DER.</summary>
    public byte[] PublicKey { get; }

    public static string IdOf(byte[] publicKey) => Convert.ToHexStringLower(SHA256.HashData(publicKey));

    /// <exception cref="StartRefusedException">It is no private key on P-256.</exception>
    public static SigningKey FromPem(string pem, string setting)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (key.ExportParameters(includePrivateParameters: true).Curve.Oid.Value == P256)
                return new(key);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            // Refused below.
        }

        throw new StartRefusedException($"{setting} is no private key on the curve P-256 in PEM. Make one with: openssl ecparam -name prime256v1 -genkey -noout -out audit.pem");
    }

    public byte[] Sign(byte[] statement)
    {
        lock (_one)
            return _key.SignData(statement, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    /// <summary>False for whatever is not a signature of that key.</summary>
    public static bool Verify(byte[] publicKey, byte[] statement, byte[] signature)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(publicKey, out var read);
            return read == publicKey.Length && key.VerifyData(statement, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}

/// <summary>The keys of this deployment.</summary>
/// <param name="Current">Signs heads; null on an instance that seals nothing.</param>
/// <param name="Previous">Endorses the current one when it is new; may be taken away afterwards.</param>
/// <param name="Trusted">Ids of keys that count without an endorsement, since the key before was lost.</param>
public sealed record SigningKeys(SigningKey? Current, SigningKey? Previous, IReadOnlySet<string> Trusted)
{
    private const string CurrentSetting = "Audit:SigningKey", PreviousSetting = "Audit:PreviousSigningKey";

    public static IReadOnlySet<string> ReadTrusted(IConfiguration configuration) =>
        (configuration.GetSection("Audit:TrustedKeys").Get<string[]>() ?? []).ToHashSet();

    /// <summary>By configuration, as PEM or as the path of a PEM file. In Development one is made and kept beside the database.</summary>
    /// <exception cref="StartRefusedException">None outside Development where jobs run, or it cannot be read.</exception>
    public static SigningKeys Open(IConfiguration configuration, IHostEnvironment environment)
    {
        var current = Read(configuration, environment, CurrentSetting);
        if (current is null && environment.IsDevelopment())
            current = Keep(Path.GetFullPath(configuration["Audit:KeyFile"] ?? "data/audit.pem", environment.ContentRootPath));
        // An instance that only answers requests needs no key, and should have none.
        if (current is null && configuration.GetValue("Jobs:Enabled", true))
            throw new StartRefusedException($"Set {CurrentSetting} (a private key on P-256, PEM or the path of a PEM file): it signs the heads of the audit. See docs/audit.md.");
        return new(current, Read(configuration, environment, PreviousSetting), ReadTrusted(configuration));
    }

    private static SigningKey? Read(IConfiguration configuration, IHostEnvironment environment, string setting)
    {
        if (configuration[setting] is not { Length: > 0 } text)
            return null;
        if (text.Contains("-----BEGIN", StringComparison.Ordinal))
            return SigningKey.FromPem(text, setting);
        var path = Path.GetFullPath(text, environment.ContentRootPath);
        try
        {
            return SigningKey.FromPem(File.ReadAllText(path), setting);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"{setting} names {path}, which cannot be read: {e.Message}");
        }
    }

    private static SigningKey Keep(string path)
    {
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var file = new StreamWriter(path, create);
            file.Write(made.ExportPkcs8PrivateKeyPem());
        }

        return SigningKey.FromPem(File.ReadAllText(path), path);
    }
}
