using Licensing.Rules.FeeCaps;
using Licensing.Rules.Tests.Law;

namespace Licensing.Rules.Tests.FeeCaps;

/// <summary>Whatever is wrong in a pack is said with its place, and all of it together.</summary>
public class PackReaderTests
{
    private const string Good = """
        pack: np
        title: Nepal
        law: origin
        jurisdiction: NP
        rules:
          - provision: np.fee
            version: 1
            title: a fee
            source: { citation: Act s. 1, address: 'https://law.example/1', asOf: 2026-11-24, grade: P }
            effectiveFrom: 2015-07
            decidedBy: payment
            scope: { destination: [QA], occupation: "5152" }
            counts: { include: [recruitment-fee], exclude: [medical] }
            cap: { fixed: 10000.00 NPR }

        """;

    private static IReadOnlyList<string> Errors(string yaml) => PackReader.Read(LawFiles.TreeOf(yaml), LawFiles.Codes).Errors;

    private static string With(string part, string instead)
    {
        Assert.Contains(part, Good, StringComparison.Ordinal);
        return Good.Replace(part, instead, StringComparison.Ordinal);
    }

    /// <summary>A second rule after the good one.</summary>
    private static string AndRule(int version, string from, string? until = null, string provision = "np.fee") => Good + $$"""
          - provision: {{provision}}
            version: {{version}}
            title: a fee
            source: { citation: Act s. 1, address: 'https://law.example/1', asOf: 2026-11-24, grade: P }
            effectiveFrom: {{from}}
        {{(until is null ? "" : $"    effectiveUntil: {until}\n")}}    decidedBy: payment
            counts: { include: [recruitment-fee] }
            cap: none-allowed

        """;

    [Fact]
    public void A_pack_that_is_right_has_no_errors()
    {
        var (pack, errors) = PackReader.Read(LawFiles.TreeOf(Good), LawFiles.Codes);
        Assert.Empty(errors);
        Assert.Equal(("np", LawSide.Origin, "NP", null), (pack!.Name, pack.Law, pack.Origin, pack.Destination));
        Assert.Equal("np.fee", Assert.Single(pack.Rules).Provision);
    }

