using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using static Licensing.Agencies.Tests.Licences.MeasureHost;

namespace Licensing.Agencies.Tests.Licences;

/// <summary>Bodies that were good once: none is answered with a failure of the service.</summary>
public sealed class MutatedMeasuresTests(MeasureHost host) : IClassFixture<MeasureHost>
{
    [Theory]
    [InlineData(1), InlineData(2)]
    public async Task No_mutation_of_a_good_body_makes_the_service_fail(int seed)
    {
        var random = new Random(seed);
        var of = await host.LicenceAsync();
        var heard = await host.HeardAsync(of);
        var measure = await host.DecidedAsync(of.Licence, "suspensions", Suspension("2026-03-15", "2026-04-14", heard));
        var stay = await host.DecidedAsync(of.Licence, "stays", Order("2026-03-16").With("measureId", measure));
        var appeal = Text(await host.PostAsync($"agency:{of.Agency}", "/v1/appeals", new() { ["subjectId"] = measure, ["path"] = "review", ["grounds"] = "x" }), "id");
        var served = new JsonObject { ["order"] = "1", ["servedOn"] = "2026-03-01", ["proof"] = "2" };
        (string Caller, string Address, JsonObject Good)[] calls =
        [
            (Maya, $"/v1/licences/{of.Licence}/notices", Notice("revocation")),
            (Maya, $"/v1/licences/{of.Licence}/suspensions", Suspension("2026-03-15", "2026-03-20", ground: "preventive").With("part", "Malaysia").With("served", served)),
            (Maya, $"/v1/licences/{of.Licence}/revocations", Against("2026-03-15", heard).With("served", served.DeepClone())),
            (Maya, $"/v1/licences/{of.Licence}/liftings", Lifting(measure, "2026-03-15")),
            (Maya, $"/v1/licences/{of.Licence}/stays", Order("2026-03-15").With("measureId", measure).With("until", "2026-03-20")),
            (Maya, $"/v1/licences/{of.Licence}/stay-ends", Order("2026-03-17").With("stayId", stay)),
            (Maya, $"/v1/licences/{of.Licence}/withdrawals", new() { ["factId"] = measure, ["reason"] = "x" }),
            (Maya, $"/v1/appeals/{appeal}/decision", new() { ["outcome"] = "allow", ["from"] = "2026-03-15", ["staysEndOn"] = "2026-03-16", ["decidedBy"] = "x", ["grounds"] = "x", ["reason"] = "x" }),
            ($"agency:{of.Agency}", "/v1/appeals", new() { ["subjectId"] = measure, ["path"] = "appeal", ["grounds"] = "x" }),
            ($"agency:{of.Agency}", $"/v1/licences/{of.Licence}/surrenders", new() { ["from"] = "2026-03-20" }),
        ];
        for (var i = 0; i < 400; i++)
        {
            var (caller, address, good) = calls[i % calls.Length];
            var body = MutatedJson.Of(good.ToJsonString(), random);
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await host.As(caller).PostAsync(address, content);
            Assert.True((int)answer.StatusCode is 201 or 400 or 404 or 409, $"{(int)answer.StatusCode} {address} for {Encoding.UTF8.GetString(body)}");
            if ((int)answer.StatusCode >= 400)
                await ProblemAnswer.ReadAsync(answer);
        }
    }
}
