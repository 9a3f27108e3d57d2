using System.Text;
using System.Text.Json;
using Licensing.Api.Features.Returns.Reading;
using Licensing.Rules.Values;

namespace Licensing.Api.Tests.Features.Returns.Reading;

/// <summary>Uploads as agencies send them, and what is read of them.</summary>
internal static class Uploads
{
    public static readonly CodeLists Codes = new(file => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Codes", file)));
    public static readonly ReturnReader Reader = new(Codes);
    public static readonly JsonSerializerOptions Json = Strict();

    /// <summary>Two rows of one placement with every column of the template filled in.</summary>
    public static List<Dictionary<string, string>> Good()
    {
        var first = ReturnColumn.Expand(_ => ReturnColumn.NumbersInTemplate).Where(c => c.Column != ReturnColumn.Problem)
            .ToDictionary(c => c.Column.NameWith(c.Number), c => c.Column.Example);
        foreach (var (column, value) in new[]
        {
            ("corrects", "di_0123456789abcdef"), ("correctionReason", "a receipt was misread"), ("contractExtensionMonths", "12"), ("placedOn", "2026-04-12"),
            ("employmentEndedOn", "2026-08-01"), ("deploymentFailedOn", "2026-08-02"), ("endCause", "employer-fault"),
            ("itemPeriodFrom", "2026-03-01"), ("itemPeriodTo", "2026-03-31"),
        })
            first[column] = value;
        var second = new Dictionary<string, string>(first) { ["itemId"] = "i2", ["itemKind"] = "refund", ["itemAmount"] = "0.05", ["itemPayer"] = "agency", ["itemPayee"] = "worker", ["itemRefundOf"] = "i1" };
        return [first, second];
    }

    public static string Csv(IReadOnlyList<Dictionary<string, string>> rows, char separator = ',', string newline = "\r\n")
    {
        var text = new StringWriter();
        text.Write(string.Join(separator, rows[0].Keys) + newline);
        foreach (var row in rows)
            text.Write(string.Join(separator, row.Values.Select(v => v.IndexOfAny([separator, '"', '\r', '\n']) < 0 ? v : $"\"{v.Replace("\"", "\"\"")}\"")) + newline);
        return text.ToString();
    }

    public static Task<List<ReadPlacement>> ReadAsync(string text, ReturnFormat format = ReturnFormat.Csv, Encoding? encoding = null) =>
        ReadAsync([.. (encoding ?? Encoding.UTF8).GetPreamble().Where(_ => encoding is not null), .. (encoding ?? Encoding.UTF8).GetBytes(text)], format);

    public static async Task<List<ReadPlacement>> ReadAsync(byte[] upload, ReturnFormat format = ReturnFormat.Csv)
    {
        var read = new List<ReadPlacement>();
        await foreach (var placement in Reader.ReadAsync(new MemoryStream(upload), format, TestContext.Current.CancellationToken))
            read.Add(placement);
        return read;
    }

    /// <summary>As JSON, since records with lists compare by reference.</summary>
    public static string Text(ReturnedPlacement? placement) => JsonSerializer.Serialize(placement, Json);

    /// <summary>Every rejection as row, column and code.</summary>
    public static string Rejections(IEnumerable<ReadPlacement> read) => string.Join("; ", read.SelectMany(p => p.Rejections).Select(r => $"{r.Row} {r.Column} {r.Code}"));

    private static JsonSerializerOptions Strict()
    {
        var options = new JsonSerializerOptions();
        Licensing.Api.Http.Json.Configure(options);
        return options;
    }
}
