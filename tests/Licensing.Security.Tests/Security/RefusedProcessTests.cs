using System.Security.Cryptography;

namespace Licensing.Security.Tests.Security;

/// <summary>The process itself ends when it is told to run unsafely: with a code that a supervisor sees, and with the reason.</summary>
public sealed class RefusedProcessTests
{
    private const string Nothing = "";
    private static readonly string Key = "--Identity:Key=" + Convert.ToBase64String(SHA256.HashData("a process"u8));

    [Theory]
    [InlineData("Production", "--Identity:Issuer=https://licensing.example.org", Nothing, "Set Identity:Key")]
    [InlineData("Production", "--Identity:Issuer=https://licensing.example.org", "key", "Audit:SigningKey")]
    [InlineData("Production", "--Identity:Issuer=http://licensing.example.org", "key", "in plain HTTP")]
    [InlineData("Production", "--Identity:DemonstrationClients=true", "key", "outside Development")]
    [InlineData("Production", "--Database:Provider=Oracle", "key", "it can be Sqlite or SqlServer")]
    [InlineData("Development", "--urls=http://0.0.0.0:0", Nothing, "loopback only")]
    [InlineData("Development", "--Http:RateLimits:PerClientPerMinute=0", Nothing, "at least 1")]
    [InlineData("Development", "--Http:Body:MaxSeconds=0", Nothing, "Http:Body:MaxSeconds")]
    public async Task It_ends_with_a_code_and_says_why(string environment, string setting, string key, string because)
    {
        var folder = Directory.CreateTempSubdirectory("licensing-refused-").FullName;
        try
        {
            using var service = new RealService(folder, environment, [
                $"--Identity:KeyFile={folder}/identity.key", $"--Audit:KeyFile={folder}/audit.pem", $"--Identity:DemonstrationFile={folder}/clients",
                $"--Jobs:SqliteFile={folder}/jobs.db", "--Demonstration:Enabled=false", setting, .. key == Nothing ? Array.Empty<string>() : [Key]]);
            Assert.Equal(1, await service.ExitAsync());
            Assert.Contains(because, service.Said);
            Assert.DoesNotContain("   at ", service.Said);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
