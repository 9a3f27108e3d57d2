using Licensing.Api.Http;

namespace Licensing.Api.Features.Returns.Reading;

/// <summary>How a cell is written.</summary>
public enum CellForm { Text, Word, Day, WholeNumber, Amount, Percent, YesOrNo }

/// <summary>A column of the CSV of a return. This one list drives reading, template, repair file and docs/returns.md.</summary>
/// <param name="Name">With # where the column is numbered: intermediary#Kind stands for intermediary1Kind, intermediary2Kind, …</param>
/// <param name="Pointer">The fact in the JSON of a placement; # is the number in its list, from 1, or for /items the row.</param>
public sealed record ReturnColumn(string Name, string Pointer, string Meaning, string Example)
{
    /// <summary>So many of each numbered column are in the template; reading takes any number.</summary>
    public const int NumbersInTemplate = 3;
    private const string Items = "/items/#/";

    public static IReadOnlyList<ReturnColumn> All { get; } =
    [
        new("problem", "/problem", "What was wrong, in a repair file. Ignored", ""),
        new("placementReference", "/placementReference", "The agency's own reference of the placement, the same on each of its rows", "KTM-2026-00417"),
        new("corrects", "/corrects", "Id of the disclosure that this replaces, whole; blank for a first filing", ""),
        new("correctionReason", "/correctionReason", "Why the earlier one was wrong", ""),
        new("workerFileNumber", "/worker/agencyFileNumber", "The agency's own number for the worker", "W-88213"),
        new("documentCountry", "/worker/document/country", "Country that issued the worker's document, ISO 3166-1", "NP"),
        new("documentKind", "/worker/document/kind", "Kind of the document", "passport"),
        new("documentNumber", "/worker/document/number", "Number of the document; sealed at once and never shown again", "09876543"),
        new("sex", "/worker/sex", "Sex of the worker", "female"),
        new("ageAtSigning", "/worker/ageAtSigning", "Age at signing, in whole years", "27"),
        new("origin", "/origin", "Country the worker leaves, ISO 3166-1", "NP"),
        new("destination", "/destination", "Country of the job, ISO 3166-1", "MY"),
        new("occupation", "/occupation", "ISCO-08 code, four digits where known", "9329"),
        new("jobFoundBy", "/jobFoundBy", "Who found the job", "agency"),
        new("rehiredBySameEmployer", "/rehiredBySameEmployer", "Whether this employer employed the worker two years or more before, to the contract's end, and takes him back", "no"),
        new("permitClass", "/permitClass", "Class of the work permit, where the destination has one for mid-skilled work", "standard"),
        new("wageAboveAverage", "/wageAboveAverage", "Whether the first month's wage is above the average that the destination last published (Taiwan)", "no"),
        new("contractSignedOn", "/contract/signedOn", "Day of signing", "2026-03-02"),
        new("contractApprovedOn", "/contract/approvedOn", "Day of approval by the authority of the origin", "2026-03-20"),
        new("contractMonths", "/contract/months", "Months of the contract", "24"),
        new("contractExtensionMonths", "/contract/extensionMonths", "Months of its extension", ""),
        new("monthlyWage", "/contract/monthlyWage/amountMinor", "Wage of a month", "1700.00"),
        new("monthlyWageCurrency", "/contract/monthlyWage/currency", "Its currency, ISO 4217", "MYR"),
        new("monthlyWageKind", "/contract/monthlyWage/kind", "basic: without allowances; contract: all that the contract promises", "basic"),
        new("employerName", "/employer/name", "Name of the employer", "Example Works Sdn Bhd"),
        new("employerCountry", "/employer/country", "Country of the employer, ISO 3166-1", "MY"),
        new("employerKind", "/employer/kind", "Kind of the employer", "company"),
        new("partnerAgencyName", "/partnerAgency/name", "Name of the agency abroad", "Example Manpower Sdn Bhd"),
        new("partnerAgencyCountry", "/partnerAgency/country", "Its country, ISO 3166-1", "MY"),
        new("partnerAgencyNonProfit", "/partnerAgency/nonProfit", "Whether it is a non-profit body", "no"),
        new("intermediary#Kind", "/intermediaries/#/kind", "Kind of an intermediary", "sub-agent"),
        new("intermediary#Name", "/intermediaries/#/name", "Name of the intermediary", "Example Sub-agent"),
        new("loan#Principal", "/loans/#/principal/amountMinor", "Sum lent for the placement", "80000.00"),
        new("loan#Currency", "/loans/#/principal/currency", "Currency of the loan, ISO 4217", "NPR"),
        new("loan#AnnualRatePercent", "/loans/#/annualRatePercent", "Interest of a year, in percent", "36"),
        new("loan#Lender", "/loans/#/lender", "Who lent it", "Example Finance"),
        new("loan#TiedToPlacement", "/loans/#/tiedToPlacement", "Whether the loan was a condition of the placement", "yes"),
        new("visaNoticeOn", "/visaNoticeOn", "Day on which notice was given that the visa is issued", "2026-03-28"),
        new("placedOn", "/placedOn", "Day of placement", ""),
        new("departedOn", "/departedOn", "Day of departure", "2026-04-11"),
        new("enteredOn", "/enteredOn", "Day of the current entry into the destination", "2026-04-12"),
        new("firstWage", "/firstWage/amount/amountMinor", "First month's wage that the worker received", "1700.00"),
        new("firstWageCurrency", "/firstWage/amount/currency", "Its currency, ISO 4217", "MYR"),
        new("firstWageReceivedOn", "/firstWage/receivedOn", "Day on which it was received", "2026-05-12"),
        new("employmentEndedOn", "/employmentEndedOn", "Day on which employment ended", ""),
        new("deploymentFailedOn", "/deploymentFailedOn", "Day on which it became clear that the worker would not go", ""),
        new("endCause", "/endCause", "Why employment ended early or never began", ""),
        new("agreedFee", "/agreedFee/amountMinor", "Fee that worker and agency agreed on", "15000.00"),
        new("agreedFeeCurrency", "/agreedFee/currency", "Its currency, ISO 4217", "NPR"),
        new("jobOrderMaximum", "/jobOrderMaximum/amountMinor", "The most that the authority of the origin set for the job order and category; 0 where it is free (Sri Lanka)", "15000.00"),
        new("jobOrderMaximumCurrency", "/jobOrderMaximum/currency", "Its currency, ISO 4217", "NPR"),
        new("approvedCost", "/approvedCost/amountMinor", "The costs that the authority of the origin approved for this placement (Sri Lanka, Uganda)", "15000.00"),
        new("approvedCostCurrency", "/approvedCost/currency", "Its currency, ISO 4217", "NPR"),
        new("itemId", "/items/#/id", "Id of the fee item, stable in corrections; given by the service where blank", "i1"),
        new("itemKind", "/items/#/kind", "Whether it was paid, deducted from wages, or given back", "payment"),
        new("itemCategory", "/items/#/category", "Cost category", "recruitment-fee.service"),
        new("itemAmount", "/items/#/amount/amountMinor", "Sum, positive also for a refund", "15000.00"),
        new("itemCurrency", "/items/#/amount/currency", "Its currency, ISO 4217", "NPR"),
        new("itemPayer", "/items/#/payer", "Who paid", "worker"),
        new("itemPayee", "/items/#/payee", "Who was paid", "agency"),
        new("itemDate", "/items/#/date", "Day of payment", "2026-03-05"),
        new("itemChannel", "/items/#/channel", "How it was paid", "bank"),
        new("itemReceipt", "/items/#/receipt", "Number of the receipt; blank: none was given", "R-1009"),
        new("itemPeriodFrom", "/items/#/period/from", "First day of the time that it pays for", ""),
        new("itemPeriodTo", "/items/#/period/to", "Last day of that time, inclusive", ""),
        new("itemRefundOf", "/items/#/refundOf", "Of a refund: the itemId that it gives back", ""),
    ];

