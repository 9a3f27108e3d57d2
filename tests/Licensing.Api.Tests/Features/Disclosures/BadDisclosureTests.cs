using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Tests.Features.Disclosures;

/// <summary>What cannot be meant is refused, with every mistake at its place, and nothing is written. What can be
/// represented is accepted and judged, however absurd: it is evidence.</summary>
public sealed class BadDisclosureTests(LawfulHost host)
{
    private const string Good = """
        {"placementReference":"BAD-1","worker":{"sex":"male","ageAtSigning":30,"document":{"country":"NP","kind":"passport","number":"BAD0000001"}},
        "origin":"NP","destination":"MY","occupation":"9329","jobFoundBy":"agency","contract":{"signedOn":"2026-02-10","months":24,
        "monthlyWage":{"amountMinor":150000,"currency":"MYR","kind":"basic"}},"employer":{"name":"Works","country":"MY","kind":"company"},
        "intermediaries":[{"kind":"sub-agent","name":"S"}],"loans":[{"principal":{"amountMinor":5,"currency":"NPR"},"annualRatePercent":"36"}],
        "firstWage":{"amount":{"amountMinor":150000,"currency":"MYR"},"receivedOn":"2026-03-10"},"agreedFee":{"amountMinor":1000000,"currency":"NPR"},
        "jobOrderMaximum":{"amountMinor":0,"currency":"NPR"},"approvedCost":{"amountMinor":7,"currency":"NPR"},"wageAboveAverage":false,
        "items":[{"kind":"payment","category":"recruitment-fee.service","amount":{"amountMinor":1500000,"currency":"NPR"},"payer":"worker","payee":"agency","date":"2026-02-12","channel":"bank","receipt":"1","id":"a"},
        {"kind":"refund","category":"recruitment-fee.service","amount":{"amountMinor":100,"currency":"NPR"},"payer":"agency","payee":"worker","date":"2026-02-13","refundOf":"a","id":"b"}]}
        """;

