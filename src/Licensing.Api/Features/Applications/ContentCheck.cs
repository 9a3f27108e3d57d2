namespace Licensing.Api.Features.Applications;

/// <summary>Whether bytes are what they are declared to be. It reads the structure from the first byte to the last, runs nothing, and refuses what
/// hides something: trailing bytes, scripts, encryption.</summary>
public static class ContentCheck
{
    private const string Pdf = "application/pdf", Png = "image/png", Jpeg = "image/jpeg";

    public static IReadOnlyList<string> MediaTypes { get; } = [Pdf, Png, Jpeg];

    /// <returns>Null: it is of that type; else why not, in a sentence.</returns>
    public static string? WhyNot(string mediaType, ReadOnlySpan<byte> content) => mediaType switch
    {
        Pdf => PdfContent.WhyNot(content),
        Png => PngContent.WhyNot(content),
        Jpeg => JpegContent.WhyNot(content),
        _ => "Documents of this type are not taken.",
    };

    public static string ExtensionOf(string mediaType) => mediaType switch { Pdf => "pdf", Png => "png", Jpeg => "jpg", _ => "bin" };
}
