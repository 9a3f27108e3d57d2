using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Security.Tests.Audit;

/// <summary>Every change of a regulated thing leaves an event, in the same save.</summary>
public sealed class RecordTests(ServiceHost host)
{
    [Fact]
    public async Task Saving_a_regulated_thing_without_an_event_throws_and_names_it()
    {
        var agency = new Agency("NP", DateTime.UtcNow);
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => host.InDatabaseAsync(db =>
        {
            db.Add(agency);
            return db.SaveChangesAsync();
        }));
        Assert.Contains($"Agency {agency.PublicId}", failure.Message);
    }

    [Fact]
    public async Task An_event_of_an_earlier_save_does_not_count()
    {
        var agency = await host.RegisterAgencyAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.InDatabaseAsync(async db =>
        {
            var stored = await db.Agencies.Include(a => a.Facts).SingleAsync(a => a.PublicId == agency.Id);
            db.Record(stored, new Looked());
            await db.SaveChangesAsync();
            stored.State(AgencyFactKind.Phone, "1", null, new DateOnly(2024, 1, 1), DateTime.UtcNow, "test");
            return await db.SaveChangesAsync();
        }));
    }

    [Fact]
    public async Task Deleting_needs_an_event_too()
    {
        var agency = await host.RegisterAgencyAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.InDatabaseAsync(async db =>
        {
            db.RemoveRange(await db.AgencyFacts.Include(f => f.Agency).Where(f => f.Agency.PublicId == agency.Id).ToListAsync());
            return await db.SaveChangesAsync();
        }));
    }

    [Fact]
    public async Task An_event_says_who_what_which_and_why()
    {
        var agency = await host.RegisterAgencyAsync();
        var recorded = await host.InDatabaseAsync(db => db.AuditEvents.SingleAsync(e => e.SubjectId == agency.Id));
        Assert.Equal(("maya", CallerRole.LicensingOfficer, "AgencyRegistered", "Agency"), (recorded.Actor, recorded.ActorRole, recorded.Action, recorded.SubjectKind));
        Assert.Equal($$"""{"country":"NP","from":"2020-01-01","reference":"{{agency.Reference}}"}""", recorded.Payload);
        Assert.Equal(host.Clock.GetUtcNow().UtcDateTime, recorded.At);
        Assert.Equal(DateTimeKind.Utc, recorded.At.Kind);
    }

    [Fact]
    public async Task A_job_acts_under_its_own_name()
    {
        var agency = await host.RegisterAgencyAsync();
        await host.InScopeAsync(async services =>
        {
            services.GetRequiredService<Caller>().Become(Caller.System("SomeJob"));
            var db = services.GetRequiredService<LicensingDb>();
            db.Record(await db.Agencies.SingleAsync(a => a.PublicId == agency.Id), new Looked(), "because");
            return await db.SaveChangesAsync();
        });
        var recorded = await host.InDatabaseAsync(db => db.AuditEvents.SingleAsync(e => e.SubjectId == agency.Id && e.Action == "Looked"));
        Assert.Equal(("SomeJob", CallerRole.System, "because", "{}"), (recorded.Actor, recorded.ActorRole, recorded.Reason, recorded.Payload));
    }

    [Theory]
    [InlineData("""{ "b": [1, {"z": null, "a": "é<\"" }], "a": 1.50 }""", """{"a":1.50,"b":[1,{"a":"é<\"","z":null}]}""")]
    public void Equal_values_have_equal_bytes(string json, string canonical)
    {
        using var document = System.Text.Json.JsonDocument.Parse(json);
        Assert.Equal(canonical, CanonicalJson.Of(document.RootElement));
    }

    private sealed record Looked;
}
