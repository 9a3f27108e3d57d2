using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Http;

/// <summary>What was answered to a request with an Idempotency-Key.</summary>
/// <remarks>The table alone tells nothing: the key itself is not in it, the row is found by a value derived from the key,
/// the request is kept as a keyed digest (a plain hash of a body with a passport number can be guessed), and the answer is
/// encrypted under a key that only who knows the Idempotency-Key can derive.</remarks>
public sealed class IdempotencyEntry
{
    public long Id { get; private set; }

    /// <summary>Derived from caller and key; unique.</summary>
    public string Lookup { get; private set; } = null!;

    /// <summary>Keyed digest of method, address and body.</summary>
    public string Fingerprint { get; private set; } = null!;

    /// <summary>Nonce, tag and ciphertext of the answer. Never null in a committed row: it is set in the transaction
    /// that inserts the row.</summary>
    public byte[]? Answer { get; private set; }

    public DateTime ExpiresAt { get; private set; }

    public static IdempotencyEntry Reserve(IdempotencySecret secret, string fingerprint, DateTime expiresAt) =>
        new() { Lookup = secret.Lookup, Fingerprint = fingerprint, ExpiresAt = expiresAt };

    internal sealed class Table : IEntityTypeConfiguration<IdempotencyEntry>
    {
        public void Configure(EntityTypeBuilder<IdempotencyEntry> builder)
        {
            builder.Property(e => e.Lookup).HasMaxLength(64).IsUnicode(false);
            builder.Property(e => e.Fingerprint).HasMaxLength(64).IsUnicode(false);
            builder.HasIndex(e => e.Lookup).IsUnique();
            builder.HasIndex(e => e.ExpiresAt);
        }
    }
}

/// <summary>An answer as it went out.</summary>
public sealed record StoredAnswer(int Status, Dictionary<string, string> Headers, byte[] Body);

/// <summary>The secrets that follow from one caller's Idempotency-Key (HKDF, RFC 5869).</summary>
public sealed class IdempotencySecret(string idempotencyKey, Caller caller)
{
    // The caller is part of the derivation: two callers with the same key never meet.
    private readonly byte[] _key = Encoding.UTF8.GetBytes(idempotencyKey);
    private readonly string _scope = $"{(caller.Roles.Count == 0 ? "nobody" : "subject")}:{caller.Name}";

    public string Lookup => Convert.ToHexStringLower(Derive("lookup"));

    /// <summary>A keyed digest of the request: add its body. Anonymous callers share a scope, so the request itself must match
    /// too; for the others it finds mistakes.</summary>
    public IncrementalHash BeginFingerprint(HttpRequest request)
    {
        var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Derive("fingerprint"));
        hmac.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        return hmac;
    }

    public byte[] Encrypt(StoredAnswer answer)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(answer);
        var sealedAnswer = new byte[12 + 16 + plain.Length];
        RandomNumberGenerator.Fill(sealedAnswer.AsSpan(0, 12));
        using var aes = new AesGcm(Derive("answer"), 16);
        aes.Encrypt(sealedAnswer.AsSpan(0, 12), plain, sealedAnswer.AsSpan(28), sealedAnswer.AsSpan(12, 16));
        return sealedAnswer;
    }

    public StoredAnswer Decrypt(ReadOnlySpan<byte> sealedAnswer)
    {
        var plain = new byte[sealedAnswer.Length - 28];
        using var aes = new AesGcm(Derive("answer"), 16);
        aes.Decrypt(sealedAnswer[..12], sealedAnswer[28..], sealedAnswer.Slice(12, 16), plain);
        return JsonSerializer.Deserialize<StoredAnswer>(plain)!;
    }

    private byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, 32, info: Encoding.UTF8.GetBytes($"licensing idempotency {purpose} {_scope}"));
}
