using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Extensions.Options;

namespace Licensing.Api.Http;

public sealed class BodyOptions
{
    /// <summary>Most bytes of a JSON body, after decompression.</summary>
    public int MaxBytes { get; set; } = 1_048_576;

    /// <summary>Most seconds that a JSON body may take to arrive; in a streamed one, most seconds between two pieces.</summary>
    public int MaxSeconds { get; set; } = 60;
}

/// <summary>Reads a JSON body once: limited in size, decompressed, checked to be UTF-8.</summary>
public static class RequestBody
{
    private const int PieceBytes = 32 * 1024;
    private static readonly object Key = new();

    /// <summary>The decompressed bytes; read from the wire on the first call and kept for the next (idempotency looks at
    /// them before the endpoint does).</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.HttpContext.Items.TryGetValue(Key, out var read))
            return (ReadOnlyMemory<byte>)read!;

        var options = Options(request);
        await using var source = new LimitedBody(request, options.MaxBytes, TimeSpan.FromSeconds(options.MaxSeconds), eachPiece: false);
        var bytes = await ReadAllAsync(source, ct);
        if (bytes.Span.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        if (!Utf8.IsValid(bytes.Span))
            throw new ProblemException(ProblemCode.BodyNotUtf8);
        if (bytes.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
            throw new ProblemException(ProblemCode.BodyEmpty);
        request.HttpContext.Items[Key] = bytes;
        return bytes;
    }

    /// <summary>The decompressed bytes of an endpoint that <see cref="StreamedEndpoint.StreamsUpTo"/>, as they arrive; asynchronous
    /// reading only. Nothing is kept: what is not UTF-8 or no JSON is for the endpoint to refuse.</summary>
    /// <exception cref="ProblemException">While it is read: body.too-large, body.too-slow, body.corrupt-encoding.</exception>
    public static Stream OpenStream(HttpRequest request)
    {
        var streamed = request.HttpContext.GetEndpoint()?.Metadata.GetMetadata<StreamedBody>()
            ?? throw new InvalidOperationException("The endpoint does not call StreamsUpTo in Configure.");
        return new LimitedBody(request, streamed.MaxBytes, TimeSpan.FromSeconds(Options(request).MaxSeconds), eachPiece: true);
    }

    /// <summary>Puts a streamed body into a file that nobody else can open, and the file in the body's place.</summary>
    /// <param name="seen">Is shown every piece, as it was on the wire.</param>
    /// <returns>The file: gone when it is disposed, or the process ends.</returns>
    public static async Task<FileStream> SpoolAsync(HttpRequest request, StreamedBody streamed, Action<ReadOnlySpan<byte>> seen, CancellationToken ct)
    {
        var path = Path.Combine(Path.GetTempPath(), $"licensing-{Path.GetRandomFileName()}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        try
        {
            // Without a name it leaves nothing behind, however the process ends. Windows does the same by DeleteOnClose.
            if (!OperatingSystem.IsWindows())
                File.Delete(path);
            await using var source = new LimitedBody(request, streamed.MaxBytes, TimeSpan.FromSeconds(Options(request).MaxSeconds), eachPiece: true, decompress: false);
            var piece = new byte[81_920];
            int count;
            while ((count = await source.ReadAsync(piece, ct)) > 0)
            {
                seen(piece.AsSpan(0, count));
                await file.WriteAsync(piece.AsMemory(0, count), ct);
            }

            file.Position = 0;
            request.Body = file;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

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

    // In pieces that are lent, so that a body that turns out too large leaves nothing behind for the garbage collector.
    private static async Task<ReadOnlyMemory<byte>> ReadAllAsync(LimitedBody source, CancellationToken ct)
    {
        var pieces = new List<byte[]>();
        try
        {
            var filled = PieceBytes;
            for (int count; ; filled += count)
            {
                if (filled == PieceBytes)
                {
                    pieces.Add(ArrayPool<byte>.Shared.Rent(PieceBytes));
                    filled = 0;
                }

                if ((count = await source.ReadAsync(pieces[^1].AsMemory(filled, PieceBytes - filled), ct)) == 0)
                    break;
            }

            var whole = new byte[(pieces.Count - 1) * PieceBytes + filled];
            for (var i = 0; i < pieces.Count; i++)
                pieces[i].AsSpan(0, i < pieces.Count - 1 ? PieceBytes : filled).CopyTo(whole.AsSpan(i * PieceBytes));
            return whole;
        }
        finally
        {
            pieces.ForEach(piece => ArrayPool<byte>.Shared.Return(piece, clearArray: true));
        }
    }

    private static BodyOptions Options(HttpRequest request) => request.HttpContext.RequestServices.GetRequiredService<IOptions<BodyOptions>>().Value;

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
}

/// <summary>The body does not fit its type.</summary>
public sealed class BodyRefusedException(BodyDiagnosis diagnosis) : Exception("The body does not fit.")
{
    public BodyDiagnosis Diagnosis { get; } = diagnosis;
}
