using System.Text;

namespace Licensing.Api.Tests.Features.Returns.Reading;

/// <summary>What spreadsheets do to a file without changing what it says is tolerated.</summary>
public sealed class SpreadsheetTests
{
    private static readonly Encoding Utf16 = new UnicodeEncoding(bigEndian: false, byteOrderMark: true);

    public static TheoryData<string> Habits => [.. Written().Keys];

    [Theory]
    [MemberData(nameof(Habits))]
    public async Task The_same_return_is_read_however_a_spreadsheet_wrote_it(string habit)
    {
        var expected = Uploads.Text(Assert.Single(await Uploads.ReadAsync(Uploads.Csv(Rows()))).Filing);
        Assert.NotEqual("null", expected);
        var read = Assert.Single(await Uploads.ReadAsync(Written()[habit]));
        Assert.Equal("", Uploads.Rejections([read]));
        Assert.Equal(expected, Uploads.Text(read.Filing));
    }

    [Theory]
    [InlineData("15000,00", "NPR", 1_500_000)]
    [InlineData("0,05", "NPR", 5)]
    [InlineData("15000", "JPY", 15_000)]
    [InlineData("15000.000", "KWD", 15_000_000)]
    [InlineData("15,000", "KWD", null)]
    [InlineData("15,000", "NPR", null)]
    [InlineData("15,000", "JPY", null)]
    [InlineData("15000,0", "NPR", null)]
    [InlineData("1,500,00", "NPR", null)]
    [InlineData("1.500,00", "NPR", null)]
    public async Task A_decimal_comma_is_read_only_where_it_can_be_nothing_else(string amount, string currency, int? minor)
    {
        var rows = Rows();
        rows[0]["itemAmount"] = amount;
        rows[0]["itemCurrency"] = currency;
        foreach (var separator in ";\t")
        {
            var read = Assert.Single(await Uploads.ReadAsync(Uploads.Csv(rows, separator)));
            Assert.Equal(minor, read.Filing?.Items[0].Amount.AmountMinor);
        }
    }

    [Fact]
    public async Task Rows_are_those_of_the_spreadsheet()
    {
        var read = await Uploads.ReadAsync("sep=,\r\nplacementReference,origin,destination,itemDate,employerName\r\nP-1,NP,MY,,\"a\r\nb\"\r\n\r\n,,,,\r\nP-2,NP,XX,,\r\n");
        Assert.Equal((4, 4, "4 destination country.unknown"), (read[1].Row, read[1].LastRow, Uploads.Rejections(read)));
    }

    [Fact]
    public async Task A_placement_needs_no_items_and_blank_cells_of_later_rows_say_nothing()
    {
        var read = await Uploads.ReadAsync("""
            placementReference,origin,destination,sex,itemKind,itemCategory,itemAmount,itemCurrency,itemPayer,itemPayee
            P-1,NP,MY,male,,,,,,
            P-2,NP,MY,male,payment,medical.test,1.00,NPR,worker,clinic
            P-2,,,,payment,medical.test,2.00,NPR,worker,clinic
            """);
        Assert.Equal("", Uploads.Rejections(read));
        Assert.Equal([0, 2], read.Select(p => p.Filing!.Items.Count));
    }

    [Fact]
    public async Task Gaps_between_numbered_columns_are_passed_over_and_errors_name_the_number_written()
    {
        var read = await Uploads.ReadAsync("placementReference,origin,destination,intermediary2Name,intermediary12Kind,intermediary12Name\nP-1,NP,MY,,broker,B\nP-2,NP,MY,A,uncle,\n");
        Assert.Equal("B", Assert.Single(read[0].Filing!.Intermediaries).Name);
        Assert.Equal("2 intermediary12Kind word.unknown; 2 intermediary2Kind field.missing", Uploads.Rejections(read));
    }

    [Fact]
    public async Task A_formula_is_text()
    {
        var read = await Uploads.ReadAsync("placementReference,origin,destination,employerName\nP-1,NP,MY,=1+1\nP-2,NP,MY,'=1+1\n");
        Assert.Equal(["=1+1", "=1+1"], read.Select(p => p.Filing!.Employer!.Name));
    }

    private static List<Dictionary<string, string>> Rows()
    {
        var rows = Uploads.Good();
        foreach (var row in rows)
            (row["employerName"], row["partnerAgencyName"]) = ("नेपाल; \"Works\", Ltd", "Line one\nLine two");
        return rows;
    }

    private static Dictionary<string, byte[]> Written()
    {
        var rows = Rows();
        List<Dictionary<string, string>> Changed(Func<KeyValuePair<string, string>, KeyValuePair<string, string>> change) =>
            [.. rows.Select(row => new Dictionary<string, string>(row.Select(change)))];
        var commas = Uploads.Csv(rows);
        return new Dictionary<string, byte[]>
        {
            ["semicolon, byte-order mark, CRLF"] = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Uploads.Csv(rows, ';'))],
            ["UTF-16 with tabs"] = [.. Utf16.GetPreamble(), .. Utf16.GetBytes(Uploads.Csv(rows, '\t'))],
            ["UTF-16 big-endian"] = [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(Uploads.Csv(rows, '\t'))],
            ["sep= line"] = Encoding.UTF8.GetBytes("sep=;\r\n" + Uploads.Csv(rows, ';')),
            ["quoted sep= line"] = Encoding.UTF8.GetBytes("\"sep=\t\"\n" + Uploads.Csv(rows, '\t', "\n")),
            ["LF"] = Encoding.UTF8.GetBytes(Uploads.Csv(rows, newline: "\n")),
            ["CR"] = Encoding.UTF8.GetBytes(Uploads.Csv(rows, newline: "\r")),
            ["no line end at the end"] = Encoding.UTF8.GetBytes(commas.TrimEnd()),
            ["everything quoted"] = Encoding.UTF8.GetBytes(string.Join("\r\n", new[] { rows[0].Keys.ToArray(), [.. rows[0].Values], [.. rows[1].Values] }
                .Select(cells => string.Join(',', cells.Select(c => $"\"{c.Replace("\"", "\"\"")}\""))))),
            ["trailing empty columns and rows"] = Encoding.UTF8.GetBytes(Uploads.Csv(Changed(c => c)).Replace("itemRefundOf\r\n", "itemRefundOf,,,\r\n").Replace(",i1\r\n", ",i1,,,\r\n") + ",,,,\r\n\r\n,,,,,,,\r\n"),
            ["names in any case, with spaces"] = Encoding.UTF8.GetBytes(Uploads.Csv(Changed(c => new(string.Concat(c.Key.Select(l => char.IsUpper(l) ? " " + l : l.ToString())).ToUpperInvariant(), c.Value)))),
            ["columns in another order"] = Encoding.UTF8.GetBytes(Uploads.Csv([.. rows.Select(r => new Dictionary<string, string>(r.Reverse()))])),
            ["words as people write them"] = Encoding.UTF8.GetBytes(Uploads.Csv(Changed(c => new(c.Key, c.Value is "sub-agent" or "employer-fault" or "female" ? c.Value.Replace('-', ' ').ToUpperInvariant() : c.Value is "yes" ? "TRUE" : c.Value is "no" ? "FALSE" : c.Value)))),
            ["blanks around"] = Encoding.UTF8.GetBytes(Uploads.Csv(Changed(c => new(c.Key, c.Value.Length > 0 ? $" {c.Value}\u00A0" : " ")))),
        };
    }
}