    /// <summary>What is replaced in the good body, by what, and the complaint.</summary>
    public static TheoryData<string, string, string, string> Mistakes => new()
    {
        { "\"origin\":\"NP\"", "\"origin\":\"XX\"", "country.unknown", "/origin" },
        { "\"origin\":\"NP\"", "\"origin\":\"np\"", "country.unknown", "/origin" },
        { "\"origin\":\"NP\"", "\"origin\":null", "field.null", "/origin" },
        { "\"origin\":\"NP\",", "", "field.missing", "/origin" },
        { "\"destination\":\"MY\"", "\"destination\":\"NP\"", "corridor.same-country", "/destination" },
        { "\"occupation\":\"9329\"", "\"occupation\":\"99999\"", "occupation.unknown", "/occupation" },
        { "\"occupation\":\"9329\"", "\"occupation\":9329", "text.expected", "/occupation" },
        { "\"jobFoundBy\":\"agency\"", "\"jobFoundBy\":\"friend\"", "word.unknown", "/jobFoundBy" },
        { "\"jobFoundBy\":\"agency\"", "\"jobFoundBy\":0", "word.unknown", "/jobFoundBy" },
        { "\"sex\":\"male\"", "\"sex\":\"m\"", "word.unknown", "/worker/sex" },
        { "\"ageAtSigning\":30", "\"ageAtSigning\":-1", "value.out-of-range", "/worker/ageAtSigning" },
        { "\"ageAtSigning\":30", "\"ageAtSigning\":30.5", "number.not-whole", "/worker/ageAtSigning" },
        { "\"kind\":\"passport\"", "\"kind\":\"visa\"", "word.unknown", "/worker/document/kind" },
        { "\"number\":\"BAD0000001\"", "\"number\":\" \"", "field.missing", "/worker/document/number" },
        { "\"number\":\"BAD0000001\"", "\"number\":\"--- / .\"", "document.number-malformed", "/worker/document/number" },
        { "\"document\":{\"country\":\"NP\"", "\"document\":{\"country\":\"QQ\"", "country.unknown", "/worker/document/country" },
        { "\"placementReference\":\"BAD-1\"", "\"placementReference\":\"\"", "field.missing", "/placementReference" },
        { "\"signedOn\":\"2026-02-10\"", "\"signedOn\":\"2026-02-30\"", "date.impossible", "/contract/signedOn" },
        { "\"signedOn\":\"2026-02-10\"", "\"signedOn\":\"1949-12-31\"", "date.out-of-range", "/contract/signedOn" },
        { "\"signedOn\":\"2026-02-10\"", "\"signedOn\":\"2100-01-02\"", "date.out-of-range", "/contract/signedOn" },
        { "\"months\":24", "\"months\":0", "value.out-of-range", "/contract/months" },
        { "\"amountMinor\":150000,\"currency\":\"MYR\",\"kind\"", "\"amountMinor\":-1,\"currency\":\"MYR\",\"kind\"", "amount.not-positive", "/contract/monthlyWage/amountMinor" },
        { "\"kind\":\"basic\"", "\"kind\":\"gross\"", "word.unknown", "/contract/monthlyWage/kind" },
        { "\"name\":\"Works\"", "\"name\":\"\"", "field.missing", "/employer/name" },
        { "\"name\":\"Works\",", "\"name\":\"Works\",\"owner\":\"X\",", "field.unknown", "/employer/owner" },
        { "\"intermediaries\":[{", "\"intermediaries\":[null,{", "field.null", "/intermediaries/0" },
        { "\"intermediaries\":[{\"kind\":\"sub-agent\",\"name\":\"S\"}]", "\"intermediaries\":null", "field.null", "/intermediaries" },
        { "\"loans\":[{", "\"loans\":[null,{", "field.null", "/loans/0" },
        { "\"annualRatePercent\":\"36\"", "\"annualRatePercent\":\"a lot\"", "number.malformed", "/loans/0/annualRatePercent" },
        { "\"annualRatePercent\":\"36\"", "\"annualRatePercent\":\"-1\"", "number.malformed", "/loans/0/annualRatePercent" },
        { "\"receivedOn\":\"2026-03-10\"", "\"receivedOn\":\"10/03/2026\"", "date.malformed", "/firstWage/receivedOn" },
        { "\"agreedFee\":{\"amountMinor\":1000000", "\"agreedFee\":{\"amountMinor\":0", "amount.not-positive", "/agreedFee/amountMinor" },
        { "\"jobOrderMaximum\":{\"amountMinor\":0", "\"jobOrderMaximum\":{\"amountMinor\":-1", "amount.negative", "/jobOrderMaximum/amountMinor" },
        { "\"approvedCost\":{\"amountMinor\":7,\"currency\":\"NPR\"", "\"approvedCost\":{\"amountMinor\":7,\"currency\":\"XYZ\"", "currency.unknown", "/approvedCost/currency" },
        { "\"wageAboveAverage\":false", "\"wageAboveAverage\":\"no\"", "boolean.expected", "/wageAboveAverage" },
        { "\"items\":[{", "\"items\":[null,{", "field.null", "/items/0" },
        { "\"items\":[{", "\"items\":[[],{", "value.not-an-object", "/items/0" },
        { "\"kind\":\"payment\"", "\"kind\":\"bribe\"", "word.unknown", "/items/0/kind" },
        { "\"category\":\"recruitment-fee.service\",\"amount\":{\"amountMinor\":1500000", "\"category\":\"fee\",\"amount\":{\"amountMinor\":1500000", "category.unknown", "/items/0/category" },
        { "\"amountMinor\":1500000", "\"amountMinor\":99999999999999999999", "number.out-of-range", "/items/0/amount/amountMinor" },
        { "\"amountMinor\":1500000", "\"amountMinor\":9223372036854775808", "number.out-of-range", "/items/0/amount/amountMinor" },
        { "\"amountMinor\":1500000", "\"amountMinor\":15000.50", "number.not-whole", "/items/0/amount/amountMinor" },
        { "\"amountMinor\":1500000", "\"amountMinor\":1.5e6", "number.not-whole", "/items/0/amount/amountMinor" },
        { "\"amountMinor\":1500000", "\"amountMinor\":\"1500000\"", "number.expected", "/items/0/amount/amountMinor" },
        { "\"amountMinor\":1500000", "\"amountMinor\":0", "amount.not-positive", "/items/0/amount/amountMinor" },
        { "\"amountMinor\":1500000", "\"amountMinor\":-1500000", "amount.not-positive", "/items/0/amount/amountMinor" },
        { "\"amountMinor\":1500000,", "", "amount.not-positive", "/items/0/amount/amountMinor" },
        { "1500000,\"currency\":\"NPR\"", "1500000,\"currency\":\"RS\"", "currency.unknown", "/items/0/amount/currency" },
        { "1500000,\"currency\":\"NPR\"", "1500000", "currency.unknown", "/items/0/amount/currency" },
        { "1500000,\"currency\":\"NPR\"", "1500000,\"currency\":\"NPR\",\"rate\":1", "field.unknown", "/items/0/amount/rate" },
        { "\"payer\":\"worker\"", "\"payer\":\"uncle\"", "word.unknown", "/items/0/payer" },
        { "\"date\":\"2026-02-12\"", "\"date\":\"2026-2-12\"", "date.malformed", "/items/0/date" },
        { "\"channel\":\"bank\"", "\"channel\":\"hundi\"", "word.unknown", "/items/0/channel" },
        { "\"refundOf\":\"a\",", "", "item.refund-of-missing", "/items/1/refundOf" },
        { "\"receipt\":\"1\"", "\"receipt\":\"1\",\"refundOf\":\"b\"", "item.refund-of-unexpected", "/items/0/refundOf" },
        { "\"receipt\":\"1\"", "\"receipt\":\"1\",\"period\":{\"from\":\"2026-03-02\",\"to\":\"2026-03-01\"}", "period.reversed", "/items/0/period" },
        { "\"receipt\":\"1\"", "\"receipt\":\"1\",\"period\":{\"from\":\"2026-03-02\"}", "field.missing", "/items/0/period/to" },
        { "\"receipt\":\"1\"", "\"receipt\":\"1\",\"period\":{\"from\":\"0001-01-01\",\"to\":\"9999-12-31\"}", "date.out-of-range", "/items/0/period/from" },
        { "\"id\":\"b\"", "\"id\":\"a\"", "item.id-twice", "/items" },
        { "\"id\":\"b\"", "\"id\":\"b c\"", "item.id-malformed", "/items/1/id" },
        { "\"items\":[", "\"worker2\":{},\"items\":[", "field.unknown", "/worker2" },
    };

