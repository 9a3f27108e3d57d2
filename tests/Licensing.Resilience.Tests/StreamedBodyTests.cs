using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Licensing.Api.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Resilience.Tests;

/// <summary>An endpoint that calls StreamsUpTo reads long bodies in pieces; the others keep their limits.</summary>
public sealed class StreamedBodyTests(StreamedBodyTests.Host host) : IClassFixture<StreamedBodyTests.Host>
{
    private const int Limit = 8 * 1024 * 1024;

    [Fact]
    public async Task A_body_up_to_the_limit_is_read_and_one_byte_more_is_refused()
    {
        Assert.Equal($"{Limit}", await TextAsync(await SendAsync(Body(Limit))));
        foreach (var chunked in (bool[])[false, true])
            Assert.Equal((413, "body.too-large"), await RefusalAsync(await SendAsync(Body(Limit + 1), chunked: chunked)));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task The_limit_holds_after_decompression_too(string encoding)
    {
        Assert.Equal($"{Limit}", await TextAsync(await SendAsync(Compress(Body(Limit), encoding), encoding)));
        Assert.Equal((413, "body.too-large"), await RefusalAsync(await SendAsync(Compress(Body(Limit + 1), encoding), encoding)));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task What_is_cut_off_before_its_end_is_refused(string encoding)
    {
        var whole = Compress(Body(100_000), encoding);
        Assert.Equal("100000", await TextAsync(await SendAsync(whole, encoding)));
        foreach (var broken in (byte[][])[Body(100), whole[..(whole.Length / 2)], whole[..^1]])
            Assert.Equal((400, "body.corrupt-encoding"), await RefusalAsync(await SendAsync(broken, encoding)));
    }

    [Fact]
    public async Task Only_the_content_types_it_names_are_read()
    {
        Assert.Equal((415, "media-type.unsupported"), await RefusalAsync(await SendAsync(Body(1), type: "application/json")));
        Assert.Equal((415, "media-type.unsupported"), await RefusalAsync(await SendAsync(Body(1), type: "text/csv; charset=utf-16")));
        Assert.Equal("1", await TextAsync(await SendAsync(Body(1), type: "text/csv; charset=utf-8")));
    }

    [Fact]
    public async Task With_a_key_it_is_done_once_and_another_body_is_refused()
    {
        var key = Guid.NewGuid().ToString();
        var done = host.Done;
        using var first = await SendAsync(Body(Limit), key: key);
        Assert.Equal($"{Limit}", await TextAsync(first));
        using var second = await SendAsync(Body(Limit), key: key);
        Assert.True(second.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal($"{Limit}", await TextAsync(second));
        Assert.Equal(done + 1, host.Done);
        Assert.Equal((422, "idempotency-key.reused"), await RefusalAsync(await SendAsync(Body(Limit - 1), key: key)));
        Assert.Equal((413, "body.too-large"), await RefusalAsync(await SendAsync(Body(Limit + 1), chunked: true, key: Guid.NewGuid().ToString())));
        Assert.Empty(Directory.EnumerateFiles(Path.GetTempPath(), "licensing-????????.???"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Idempotency-Key: 0123456789abcdef\r\n")]
    public async Task A_body_that_stays_silent_is_cut_off(string header)
    {
        var answer = await host.SendRawAsync(
            $"POST /v1/uploads HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: text/csv\r\nContent-Length: 4000\r\n{header}\r\n" + new string('x', 3000));
        Assert.StartsWith("HTTP/1.1 408", answer);
        Assert.Contains("application/problem+json", answer);
        Assert.Contains("\"code\":\"body.too-slow\"", answer);
    }

    [Fact]
    public void The_request_is_given_the_time_that_its_longest_body_needs()
    {
        var policy = Assert.Single(new StreamedBody(4L << 30, ["text/csv"]).Metadata.OfType<RequestTimeoutPolicy>());
        Assert.InRange(policy.Timeout!.Value, TimeSpan.FromHours(18), TimeSpan.FromHours(19));
    }

    private static byte[] Body(int length)
    {
        var body = new byte[length];
        for (var i = 0; i < length; i++)
            body[i] = (byte)(i % 251);
        return body;
    }

    private static byte[] Compress(byte[] body, string encoding)
    {
        using var packed = new MemoryStream();
        using (Stream pack = encoding == "br" ? new BrotliStream(packed, CompressionLevel.Fastest) : new GZipStream(packed, CompressionLevel.Fastest))
            pack.Write(body);
        return packed.ToArray();
    }

    private async Task<HttpResponseMessage> SendAsync(byte[] body, string? encoding = null, bool chunked = false, string type = "text/csv", string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/uploads") { Content = chunked ? new StreamContent(new Unsized(body)) : new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (encoding is not null)
            request.Content.Headers.ContentEncoding.Add(encoding);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        // A refusal may come before the whole body has gone out.
        request.Headers.ExpectContinue = true;
        return await host.Client.SendAsync(request);
    }

    private static async Task<string> TextAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return text;
    }

    private static async Task<(int Status, string Code)> RefusalAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            var problem = await ProblemAnswer.ReadAsync(answer);
            return (problem.Status, problem.Code);
        }
    }

    private sealed class Unsized(byte[] body) : MemoryStream(body)
    {
        public override bool CanSeek => false;
    }

    /// <summary>The service on a real server, with one more endpoint that counts the bytes of its body.</summary>
    public sealed class Host : ServiceHost
    {
        private int _done;

        public Host()
        {
            Settings["Http:Body:MaxSeconds"] = "2";
            UseKestrel(0);
        }

        public int Done => _done;

        public HttpClient Client => field ??= Started();

        private HttpClient Started()
        {
            StartServer();
            return CreateClient();
        }

        public async Task<string> SendRawAsync(string request)
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync(IPAddress.Loopback, Client.BaseAddress!.Port);
            await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
            var answer = new StringBuilder();
            var piece = new byte[4096];
            // To the end of the answer, not of the connection: that is waited for by the server, and then cut.
            while (!answer.ToString().EndsWith("0\r\n\r\n", StringComparison.Ordinal) && await connection.GetStream().ReadAsync(piece) is > 0 and var count)
                answer.Append(Encoding.ASCII.GetString(piece, 0, count));
            return answer.ToString();
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices(services => services.AddSingleton<IStartupFilter>(new Upload(this)));
        }

        private sealed class Upload(Host host) : IStartupFilter
        {
            // Routing leaves an endpoint that is there already, so the contract document and the permissions know nothing of it.
            public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
            {
                var upload = new Endpoint(ReadAsync, new([.. new StreamedBody(Limit, ["text/csv"]).Metadata, new IdempotentMetadata()]), "upload");
                app.Use((context, following) =>
                {
                    if (context.Request.Path == "/v1/uploads")
                        context.SetEndpoint(upload);
                    return following(context);
                });
                next(app);
            };

            private async Task ReadAsync(HttpContext context)
            {
                await using var body = RequestBody.OpenStream(context.Request);
                var piece = new byte[50_000];
                long total = 0;
                int count;
                while ((count = await body.ReadAsync(piece, context.RequestAborted)) > 0)
                    total += count;
                Interlocked.Increment(ref host._done);
                await context.Response.WriteAsync(total.ToString());
            }
        }
    }
}
