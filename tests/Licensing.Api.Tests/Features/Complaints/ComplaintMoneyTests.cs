using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Licensing.Api.Tests.Features.Complaints;

/// <summary>From a decision on a complaint, or a settlement, to the money: what carries an order, and who follows it.</summary>
public sealed class ComplaintMoneyTests : IClassFixture<ComplaintMoneyTests.Host>
{
    private readonly Host _host;

    public ComplaintMoneyTests(Host host) => _host = host;

    public sealed class Host : ComplaintsHost, IAsyncLifetime
    {
        public async ValueTask InitializeAsync() => await SetUsualRegimeAsync();
    }

    private static JsonObject Rupees(long minor) => new() { ["amountMinor"] = minor, ["currency"] = "NPR" };

    private static JsonObject Because(string reason = "a test") => new() { ["reason"] = reason };

    /// <summary>NPR 9,000.00 paid, and the worker was not sent (s. 20).</summary>
    private static JsonObject NotSent() => Reported.Placement("NP", "QA", "2025-08-01", Reported.Paid("recruitment-fee.service", 900_000, "NPR", "2025-08-20"))
        .With("visaNoticeOn", "2025-08-10").With("deploymentFailedOn", "2025-12-01").With("endCause", "no-fault");

    private async Task<(Filed Complaint, string Decision)> DecidedAsync(RegisteredAgency agency, string outcome = "upheld", string? disclosureId = null)
    {
        var filed = await _host.FileAsync(ComplaintsHost.Complaint(agency.Id).With("disclosureId", disclosureId));
        await _host.TakeUpAsync(filed);
        await _host.ConsentAsync(filed, true, "particulars");
        var notice = (await _host.ActAsync(filed, "notices", new JsonObject { ["grounds"] = "More was taken than the law allows." })).GetProperty("id").GetString();
        await ComplaintsHost.OkAsync(await ServiceHost.SendAsync(_host.As($"agency:{agency.Id}"), $"/v1/complaint-notices/{notice}/answer", new JsonObject { ["answer"] = "It was not so." }, "*"));
        var proposal = await _host.ActAsync(filed, "decisions", new JsonObject { ["outcome"] = outcome, ["facts"] = "A test.", ["law"] = "A test.", ["remedy"] = "A test.", ["reason"] = "a test" });
        await ComplaintsHost.OkAsync(await ServiceHost.SendAsync(_host.As("officer:ravi"), $"/v1/proposals/{proposal.GetProperty("id").GetString()}/approval", Because(), "*"));
        return (filed, (await _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/complaints/{filed.Id}")).GetProperty("decision").GetProperty("id").GetString()!);
    }

    private static JsonObject Order(string decision) => new()
    {
        ["statement"] = new JsonObject { ["established"] = new JsonArray("over-charge"), ["establishedOn"] = "2026-01-10", ["sums"] = new JsonArray(new JsonObject { ["sum"] = "excess", ["amount"] = Rupees(500) }) },
        ["remedy"] = "np.over-charge", ["decision"] = decision, ["dueOn"] = "2026-12-31", ["reason"] = "a test",
    };

    private async Task<(Filed Complaint, string Order, string Payment)> PaidAsync(RegisteredAgency agency)
    {
        var reported = await _host.FileDisclosureAsync(agency, Reported.TheExample());
        var (filed, decision) = await DecidedAsync(agency, disclosureId: reported.Id);
        await _host.ProposeAndApproveAsync($"/v1/placements/{reported.PlacementId}/refund-orders", Order(decision));
        var order = (await OwnAsync(filed))[0].GetProperty("id").GetString()!;
        var paid = await ComplaintsHost.OkAsync(await ServiceHost.SendAsync(_host.As($"agency:{agency.Id}"), $"/v1/refund-orders/{order}/payments", new JsonObject { ["amount"] = Rupees(200), ["paidOn"] = "2026-03-15", ["proof"] = "T-1" }));
        return (filed, order, paid.GetProperty("id").GetString()!);
    }

    private async Task<List<JsonElement>> OwnAsync(Filed filed) =>
        [.. (await _host.With(filed.Secret).GetFromJsonAsync<JsonElement>($"/v1/complaint-tracking/{filed.Reference}/refunds")).GetProperty("refunds").EnumerateArray()];

    private async Task<HttpResponseMessage> SayAsync(Filed by, string reference, string order, string payment, long came) =>
        await ServiceHost.SendAsync(_host.With(by.Secret), $"/v1/complaint-tracking/{reference}/refunds/{order}/payments/{payment}/words", new JsonObject { ["receivedMinor"] = came });

    [Fact]
    public async Task Whoever_complained_sees_the_order_and_says_what_came_and_later_words_count()
    {
        var (filed, order, payment) = await PaidAsync(await _host.RegisterAgencyAsync());
        await ComplaintsHost.OkAsync(await SayAsync(filed, filed.Reference, order, payment, 0));
        var denied = Assert.Single(await OwnAsync(filed));
        Assert.Equal((300, 0), (denied.GetProperty("outstandingMinor").GetInt64(), denied.GetProperty("payments")[0].GetProperty("receivedMinor").GetInt64()));
        Assert.Contains("NPR 2.00 was recorded as paid to you on 2026-03-15; you say that NPR 0.00 came.", denied.GetProperty("sentences").EnumerateArray().Select(s => s.GetString()));
        await ComplaintsHost.OkAsync(await SayAsync(filed, filed.Reference, order, payment, 200));
        var read = await _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/refund-orders/{order}");
        Assert.Equal([0, 200], read.GetProperty("words").EnumerateArray().Select(w => w.GetProperty("receivedMinor").GetInt64()));
        Assert.Equal(200, read.GetProperty("order").GetProperty("balance").GetProperty("confirmedMinor").GetInt64());
        // Who licenses reads orders, and is not to learn of a complaint by its reference.
        Assert.DoesNotContain(filed.Reference, read.ToString());
        // More than the payment came from nobody.
        Assert.Equal(409, (int)(await SayAsync(filed, filed.Reference, order, payment, 201)).StatusCode);
    }

    [Fact]
    public async Task Nobody_else_sees_it_and_no_agency_what_was_said()
    {
        var agency = await _host.RegisterAgencyAsync();
        var (filed, order, payment) = await PaidAsync(agency);
        var (other, _) = await DecidedAsync(await _host.RegisterAgencyAsync());
        var own = _host.As($"agency:{agency.Id}");
        async Task<string> SeenAsync() => await own.GetStringAsync($"/v1/refund-orders/{order}") + await own.GetStringAsync("/v1/refund-orders") + (await own.GetAsync($"/v1/refund-orders/{order}")).Headers.ETag;
        var before = await SeenAsync();
        await ComplaintsHost.OkAsync(await SayAsync(filed, filed.Reference, order, payment, 0));
        Assert.Equal(before, await SeenAsync());
        Assert.Empty(await OwnAsync(other));
        // A right secret for another complaint, a wrong one for this, and an order that is not: one answer.
        var bodies = new HashSet<string>();
        foreach (var (by, reference, named) in ((Filed, string, string)[])[(other, other.Reference, order), (other, filed.Reference, order), (filed, filed.Reference, "od_0000000000000000")])
        {
            using var answer = await SayAsync(by, reference, named, payment, 1);
            Assert.Equal(404, (int)answer.StatusCode);
            var problem = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
            problem.Remove("instance");
            problem.Remove("traceId");
            bodies.Add(problem.ToJsonString());
        }

        Assert.Single(bodies);
    }

    [Fact]
    public async Task An_order_names_a_decision_that_upheld_a_complaint_about_this_placement_and_stands()
    {
        var agency = await _host.RegisterAgencyAsync();
        var (about, elsewhere) = (await _host.FileDisclosureAsync(agency, Reported.TheExample()), await _host.FileDisclosureAsync(agency, Reported.TheExample()));
        var foreign = await _host.FileDisclosureAsync(await _host.RegisterAgencyAsync(), Reported.TheExample());
        var (_, upheld) = await DecidedAsync(agency, disclosureId: about.Id);
        var (_, dismissed) = await DecidedAsync(agency, "dismissed", about.Id);
        foreach (var (placement, decision) in ((string, string)[])[(elsewhere.PlacementId, upheld), (foreign.PlacementId, upheld), (about.PlacementId, dismissed), (about.PlacementId, "cd_0000000000000000")])
            Assert.Equal("decision.not-standing", await _host.RefusedAsync($"/v1/placements/{placement}/refund-orders", Order(decision)));

        // It falls between the proposal and its approval.
        var proposal = await ComplaintsHost.OkAsync(await ServiceHost.SendAsync(_host.Officer, $"/v1/placements/{about.PlacementId}/refund-orders", Order(upheld)));
        var appeal = await ComplaintsHost.OkAsync(await ServiceHost.SendAsync(_host.As($"agency:{agency.Id}"), "/v1/appeals", new JsonObject { ["subjectId"] = upheld, ["path"] = "appeal", ["grounds"] = "a test" }));
        var allowed = await ComplaintsHost.OkAsync(await ServiceHost.SendAsync(_host.As("officer:anna"), $"/v1/appeals/{appeal.GetProperty("id").GetString()}/decision", Because().With("outcome", "allow").With("decidedBy", "a test").With("grounds", "a test").With("from", "2026-03-15")));
        await ComplaintsHost.OkAsync(await ServiceHost.SendAsync(_host.As("officer:bina"), $"/v1/proposals/{allowed.GetProperty("id").GetString()}/approval", Because(), "*"));
        Assert.Equal("decision.not-standing", await _host.RefusedAsync($"/v1/proposals/{proposal.GetProperty("id").GetString()}/approval", Because(), "officer:ravi"));
    }

    [Fact]
    public async Task A_settlement_is_compared_with_what_a_formula_gives_for_the_placement()
    {
        var agency = await _host.RegisterAgencyAsync();
        var reported = await _host.FileDisclosureAsync(agency, NotSent());
        var filed = await _host.FileAsync(ComplaintsHost.Complaint(agency.Id));
        JsonObject Settlement(long minor) => new() { ["terms"] = "It is paid back.", ["paid"] = Rupees(minor) };
        await _host.TakeUpAsync(filed);
        // Nothing says what the law gives back, until it is known which placement it is about.
        Assert.Equal("settlement.refund-unknown", await _host.RefusedAsync($"/v1/complaints/{filed.Id}/settlements", Settlement(900_000)));
        var triage = new JsonObject { ["outcome"] = "receivable", ["reason"] = "a test", ["disclosureId"] = reported.Id };
        var foreign = await _host.FileDisclosureAsync(await _host.RegisterAgencyAsync(), NotSent());
        Assert.Equal("not-found", await _host.RefusedAsync($"/v1/complaints/{filed.Id}/triage", triage.With("disclosureId", foreign.Id)));
        await _host.ActAsync(filed, "triage", triage.With("disclosureId", reported.Id));
        Assert.Equal("settlement.gives-up-refund", await _host.RefusedAsync($"/v1/complaints/{filed.Id}/settlements", Settlement(899_999)));
        var settled = await _host.ActAsync(filed, "settlements", Settlement(900_000));
        Assert.Equal(900_000, settled.GetProperty("statutoryRefund").GetProperty("amountMinor").GetInt64());
    }
}
