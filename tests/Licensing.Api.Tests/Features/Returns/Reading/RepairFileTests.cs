using Licensing.Api.Features.Returns.Reading;

namespace Licensing.Api.Tests.Features.Returns.Reading;

public sealed class RepairFileTests
{
    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    public async Task What_was_rejected_is_mended_in_place_and_sent_again_as_it_is(char separator)
    {
        var rows = Uploads.Good();
        var expected = Uploads.Text((await Uploads.ReadAsync(Uploads.Csv(rows)))[0].Filing);
        rows[1]["itemDate"] = "03/05/2026";
        foreach (var row in rows)
            row["intermediary5Kind"] = "uncle";
        var rejected = await Uploads.ReadAsync(Uploads.Csv(rows));
        Assert.Equal("1 intermediary5Kind word.unknown; 2 itemDate date.ambiguous", Uploads.Rejections(rejected));

        var repair = new StringWriter();
        await RepairFile.WriteCsvAsync(repair, () => rejected.Select(p => new Rejected(p.Rejections, p.Raw)).ToAsyncEnumerable(), separator);
        Assert.StartsWith($"\uFEFFproblem{separator}placementReference", repair.ToString());
        Assert.Contains("date.ambiguous", repair.ToString());
        // Sent again unmended, the same is said; of the same rows, since only they are in it.
        Assert.Equal("1 intermediary5Kind word.unknown; 2 itemDate date.ambiguous", Uploads.Rejections(await Uploads.ReadAsync(repair.ToString())));
        var mended = repair.ToString().Replace($"{separator}03/05/2026{separator}", $"{separator}2026-03-05{separator}").Replace($"{separator}uncle{separator}", $"{separator}{separator}");
        var read = Assert.Single(await Uploads.ReadAsync(mended));
        Assert.Equal("", Uploads.Rejections([read]));
        Assert.Equal(expected, Uploads.Text(read.Filing));
    }

    [Fact]
    public async Task A_line_is_given_back_with_its_problem_which_is_ignored_when_it_is_read()
    {
        var rejected = await Uploads.ReadAsync("""
            {"placementReference":"P-1","worker":{},"origin":"NP","destination":"XX","items":[],"contract":{"signedOn":"2026-02-30"}}
            {"placementReference":
            """, ReturnFormat.Ndjson);
        var repair = new StringWriter();
        await RepairFile.WriteNdjsonAsync(repair, rejected.Select(p => new Rejected(p.Rejections, p.Raw)).ToAsyncEnumerable());
        var again = await Uploads.ReadAsync(repair.ToString(), ReturnFormat.Ndjson);
        Assert.Equal(Uploads.Rejections(rejected), Uploads.Rejections(again));
        Assert.Contains("\"problem\":\"/contract/signedOn: There is no such day", repair.ToString());
    }

    [Fact]
    public async Task No_cell_of_it_is_executed()
    {
        var rows = Uploads.Good();
        foreach (var row in rows)
            (row["employerName"], row["origin"]) = ("=HYPERLINK(\"http://example.com\")", "@XX");
        var rejected = await Uploads.ReadAsync(Uploads.Csv(rows));
        var repair = new StringWriter();
        await RepairFile.WriteCsvAsync(repair, () => rejected.Select(p => new Rejected(p.Rejections, p.Raw)).ToAsyncEnumerable());
        Assert.Contains(",\"'=HYPERLINK", repair.ToString());
        Assert.DoesNotMatch("[,;\\n\"][=+@-]", repair.ToString());
    }
}
