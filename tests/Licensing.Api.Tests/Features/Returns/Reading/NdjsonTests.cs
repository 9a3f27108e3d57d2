using System.Text;
using Licensing.Api.Features.Returns.Reading;

namespace Licensing.Api.Tests.Features.Returns.Reading;

public sealed class NdjsonTests
{
    private const string Good = """{"placementReference":"P-1","worker":{"document":{"country":"NP","kind":"passport","number":"SECRET7"}},"origin":"NP","destination":"MY","items":[]}""";

    [Theory]
    [InlineData("\"origin\":\"NP\"", "\"origin\":7", "1 /origin text.expected")]
    [InlineData("\"origin\":\"NP\"", "\"origin\":\"NP\",\"note\":1", "1 /note field.unknown")]
    [InlineData("\"origin\":\"NP\",", "", "1 /origin field.missing")]
    [InlineData("\"items\":[]", "\"items\":[{}]", "1 /items/0/kind field.missing; 1 /items/0/category field.missing; 1 /items/0/amount field.missing; 1 /items/0/payer field.missing; 1 /items/0/payee field.missing")]
    [InlineData("\"kind\":\"passport\"", "\"kind\":\"SECRET8\"", "1 /worker/document/kind word.unknown")]
    [InlineData("\"number\":\"SECRET7\"", "\"number\":\"---\"", "1 /worker/document/number document.number-malformed")]
    [InlineData("\"worker\":{\"document\":{\"country\":\"NP\",\"kind\":\"passport\",\"number\":\"SECRET7\"}}", "\"worker\":\"SECRET9\"", "1 /worker value.not-an-object")]
    [InlineData("\"items\":[]", "\"items\":[],\"corrects\":\"di_1\"", "1 /correctionReason correction.reason-missing")]
    [InlineData("\"items\":[]", "\"items\":[],\"agencyId\":\"ag_1\"", "1 /agencyId field.unknown")]
    [InlineData("\"items\":[]}", "\"items\":[]", "1  line.malformed")]
    [InlineData("{\"placementReference", "[{\"placementReference", "1  line.malformed")]
    [InlineData("\"P-1\"", "\"\\u0000\"", "1 /placementReference text.has-null-character")]
    [InlineData("\"P-1\"", "\"\\ud800\"", "1 /placementReference text.not-unicode")]
    public async Task A_bad_line_is_named_with_the_path_and_the_others_are_read(string good, string bad, string rejections)
    {
        var read = await Uploads.ReadAsync($"{Good.Replace(good, bad, StringComparison.Ordinal)}\r\n\n  \n{Good}", ReturnFormat.Ndjson);
        Assert.Equal(rejections, Uploads.Rejections(read));
        Assert.Equal((4, "P-1"), (read[^1].Row, read[^1].Filing?.PlacementReference));
        Assert.All(read[0].Rejections, r => Assert.DoesNotContain("SECRET", r.ToString()));
    }

    [Fact]
    public async Task A_text_that_only_looks_like_an_escaped_null_is_read() =>
        Assert.Equal("\\u0000", (await Uploads.ReadAsync(Good.Replace("P-1", "\\\\u0000"), ReturnFormat.Ndjson))[0].Filing?.PlacementReference);

    [Fact]
    public async Task Lines_that_are_no_UTF_8_or_too_long_are_named_and_cost_no_memory()
    {
        byte[] upload = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Good), (byte)'\n', .. Encoding.Latin1.GetBytes(Good.Replace("P-1", "é")), (byte)'\n',
            .. Enumerable.Repeat((byte)'x', 3_000_000), (byte)'\n', .. Encoding.UTF8.GetBytes(Good), (byte)'\n', .. Enumerable.Repeat((byte)'x', 2_000_000)];
        var read = await Uploads.ReadAsync(upload, ReturnFormat.Ndjson);
        Assert.Equal("2  text.not-utf8; 3  line.too-long; 5  line.too-long", Uploads.Rejections(read));
        Assert.Equal([1L, 4L], read.Where(p => p.Filing is not null).Select(p => p.Row));
    }
}
