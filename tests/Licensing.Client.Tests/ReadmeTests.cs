using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Client.Tests;

/// <summary>The pages of the C# client: what they show is this file, compiled and run.</summary>
public sealed class ReadmeTests(SignedUpHost host)
{
    [Fact]
    public async Task The_readme_shows_what_is_run_here()
    {
        var page = new Page("src", "Licensing.Client", "README.md");
        page.FillCode();
        await page.CompareAsync();
    }

    [Fact]
    public async Task What_the_readme_shows_works()
    {
        var agency = await host.RegisterAgencyAsync("Sample Agency Orchid");
        await host.StoreLicenceAsync(agency, "NP-2024-018");
        Assert.Contains("Licensed", await PublicAsync(host.Address), StringComparison.Ordinal);

        var (id, secret) = await ClientHost.SignUpAsync(host, "readme-system", null, "licensing-officer");
        var services = new ServiceCollection();
        AddTo(services, host.Address, id, secret);
        await using var built = services.BuildServiceProvider();
        var licensing = built.GetRequiredService<LicensingClient>();
        Assert.StartsWith("/country: ", await ProblemAsync(licensing), StringComparison.Ordinal);
        Assert.Contains(agency.Id, await PagesAsync(licensing));
        await ChangeAsync(licensing, agency.Id);
        Assert.Contains(agency.Id, await LinesAsync(licensing));

        var (filerId, filerSecret) = await ClientHost.SignUpAsync(host, "orchid-accounts", agency.Id, "agency-filer");
        using var filer = new LicensingClient(new() { BaseAddress = host.Address, ClientId = filerId, ClientSecret = filerSecret });
        using var stop = new CancellationTokenSource();
        var jobs = host.TakeInWhatComesAsync(stop.Token);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, ReturnFileTests.Rows(3), Encoding.UTF8);
        await FileAsync(filer, agency.Id, file);
        File.Delete(file);
        await stop.CancelAsync();
        await jobs;
    }

    private static async Task<string> PublicAsync(Uri address)
    {
        #region public
        using var licensing = new LicensingClient(new LicensingOptions { BaseAddress = address });
        var said = await licensing.Register.VerifyLicenceAsync("NP-2024-018");
        Console.WriteLine(said.Sentence);
        #endregion
        return said.Sentence;
    }

    private static void AddTo(IServiceCollection services, Uri address, string id, string secret)
    {
        #region services
        services.AddLicensingClient(o =>
        {
            o.BaseAddress = address;
            o.ClientId = id;
            o.ClientSecret = secret;
        });
        #endregion
    }

    private static async Task<string> ProblemAsync(LicensingClient licensing)
    {
        #region problem
        try
        {
            await licensing.Agencies.RegisterAgencyAsync(new() { Name = "Sample Agency Iris", Country = "Nepal", From = new DateOnly(2024, 1, 1) });
        }
        catch (LicensingProblemException refused) when (refused.Code == ProblemCodes.RequestInvalid)
        {
            // Everything that is wrong, where, and what to write instead; TraceId is what the operator wants to know.
            return string.Join("\n", refused.Errors.Select(e => $"{e.At}: {e.Mend}"));
        }
        #endregion
        return "";
    }

    private static async Task<List<string>> PagesAsync(LicensingClient licensing)
    {
        var ids = new List<string>();
        #region pages
        await foreach (var agency in licensing.Agencies.ListAgenciesAllAsync(country: "NP"))
            ids.Add(agency.Id);
        #endregion
        return ids;
    }

    private static async Task ChangeAsync(LicensingClient licensing, string agencyId)
    {
        #region change
        var agency = await licensing.Agencies.ReadAgencyAsync(agencyId);
        await licensing.Agencies.RecordAgencyFactAsync(agencyId, new() { Kind = AgencyFactKind.Address, Value = "Kathmandu", From = new DateOnly(2026, 3, 1) }, ifMatch: agency.ETag);
        #endregion
    }

    private static async Task FileAsync(LicensingClient licensing, string agencyId, string path)
    {
        #region file
        await using var file = File.OpenRead(path);
        var progress = new Progress<long>(bytes => Console.WriteLine($"{bytes} of {file.Length} bytes"));
        var filed = await licensing.Returns.FileReturnAsync(agencyId, "2026-02", OnError.KeepGood, Upload.Csv(file, progress));
        await foreach (var state in licensing.Returns.FollowReturnAsync(filed.Id))
            Console.WriteLine($"{state.State}: {state.Accepted} taken in, {state.Rejected} rejected");
        #endregion
    }

    private static async Task<List<string>> LinesAsync(LicensingClient licensing)
    {
        var ids = new List<string>();
        #region lines
        await foreach (var entry in licensing.Register.ExportRegisterLinesAsync())
            ids.Add(entry.Id);
        #endregion
        return ids;
    }
}
