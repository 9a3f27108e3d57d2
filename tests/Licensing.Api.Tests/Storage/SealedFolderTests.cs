using System.Security.Cryptography;
using Licensing.Api.Features.Returns;
using Licensing.Api.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Api.Tests.Storage;

/// <summary>What outsiders send lies sealed, whole or not at all.</summary>
public sealed class SealedFolderTests(ServiceHost host)
{
    private const int Piece = 64 * 1024, SealedPiece = Piece + 16;

    private SealedFolder Files => host.Services.GetRequiredService<SealedFolder>();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Piece - 1)]
    [InlineData(Piece)]
    [InlineData(Piece + 1)]
    [InlineData(3 * Piece)]
    public async Task What_was_written_is_read_back_and_nothing_of_it_stands_in_the_file(int length)
    {
        var (name, plain) = (Name(), RandomNumberGenerator.GetBytes(length));
        var written = await Files.WriteAsync(name, new MemoryStream(plain), CancellationToken.None);
        Assert.Equal((length, Convert.ToHexStringLower(SHA256.HashData(plain))), (written.Bytes, written.Digest));
        Assert.Equal(plain, await ReadAsync(name, written));
        if (length > 100)
            Assert.Equal(-1, (await File.ReadAllBytesAsync(Files.PathOf(name))).AsSpan().IndexOf(plain.AsSpan(0, 32)));
    }

    [Fact]
    public async Task A_file_that_is_cut_off_reordered_changed_or_of_another_does_not_open()
    {
        var name = Name();
        var written = await Files.WriteAsync(name, new MemoryStream(RandomNumberGenerator.GetBytes(3 * Piece + 5)), CancellationToken.None);
        var whole = await File.ReadAllBytesAsync(Files.PathOf(name));
        var other = Name();
        var of = await Files.WriteAsync(other, new MemoryStream([1, 2, 3]), CancellationToken.None);
        foreach (var spoilt in (byte[][])
        [
            whole[..^1], whole[..^21], whole[..(3 * SealedPiece)], whole[..(SealedPiece + 100)], [], [.. whole, 0],
            [.. whole[SealedPiece..(2 * SealedPiece)], .. whole[..SealedPiece], .. whole[(2 * SealedPiece)..]],
            [.. whole[..SealedPiece], .. whole[(2 * SealedPiece)..]], [.. whole[..99], (byte)(whole[99] ^ 1), .. whole[100..]],
        ])
        {
            await File.WriteAllBytesAsync(Files.PathOf(name), spoilt);
            await Assert.ThrowsAnyAsync<CryptographicException>(() => ReadAsync(name, written));
        }

        await Assert.ThrowsAnyAsync<CryptographicException>(() => ReadAsync(other, written));
        Assert.Equal(3, (await ReadAsync(other, of)).Length);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing_and_what_a_crash_left_is_swept()
    {
        var name = Name();
        await Assert.ThrowsAsync<IOException>(() => Files.WriteAsync(name, new Breaking(200_000), CancellationToken.None));
        Assert.False(File.Exists(Files.PathOf(name)) || File.Exists(Files.PathOf(name) + SealedFolder.Unfinished));

        // A crash while it came in; one between the file and its row; and one that is coming in now.
        var agency = await host.RegisterAgencyAsync();
        using var filed = await host.FileReturnAsync(agency, "2026-02", "{}\n");
        Assert.Equal(202, (int)filed.StatusCode);
        var owned = Files.PathOf($"{Return.Uploads}/{host.FilesOf(agency).Names.Single()}");
        var (begun, orphan, young) = (Files.PathOf(Name()) + SealedFolder.Unfinished, Name(), Files.PathOf(Name()) + SealedFolder.Unfinished);
        await File.WriteAllTextAsync(begun, "x");
        await File.WriteAllTextAsync(young, "x");
        await Files.WriteAsync(orphan, new MemoryStream([1]), CancellationToken.None);
        var now = host.Clock.GetUtcNow().UtcDateTime;
        foreach (var old in (string[])[begun, Files.PathOf(orphan), owned])
            File.SetLastWriteTimeUtc(old, now - SweepUploadsJob.Untouched - TimeSpan.FromMinutes(1));
        await host.RunJobAsync<SweepUploadsJob>(job => job.RunAsync(CancellationToken.None));
        Assert.False(File.Exists(begun) || File.Exists(Files.PathOf(orphan)));
        Assert.True(File.Exists(owned) && File.Exists(young));
    }

    private static string Name() => $"{Return.Uploads}/re_{Guid.NewGuid():N}"[..27];

    private async Task<byte[]> ReadAsync(string name, SealedFile file)
    {
        await using var plain = Files.Open(name, file.SealedKey);
        using var read = new MemoryStream();
        await plain.CopyToAsync(read);
        return read.ToArray();
    }

    /// <summary>A line that is cut.</summary>
    private sealed class Breaking(int after) : MemoryStream(new byte[after])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var count ? count : throw new IOException("The line was cut.");
    }
}