    [Theory]
    [InlineData("{ fixed: 10000.00 NPR }", "{ lesserOf: [] }", "pack.rules[0].cap.lesserOf: must not be empty")]
    [InlineData("{ fixed: 10000.00 NPR }", "{ choose: [] }", "pack.rules[0].cap.choose: must not be empty")]
    [InlineData("destination: [QA]", "age: { atLeast: 40, below: 30 }", "pack.rules[0].scope.age: no number is at least the one")]
    [InlineData("include: [recruitment-fee]", "include: []", "pack.rules[0].counts.include: must not be empty")]
    [InlineData("include: [recruitment-fee]", "include: [illegitimate.bribe]", "pack.rules[0].counts: an illegitimate cost is never within a cap")]
    [InlineData("title: Nepal", "title: Nepal\nauthor: me", "pack.author: is not a key")]
    [InlineData("    title: a fee", "    title: a fee\n    colour: red", "pack.rules[0].colour: is not a key")]
    [InlineData("asOf: 2026-11-24,", "asOf: 2026-11-24, page: 3,", "pack.rules[0].source.page: is not a key")]
    [InlineData("destination: [QA]", "destiny: [QA]", "pack.rules[0].scope.destiny: is not a key")]
    [InlineData("{ fixed: 10000.00 NPR }", "{ fixed: 10000.00 NPR, tax: 1 }", "pack.rules[0].cap.tax: is not a key")]
    [InlineData("title: Nepal", "", "pack.title: a text is needed")]
    [InlineData("law: origin", "law: home", "pack.law: must be one of agreement, destination, origin, standard")]
    [InlineData("jurisdiction: NP", "jurisdiction: Nepal", "pack.jurisdiction: \"Nepal\" is not an ISO 3166-1 country")]
    [InlineData("jurisdiction: NP", "", "pack.jurisdiction: a text is needed")]
    [InlineData("rules:", "rule:", "pack.rules: a list is needed")]
    [InlineData("provision: np.fee", "provision: in.fee", "pack.rules[0].provision: must start with \"np.\"")]
    [InlineData("version: 1", "version: one", "pack.rules[0].version: a whole number is needed")]
    [InlineData("version: 1", "version: -1", "pack.rules[0].version: a whole number is needed")]
    [InlineData("citation: Act s. 1, ", "", "pack.rules[0].source.citation: a text is needed")]
    [InlineData("address: 'https://law.example/1'", "address: the gazette", "pack.rules[0].source.address: must be a web address")]
    [InlineData("address: 'https://law.example/1'", "address: 'file:///etc/law'", "pack.rules[0].source.address: must be a web address")]
    [InlineData("grade: P", "grade: X", "pack.rules[0].source.grade: must be P, P* or S")]
    [InlineData("asOf: 2026-11-24", "asOf: yesterday", "pack.rules[0].source.asOf: must be a day, month or year")]
    [InlineData("effectiveFrom: 2015-07", "effectiveFrom: 2015-7", "pack.rules[0].effectiveFrom: must be a day, month or year")]
    [InlineData("effectiveFrom: 2015-07", "effectiveUntil: 2016", "pack.rules[0].effectiveFrom: a text is needed")]
    [InlineData("effectiveFrom: 2015-07", "effectiveFrom: 2015-07\n    effectiveUntil: 2015-06", "pack.rules[0].effectiveUntil: lies before effectiveFrom")]
    [InlineData("effectiveFrom: 2015-07", "effectiveFrom: 2015-07\n    enforcedFrom: 2015-06-30", "pack.rules[0].enforcedFrom: lies before effectiveFrom")]
    [InlineData("effectiveFrom: 2015-07", "effectiveFrom: 2015-07\n    transitionUntil: 2015-06", "pack.rules[0].transitionUntil: lies before enforcedFrom")]
    [InlineData("effectiveFrom: 2015-07", "effectiveFrom: 2015-07\n    enforcedFrom: 2016\n    transitionUntil: 2015-12", "pack.rules[0].transitionUntil: lies before enforcedFrom")]
    [InlineData("effectiveFrom: 2015-07", "effectiveFrom: 2015-07\n    contested: { from: 2016 }", "pack.rules[0].contested.by: a text is needed")]
    [InlineData("decidedBy: payment", "decidedBy: luck", "pack.rules[0].decidedBy: must be one of first-payment, payment, signing")]
    [InlineData("destination: [QA]", "destination: [QA, QX]", "pack.rules[0].scope.destination: \"QX\" is not known")]
    [InlineData("occupation: \"5152\"", "occupation: \"5159\"", "pack.rules[0].scope.occupation: \"5159\" is not known")]
    [InlineData("occupation: \"5152\"", "employer: [house]", "pack.rules[0].scope.employer: \"house\" is not known")]
    [InlineData("occupation: \"5152\"", "sex: other", "pack.rules[0].scope.sex: \"other\" is not known")]
    [InlineData("occupation: \"5152\"", "jobFoundBy: state", "pack.rules[0].scope.jobFoundBy: \"state\" is not known")]
    [InlineData("occupation: \"5152\"", "endCause: rain", "pack.rules[0].scope.endCause: \"rain\" is not known")]
    [InlineData("occupation: \"5152\"", "agencyNonProfit: \"yes\"", "pack.rules[0].scope.agencyNonProfit: \"yes\" is not known")]
    [InlineData("occupation: \"5152\"", "permitClass: skilled", "pack.rules[0].scope.permitClass: \"skilled\" is not known")]
    [InlineData("occupation: \"5152\"", "visaNotified: \"false\"", "pack.rules[0].scope.visaNotified: \"false\" is not known")]
    [InlineData("occupation: \"5152\"", "destinationProhibits: \"false\"", "pack.rules[0].scope.destinationProhibits: \"false\" is not known")]
    [InlineData("occupation: \"5152\"", "age: { }", "pack.rules[0].scope.age: needs atLeast, below or both")]
    [InlineData("occupation: \"5152\"", "age: { atLeast: old }", "pack.rules[0].scope.age.atLeast: a whole number is needed")]
    [InlineData("occupation: \"5152\"", "age: 18", "pack.rules[0].scope.age: a map is needed")]
    [InlineData("include: [recruitment-fee]", "include: [fees]", "pack.rules[0].counts.include: \"fees\" is not a cost category")]
    [InlineData("include: [recruitment-fee]", "paidTo: [agency]", "pack.rules[0].counts.include: a list is needed")]
    [InlineData("exclude: [medical]", "exclude: [health]", "pack.rules[0].counts.exclude[0]: \"health\" is not a cost category")]
    [InlineData("exclude: [medical]", "exclude: [ { category: medical, paidTo: [doctor] } ]", "pack.rules[0].counts.exclude[0].paidTo: \"doctor\" is not one of")]
    [InlineData("exclude: [medical]", "exclude: [ { category: medical, onlyIfNamed: \"false\" } ]", "pack.rules[0].counts.exclude[0].onlyIfNamed: must be true, or left out")]
    [InlineData("exclude: [medical]", "paidBy: [migrant]", "pack.rules[0].counts.paidBy: \"migrant\" is not one of")]
    [InlineData("fixed: 10000.00 NPR", "fixed: 10000.001 NPR", "pack.rules[0].cap.fixed: must be an amount like 10000.00 NPR")]
    [InlineData("fixed: 10000.00 NPR", "fixed: 10000.00 NRS", "pack.rules[0].cap.fixed: must be an amount like 10000.00 NPR")]
    [InlineData("fixed: 10000.00 NPR", "fixed: 1500.5 JPY", "pack.rules[0].cap.fixed: must be an amount like 10000.00 NPR")]
    [InlineData("fixed: 10000.00 NPR", "fixed: -10000.00 NPR", "pack.rules[0].cap.fixed: must be an amount like 10000.00 NPR")]
    [InlineData("fixed: 10000.00 NPR", "fixedByDestination: { QX: 1.00 NPR }", "pack.rules[0].cap.fixedByDestination: \"QX\" is not an ISO 3166-1 country")]
    [InlineData("fixed: 10000.00 NPR", "fixedByDestination: { QA: a lot }", "pack.rules[0].cap.fixedByDestination.QA: must be an amount")]
    [InlineData("fixed: 10000.00 NPR", "percentOfFirstWage: ten", "pack.rules[0].cap.percentOfFirstWage: a decimal number is needed")]
    [InlineData("fixed: 10000.00 NPR", "percentOfFirstWage: \"-10\"", "pack.rules[0].cap.percentOfFirstWage: a decimal number is needed")]
    [InlineData("fixed: 10000.00 NPR", "monthsOfWage: { months: \"1\", wage: gross, per: contract }", "pack.rules[0].cap.monthsOfWage.wage: must be one of basic, contract")]
    [InlineData("fixed: 10000.00 NPR", "monthsOfWage: { months: \"1\", wage: basic, per: twelve-months }", "pack.rules[0].cap.monthsOfWage.partYears: is needed with twelve-months, and only there")]
    [InlineData("fixed: 10000.00 NPR", "monthsOfWage: { months: \"1\", wage: basic, per: contract, partYears: pro-rata }", "pack.rules[0].cap.monthsOfWage.partYears: is needed with twelve-months, and only there")]
    [InlineData("fixed: 10000.00 NPR", "monthsOfWage: { months: \"1\", wage: basic, per: contract, atMost: { month: 1 } }", "pack.rules[0].cap.monthsOfWage.atMost.month: is not a key")]
    [InlineData("fixed: 10000.00 NPR", "daysOfWage: { days: 45, wage: basic }", "pack.rules[0].cap.daysOfWage.daysPerMonth: a whole number is needed")]
    [InlineData("fixed: 10000.00 NPR", "daysOfWage: { days: 45, wage: basic, daysPerMonth: 0 }", "pack.rules[0].cap.daysOfWage.daysPerMonth: must be 1 or more, or unstated")]
    [InlineData("fixed: 10000.00 NPR", "perServiceYear: { unit: week, amounts: [1.00 USD] }", "pack.rules[0].cap.perServiceYear.unit: must be one of month, year")]
    [InlineData("fixed: 10000.00 NPR", "perServiceYear: { unit: month, amounts: [] }", "pack.rules[0].cap.perServiceYear: amounts must be given, in one currency")]
    [InlineData("fixed: 10000.00 NPR", "perServiceYear: { unit: month, amounts: [1.00 USD, 1.00 NPR] }", "pack.rules[0].cap.perServiceYear: amounts must be given, in one currency")]
    [InlineData("fixed: 10000.00 NPR", "stated: hearsay", "pack.rules[0].cap.stated: must be one of agreed-fee, approved-cost, job-order-maximum")]
    [InlineData("fixed: 10000.00 NPR", "lesserOf: [ none-allowed ]", "pack.rules[0].cap.lesserOf[0]: cannot stand under lesserOf")]
    [InlineData("fixed: 10000.00 NPR", "lesserOf: [ { share: { percent: \"50\", of: { perServiceYear: { unit: month, amounts: [1.00 USD] } } } } ]", "pack.rules[0].cap.lesserOf[0]: cannot stand under lesserOf")]
    [InlineData("fixed: 10000.00 NPR", "share: { percent: \"50\" }", "pack.rules[0].cap.share.of: a map is needed")]
    [InlineData("fixed: 10000.00 NPR", "choose: [ { if: { sex: female }, cap: none-allowed } ]", "pack.rules[0].cap.choose[0].if: is not a key")]
    [InlineData("fixed: 10000.00 NPR", "choose: [ { when: { sex: x }, cap: none-allowed } ]", "pack.rules[0].cap.choose[0].when.sex: \"x\" is not known")]
    [InlineData("{ fixed: 10000.00 NPR }", "{ fixed: 1.00 NPR, stated: agreed-fee }", "pack.rules[0].cap: must hold exactly one cap")]
    [InlineData("{ fixed: 10000.00 NPR }", "free", "pack.rules[0].cap: must be none-allowed or a map with one cap")]
    [InlineData("cap: { fixed: 10000.00 NPR }", "cap: none-allowed\n    receipt: required", "pack.rules[0].cap: exactly one of cap, notBefore, channel, receipt and refund is needed")]
    [InlineData("cap: { fixed: 10000.00 NPR }", "rounding: up", "pack.rules[0].cap: exactly one of cap, notBefore, channel, receipt and refund is needed")]
    [InlineData("cap: { fixed: 10000.00 NPR }", "receipt: required\n    offset: { paidBy: [employer], effect: bars }", "pack.rules[0].offset: belongs to a cap")]
    [InlineData("cap: { fixed: 10000.00 NPR }", "cap: none-allowed\n    offset: { paidBy: [employer], effect: halves }", "pack.rules[0].offset.effect: must be one of bars, reduces-agreed-fee")]
    [InlineData("cap: { fixed: 10000.00 NPR }", "cap: none-allowed\n    rounding: often", "pack.rules[0].rounding: must be one of down, nearest, up")]
    [InlineData("cap: { fixed: 10000.00 NPR }", "notBefore: monday", "pack.rules[0].notBefore: must be one of")]
    [InlineData("cap: { fixed: 10000.00 NPR }", "channel: [bank, barter]", "pack.rules[0].channel: \"barter\" is not one of")]
    [InlineData("cap: { fixed: 10000.00 NPR }", "receipt: nice", "pack.rules[0].receipt: must be \"required\"")]
    [InlineData("cap: { fixed: 10000.00 NPR }", "refund: { trigger: rain, share: unserved }", "pack.rules[0].refund.trigger: must be one of employment-ended, entered, not-deployed")]
    [InlineData("cap: { fixed: 10000.00 NPR }", "refund: { trigger: not-deployed, share: some }", "pack.rules[0].refund.share: must be unserved or { percent: … }")]
    [InlineData("cap: { fixed: 10000.00 NPR }", "refund: { trigger: not-deployed, share: unserved, withinDays: soon }", "pack.rules[0].refund.withinDays: a whole number is needed")]
    public void Each_error_is_named_with_its_place(string part, string instead, string error)
    {
        var errors = Errors(With(part, instead));
        Assert.True(errors.Any(e => e.StartsWith(error, StringComparison.Ordinal)), $"expected {error}\nbut found\n{string.Join('\n', errors)}");
    }

