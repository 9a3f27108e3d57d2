using System.Globalization;
using System.Text.RegularExpressions;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Tests.Law;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.Drafts;

/// <summary>What kind of ceiling a row states.</summary>
internal enum DraftKind { Nothing, Fixed, Months, MonthsEachYear, PercentOfFirstMonth, PerMonth, PerYear, OfTheJobOrder, StateFee, EmployerPrice }

/// <summary>One row of the compiled table as draft facts: what it states, how well, and nothing that it does not state.</summary>
/// <param name="Origin">Null: any.</param>
/// <param name="Destinations">Empty: any.</param>
/// <param name="Law">Whose law, by the authority that the row names.</param>
/// <param name="Country">Whose country's law; for an agreement the origin.</param>
/// <param name="Figure">In units of the currency, in months or in percent.</param>
/// <param name="From">Null: the row gives no day, month or year that was read in its source. Then it is given none.</param>
/// <param name="NotRead">What the row has in the place of a beginning but did not read in its source.</param>
/// <param name="Until">Inclusive; null: not stated.</param>
internal sealed partial record DraftCeiling(
    string Id, string? Origin, IReadOnlyList<string> Destinations, string Corridor, string Group, LawSide Law, string Country, Role Payer, string PayerAsGiven, DraftKind Kind,
    Rational Figure, string Currency, string Basis, PartialDate? From, string? NotRead, PartialDate? Until, bool UntilInferred,
    string Authority, string Address, PartialDate? Published, string Grade)
{
    private static readonly Dictionary<string, DraftKind> Kinds = new()
    {
        ["zero"] = DraftKind.Nothing,
        ["fixed_amount"] = DraftKind.Fixed,
        ["months_of_salary"] = DraftKind.Months,
        ["months_of_salary_per_year"] = DraftKind.MonthsEachYear,
        ["months_of_salary_per_12_months"] = DraftKind.MonthsEachYear,
        ["percent_first_month"] = DraftKind.PercentOfFirstMonth,
        ["fixed_amount_per_month"] = DraftKind.PerMonth,
        ["fixed_amount_per_year"] = DraftKind.PerYear,
        ["job_order_max"] = DraftKind.OfTheJobOrder,
        ["state_fee"] = DraftKind.StateFee,
        ["employer_price_cap"] = DraftKind.EmployerPrice,
    };

    private static readonly string[] Gulf = ["AE", "BH", "KW", "OM", "QA", "SA"];

    public string Host => new Uri(Address).Host;

    public bool IsOfficial => OfficialHost(Host);

    /// <summary>Whether an address is a government's own.</summary>
    public static bool OfficialHost(string host) =>
        Regex.IsMatch(host, @"\.(gov|go|gob)(\.[a-z]{2})?$") || OfficialHosts.Any(h => host == h || host.EndsWith("." + h, StringComparison.Ordinal));

    private static readonly string[] OfficialHosts = ["slbfe.lk", "almeezan.qa", "elibrary.judiciary.gov.ph", "lawcommission.gov.np"];

    /// <exception cref="FormatException">A value that is not understood: it is not guessed at.</exception>
    public static DraftCeiling Read(IReadOnlyDictionary<string, string> row)
    {
        var id = row["rule_id"];
        var country = Countries().Match(row["authority"]) is { Success: true } named ? named.Groups[1].Value : null;
        var agreement = Agreement().Match(row["authority"]);
        var origin = row["origin"] == "*" ? null : row["origin"];
        var (destinations, corridor) = Places(row["destination"]);
        if (!Kinds.TryGetValue(row["cap_kind"], out var kind)) throw new FormatException($"{id}: cap_kind \"{row["cap_kind"]}\".");
        if (!Rational.TryParse(row["cap_value"], out var figure)) throw new FormatException($"{id}: cap_value \"{row["cap_value"]}\".");
        var basis = row["date_basis"];
        // One order for which nothing may be taken is still one order.
        if (basis.Contains("job-order", StringComparison.Ordinal)) kind = DraftKind.OfTheJobOrder;
        var notRead = basis.Contains("NOT in the excerpt", StringComparison.Ordinal) || basis.Contains("is not in the excerpts", StringComparison.Ordinal);
        return new(
            id, origin, destinations, $"{row["origin"]} to {corridor}", row["worker_group"],
            agreement.Success ? LawSide.Agreement : country is not null && country != origin ? LawSide.Destination : LawSide.Origin,
            agreement.Success ? agreement.Groups[1].Value : country ?? origin ?? throw new FormatException($"{id}: whose law?"),
            row["who_pays_or_is_capped"] switch
            {
                "employer" => Role.Employer,
                "service enterprise" or "worker/enterprise" => Role.OriginAgency,
                var who when who.StartsWith("worker", StringComparison.Ordinal) => Role.Worker,
                var who => throw new FormatException($"{id}: who_pays_or_is_capped \"{who}\"."),
            },
            row["who_pays_or_is_capped"], kind, figure, row["currency"], row["basis"],
            notRead ? null : Beginning(id, row["effective_from"], basis), notRead && row["effective_from"].Length > 0 ? row["effective_from"] : null,
            row["effective_to"].Length == 0 ? null : Date(id, row["effective_to"]), row["note"].Contains("effective_to inferred", StringComparison.Ordinal),
            row["authority"], row["source_url"], PartialDate.TryParse(row["source_published"], out var published) ? published : null,
            GradeOf(row["confidence"], OfficialHost(new Uri(row["source_url"]).Host)));
    }

    // A day of the press is the day on which it was seen to be in force, not the day on which it began.
    private static PartialDate? Beginning(string id, string from, string basis)
    {
        if (InForceBy().Match(basis) is { Success: true } seen) return Date(id, "by " + seen.Groups[1].Value);
        if (from.Length == 0) return null;
        return Date(id, basis.StartsWith("press", StringComparison.Ordinal) ? "by " + from : from);
    }

    private static PartialDate Date(string id, string text) =>
        PartialDate.TryParse(text, out var date) ? date : throw new FormatException($"{id}: date \"{text}\".");

    // Excerpts were read. Those of a government's own page are its words; low confidence is not verified.
    private static string GradeOf(string confidence, bool official) => confidence == "low" ? "X" : official ? "P" : "S";

    private static (IReadOnlyList<string>, string) Places(string destination) => destination switch
    {
        "*" => ([], "any"),
        "GCC" => (Gulf, "six Gulf states"),
        { Length: 2 } => ([destination], destination),
        _ => ([.. Codes().Matches(destination).Select(m => m.Value)], destination),
    };

    [GeneratedRegex(@"\(([A-Z]{2})\)")]
    private static partial Regex Countries();
    [GeneratedRegex(@"^([A-Z]{2})-[A-Z]{2} MoU")]
    private static partial Regex Agreement();
    [GeneratedRegex(@"^in force (?:by )?(\d{4}(?:-\d{2}(?:-\d{2})?)?)")]
    private static partial Regex InForceBy();
    [GeneratedRegex(@"\b[A-Z]{2}\b")]
    private static partial Regex Codes();

    /// <summary>The ceiling in words.</summary>
    public string Ceiling => Kind switch
    {
        DraftKind.Nothing => "nothing",
        DraftKind.Months => $"{Figure.ToText()} month(s) of salary",
        DraftKind.MonthsEachYear => $"{Figure.ToText()} month(s) of salary a year",
        DraftKind.PercentOfFirstMonth => $"{Figure.ToText()} percent of the first month",
        DraftKind.PerMonth => Amount + " a month",
        DraftKind.PerYear => Amount + " a year",
        DraftKind.OfTheJobOrder => Amount + ", this job order",
        _ => Amount,
    };

    private string Amount => Money.TryParse($"{Figure.ToText()} {Currency}", LawFiles.Codes, out var money)
        ? PlainWords.Short(money.ToText(LawFiles.Codes)) : throw new FormatException($"{Id}: {Figure.ToText()} {Currency}.");

    public string Dates => string.Join(", ", ((string?[])
    [
        From is not null ? From.Text.StartsWith("by ", StringComparison.Ordinal) ? From.Text : "from " + From.Text : NotRead is not null ? $"{NotRead} not read, so not dated" : "not dated",
        Until is null ? null : $"until {Until.Text}{(UntilInferred ? " (inferred)" : "")}",
    ]).OfType<string>());

    /// <summary>Year of the contract for which it holds, where the row is one of several.</summary>
    public int? ContractYear => ContractYears().Match(Group) is { Success: true } year ? int.Parse(year.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"contract year (\d)")]
    private static partial Regex ContractYears();
}