    public static ReturnColumn Problem { get; } = All[0];
    public static ReturnColumn Reference { get; } = All.Single(c => c.Pointer == "/placementReference");

    /// <summary>Without these no row of a file could be read.</summary>
    public static IReadOnlyList<ReturnColumn> Required { get; } =
        [Reference, .. All.Where(c => c.Pointer is "/origin" or "/destination")];

    public bool IsOfItem => Pointer.StartsWith(Items, StringComparison.Ordinal);
    public bool IsNumbered => Name.Contains('#');

    /// <summary>Of an item the rest of the pointer within its row.</summary>
    public string[] Path { get; } = PathOf(Pointer);

    /// <summary>Says who somebody is.</summary>
    public bool IsPersonal => PersonalAttribute.Covers(Pointer);

    public CellForm Form { get; } = FormOf(Pointer);

    /// <summary>The words that are possible, of a column of words.</summary>
    public IReadOnlyList<string> Words { get; } = WordsOf(Pointer);

    /// <summary>Of an amount: the path of its currency.</summary>
    public string[] CurrencyPath => [.. Path[..^1], "currency"];

    /// <summary>Of an amount: the column that names its currency.</summary>
    public bool IsCurrencyOf(ReturnColumn amount) => IsOfItem == amount.IsOfItem && Path.SequenceEqual(amount.CurrencyPath);

