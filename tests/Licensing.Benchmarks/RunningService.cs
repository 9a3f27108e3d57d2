using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Licensing.Benchmarks;

/// <summary>The service as a newcomer starts it, in a folder of its own, with the demonstration's agencies, clients and law.</summary>
internal sealed class RunningService : IDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private RunningService(Process process, string folder, Uri address) => (_process, _folder, Http) = (process, folder, new HttpClient { BaseAddress = address });

    public HttpClient Http { get; }

    private readonly TaskCompletionSource _shown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when everything of the demonstration is judged: then the service prints its table.</summary>
    public Task DemonstrationShown => _shown.Task;

    /// <param name="folder">Where it keeps its data; given twice, the second start finds what the first has left.</param>
    public static async Task<RunningService> StartAsync(string folder, int port, params string[] settings)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["exec", Path.Combine(AppContext.BaseDirectory, "Licensing.Api.dll"), $"--urls=http://127.0.0.1:{port}", "--environment=Development", "--Logging:LogLevel:Default=Warning",
            // Whoever waits for an answer here asks more often than a client should.
            "--Http:RateLimits:PerAddressPerMinute=10000000", "--Http:RateLimits:PerClientPerMinute=10000000", .. settings])
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        var service = new RunningService(process, folder, new Uri($"http://127.0.0.1:{port}"));
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("Job dashboard", StringComparison.Ordinal) == true)
                service._shown.TrySetResult();
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await service.AnswersAsync("/health/live");
        return service;
    }

    public async Task AnswersAsync(string path)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(5))
        {
            try
            {
                if ((await Http.GetAsync(path)).IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException) when (!_process.HasExited && waited.Elapsed < TimeSpan.FromMinutes(2))
            {
                // It does not listen yet.
            }
        }
    }

    /// <summary>The most that was resident since the start.</summary>
    public long PeakBytes()
    {
        _process.Refresh();
        return _process.PeakWorkingSet64;
    }

    public async Task SignInAsync(string client)
    {
        var secret = (await File.ReadAllLinesAsync(Path.Combine(_folder, "data", "demonstration-clients"))).Single(l => l.StartsWith(client + " ", StringComparison.Ordinal)).Split(' ')[1];
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", client), new("client_secret", secret)]);
        var answer = await Http.PostAsync("/connect/token", form);
        using var token = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.RootElement.GetProperty("access_token").GetString());
    }

    public async Task<JsonElement> ReadAsync(string path)
    {
        var answer = await Http.GetAsync(path);
        answer.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }

    public void Dispose()
    {
        Http.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
