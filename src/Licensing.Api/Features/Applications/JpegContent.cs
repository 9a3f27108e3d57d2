using System.Buffers.Binary;

namespace Licensing.Api.Features.Applications;

/// <summary>JPEG (ITU-T T.81): segments one after another, a frame with a size, scans of coded data, the end marker last.</summary>
internal static class JpegContent
{
    private const byte Start = 0xD8, End = 0xD9, Scan = 0xDA, Fill = 0xFF;

    public static string? WhyNot(ReadOnlySpan<byte> content)
    {
        if (content.Length < 4 || content[0] != Fill || content[1] != Start || content[2] != Fill)
            return "It does not begin as a JPEG does.";
        var (at, frame, scan) = (2, false, false);
        while (at + 1 < content.Length)
        {
            if (content[at] != Fill)
                return "It is damaged: a segment does not end where it says.";
            var marker = content[at + 1];
            if (marker == Fill)
            {
                at++;
                continue;
            }

            at += 2;
            if (marker == End)
                return !frame || !scan ? "It holds no picture." : at != content.Length ? "Something follows the end of the picture." : null;
            var length = content.Length - at < 2 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(content[at..]);
            if (length < 2 || length > content.Length - at)
                return "It is cut off.";
            // Frames of every kind: C0 to CF but the tables C4, C8 and CC.
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                if (length < 8 || BinaryPrimitives.ReadUInt16BigEndian(content[(at + 3)..]) == 0 || BinaryPrimitives.ReadUInt16BigEndian(content[(at + 5)..]) == 0)
                    return "Its picture has no size.";
                frame = true;
            }

            at += length;
            if (marker != Scan)
                continue;
            if (!frame)
                return "It is damaged: a picture before its size.";
            scan = true;
            // Coded data: up to a marker that is neither a stuffed nought nor a restart.
            while (at + 1 < content.Length && !(content[at] == Fill && content[at + 1] is not 0 and not (>= 0xD0 and <= 0xD7) and not Fill))
                at++;
        }

        return "It is cut off.";
    }
}
