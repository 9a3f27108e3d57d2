using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Tests.Http;

/// <summary>Whatever is sent, the answer is a clear refusal, and nothing is written.</summary>
public sealed class BadInputTests(ServiceHost host)
{
    private const string Good = """{"name":"Himal","country":"NP","from":"2024-02-20"}""";

    public static TheoryData<string, int, string> Bodies => new()
    {
        { "", 400, "body.empty" },
        { " \n ", 400, "body.empty" },
        { "{", 400, "body.malformed" },
        { "{\"name\":\"Himal\",}", 400, "body.malformed" },
        { "{\"name\":NaN}", 400, "body.malformed" },
        { "{'name':'Himal'}", 400, "body.malformed" },
        { Good + Good, 400, "body.malformed" },
        { new string('[', 200) + new string(']', 200), 400, "body.too-deep" },
        { new string('[', 100_000), 400, "body.too-deep" },
    };

    public static TheoryData<string, string, string> Errors => new()
    {
        { "null", "body.not-an-object", "" },
        { "[]", "body.not-an-object", "" },
        { "42", "body.not-an-object", "" },
        { """{"name":"Himal","country":"NP","from":"2024-02-20","licenseNumber":"1"}""", "field.unknown", "/licenseNumber" },
        { """{"Name":"Himal","country":"NP","from":"2024-02-20"}""", "field.unknown", "/Name" },
        { """{"name":"Himal","name":"Other","country":"NP","from":"2024-02-20"}""", "field.duplicate", "/name" },
        { """{"country":"NP","from":"2024-02-20"}""", "field.missing", "/name" },
        { """{"name":null,"country":"NP","from":"2024-02-20"}""", "field.null", "/name" },
        { """{"name":7,"country":"NP","from":"2024-02-20"}""", "text.expected", "/name" },
        { """{"name":"  ","country":"NP","from":"2024-02-20"}""", "field.missing", "/name" },
        { """{"name":"a\u0000b","country":"NP","from":"2024-02-20"}""", "text.has-null-character", "/name" },
        { """{"name":"a\ud800b","country":"NP","from":"2024-02-20"}""", "text.not-unicode", "/name" },
        { """{"name":"a\u0007b","country":"NP","from":"2024-02-20"}""", "text.has-control-character", "/name" },
        { """{"name":"Himal","country":"Nepal","from":"2024-02-20"}""", "country.unknown", "/country" },
        { """{"name":"Himal","country":"ZZ","from":"2024-02-20"}""", "country.unknown", "/country" },
        { """{"name":"Himal","country":"NP","from":"2023-02-29"}""", "date.impossible", "/from" },
        { """{"name":"Himal","country":"NP","from":"2024-13-01"}""", "date.impossible", "/from" },
        { """{"name":"Himal","country":"NP","from":"20.02.2024"}""", "date.malformed", "/from" },
        { """{"name":"Himal","country":"NP","from":20240220}""", "date.malformed", "/from" },
        { """{"name":"Himal","country":"NP","from":"0202-02-20"}""", "date.out-of-range", "/from" },
        { """{"name":"Himal","country":"NP","from":"2024-02-20","nonProfit":"yes"}""", "boolean.expected", "/nonProfit" },
        { """{"name":"Himal","country":"NP","from":"2024-02-20","nonProfit":1e400}""", "boolean.expected", "/nonProfit" },
        { """{"name":"Himal","country":"NP","from":"2024-02-20","email":"nobody"}""", "email.malformed", "/email" },
        { """{"name":"Himal","country":"NP","from":"2024-02-20","a/b~c":1}""", "field.unknown", "/a~1b~0c" },
        { """{"name":"Himal","country":"NP","from":"2024-02-20","\ud800":1}""", "field.unknown", "" },
    };

    [Theory, MemberData(nameof(Bodies))]
    public async Task A_body_that_is_no_JSON_is_refused_as_a_whole(string body, int status, string code) =>
        await AssertRefusedAsync(Content(Encoding.UTF8.GetBytes(body)), status, code);

