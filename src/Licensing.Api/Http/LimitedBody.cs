using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;

namespace Licensing.Api.Http;

/// <summary>The decompressed body as it arrives, within a limit of bytes and of time. A bomb is inflated up to the limit and
/// one piece more, whatever it would come to.</summary>
/// <param name="maxBytes">Most bytes after decompression.</param>
/// <param name="patience">How long the body, or each piece of it, may take to arrive.</param>
/// <param name="eachPiece">True: the patience is for each piece; false: for the whole.</param>
/// <param name="decompress">False: the bytes as they are on the wire.</param>
internal sealed class LimitedBody(HttpRequest request, long maxBytes, TimeSpan patience, bool eachPiece, bool decompress = true) : ArrivingStream
{
    private readonly string _encoding = decompress ? request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant() : "";
    private Stream? _source;
    private long _read;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (request.ContentLength > maxBytes)
            throw TooLarge();
        _source ??= Open();
        int count;
        try
        {
            count = await _source.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception e) when (_source is not PatientBody && e is InvalidDataException or InvalidOperationException or IOException and not BadHttpRequestException)
        {
            throw new ProblemException(ProblemCode.BodyCorruptEncoding, $"The body is not valid {_encoding}.");
        }

        _read += count;
        return _read <= maxBytes ? count : throw TooLarge();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _source?.Dispose();
        base.Dispose(disposing);
    }

    private Stream Open()
    {
        var wire = new PatientBody(request, patience, eachPiece);
        return _encoding switch
        {
            "" or "identity" => wire,
            "gzip" or "x-gzip" => new GZipStream(wire, CompressionMode.Decompress),
            "br" => new BrotliStream(wire, CompressionMode.Decompress),
            _ => throw new ProblemException(ProblemCode.MediaTypeUnsupported, $"Content-Encoding '{_encoding}' is not supported; use gzip, br or none."),
        };
    }

    private ProblemException TooLarge() => new(ProblemCode.BodyTooLarge, $"A body may have {maxBytes} bytes after decompression.");
}

/// <summary>The body on the wire; who sends it too slowly is refused with body.too-slow.</summary>
/// <remarks>It stops waiting as the reader of the server wants it. After a cancellation token the server would hold the body
/// to be in reading for ever, and log that as its own failure.</remarks>
internal sealed class PatientBody : ArrivingStream
{
    private readonly PipeReader _body;
    private readonly TimeSpan _patience;
    private readonly bool _eachPiece;
    private readonly Timer _clock;

    public PatientBody(HttpRequest request, TimeSpan patience, bool eachPiece)
    {
        (_body, _patience, _eachPiece) = (request.BodyReader, patience, eachPiece);
        _clock = new Timer(_ => GiveUp(), null, eachPiece ? Timeout.InfiniteTimeSpan : patience, Timeout.InfiniteTimeSpan);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_eachPiece)
            _clock.Change(_patience, Timeout.InfiniteTimeSpan);
        var piece = await _body.ReadAsync(cancellationToken);
        // What the endpoint does between two pieces is not the line's fault.
        if (_eachPiece)
            _clock.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var taken = piece.Buffer.Slice(0, piece.IsCanceled ? 0 : Math.Min(piece.Buffer.Length, buffer.Length));
        taken.CopyTo(buffer.Span);
        var count = (int)taken.Length;
        _body.AdvanceTo(taken.End);
        return piece.IsCanceled ? throw new ProblemException(ProblemCode.BodyTooSlow) : count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _clock.Dispose();
        base.Dispose(disposing);
    }

    private void GiveUp()
    {
        try
        {
            _body.CancelPendingRead();
        }
        catch (Exception)
        {
            // The request ended at this very moment; nobody waits. Thrown on a timer's thread, it would end the process.
        }
    }
}

/// <summary>A stream that is read once, forwards, and asynchronously: a thread that waits for a line is one that a slow client
/// can take away.</summary>
internal abstract class ArrivingStream : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public abstract override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");
    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
