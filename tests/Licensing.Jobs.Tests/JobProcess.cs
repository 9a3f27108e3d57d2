using System.Diagnostics;
using System.Security.Cryptography;
using Hangfire;
using Hangfire.Storage.SQLite;

namespace Licensing.Jobs.Tests;

/// <summary>The service as it is started for real, with jobs, on a database file; and a queue of its own in which jobs wait, as the sweeps
/// would put them there at the next full minute.</summary>
internal sealed class JobProcess : IDisposable
{
    // One for all: several may work on one database.
    private static readonly string AuditKey = ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportPkcs8PrivateKeyPem();
    private readonly Process _process;
    private readonly string _output;

    /// <param name="file">Beside it lies identity.key.</param>
    /// <param name="name">Of its own folder, beside the file.</param>
    public JobProcess(string file, string name, Action<BackgroundJobClient> enqueue)
    {
        var beside = Path.GetDirectoryName(file)!;
        var folder = Directory.CreateDirectory(Path.Combine(beside, name)).FullName;
        var queue = Path.Combine(folder, "jobs.db");
        using (var storage = new SQLiteStorage(queue))
            enqueue(new BackgroundJobClient(storage));

        _output = Path.Combine(folder, "out.txt");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var argument in (string[])["exec", typeof(Program).Assembly.Location,
            "--urls=http://127.0.0.1:0", "--environment=Production", $"--ConnectionStrings:Licensing=Data Source={file}", $"--Jobs:SqliteFile={queue}", "--Jobs:Workers=2",
            "--Identity:Issuer=https://licensing.example.org", $"--Identity:Key={Convert.ToBase64String(File.ReadAllBytes(Path.Combine(beside, "identity.key")))}", $"--Audit:SigningKey={AuditKey}"])
            start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Append(line.Data);
        _process.ErrorDataReceived += (_, line) => Append(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public bool AssertRuns()
    {
        Assert.False(_process.HasExited, $"The service ended by itself: {(File.Exists(_output) ? File.ReadAllText(_output) : "")}");
        return true;
    }

    /// <summary>SIGKILL: the process has no last word.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private void Append(string? line)
    {
        lock (_output)
            File.AppendAllText(_output, line + "\n");
    }
}