    public string NameWith(int number) => Name.Replace("#", number.ToString(), StringComparison.Ordinal);

    /// <summary>Every column of the template, the numbered ones in the order in which they belong together.</summary>
    public static IEnumerable<(ReturnColumn Column, int Number)> Expand(Func<string, int> numbersOfList)
    {
        foreach (var group in Groups())
        {
            for (var number = 1; number <= (group[0].IsNumbered ? numbersOfList(group[0].Path[0]) : 1); number++)
            {
                foreach (var column in group)
                    yield return (column, number);
            }
        }
    }

    private static List<List<ReturnColumn>> Groups()
    {
        var groups = new List<List<ReturnColumn>>();
        foreach (var column in All)
        {
            if (column.IsNumbered && groups[^1][0] is { IsNumbered: true } first && first.Path[0] == column.Path[0])
                groups[^1].Add(column);
            else
                groups.Add([column]);
        }

        return groups;
    }

    private static string[] PathOf(string pointer) => (pointer.StartsWith(Items, StringComparison.Ordinal) ? pointer[Items.Length..] : pointer[1..]).Split('/');

    private static CellForm FormOf(string pointer)
    {
        var type = TypeAt(pointer);
        return type == typeof(DateOnly) ? CellForm.Day
            : type == typeof(int) ? CellForm.WholeNumber
            : type == typeof(long) ? CellForm.Amount
            : type == typeof(bool) ? CellForm.YesOrNo
            : type.IsEnum ? CellForm.Word
            : pointer.EndsWith("Percent", StringComparison.Ordinal) ? CellForm.Percent
            : CellForm.Text;
    }

    private static string[] WordsOf(string pointer) => TypeAt(pointer) is { IsEnum: true } type
        ? [.. Enum.GetNames(type).Select(Json.Words.ConvertName)] : [];

    /// <summary>Of the fact in the JSON contract.</summary>
    private static Type TypeAt(string pointer)
    {
        var type = typeof(ReturnedPlacement);
        foreach (var name in pointer[1..].Split('/'))
        {
            var info = PlacementCheck.Strict.GetTypeInfo(type);
            type = name == "#" ? info.ElementType! : info.Properties.Single(p => p.Name == name).PropertyType;
            type = Nullable.GetUnderlyingType(type) ?? type;
        }

        return type;
    }
}
