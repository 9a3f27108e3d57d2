using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Licensing.Api.Features.Changes;
using Licensing.Client.Tests.TypeScript;

namespace Licensing.Client.Tests.Walkthroughs;

/// <summary>docs/integrating.md: the code that it shows is compiled and run here, and what it shows of the output is what came.</summary>
public sealed partial class IntegratingPageTests(SignedUpHost host)
{
    private static readonly HashSet<string> Overlooked = [];
    private static readonly string[] Path = ["docs", "integrating.md"];

    [Fact]
    public async Task The_page_shows_the_code_that_is_run()
    {
        var page = new Page(Path);
        page.FillCode();
        await page.CompareAsync();
    }

    [Fact]
    public async Task A_portal_shows_whether_a_licence_is_in_force_today()
    {
        await Node.NeededAsync();
        var before = host.Clock.GetUtcNow();
        var shown = await host.RegisterAgencyAsync("Sample Agency Jasmine");
        await host.StoreLicenceAsync(shown, "NP-2024-017", from: "2024-04-01", until: "2026-03-31");
        var copy = System.IO.Path.GetTempFileName();
        File.Delete(copy);
        var log = new StringBuilder();
        await PortalAsync("status", "np 2024 017");
        await PortalAsync("status", "NP-2024-999");
        await PortalAsync("refresh");
        await PortalAsync("refresh");
        await host.RunJobAsync<PublishChangesJob>(job => job.RunAsync(CancellationToken.None));
        await PortalAsync("follow", "NP-2024-017");
        // Nobody writes anything: the last day of the term passes.
        host.Clock.SetUtcNow(new(2026, 4, 1, 4, 0, 0, TimeSpan.Zero));
        log.Append("\n# on 1 April, the day after the last of its term\n");
        await PortalAsync("status", "NP-2024-017");
        await PortalAsync("refresh");
        await host.RunJobAsync<PublishChangesJob>(job => job.RunAsync(CancellationToken.None));
        await PortalAsync("follow", "NP-2024-017");
        File.Delete(copy);
        File.Delete(copy + ".followed");
        Assert.True(host.Clock.GetUtcNow() > before);

        var page = new Page(Path);
        page.Fill("portal", AgencyCount().Replace(log.ToString().TrimStart(), "$1: … agencies, …"));
        await page.CompareAsync();

        async Task PortalAsync(params string[] arguments)
        {
            Dictionary<string, string> environment = new(host.Environment) { ["PORTAL_COPY"] = copy };
            log.Append(CultureInfo.InvariantCulture, $"$ node portal.js {string.Join(' ', arguments.Select(a => a.Contains(' ', StringComparison.Ordinal) ? $"\"{a}\"" : a))}\n");
            log.Append(await Node.RunAsync("node", Node.Package, environment, ["build/examples/portal.js", .. arguments]));
        }
    }

    [Fact]
    public async Task An_agency_files_ten_thousand_placements_and_corrects_what_was_rejected()
    {
        const int placements = 10_000;
        var agency = await host.RegisterAgencyAsync("Sample Agency Marigold");
        var (id, secret) = await ClientHost.SignUpAsync(host, "marigold-accounts", agency.Id, "agency-filer");
        using var licensing = new LicensingClient(new() { BaseAddress = host.Address, ClientId = id, ClientSecret = secret });
        var csv = System.IO.Path.GetTempFileName();
        await File.WriteAllTextAsync(csv, Placements(placements));
        var log = new StringWriter { NewLine = "\n" };

        using var stop = new CancellationTokenSource();
        var jobs = host.TakeInWhatComesAsync(stop.Token);
        var filed = await FilingAReturn.FileAsync(licensing, agency.Id, "2026-02", csv, log);
        log.WriteLine();
        await FilingAReturn.CorrectAsync(licensing, filed, "2026-02", Mend, log);
        File.Delete(csv);
        await stop.CancelAsync();
        await jobs;

        var all = await licensing.Returns.ListReturnsAllAsync(period: "2026-02").ToListAsync();
        Assert.Equal((placements, 3), (all.Sum(r => r.Accepted), all.Count));
        Assert.Equal(37, filed.Rejected);
        var page = new Page(Path);
        page.Fill("return", UnderWay().Replace(log.ToString(), "reading, judging: …\n"));
        await page.CompareAsync();
    }

    [Fact]
    public async Task A_page_for_workers_shows_what_is_forbidden_limited_and_not_known()
    {
        await Node.NeededAsync();
        await host.ApproveLawAsync("np", "ilo");
        var page = new Page(Path);
        page.Fill("quote", await QuoteAsync("quote", """{"origin":"NP","destination":"QA","occupation":"7112","months":24,"on":"2026-03-15"}"""));
        page.Fill("check", await QuoteAsync("check", """{"origin":"NP","destination":"QA","occupation":"7112","months":24,"on":"2026-03-15","items":[{"category":"recruitment-fee.service","amount":{"amountMinor":8000000,"currency":"NPR"},"payee":"agency"},{"category":"recruitment-fee.service","amount":{"amountMinor":100000,"currency":"NPR"},"payee":"agency"},{"category":"training.on-site","amount":{"amountMinor":500000,"currency":"NPR"},"payee":"agency"}]}"""));
        await page.CompareAsync();

        async Task<string> QuoteAsync(string what, string question)
        {
            var said = await Node.RunAsync("node", Node.Package, host.Environment, "build/examples/quotes.js", what, question);
            Assert.Contains(what == "quote" ? "No limit is known. That does not make it allowed" : "NOT KNOWN", said, StringComparison.Ordinal);
            return $"$ node quotes.js {what} '{question}'\n{said}";
        }
    }

    /// <summary>A month with three kinds of mistakes.</summary>
    private static string Placements(int count)
    {
        var rows = new StringBuilder("placementReference,origin,destination,occupation,contractSignedOn,itemKind,itemCategory,itemAmount,itemCurrency,itemPayer,itemPayee,itemDate,itemChannel,itemReceipt\n");
        for (var i = 1; i <= count; i++)
        {
            var occupation = i % 500 == 0 ? "labourer" : "9329";
            var amount = i % 1000 == 7 ? "\"10,000.00\"" : "10000.00";
            var day = i % 1500 == 11 ? "05/02/2026" : "2026-02-05";
            rows.Append(CultureInfo.InvariantCulture, $"KTM-{i},NP,QA,{occupation},2026-02-02,payment,recruitment-fee.service,{amount},NPR,worker,agency,{day},bank,R-{i}\n");
        }

        return rows.ToString();
    }

    /// <summary>What the agency's clerks know; they overlook a kind of mistake the first time.</summary>
    private static string Mend(string row) => row.Contains("labourer", StringComparison.Ordinal) || row.Contains("05/02/2026", StringComparison.Ordinal)
        ? row.Replace(",labourer,", ",9329,", StringComparison.Ordinal).Replace("05/02/2026", "2026-02-05", StringComparison.Ordinal)
        : Overlooked.Add(row) ? row : row.Replace("\"10,000.00\"", "10000.00", StringComparison.Ordinal);

    [GeneratedRegex("^((?:reading|judging): .*\n)+", RegexOptions.Multiline)]
    private static partial Regex UnderWay();

    // How many agencies other tests have registered is of no interest.
    [GeneratedRegex("(copy|unchanged): [0-9]+ agencies, [0-9]+ of them licensed")]
    private static partial Regex AgencyCount();
}
