using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Licensing.Api.Features.Applications;

/// <summary>PDF (ISO 32000): the header first, the end mark last, a cross-reference where the end says; nothing that runs, sends, embeds or is
/// encrypted. Names are compared as a reader would (#4A is J), in object streams too.</summary>
internal static class PdfContent
{
    private const int MostInflated = 64 * 1024 * 1024, LongestTail = 2048, LongestDictionary = 4096, MostStreams = 50_000;
    private const string Unreadable = "Its objects are packed in a way that nobody can check. Print it to a new PDF.";
    private static readonly SearchValues<byte> EndOfName = SearchValues.Create("\0\t\n\f\r ()<>[]{}/%"u8);

    private static readonly Dictionary<string, string> Refused = new(StringComparer.Ordinal)
    {
        ["JavaScript"] = "It holds a script.",
        ["Launch"] = "It starts a program.",
        ["EmbeddedFile"] = "It holds another file.",
        ["EmbeddedFiles"] = "It holds another file.",
        ["RichMedia"] = "It holds media that run.",
        ["XFA"] = "It holds a form that runs.",
        ["SubmitForm"] = "It sends data elsewhere.",
        ["ImportData"] = "It fetches data from elsewhere.",
        ["Encrypt"] = "It is encrypted, so nobody can check it. Save it without a password.",
    };

    public static string? WhyNot(ReadOnlySpan<byte> content)
    {
        if (content.Length < 8 || !content.StartsWith("%PDF-"u8) || content[5] is not ((byte)'1' or (byte)'2') || content[6] != (byte)'.' || !char.IsAsciiDigit((char)content[7]))
            return "It does not begin as a PDF does.";
        var tail = content[^Math.Min(content.Length, LongestTail)..].TrimEnd(" \t\r\n\0"u8);
        if (!tail.EndsWith("%%EOF"u8))
            return tail.LastIndexOf("%%EOF"u8) >= 0 ? "Something follows the end of the document." : "It is cut off.";
        if (!PointsToReferences(content, tail))
            return "It is damaged: its table of contents is not where it says.";
        return NameIn(content) ?? InObjectStreams(content);
    }

    // "startxref N %%EOF": at N stands "xref", or the object that holds the cross-reference stream.
    private static bool PointsToReferences(ReadOnlySpan<byte> content, ReadOnlySpan<byte> tail)
    {
        var start = tail.LastIndexOf("startxref"u8);
        if (start < 0)
            return false;
        var number = Encoding.ASCII.GetString(tail[(start + "startxref".Length)..^"%%EOF".Length]).Trim();
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var at) || at < 8 || at >= content.Length)
            return false;
        var there = content[at..].TrimStart(" \t\r\n"u8);
        return there.StartsWith("xref"u8) || (char.IsAsciiDigit((char)there[0]) && there[..Math.Min(there.Length, 32)].IndexOf(" obj"u8) > 0);
    }

    private static string? NameIn(ReadOnlySpan<byte> content)
    {
        for (var at = 0; content[at..].IndexOf((byte)'/') is >= 0 and var slash;)
        {
            at += slash + 1;
            var name = content[at..];
            if (name.IndexOfAny(EndOfName) is >= 0 and var end)
                name = name[..end];
            // None that is refused is longer, even with every letter written as three.
            if (name.Length <= 64 && Refused.TryGetValue(Plain(name), out var why))
                return why;
        }

        return null;
    }

    private static string Plain(ReadOnlySpan<byte> name)
    {
        var plain = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] == (byte)'#' && i + 2 < name.Length && byte.TryParse(name.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                plain.Append((char)code);
                i += 2;
            }
            else
            {
                plain.Append((char)name[i]);
            }
        }

        return plain.ToString();
    }

    // Objects may stand compressed in streams of their own, where the first look does not see them.
    private static string? InObjectStreams(ReadOnlySpan<byte> content)
    {
        var (left, streams) = (MostInflated, 0);
        for (var at = 0; content[at..].IndexOf("ObjStm"u8) is >= 0 and var found;)
        {
            at += found + "ObjStm".Length;
            var keyword = content.Slice(at, Math.Min(content.Length - at, LongestDictionary)).IndexOf("stream"u8);
            if (keyword < 0 || ++streams > MostStreams)
                return Unreadable;
            var before = content[Math.Max(0, at - LongestDictionary)..at];
            var dictionary = content[(at - before.Length + Math.Max(before.LastIndexOf(" obj"u8), 0))..(at + keyword)];
            if (dictionary.IndexOf("FlateDecode"u8) < 0 && dictionary.IndexOf("/Filter"u8) < 0)
                continue;    // not compressed: the first look saw it
            var data = content[(at + keyword + "stream".Length)..].TrimStart("\r\n"u8);
            var end = data.IndexOf("endstream"u8);
            if (dictionary.IndexOf("FlateDecode"u8) < 0 || Unusual(dictionary) || end < 0 || Inflate(data[..end], left) is not { } objects)
                return Unreadable;
            left -= objects.Length;
            if (NameIn(objects) is { } why)
                return why;
        }

        return null;
    }

    private static bool Unusual(ReadOnlySpan<byte> dictionary) =>
        dictionary.IndexOf("ASCII85"u8) >= 0 || dictionary.IndexOf("ASCIIHex"u8) >= 0 || dictionary.IndexOf("LZW"u8) >= 0 || dictionary.IndexOf("RunLength"u8) >= 0
        || dictionary.IndexOf("/Crypt"u8) >= 0 || dictionary.IndexOf("/Predictor"u8) >= 0 || dictionary.IndexOf((byte)'#') >= 0;

    private static byte[]? Inflate(ReadOnlySpan<byte> data, int most)
    {
        try
        {
            using var inflated = new ZLibStream(new MemoryStream(data.ToArray()), CompressionMode.Decompress);
            using var whole = new MemoryStream();
            var piece = new byte[32 * 1024];
            for (int count; (count = inflated.Read(piece)) > 0;)
            {
                whole.Write(piece, 0, count);
                if (whole.Length > most)
                    return null;
            }

            return whole.ToArray();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
