using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Register;
using Microsoft.EntityFrameworkCore;
using ZXing;
using ZXing.Common;

namespace Licensing.Agencies.Tests.Register;

/// <summary>What somebody takes away from the register: certificate, credential, receipt, the whole of it. And that none of them tells anything old.</summary>
public sealed class RegisterProofTests(RegisterHost host) : IClassFixture<RegisterHost>
{
    [Fact]
    public async Task A_credential_is_checked_offline_with_the_published_keys_alone_and_is_short_lived()
    {
        var licence = await host.StoreLicenceAsync(await host.RegisterAgencyAsync("Sunflower Overseas"));
        var answer = await host.GetAsync($"/v1/register/licences/{licence}/credential");
        var (header, claims) = CheckOffline(answer.GetProperty("credential").GetString()!, await host.GetAsync("/v1/register/keys"))!.Value;
        Assert.Equal("licence+jwt", header.GetProperty("typ").GetString());
        Assert.Equal(("https://register.example", licence), (claims.GetProperty("iss").GetString(), claims.GetProperty("sub").GetString()));
        Assert.Equal(15 * 60, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
        Assert.Equal(host.Clock.GetUtcNow().ToUnixTimeSeconds(), claims.GetProperty("iat").GetInt64());
        Assert.True(claims.GetProperty("said").GetProperty("licensed").GetBoolean());
        Assert.Equal(["Sunflower Overseas"], claims.GetProperty("said").GetProperty("holder").GetProperty("names").EnumerateArray().Select(n => n.GetString()));
    }

    [Fact]
    public async Task A_credential_that_was_changed_or_signed_by_another_key_is_not_believed()
    {
        var licence = await host.StoreLicenceAsync(await host.RegisterAgencyAsync());
        var jws = (await host.GetAsync($"/v1/register/licences/{licence}/credential")).GetProperty("credential").GetString()!;
        var keys = await host.GetAsync("/v1/register/keys");
        var parts = jws.Split('.');
        var claims = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])).Replace("\"licensed\":true", "\"licensed\":false", StringComparison.Ordinal);
        Assert.Null(CheckOffline($"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.{parts[2]}", keys));
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var forged = other.SignData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        Assert.Null(CheckOffline($"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(forged)}", keys));
        Assert.NotNull(CheckOffline(jws, keys));
    }

    [Fact]
    public async Task Node_checks_a_credential_with_the_published_keys_too()
    {
        Assert.SkipWhen(Find("node") is null, "Node is not installed.");
        var licence = await host.StoreLicenceAsync(await host.RegisterAgencyAsync());
        var jws = (await host.GetAsync($"/v1/register/licences/{licence}/credential")).GetProperty("credential").GetString()!;
        const string Script = """
            const [jws, set] = process.argv.slice(1);
            const [header, claims, signature] = jws.split('.');
            const { kid } = JSON.parse(Buffer.from(header, 'base64url'));
            const key = require('crypto').createPublicKey({ key: JSON.parse(set).keys.find(k => k.kid === kid), format: 'jwk' });
            const good = require('crypto').verify('sha256', Buffer.from(`${header}.${claims}`), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
            console.log(good, JSON.parse(Buffer.from(claims, 'base64url')).sub);
            """;
        Assert.Equal($"true {licence}", (await RunAsync("node", "-e", Script, jws, (await host.GetAsync("/v1/register/keys")).ToString())).Trim());
    }

    [Fact]
    public async Task The_key_is_kept_over_a_restart_and_rotated_and_what_the_old_one_signed_can_still_be_checked()
    {
        await using var own = new RegisterHost();
        var licence = await own.StoreLicenceAsync(await own.RegisterAgencyAsync());
        var old = (await own.GetAsync($"/v1/register/licences/{licence}/credential")).GetProperty("credential").GetString()!;
        var first = (await own.GetAsync("/v1/register/keys")).GetProperty("keys")[0].GetProperty("kid").GetString();
        await own.RunJobAsync<RotateRegisterKeyJob>(job => job.RunAsync(CancellationToken.None));
        Assert.Equal(1, (await own.GetAsync("/v1/register/keys")).GetProperty("keys").GetArrayLength());

        own.Clock.Advance(TimeSpan.FromDays(366));
        await own.RunJobAsync<RotateRegisterKeyJob>(job => job.RunAsync(CancellationToken.None));
        await own.RunJobAsync<RotateRegisterKeyJob>(job => job.RunAsync(CancellationToken.None));
        var keys = await own.GetAsync("/v1/register/keys");
        Assert.Equal(2, keys.GetProperty("keys").GetArrayLength());
        Assert.NotNull(CheckOffline(old, keys));
        var (header, _) = CheckOffline((await own.GetAsync($"/v1/register/licences/{licence}/credential")).GetProperty("credential").GetString()!, keys)!.Value;
        Assert.NotEqual(first, header.GetProperty("kid").GetString());
        // Nothing can sign with the old one, not even who has the database and the deployment's key.
        Assert.Equal(1, await own.InDatabaseAsync(db => db.RegisterKeys.CountAsync(k => k.SealedPrivateKey != null)));
    }

    [Fact]
    public async Task A_revoked_key_is_published_no_more_and_takes_no_receipt_away()
    {
        await using var own = new RegisterHost();
        var licence = await own.StoreLicenceAsync(await own.RegisterAgencyAsync());
        var receipt = await CheckAsync(own, licence);
        await own.RunJobAsync<RegisterSignature>(signature => signature.RotateAsync(revokeOld: true, CancellationToken.None));
        var keys = await own.GetAsync("/v1/register/keys");
        Assert.Equal(1, keys.GetProperty("keys").GetArrayLength());
        Assert.Null(CheckOffline(receipt.GetProperty("receipt").GetString()!, keys));
        var again = await own.GetAsync($"/v1/register/checks/{receipt.GetProperty("reference").GetString()}");
        Assert.Equal(receipt.GetProperty("said").ToString(), again.GetProperty("said").ToString());
        Assert.NotNull(CheckOffline(again.GetProperty("receipt").GetString()!, keys));
    }

    [Fact]
    public async Task A_receipt_says_for_ever_what_the_register_said_then_and_beside_it_what_it_says_now()
    {
        var licence = await host.StoreLicenceAsync(await host.RegisterAgencyAsync(), "R-100/2081");
        var checkedAt = host.Clock.GetUtcNow().UtcDateTime;
        var receipt = await CheckAsync(host, "r100 2081");
        var reference = receipt.GetProperty("reference").GetString()!;
        Assert.Matches("^CK-[0-9A-Z]{6}-[0-9A-Z]$", reference);
        host.Clock.Advance(TimeSpan.FromHours(1));
        await host.SuspendAsync(licence, "2026-03-01");

        var later = await host.GetAsync($"/v1/register/checks/{reference.Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant()}");
        Assert.Equal(receipt.GetProperty("said").ToString(), later.GetProperty("said").ToString());
        Assert.True(later.GetProperty("said").GetProperty("licensed").GetBoolean());
        Assert.False(later.GetProperty("now").GetProperty("licensed").GetBoolean());
        Assert.Equal(checkedAt, later.GetProperty("checkedAt").GetDateTime());
        foreach (var jws in new[] { receipt, later }.Select(r => r.GetProperty("receipt").GetString()!))
        {
            var (header, claims) = CheckOffline(jws, await host.GetAsync("/v1/register/keys"))!.Value;
            Assert.Equal("licence-check+jwt", header.GetProperty("typ").GetString());
            Assert.Equal((reference, new DateTimeOffset(checkedAt).ToUnixTimeSeconds()), (claims.GetProperty("jti").GetString(), claims.GetProperty("iat").GetInt64()));
            Assert.Equal(receipt.GetProperty("said").ToString(), claims.GetProperty("said").ToString());
            Assert.False(claims.TryGetProperty("exp", out _));
        }

        using var slip = await host.Public.GetAsync($"/v1/register/checks/{reference[..^1]}{(reference[^1] == '0' ? '1' : '0')}");
        Assert.Equal("reference.mistyped", (await slip.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_receipt_for_a_licence_that_there_is_not_says_so_and_holds_nothing_of_who_asked()
    {
        var receipt = await CheckAsync(host, "No such 1");
        Assert.False(receipt.GetProperty("said").GetProperty("known").GetBoolean());
        Assert.Equal("No such 1", receipt.GetProperty("said").GetProperty("asked").GetString());
        var columns = await host.InDatabaseAsync(db => Task.FromResult(db.Model.FindEntityType(typeof(LicenceCheck))!.GetProperties().Select(p => p.Name).Order().ToList()));
        Assert.Equal(["At", "Id", "LicenceId", "PublicId", "Reference", "Said"], columns);
        // Nobody makes the register say something in its own name.
        using var abuse = await ServiceHost.SendAsync(host.Public, "/v1/register/checks", new JsonObject { ["licence"] = "Call +977 1 now: <b>free visa</b>" });
        Assert.Equal(HttpStatusCode.BadRequest, abuse.StatusCode);
    }

    [Fact]
    public async Task The_same_check_sent_again_under_its_key_is_one_check()
    {
        var key = Guid.NewGuid().ToString();
        var licence = await host.StoreLicenceAsync(await host.RegisterAgencyAsync());
        var references = new List<string?>();
        for (var i = 0; i < 2; i++)
        {
            using var answer = await ServiceHost.SendAsync(host.Public, "/v1/register/checks", new JsonObject { ["licence"] = licence }, idempotencyKey: key);
            references.Add((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("reference").GetString());
        }

        Assert.Single(references.Distinct());
    }

    [Fact]
    public async Task A_certificate_is_rendered_and_its_code_leads_to_the_register()
    {
        Assert.SkipWhen(Find("pdftoppm") is null, "pdftoppm (poppler-utils) is not installed.");
        var agency = await host.RegisterAgencyAsync("Công ty TNHH Nhân Lực Đại Phúc Łódź Überseearbeitsvermittlungsgesellschaft");
        await host.FactAsync(agency, "name", "सगरमाथा ओभरसिज", "2020-01-01", "ne-Deva");
        await host.FactAsync(agency, "address", "Thamel, Kathmandu", "2020-01-01");
        var licence = await host.StoreLicenceAsync(agency, "19/2081 KTM");
        using var answer = await host.Public.GetAsync("/v1/register/licences/19%2F2081%20ktm/certificate.pdf");
        Assert.Equal(licence + ".pdf", answer.Content.Headers.ContentDisposition!.FileName);
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType!.MediaType);
        var folder = Directory.CreateTempSubdirectory("licensing-certificate-").FullName;
        try
        {
            var file = Path.Combine(folder, "certificate.pdf");
            await File.WriteAllBytesAsync(file, await answer.Content.ReadAsByteArrayAsync());
            await RunAsync("pdftoppm", "-gray", "-r", "150", "-singlefile", file, Path.Combine(folder, "page"));
            Assert.Equal("https://register.example/v1/register/verify?number=19%2F2081%20KTM", DecodeCode(await File.ReadAllBytesAsync(Path.Combine(folder, "page.pgm"))));

            await RunAsync("pdftotext", "-layout", file, Path.Combine(folder, "page.txt"));
            var text = await File.ReadAllTextAsync(Path.Combine(folder, "page.txt"));
            foreach (var said in (string[])["Công ty TNHH Nhân Lực Đại Phúc Łódź", "19/2081 KTM", "Thamel, Kathmandu", "2024-01-01 to 2028-12-31", agency.Reference, "registered in other letters too"])
                Assert.Contains(said, text, StringComparison.Ordinal);
            // What the page cannot print rightly it does not print at all.
            Assert.DoesNotContain(text, c => c is >= '\u0900' and <= '\u09ff');
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        // The same address, asked here.
        Assert.True((await host.GetAsync("/v1/register/verify?number=19%2F2081%20KTM")).GetProperty("licensed").GetBoolean());
    }

    [Theory]
    [InlineData("Đại Phúc", true)]
    [InlineData("Łódź & Überlingen (P.) Ltd.", true)]
    [InlineData("Агентство", true)]
    [InlineData("सगरमाथा", false)]
    [InlineData("মেঘনা", false)]
    [InlineData("金龍", false)]
    [InlineData("Kathmandu 😀", false)]
    public void A_certificate_prints_only_letters_that_it_can_print_rightly(string text, bool can) => Assert.Equal(can, CertificateFonts.CanPrint(text));

    [Fact]
    public async Task Many_certificates_are_printed_at_once()
    {
        var licence = await host.StoreLicenceAsync(await host.RegisterAgencyAsync());
        var pages = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => host.Public.GetByteArrayAsync($"/v1/register/licences/{licence}/certificate.pdf"))));
        Assert.All(pages, page => Assert.Equal("%PDF"u8.ToArray(), page[..4]));
    }

    [Fact]
    public async Task The_whole_register_comes_as_JSON_as_lines_and_as_a_table_that_no_spreadsheet_executes()
    {
        await using var own = new RegisterHost();
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
            ids.Add((await own.RegisterAgencyAsync(i == 0 ? "=HYPERLINK(\"http://evil.example\")" : null)).Id);
        await own.StoreLicenceAsync(new(ids[1], "", "", ""), "+1/2081");
        await own.StoreLicenceAsync(new(ids[1], "", "", ""), "2/2081");

        var json = await own.GetAsync("/v1/register/export");
        Assert.Equal(ids, json.EnumerateArray().Select(e => e.GetProperty("id").GetString()!));
        var lines = (await own.Public.GetStringAsync("/v1/register/export?format=ndjson")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(json.EnumerateArray().Select(e => e.ToString()), lines.Select(l => JsonDocument.Parse(l).RootElement.ToString()));

        using var asked = new HttpRequestMessage(HttpMethod.Get, "/v1/register/export") { Headers = { { "Accept", "text/csv" } } };
        using var csv = await own.Public.SendAsync(asked);
        Assert.Equal("text/csv", csv.Content.Headers.ContentType!.MediaType);
        var rows = (await csv.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1 + 6, rows.Length);
        Assert.Contains("\"'=HYPERLINK(\"\"http://evil.example\"\")\"", rows[1], StringComparison.Ordinal);
        Assert.Contains("'+1/2081", string.Join("\n", rows), StringComparison.Ordinal);
        // An entry in the list is the entry itself, but for the instant at which it was asked.
        var entry = JsonNode.Parse((await own.GetAsync($"/v1/register/agencies/{ids[1]}")).ToString())!.AsObject();
        var listed = JsonNode.Parse(json[1].ToString())!.AsObject();
        Assert.True(entry.Remove("knownAt") && listed.Remove("knownAt") && JsonNode.DeepEquals(entry, listed));
    }

    [Fact]
    public async Task Who_has_the_register_already_gets_304_until_a_fact_or_the_day_changes()
    {
        await using var own = new RegisterHost();
        var agency = await own.RegisterAgencyAsync();
        var licence = await own.StoreLicenceAsync(agency, until: "2026-03-15");
        var (etag, modified, body) = await ExportAsync(own, null);
        Assert.Equal((etag, modified, null), await ExportAsync(own, etag));
        Assert.Equal((etag, modified, body), await ExportAsync(own, "\"another\""));

        // The licence ends with the day; nobody recorded anything.
        own.Clock.Advance(TimeSpan.FromDays(1));
        var (next, later, changed) = await ExportAsync(own, etag);
        Assert.NotEqual(etag, next);
        Assert.True(later > modified);
        Assert.Contains("\"state\":\"expired\"", changed, StringComparison.Ordinal);

        var measure = await own.SuspendAsync(licence, "2025-01-01");
        var (third, _, _) = await ExportAsync(own, next);
        Assert.NotEqual(next, third);
        await own.ActAsync(licence, (l, now) => Withdraw(l, measure, now));
        var (fourth, _, _) = await ExportAsync(own, third);
        Assert.NotEqual(third, fourth);
    }

    [Fact]
    public async Task After_a_committed_suspension_no_answer_shows_the_old_status()
    {
        var agency = await host.RegisterAgencyAsync("Nettlebed Overseas");
        var licence = await host.StoreLicenceAsync(agency, "N-1/2081");
        var (etag, _, before) = await ExportAsync(host, null);
        Assert.Contains(agency.Id, before, StringComparison.Ordinal);
        string[] addresses =
        [
            "/v1/register/agencies?name=nettlebed", "/v1/register/agencies?number=N-1/2081", $"/v1/register/agencies/{agency.Id}", "/v1/register/verify?number=N-1/2081",
            "/v1/register/export?format=ndjson",
        ];
        string[] State(string text) => [.. text.Split('\n').Where(l => l.Contains(agency.Id, StringComparison.Ordinal)).SelectMany(l => l.Split("\"state\":\"").Skip(1)).Select(s => s.Split('"')[0]).Distinct()];
        foreach (var address in addresses)
            Assert.Equal(["full"], State(await host.Public.GetStringAsync(address)));
        Assert.Equal(HttpStatusCode.OK, (await host.Public.GetAsync($"/v1/register/licences/{licence}/certificate.pdf")).StatusCode);

        // No time passes: not even a second in which something could be kept.
        await host.SuspendAsync(licence, "2026-03-15");

        foreach (var address in addresses)
            Assert.All(State(await host.Public.GetStringAsync(address)), state => Assert.Contains(state, (string[])["suspended", "in-force"]));
        foreach (var status in (string[])["full", "suspended"])
            Assert.Equal(status == "suspended", (await host.SearchAsync($"name=nettlebed&status={status}")).Count == 1);
        var (newer, _, after) = await ExportAsync(host, etag);
        Assert.NotEqual(etag, newer);
        Assert.Contains("suspended", State(after!.Replace("\n,", "\n", StringComparison.Ordinal)));
        using var certificate = await host.Public.GetAsync($"/v1/register/licences/{licence}/certificate.pdf");
        Assert.Equal("licence.not-in-force", (await certificate.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        var (_, claims) = CheckOffline((await host.GetAsync($"/v1/register/licences/{licence}/credential")).GetProperty("credential").GetString()!, await host.GetAsync("/v1/register/keys"))!.Value;
        Assert.False(claims.GetProperty("said").GetProperty("licensed").GetBoolean());
        Assert.False((await CheckAsync(host, licence)).GetProperty("said").GetProperty("licensed").GetBoolean());
        // And none of them may be kept on the way.
        foreach (var address in addresses.Append($"/v1/register/licences/{licence}/credential"))
        {
            using var answer = await host.Public.GetAsync(address);
            Assert.True(answer.Headers.CacheControl is { NoStore: true } or { NoCache: true });
        }
    }

    [Fact]
    public async Task Without_its_public_address_the_register_signs_and_prints_nothing()
    {
        await using var own = new RegisterHost();
        own.Settings["Register:PublicAddress"] = "";
        var licence = await own.StoreLicenceAsync(await own.RegisterAgencyAsync());
        foreach (var address in (string[])["certificate.pdf", "credential"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/register/licences/{licence}/{address}") { Headers = { Host = "evil.example" } };
            using var answer = await own.Public.SendAsync(request);
            Assert.Equal("register.address-not-set", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        }
    }

    private static Licensing.Api.Features.Licences.LicenceFactRow Withdraw(Licensing.Api.Features.Licences.Licence licence, string measure, DateTime now)
    {
        var fact = licence.Facts.Single(f => f.PublicId == measure);
        licence.Withdraw(fact, now, "maya");
        return fact;
    }

    private static async Task<JsonElement> CheckAsync(RegisterHost host, string licence)
    {
        using var answer = await ServiceHost.SendAsync(host.Public, "/v1/register/checks", new JsonObject { ["licence"] = licence });
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True((int)answer.StatusCode == 201, body.ToString());
        return body;
    }

    private static async Task<(string ETag, DateTimeOffset Modified, string? Body)> ExportAsync(RegisterHost host, string? known)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/register/export");
        if (known is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", known);
        using var answer = await host.Public.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode is HttpStatusCode.OK || (answer.StatusCode is HttpStatusCode.NotModified && body.Length == 0), $"{answer.StatusCode} {body}");
        return (answer.Headers.ETag!.ToString(), answer.Content.Headers.LastModified!.Value, answer.StatusCode == HttpStatusCode.OK ? body : null);
    }

    /// <summary>As a stranger would: from the text and the key set alone.</summary>
    private static (JsonElement Header, JsonElement Claims)? CheckOffline(string jws, JsonElement keys)
    {
        var parts = jws.Split('.');
        var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0])).RootElement;
        Assert.Equal("ES256", header.GetProperty("alg").GetString());
        foreach (var key in keys.GetProperty("keys").EnumerateArray().Where(k => k.GetProperty("kid").GetString() == header.GetProperty("kid").GetString()))
        {
            using var ecdsa = ECDsa.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new() { X = Base64Url.DecodeFromChars(key.GetProperty("x").GetString()), Y = Base64Url.DecodeFromChars(key.GetProperty("y").GetString()) },
            });
            if (ecdsa.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation))
                return (header, JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1])).RootElement);
        }

        return null;
    }

    /// <summary>A picture in PGM (P5): width, height and depth as text, then one byte a dot.</summary>
    private static string? DecodeCode(byte[] pgm)
    {
        var (numbers, at) = (new List<int>(), 2);
        while (numbers.Count < 3)
        {
            while (char.IsWhiteSpace((char)pgm[at]))
                at++;
            var from = at;
            while (!char.IsWhiteSpace((char)pgm[at]))
                at++;
            numbers.Add(int.Parse(Encoding.ASCII.GetString(pgm, from, at - from), CultureInfo.InvariantCulture));
        }

        var picture = new RGBLuminanceSource(pgm[(at + 1)..], numbers[0], numbers[1], RGBLuminanceSource.BitmapFormat.Gray8);
        return new ZXing.QrCode.QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(picture)))?.Text;
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await error);
        return await output;
    }
}
