using System.Text.Json.Nodes;

namespace Licensing.Testing;

/// <summary>What agencies report, as the JSON that they send.</summary>
public static class Reported
{
    private static int _references;

    /// <summary>A placement with a reference of its own; everything else is said by the test.</summary>
    public static JsonObject Placement(string origin, string destination, string? signedOn, params JsonObject[] items)
    {
        var body = new JsonObject
        {
            ["placementReference"] = $"P-{Interlocked.Increment(ref _references)}",
            ["worker"] = new JsonObject(),
            ["origin"] = origin,
            ["destination"] = destination,
            ["items"] = new JsonArray([.. items]),
        };
        if (signedOn is not null)
            body["contract"] = new JsonObject { ["signedOn"] = signedOn };
        return body;
    }

    /// <summary>A payment of the worker to the agency, by bank and with receipt unless the test says otherwise.</summary>
    public static JsonObject Paid(
        string category, long amountMinor, string currency, string? on, string? channel = "bank", string? receipt = "R-1", string payee = "agency", string payer = "worker") => new()
    {
        ["kind"] = "payment",
        ["category"] = category,
        ["amount"] = new JsonObject { ["amountMinor"] = amountMinor, ["currency"] = currency },
        ["payer"] = payer,
        ["payee"] = payee,
        ["date"] = on,
        ["channel"] = channel,
        ["receipt"] = receipt,
    };

    public static JsonObject With(this JsonObject body, string name, JsonNode? value)
    {
        body[name] = value;
        return body;
    }

    public static JsonObject Document(string number, string country = "NP", string kind = "passport") =>
        new() { ["document"] = new JsonObject { ["country"] = country, ["kind"] = kind, ["number"] = number } };

    /// <summary>The same report as a correction: without what only a first filing says, and with a reason.</summary>
    public static JsonObject Correction(JsonObject reported)
    {
        var body = (JsonObject)reported.DeepClone();
        body.Remove("placementReference");
        body["reason"] = "a receipt was misread";
        body["worker"] = new JsonObject();
        return body;
    }

    /// <summary>The example of the design: Nepal to Malaysia in 2026, NPR 15,000 for service and 35,000 for the ticket.</summary>
    public static JsonObject TheExample(long service = 1_500_000, long ticket = 3_500_000) => Placement("NP", "MY", "2026-02-10",
        Paid("recruitment-fee.service", service, "NPR", "2026-02-12"),
        Paid("travel.international.departure-ticket", ticket, "NPR", "2026-02-13")).With("visaNoticeOn", "2026-02-11");

    /// <summary>What a worker says was asked of them, to be checked.</summary>
    public static JsonObject Asked(long minor, string category = "recruitment-fee.service", string destination = "QA") => new()
    {
        ["origin"] = "NP", ["destination"] = destination, ["on"] = "2024-06-03", ["months"] = 24,
        ["items"] = new JsonArray(new JsonObject { ["category"] = category, ["amount"] = new JsonObject { ["amountMinor"] = minor, ["currency"] = "NPR" }, ["payee"] = "agency" }),
    };
}