    [Theory]
    [InlineData(2, "2015-07", "np.fee: versions 1 and 2 overlap in time")]
    [InlineData(2, "2014", "np.fee: version 2 begins before version 1")]
    [InlineData(3, "2020", "np.fee: versions must be 1, 2, … without gaps")]
    [InlineData(1, "2020", "np.fee: versions must be 1, 2, … without gaps")]
    public void Versions_of_a_provision_follow_each_other_in_number_and_time(int version, string from, string error) =>
        Assert.Contains(Errors(AndRule(version, from)), e => e.StartsWith(error, StringComparison.Ordinal));

    [Fact]
    public void A_version_that_begins_the_day_after_the_last_is_right()
    {
        var yaml = AndRule(2, "2022-07-06").Replace("    effectiveFrom: 2015-07\n", "    effectiveFrom: 2015-07\n    effectiveUntil: 2022-07-05\n", StringComparison.Ordinal);
        Assert.Empty(Errors(yaml));
        Assert.Contains("np.fee: versions 1 and 2 overlap in time.", Errors(yaml.Replace("2022-07-06", "2022-07-05", StringComparison.Ordinal)));
    }

    [Fact]
    public void Another_provision_may_hold_at_the_same_time() => Assert.Empty(Errors(AndRule(1, "2015-07", provision: "np.other")));

