using Licensing.Api.Features.Disclosures;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Findings;
using Licensing.Rules.Values;

namespace Licensing.Api.Features.Demonstration;

/// <summary>Fills in one placement and, beside it, what is to come out.</summary>
public delegate void Scenario(Draft draft);

/// <summary>A placement in the making: a scenario says what was paid, and what the law says of that.</summary>
/// <param name="nth">0, 1, 2, … within a row of the plan: sums grow with it, so that totals can be added up by hand.</param>
public sealed class Draft(InventedAgency agency, DateOnly signedOn, int nth, SteadyRandom random)
{
    private readonly List<ReportedItem> _items = [];
    private readonly List<ExpectedBreach> _breaches = [];
    private readonly List<ExpectedOpen> _open = [];
    private readonly List<string> _notEnforced = [];

    public SteadyRandom Random => random;
    public DateOnly SignedOn => signedOn;
    public int Nth => nth;
    public ReportedWorker Worker { get; set; } = new(random.OneOf(Sex.Female, Sex.Male), random.Between(21, 44));
    public ReportedPlacement Placement { get; set; } = new() { Origin = "", Destination = "", Items = [] };

    /// <summary>Days after signing.</summary>
    public DateOnly After(int days) => signedOn.AddDays(days);

    /// <summary>A sum that grows with each placement of the row: <paramref name="first"/>, then one <paramref name="step"/> more each.</summary>
    public int Growing(int first, int step) => first + step * nth;

    /// <param name="wage">A month's wage under the contract.</param>
    public void Corridor(string origin, string destination, string occupation, int months, Money wage, EmployerKind employer = EmployerKind.Company, WageKind kind = WageKind.Contract) =>
        Placement = Placement with
        {
            Origin = origin,
            Destination = destination,
            Occupation = occupation,
            JobFoundBy = JobFinder.Agency,
            RehiredBySameEmployer = false,
            PermitClass = destination == "TW" ? PermitClass.Standard : null,
            Contract = new(signedOn, After(5), months, null, new(wage.AmountMinor, wage.Currency, kind)),
            Employer = new($"Invented employer {random.Between(1, 400)}", destination, employer),
            PartnerAgency = agency.Country == origin ? new($"Sample partner {random.Between(1, 60)}", destination) : new($"Sample partner {random.Between(61, 90)}", origin),
            VisaNoticeOn = After(20),
            DepartedOn = After(40),
            EnteredOn = After(40),
        };

    /// <summary>An item that the worker pays by bank, against a receipt, unless said otherwise.</summary>
    public void Pays(
        string category, Money amount, DateOnly? on, Party to = Party.Agency, Channel? by = Channel.Bank, bool receipt = true, Party from = Party.Worker,
        ItemKind kind = ItemKind.Payment, ReportedPeriod? period = null, string? refundOf = null) =>
        _items.Add(new(kind, category, amount, from, to, on, by, receipt ? $"R-{random.Between(10_000, 99_999)}" : null, period, refundOf, $"i{_items.Count + 1}"));

    /// <summary>The worker gets part of the first item back.</summary>
    public void GetsBack(Money amount, DateOnly on) =>
        Pays(_items[0].Category, amount, on, Party.Worker, from: Party.Agency, kind: ItemKind.Refund, refundOf: _items[0].Id);

    public void Breaks(BreachKind kind, string provision, Money excess) => _breaches.Add(new(kind, provision, excess));

    public void StaysOpen(string because, params ReadOnlySpan<string> provisions)
    {
        foreach (var provision in provisions)
            _open.Add(new(provision, because));
    }

    /// <summary>These laws have no rule for something that the worker paid.</summary>
    public void Silent(params ReadOnlySpan<LawSide> laws)
    {
        foreach (var law in laws)
            _open.Add(new($"coverage/{law}", "no-rule-known"));
    }

    public void BreaksBeforeEnforcement(string provision) => _notEnforced.Add(provision);

    public PlannedPlacement Finish(string reference, string scenario, string documentNumber) => new(
        agency, reference, scenario, new(Placement.Origin, DocumentKind.Passport, documentNumber), Worker, Placement with { Items = _items },
        [.. _breaches], [.. _open], [.. _notEnforced]);

    /// <summary>Whole units of the currency.</summary>
    public static Money Of(long units, string currency) => new(currency is "VND" or "JPY" ? units : units * 100, currency);
}
