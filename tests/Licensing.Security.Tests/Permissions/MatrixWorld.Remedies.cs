using System.Text.Json.Nodes;
using Licensing.Api.Features.Deposits;
using Licensing.Api.Features.Remedies;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Security.Tests.Permissions;

// Money back: an order of each agency that stays, and a fresh one of a fresh agency for what can be done once.
public sealed partial class MatrixWorld
{
    private readonly Dictionary<string, (string Order, string Placement)> _refunds = [];

    private async Task<(string Order, string Placement)> RefundAsync(string whose)
    {
        if (whose == "none")
            return ("od_0000000000000000", "pl_0000000000000000");
        if (!_refunds.TryGetValue(whose, out var kept))
            _refunds[whose] = kept = await OrderRefundAsync(_agencies[whose].Id);
        return kept;
    }

    private async Task<(string Order, string Placement)> OrderRefundAsync(string agency, string? complaintId = null)
    {
        var placement = (await Host.FileDisclosureAsync(new(agency, "", "", ""), Reported.TheExample())).PlacementId;
        return (await StoreAsync(async (db, now) =>
        {
            var of = await db.Placements.AsTracking().Include(p => p.Agency).SingleAsync(p => p.PublicId == placement);
            var ordered = new ProposedRefundOrder(placement, null, 1, "np.over-charge", 1, "as decided on the file", "P", "as decided on the file", "NPR", 1_000_000, 0, new(2026, 4, 14), null, null, null, [], [], new());
            var complaint = complaintId is null ? null : await db.Complaints.AsTracking().SingleAsync(c => c.PublicId == complaintId);
            var order = new RefundOrder(of, null, complaint, ordered, [], new(2026, 3, 1), "pr_0000000000000000", now, "matrix");
            db.Add(order);
            db.Record(order, new RefundOrdered(placement, null, ordered.Remedy, 1, 1_000_000, "NPR", ordered.DueOn));
            return order.PublicId;
        }), placement);
    }

    private async Task<(string Address, JsonObject? Body)> OnRefundAsync(string endpoint, bool some)
    {
        var (order, placement) = some ? await OrderRefundAsync((await Host.RegisterAgencyAsync()).Id) : ("od_0000000000000000", "pl_0000000000000000");
        var payment = some && endpoint is ("ReverseRefundPayment" or "RecordRefundWord") ? await PaidAsync(order) : "rr_0000000000000000";
        return endpoint switch
        {
            "ReverseRefundPayment" => ($"/v1/refund-orders/{order}/payments/{payment}/reversal", Because()),
            "RecordRefundWord" => ($"/v1/refund-orders/{order}/payments/{payment}/words", new() { ["receivedMinor"] = 1, ["saidOn"] = "2026-03-15", ["how"] = "as decided on the file" }),
            "CoverRefund" => ($"/v1/refund-orders/{order}/coverings", new() { ["claim"] = some ? await DrawnClaimAsync(placement) : "dc_0000000000000000" }),
            _ => ($"/v1/refund-orders/{order}/write-offs", Because().With("amount", OneRupee())),
        };
    }

    private async Task<string> PaidAsync(string order) => await IdOfAsync(await ServiceHost.SendAsync(Host.Officer, $"/v1/refund-orders/{order}/payments", RefundPayment()));

    // Of whoever complained, with the secret.
    private async Task<(string Address, JsonObject? Body)> OwnRefundAsync(bool some)
    {
        var tracking = await TrackingAsync(some);
        var order = some ? (await OrderRefundAsync((await Host.RegisterAgencyAsync()).Id, (await ComplaintAsync()).Id)).Order : "od_0000000000000000";
        return ($"{tracking}/refunds/{order}/payments/{(some ? await PaidAsync(order) : "rr_0000000000000000")}/words", new() { ["receivedMinor"] = 1 });
    }

    private async Task<string> DrawnClaimAsync(string placement)
    {
        var agency = await Host.InDatabaseAsync(db => db.Placements.Where(p => p.PublicId == placement).Select(p => p.Agency.PublicId).SingleAsync());
        var licence = await Host.StoreLicenceAsync(new(agency, "", "", ""), until: "2026-03-01");
        (await ServiceHost.SendAsync(Host.Officer, $"/v1/licences/{licence}/deposit/receipts", new JsonObject { ["form"] = "cash", ["amount"] = OneRupee().With("amountMinor", 1000), ["heldFrom"] = "2026-01-01" })).EnsureSuccessStatusCode();
        var claim = await IdOfAsync(await ServiceHost.SendAsync(Host.Officer, $"/v1/licences/{licence}/deposit/claims", new JsonObject
        {
            ["kind"] = "refund", ["amount"] = OneRupee(), ["lodgedOn"] = "2026-01-01", ["decision"] = "as decided on the file", ["placementId"] = placement,
        }));
        return await StoreAsync(async (db, now) =>
        {
            var stored = await db.Licences.SingleAsync(l => l.PublicId == licence);
            var deposit = (await db.DepositOfAsync(stored.Id, default))!;
            var claims = await db.DepositClaims.AsTracking().Where(c => c.LicenceId == stored.Id).ToListAsync();
            var draw = deposit.DrawFor(claims, null, null, new(2026, 3, 15), new("pr_0000000000000000", now, "test")).Draw!;
            db.Record(deposit, new DepositDrawnOn(draw.PublicId, draw.DrawnMinor, draw.DebtMinor, "NPR", 1));
            db.Record(claims[0], new ClaimDrawnFor(licence, draw.PublicId, 100, 0));
            return claim;
        });
    }

    /// <summary>A placement of a fresh agency, for which nothing is proposed yet.</summary>
    private async Task<string> FreshPlacementAsync(bool some) =>
        some ? (await Host.FileDisclosureAsync(await Host.RegisterAgencyAsync(), Reported.TheExample())).PlacementId : "pl_0000000000000000";

    private static JsonObject RefundPayment() => new() { ["amount"] = OneRupee().With("amountMinor", 1), ["paidOn"] = "2026-03-15", ["proof"] = "as decided on the file" };

    private static JsonObject RefundStatement() => new()
    {
        ["established"] = new JsonArray("over-charge"), ["establishedOn"] = "2026-02-12", ["sums"] = new JsonArray(new JsonObject { ["sum"] = "excess", ["amount"] = OneRupee() }),
    };
}
