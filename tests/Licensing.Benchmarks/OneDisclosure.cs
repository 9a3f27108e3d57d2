using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Licensing.Benchmarks;

/// <summary>One disclosure end to end, over HTTP, one after another: from the request to the acknowledgement, and to a finding that an officer
/// can read.</summary>
internal static class OneDisclosure
{
    private const int Filings = 20;

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("licensing-one-").FullName;
        try
        {
            using var agency = await RunningService.StartAsync(folder, 5098);
            await agency.DemonstrationShown;
            await agency.SignInAsync("demo-agency-filer");
            var id = (await agency.ReadAsync("/v1/access/caller")).GetProperty("roles")[0].GetProperty("agencyId").GetString();

            var acknowledged = new List<double>();
            var judged = new List<double>();
            for (var i = 0; i < Filings + 3; i++)
            {
                var started = Stopwatch.GetTimestamp();
                var answer = await agency.Http.PostAsJsonAsync($"/v1/agencies/{id}/disclosures", Filing(i));
                answer.EnsureSuccessStatusCode();
                var filed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
                while ((await agency.ReadAsync(answer.Headers.Location!.ToString())).GetProperty("state").GetString() != "judged") await Task.Delay(5);
                if (i < 3) continue;                        // warm
                acknowledged.Add(filed);
                judged.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            var (a, j) = (Median(acknowledged), Median(judged));
            Console.WriteLine($"one disclosure, median of {Filings}, one after another:");
            Console.WriteLine($"  filed and acknowledged        {a,7:F1} ms");
            Console.WriteLine($"  judged, findings to be read   {j,7:F1} ms    {j / a:F1} times the filing alone");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static object Filing(int number) => JsonSerializer.Deserialize<JsonElement>($$"""
        { "placementReference": "BENCH-{{number}}", "origin": "NP", "destination": "MY", "occupation": "9329",
          "worker": { "document": { "country": "NP", "kind": "passport", "number": "PA 7000-{{number}}" }, "sex": "female", "ageAtSigning": 27 },
          "contract": { "signedOn": "2026-03-02", "months": 24, "monthlyWage": { "amountMinor": 170000, "currency": "MYR", "kind": "basic" } },
          "items": [ { "kind": "payment", "category": "recruitment-fee.service", "amount": { "amountMinor": 1500000, "currency": "NPR" },
            "payer": "worker", "payee": "agency", "date": "2026-03-05", "channel": "bank", "receipt": "R-{{number}}" } ] }
        """);
}