    [Theory, MemberData(nameof(Errors))]
    public async Task What_is_wrong_is_named_and_pointed_at(string body, string code, string at)
    {
        var problem = await AssertRefusedAsync(Content(Encoding.UTF8.GetBytes(body)), 400, "request.invalid");
        Assert.Contains((code, at), problem.Errors);
    }

    [Fact]
    public async Task All_mistakes_come_in_one_answer_those_of_form_and_those_of_content()
    {
        var body = $$"""{"name":"{{new string('x', 301)}}","country":"np","from":"2024-02-30","fax":"1","nonProfit":"no","email":"nobody"}""";
        var problem = await AssertRefusedAsync(Content(Encoding.UTF8.GetBytes(body)), 400, "request.invalid");
        Assert.Equal(
            [("boolean.expected", "/nonProfit"), ("country.unknown", "/country"), ("date.impossible", "/from"),
                ("email.malformed", "/email"), ("field.unknown", "/fax"), ("text.too-long", "/name")],
            problem.Errors.Order());
    }

    [Fact]
    public async Task A_malformed_body_is_told_where()
    {
        var problem = await AssertRefusedAsync(Content("{\n  \"name\": oops }"u8.ToArray()), 400, "body.malformed");
        Assert.Contains("line 2, byte 11", problem.Body.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Invalid_UTF8_is_refused() =>
        await AssertRefusedAsync(Content([.. "{\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8]), 400, "body.not-utf8");

    [Fact]
    public async Task A_surrogate_encoded_by_itself_is_refused() =>
        await AssertRefusedAsync(Content([.. "{\"name\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8]), 400, "body.not-utf8");

    [Theory]
    [InlineData("text/csv")]
    [InlineData("application/xml")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData(null)]
    public async Task Another_content_type_is_refused(string? type)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Good));
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        await AssertRefusedAsync(content, 415, "media-type.unsupported");
    }

    [Fact]
    public async Task A_huge_body_is_refused() => await AssertRefusedAsync(Content(new byte[1_048_577]), 413, "body.too-large");

    [Fact]
    public async Task A_huge_body_of_unknown_length_is_refused()
    {
        var content = new ChunkedContent(2_000_000);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        await AssertRefusedAsync(content, 413, "body.too-large");
    }

    [Fact]
    public async Task A_body_of_exactly_the_limit_is_read()
    {
        var body = Encoding.UTF8.GetBytes(Good.Replace("Himal", "\\u0041", StringComparison.Ordinal));
        var padded = body.Concat(Enumerable.Repeat((byte)' ', 1_048_576 - body.Length)).ToArray();
        using var answer = await host.Officer.PostAsync("/v1/agencies", Content(padded));
        Assert.Equal(201, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_compressed_body_is_read(string encoding)
    {
        using var answer = await host.Officer.PostAsync("/v1/agencies", Content(Compress(Encoding.UTF8.GetBytes(Good), encoding), encoding));
        Assert.Equal(201, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_decompression_bomb_is_refused(string encoding) =>
        await AssertRefusedAsync(Content(Compress(new byte[50_000_000], encoding), encoding), 413, "body.too-large");

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_corrupt_compressed_body_is_refused(string encoding)
    {
        var bytes = Compress(Encoding.UTF8.GetBytes(Good), encoding);
        await AssertRefusedAsync(Content([0x00, 0x01, .. bytes[3..]], encoding), 400, "body.corrupt-encoding");
    }

    [Fact]
    public async Task A_gzip_body_with_a_wrong_checksum_is_refused()
    {
        var bytes = Compress(Encoding.UTF8.GetBytes(Good), "gzip");
        bytes[^6] ^= 0xFF;
        await AssertRefusedAsync(Content(bytes, "gzip"), 400, "body.corrupt-encoding");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_truncated_compressed_body_is_refused(string encoding)
    {
        var bytes = Compress(Encoding.UTF8.GetBytes(Good), encoding);
        var before = await CountAsync();
        using var answer = await host.Officer.PostAsync("/v1/agencies", Content(bytes[..(bytes.Length / 2)], encoding));
        Assert.Equal(400, (await ProblemAnswer.ReadAsync(answer)).Status);
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task An_unknown_encoding_is_refused() =>
        await AssertRefusedAsync(Content(Encoding.UTF8.GetBytes(Good), "zstd"), 415, "media-type.unsupported");

    [Theory]
    [InlineData("/v1/agencies?limit=0", "limit", "value.out-of-range")]
    [InlineData("/v1/agencies?limit=201", "limit", "value.out-of-range")]
    [InlineData("/v1/agencies?limit=99999999999", "limit", "parameter.malformed")]
    [InlineData("/v1/agencies?on=2026-02-30", "on", "parameter.malformed")]
    [InlineData("/v1/agencies?on=02/03/2026", "on", "parameter.malformed")]
    [InlineData("/v1/agencies?countri=NP", "countri", "parameter.unknown")]
    public async Task A_parameter_that_cannot_be_meant_is_refused(string address, string at, string code)
    {
        using var answer = await host.Public.GetAsync(address);
        var problem = await ProblemAnswer.ReadAsync(answer);
        Assert.Equal("request.invalid", problem.Code);
        Assert.Equal([(code, at)], problem.Errors);
    }

    [Fact]
    public async Task A_parameter_does_not_overwrite_a_field_of_the_body() =>
        Assert.Equal([("parameter.unknown", "name")], (await AssertRefusedAsync(Content(Encoding.UTF8.GetBytes(Good)), 400, "request.invalid", "?name=Other")).Errors);

    [Theory]
    [InlineData("GET", "/v1/nothing", 404, "route.unknown")]
    [InlineData("DELETE", "/v1/agencies", 405, "method.not-allowed")]
    public async Task An_unknown_address_or_method_is_a_problem_too(string method, string address, int status, string code)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        using var answer = await host.Public.SendAsync(request);
        var problem = await ProblemAnswer.ReadAsync(answer);
        Assert.Equal((status, code), (problem.Status, problem.Code));
    }

    [Fact]
    public async Task Who_accepts_nothing_we_send_is_told()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/agencies");
        request.Headers.Accept.ParseAdd("image/png");
        using var answer = await host.Public.SendAsync(request);
        Assert.Equal("media-type.not-acceptable", (await ProblemAnswer.ReadAsync(answer)).Code);
    }

    private async Task<ProblemAnswer> AssertRefusedAsync(HttpContent content, int status, string code, string query = "")
    {
        var before = await CountAsync();
        using var answer = await host.Officer.PostAsync("/v1/agencies" + query, content);
        var problem = await ProblemAnswer.ReadAsync(answer);
        Assert.Equal((status, code), (problem.Status, problem.Code));
        Assert.Equal(before, await CountAsync());
        return problem;
    }

    private Task<(int, int, int)> CountAsync() => host.InDatabaseAsync(async db =>
        (await db.Agencies.CountAsync(), await db.AgencyFacts.CountAsync(), await db.AuditEvents.CountAsync()));

    private static ByteArrayContent Content(byte[] body, string? encoding = null)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (encoding is not null)
            content.Headers.ContentEncoding.Add(encoding);
        return content;
    }

    private static byte[] Compress(byte[] body, string encoding)
    {
        using var target = new MemoryStream();
        using (Stream compress = encoding == "gzip" ? new GZipStream(target, CompressionMode.Compress) : new BrotliStream(target, CompressionMode.Compress))
            compress.Write(body);
        return target.ToArray();
    }

    /// <summary>A body whose length is not announced.</summary>
    private sealed class ChunkedContent(int bytes) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            var chunk = Enumerable.Repeat((byte)' ', 10_000).ToArray();
            for (var sent = 0; sent < bytes; sent += chunk.Length)
                await stream.WriteAsync(chunk);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
