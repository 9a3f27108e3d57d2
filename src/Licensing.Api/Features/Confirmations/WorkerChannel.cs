using System.Text;
using Licensing.Api.Database;

namespace Licensing.Api.Features.Confirmations;

/// <param name="Name">Of the file; the same message has the same name, so that sending it twice is sending it once.</param>
/// <param name="To">Where it reaches the worker, as the officer wrote it.</param>
public sealed record WorkerMessage(string Name, string To, string Language, IReadOnlyList<string> Sentences);

/// <summary>How messages reach workers: one file each in a folder, from which whatever the ministry has (a sender of text messages, a printer at the desk) takes them.
/// It is a folder that no agency can read. In Development it is made beside the other files; elsewhere the ministry names it, or nothing is sent.</summary>
public sealed class WorkerChannel(IConfiguration configuration, IHostEnvironment environment)
{
    public const string Setting = "Confirmations:ChannelFolder";
    private readonly string? _folder = configuration[Setting] is { Length: > 0 } folder ? Path.GetFullPath(folder, environment.ContentRootPath)
        : environment.IsDevelopment() ? Path.GetFullPath(Path.Combine(configuration["Storage:Folder"] ?? "data/files", "worker-messages"), environment.ContentRootPath) : null;

    public bool IsSet => _folder is not null;

    /// <exception cref="IOException">The folder cannot be written to; nothing was sent.</exception>
    public async Task SendAsync(WorkerMessage message, CancellationToken ct)
    {
        Directory.CreateDirectory(_folder!);
        var path = Path.Combine(_folder!, message.Name + ".txt");
        if (File.Exists(path))
            return;
        // Whoever takes the files must never see half of one.
        await File.WriteAllTextAsync(path + ".part", string.Join('\n', [$"To: {Text.Normalise(message.To)}", $"Language: {message.Language}", "", .. message.Sentences, ""]), new UTF8Encoding(false), ct);
        File.Move(path + ".part", path, overwrite: true);
    }
}
