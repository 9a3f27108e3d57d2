using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Licensing.Api.Database;
using Licensing.Api.Security;
using Microsoft.Data.Sqlite;

namespace Licensing.Api.Storage;

/// <summary>What was written: kept in the row of whatever owns the file.</summary>
/// <param name="SealedKey">The file's own key, under the deployment's. Without it the file is unreadable for good.</param>
/// <param name="Digest">SHA-256 of the plain bytes, hexadecimal.</param>
/// <param name="Bytes">Plain bytes.</param>
public sealed record SealedFile(byte[] SealedKey, string Digest, long Bytes);

/// <summary>Files that outsiders sent, each sealed under a key of its own, in one folder (Storage:Folder; beside the database where it
/// is not set). Names are those of the owning rows, for example returns/re_7k2m….</summary>
/// <remarks>Pieces of 64 KiB, AES-256-GCM. The nonce is the number of the piece and whether it is the last, so pieces that are
/// taken out, put in, exchanged or cut off at the end do not open. A nonce is never used twice, since the key is the file's own.</remarks>
public sealed class SealedFolder
{
    public const string Unfinished = ".part";
    internal const int PieceBytes = 64 * 1024, TagBytes = 16;
    private readonly string _folder;
    private readonly byte[] _wrapKey;
    private readonly byte[]? _earlierWrapKey;

    public SealedFolder(IConfiguration configuration, IHostEnvironment environment, DeploymentKey deployment)
    {
        _folder = FolderOf(configuration, environment);
        _wrapKey = deployment.Derive("wrap file keys");
        _earlierWrapKey = deployment.Previous?.Derive("wrap file keys");
    }

    /// <summary>Writes the whole stream. When this returns the file is on the disk and would survive the loss of power; when it throws
    /// there is at most an unfinished one, which <see cref="SweepUnfinished"/> removes.</summary>
    /// <exception cref="IOException">The disk is full, or failed.</exception>
    public async Task<SealedFile> WriteAsync(string name, Stream plain, CancellationToken ct)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = path + Unfinished;
        try
        {
            var written = await WritePiecesAsync(unfinished, plain, ct);
            File.Move(unfinished, path);
            FlushFolder(Path.GetDirectoryName(path)!);
            return written;
        }
        catch
        {
            // What fails here too is left to the sweep.
            TryDelete(unfinished);
            throw;
        }
    }

    /// <summary>The plain bytes, from the beginning.</summary>
    /// <exception cref="FileNotFoundException">It was destroyed, or the folder is not the one it was written to.</exception>
    /// <exception cref="CryptographicException">From reading: the file is not what was written, or the key of the deployment is another.</exception>
    public Stream Open(string name, byte[] sealedKey) =>
        new SealedReader(new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan), Unwrap(sealedKey).Key);

    /// <summary>The file's key under the deployment's key of now; null where it is already.</summary>
    /// <exception cref="CryptographicException">Neither key of the deployment opens it.</exception>
    public byte[]? Rewrap(byte[] sealedKey) => Unwrap(sealedKey) is { Earlier: true, Key: var key } ? DeploymentKey.Encrypt(_wrapKey, key) : null;

    private (byte[] Key, bool Earlier) Unwrap(byte[] sealedKey)
    {
        try
        {
            return (DeploymentKey.Decrypt(_wrapKey, sealedKey), false);
        }
        catch (CryptographicException) when (_earlierWrapKey is not null)
        {
            return (DeploymentKey.Decrypt(_earlierWrapKey, sealedKey), true);
        }
    }

    /// <summary>Removes the file, if it is there. Whoever destroys what it holds forgets its sealed key first: then copies of the file in
    /// backups are unreadable too.</summary>
    public void Destroy(string name)
    {
        try
        {
            File.Delete(PathOf(name));
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing was written to the area yet, or its folder was taken away: the file is not there either.
        }
    }

    /// <summary>Removes what was begun and not finished, and has not grown since that long.</summary>
    /// <returns>Names of finished files of the area that are as old, for whoever owns the area to remove those without a row.</returns>
    public IReadOnlyList<string> SweepUnfinished(string area, DateTime untouchedSince)
    {
        var folder = PathOf(area);
        if (!Directory.Exists(folder))
            return [];
        var old = new DirectoryInfo(folder).EnumerateFiles().Where(f => f.LastWriteTimeUtc < untouchedSince).ToList();
        foreach (var file in old.Where(f => f.Name.EndsWith(Unfinished, StringComparison.Ordinal)))
            TryDelete(file.FullName);
        return [.. old.Where(f => !f.Name.EndsWith(Unfinished, StringComparison.Ordinal)).Select(f => $"{area}/{f.Name}")];
    }

    private async Task<SealedFile> WritePiecesAsync(string path, Stream plain, CancellationToken ct)
    {
        var key = RandomNumberGenerator.GetBytes(DeploymentKey.KeyBytes);
        using var aes = new AesGcm(key, TagBytes);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var file = new FileStream(path, create);
        var (piece, next, written) = (new byte[PieceBytes], new byte[PieceBytes], new byte[PieceBytes + TagBytes]);
        var bytes = 0L;
        var length = await plain.ReadAtLeastAsync(piece, PieceBytes, throwOnEndOfStream: false, ct);
        for (var number = 0L; ; number++)
        {
            var nextLength = length < PieceBytes ? 0 : await plain.ReadAtLeastAsync(next, PieceBytes, throwOnEndOfStream: false, ct);
            var last = nextLength == 0;
            digest.AppendData(piece, 0, length);
            bytes += length;
            aes.Encrypt(Nonce(number, last), piece.AsSpan(0, length), written.AsSpan(0, length), written.AsSpan(length, TagBytes));
            await file.WriteAsync(written.AsMemory(0, length + TagBytes), ct);
            if (last)
                break;
            (piece, next, length) = (next, piece, nextLength);
        }

        file.Flush(flushToDisk: true);
        return new SealedFile(DeploymentKey.Encrypt(_wrapKey, key), Convert.ToHexStringLower(digest.GetHashAndReset()), bytes);
    }

    internal static byte[] Nonce(long number, bool last)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteInt64BigEndian(nonce, number);
        nonce[8] = last ? (byte)1 : (byte)0;
        return nonce;
    }

    /// <summary>Where the file of this name lies, or would.</summary>
    public string PathOf(string name) => Path.Combine(_folder, name.Replace('/', Path.DirectorySeparatorChar));

    private static string FolderOf(IConfiguration configuration, IHostEnvironment environment)
    {
        if (configuration["Storage:Folder"] is { Length: > 0 } folder)
            return Path.GetFullPath(folder, environment.ContentRootPath);
        var database = configuration.Provider() == DatabaseProvider.Sqlite && configuration.GetConnectionString("Licensing") is { } connection
            ? new SqliteConnectionStringBuilder(connection).DataSource
            : "data/licensing.db";
        return Path.Combine(Path.GetDirectoryName(Path.GetFullPath(database, environment.ContentRootPath))!, "files");
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next sweep tries again.
        }
    }

    // A renamed file survives a loss of power only once its folder is on the disk too. Windows does that by itself, and .NET opens
    // no folder.
    private static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var handle = OpenFolder(Encoding.UTF8.GetBytes(folder + "\0"), 0);
        if (handle < 0)
            throw new IOException($"The folder of the files could not be opened: error {Marshal.GetLastPInvokeError()}.");
        try
        {
            if (Flush(handle) != 0)
                throw new IOException($"The folder of the files could not be flushed: error {Marshal.GetLastPInvokeError()}.");
        }
        finally
        {
            _ = Close(handle);
        }
    }

