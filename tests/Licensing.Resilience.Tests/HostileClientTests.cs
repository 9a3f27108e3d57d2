using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Licensing.Resilience.Tests;

/// <summary>Bombs and slow clients, on a real process: its memory stays where it is, and others are answered meanwhile.</summary>
public sealed class HostileClientTests(HostileClientTests.Target target) : IClassFixture<HostileClientTests.Target>
{
    /// <summary>How far the resident memory of the process may grow in an attack. One bomb would come to 1 GB.</summary>
    private const long Bound = 48 * 1024 * 1024;

    [Fact]
    public Task A_gigabyte_in_a_megabyte_is_inflated_to_the_limit_only() => AttackAsync(async () =>
    {
        foreach (var (encoding, bomb) in (List<(string, byte[])>)[("gzip", Gzip()), ("br", Brotli())])
        {
            Assert.InRange(bomb.Length, 1, 1_048_576);
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostAsync(new ByteArrayContent(bomb) { Headers = { ContentEncoding = { encoding } } })));
            Assert.All(answers, answer => Assert.Equal((413, "body.too-large"), answer));
        }

        Assert.Equal((415, "media-type.unsupported"), await PostAsync(new ByteArrayContent([1]) { Headers = { ContentEncoding = { "deflate" } } }));
        Assert.Equal((415, "media-type.unsupported"), await PostAsync(new ByteArrayContent(Gzip()) { Headers = { ContentEncoding = { "gzip", "gzip" } } }));
    });

    [Fact]
    public Task Nesting_and_crumbs_are_refused() => AttackAsync(async () =>
    {
        foreach (var opening in (string[])["[", "{\"a\":"])
            Assert.Equal(400, (await PostAsync(new StringContent(string.Concat(Enumerable.Repeat(opening, 1_000_000 / opening.Length))))).Status);
        // 50,000 chunks of one byte each.
        var crumbs = new StringBuilder("POST /v1/agencies HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n" + target.Authorization + "\r\n\r\n");
        for (var i = 0; i < 50_000; i++)
            crumbs.Append("1\r\n[\r\n");
        Assert.StartsWith("HTTP/1.1 400", await target.SendRawAsync(crumbs.Append("0\r\n\r\n").ToString()));
    });

    [Fact]
    public Task Headers_without_end_are_refused() => AttackAsync(async () =>
    {
        const string Request = "GET /v1/agencies HTTP/1.1\r\nHost: x\r\n";
        Assert.StartsWith("HTTP/1.1 431", await target.SendRawAsync(Request + string.Concat(Enumerable.Range(0, 100).Select(i => $"X-{i}: y\r\n")) + "\r\n"));
        Assert.StartsWith("HTTP/1.1 431", await target.SendRawAsync(Request + "X: " + new string('y', 64 * 1024) + "\r\n\r\n"));
        Assert.StartsWith("HTTP/1.1 414", await target.SendRawAsync("GET /" + new string('y', 64 * 1024) + " HTTP/1.1\r\nHost: x\r\n\r\n"));
    });

    [Fact]
    public Task Two_hundred_who_dribble_headers_or_bodies_are_let_go() => AttackAsync(async () =>
    {
        var answers = await target.DribbleAllAsync(200);
        // Whoever has not even asked is cut off without a word.
        Assert.All(answers.Where((_, i) => i % 2 == 0), answer => Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 408", StringComparison.Ordinal), answer));
        Assert.All(answers.Where((_, i) => i % 2 == 1), answer => Assert.Matches("(?s)^HTTP/1.1 408.*application/problem[+]json.*\"code\":\"body.too-slow\"", answer));
    });

    [Fact]
    public Task A_body_that_never_ends_is_cut_off_however_fast_it_comes() => AttackAsync(async () =>
    {
        var head = $"POST /v1/agencies HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n{target.Authorization}\r\n\r\n";
        var answer = await target.DribbleAsync(head, TimeSpan.FromMilliseconds(100), "100\r\n" + new string(' ', 256) + "\r\n");
        Assert.StartsWith("HTTP/1.1 408", answer);
        Assert.Contains("application/problem+json", answer);
        Assert.Contains("\"code\":\"body.too-slow\"", answer);
    });

    [Fact]
    public Task Who_does_not_read_his_answers_is_let_go() => AttackAsync(async () =>
    {
        // Each asks for the whole contract, a hundred times over, and reads nothing.
        var asked = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("GET /v1/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n", 100)));
        var deaf = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 50; i++)
            {
                var client = new TcpClient { ReceiveBufferSize = 4096 };
                deaf.Add(client);
                await client.ConnectAsync(IPAddress.Loopback, target.Port);
                await client.GetStream().WriteAsync(asked);
            }

            var patience = Stopwatch.StartNew();
            while (patience.Elapsed < TimeSpan.FromSeconds(60) && deaf.Any(IsOpen))
                await Task.Delay(500);
            Assert.DoesNotContain(deaf, IsOpen);
        }
        finally
        {
            deaf.ForEach(client => client.Dispose());
        }
    });

    // The server has reset the connection: what is left to send meets an error.
    private static bool IsOpen(TcpClient client)
    {
        try
        {
            client.Client.Send("X"u8);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Runs the attack while somebody else asks for something once after another.</summary>
    private async Task AttackAsync(Func<Task> attack)
    {
        var before = target.Memory;
        var most = before;
        var others = 0;
        using var over = new CancellationTokenSource();
        var other = Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
            {
                using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
                using var answer = await target.Client.GetAsync("/v1/agencies?limit=1", patience.Token);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                others++;
                most = Math.Max(most, target.Memory);
                // Seldom enough that what is measured is the attack, and not the garbage of eight hundred honest answers.
                await Task.Delay(200);
            }
        });
        try
        {
            await attack();
        }
        finally
        {
            await over.CancelAsync();
        }

        await other;
        TestContext.Current.TestOutputHelper?.WriteLine($"{(most - before) / 1024 / 1024} MB on {before / 1024 / 1024} MB, {others} others answered");
        Assert.True(others > 0);
        Assert.True(most - before < Bound, $"The process grew from {before:N0} to {most:N0} bytes.");
    }

    private async Task<(int Status, string Code)> PostAsync(HttpContent content)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await target.Client.PostAsync("/v1/agencies", content);
        var problem = await ProblemAnswer.ReadAsync(answer);
        return (problem.Status, problem.Code);
    }

    // 1 GiB of zeros: 64 MiB packed once, sixteen times over, which is one gzip file too.
    private static byte[] Gzip()
    {
        using var packed = new MemoryStream();
        using (var pack = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            pack.Write(new byte[64 * 1024 * 1024]);
        return [.. Enumerable.Repeat(packed.ToArray(), 16).SelectMany(part => part)];
    }

    private static byte[] Brotli()
    {
        using var packed = new MemoryStream();
        using (var pack = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var part = new byte[16 * 1024 * 1024];
            for (var i = 0; i < 64; i++)
                pack.Write(part);
        }

        return packed.ToArray();
    }

    /// <summary>The service, signed in to, and warm.</summary>
    public sealed class Target : IAsyncLifetime
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("licensing-hostile-").FullName;
        private RealService _service = null!;

        public HttpClient Client => _service.Client;
        public long Memory => _service.Memory;
        public int Port => Client.BaseAddress!.Port;
        public string Authorization => $"Authorization: {Client.DefaultRequestHeaders.Authorization}";

        public async ValueTask InitializeAsync()
        {
            _service = await RealService.StartAsync(_folder, "--Http:Body:MaxSeconds=10", "--Http:MaxSeconds=20");
            await _service.SignInAsync("demo-licensing-officer");
            // What the process needs to work at all is not growth.
            for (var i = 0; i < 100; i++)
            {
                using var read = await Client.GetAsync(i % 10 == 0 ? "/v1/openapi.json" : "/v1/agencies?limit=1");
                using var refused = await Client.PostAsync("/v1/agencies", new StringContent(new string('[', i % 10 == 0 ? 900_000 : 10), Encoding.UTF8, "application/json"));
            }

            // Nor is a connection to the database, with its reading of the schema, for each of as many honest callers at once as an attack has.
            await Task.WhenAll(Enumerable.Range(0, 200).Select(async _ =>
            {
                using var read = await Client.GetAsync("/v1/agencies?limit=1");
            }));
            // Nor the code that cuts a client off.
            await DribbleAllAsync(20);
        }

        public async Task<string> SendRawAsync(string request)
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync(IPAddress.Loopback, Port);
            try
            {
                await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
            }
            catch (IOException)
            {
                // It was refused before it was sent; the refusal can be read.
            }

            return await ReadAsync(connection);
        }

        /// <summary>Half of them never end their headers, half their bodies.</summary>
        public Task<string[]> DribbleAllAsync(int clients)
        {
            const string Head = "POST /v1/agencies HTTP/1.1\r\nHost: x\r\n";
            var body = Head + $"Content-Type: application/json\r\nContent-Length: 100000\r\n{Authorization}\r\n\r\n";
            return Task.WhenAll(Enumerable.Range(0, clients).Select(i => DribbleAsync(i % 2 == 0 ? Head : body, TimeSpan.FromSeconds(1), " ")));
        }

        /// <summary>Sends a beginning and then one piece after another, until it is answered or cut off.</summary>
        public async Task<string> DribbleAsync(string beginning, TimeSpan pause, string piece)
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync(IPAddress.Loopback, Port);
            var answer = ReadAsync(connection);
            try
            {
                await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(beginning));
                for (var patience = Stopwatch.StartNew(); !answer.IsCompleted && patience.Elapsed < TimeSpan.FromSeconds(90); await Task.Delay(pause))
                    await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(piece));
            }
            catch (IOException)
            {
                // Cut off.
            }

            return await answer;
        }

        public ValueTask DisposeAsync()
        {
            _service.Dispose();
            Directory.Delete(_folder, recursive: true);
            return ValueTask.CompletedTask;
        }

        private static async Task<string> ReadAsync(TcpClient connection)
        {
            var answer = new StringBuilder();
            var piece = new byte[4096];
            try
            {
                while (!answer.ToString().EndsWith("0\r\n\r\n", StringComparison.Ordinal) && await connection.GetStream().ReadAsync(piece) is > 0 and var count)
                    answer.Append(Encoding.ASCII.GetString(piece, 0, count));
            }
            catch (IOException)
            {
                // Cut off; what came before it counts.
            }

            return answer.ToString();
        }
    }
}
