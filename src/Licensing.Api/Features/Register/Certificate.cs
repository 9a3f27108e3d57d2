using System.Globalization;
using Licensing.Rules.Licences;
using PdfSharp.Drawing;
using PdfSharp.Pdf;
using QRCoder;

namespace Licensing.Api.Features.Register;

/// <summary>A licence on one page of paper, with a QR code that asks the register again: paper does not know that a licence was suspended.</summary>
internal static class Certificate
{
    private const double Left = 60, Right = 535, LabelWidth = 130, CodeSide = 130;

    /// <param name="said">Of a licence in force.</param>
    /// <param name="verifyAt">Address that the QR code holds.</param>
    public static byte[] Print(LicenceSaid said, Ministry ministry, string verifyAt)
    {
        var (licence, holder) = (said.Licence!, said.Holder!);
        using var document = new PdfDocument();
        document.Info.Title = $"Licence {licence.Number}";
        document.Info.CreationDate = said.KnownAt;
        document.Info.ModificationDate = said.KnownAt;
        var page = document.AddPage();
        (page.Width, page.Height) = (XUnitPt.FromMillimeter(210), XUnitPt.FromMillimeter(297));
        using (var paper = XGraphics.FromPdfPage(page))
        {
            var y = Write(paper, Printable(ministry.Name) ?? "Ministry of labour", 70, 12);
            y = Write(paper, "Licence of a recruitment agency", y + 8, 22, isBold: true);
            paper.DrawLine(new XPen(XColors.Black, 1), Left, y + 6, Right, y + 6);
            y += 30;
            foreach (var (label, value) in Rows(said, licence, holder))
                y = Row(paper, label, value, y) + 8;
            DrawCode(paper, verifyAt, Left, y + 20);
            Write(paper, "Scan the code, or ask the register, before you pay anything to anybody.", y + 30, 12, isBold: true, from: Left + CodeSide + 20);
            Write(paper, $"This page says what the register said on {Instant(said.KnownAt)} (UTC). A licence can be suspended or revoked on any day after; only the register knows. {verifyAt}",
                y + 72, 9, from: Left + CodeSide + 20);
        }

        using var bytes = new MemoryStream();
        document.Save(bytes, closeStream: false);
        return bytes.ToArray();
    }

    /// <summary>What a name in letters that cannot be printed is replaced by: a name that can, else where to read it.</summary>
    internal static IEnumerable<string> NamesOf(LicenceHolder holder)
    {
        var printable = holder.Names.Where(CertificateFonts.CanPrint).ToList();
        foreach (var name in printable)
            yield return name;
        if (printable.Count < holder.Names.Count)
        {
            yield return printable.Count == 0
                ? $"The name is registered in letters that this page cannot print. It is read by the code below; the agency's reference is {holder.Reference}."
                : "It is registered in other letters too, which this page cannot print; they are read by the code below.";
        }
    }

    private static IEnumerable<(string Label, string Value)> Rows(LicenceSaid said, RegisterLicence licence, LicenceHolder holder)
    {
        foreach (var (i, name) in NamesOf(holder).Index())
            yield return (i == 0 ? "Agency" : "", name);
        yield return ("Reference", holder.Reference);
        if (holder.Address is not null)
            yield return ("Address", Printable(holder.Address) ?? "Registered in letters that this page cannot print.");
        yield return ("Licence number", Printable(licence.Number) ?? licence.Id);
        if (Printable(licence.Class) is { } licenceClass)
            yield return ("Class", licenceClass);
        yield return ("Term", $"{Day(licence.TermFrom)} to {Day(licence.TermUntil)}, both inclusive");
        yield return ($"On {Day(said.On)}", licence.State switch { LicenceState.Provisional => "in force, provisional", LicenceState.PartlySuspended => "in force, suspended in part", _ => "in force" });
        foreach (var part in licence.SuspendedParts)
            yield return ("Suspended", Printable(part) ?? "In part; the code below says what.");
    }

    private static string? Printable(string? text) => text is not null && CertificateFonts.CanPrint(text) ? text : null;

    private static double Row(XGraphics paper, string label, string value, double y)
    {
        Write(paper, label, y, 10, to: Left + LabelWidth);
        return Write(paper, value, y, 11, isBold: true, from: Left + LabelWidth);
    }

    /// <returns>Below the last line.</returns>
    private static double Write(XGraphics paper, string text, double y, double size, bool isBold = false, double from = Left, double to = Right)
    {
        var font = CertificateFonts.Of(size, isBold);
        foreach (var line in Lines(paper, font, text, to - from))
        {
            y += size * 1.3;
            paper.DrawString(line, font, XBrushes.Black, from, y);
        }

        return y;
    }

    private static IEnumerable<string> Lines(XGraphics paper, XFont font, string text, double width)
    {
        var line = "";
        foreach (var word in text.Split(' ').SelectMany(w => Pieces(paper, font, w, width)))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && paper.MeasureString(longer, font).Width > width)
            {
                yield return line;
                longer = word;
            }

            line = longer;
        }

        if (line.Length > 0)
            yield return line;
    }

    // A word that is longer than the line, as an address can be.
    private static IEnumerable<string> Pieces(XGraphics paper, XFont font, string word, double width)
    {
        while (word.Length > 1 && paper.MeasureString(word, font).Width > width)
        {
            var length = word.Length - 1;
            while (length > 1 && paper.MeasureString(word[..length], font).Width > width)
                length--;
            yield return word[..length];
            word = word[length..];
        }

        yield return word;
    }

    private static void DrawCode(XGraphics paper, string address, double x, double y)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var side = CodeSide / rows.Count;
        for (var r = 0; r < rows.Count; r++)
        {
            for (var c = 0; c < rows[r].Count;)
            {
                var from = c;
                while (c < rows[r].Count && rows[r][c])
                    c++;
                if (c > from)
                    paper.DrawRectangle(XBrushes.Black, x + (from * side), y + (r * side), (c - from) * side, side);
                else
                    c++;
            }
        }
    }

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string Instant(DateTime at) => at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