    [Fact]
    public void All_errors_are_reported_together_and_no_pack_is_given()
    {
        var yaml = With("jurisdiction: NP", "jurisdiction: XX").Replace("grade: P", "grade: X", StringComparison.Ordinal)
            .Replace("fixed: 10000.00 NPR", "fixed: 1.001 NPR", StringComparison.Ordinal).Replace("decidedBy: payment", "decidedBy: x", StringComparison.Ordinal);
        var (pack, errors) = PackReader.Read(LawFiles.TreeOf(yaml), LawFiles.Codes);
        Assert.Null(pack);
        Assert.Equal(4, errors.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("just a text")]
    [InlineData("- a\n- list")]
    [InlineData("pack: np")]
    [InlineData("pack:\n  - np")]
    [InlineData("rules: [ ]")]
    [InlineData("rules: [ null, 1, [ ], { } ]")]
    public void What_is_no_pack_at_all_is_refused_without_an_exception(string yaml) => Assert.NotEmpty(Errors(yaml));

    [Fact]
    public void An_agreement_names_both_countries()
    {
        var yaml = With("law: origin", "law: agreement").Replace("jurisdiction: NP", "origin: NP\ndestination: QA", StringComparison.Ordinal);
        var pack = PackReader.Read(LawFiles.TreeOf(yaml), LawFiles.Codes).Pack!;
        Assert.Equal(("NP", "QA"), (pack.Origin, pack.Destination));
        Assert.Equal(["pack.destination: a text is needed.", "pack.destination: \"\" is not an ISO 3166-1 country."],
            Errors(yaml.Replace("\ndestination: QA", "", StringComparison.Ordinal)));
    }
}
