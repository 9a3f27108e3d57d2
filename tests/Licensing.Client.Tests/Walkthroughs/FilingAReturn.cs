namespace Licensing.Client.Tests.Walkthroughs;

/// <summary>An agency's own system files a month: docs/integrating.md.</summary>
public static class FilingAReturn
{
    #region file
    /// <summary>Sends the file of a month, and waits until the ministry's service has read and judged it.</summary>
    public static async Task<ReturnView> FileAsync(LicensingClient licensing, string agencyId, string month, string csv, TextWriter log)
    {
        // Read as it is sent: the file may be larger than the memory.
        await using var file = File.OpenRead(csv);
        var filed = await licensing.Returns.FileReturnAsync(agencyId, month, OnError.KeepGood, Upload.Csv(file, new Percent(file.Length, log)));

        // 202 means that the file is safe there. What becomes of it is followed; the service says how often to ask.
        var last = filed;
        await foreach (var state in licensing.Returns.FollowReturnAsync(filed.Id))
        {
            log.WriteLine($"{state.State}: {state.RowsRead} rows read, {state.Accepted} placements taken in, {state.Rejected} rejected, {state.Judged} judged");
            last = state;
        }

        return last;
    }

    private sealed class Percent(long length, TextWriter log) : IProgress<long>
    {
        private long _told;

        public void Report(long sent)
        {
            if (sent * 4 / length > _told)
                log.WriteLine($"{(_told = sent * 4 / length) * 25} % sent");
        }
    }
    #endregion

    #region correct
    /// <summary>Has the rejected rows mended and files them again, until all are in.</summary>
    /// <param name="mend">A row as it was sent, with what is wrong in its first column. Whoever keeps the agency's books knows what it should say.</param>
    public static async Task CorrectAsync(LicensingClient licensing, ReturnView filed, string month, Func<string, string> mend, TextWriter log)
    {
        while (filed.Rejected > 0)
        {
            foreach (var kind in await licensing.Returns.ListReturnRejectionsAllAsync(filed.Id, limit: 200).GroupBy(r => r.Code).OrderBy(k => k.Key).ToListAsync())
            {
                var first = kind.MinBy(r => r.Row)!;
                log.WriteLine($"{kind.Key}: {kind.Count()} rows, the first is row {first.Row}, column {first.Column}, value {first.Value}. {first.Mend}");
            }

            // The repair file holds the rejected rows alone, in the form in which they were sent.
            var mended = Path.GetTempFileName();
            await using (var repair = await licensing.Returns.ExportRepairFileAsync(filed.Id))
            {
                using var reader = new StreamReader(repair.Content);
                await using var writer = new StreamWriter(mended);
                await writer.WriteLineAsync(await reader.ReadLineAsync());
                while (await reader.ReadLineAsync() is { } row)
                    await writer.WriteLineAsync(mend(row));
            }

            filed = await FileAsync(licensing, filed.AgencyId, month, mended, log);
            File.Delete(mended);
        }
    }
    #endregion
}
