using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Extensions.Options;

namespace Licensing.Api.Http;

public sealed class BodyOptions
{
    /// <summary>Most bytes of a JSON body, after decompression.</summary>
    public int MaxBytes { get; set; } = 1_048_576;
}

/// <summary>Reads a JSON body once: limited in size, decompressed, checked to be UTF-8.</summary>
public static class RequestBody
{
    private static readonly object Key = new();

    /// <summary>The decompressed bytes; read from the wire on the first call and kept for the next (idempotency looks at
    /// them before the endpoint does).</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.HttpContext.Items.TryGetValue(Key, out var read))
            return (ReadOnlyMemory<byte>)read!;

        var limit = request.HttpContext.RequestServices.GetRequiredService<IOptions<BodyOptions>>().Value.MaxBytes;
        if (request.ContentLength > limit)
            throw TooLarge(limit);
        var encoding = request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant();
        await using var source = encoding switch
        {
            "" or "identity" => request.Body,
            "gzip" or "x-gzip" => new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
            "br" => new BrotliStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
            _ => throw new ProblemException(ProblemCode.MediaTypeUnsupported, $"Content-Encoding '{encoding}' is not supported; use gzip, br or none."),
        };
        ReadOnlyMemory<byte> bytes;
        try
        {
            bytes = await ReadWithinAsync(source, limit, ct);
        }
        catch (Exception e) when (source != request.Body && e is InvalidDataException or InvalidOperationException or IOException and not BadHttpRequestException)
        {
            throw new ProblemException(ProblemCode.BodyCorruptEncoding, $"The body is not valid {encoding}.");
        }

        if (bytes.Span.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        if (!Utf8.IsValid(bytes.Span))
            throw new ProblemException(ProblemCode.BodyNotUtf8);
        if (bytes.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
            throw new ProblemException(ProblemCode.BodyEmpty);
        request.HttpContext.Items[Key] = bytes;
        return bytes;
    }

    public static Stream OpenStream(HttpRequest request) =>
        request.Headers.ContentEncoding.ToString() is "gzip" ? new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true) : request.Body;

    /// <summary>The framework's hook for JSON bodies. A body that does not fit is diagnosed as a whole, so that the caller
    /// hears of every mistake in one answer; what the validator would add is added by <see cref="RequestReader{T}"/>.</summary>
    public static async ValueTask<object?> DeserializeAsync(HttpRequest request, Type type, JsonSerializerOptions json, CancellationToken ct)
    {
        var bytes = await ReadAsync(request, ct);
        try
        {
            var read = JsonSerializer.Deserialize(bytes.Span, type, json);
            if (read is not null && !HoldsNull(bytes.Span))
                return read;
        }
        catch (JsonException)
        {
            // Diagnosed below.
        }

        var diagnosis = BodyDiagnosis.Of(bytes, type, json);
        throw new BodyRefusedException(diagnosis);
    }

    private static async Task<ReadOnlyMemory<byte>> ReadWithinAsync(Stream source, int limit, CancellationToken ct)
    {
        // One byte more than allowed is read at most, however much a bomb would inflate to.
        var buffer = new byte[Math.Min(limit + 1, 16_384)];
        var length = 0;
        int count;
        while ((count = await source.ReadAsync(buffer.AsMemory(length), ct)) > 0)
        {
            length += count;
            if (length > limit)
                throw TooLarge(limit);
            if (length == buffer.Length)
                Array.Resize(ref buffer, (int)Math.Min(limit + 1L, buffer.Length * 2L));
        }

        return buffer.AsMemory(0, length);
    }

    /// <summary>True where well-formed JSON has what the serializer lets through: null in a list (it knows which fields may
    /// be null, and nothing of what a list may hold), or U+0000 in a text, which some databases cut off or choke on.</summary>
    public static bool HoldsNull(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("null"u8) < 0 && json.IndexOf("\\u0000"u8) < 0)
            return false;
        var reader = new Utf8JsonReader(json);
        var inList = new Stack<bool>();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray or JsonTokenType.StartObject:
                    inList.Push(reader.TokenType == JsonTokenType.StartArray);
                    break;
                case JsonTokenType.EndArray or JsonTokenType.EndObject:
                    inList.Pop();
                    break;
                case JsonTokenType.Null when inList.TryPeek(out var list) && list:
                case JsonTokenType.String when reader.ValueIsEscaped && reader.GetString()!.Contains('\0'):
                    return true;
                default:
                    break;
            }
        }

        return false;
    }

    private static ProblemException TooLarge(int limit) =>
        new(ProblemCode.BodyTooLarge, $"A body may have {limit} bytes after decompression.");
}

/// <summary>The body does not fit its type.</summary>
public sealed class BodyRefusedException(BodyDiagnosis diagnosis) : Exception("The body does not fit.")
{
    public BodyDiagnosis Diagnosis { get; } = diagnosis;
}
