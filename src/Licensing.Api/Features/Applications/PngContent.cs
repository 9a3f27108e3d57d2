using System.Buffers.Binary;
using System.IO.Compression;

namespace Licensing.Api.Features.Applications;

/// <summary>PNG (ISO/IEC 15948): signature, chunks with their sums, header first, picture data together and as long as the header says, end last.</summary>
internal static class PngContent
{
    private const int ChunkOverhead = 12;
    private const long MostPictureBytes = 1L << 30;
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(n => Enumerable.Range(0, 8).Aggregate((uint)n, (c, _) => (c & 1) != 0 ? 0xEDB88320u ^ (c >> 1) : c >> 1))];
    private static readonly (int X, int Y, int Dx, int Dy)[] Adam7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    public static string? WhyNot(ReadOnlySpan<byte> content)
    {
        if (!content.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
            return "It does not begin as a PNG does.";
        using var picture = new MemoryStream();
        long expected = 0;
        var (at, data, dataEnded) = (8, false, false);
        while (at < content.Length)
        {
            if (content.Length - at < ChunkOverhead)
                return "It is cut off.";
            var length = BinaryPrimitives.ReadUInt32BigEndian(content[at..]);
            if (length > content.Length - at - ChunkOverhead)
                return "It is cut off.";
            var type = content.Slice(at + 4, 4);
            var body = content.Slice(at + 8, (int)length);
            if (BinaryPrimitives.ReadUInt32BigEndian(content[(at + 8 + (int)length)..]) != Sum(content.Slice(at + 4, (int)length + 4)))
                return "A checksum in it is wrong.";
            var first = at == 8;
            at += ChunkOverhead + (int)length;
            if (first != type.SequenceEqual("IHDR"u8))
                return "Its header is not in its place.";
            if (first && (expected = SizeOf(body)) <= 0)
                return "Its header is not one of a PNG, or the picture is too large.";
            var isData = type.SequenceEqual("IDAT"u8);
            if (isData && dataEnded)
                return "Its picture data are scattered.";
            dataEnded |= data && !isData;
            data |= isData;
            if (isData)
                picture.Write(body);
            if (type.SequenceEqual("IEND"u8))
                return !data ? "It holds no picture." : at != content.Length ? "Something follows the end of the picture." : PictureIsWhole(picture, expected) ? null : "Its picture data are damaged.";
        }

        return "It is cut off.";
    }

    /// <returns>Bytes of the picture with the filter byte of each row; 0 where the header is not one.</returns>
    private static long SizeOf(ReadOnlySpan<byte> header)
    {
        if (header.Length != 13)
            return 0;
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(header), BinaryPrimitives.ReadUInt32BigEndian(header[4..]));
        var (depth, colour, interlace) = (header[8], header[9], header[12]);
        var channels = (colour, depth) switch
        {
            (0, 1 or 2 or 4 or 8 or 16) or (3, 1 or 2 or 4 or 8) => 1,
            (2, 8 or 16) => 3,
            (4, 8 or 16) => 2,
            (6, 8 or 16) => 4,
            _ => 0,
        };
        if (channels == 0 || width is 0 or > 65_535 || height is 0 or > 65_535 || header[10] != 0 || header[11] != 0 || interlace > 1)
            return 0;
        long Pass(long columns, long rows) => columns == 0 || rows == 0 ? 0 : ((columns * channels * depth + 7) / 8 + 1) * rows;
        var size = interlace == 0 ? Pass(width, height)
            : Adam7.Sum(p => Pass((width - p.X + p.Dx - 1) / p.Dx, (height - p.Y + p.Dy - 1) / p.Dy));
        return size > MostPictureBytes ? 0 : size;
    }

    // Inflated piece by piece and counted, never kept: a small file may say that it is a large picture.
    private static bool PictureIsWhole(MemoryStream compressed, long expected)
    {
        compressed.Position = 0;
        try
        {
            using var inflated = new ZLibStream(compressed, CompressionMode.Decompress);
            var piece = new byte[32 * 1024];
            long bytes = 0;
            for (int count; bytes <= expected && (count = inflated.Read(piece)) > 0;)
                bytes += count;
            return bytes == expected;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    internal static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var b in bytes)
            sum = Table[(sum ^ b) & 0xFF] ^ (sum >> 8);
        return ~sum;
    }
}
