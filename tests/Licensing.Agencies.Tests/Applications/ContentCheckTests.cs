using System.Text;
using Licensing.Api.Features.Applications;
using Licensing.Agencies.Tests.Register;

namespace Licensing.Agencies.Tests.Applications;

public sealed class ContentCheckTests
{
    private const string Pdf = "application/pdf", Png = "image/png", Jpeg = "image/jpeg";

    public static TheoryData<string, string, byte[], string?> Cases => new()
    {
        { "a PDF", Pdf, Contents.Pdf(), null },
        { "a PDF with an object stream", Pdf, Contents.Pdf(objects: "1 0 << /Type /Page >>"), null },
        { "a PNG", Png, Contents.Png(), null },
        { "a JPEG", Jpeg, Contents.Jpeg(), null },
        { "nothing", Pdf, [], "begin" },
        { "a page of the web as PDF", Pdf, Encoding.ASCII.GetBytes("<!doctype html><script>alert(1)</script>"), "begin" },
        { "a page before the PDF", Pdf, [.. "<html></html>\n"u8, .. Contents.Pdf()], "begin" },
        { "a PDF cut off", Pdf, Contents.Pdf()[..^20], "cut off" },
        { "an archive behind the PDF", Pdf, [.. Contents.Pdf(), .. "PK\u0003\u0004 archive"u8], "follows the end" },
        { "a PDF without its table", Pdf, [.. "%PDF-1.7\nstartxref\n9\n%%EOF"u8], "table of contents" },
        { "a script in a PDF", Pdf, Contents.Pdf("<< /S /JavaScript /JS (app.alert(1)) >>"), "script" },
        { "a script in a PDF, written otherwise", Pdf, Contents.Pdf("<< /S /J#61vaScript /JS (app.alert(1)) >>"), "script" },
        { "a script in an object stream", Pdf, Contents.Pdf(objects: "1 0 << /S /JavaScript >>"), "script" },
        { "an object stream packed otherwise", Pdf, Contents.Pdf(objects: "1 0 << >>", filter: "[/ASCII85Decode /FlateDecode]"), "packed" },
        { "a program started by a PDF", Pdf, Contents.Pdf("<< /S /Launch /F (calc.exe) >>"), "program" },
        { "a file in a PDF", Pdf, Contents.Pdf("<< /Names << /EmbeddedFiles 6 0 R >> >>"), "another file" },
        { "an encrypted PDF", Pdf, Contents.Pdf("<< /Encrypt 7 0 R >>"), "encrypted" },
        { "a word that only begins like a script", Pdf, Contents.Pdf("<< /JavaScriptless true /Launchpad 1 >>"), null },
        { "a PDF as PNG", Png, Contents.Pdf(), "begin" },
        { "a PNG as JPEG", Jpeg, Contents.Png(), "begin" },
        { "a PNG cut off in its end", Png, Contents.Png()[..^1], "cut off" },
        { "a PNG cut off in its picture", Png, Contents.Png()[..50], "cut off" },
        { "a page behind the PNG", Png, [.. Contents.Png(), .. "<script>"u8], "follows the end" },
        { "a PNG with a wrong sum", Png, Contents.Png(damaged: true), "checksum" },
        { "a PNG with a row too few", Png, Contents.Png(rows: 1), "damaged" },
        { "a small PNG that says it is a large picture", Png, Contents.Png(width: 60_000, height: 60_000, rows: 1), "too large" },
        { "a PNG with a row too many", Png, Contents.Png(rows: 9), "damaged" },
        { "a JPEG cut off", Jpeg, Contents.Jpeg()[..^1], "cut off" },
        { "a page behind the JPEG", Jpeg, [.. Contents.Jpeg(), .. "<script>"u8], "follows the end" },
        { "a JPEG without a picture", Jpeg, [0xFF, 0xD8, 0xFF, 0xD9], "no picture" },
        { "a JPEG whose segment is longer than the file", Jpeg, [0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xFF, 1], "cut off" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Content_is_what_it_is_declared_to_be_or_refused_in_words(string what, string mediaType, byte[] content, string? because)
    {
        var whyNot = ContentCheck.WhyNot(mediaType, content);
        if (because is null)
            Assert.True(whyNot is null, $"{what}: {whyNot}");
        else
            Assert.True(whyNot?.Contains(because, StringComparison.Ordinal), $"{what}: {whyNot}");
    }

    /// <summary>Whatever comes, it ends in an answer; one byte changed in a PNG is always noticed.</summary>
    [Fact]
    public void Every_cut_and_every_changed_byte_ends_in_an_answer()
    {
        foreach (var (mediaType, content) in ((string, byte[])[])[(Pdf, Contents.Pdf(objects: "1 0 << /Type /Page >>")), (Png, Contents.Png()), (Jpeg, Contents.Jpeg())])
        {
            for (var at = 0; at < content.Length; at++)
            {
                Assert.True(ContentCheck.WhyNot(mediaType, content.AsSpan(0, at)) is not null || mediaType == Pdf && at == content.Length - 1, $"{mediaType} cut at {at}");
                var changed = (byte[])content.Clone();
                changed[at] ^= 0x20;
                var whyNot = ContentCheck.WhyNot(mediaType, changed);
                Assert.True(whyNot is not null || mediaType != Png, $"PNG changed at {at}");
            }
        }
    }

    [Fact]
    public async Task A_certificate_that_the_service_prints_itself_is_sound()
    {
        await using var host = new RegisterHost();
        var licence = await host.StoreLicenceAsync(await host.RegisterAgencyAsync());
        Assert.Null(ContentCheck.WhyNot(Pdf, await host.Public.GetByteArrayAsync($"/v1/register/licences/{licence}/certificate.pdf")));
    }
}
