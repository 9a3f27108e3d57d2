using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Retention;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Agencies.Tests.Applications;

/// <summary>What applications keep under the key of the deployment: sealed details, marks, keys of documents.</summary>
public sealed class ApplicationKeyTests
{
    private static readonly string Old = NewKey(), New = NewKey();

    [Fact]
    public async Task A_key_that_is_replaced_takes_details_marks_and_documents_with_it()
    {
        await using var before = new ServiceHost { Settings = { ["Identity:Key"] = Old } };
        var drafted = await before.DraftAsync((await before.RegisterAgencyAsync()).Id);
        var document = await before.AttachCheckedAsync(drafted);
        var sealedDigests = await before.InDatabaseAsync(db => db.ApplicationVersions.Select(v => v.SealedContent).ToListAsync());
        var marks = await MarksAsync(before);
        Assert.NotEmpty(marks);
        await using (var during = Again(before, New, Old))
        {
            Assert.Equal(Applicants.DocumentNumber, await NumberAsync(during, drafted));
            // While it is being replaced an applicant is recognised by either digest.
            Assert.Equal(marks.Select(m => m.Digest).Order(), (await ReckonedAsync(during)).Select(m => m.EarlierDigest!).Order());
            await RunAsync(during);
        }

        await using var after = Again(before, New, "");
        Assert.Equal(Applicants.DocumentNumber, await NumberAsync(after, drafted));
        Assert.Equal(Contents.Pdf(), await As(after, drafted).GetByteArrayAsync($"/v1/applications/{drafted.Id}/documents/{document}"));
        var now = await MarksAsync(before);
        Assert.Equal((await ReckonedAsync(after)).Select(m => (m.Kind, m.At, m.Digest)).Order(), now.Select(m => (m.Kind, m.At, m.Digest)).Order());
        Assert.Empty(now.Select(m => m.Digest).Intersect(marks.Select(m => m.Digest)));
        Assert.All(now, m => Assert.Equal(IdOf(New), m.SealedUnder));
        // Only keys were wrapped anew: what the audit says of the sealed details still fits.
        Assert.Equal(sealedDigests, await before.InDatabaseAsync(db => db.ApplicationVersions.Select(v => v.SealedContent).ToListAsync()));
    }

    [Theory]
    [InlineData("PA 77-310 422", "pa77310422", true)]
    [InlineData("PA 77-310 422", "PA 77-310 423", false)]
    public void A_person_is_recognised_by_the_document_however_it_is_written(string one, string other, bool same)
    {
        var seal = new ApplicationSeal(new DeploymentKey(RandomNumberGenerator.GetBytes(32)));
        string Of(string number) => seal.MarkOf(new("NP", Licensing.Api.Features.Disclosures.DocumentKind.Passport, number), "/x").Digest;
        Assert.Equal(same, Of(one) == Of(other));
        Assert.NotEqual(Of(one), new ApplicationSeal(new DeploymentKey(RandomNumberGenerator.GetBytes(32))).MarkOf(new("NP", Licensing.Api.Features.Disclosures.DocumentKind.Passport, one), "/x").Digest);
    }

    [Theory]
    [InlineData("12, Main Street", "+977-1-4412345", "12 main  STREET,", "01 4412345", true, true)]
    [InlineData("12, Main Street", "9841000001", "21, Main Street", "9841000002", false, false)]
    [InlineData("१२, मेन रोड", "०१-४४१२३४५", "12 मेन रोड", "014412345", true, true)]
    [InlineData("१२, मेन रोड", "1", "12 मीन रोड", "1", false, false)]
    public void Addresses_and_telephones_are_compared_without_how_they_are_written(string address, string phone, string otherAddress, string otherPhone, bool sameAddress, bool samePhone)
    {
        var seal = new ApplicationSeal(new DeploymentKey(RandomNumberGenerator.GetBytes(32)));
        List<string> Of(string a, string p, MarkKind kind) => [.. seal.MarksOf(new ApplicantDetails
        {
            LegalPerson = new("x"), Premises = [new(Licensing.Api.Features.Agencies.BranchKind.HeadOffice, a, null, p)],
        }).Where(m => m.Kind == kind).Select(m => m.Digest)];

        Assert.Equal(sameAddress, Of(address, phone, MarkKind.Address).Intersect(Of(otherAddress, otherPhone, MarkKind.Address)).Any());
        Assert.Equal(samePhone, Of(address, phone, MarkKind.Phone).Intersect(Of(otherAddress, otherPhone, MarkKind.Phone)).Any());
    }

