using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Deadlines;
using Licensing.Api.Features.Remedies;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Agencies.Tests.Remedies;

/// <summary>The last day of a refund order is told before it comes and when it has passed, once. It is 15 March 2026; the ministry is that of Nepal.</summary>
public sealed class RefundReminderTests : IAsyncLifetime
{
    private readonly ServiceHost _host = new() { Settings = { ["Licences:RemindDaysBefore"] = "10" } };
    private string _order = "";
    private RegisteredAgency _agency = null!;

    public async ValueTask InitializeAsync()
    {
        _agency = await _host.RegisterAgencyAsync();
        var placement = (await _host.FileDisclosureAsync(_agency, Reported.Placement("NP", "QA", "2025-08-01", Reported.Paid("recruitment-fee.service", 900_000, "NPR", "2025-08-20"))
            .With("visaNoticeOn", "2025-08-10").With("deploymentFailedOn", "2025-12-01").With("endCause", "no-fault"))).PlacementId;
        await _host.ProposeAndApproveAsync($"/v1/placements/{placement}/refund-orders", new()
        {
            ["statement"] = new JsonObject { ["dayCount"] = "actual365", ["interestFrom"] = "payment" }, ["remedy"] = "np.not-sent", ["decision"] = "Decision 1 of a test", ["dueOn"] = "2026-04-14",
            ["paymentsGo"] = "interest-first", ["reason"] = "a test",
        });
        _order = (await _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/refund-orders?placement={placement}")).GetProperty("items")[0].GetProperty("id").GetString()!;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Task WatchAsync() => _host.RunJobAsync<WatchDeadlinesJob>(job => job.RunAsync(CancellationToken.None));

    private Task<List<string>> ToldAsync() => _host.InDatabaseAsync(db => db.DeadlineNotices.Where(n => n.SubjectId == _order).OrderBy(n => n.Id).Select(n => n.Stage.ToString()).ToListAsync());

    [Theory]
    [InlineData("2026-04-03T18:14:59Z", "")]              // eleven days before, to the last second in Kathmandu
    [InlineData("2026-04-03T18:15:00Z", "Reminder")]      // ten days before
    [InlineData("2026-04-14T18:14:59Z", "Reminder")]      // the last day
    [InlineData("2026-04-14T18:15:00Z", "Overdue")]       // the day after
    public async Task An_order_is_reminded_of_before_its_last_day_and_told_of_after_it(string at, string told)
    {
        _host.Clock.SetUtcNow(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture));
        await WatchAsync();
        Assert.Equal(told, string.Join(",", await ToldAsync()));
    }

    [Fact]
    public async Task It_is_told_once_by_however_many_workers_and_everybody_whom_it_concerns_sees_it()
    {
        _host.Clock.SetUtcNow(new(2026, 4, 10, 8, 0, 0, TimeSpan.Zero));
        await Task.WhenAll(WatchAsync(), WatchAsync());
        await WatchAsync();
        Assert.Equal(["Reminder"], await ToldAsync());
        foreach (var caller in (string[])["officer:maya", $"agency:{_agency.Id}"])
        {
            var due = Assert.Single((await _host.As(caller).GetFromJsonAsync<JsonElement>("/v1/deadlines?kind=refund-payment")).GetProperty("items").EnumerateArray());
            Assert.Equal((_order, "2026-04-14", false, JsonValueKind.String, JsonValueKind.Null), (
                due.GetProperty("subjectId").GetString(), due.GetProperty("dueOn").GetString(), due.GetProperty("overdue").GetBoolean(), due.GetProperty("remindedAt").ValueKind, due.GetProperty("overdueToldAt").ValueKind));
        }

        var other = await _host.RegisterAgencyAsync();
        Assert.Empty((await _host.As($"agency:{other.Id}").GetFromJsonAsync<JsonElement>("/v1/deadlines?kind=refund-payment")).GetProperty("items").EnumerateArray());
        Assert.Equal(1, await _host.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.Action == "DeadlineTold")));
    }

    [Fact]
    public async Task What_is_paid_is_told_of_no_more_and_what_is_late_is_marked_besides()
    {
        _host.Clock.SetUtcNow(new(2026, 4, 10, 8, 0, 0, TimeSpan.Zero));
        await WatchAsync();
        var owed = (await _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/refund-orders/{_order}")).GetProperty("order").GetProperty("balance").GetProperty("outstandingMinor").GetInt64();
        using var paid = await ServiceHost.SendAsync(_host.Officer, $"/v1/refund-orders/{_order}/payments",
            new JsonObject { ["amount"] = new JsonObject { ["amountMinor"] = owed, ["currency"] = "NPR" }, ["paidOn"] = "2026-04-10", ["proof"] = "T-1" }, "*");
        Assert.True(paid.IsSuccessStatusCode, await paid.Content.ReadAsStringAsync());
        _host.Clock.SetUtcNow(new(2026, 4, 20, 8, 0, 0, TimeSpan.Zero));
        await WatchAsync();
        await _host.RunJobAsync<MarkOverdueRefundsJob>(job => job.RunAsync(CancellationToken.None));
        Assert.Equal(["Reminder"], await ToldAsync());
        Assert.Empty((await _host.Officer.GetFromJsonAsync<JsonElement>("/v1/deadlines?overdue=true&kind=refund-payment")).GetProperty("items").EnumerateArray());
    }
}
