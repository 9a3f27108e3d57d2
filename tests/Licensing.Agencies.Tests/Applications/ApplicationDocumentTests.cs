using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Applications;
using Licensing.Api.Security;
using Licensing.Api.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Agencies.Tests.Applications;

public sealed class ApplicationDocumentTests(ApplicationsHost host) : IClassFixture<ApplicationsHost>
{
    [Fact]
    public async Task A_document_waits_in_quarantine_is_checked_and_comes_out_as_a_file_byte_for_byte()
    {
        var drafted = await DraftAsync();
        var (sent, agency) = (Contents.Pdf(), host.As($"agency:{drafted.AgencyId}"));
        var digest = Convert.ToHexStringLower(SHA256.HashData(sent));
        using var attached = await host.AttachAsync(drafted, sent, query: $"type=police-report&issuer=District%20Police&issuedOn=2026-01-01&expiresOn=2026-12-31&digest={digest.ToUpperInvariant()}");
        var document = await attached.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((201, digest, "waiting", "District Police", sent.Length),
            ((int)attached.StatusCode, Text(document, "digest"), Text(document, "check"), Text(document, "issuer"), document.GetProperty("bytes").GetInt32()));
        var address = attached.Headers.Location!.ToString();

        using var quarantined = await agency.GetAsync(address);
        Assert.Equal((409, "document.in-quarantine"), await RefusalAsync(quarantined));
        await CheckAsync();
        using var read = await agency.GetAsync(address);
        Assert.Equal(sent, await read.Content.ReadAsByteArrayAsync());
        Assert.Equal(("application/pdf", "attachment", "nosniff", "no-store"),
            (read.Content.Headers.ContentType!.MediaType, read.Content.Headers.ContentDisposition!.DispositionType, read.Headers.GetValues("X-Content-Type-Options").Single(), read.Headers.CacheControl!.ToString()));
        var reads = await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/reads?shown={Text(document, "id")}");
        Assert.Equal(drafted.AgencyId, Text(Assert.Single(reads.GetProperty("items").EnumerateArray()), "reader"));
        // Outside the database, and not in plain.
        var stored = await File.ReadAllBytesAsync(host.Services.GetRequiredService<SealedFolder>().PathOf($"{ApplicationDocument.Area}/{Text(document, "id")}"));
        Assert.Equal(-1, stored.AsSpan().IndexOf("%PDF"u8));
    }

