using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Agencies.Tests.Deposits;
using Licensing.Api.Features.Remedies;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Agencies.Tests.Remedies;

/// <summary>From what was reported to money back: reckoned, ordered by two people, paid, confirmed, covered, written off. It is 15 March 2026.</summary>
public sealed class RefundTests : IAsyncLifetime
{
    private readonly ServiceHost _host = new() { Settings = { ["Ministry:TimeZone"] = "UTC" } };
    private readonly DepositCalls _calls;
    private RegisteredAgency _agency = null!;

    public RefundTests() => _calls = new(_host, "NPR");

    public async ValueTask InitializeAsync() => _agency = await _host.RegisterAgencyAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    /// <summary>9,000.00 paid on 20 August 2025 and not sent: the whole back with 25 % a year (s. 20(2)).</summary>
    private static JsonObject NotSent(long minor = 900_000, string paidOn = "2025-08-20") => Reported.Placement("NP", "QA", "2025-08-01", Reported.Paid("recruitment-fee.service", minor, "NPR", paidOn))
        .With("visaNoticeOn", "2025-08-10").With("deploymentFailedOn", "2025-12-01").With("endCause", "no-fault");

    private static JsonObject Stated => new() { ["dayCount"] = "actual365", ["interestFrom"] = "payment" };

    private static JsonObject Order(string remedy = "np.not-sent", JsonObject? statement = null, string dueOn = "2026-04-14") => new()
    {
        ["statement"] = statement ?? Stated, ["remedy"] = remedy, ["decision"] = "Decision 1 of a test", ["dueOn"] = dueOn, ["paymentsGo"] = "interest-first", ["reason"] = "a test",
    };

    private static string Orders(string placement) => $"/v1/placements/{placement}/refund-orders";

    private static JsonObject Payment(long minor, string paidOn, string currency = "NPR") => new() { ["amount"] = new JsonObject { ["amountMinor"] = minor, ["currency"] = currency }, ["paidOn"] = paidOn, ["proof"] = "T-1" };

    private async Task<(string Order, string Placement)> OrderedAsync(JsonObject? reported = null, JsonObject? order = null)
    {
        var placement = (await _host.FileDisclosureAsync(_agency, reported ?? NotSent())).PlacementId;
        await _host.ProposeAndApproveAsync(Orders(placement), order ?? Order());
        var listed = await _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/refund-orders?placement={placement}");
        return (Assert.Single(listed.GetProperty("items").EnumerateArray()).GetProperty("id").GetString()!, placement);
    }

    private Task<JsonElement> ReadAsync(string order, string? on = null, string caller = "officer:maya") =>
        _host.As(caller).GetFromJsonAsync<JsonElement>($"/v1/refund-orders/{order}" + (on is null ? "" : $"?on={on}"));

    private async Task<(long Interest, long Paid, long Covered, long WrittenOff, long Outstanding, string Status)> BalanceAsync(string order, string? on = null)
    {
        var balance = (await ReadAsync(order, on)).GetProperty("order").GetProperty("balance");
        long Minor(string name) => balance.GetProperty(name + "Minor").GetInt64();
        Assert.Equal(Minor("ordered") + Minor("interest"), Minor("paid") + Minor("covered") + Minor("writtenOff") + Minor("outstanding"));
        return (Minor("interest"), Minor("paid"), Minor("covered"), Minor("writtenOff"), Minor("outstanding"), balance.GetProperty("status").GetString()!);
    }

    private Task<JsonElement> PayAsync(string order, long minor, string on, string caller = "officer:maya") => _calls.PostAsync($"/v1/refund-orders/{order}/payments", Payment(minor, on), caller);