    [Fact]
    public async Task A_draft_that_is_written_anew_leaves_no_mark_of_before_and_a_submitted_version_keeps_its_own()
    {
        await using var host = new ApplicationsHost();
        await host.InitializeAsync();
        var drafted = await host.DraftAsync((await host.RegisterAgencyAsync()).Id);
        await host.ActAsync(drafted, "revisions", Applicants.Written(Applicants.Applicant().With("bank", null)));
        Assert.DoesNotContain(await MarksAsync(host), m => m.Kind == MarkKind.BankAccount);
        Assert.Equal(1, await host.InDatabaseAsync(db => db.ApplicationVersions.CountAsync()));
        await host.AttachCheckedAsync(drafted);
        await host.ActAsync(drafted, "submission", new JsonObject());
        await host.ActAsync(drafted, "return", Applicants.Returning(), "officer:maya");
        await host.ActAsync(drafted, "revisions", Applicants.Written());
        Assert.Equal([1, 2], (await MarksAsync(host)).Select(m => m.Number).Distinct().Order());
    }

    [Fact]
    public async Task Details_of_what_came_to_nothing_go_after_the_period_and_a_hold_or_a_decision_to_come_keeps_them()
    {
        await using var host = new ApplicationsHost { Settings = { ["Retention:Periods:application-details"] = "P30D" } };
        await host.InitializeAsync();
        var (agency, held) = ((await host.RegisterAgencyAsync()).Id, (await host.RegisterAgencyAsync()).Id);
        var (withdrawn, submitted, onHold) = (await host.DraftAsync(agency), await host.SubmittedAsync(agency), await host.DraftAsync(held));
        var document = await host.AttachCheckedAsync(withdrawn);
        foreach (var application in (Drafted[])[withdrawn, onHold])
            await host.ActAsync(application, "withdrawal", Because());
        using var hold = await ServiceHost.SendAsync(host.Officer, "/v1/legal-holds", Because().With("subjectId", held));
        Assert.Equal(201, (int)hold.StatusCode);
        await DeleteAsync();
        host.Clock.SetUtcNow(new(2026, 4, 14, 18, 14, 0, TimeSpan.Zero));
        await DeleteAsync();
        Assert.NotNull(await NumberAsync(host, withdrawn));
        host.Clock.SetUtcNow(new(2026, 4, 14, 18, 15, 0, TimeSpan.Zero));
        await DeleteAsync();
        Assert.Null(await NumberAsync(host, withdrawn));
        Assert.Equal([Applicants.DocumentNumber, Applicants.DocumentNumber], [await NumberAsync(host, submitted), await NumberAsync(host, onHold)]);
        Assert.Equal(404, (int)(await host.As($"agency:{agency}").GetAsync($"/v1/applications/{withdrawn.Id}/documents/{document}")).StatusCode);
        Assert.Equal(2, await host.InDatabaseAsync(db => db.ApplicationMarks.Select(m => m.ApplicationId).Distinct().CountAsync()));

        Task DeleteAsync() => host.RunJobAsync<DeleteExpiredDataJob>(job => job.RunAsync(CancellationToken.None));
    }

    private static JsonObject Because() => new() { ["reason"] = "a test" };

    private static Task<List<ApplicationMark>> MarksAsync(ServiceHost host) => host.InDatabaseAsync(db => db.ApplicationMarks.AsNoTracking().OrderBy(m => m.Id).ToListAsync());

    private static async Task<string?> NumberAsync(WebApplicationFactory<Program> service, Drafted application)
    {
        var details = await As(service, application).GetFromJsonAsync<JsonElement>($"/v1/applications/{application.Id}/details");
        return details.GetProperty("applicant") is { ValueKind: JsonValueKind.Object } applicant
            ? applicant.GetProperty("owners")[0].GetProperty("person").GetProperty("document").GetProperty("number").GetString() : null;
    }

    /// <summary>Reckoned from the details as the service opens them.</summary>
    private static async Task<IReadOnlyList<Mark>> ReckonedAsync(WebApplicationFactory<Program> service)
    {
        await using var scope = service.Services.CreateAsyncScope();
        var (db, seal) = (scope.ServiceProvider.GetRequiredService<LicensingDb>(), scope.ServiceProvider.GetRequiredService<ApplicationSeal>());
        return seal.MarksOf(seal.Open(await db.ApplicationVersions.AsNoTracking().SingleAsync())!);
    }

    private static HttpClient As(WebApplicationFactory<Program> service, Drafted application)
    {
        var client = service.CreateClient();
        client.DefaultRequestHeaders.Add(NamedCaller.Header, $"agency:{application.AgencyId}");
        return client;
    }

    private static WebApplicationFactory<Program> Again(ServiceHost host, string key, string previous) => host.WithWebHostBuilder(builder =>
    {
        builder.UseSetting("Identity:Key", key);
        builder.UseSetting("Identity:PreviousKey", previous);
    });

    private static async Task RunAsync(WebApplicationFactory<Program> service)
    {
        await using var scope = service.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().Become(Caller.System("job"));
        await ActivatorUtilities.CreateInstance<RewrapIdentitiesJob>(scope.ServiceProvider).RunAsync(default);
    }

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(DeploymentKey.KeyBytes));

    private static string IdOf(string key) => new DeploymentKey(Convert.FromBase64String(key)).Id;
}