    [Theory, MemberData(nameof(Mistakes))]
    public async Task What_is_wrong_is_named_and_pointed_at(string good, string bad, string code, string at)
    {
        Assert.Contains(good, Good);
        var problem = await AssertRefusedAsync(Content(Encoding.UTF8.GetBytes(Good.Replace(good, bad, StringComparison.Ordinal))), 400, "request.invalid");
        Assert.Contains((code, at), problem.Errors);
    }

    [Fact]
    public async Task All_mistakes_come_in_one_answer_at_whatever_depth()
    {
        var body = Good.Replace("\"origin\":\"NP\"", "\"origin\":\"XX\"", StringComparison.Ordinal)
            .Replace("\"signedOn\":\"2026-02-10\"", "\"signedOn\":\"2026-02-30\"", StringComparison.Ordinal)
            .Replace("1500000,\"currency\":\"NPR\"", "0,\"currency\":\"RS\",\"rate\":1", StringComparison.Ordinal)
            .Replace("\"channel\":\"bank\"", "\"channel\":\"hundi\"", StringComparison.Ordinal)
            .Replace("\"sex\":\"male\"", "\"sex\":\"m\"", StringComparison.Ordinal)
            .Replace("\"refundOf\":\"a\",", "", StringComparison.Ordinal);
        var problem = await AssertRefusedAsync(Content(Encoding.UTF8.GetBytes(body)), 400, "request.invalid");
        Assert.Equal(
            [("amount.not-positive", "/items/0/amount/amountMinor"), ("country.unknown", "/origin"), ("currency.unknown", "/items/0/amount/currency"),
                ("date.impossible", "/contract/signedOn"), ("field.unknown", "/items/0/amount/rate"), ("item.refund-of-missing", "/items/1/refundOf"),
                ("word.unknown", "/items/0/channel"), ("word.unknown", "/worker/sex")],
            problem.Errors.Order());
    }

