using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Licensing.Benchmarks;

/// <summary>A return of 100 thousand fee items and one of a million, each sent to a service of its own: how long until it is published, and how much
/// memory the process held at most. What counts is that the second holds little more than the first.</summary>
internal static class ReturnMillion
{
    public const int ItemsOfEach = 5;

    public static async Task RunAsync(string[] args)
    {
        var port = 5610;
        foreach (var items in args.Length == 0 ? [100_000, 1_000_000] : args.Select(int.Parse))
            await MeasureAsync(items, port++);
    }

    private static async Task MeasureAsync(int items, int port)
    {
        var folder = Directory.CreateTempSubdirectory("licensing-return-").FullName;
        try
        {
            string[] settings = ["--Demonstration:Enabled=false"];
            string agency;
            // Only a start that finds an agency makes a client that files for it.
            using (var first = await RunningService.StartAsync(folder, port, settings))
                agency = await RegisterAsync(first);
            using var service = await RunningService.StartAsync(folder, port, settings);
            await service.SignInAsync("demo-agency-filer");
            var before = service.PeakBytes();
            var clock = Stopwatch.StartNew();
            using var body = new Placements(items / ItemsOfEach);
            using var filed = await service.Http.PostAsync($"/v1/agencies/{agency}/returns?period=2026-02&onError=all-or-nothing", body);
            filed.EnsureSuccessStatusCode();
            var (address, uploaded) = (filed.Headers.Location!.ToString(), clock.Elapsed);
            JsonElement now;
            while ((now = await service.ReadAsync(address)).GetProperty("state").GetString() == "reading")
                await Task.Delay(200);
            clock.Stop();
            if (now.GetProperty("accepted").GetInt32() != items / ItemsOfEach)
                throw new InvalidOperationException($"Not all of it was taken in: {now}");
            Console.WriteLine($"{items,9:N0} items, {now.GetProperty("bytes").GetInt64() / 1024 / 1024:N0} MB: uploaded in {uploaded.TotalSeconds:N1} s, published after {clock.Elapsed.TotalSeconds:N1} s, "
                + $"{items / clock.Elapsed.TotalSeconds:N0} items a second; at most {service.PeakBytes() / 1024 / 1024:N0} MB resident, {before / 1024 / 1024:N0} MB before");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static async Task<string> RegisterAsync(RunningService service)
    {
        await service.SignInAsync("demo-licensing-officer");
        using var answer = await service.Http.PostAsJsonAsync("/v1/agencies", new { name = "Benchmark Agency", country = "NP", from = "2020-01-01" });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    /// <summary>Written as it is sent, so that the sender holds no memory either.</summary>
    public sealed class Placements : HttpContent
    {
        private readonly int _count;

        public Placements(int count)
        {
            _count = count;
            Headers.ContentType = new("application/x-ndjson");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var line = new StringBuilder();
            for (var i = 0; i < _count; i++)
            {
                line.Clear().Append($$$"""{"placementReference":"B-{{{i:D7}}}","worker":{"agencyFileNumber":"W-{{{i}}}","document":{"country":"NP","kind":"passport","number":"{{{i * 7 / 8:D8}}}"},"sex":"female","ageAtSigning":27},"origin":"NP","destination":"MY","occupation":"9329","contract":{"signedOn":"2026-02-{{{1 + i % 28:D2}}}","months":24,"monthlyWage":{"amountMinor":170000,"currency":"MYR","kind":"basic"}},"items":[""");
                for (var item = 0; item < ItemsOfEach; item++)
                    line.Append($$$"""{{{(item > 0 ? "," : "")}}}{"kind":"payment","category":"recruitment-fee.service","amount":{"amountMinor":{{{1000 + i % 9000}}},"currency":"NPR"},"payer":"worker","payee":"agency","date":"2026-02-{{{1 + item:D2}}}","channel":"bank","receipt":"R-{{{i}}}-{{{item}}}"}""");
                line.Append("]}\n");
                await stream.WriteAsync(Encoding.UTF8.GetBytes(line.ToString()));
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