    [Theory]
    [InlineData("application/pdf", "<!doctype html><title>x</title>")]
    [InlineData("image/png", "%PDF-1.7")]
    public async Task What_is_not_of_its_declared_type_is_rejected_and_shown_to_nobody(string mediaType, string content)
    {
        var drafted = await DraftAsync();
        var id = await host.AttachCheckedAsync(drafted, System.Text.Encoding.ASCII.GetBytes(content), mediaType);
        using var read = await host.As($"agency:{drafted.AgencyId}").GetAsync($"/v1/applications/{drafted.Id}/documents/{id}");
        Assert.Equal((409, "document.rejected"), await RefusalAsync(read));
        var shown = Assert.Single((await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/applications/{drafted.Id}")).GetProperty("documents").EnumerateArray());
        Assert.Equal("rejected", Text(shown, "check"));
        Assert.Contains("does not begin", Text(shown, "checkNote"), StringComparison.Ordinal);
        using var submitted = await ServiceHost.SendAsync(host.As($"agency:{drafted.AgencyId}"), $"/v1/applications/{drafted.Id}/submission", new JsonObject(), "*");
        Assert.Equal([("document.rejected", "document:police-report")], (await ProblemAnswer.ReadAsync(submitted)).Errors);
    }

    [Fact]
    public async Task A_document_of_the_most_bytes_is_taken_and_one_byte_more_refused_whether_its_length_is_told_or_not()
    {
        var drafted = await DraftAsync();
        Assert.Equal(ApplicationsHost.MaxDocumentBytes, Contents.PdfOf(ApplicationsHost.MaxDocumentBytes).Length);
        await host.AttachCheckedAsync(drafted, Contents.PdfOf(ApplicationsHost.MaxDocumentBytes));
        var files = FilesOf();
        using var told = await host.AttachAsync(drafted, Contents.PdfOf(ApplicationsHost.MaxDocumentBytes + 1));
        Assert.Equal((413, "body.too-large"), await RefusalAsync(told));
        using var streamed = new StreamContent(new Unseekable(Contents.PdfOf(ApplicationsHost.MaxDocumentBytes + 1))) { Headers = { ContentType = new("application/pdf") } };
        using var untold = await host.As($"agency:{drafted.AgencyId}").PostAsync($"/v1/applications/{drafted.Id}/documents?type=police-report", streamed);
        Assert.Equal((413, "body.too-large"), await RefusalAsync(untold));
        Assert.Equal(files, FilesOf());
    }

    [Fact]
    public async Task Nothing_another_digest_another_type_and_a_wrong_day_are_refused_and_leave_nothing()
    {
        var drafted = await DraftAsync();
        var files = FilesOf();
        using var empty = await host.AttachAsync(drafted, []);
        Assert.Equal((400, "body.empty"), await RefusalAsync(empty));
        using var other = await host.AttachAsync(drafted, Contents.Pdf(), query: $"type=police-report&digest={new string('0', 64)}");
        Assert.Equal([("digest.differs", "digest")], (await ProblemAnswer.ReadAsync(other)).Errors);
        using var media = await host.AttachAsync(drafted, Contents.Pdf(), "text/html");
        Assert.Equal((415, "media-type.unsupported"), await RefusalAsync(media));
        using var days = await host.AttachAsync(drafted, Contents.Pdf(), query: "type=police-report&issuedOn=2026-02-02&expiresOn=2026-02-01");
        Assert.Equal([("date.before-first", "expiresOn")], (await ProblemAnswer.ReadAsync(days)).Errors);
        using var malformed = await host.AttachAsync(drafted, Contents.Pdf(), query: "type=police-report&digest=abc");
        Assert.Equal([("digest.malformed", "digest")], (await ProblemAnswer.ReadAsync(malformed)).Errors);
        Assert.Equal(files, FilesOf());
        Assert.Empty((await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/applications/{drafted.Id}")).GetProperty("documents").EnumerateArray());
    }

    [Fact]
    public async Task The_same_bytes_with_the_same_particulars_are_one_document_and_many_at_once_are_all_kept()
    {
        var drafted = await DraftAsync();
        using var first = await host.AttachAsync(drafted, Contents.Pdf());
        using var again = await host.AttachAsync(drafted, Contents.Pdf());
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        using var corrected = await host.AttachAsync(drafted, Contents.Pdf(), query: "type=police-report&expiresOn=2026-12-31");
        Assert.NotEqual(first.Headers.Location, corrected.Headers.Location);
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => Task.Run(() => host.AttachAsync(drafted, Contents.Pdf($"({i})")))));
        Assert.All(answers, a => Assert.Equal(201, (int)a.StatusCode));
        Assert.Equal(7, (await host.Officer.GetFromJsonAsync<JsonElement>($"/v1/applications/{drafted.Id}")).GetProperty("documents").GetArrayLength());
    }

    [Fact]
    public async Task Anothers_document_is_not_there_and_the_ministry_sees_what_was_submitted()
    {
        var drafted = await DraftAsync();
        var address = $"/v1/applications/{drafted.Id}/documents/{await host.AttachCheckedAsync(drafted)}";
        var other = $"agency:{(await host.RegisterAgencyAsync()).Id}";
        Assert.Equal(404, (int)(await host.As(other).GetAsync(address)).StatusCode);
        Assert.Equal(404, (int)(await host.AttachAsync(drafted, Contents.Pdf(), caller: other)).StatusCode);
        Assert.Equal(404, (int)(await ServiceHost.SendAsync(host.As(other), $"{address}/removal", Because(), "*")).StatusCode);
        Assert.Equal(404, (int)(await host.Officer.GetAsync(address)).StatusCode);
        await host.ActAsync(drafted, "submission", new JsonObject());
        Assert.Equal(200, (int)(await host.Officer.GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task A_document_is_removed_before_it_is_submitted_and_stays_afterwards()
    {
        var drafted = await DraftAsync();
        var (gone, kept) = (await host.AttachCheckedAsync(drafted, Contents.Pdf("(1)")), await host.AttachCheckedAsync(drafted));
        await host.ActAsync(drafted, $"documents/{gone}/removal", Because());
        Assert.Equal(404, (int)(await host.As($"agency:{drafted.AgencyId}").GetAsync($"/v1/applications/{drafted.Id}/documents/{gone}")).StatusCode);
        Assert.DoesNotContain(gone, FilesOf(), StringComparison.Ordinal);
        Assert.True(await host.InDatabaseAsync(db => db.ApplicationDocuments.AnyAsync(d => d.PublicId == gone && d.FileKey == null)));
        await host.ActAsync(drafted, "submission", new JsonObject());
        Assert.Equal((409, "application.not-possible"), await RemovalAsync(drafted, kept));
        await host.ActAsync(drafted, "return", Applicants.Returning(), "officer:maya");
        Assert.Equal((409, "document.submitted"), await RemovalAsync(drafted, kept));
    }

    [Fact]
    public async Task A_file_that_no_document_owns_is_swept_after_its_time_and_others_stay()
    {
        var drafted = await DraftAsync();
        var kept = await host.AttachCheckedAsync(drafted);
        var files = host.Services.GetRequiredService<SealedFolder>();
        await files.WriteAsync($"{ApplicationDocument.Area}/do_orphan", new MemoryStream([1]), default);
        await files.WriteAsync($"{ApplicationDocument.Area}/do_new", new MemoryStream([1]), default);
        foreach (var (id, age) in ((string, int)[])[("do_orphan", 3), (kept, 3), ("do_new", 1)])
            File.SetLastWriteTimeUtc(files.PathOf($"{ApplicationDocument.Area}/{id}"), host.Clock.GetUtcNow().UtcDateTime.AddHours(-age));
        for (var i = 0; i < 2; i++)
            await host.RunJobAsync<SweepDocumentsJob>(job => job.RunAsync(CancellationToken.None));
        Assert.Equal((false, true, true), (Exists("do_orphan"), Exists(kept), Exists("do_new")));

        bool Exists(string id) => File.Exists(files.PathOf($"{ApplicationDocument.Area}/{id}"));
    }

    [Fact]
    public async Task A_file_that_was_changed_on_the_disk_is_rejected()
    {
        var drafted = await DraftAsync();
        using var attached = await host.AttachAsync(drafted, Contents.Pdf());
        var id = Text(await attached.Content.ReadFromJsonAsync<JsonElement>(), "id");
        var path = host.Services.GetRequiredService<SealedFolder>().PathOf($"{ApplicationDocument.Area}/{id}");
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[10] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
        await CheckAsync();
        Assert.Contains("changed after it was stored", await host.InDatabaseAsync(db => db.ApplicationDocuments.Where(d => d.PublicId == id).Select(d => d.CheckNote).SingleAsync())!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0"), InlineData("-1"), InlineData("10MB"), InlineData("104857601")]
    public void A_size_that_no_document_can_have_or_that_would_not_be_checked_does_not_start(string bytes)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [ApplicationsSetup.MaxDocumentBytes] = bytes }).Build();
        Assert.Contains(bytes, Assert.Throws<StartRefusedException>(() => new ServiceCollection().AddApplications(settings)).Message, StringComparison.Ordinal);
    }

    private async Task<Drafted> DraftAsync() => await host.DraftAsync((await host.RegisterAgencyAsync()).Id);

    private Task CheckAsync() => host.RunJobAsync<CheckDocumentsJob>(job => job.RunAsync(CancellationToken.None));

    private async Task<(int, string)> RemovalAsync(Drafted application, string document) =>
        await RefusalAsync(await ServiceHost.SendAsync(host.As($"agency:{application.AgencyId}"), $"/v1/applications/{application.Id}/documents/{document}/removal", Because(), "*"));

    private string FilesOf()
    {
        var folder = host.Services.GetRequiredService<SealedFolder>().PathOf(ApplicationDocument.Area);
        return Directory.Exists(folder) ? string.Join(" ", Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order()) : "";
    }

    private static async Task<(int, string)> RefusalAsync(HttpResponseMessage answer)
    {
        var refused = await ProblemAnswer.ReadAsync(answer);
        return (refused.Status, refused.Code);
    }

    private static JsonObject Because() => new() { ["reason"] = "a test" };

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    /// <summary>So that no length is told beforehand.</summary>
    private sealed class Unseekable(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
