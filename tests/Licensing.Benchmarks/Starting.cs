using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Licensing.Benchmarks;

/// <summary>From starting the process to its first answer, beside an ASP.NET Core process that does nothing else.</summary>
internal static class Starting
{
    public const string BareCommand = "bare-server";

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("licensing-starting-").FullName;
        try
        {
            var first = Stopwatch.StartNew();
            using (var service = await RunningService.StartAsync(folder, 5098))
                Console.WriteLine($"starting: the first start seeds the demonstration and answers after {first.Elapsed.TotalSeconds:F1} s");
            var again = await BestOfAsync(async () =>
            {
                using var service = await RunningService.StartAsync(folder, 5098);
            });
            var bare = await BestOfAsync(StartBareAsync);
            Console.WriteLine($"  start to first answer, existing register   {again.TotalMilliseconds,7:F0} ms");
            Console.WriteLine($"  an ASP.NET Core process with one route     {bare.TotalMilliseconds,7:F0} ms    the service takes {again / bare:F1} times as long");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The baseline, in a process of its own.</summary>
    public static async Task ServeBareAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/health/live", () => "yes");
        await app.RunAsync("http://127.0.0.1:5099");
    }

    private static async Task StartBareAsync()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])["exec", typeof(Starting).Assembly.Location, BareCommand])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        using var http = new HttpClient();
        for (var answered = false; !answered; await Task.Delay(5))
        {
            try
            {
                answered = (await http.GetAsync("http://127.0.0.1:5099/health/live")).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
        }
        process.Kill();
        await process.WaitForExitAsync();
    }

    private static async Task<TimeSpan> BestOfAsync(Func<Task> start)
    {
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var watch = Stopwatch.StartNew();
            await start();
            best = watch.Elapsed < best ? watch.Elapsed : best;
        }
        return best;
    }
}
