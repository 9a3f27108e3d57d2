using System.Net;
using System.Text;

namespace Licensing.Client.Tests;

/// <summary>Files on their way up and down.</summary>
public sealed class ReturnFileTests(ClientHost host)
{
    private static int _months;

    [Fact]
    public async Task A_file_is_sent_as_it_is_read_and_tells_how_far_it_has_come()
    {
        var content = new Watched(Encoding.UTF8.GetBytes(Rows(3_000)), canSeek: false);
        var told = new Told(content);
        var filed = await Filer().Returns.FileReturnAsync(host.Agency.Id, Month(), OnError.KeepGood, Upload.Csv(content, told));
        Assert.Equal(ReturnState.Reading, filed.State);
        Assert.Equal(content.Length, filed.Bytes);
        Assert.Equal(filed.Bytes, told.Reports[^1].Sent);
        Assert.Equal(told.Reports.Select(r => r.Sent).Order(), told.Reports.Select(r => r.Sent));
        // No more of it was ever read than was handed on, but for the piece under way.
        Assert.All(told.Reports, r => Assert.InRange(r.Read - r.Sent, 0, 64 * 1024));
    }

    [Fact]
    public async Task Sent_again_after_a_busy_answer_it_is_the_same_return()
    {
        var wire = new Wire { Before = (number, _) => number == 2 ? RetryTests.Busy(503, 1) : null, After = (number, answer) => number == 3 ? throw new HttpRequestException("cut off") : answer };
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(Rows(10)));
        var month = Month();
        var filed = await host.Connect(wire, host.Filer).Returns.FileReturnAsync(host.Agency.Id, month, OnError.KeepGood, Upload.Csv(content));
        Assert.Equal(content.Length, filed.Bytes);
        Assert.Equal(4, wire.Sent.Count);
        var all = await Filer().Returns.ListReturnsAllAsync(period: month).ToListAsync();
        Assert.Equal(filed.Id, Assert.Single(all).Id);
    }

    [Fact]
    public async Task A_stream_that_cannot_be_rewound_is_sent_once()
    {
        var content = new Watched(Encoding.UTF8.GetBytes(Rows(10)), canSeek: false);
        var wire = new Wire { After = (number, answer) => number == 2 ? throw new HttpRequestException("cut off") : answer };
        await Assert.ThrowsAsync<HttpRequestException>(() => host.Connect(wire, host.Filer).Returns.FileReturnAsync(host.Agency.Id, Month(), OnError.KeepGood, Upload.Csv(content)));
        Assert.Equal(2, wire.Sent.Count);
    }

    [Fact]
    public async Task A_return_is_followed_until_it_is_done_as_often_as_the_service_wants_to_be_asked()
    {
        var clock = new HastyClock();
        var licensing = host.Connect(new Wire(), host.Filer, clock);
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(Rows(20, bad: 3)));
        var filed = await licensing.Returns.FileReturnAsync(host.Agency.Id, Month(), OnError.KeepGood, Upload.Csv(content));
        var states = new List<ReturnView>();
        await foreach (var state in licensing.Returns.FollowReturnAsync(filed.Id))
        {
            states.Add(state);
            if (state.State == ReturnState.Reading)
                await host.TakeInAsync(filed.Id);
            else if (state.State == ReturnState.Judging)
            {
                await host.JudgeAsync();
                await host.TakeInAsync(filed.Id);
            }
        }

        Assert.Equal([ReturnState.Reading, ReturnState.Judging, ReturnState.Done], states.Select(s => s.State));
        Assert.Equal((17, 3, 17), (states[^1].Accepted, states[^1].Rejected, states[^1].Judged));
        Assert.NotEmpty(clock.Waits);
        Assert.All(clock.Waits, w => Assert.Equal(2, w.TotalSeconds));
        var rejections = await licensing.Returns.ListReturnRejectionsAllAsync(filed.Id, limit: 2).ToListAsync();
        Assert.Equal(3, rejections.Count);
        Assert.All(rejections, r => Assert.Equal(("occupation", "occupation.unknown"), (r.Column, r.Code)));

        await using var repair = await licensing.Returns.ExportRepairFileAsync(filed.Id);
        Assert.Equal("text/csv", repair.MediaType);
        using var reader = new StreamReader(repair.Content);
        Assert.Equal(4, (await reader.ReadToEndAsync()).TrimEnd().Split('\n').Length);

        // The same as server-sent events.
        Assert.Equal(ReturnState.Done, Assert.Single(await licensing.Returns.FollowReturnEventsAsync(filed.Id).ToListAsync()).State);
    }

    [Fact]
    public async Task Following_stops_when_it_is_cancelled()
    {
        var licensing = Filer();
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(Rows(2)));
        var filed = await licensing.Returns.FileReturnAsync(host.Agency.Id, Month(), OnError.KeepGood, Upload.Csv(content));
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in licensing.Returns.FollowReturnAsync(filed.Id, stop.Token))
                await stop.CancelAsync();
        });
    }

    [Fact]
    public async Task The_register_comes_line_by_line_and_not_again_while_nothing_has_changed()
    {
        var wire = new Wire();
        var licensing = host.Connect(wire);
        var entries = await licensing.Register.ExportRegisterLinesAsync().ToListAsync();
        Assert.Contains(entries, e => e.Id == host.Agency.Id);
        await using var csv = await licensing.Register.ExportRegisterAsync(accept: "text/csv");
        Assert.Equal(("text/csv", "register.csv", false), (csv.MediaType, csv.FileName, csv.IsUnchanged));
        using (var reader = new StreamReader(csv.Content))
            Assert.StartsWith("agencyId,", await reader.ReadLineAsync(), StringComparison.Ordinal);
        await using var again = await licensing.Register.ExportRegisterAsync(accept: "text/csv", ifNoneMatch: csv.ETag);
        Assert.True(again.IsUnchanged);
    }

    [Fact]
    public async Task Lines_that_nobody_reads_any_more_are_left()
    {
        var first = await host.Connect(new Wire()).Register.ExportRegisterLinesAsync().FirstAsync();
        Assert.NotNull(first);
    }

    [Fact]
    public async Task A_file_that_is_refused_is_a_problem_like_any_other()
    {
        var refused = await Assert.ThrowsAsync<LicensingProblemException>(() => Filer().Returns.ExportRepairFileAsync("re_0000000000000000"));
        Assert.Equal((ProblemCodes.NotFound, HttpStatusCode.NotFound), (refused.Code, refused.Status));
    }

    private LicensingClient Filer() => host.Connect(new Wire(), host.Filer);

    // A month of its own for each file, so that none is another's.
    private static string Month() => $"{2010 + (Interlocked.Increment(ref _months) / 12)}-{(_months % 12) + 1:00}";

    internal static string Rows(int count, int bad = 0)
    {
        var file = new StringBuilder("placementReference,origin,destination,occupation,contractSignedOn,itemKind,itemCategory,itemAmount,itemCurrency,itemPayer,itemPayee,itemDate,itemChannel,itemReceipt\n");
        var file1 = Guid.NewGuid().ToString("N")[..8];
        for (var i = 0; i < count; i++)
            file.Append(System.Globalization.CultureInfo.InvariantCulture, $"P-{file1}-{i},NP,MY,{(i < bad ? "nonsense" : "9329")},2026-02-02,payment,recruitment-fee.service,10000.00,NPR,worker,agency,2026-02-05,bank,R-{i}\n");
        return file.ToString();
    }

    private sealed class Watched(byte[] bytes, bool canSeek) : MemoryStream(bytes)
    {
        public override bool CanSeek => canSeek;

        public long Read1 => base.Position;
    }

    private sealed class Told(Watched content) : IProgress<long>
    {
        public List<(long Sent, long Read)> Reports { get; } = [];

        public void Report(long value) => Reports.Add((value, content.Read1));
    }
}
