using System.Net.Http.Headers;
using System.Text;

namespace Licensing.Api.Tests.Http;

/// <summary>A thousand bodies that were good once: none is answered with a failure of the service.</summary>
public sealed class MutatedInputTests(ServiceHost host)
{
    private const string Agency = """{"name":"Himal Ö","country":"NP","from":"2024-02-20","nameLanguage":"ne-Latn","nonProfit":true,"email":"a@b"}""";
    private const string Disclosure = """
        {"placementReference":"P","worker":{"document":{"country":"NP","kind":"passport","number":"1"},"sex":"female","ageAtSigning":27},"origin":"NP","destination":"MY",
        "contract":{"signedOn":"2024-03-02","months":24,"monthlyWage":{"amountMinor":170000,"currency":"MYR","kind":"basic"}},"employer":{"name":"E","country":"MY","kind":"company"},
        "loans":[{"principal":{"amountMinor":8000000,"currency":"NPR"},"annualRatePercent":"36","tiedToPlacement":true}],
        "items":[{"kind":"payment","category":"recruitment-fee.service","amount":{"amountMinor":1500000,"currency":"NPR"},"payer":"worker","payee":"agency","date":"2024-03-05","channel":"bank"}]}
        """;

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public async Task No_mutation_of_a_good_body_makes_the_service_fail(int seed)
    {
        // Fixed seeds: a failure can be repeated.
        var random = new Random(seed);
        var agency = await host.RegisterAgencyAsync();
        var client = host.Officer;
        for (var i = 0; i < 250; i++)
        {
            var (address, good) = i % 2 == 0 ? ("/v1/agencies", Agency) : ($"/v1/agencies/{agency.Id}/disclosures", Disclosure.Replace("\"P\"", $"\"P-{i}\"", StringComparison.Ordinal));
            var body = MutatedJson.Of(good, random);
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await client.PostAsync(address, content);
            Assert.True((int)answer.StatusCode is 201 or 400 or 409, $"{(int)answer.StatusCode} for {Encoding.UTF8.GetString(body)}");
            if ((int)answer.StatusCode == 400)
                await ProblemAnswer.ReadAsync(answer);
        }
    }
}
