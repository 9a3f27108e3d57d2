using System.Net;
using System.Net.Http.Headers;

namespace Licensing.Client;

/// <summary>A file to send, as it is read: it is never held in memory.</summary>
/// <param name="content">From where it stands to its end. It stays the caller's to dispose of. One that can seek is sent again where an attempt failed.</param>
/// <param name="mediaType">For example text/csv.</param>
/// <param name="progress">Is told how many bytes were handed to the connection so far; it begins at 0 again with a new attempt.</param>
public sealed class Upload(Stream content, string mediaType, IProgress<long>? progress = null)
{
    public Stream Content => content;

    public string MediaType => mediaType;

    public IProgress<long>? Progress => progress;

    public static Upload Csv(Stream content, IProgress<long>? progress = null) => new(content, "text/csv", progress);

    public static Upload Ndjson(Stream content, IProgress<long>? progress = null) => new(content, "application/x-ndjson", progress);
}

/// <summary>What one attempt sends of an upload.</summary>
internal sealed class UploadContent : HttpContent
{
    private const int PieceBytes = 64 * 1024;
    private readonly Upload _upload;
    private readonly long? _start;
    private readonly Action _begun;

    /// <param name="upload">Shared by all attempts.</param>
    /// <param name="start">Where the first attempt found it; null where it cannot be rewound.</param>
    /// <param name="begun">Is told before the first byte is read.</param>
    public UploadContent(Upload upload, long? start, Action begun)
    {
        (_upload, _start, _begun) = (upload, start, begun);
        Headers.ContentType = MediaTypeHeaderValue.Parse(upload.MediaType);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _begun();
        if (_start is { } start)
            _upload.Content.Position = start;
        var piece = new byte[PieceBytes];
        long sent = 0;
        _upload.Progress?.Report(0);
        for (int read; (read = await _upload.Content.ReadAsync(piece, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            await stream.WriteAsync(piece.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            _upload.Progress?.Report(sent += read);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _start is { } start ? _upload.Content.Length - start : 0;
        return _start is not null;
    }
}
