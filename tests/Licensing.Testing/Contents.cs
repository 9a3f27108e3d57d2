using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Licensing.Testing;

/// <summary>Small documents of each type, sound ones and others.</summary>
public static class Contents
{
    /// <summary>One pixel, arithmetic coding.</summary>
    public static byte[] Jpeg() => Convert.FromBase64String("/9j/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k=");

    /// <param name="more">A further object, as text.</param>
    /// <param name="objects">What an object stream holds.</param>
    /// <param name="filter">How that stream says it is packed.</param>
    public static byte[] Pdf(string? more = null, string? objects = null, string filter = "/FlateDecode")
    {
        using var file = new MemoryStream();
        void Write(string text) => file.Write(Encoding.Latin1.GetBytes(text));
        Write("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>\nendobj\n");
        if (more is not null)
            Write($"4 0 obj\n{more}\nendobj\n");
        if (objects is not null)
        {
            var packed = Deflate(Encoding.Latin1.GetBytes(objects));
            Write($"5 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter {filter} /Length {packed.Length} >>\nstream\n");
            file.Write(packed);
            Write("\nendstream\nendobj\n");
        }

        var at = file.Length;
        Write($"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n");
        return file.ToArray();
    }

    public static byte[] Png(int width = 3, int height = 2, byte interlace = 0, int? rows = null, bool damaged = false)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = (8, 2, interlace);
        var data = Deflate(new byte[(rows ?? height) * (1 + 3 * width)]);
        byte[] chunks = [.. Chunk("IHDR", header), .. Chunk("IDAT", data), .. Chunk("IEND", [])];
        if (damaged)
            chunks[20] ^= 1;
        return [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, .. chunks];
    }

    /// <summary>A sound PDF of exactly so many bytes.</summary>
    public static byte[] PdfOf(int bytes)
    {
        var padding = bytes - Pdf("()").Length;
        var padded = Pdf($"({new string('x', padding)})");
        // The digits of the last offset may take a byte more.
        return padded.Length == bytes ? padded : Pdf($"({new string('x', padding - (padded.Length - bytes))})");
    }

    private static byte[] Chunk(string type, byte[] body)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. body];
        var chunk = new byte[named.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, body.Length);
        named.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(named.Length + 4), Crc(named));
        return chunk;
    }

    private static byte[] Deflate(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            deflate.Write(plain);
        return packed.ToArray();
    }

    // Bit by bit, so that it is another reckoning than the one that is tested.
    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
        }

        return ~crc;
    }
}
