using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Licensing.Testing.Contract;

namespace Licensing.Testing;

/// <summary>The service as a process of its own, started as an operator starts it, on a folder that outlives it.</summary>
public sealed partial class RealService : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly TaskCompletionSource<Uri?> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _folder;

    public RealService(string folder, string environment, params string[] settings)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["exec", typeof(Program).Assembly.Location, "--urls=http://127.0.0.1:0", $"--environment={environment}", $"--ConnectionStrings:Licensing=Data Source={DatabaseFile}", .. settings])
            start.ArgumentList.Add(argument);
        // As for the tests themselves (tests/Directory.Build.props).
        start.Environment["DOTNET_TieredPGO"] = "0";
        // Collected often, so that what is resident is what the process holds, and not what it has not got round to collecting.
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_GCgen0size"] = "400000";
        start.Environment["DOTNET_GCgen0MaxBudget"] = "800000";
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.Exited += (_, _) => _address.TrySetResult(null);
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string DatabaseFile => Path.Combine(_folder, "licensing.db");

    /// <summary>After <see cref="StartedAsync"/>; it keeps no connection that a killed process has left behind.</summary>
    public HttpClient Client { get; } = new(new ContractCheck { InnerHandler = new SocketsHttpHandler() }) { Timeout = TimeSpan.FromMinutes(2) };

    public string Said
    {
        get
        {
            lock (_said)
                return _said.ToString();
        }
    }

    public long Memory
    {
        get
        {
            _process.Refresh();
            if (_process.HasExited)
                Assert.Fail($"The service ended by itself: {Said}");
            return _process.WorkingSet64;
        }
    }

    /// <summary>In Development, with its clients, and nothing going on in it but what is asked.</summary>
    public static async Task<RealService> StartAsync(string folder, params string[] settings)
    {
        var service = new RealService(folder, "Development",
            ["--Jobs:Enabled=false", "--Demonstration:Enabled=false", $"--Identity:KeyFile={Path.Combine(folder, "identity.key")}", $"--Audit:KeyFile={Path.Combine(folder, "audit.pem")}",
                $"--Identity:DemonstrationFile={Path.Combine(folder, "clients")}", $"--Jobs:SqliteFile={Path.Combine(folder, "jobs.db")}",
                "--Http:RateLimits:PerAddressPerMinute=1000000", "--Http:RateLimits:PerClientPerMinute=1000000", .. settings]);
        try
        {
            await service.StartedAsync();
            return service;
        }
        catch
        {
            service.Dispose();
            throw;
        }
    }

    public async Task StartedAsync()
    {
        Client.BaseAddress = await _address.Task.WaitAsync(TimeSpan.FromMinutes(2));
        Assert.True(Client.BaseAddress is not null, $"The service did not start: {Said}");
    }

    /// <summary>Signs in as one of the demonstration's clients, for example demo-licensing-officer.</summary>
    public async Task SignInAsync(string client)
    {
        var secret = (await File.ReadAllLinesAsync(Path.Combine(_folder, "clients"))).Single(l => l.StartsWith(client + " ", StringComparison.Ordinal)).Split(' ')[1];
        using var asked = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = client, ["client_secret"] = secret });
        using var answer = await Client.PostAsync("/connect/token", asked);
        var token = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("access_token").GetString());
    }

    /// <summary>SIGKILL: the process has no last word.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
    }

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return _process.ExitCode;
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
        Client.Dispose();
    }

    private void Hear(string? line)
    {
        lock (_said)
            _said.AppendLine(line);
        if (line is not null && Listening().Match(line) is { Success: true } heard)
            _address.TrySetResult(new Uri(heard.Groups[1].Value));
    }

    [GeneratedRegex(@"Now listening on: (http://[0-9.:]+)")]
    private static partial Regex Listening();
}