    [Fact]
    public async Task More_than_500_items_are_refused_and_500_are_filed()
    {
        JsonObject Body(int count) => Reported.Placement("NP", "MY", "2026-02-10", [.. Enumerable.Range(0, count).Select(_ => Reported.Paid("medical.test", 1, "NPR", null))]);
        var problem = await AssertRefusedAsync(Content(Encoding.UTF8.GetBytes(Body(501).ToJsonString())), 400, "request.invalid");
        Assert.Equal([("list.too-long", "/items")], problem.Errors);
        await host.FileDisclosureAsync(await host.RegisterAgencyAsync(), Body(500));
        await host.JudgeAsync();
    }

    [Fact]
    public async Task A_huge_body_is_refused() => await AssertRefusedAsync(
        Content(Encoding.UTF8.GetBytes(Good.Replace("\"name\":\"S\"", $"\"name\":\"{new string('S', 1_100_000)}\"", StringComparison.Ordinal))), 413, "body.too-large");

    [Fact]
    public async Task A_corrupt_gzip_body_is_refused()
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionMode.Compress))
            gzip.Write(Encoding.UTF8.GetBytes(Good));
        var bytes = target.ToArray();
        bytes[^6] ^= 0xFF;
        await AssertRefusedAsync(Content(bytes, "gzip"), 400, "body.corrupt-encoding");
    }

    [Fact]
    public async Task Invalid_UTF8_is_refused()
    {
        var at = Good.IndexOf("Works", StringComparison.Ordinal);
        await AssertRefusedAsync(Content([.. Encoding.UTF8.GetBytes(Good[..at]), 0xC3, 0x28, .. Encoding.UTF8.GetBytes(Good[at..])]), 400, "body.not-utf8");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"items\":{}}")]
    [InlineData("{\"items\":null,\"worker\":null,\"origin\":1,\"destination\":[],\"placementReference\":{}}")]
    [InlineData("{\"items\":[1,\"x\",true,null,[],{}],\"worker\":7}")]
    public async Task What_has_another_form_altogether_is_refused(string body) =>
        await AssertRefusedAsync(Content(Encoding.UTF8.GetBytes(body)), 400, "request.invalid");

    public static TheoryData<string> Absurdities =>
    [
        """{"items":[{"kind":"payment","category":"recruitment-fee.service","amount":{"amountMinor":9223372036854775807,"currency":"NPR"},"payer":"worker","payee":"agency","date":"2026-02-12"},{"kind":"payment","category":"recruitment-fee.service","amount":{"amountMinor":9223372036854775807,"currency":"NPR"},"payer":"worker","payee":"agency","date":"2026-02-12"}]}""",
        """{"destination":"JP","items":[{"kind":"payment","category":"recruitment-fee.service","amount":{"amountMinor":9223372036854775807,"currency":"NPR"},"payer":"worker","payee":"agency","date":"2026-02-12"},{"kind":"payment","category":"recruitment-fee.service","amount":{"amountMinor":9223372036854775807,"currency":"USD"},"payer":"worker","payee":"agency","date":"2026-02-12"}]}""",
        """{"items":[{"kind":"payment","category":"recruitment-fee.service","amount":{"amountMinor":1,"currency":"NPR"},"payer":"worker","payee":"agency","date":"1950-01-01"}]}""",
        """{"contract":{"signedOn":"2100-01-01","months":600},"items":[{"kind":"payment","category":"recruitment-fee.service","amount":{"amountMinor":1,"currency":"NPR"},"payer":"worker","payee":"agency","date":"2100-01-01"}]}""",
        """{"departedOn":"2026-02-01","items":[{"kind":"payment","category":"recruitment-fee.service","amount":{"amountMinor":1500000,"currency":"NPR"},"payer":"worker","payee":"agency","date":"2026-03-01"}]}""",
        """{"items":[{"kind":"refund","category":"recruitment-fee.service","amount":{"amountMinor":9223372036854775807,"currency":"NPR"},"payer":"agency","payee":"worker","date":"2026-03-01","refundOf":"nothing"}]}""",
        """{"items":[{"kind":"refund","category":"recruitment-fee.service","amount":{"amountMinor":5,"currency":"NPR"},"payer":"worker","payee":"worker","refundOf":"x","id":"x"}]}""",
        """{"destination":"TW","enteredOn":"1950-01-01","items":[{"kind":"wage-deduction","category":"recruitment-fee.service.periodic","amount":{"amountMinor":9223372036854775807,"currency":"TWD"},"payer":"worker","payee":"agency","date":"2026-03-01","period":{"from":"1950-01-01","to":"2100-01-01"}}]}""",
        """{"origin":"VN","destination":"TW","contract":{"months":600,"monthlyWage":{"amountMinor":9223372036854775807,"currency":"TWD","kind":"contract"}},"items":[{"kind":"payment","category":"recruitment-fee.service","amount":{"amountMinor":9223372036854775807,"currency":"USD"},"payer":"worker","payee":"agency"}]}""",
        """{"deploymentFailedOn":"2100-01-01","items":[{"kind":"payment","category":"recruitment-fee.service","amount":{"amountMinor":9223372036854775807,"currency":"NPR"},"payer":"worker","payee":"agency","date":"2026-02-12"}]}""",
        """{"items":[]}""",
    ];

    [Theory, MemberData(nameof(Absurdities))]
    public async Task What_is_absurd_but_can_be_represented_is_filed_and_judged(string said)
    {
        var agency = await host.RegisterAgencyAsync();
        var body = Reported.Placement("NP", "MY", "2026-02-10");
        foreach (var (name, value) in JsonNode.Parse(said)!.AsObject())
            body[name] = value?.DeepClone();
        var filed = await host.FileDisclosureAsync(agency, body);
        await host.JudgeAsync();
        Assert.NotNull(await host.InDatabaseAsync(db => db.DisclosureVersions.Where(v => v.Disclosure.PublicId == filed.Id).Select(v => v.JudgedAt).SingleAsync()));
        using var findings = await host.Officer.GetAsync($"/v1/findings?agency={agency.Id}");
        Assert.Equal(200, (int)findings.StatusCode);
    }

    private async Task<ProblemAnswer> AssertRefusedAsync(HttpContent content, int status, string code)
    {
        var agency = await host.RegisterAgencyAsync();
        var before = await host.CountRowsAsync();
        using var answer = await host.As($"agency:{agency.Id}").PostAsync($"/v1/agencies/{agency.Id}/disclosures", content);
        var problem = await ProblemAnswer.ReadAsync(answer);
        Assert.Equal((status, code), (problem.Status, problem.Code));
        Assert.Equal(before, await host.CountRowsAsync());
        return problem;
    }

    private static ByteArrayContent Content(byte[] body, string? encoding = null)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (encoding is not null)
            content.Headers.ContentEncoding.Add(encoding);
        return content;
    }

    [Theory]
    [InlineData("\"number\":\"BAD0000001\"", "\"number\":12345678")]
    [InlineData("\"number\":\"BAD0000001\"", "\"number\":\"P12345678P12345678P12345678P12345678P12345678P12345678P12345678P12345678\"")]
    [InlineData("{\"country\":\"NP\",\"kind\":\"passport\",\"number\":\"BAD0000001\"}", "\"P12345678\"")]
    public async Task A_document_is_not_repeated_even_to_say_that_it_is_wrong(string part, string instead)
    {
        Assert.Contains(part, Good, StringComparison.Ordinal);
        var problem = await AssertRefusedAsync(Content(Encoding.UTF8.GetBytes(Good.Replace(part, instead, StringComparison.Ordinal))), 400, "request.invalid");
        Assert.DoesNotContain("12345678", problem.Body.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reference_is_measured_as_it_is_stored()
    {
        // Devanagari qa is one character as sent and two as stored.
        var problem = await AssertRefusedAsync(Content(Encoding.UTF8.GetBytes(Good.Replace("BAD-1", new string('\u0958', 31), StringComparison.Ordinal))), 400, "request.invalid");
        Assert.Contains(("text.too-long", "/placementReference"), problem.Errors);
    }
}
