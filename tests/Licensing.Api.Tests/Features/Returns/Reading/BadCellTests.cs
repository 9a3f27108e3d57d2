using System.Text;

namespace Licensing.Api.Tests.Features.Returns.Reading;

/// <summary>Every mistake is named with its row, column and code, and says what to write instead.</summary>
public sealed class BadCellTests
{
    /// <summary>Row (1 or 2) and column of the good upload, what is written there, the code; and the column that is named, where it is another.</summary>
    public static TheoryData<int, string, string, string, string?> Mistakes => new()
    {
        { 1, "itemAmount", "15000", "amount.wrong-digits", null },
        { 1, "itemAmount", "15000.0", "amount.wrong-digits", null },
        { 1, "itemAmount", "15000.000", "amount.wrong-digits", null },
        { 1, "itemAmount", "15,000.00", "amount.has-separators", null },
        { 1, "itemAmount", "1,50,000.00", "amount.has-separators", null },
        { 1, "itemAmount", "15 000.00", "amount.has-separators", null },
        { 1, "itemAmount", "15000,00", "amount.has-separators", null },
        { 1, "itemAmount", "15.000,00", "amount.has-separators", null },
        { 1, "itemAmount", "NPR 15000.00", "number.malformed", null },
        { 1, "itemAmount", "1.5E+4", "number.malformed", null },
        { 1, "itemAmount", "=15000.00", "number.malformed", null },
        { 1, "itemAmount", "@SUM(A1)", "number.malformed", null },
        { 1, "itemAmount", "१५०००.००", "number.malformed", null },
        { 1, "itemAmount", ".50", "number.malformed", null },
        { 1, "itemAmount", "15000.", "amount.has-separators", null },
        { 2, "itemAmount", "-15000.00", "amount.not-positive", null },
        { 2, "itemAmount", "0.00", "amount.not-positive", null },
        { 1, "itemAmount", "92233720368547758.08", "number.out-of-range", null },
        { 1, "itemAmount", "", "amount.not-positive", null },
        { 2, "itemCurrency", "Rs", "currency.unknown", null },
        { 2, "itemCurrency", "", "currency.unknown", null },
        { 1, "itemCurrency", "JPY", "amount.wrong-digits", "itemAmount" },
        { 1, "itemCurrency", "KWD", "amount.wrong-digits", "itemAmount" },
        { 2, "itemDate", "03/05/2026", "date.ambiguous", null },
        { 2, "itemDate", "3.5.2026", "date.ambiguous", null },
        { 2, "itemDate", "25/03/2026", "date.malformed", null },
        { 2, "itemDate", "5-Mar-26", "date.malformed", null },
        { 2, "itemDate", "46086", "date.malformed", null },
        { 2, "itemDate", "2026-03-05 00:00:00", "date.malformed", null },
        { 2, "itemDate", "2026-02-30", "date.impossible", null },
        { 2, "itemDate", "1949-12-31", "date.out-of-range", null },
        { 2, "itemKind", "bribe", "word.unknown", null },
        { 2, "itemKind", "", "field.missing", null },
        { 2, "itemCategory", "fee", "category.unknown", null },
        { 2, "itemCategory", "", "field.missing", null },
        { 2, "itemPayer", "uncle", "word.unknown", null },
        { 2, "itemRefundOf", "", "item.refund-of-missing", null },
        { 1, "itemRefundOf", "i9", "item.refund-of-unexpected", null },
        { 2, "itemPeriodTo", "2026-02-01", "period.reversed", "itemPeriodFrom" },
        { 2, "itemPeriodTo", "", "field.missing", null },
        { 2, "itemId", "i1", "item.id-twice", "itemId" },
        { 2, "itemReceipt", "A\0B", "text.has-null-character", null },
        { 2, "itemReceipt", "A\uFFFDB", "text.not-utf8", null },
        { 0, "origin", "XX", "country.unknown", null },
        { 0, "origin", "", "field.missing", null },
        { 0, "origin", "MY", "corridor.same-country", "destination" },
        { 0, "placementReference", "", "field.missing", null },
        { 0, "occupation", "99999", "occupation.unknown", null },
        { 0, "sex", "f", "word.unknown", null },
        { 0, "ageAtSigning", "-1", "value.out-of-range", null },
        { 0, "ageAtSigning", "27.5", "number.not-whole", null },
        { 0, "ageAtSigning", "99999999999", "number.out-of-range", null },
        { 0, "documentNumber", "---", "document.number-malformed", null },
        { 0, "documentNumber", "", "field.missing", null },
        { 0, "documentCountry", "QQ", "country.unknown", null },
        { 0, "rehiredBySameEmployer", "perhaps", "boolean.expected", null },
        { 0, "contractMonths", "0", "value.out-of-range", null },
        { 0, "monthlyWage", "1700", "amount.wrong-digits", null },
        { 0, "monthlyWageKind", "", "field.missing", null },
        { 0, "intermediary2Kind", "uncle", "word.unknown", null },
        { 0, "intermediary3Kind", "", "field.missing", null },
        { 0, "loan2AnnualRatePercent", "a lot", "number.malformed", null },
        { 0, "loan3Principal", "0.00", "amount.not-positive", null },
        { 0, "loan3Currency", "", "currency.unknown", null },
        { 0, "corrects", "the first one", "disclosure-id.malformed", null },
        { 0, "correctionReason", "", "correction.reason-missing", null },
        { 0, "corrects", "", "correction.reason-unexpected", "correctionReason" },
        { 2, "employerName", "Another Works", "row.contradicts", null },
        { 2, "documentNumber", "X123", "row.contradicts", null },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_bad_cell_is_named_with_its_row_and_column(int row, string column, string value, string code, string? named)
    {
        var rows = Uploads.Good();
        // 0: in every row, as the columns of a placement are.
        foreach (var number in row == 0 ? new[] { 1, 2 } : [row])
            rows[number - 1][column] = value;
        var read = await Uploads.ReadAsync(Uploads.Csv(rows));

        Assert.All(read, p => Assert.Null(p.Filing));
        var rejection = read[0].Rejections.FirstOrDefault(r => r.Code == code);
        Assert.True(rejection is not null, Uploads.Rejections(read));
        Assert.Equal(named ?? column, rejection.Column);
        Assert.Equal(row == 0 || code == "item.id-twice" ? 1 : row, rejection.Row);
        Assert.Single(read[0].Rejections);
        Assert.NotEmpty(rejection.Mend);
        if (column.StartsWith("document", StringComparison.Ordinal))
            Assert.DoesNotContain(read.SelectMany(p => p.Rejections), r => r.Value is not (null or "***") || (value.Length > 0 && r.Mend.Contains(value)));
    }

    [Theory]
    [InlineData("itemAmonut", "column.unknown", "Did you mean itemAmount?")]
    [InlineData("intermediary4Kinds", "column.unknown", "Did you mean intermediary4Kind?")]
    [InlineData("remarks of the clerk", "column.unknown", "leave it out")]
    [InlineData("ITEM AMOUNT", "column.twice", "Keep one")]
    public async Task An_unknown_column_refuses_the_file(string name, string code, string mend)
    {
        var rows = Uploads.Good();
        rows[0][name] = rows[1][name] = "x";
        var rejection = Assert.Single(Assert.Single(await Uploads.ReadAsync(Uploads.Csv(rows))).Rejections);
        Assert.Equal((0, code), (rejection.Row, rejection.Code));
        Assert.Contains(mend, rejection.Mend);
    }

    [Theory]
    [InlineData("", "file.empty")]
    [InlineData("\r\n\r\n", "file.empty")]
    [InlineData("a,b,c\r\n1,2,3\r\n", "file.header-missing")]
    [InlineData("P-1,NP,MY\r\n", "file.header-missing")]
    [InlineData("PK\u0003\u0004 and the rest", "file.is-workbook")]
    [InlineData("\0p\0l\0a\0c\0e", "file.not-text")]
    [InlineData("placementReference,origin\r\nP-1,NP\r\n", "column.missing")]
    [InlineData("placementReference,origin,\"destination\r\nP-1,NP,MY\r\n", "file.header-missing", 20_000_000)]
    public async Task A_file_of_which_nothing_can_be_read_says_why(string text, string code, int padding = 0) =>
        Assert.Equal((0, code), Assert.Single(Assert.Single(await Uploads.ReadAsync(text + new string('x', padding))).Rejections) is var r ? (r.Row, r.Code) : default);

    [Fact]
    public async Task A_file_in_Windows_1252_is_rejected_where_it_is_not_UTF_8_and_never_guessed()
    {
        var rows = Uploads.Good();
        rows[0]["employerName"] = rows[1]["employerName"] = "Café Société";
        var read = Assert.Single(await Uploads.ReadAsync(Encoding.Latin1.GetBytes(Uploads.Csv(rows))));
        Assert.Equal("1 employerName text.not-utf8; 2 employerName text.not-utf8", Uploads.Rejections([read]));
        Assert.Contains("CSV UTF-8", read.Rejections[0].Mend);
    }

    [Fact]
    public async Task Every_mistake_of_a_placement_is_named_at_once()
    {
        var rows = Uploads.Good();
        rows[0]["itemDate"] = "03/05/2026";
        rows[1]["itemAmount"] = "1,5";
        foreach (var row in rows)
            row["origin"] = "XX";
        var read = await Uploads.ReadAsync(Uploads.Csv(rows));
        Assert.Equal("1 itemDate date.ambiguous; 1 origin country.unknown; 2 itemAmount amount.has-separators", Uploads.Rejections(read));
        Assert.Equal([1L, 2L], read[0].Raw.Select(r => r.Row));
        Assert.Equal("1,5", read[0].Raw[1].Cells!["itemAmount"]);
    }

    [Fact]
    public async Task A_quote_that_is_not_closed_loses_no_row_in_silence()
    {
        var text = "placementReference,origin,destination,employerName\nP-1,NP,MY,Works\nP-2,NP,MY,\"Works\nP-3,NP,MY,Works\nP-4,NP,MY,Works\n";
        var read = await Uploads.ReadAsync(text);
        Assert.Equal("P-1", read[0].Filing!.PlacementReference);
        Assert.Equal("2 employerName cell.quote-malformed", Uploads.Rejections(read));
        Assert.Contains("P-4", read[1].Raw[0].Cells!["employerName"]);
    }

    [Fact]
    public async Task A_quote_inside_unquoted_text_is_malformed()
    {
        var read = await Uploads.ReadAsync("placementReference,origin,destination,employerName\nP-1,NP,MY,The \"Works\"\nP-2,NP,MY,\"The \"Works\"\"\nP-3,NP,MY,\"The \"\"Works\"\"\"\n");
        Assert.Equal("1 employerName cell.quote-malformed; 2 employerName cell.quote-malformed", Uploads.Rejections(read));
        Assert.Equal("The \"Works\"", read[2].Filing!.Employer!.Name);
    }

    [Fact]
    public async Task Cells_without_a_column_are_named()
    {
        var read = await Uploads.ReadAsync("placementReference,origin,destination,\nP-1,NP,MY,x\nP-2,NP,MY,,,\nP-3,NP,MY,,y\n");
        Assert.Equal("1  column.unnamed; 3  row.too-many-cells", Uploads.Rejections(read));
        read = await Uploads.ReadAsync("placementReference,origin,destination\nP-1,NP,MY" + string.Concat(Enumerable.Repeat(",x", 5_000)));
        Assert.Equal("1  row.too-many-cells", Uploads.Rejections(read));
    }

    [Fact]
    public async Task Row_without_end_and_placement_without_end_cost_no_memory()
    {
        var read = await Uploads.ReadAsync("placementReference,origin,destination,employerName\nP-1,NP,MY,\"" + new string('x', 30_000_000));
        Assert.Equal("1  row.too-long", Uploads.Rejections(read));

        var rows = new StringBuilder("placementReference,origin,destination,itemKind,itemCategory,itemAmount,itemCurrency,itemPayer,itemPayee\n");
        for (var i = 0; i < 2_000; i++)
            rows.Append("P-1,NP,MY,payment,illegitimate.bribe,1.00,NPR,worker,agency\n");
        var endless = Assert.Single(await Uploads.ReadAsync(rows.ToString()));
        Assert.Contains(endless.Rejections, r => r.Code == "list.too-long");
        Assert.Equal((1, 2_000, 501), (endless.Row, endless.LastRow, endless.Raw.Count));
    }
}
