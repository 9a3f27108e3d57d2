using System.IO.Compression;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Licensing.Api.Features.Returns;
using Licensing.Api.Features.Returns.Reading;
using Licensing.Rules.Values;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Api.Tests.Features.Returns.Reading;

/// <summary>A return that is sent as a workbook: read like the CSV of the same rows.</summary>
public sealed class WorkbookTests(ServiceHost host)
{
    private static readonly string[] Header =
        ["placementReference", "origin", "destination", "occupation", "contractSignedOn", "itemKind", "itemCategory", "itemAmount", "itemCurrency", "itemPayer", "itemPayee", "itemDate", "itemChannel", "itemReceipt"];

    [Fact]
    public async Task A_workbook_is_taken_in_and_its_repair_file_mended_and_sent_again()
    {
        var agency = await host.RegisterAgencyAsync();
        var filed = await TakenInAsync(agency, Workbook(Header, Row("W-1", "MY"), Row("W-2", "Malaysia"), [], Row("W-3", "QA")));
        Assert.Equal(("done", "xlsx", 2, 1), (filed.Text("state"), filed.Text("format"), filed.Number("accepted"), filed.Number("rejected")));
        var rejection = (await host.As($"agency:{agency.Id}").GetFromJsonAsync<JsonElement>($"/v1/returns/{filed.Text("id")}/rejections")).GetProperty("items")[0];
        Assert.Equal((2, "destination", "country.unknown"), (rejection.Number("row"), rejection.Text("column"), rejection.Text("code")));

        using var repair = await host.As($"agency:{agency.Id}").GetAsync($"/v1/returns/{filed.Text("id")}/repair-file");
        Assert.Equal("text/csv", repair.Content.Headers.ContentType!.MediaType);
        var mended = (await repair.Content.ReadAsStringAsync()).Replace("Malaysia", "MY", StringComparison.Ordinal);
        using var again = await host.FileReturnAsync(agency, "2026-02", mended, type: "text/csv");
        var id = (await again.Content.ReadFromJsonAsync<JsonElement>()).Text("id")!;
        await host.TakeInAsync(id);
        Assert.Equal(1, (await host.ReadReturnAsync(agency, id)).Number("accepted"));
    }

    [Fact]
    public async Task The_template_is_a_workbook_that_is_read_once_it_is_filled_in()
    {
        using var answer = await host.Public.GetAsync("/v1/returns/template.xlsx");
        Assert.Equal(ReadReturnWorkbook.Xlsx, answer.Content.Headers.ContentType!.MediaType);
        using var book = new MemoryStream();
        await (await answer.Content.ReadAsStreamAsync()).CopyToAsync(book);
        using (var document = SpreadsheetDocument.Open(book, isEditable: true))
        {
            var part = document.WorkbookPart!;
            var first = (WorksheetPart)part.GetPartById(part.Workbook!.Descendants<Sheet>().First().Id!);
            var names = first.Worksheet!.Descendants<Row>().First().Descendants<Text>().Select(t => t.Text).ToList();
            Assert.Equal(["placementReference", "corrects"], names[..2]);
            var row = Row("W-1", "MY");
            first.Worksheet.GetFirstChild<SheetData>()!.Append(RowOf([.. names.Select(n => Array.IndexOf(Header, n) is >= 0 and var at ? row[at] : null)]));
        }

        var placement = Assert.Single(await ReadAsync(book.ToArray()));
        Assert.Empty(placement.Rejections);
        Assert.Equal("W-1", placement.Filing!.PlacementReference);
    }

    [Fact]
    public async Task Days_numbers_and_yes_in_the_spreadsheets_own_form_are_what_a_clerk_would_have_typed()
    {
        var row = Row("W-1", "MY");
        (row[4], row[7], row[11]) = (new DateTime(2026, 2, 2), 9000.10, new DateTime(2026, 2, 5));
        var placement = Assert.Single(await ReadAsync(Workbook([.. Header, "rehiredBySameEmployer"], [.. row, true])));
        Assert.Empty(placement.Rejections);
        var filing = placement.Filing!;
        Assert.Equal((new DateOnly(2026, 2, 2), 900010L, new DateOnly(2026, 2, 5), true),
            (filing.Contract!.SignedOn, filing.Items[0].Amount.AmountMinor, filing.Items[0].Date, filing.RehiredBySameEmployer));
    }

    [Fact]
    public async Task What_stands_in_a_cell_is_read_as_it_stands_there()
    {
        var row = Row("A \"B\", C;\tD\r\nE", "MY");
        row[13] = "=1+1";
        var placement = Assert.Single(await ReadAsync(Workbook(Header, row)));
        // The reference is refused for its line break, and shown whole: no cell ran into the next.
        Assert.All(placement.Rejections, r => Assert.Equal("placementReference", r.Column));
    }

    [Fact]
    public async Task A_formula_that_failed_is_no_blank()
    {
        var row = Row("W-1", "MY");
        row[13] = new InvalidOperationException("#N/A");
        var placement = Assert.Single(await ReadAsync(Workbook(Header, row)));
        Assert.Equal("#N/A", placement.Filing?.Items[0].Receipt ?? placement.Rejections.Single().Value);
    }

