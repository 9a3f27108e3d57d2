using PdfSharp.Drawing;
using PdfSharp.Fonts;

namespace Licensing.Api.Features.Register;

/// <summary>The one typeface of a certificate (DejaVu Sans), from this assembly: a server has none of its own.</summary>
public sealed class CertificateFonts : IFontResolver
{
    private const string Regular = "DejaVuSans.ttf", Bold = "DejaVuSans-Bold.ttf", Family = "DejaVu Sans";

    private static readonly Lock One = new();

    // Letters that stand by themselves one after the other, and that the typeface has: Latin with all its marks (Vietnamese too) and Cyrillic.
    private static readonly (int First, int Last)[] Letters = [(0x20, 0x7E), (0xA0, 0x24F), (0x400, 0x45F), (0x1E00, 0x1EFF), (0x2010, 0x2027)];

    public static XFont Of(double size, bool isBold = false)
    {
        lock (One)
        {
            if (GlobalFontSettings.FontResolver is null)
                GlobalFontSettings.FontResolver = new CertificateFonts();
        }

        return new XFont(Family, size, isBold ? XFontStyleEx.Bold : XFontStyleEx.Regular);
    }

    /// <summary>Whether a text can be printed as it is read. In Devanagari, Bengali or Burmese letters join and change their order, which no library
    /// here does; printed letter by letter a name would be another one, or none. For Chinese there is no typeface.</summary>
    public static bool CanPrint(string text) => text.EnumerateRunes().All(rune => Letters.Any(range => range.First <= rune.Value && rune.Value <= range.Last));

    public FontResolverInfo ResolveTypeface(string familyName, bool bold, bool italic) => new(bold ? Bold : Regular);

    public byte[] GetFont(string faceName)
    {
        using var stream = typeof(CertificateFonts).Assembly.GetManifestResourceStream(faceName) ?? throw new InvalidOperationException($"{faceName} is not in the assembly.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
