using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using FastEndpoints;
using Licensing.Api.Features.Returns.Reading;
using Licensing.Api.Security;

namespace Licensing.Api.Features.Returns;

/// <summary>The header of a return as a workbook (.xlsx), to fill in: one row for each fee item, the rows of a placement one under the other. A second
/// sheet says what each column means.</summary>
/// <remarks>Every cell is text: a spreadsheet then keeps the zeros in front of a number and turns no reference into a day.</remarks>
public sealed class ReadReturnWorkbook : EndpointWithoutRequest
{
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const uint Text = 1;

    public override void Configure()
    {
        Get("returns/template.xlsx");
        Permissions(Permission.ReadReturnTemplate);
        Description(b => b.Produces<byte[]>(200, Xlsx), clearDefaults: true);
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        using var written = new MemoryStream();
        Write(written);
        HttpContext.Response.Headers.ContentDisposition = "attachment; filename=return-template.xlsx";
        await Send.BytesAsync(written.ToArray(), contentType: Xlsx, cancellation: ct);
    }

    private static void Write(Stream to)
    {
        using var document = SpreadsheetDocument.Create(to, SpreadsheetDocumentType.Workbook);
        var workbook = document.AddWorkbookPart();
        workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = new Stylesheet(
            new Fonts(new Font()), new Fills(new Fill(new PatternFill { PatternType = PatternValues.None })), new Borders(new Border()),
            new CellStyleFormats(new CellFormat()),
            // 49 is "@" of the built-in formats: text.
            new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = 49, ApplyNumberFormat = true }));
        var columns = RepairFile.TemplateColumns();
        workbook.Workbook = new Workbook(new Sheets(
            Sheet("Return", 1, [columns]),
            Sheet("Columns", 2, [["Column", "Meaning", "Example"], .. ReturnColumn.All.Where(c => c != ReturnColumn.Problem).Select(c => (IReadOnlyList<string>)[c.Name, c.Meaning, c.Example])])));

        Sheet Sheet(string name, uint id, IReadOnlyList<IReadOnlyList<string>> rows)
        {
            var part = workbook.AddNewPart<WorksheetPart>();
            part.Worksheet = new Worksheet(
                new Columns(new Column { Min = 1, Max = (uint)rows[0].Count, Width = 24, CustomWidth = true, Style = Text }),
                new SheetData(rows.Select(row => new Row(row.Select(cell => new Cell { DataType = CellValues.InlineString, StyleIndex = Text, InlineString = new InlineString(new Text(cell)) })))));
            return new Sheet { Name = name, SheetId = id, Id = workbook.GetIdOfPart(part) };
        }
    }
}
