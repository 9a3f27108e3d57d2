using System.Data.Common;
using Licensing.Api.Database;
using Licensing.Api.Security;

namespace Licensing.Api.Audit;

/// <summary>The command verify-audit. It needs the database and no key: an auditor runs it on a copy.</summary>
public static class VerifyAudit
{
    public const string Command = "verify-audit";

    /// <returns>The exit code: 0 when everything holds.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        var builder = WebApplication.CreateBuilder(args);
        // What cannot be read is a finding here, and named in the report.
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System).AddScoped<Caller>().AddDatabase(builder.Configuration, builder.Environment);
        await using var app = builder.Build();
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LicensingDb>();
        try
        {
            var report = await new AuditCheck(db, SigningKeys.ReadTrusted(builder.Configuration)).RunAsync(CancellationToken.None);
            await output.WriteLineAsync(Describe(report));
            return report.Bad is null ? 0 : 1;
        }
        catch (DbException e)
        {
            await output.WriteLineAsync($"The audit could not be checked: {e.Message}");
            return 1;
        }
    }

    private static string Describe(AuditReport r)
    {
        var unsealed = r.OldestUnsealed is { } oldest ? $"{r.Unsealed:N0} not sealed yet, the oldest of {AuditEntry.Instant(oldest)}" : $"{r.Unsealed:N0} not sealed yet";
        return $"Audit: {r.Events:N0} events in {r.Heads:N0} heads hold, signed by {r.Keys} keys; {r.RedactedFields:N0} texts redacted; {unsealed}.\n"
            + (r.Bad is null ? "Everything holds." : $"BAD: {r.Bad}");
    }
}