#pragma warning disable SYSLIB1054, CA5392 // Source-generated marshalling would need unsafe code; libc is nobody else's.
    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int OpenFolder(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Flush(int handle);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int handle);
#pragma warning restore SYSLIB1054, CA5392
}

/// <summary>Opens one piece after another.</summary>
internal sealed class SealedReader(FileStream file, byte[] key) : Stream
{
    private readonly AesGcm _aes = new(key, SealedFolder.TagBytes);
    private readonly byte[] _sealed = new byte[SealedFolder.PieceBytes + SealedFolder.TagBytes];
    private readonly byte[] _plain = new byte[SealedFolder.PieceBytes];
    private long _number;
    private int _at, _length;
    private bool _ended;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        if (_at == _length && !NextPiece())
            return 0;
        var count = Math.Min(buffer.Length, _length - _at);
        _plain.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    // A piece is in the page cache or a few microseconds away; waiting for it costs less than being called back.
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
            _aes.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool NextPiece()
    {
        while (!_ended)
        {
            var count = file.ReadAtLeast(_sealed, _sealed.Length, throwOnEndOfStream: false);
            if (count < SealedFolder.TagBytes)
                throw new CryptographicException("The file was cut off.");
            _ended = count < _sealed.Length || file.Position == file.Length;
            (_at, _length) = (0, count - SealedFolder.TagBytes);
            _aes.Decrypt(SealedFolder.Nonce(_number++, _ended), _sealed.AsSpan(0, _length), _sealed.AsSpan(_length, SealedFolder.TagBytes), _plain.AsSpan(0, _length));
            if (_length > 0)
                return true;
        }

        return false;
    }
}
