using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Complaints;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Security.Tests.Permissions;

/// <summary>Complaints: followed by whoever holds the secret, whatever token he has.</summary>
public sealed partial class MatrixWorld
{
    private readonly Dictionary<string, (string Notice, string Attachment)> _complaintNotices = [];
    private (string Id, string Reference, string Secret, string Attachment)? _complaint;
    private string _secret = "";

    private static JsonObject AComplaint(string? agency) => new() { ["by"] = "worker", ["type"] = "other", ["against"] = "unknown", ["words"] = "as decided on the file", ["language"] = "en", ["agencyId"] = agency };

    private static string? Tracked(string endpoint) => endpoint is "FollowComplaint" or "AddToComplaint" or "AttachToComplaint" or "ChangeConsent" or "ReportRetaliation" or "ListOwnRefunds" or "SayWhatCame" ? endpoint : null;

    // The client of a caller is used for everything, so the secret goes with the request.
    private async Task<HttpResponseMessage> TrackAsync(HttpClient client, string endpoint, string address, JsonObject? body)
    {
        var request = new HttpRequestMessage(endpoint is "FollowComplaint" or "ListOwnRefunds" ? HttpMethod.Get : HttpMethod.Post, address);
        request.Headers.Add(ComplaintTracking.SecretHeader, _secret);
        request.Content = body is not null ? JsonContent.Create(body)
            : endpoint == "AttachToComplaint" ? new ByteArrayContent(Contents.Pdf()) { Headers = { ContentType = new("application/pdf") } } : null;
        return await client.SendAsync(request);
    }

    private async Task<(string Id, string Reference, string Secret)> FileAsync(string? agency = null)
    {
        using var answer = await ServiceHost.SendAsync(Host.Public, "/v1/complaints", AComplaint(agency));
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.IsSuccessStatusCode, body.ToString());
        var reference = body.GetProperty("reference").GetString()!;
        return (await Host.InDatabaseAsync(db => db.Complaints.Where(c => c.Reference == reference).Select(c => c.PublicId).SingleAsync()), reference, body.GetProperty("secret").GetString()!);
    }

    private async Task<(string Id, string Reference, string Secret, string Attachment)> ComplaintAsync()
    {
        if (_complaint is { } known)
            return known;
        var (id, reference, secret) = await FileAsync();
        return (_complaint = (id, reference, secret, await AttachToAsync(reference, secret))).Value;
    }

    private async Task<string> AttachToAsync(string reference, string secret)
    {
        _secret = secret;
        using var sent = await TrackAsync(Host.Public, "AttachToComplaint", $"/v1/complaint-tracking/{reference}/attachments", null);
        var id = (await sent.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        await Host.RunJobAsync<CheckAttachmentsJob>(job => job.RunAsync(CancellationToken.None));
        return id;
    }

    private async Task<string> TrackingAsync(bool some)
    {
        var (_, reference, secret, _) = await ComplaintAsync();
        _secret = secret;
        return $"/v1/complaint-tracking/{(some ? reference : "CM-000000-0")}";
    }

    private async Task<string> ComplaintAsync(bool some) => some ? (await ComplaintAsync()).Id : "co_0000000000000000";

    private async Task<string> ComplaintAttachmentAsync(bool some) => some ? (await ComplaintAsync()).Attachment : "ca_0000000000000000";

    private async Task<string> ReceivableAsync(bool some)
    {
        if (!some)
            return "co_0000000000000000";
        var (id, _, _) = await FileAsync();
        await TakeUpAsync(id);
        return id;
    }

    private async Task TakeUpAsync(string id)
    {
        using var taken = await ServiceHost.SendAsync(Host.Officer, $"/v1/complaints/{id}/triage", Because().With("outcome", "receivable"), "*");
        Assert.True(taken.IsSuccessStatusCode, await taken.Content.ReadAsStringAsync());
    }

    private async Task<string> HearingAsync(bool some) => some
        ? await IdOfAsync(await ServiceHost.SendAsync(Host.Officer, $"/v1/complaints/{await ReceivableAsync(true)}/hearings", new JsonObject { ["on"] = "2026-03-15" }))
        : "ch_0000000000000000";

    private async Task<string> ConsentedAsync(bool some) => some ? (await ConsentedToAsync((await Host.RegisterAgencyAsync()).Id)).Id : "co_0000000000000000";

    private async Task<(string Id, string Attachment)> ConsentedToAsync(string agency)
    {
        var (id, reference, secret) = await FileAsync(agency);
        await TakeUpAsync(id);
        var attachment = await AttachToAsync(reference, secret);
        using var agreed = await TrackAsync(Host.Public, "ChangeConsent", $"/v1/complaint-tracking/{reference}/consents", new JsonObject { ["items"] = new JsonArray("particulars", attachment), ["given"] = true });
        Assert.True(agreed.IsSuccessStatusCode, await agreed.Content.ReadAsStringAsync());
        return (id, attachment);
    }

    private async Task<(string Notice, string Attachment)> NoticeOfAsync(string whose, bool fresh)
    {
        if (!fresh && _complaintNotices.TryGetValue(whose, out var known))
            return known;
        var (id, attachment) = await ConsentedToAsync(_agencies[whose].Id);
        return _complaintNotices[whose] = (await IdOfAsync(await ServiceHost.SendAsync(Host.Officer, $"/v1/complaints/{id}/notices", new JsonObject { ["grounds"] = "as decided on the file" })), attachment);
    }

    private async Task<string> ComplaintNoticeAsync(string whose, bool fresh = false) => whose == "none" ? "cn_0000000000000000" : (await NoticeOfAsync(whose, fresh)).Notice;

    private async Task<string> ComplaintAnswerDocumentAsync(string whose)
    {
        if (whose == "none")
            return "/v1/complaint-notices/cn_0000000000000000/documents/kd_0000000000000000";
        var documents = $"/v1/complaint-notices/{await ComplaintNoticeAsync(whose)}/documents";
        using var attached = await AttachAsync(Host.As($"agency:{_agencies[whose].Id}"), documents);
        await Host.RunJobAsync<Licensing.Api.Features.Findings.CheckAnswersJob>(job => job.RunAsync(CancellationToken.None));
        return $"{documents}/{(await attached.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()}";
    }

    private async Task<string> ListedNoticesAsync(string whose, string agency)
    {
        await ComplaintNoticeAsync(whose);
        return $"/v1/complaint-notices?agency={agency}&limit=1";
    }

    private async Task<string> SharedAttachmentAsync(string whose)
    {
        var (notice, attachment) = whose == "none" ? ("cn_0000000000000000", "ca_0000000000000000") : await NoticeOfAsync(whose, fresh: false);
        return $"/v1/complaint-notices/{notice}/attachments/{attachment}";
    }
}