    [Fact]
    public async Task A_finding_is_answered_by_the_excess_and_the_arithmetic_is_shown()
    {
        await _host.ApproveLawAsync();
        var disclosure = await _host.FileDisclosureAsync(_agency, Reported.TheExample());
        await _host.JudgeAsync();
        var finding = (await _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/findings?agency={_agency.Id}")).GetProperty("items")[0].GetProperty("id").GetString()!;
        var statement = new JsonObject { ["findingId"] = finding, ["established"] = new JsonArray("over-charge") };
        var preview = await _calls.PostAsync($"/v1/placements/{disclosure.PlacementId}/remedy-previews", new() { ["statement"] = statement.DeepClone() });
        var excess = preview.GetProperty("remedies").EnumerateArray().Single(r => r.GetProperty("remedy").GetString() == "np.over-charge");
        Assert.Equal(("owed", 5_000_000), (excess.GetProperty("state").GetString(), excess.GetProperty("amounts")[0].GetProperty("ordered").GetProperty("amountMinor").GetInt64()));
        Assert.Contains("s. 53", excess.GetProperty("source").GetProperty("citation").GetString());
        Assert.Contains(excess.GetProperty("steps").EnumerateArray(), s => s.GetProperty("text").GetString() == "NPR 50,000.00 was established.");
        Assert.Equal("not-owed", preview.GetProperty("remedies").EnumerateArray().Single(r => r.GetProperty("remedy").GetString() == "np.not-sent").GetProperty("state").GetString());

        await _host.ProposeAndApproveAsync(Orders(disclosure.PlacementId), Order("np.over-charge", statement));
        var order = (await _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/refund-orders?agency={_agency.Id}")).GetProperty("items")[0];
        Assert.Equal((finding, 5_000_000, "np.over-charge"), (order.GetProperty("findingId").GetString(), order.GetProperty("balance").GetProperty("outstandingMinor").GetInt64(), order.GetProperty("remedy").GetString()));
        Assert.Equal(JsonValueKind.Null, (await ReadAsync(order.GetProperty("id").GetString()!)).GetProperty("interest").ValueKind);
    }

    [Fact]
    public async Task Interest_runs_to_the_day_and_a_payment_that_is_entered_late_stops_it_on_its_own_day()
    {
        var (order, _) = await OrderedAsync();
        // 20 August 2025 to 15 March 2026 is 207 days: 9,000.00 x 25 % x 207/365 = 1,276.027…
        Assert.Equal((127_603, 0, 0, 0, 1_027_603, "due"), await BalanceAsync(order));
        _calls.GoTo("2026-03-25");
        // 217 days: 1,337.671…
        Assert.Equal((133_768, 0, 0, 0, 1_033_768, "due"), await BalanceAsync(order));
        await PayAsync(order, 1_027_603, "2026-03-15", $"agency:{_agency.Id}");
        Assert.Equal((127_603, 1_027_603, 0, 0, 0, "settled"), await BalanceAsync(order));
        var read = await ReadAsync(order);
        Assert.Equal(("25", "actual365", "interest-first"), (read.GetProperty("interest").GetProperty("percentPerYear").GetString(), read.GetProperty("interest").GetProperty("dayCount").GetString(), read.GetProperty("interest").GetProperty("paymentsGo").GetString()));
        Assert.Equal("207/365", Assert.Single(read.GetProperty("stretches").EnumerateArray()).GetProperty("years").GetString());
        Assert.Contains(read.GetProperty("steps").EnumerateArray(), s => s.GetProperty("text").GetString()!.Contains("s. 20(1) and (2)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_law_leaves_open_must_be_stated_and_nobody_fills_it_in()
    {
        var placement = (await _host.FileDisclosureAsync(_agency, NotSent())).PlacementId;
        var preview = await _calls.PostAsync($"/v1/placements/{placement}/remedy-previews", new() { ["statement"] = new JsonObject() });
        var notSent = preview.GetProperty("remedies").EnumerateArray().Single(r => r.GetProperty("remedy").GetString() == "np.not-sent");
        Assert.Equal(("owed", JsonValueKind.Null), (notSent.GetProperty("state").GetString(), notSent.GetProperty("amounts")[0].GetProperty("interest").ValueKind));
        Assert.Equal(["not-stated:interestFrom"], notSent.GetProperty("open").EnumerateArray().Select(o => o.GetString()));
        Assert.Equal("remedy.undetermined", await _calls.CodeAsync(Orders(placement), Order(statement: [])));
        Assert.Equal("remedy.undetermined", await _calls.CodeAsync(Orders(placement), Order(statement: new() { ["interestFrom"] = "payment" })));
        Assert.Equal("remedy.undetermined", await _calls.CodeAsync(Orders(placement), Order().With("paymentsGo", null)));
        Assert.Equal("remedy.not-owed", await _calls.CodeAsync(Orders(placement), Order("np.over-charge")));
        Assert.Equal("remedy.unknown", await _calls.CodeAsync(Orders(placement), Order("ph.unjust-end")));
        Assert.Equal("request.invalid", await _calls.CodeAsync(Orders(placement), Order(dueOn: "2026-03-14")));
        Assert.Equal("not-found", await _calls.CodeAsync(Orders(placement), Order(statement: Stated.With("findingId", "fi_0000000000000000"))));
    }

    [Fact]
    public async Task A_rate_outside_the_law_that_nobody_knows_leaves_only_the_interest_open()
    {
        _agency = await _host.RegisterAgencyAsync(country: "VN");
        var reported = Reported.Placement("VN", "JP", "2022-11-01", Reported.Paid("recruitment-fee.service", 36_000_000, "VND", "2022-12-01"))
            .With("enteredOn", "2023-01-01").With("employmentEndedOn", "2024-07-01").With("endCause", "no-fault");
        reported["contract"] = new JsonObject { ["signedOn"] = "2022-11-01", ["months"] = 36 };
        var (order, _) = await OrderedAsync(reported, Order("vn.unserved", new() { ["dayCount"] = "actual365", ["interestFrom"] = "event", ["servedBy"] = "months", ["monthsServed"] = 18 }));
        var read = await ReadAsync(order);
        Assert.Equal(["rate-not-known"], read.GetProperty("open").EnumerateArray().Select(o => o.GetString()));
        Assert.Equal((0, 0, 0, 0, 18_000_000, "due"), await BalanceAsync(order));
    }

    [Fact]
    public async Task Two_people_order_and_the_same_money_once()
    {
        var placement = (await _host.FileDisclosureAsync(_agency, NotSent())).PlacementId;
        var proposal = await _calls.PostAsync(Orders(placement), Order());
        Assert.Equal("proposal.open", await _calls.CodeAsync(Orders(placement), Order()));
        Assert.Equal("proposal.same-person", await _calls.ApprovalCodeAsync(proposal, "officer:maya"));
        Assert.Equal(0, await _host.InDatabaseAsync(db => db.RefundOrders.CountAsync()));
        await _calls.ApproveAsync(proposal);
        Assert.Equal("refund.ordered", await _calls.CodeAsync(Orders(placement), Order()));
    }

    /// <summary>Ethiopia: the passport was paid under the law of 2016, the birth certificate under that of 2025.</summary>
    [Fact]
    public async Task Payments_under_two_versions_of_a_formula_are_ordered_by_each()
    {
        _agency = await _host.RegisterAgencyAsync(country: "ET");
        var placement = (await _host.FileDisclosureAsync(_agency, Reported.Placement("ET", "SA", "2019-05-01",
            Reported.Paid("administrative.passport", 2_000, "ETB", "2019-05-02", payee: "state"),
            Reported.Paid("administrative.identity-document.birth-certificate", 500, "ETB", "2025-08-14", payee: "state")).With("deploymentFailedOn", "2025-12-01").With("endCause", "employer-fault"))).PlacementId;
        Assert.Equal("remedy.unknown", await _calls.CodeAsync(Orders(placement), Order("et.not-sent", [])));
        await _host.ProposeAndApproveAsync(Orders(placement), Order("et.not-sent", []).With("version", 1));
        await _host.ProposeAndApproveAsync(Orders(placement), Order("et.not-sent", []).With("version", 2));
        var orders = (await _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/refund-orders?placement={placement}")).GetProperty("items").EnumerateArray();
        Assert.Equal([500, 2_000], orders.Select(o => o.GetProperty("balance").GetProperty("outstandingMinor").GetInt64()));
    }

    [Fact]
    public async Task What_was_corrected_since_makes_the_proposal_stale()
    {
        var disclosure = await _host.FileDisclosureAsync(_agency, NotSent());
        var proposal = await _calls.PostAsync(Orders(disclosure.PlacementId), Order());
        await _host.CorrectDisclosureAsync(disclosure, NotSent(800_000));
        Assert.Equal("proposal.stale", await _calls.ApprovalCodeAsync(proposal));
    }

    [Fact]
    public async Task A_last_day_that_passed_meanwhile_makes_it_stale()
    {
        var placement = (await _host.FileDisclosureAsync(_agency, NotSent())).PlacementId;
        var proposal = await _calls.PostAsync(Orders(placement), Order(dueOn: "2026-03-20"));
        _calls.GoTo("2026-03-21");
        Assert.Equal("proposal.stale", await _calls.ApprovalCodeAsync(proposal));
    }

    [Fact]
    public async Task More_than_is_owed_is_refused_and_so_is_what_cannot_be()
    {
        var (order, _) = await OrderedAsync();
        var payments = $"/v1/refund-orders/{order}/payments";
        Assert.Equal("refund.not-owed", await _calls.CodeAsync(payments, Payment(1_027_604, "2026-03-15")));
        Assert.Equal("refund.too-early", await _calls.CodeAsync(payments, Payment(1, "2026-03-14")));
        Assert.Equal("refund.currency", await _calls.CodeAsync(payments, Payment(1, "2026-03-15", "USD")));
        Assert.Equal("request.invalid", await _calls.CodeAsync(payments, Payment(1, "2026-03-16")));
        Assert.Equal("request.invalid", await _calls.CodeAsync(payments, Payment(0, "2026-03-15")));
        var other = await _host.RegisterAgencyAsync();
        Assert.Equal("not-found", await _calls.CodeAsync(payments, Payment(1, "2026-03-15"), $"agency:{other.Id}"));
        Assert.Empty((await _host.As($"agency:{other.Id}").GetFromJsonAsync<JsonElement>("/v1/refund-orders")).GetProperty("items").EnumerateArray());
        Assert.Equal(0, await _host.InDatabaseAsync(db => db.RefundRows.CountAsync()));
    }

    [Fact]
    public async Task A_payment_recorded_in_error_is_taken_back_by_an_entry_and_stays()
    {
        var (order, _) = await OrderedAsync();
        var payment = (await PayAsync(order, 1_027_603, "2026-03-15")).GetProperty("id").GetString();
        _calls.GoTo("2026-03-25");
        var reversal = $"/v1/refund-orders/{order}/payments/{payment}/reversal";
        Assert.Equal("version.required", await _calls.CodeAsync(reversal, DepositCalls.Because(), etag: null));
        Assert.Equal("permission.missing", await _calls.CodeAsync(reversal, DepositCalls.Because(), $"agency:{_agency.Id}"));
        await _calls.PostAsync(reversal, DepositCalls.Because());
        Assert.Equal((133_768, 0, 0, 0, 1_033_768, "due"), await BalanceAsync(order));
        Assert.Equal("refund.payment-gone", await _calls.CodeAsync(reversal, DepositCalls.Because()));
        Assert.Equal(["paid", "reversed"], (await ReadAsync(order)).GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("entry").GetString()));
        // As it stood before anybody knew better it stands no more: the reversal counts from the day of the payment.
        Assert.Equal(1_027_603, (await BalanceAsync(order, "2026-03-15")).Outstanding);
    }

    [Fact]
    public async Task The_workers_word_is_kept_and_no_agency_sees_it()
    {
        var (order, _) = await OrderedAsync();
        var payment = (await PayAsync(order, 1_027_603, "2026-03-15", $"agency:{_agency.Id}")).GetProperty("id").GetString();
        var words = $"/v1/refund-orders/{order}/payments/{payment}/words";
        JsonObject Word(long minor) => new() { ["receivedMinor"] = minor, ["saidOn"] = "2026-03-15", ["how"] = "at the office" };
        await _calls.PostAsync(words, Word(500_000));
        var balance = (await ReadAsync(order)).GetProperty("order").GetProperty("balance");
        Assert.Equal((500_000, 527_603, "settled"), (balance.GetProperty("confirmedMinor").GetInt64(), balance.GetProperty("deniedMinor").GetInt64(), balance.GetProperty("status").GetString()));
        await _calls.PostAsync(words, Word(1_027_603));
        Assert.Equal("confirmed", (await BalanceAsync(order)).Status);
        Assert.Equal([500_000, 1_027_603], (await ReadAsync(order)).GetProperty("words").EnumerateArray().Select(w => w.GetProperty("receivedMinor").GetInt64()));
        Assert.Equal("refund.not-owed", await _calls.CodeAsync(words, Word(1_027_604)));

        var seen = await ReadAsync(order, caller: $"agency:{_agency.Id}");
        Assert.Equal("settled", seen.GetProperty("order").GetProperty("balance").GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, seen.GetProperty("order").GetProperty("balance").GetProperty("confirmedMinor").ValueKind);
        Assert.Equal(JsonValueKind.Null, seen.GetProperty("order").GetProperty("balance").GetProperty("deniedMinor").ValueKind);
        Assert.Empty(seen.GetProperty("words").EnumerateArray());
        Assert.DoesNotContain("500000", seen.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_an_agency_sees_moves_when_the_worker_speaks()
    {
        var (order, _) = await OrderedAsync();
        var payment = (await PayAsync(order, 1_000_000, "2026-03-15")).GetProperty("id").GetString();
        async Task<string> SeenAsync()
        {
            using var answer = await _host.As($"agency:{_agency.Id}").GetAsync($"/v1/refund-orders/{order}");
            var list = await _host.As($"agency:{_agency.Id}").GetStringAsync("/v1/refund-orders");
            return $"{answer.Headers.ETag} {await answer.Content.ReadAsStringAsync()} {list}";
        }

        var before = await SeenAsync();
        await _calls.PostAsync($"/v1/refund-orders/{order}/payments/{payment}/words", new() { ["receivedMinor"] = 0, ["saidOn"] = "2026-03-15", ["how"] = "at the office" });
        Assert.Equal(before, await SeenAsync());
        // Nor in the numbers of what is written afterwards.
        using var next = await ServiceHost.SendAsync(_host.As($"agency:{_agency.Id}"), $"/v1/refund-orders/{order}/payments", Payment(1, "2026-03-15"));
        Assert.Equal(2, (await next.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("number").GetInt32());
        Assert.Null(next.Headers.ETag);
    }

    [Fact]
    public async Task The_deposit_covers_what_a_draw_down_gave_the_workers_claim_and_once()
    {
        await _host.SetRegimeAsync([("deposit", """[{"hold":[{"amount":"10.00 NPR"}]}]"""), .. DepositCalls.EveryAnswer]);
        var licence = await _host.StoreLicenceAsync(_agency);
        await _calls.ReceiveAsync(licence, 2_000_000, "2026-01-01");
        var (order, placement) = await OrderedAsync();
        var (elsewhere, _) = await OrderedAsync(NotSent(500_000));
        var claim = await _calls.ClaimAsync(licence, 400_000, "2026-03-15", "refund", new() { ["placementId"] = placement });
        var coverings = $"/v1/refund-orders/{order}/coverings";
        JsonObject By(string id) => new() { ["claim"] = id };
        Assert.Equal("refund.not-covered-by", await _calls.CodeAsync(coverings, By(claim)));
        await _calls.DrawAsync(licence, claim);
        Assert.Equal("refund.not-covered-by", await _calls.CodeAsync($"/v1/refund-orders/{elsewhere}/coverings", By(claim)));
        Assert.Equal("not-found", await _calls.CodeAsync(coverings, By("dc_0000000000000000")));
        await _calls.PostAsync(coverings, By(claim));
        Assert.Equal((127_603, 0, 400_000, 0, 627_603, "due"), await BalanceAsync(order));
        Assert.Equal("refund.not-covered-by", await _calls.CodeAsync(coverings, By(claim)));
        Assert.Equal(claim, (await ReadAsync(order)).GetProperty("rows")[0].GetProperty("claimId").GetString());
    }

    [Fact]
    public async Task What_is_given_up_takes_two_people_and_a_payment_in_between_makes_it_stale()
    {
        var (order, _) = await OrderedAsync();
        JsonObject GiveUp(long minor) => new() { ["amount"] = new JsonObject { ["amountMinor"] = minor, ["currency"] = "NPR" }, ["reason"] = "the worker asked for it" };
        var writeOffs = $"/v1/refund-orders/{order}/write-offs";
        Assert.Equal("refund.not-owed", await _calls.CodeAsync(writeOffs, GiveUp(1_027_604)));
        var first = await _calls.PostAsync(writeOffs, GiveUp(1_000_000));
        Assert.Equal("proposal.same-person", await _calls.ApprovalCodeAsync(first, "officer:maya"));
        await PayAsync(order, 100_000, "2026-03-15");
        Assert.Equal("proposal.stale", await _calls.ApprovalCodeAsync(first));
        await _calls.PostAsync($"/v1/proposals/{first.GetProperty("id").GetString()}/withdrawal", DepositCalls.Because());
        await _host.ProposeAndApproveAsync(writeOffs, GiveUp(927_603));
        Assert.Equal((127_603, 100_000, 0, 927_603, 0, "settled"), await BalanceAsync(order));
    }

    [Fact]
    public async Task The_job_marks_what_is_overdue_once_and_only_on_the_day_after_the_last()
    {
        var (order, _) = await OrderedAsync();
        var (paid, _) = await OrderedAsync(NotSent(500_000));
        var owed = (await BalanceAsync(paid)).Outstanding;
        await PayAsync(paid, owed, "2026-03-15");
        async Task<(int Overdue, int Events)> RunAsync()
        {
            await _host.RunJobAsync<MarkOverdueRefundsJob>(job => job.RunAsync(CancellationToken.None));
            return await _host.InDatabaseAsync(async db => (await db.RefundOrders.CountAsync(o => o.OverdueSince != null), await db.AuditEvents.CountAsync(e => e.Action == nameof(RefundOverdue))));
        }

        _calls.GoTo("2026-04-14");
        Assert.Equal((0, 0), await RunAsync());
        _calls.GoTo("2026-04-15");
        Assert.Equal((1, 1), await RunAsync());
        Assert.Equal((1, 1), await RunAsync());
        var marked = Assert.Single((await _host.Officer.GetFromJsonAsync<JsonElement>("/v1/refund-orders?overdue=true")).GetProperty("items").EnumerateArray());
        Assert.Equal((order, "2026-04-15", "overdue"), (marked.GetProperty("id").GetString(), marked.GetProperty("overdueSince").GetString(), marked.GetProperty("balance").GetProperty("status").GetString()));
    }

    [Fact]
    public async Task A_row_that_somebody_changed_is_noticed()
    {
        var (order, _) = await OrderedAsync();
        await PayAsync(order, 1_000_000, "2026-03-15");
        await _host.InDatabaseAsync(db => db.RefundRows.ExecuteUpdateAsync(set => set.SetProperty(r => r.AmountMinor, 9_000_000L)));
        using var answer = await _host.Officer.GetAsync($"/v1/refund-orders/{order}");
        Assert.Equal(500, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Who_answered_on_a_day_is_shown_as_it_is_on_record()
    {
        _agency = await _host.RegisterAgencyAsync(country: "PH");
        var reported = Reported.Placement("PH", "AE", "2026-02-10", Reported.Paid("recruitment-fee.service.placement", 100, "PHP", "2026-02-12"))
            .With("employer", new JsonObject { ["name"] = "Employer of a test", ["country"] = "AE" }).With("partnerAgency", new JsonObject { ["name"] = "Partner of a test" });
        var placement = (await _host.FileDisclosureAsync(_agency, reported)).PlacementId;
        await _calls.PostAsync($"/v1/agencies/{_agency.Id}/representatives", new() { ["kind"] = "authorised", ["name"] = "Officer of a test", ["country"] = "PH", ["from"] = "2026-03-01" });
        var before = await _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/placements/{placement}/answerable");
        var after = await _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/placements/{placement}/answerable?on=2026-03-01");
        Assert.Equal(("2026-02-10", "Employer of a test", "Partner of a test", 0), (before.GetProperty("on").GetString(), before.GetProperty("employer").GetProperty("name").GetString(), before.GetProperty("partnerAgency").GetProperty("name").GetString(), before.GetProperty("officers").GetArrayLength()));
        Assert.Equal("Officer of a test", Assert.Single(after.GetProperty("officers").EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal(["agency", "principal", "officers"], Assert.Single(after.GetProperty("law").EnumerateArray()).GetProperty("who").EnumerateArray().Select(w => w.GetString()));
        var nepal = (await _host.FileDisclosureAsync(await _host.RegisterAgencyAsync(), NotSent())).PlacementId;
        Assert.Empty((await _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/placements/{nepal}/answerable")).GetProperty("law").EnumerateArray());
    }

    /// <summary>The figures of docs/remedies.md are those of the service.</summary>
    [Fact]
    public async Task The_worked_path_of_the_page_comes_out_as_it_is_written()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root(), "docs", "remedies.md"));
        var placement = (await _host.FileDisclosureAsync(_agency, NotSent())).PlacementId;
        var preview = await _calls.PostAsync($"/v1/placements/{placement}/remedy-previews", new() { ["statement"] = Stated });
        var steps = preview.GetProperty("remedies").EnumerateArray().Single(r => r.GetProperty("remedy").GetString() == "np.not-sent").GetProperty("steps");
        Assert.Contains(string.Join("\n", steps.EnumerateArray().Select(s => s.GetProperty("text").GetString())), page, StringComparison.Ordinal);
        await _host.ProposeAndApproveAsync(Orders(placement), Order());
        var order = (await _host.Officer.GetFromJsonAsync<JsonElement>($"/v1/refund-orders?placement={placement}")).GetProperty("items")[0].GetProperty("id").GetString()!;
        _calls.GoTo("2026-04-01");
        var payment = (await PayAsync(order, 500_000, "2026-03-30", $"agency:{_agency.Id}")).GetProperty("id").GetString();
        await _calls.PostAsync($"/v1/refund-orders/{order}/payments/{payment}/words", new() { ["receivedMinor"] = 500_000, ["saidOn"] = "2026-04-01", ["how"] = "by telephone" });
        var read = await ReadAsync(order);
        Assert.Contains($"\"balance\":{read.GetProperty("order").GetProperty("balance").GetRawText()}\n\"stretches\":{read.GetProperty("stretches").GetRawText()}\n", page, StringComparison.Ordinal);

        await _host.SetRegimeAsync([("deposit", """[{"hold":[{"amount":"10.00 NPR"}]}]"""), .. DepositCalls.EveryAnswer]);
        var licence = await _host.StoreLicenceAsync(_agency);
        await _calls.ReceiveAsync(licence, 2_000_000, "2026-01-01");
        _calls.GoTo("2026-04-15");
        var claim = await _calls.ClaimAsync(licence, (await BalanceAsync(order)).Outstanding, "2026-04-15", "refund", new() { ["placementId"] = placement });
        await _calls.DrawAsync(licence, claim);
        await _calls.PostAsync($"/v1/refund-orders/{order}/coverings", new() { ["claim"] = claim });
        Assert.Contains((await ReadAsync(order)).GetProperty("order").GetProperty("balance").GetRawText(), page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everybody_may_read_the_formulas()
    {
        var first = await _host.Public.GetFromJsonAsync<JsonElement>("/v1/remedies?country=NP&limit=3");
        Assert.Equal(3, first.GetProperty("items").GetArrayLength());
        var rest = await _host.Public.GetFromJsonAsync<JsonElement>($"/v1/remedies?country=NP&limit=200&cursor={first.GetProperty("next").GetString()}");
        Assert.Equal(6, rest.GetProperty("items").GetArrayLength());
    }

    /// <summary>Random histories by HTTP balance on every day, as the pure ledger does.</summary>
    [Fact]
    public async Task Whatever_is_entered_by_HTTP_it_balances()
    {
        var (order, _) = await OrderedAsync();
        var random = new Random(20260315);
        var payments = new List<string>();
        for (var day = 15; day < 31; day++)
        {
            _calls.GoTo($"2026-03-{day}");
            var on = $"2026-03-{random.Next(15, day + 1).ToString("00", CultureInfo.InvariantCulture)}";
            using var paid = await ServiceHost.SendAsync(_host.Officer, $"/v1/refund-orders/{order}/payments", Payment(random.Next(1, 200_000), on));
            if (paid.IsSuccessStatusCode) payments.Add((await paid.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!);
            if (payments.Count > 0 && random.Next(3) == 0)
                await _calls.CodeAsync($"/v1/refund-orders/{order}/payments/{payments[random.Next(payments.Count)]}/reversal", DepositCalls.Because());
            await BalanceAsync(order);
            await BalanceAsync(order, on);
        }
    }
}