    [Theory]
    [InlineData("no zip")]
    [InlineData("zip of something else")]
    [InlineData("cut off")]
    [InlineData("broken xml")]
    public async Task What_is_no_workbook_is_refused_with_what_to_do(string what)
    {
        var sound = Workbook(Header, Row("W-1", "MY"));
        var bytes = what switch
        {
            "no zip" => "placementReference,origin\r\nW-1,NP\r\n"u8.ToArray(),
            "zip of something else" => Zip(("hello.txt", "hello"u8.ToArray())),
            "cut off" => sound[..(sound.Length / 2)],
            _ => Zip(("[Content_Types].xml", "<Types"u8.ToArray()), ("xl/workbook.xml", "<workbook><sheets><sheet name=\"a\" "u8.ToArray())),
        };
        var placement = Assert.Single(await ReadAsync(bytes));
        Assert.Equal((0L, "file.workbook-unreadable"), (placement.Row, Assert.Single(placement.Rejections).Code));
    }

    [Fact]
    public async Task What_unpacks_to_more_than_is_allowed_is_refused_whatever_it_says_of_its_size()
    {
        using var bomb = new MemoryStream();
        using (var archive = new ZipArchive(bomb, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using var entry = await archive.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).OpenAsync();
            var zeros = new byte[1024 * 1024];
            for (var written = 0L; written <= 512L * 1024 * 1024; written += zeros.Length)
                await entry.WriteAsync(zeros);
        }

        var placement = Assert.Single(await ReadAsync(bomb.ToArray()));
        Assert.Equal("file.workbook-too-large", Assert.Single(placement.Rejections).Code);
    }

    [Fact]
    public async Task A_sheet_that_breaks_off_in_the_middle_keeps_what_stands_before()
    {
        var sound = Workbook(Header, [.. Enumerable.Range(1, 300).Select(i => Row($"W-{i}", "MY"))]);
        using var broken = new MemoryStream();
        broken.Write(sound);
        using (var archive = new ZipArchive(broken, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = archive.Entries.Single(e => e.FullName.EndsWith("sheet1.xml", StringComparison.Ordinal) || e.FullName.EndsWith("sheet.xml", StringComparison.Ordinal));
            string text;
            using (var reader = new StreamReader(entry.Open()))
                text = await reader.ReadToEndAsync();
            await using var writer = entry.Open();
            writer.SetLength(0);
            await writer.WriteAsync(Encoding.UTF8.GetBytes(text[..(text.IndexOf("W-200", StringComparison.Ordinal) + 2)]));
        }

        var placements = await ReadAsync(broken.ToArray());
        Assert.Equal("file.workbook-damaged", Assert.Single(placements[^1].Rejections).Code);
        Assert.InRange(placements.Count(p => p.Filing is not null && p.Rejections.Count == 0), 190, 199);
    }

    private async Task<JsonElement> TakenInAsync(RegisteredAgency agency, byte[] workbook)
    {
        using var body = new ByteArrayContent(workbook) { Headers = { ContentType = new(ReadReturnWorkbook.Xlsx) } };
        using var answer = await host.As($"agency:{agency.Id}").PostAsync($"/v1/agencies/{agency.Id}/returns?period=2026-02&onError=keep-good", body);
        Assert.Equal(202, (int)answer.StatusCode);
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).Text("id")!;
        await host.TakeInAsync(id);
        await host.JudgeAsync();
        await host.TakeInAsync(id);
        return await host.ReadReturnAsync(agency, id);
    }

    private async Task<List<ReadPlacement>> ReadAsync(byte[] bytes)
    {
        using var upload = new MemoryStream(bytes);
        return await new ReturnReader(host.Services.GetRequiredService<CodeLists>()).ReadAsync(upload, ReturnFormat.Xlsx, CancellationToken.None).ToListAsync();
    }

    private static object?[] Row(string reference, string destination) =>
        [reference, "NP", destination, "9329", "2026-02-02", "payment", "recruitment-fee.service", "9000.00", "NPR", "worker", "agency", "2026-02-05", "bank", "R-1"];

    private static byte[] Workbook(IReadOnlyList<object?> header, params object?[][] rows)
    {
        using var written = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(written, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            // Style 1 is a day (14 of the built-in formats).
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = new Stylesheet(new Fonts(new Font()), new Fills(new Fill()), new Borders(new Border()), new CellStyleFormats(new CellFormat()),
                new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = 14, ApplyNumberFormat = true }));
            var sheet = book.AddNewPart<WorksheetPart>();
            sheet.Worksheet = new Worksheet(new SheetData([RowOf(header), .. rows.Select(RowOf)]));
            book.Workbook = new Workbook(new Sheets(new Sheet { Name = "Return", SheetId = 1, Id = book.GetIdOfPart(sheet) }));
        }

        return written.ToArray();
    }

    private static Row RowOf(IReadOnlyList<object?> cells) => new(cells.Select(cell => cell switch
    {
        null => new Cell(),
        DateTime day => new Cell { StyleIndex = 1, CellValue = new CellValue(day.ToOADate().ToString(System.Globalization.CultureInfo.InvariantCulture)) },
        double number => new Cell { CellValue = new CellValue(number.ToString("R", System.Globalization.CultureInfo.InvariantCulture)) },
        Exception failed => new Cell { DataType = CellValues.Error, CellValue = new CellValue(failed.Message) },
        bool yes => new Cell { DataType = CellValues.Boolean, CellValue = new CellValue(yes ? "1" : "0") },
        _ => new Cell { DataType = CellValues.InlineString, InlineString = new InlineString(new Text((string)cell)) },
    }));

    private static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using var written = new MemoryStream();
        using (var archive = new ZipArchive(written, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return written.ToArray();
    }
}
