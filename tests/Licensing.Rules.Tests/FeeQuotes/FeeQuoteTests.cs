using System.Text.RegularExpressions;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.FeeQuotes;
using Licensing.Rules.Tests.Agreements;
using Licensing.Rules.Tests.Law;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.FeeQuotes;

/// <summary>What a worker is told before paying is what the engine judges afterwards.</summary>
public class FeeQuoteTests
{
    private static readonly RuleBook Law = new(LawFiles.Packs.Values.SelectMany(p => p.Rules));
    private static readonly RateTable Rates = new(
    [
        new("NPR", new(2010, 1, 1), new(2030, 12, 31), 133, RateKind.Daily, "a central bank", false),
        new("MMK", new(2010, 1, 1), new(2030, 12, 31), 2100, RateKind.Peg, "a central bank", false),
    ]);
    private static readonly LawContext Context = new(LawFiles.Codes, Rates, JudgeSettings.Default);
    private static readonly MessageCatalogue English = EnglishMessages.Catalogue(LawFiles.Codes);

    private static FeeQuestion Ask(string origin, string destination, string on, string currency, string? occupation = "7112", string? wage = null, int? months = 24, EmployerKind employer = EmployerKind.Company) =>
        new(origin, destination, occupation, wage is null ? null : Money(wage), months, DateOnly.Parse(on), currency) { Employer = employer, Sex = Sex.Male, Age = 30 };

    private static Money Money(string text) => Rules.Values.Money.TryParse(text, LawFiles.Codes, out var money) ? money : throw new FormatException(text);
    private static FeeQuote Quote(FeeQuestion question) => FeeQuote.For(question, Law, Context);
    private static QuoteLine Line(FeeQuote quote, string category, Role payee = Role.Agency) => quote.Lines.Single(l => l.Category == category && l.Payees.Contains(payee));
    private static CheckedItem Check(FeeQuestion question, string category, string amount, Role payee = Role.Agency) =>
        Assert.Single(FeeCheck.Of(question, [new("a", category, Money(amount), payee)], Law, Context));

    private static readonly FeeQuestion NepalQatar = Ask("NP", "QA", "2026-11-30", "NPR", wage: "1000.00 QAR");

    [Fact]
    public void Every_cost_and_payee_has_its_line()
    {
        var quote = Quote(NepalQatar);
        foreach (var category in LawFiles.Codes.Categories)
            Assert.Equal([Role.Agency, Role.PartnerAgency, Role.SubAgent, Role.State, Role.Clinic, Role.Other], quote.Lines.Where(l => l.Category == category).SelectMany(l => l.Payees).Order());
        Assert.All(quote.Lines, l => Assert.True(l.Limits.Length > 0, l.Category));
    }

    [Fact]
    public void A_service_fee_from_Nepal_to_Qatar_has_amount_day_channel_receipt_refund_and_source()
    {
        var line = Line(Quote(NepalQatar), "recruitment-fee.service");
        Assert.Equal((QuoteWord.AtMost, Money("10000.00 NPR")), (line.Word, line.AtMost));
        Assert.Contains(line.Limits, l => l.Rule is { Provision: "np.service-fee", Version: 2 } && l.Rule.Source.GradeText == "S");
        Assert.Superset(new HashSet<string> { "np.visa-notice", "np.channel", "np.receipt", "np.refund-not-sent" }, line.Duties.Select(d => d.Rule.Provision).ToHashSet());
        Assert.Contains(line.Duties, d => English.Say(d.Sentence).StartsWith("Pay nothing of it before this: you have notice that the visa is issued.", StringComparison.Ordinal));
        Assert.Contains(line.Duties, d => English.Say(d.Sentence).StartsWith("If this happens: you are not sent, all of it must be given back within 30 days, with 25 percent a year.", StringComparison.Ordinal));
        Assert.Equal(QuoteWord.NotAllowed, Line(Quote(NepalQatar), "administrative.visa").Word);
    }

    [Theory]
    [InlineData("10000.00 NPR", CheckWord.Allowed)]         // equal to the cap
    [InlineData("10000.01 NPR", CheckWord.NotAllowed)]      // one paisa more
    [InlineData("0.01 NPR", CheckWord.Allowed)]
    public void The_cap_is_the_boundary(string amount, CheckWord word) => Assert.Equal(word, Check(NepalQatar, "recruitment-fee.service", amount).Word);

    [Theory]
    [InlineData("2015-06-30", "70000.00 NPR")]              // the decision before July 2015
    [InlineData("2015-07-01", "70000.00 NPR")]
    [InlineData("2015-07-15", null)]                        // the day in July is not known
    [InlineData("2015-07-31", "10000.00 NPR")]
    [InlineData("2015-08-01", "10000.00 NPR")]
    public void The_day_decides_in_Nepal_in_2015(string on, string? most) =>
        Assert.Equal(most is null ? null : Money(most), Line(Quote(Ask("NP", "QA", on, "NPR")), "recruitment-fee.service").AtMost);

    [Theory]
    [InlineData("2017-12-13", "20000.00 INR")]              // 45 days' wages, at most 20,000
    [InlineData("2017-12-14", "30000.00 INR")]
    [InlineData("2017-12-15", "30000.00 INR")]
    public void The_day_decides_in_India_in_2017(string on, string most) =>
        Assert.Equal(Money(most), Line(Quote(Ask("IN", "KW", on, "INR", wage: "50000.00 INR")), "recruitment-fee.service").AtMost);

    [Theory]
    [InlineData("2022-07-05", "160000.00 BDT")]
    [InlineData("2022-07-06", "78990.00 BDT")]
    public void The_day_decides_from_Bangladesh_to_Malaysia_in_2022(string on, string most)
    {
        var line = Line(Quote(Ask("BD", "MY", on, "BDT")), "recruitment-fee.service");
        Assert.Contains(line.Limits, l => l.Law == LawSide.Origin && l.AtMost == Money(most));
    }

    [Theory]
    [InlineData("2022-02-01", QuoteWord.Open)]
    [InlineData("2022-02-02", QuoteWord.NotAllowed)]
    public void The_first_day_of_the_law_of_the_Emirates_decides(string on, QuoteWord word) =>
        Assert.Equal(word, Line(Quote(Ask("KE", "AE", on, "KES")), "recruitment-fee.service", Role.PartnerAgency).Word);

    [Theory]
    [InlineData("2019-09-11", false)]                       // signed, not in force yet
    [InlineData("2019-09-12", true)]
    public void An_agreement_tells_who_bears_a_cost_from_the_day_on_which_it_is_in_force(string on, bool told)
    {
        var line = Line(FeeQuote.For(Ask("NP", "MY", on, "NPR"), Law, Context, [.. AgreementFiles.All.Values]), "administrative.visa");
        Assert.Equal(told ? [Role.Employer] : [], line.BorneBy.Select(b => b.Who));
        if (told) Assert.StartsWith("By the agreement of both countries it is borne by the employer.", English.Say(line.BorneBy[0].Sentence), StringComparison.Ordinal);
    }

    [Fact]
    public void What_stays_with_the_worker_is_said_and_is_no_limit()
    {
        var line = Line(FeeQuote.For(Ask("BD", "MY", "2023-01-01", "BDT"), Law, Context, AgreementFiles.All["bd-my-2021"]), "insurance.welfare-fund", Role.State);
        Assert.Equal(Role.Worker, Assert.Single(line.BorneBy).Who);
        Assert.NotEqual(QuoteWord.NotAllowed, line.Word);
    }

    /// <summary>A quote is asked by anybody, so what it costs is told.</summary>
    [Fact]
    public void A_quote_takes_little()
    {
        Quote(NepalQatar);
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        for (var i = 0; i < 10; i++) Quote(NepalQatar);
        var each = System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalMilliseconds / 10;
        TestContext.Current.TestOutputHelper?.WriteLine($"{each:F0} ms for a quote");
        Assert.True(each < 2_000, $"{each} ms");
    }

    [Fact]
    public void Silence_of_a_law_is_said_and_never_allows()
    {
        var quote = Quote(Ask("NP", "JP", "2026-11-30", "NPR"));
        var line = Line(quote, "recruitment-fee.service");
        Assert.Equal(QuoteWord.Open, line.Word);
        Assert.Contains(LawSide.Destination, line.SilentLaws);
        Assert.Contains(line.Limits, l => English.Say(l.Sentence).EndsWith("That does not make it allowed.", StringComparison.Ordinal));
        Assert.Equal(CheckWord.Open, Check(Ask("NP", "JP", "2026-11-30", "NPR"), "recruitment-fee.service", "1.00 NPR").Word);
        Assert.True(quote.AllIn.OpenCosts > 0);
    }

    [Fact]
    public void A_contested_rule_leaves_the_cost_open() => Assert.Contains(
        Line(Quote(Ask("ID", "HK", "2025-02-01", "IDR", occupation: "9111", employer: EmployerKind.Household)), "administrative.visa").Limits, l => l is { Law: LawSide.Origin, Word: QuoteWord.Open, Because: "contested" });

    [Fact]
    public void A_rule_in_transition_is_not_a_prohibition_yet() => Assert.Contains(
        Line(Quote(Ask("ID", "HK", "2021-03-01", "IDR", occupation: "9111", employer: EmployerKind.Household)), "administrative.visa").Limits, l => l is { Law: LawSide.Origin, Word: QuoteWord.Open, Because: "not-enforced" });

    [Fact]
    public void A_missing_wage_is_named()
    {
        var line = Line(Quote(Ask("PH", "HK", "2018-01-01", "PHP")), "recruitment-fee.service");
        Assert.Contains(line.Limits, l => l is { Word: QuoteWord.Open, Because: "missing-fact" } && l.Sentence.Arguments.ContainsKey("fact"));
    }

    [Fact]
    public void The_sum_counts_a_shared_limit_once()
    {
        // One ceiling over all of it: the sum is the ceiling, not a ceiling for each cost.
        var quote = Quote(Ask("BD", "SG", "2018-01-15", "BDT"));
        Assert.True(quote.Lines.Count(l => l.Limits.Any(x => x.Rule?.Provision == "bd.ceiling" && x.Word == QuoteWord.AtMost)) > 10);
        Assert.NotNull(quote.AllIn.AtMost);
        Assert.InRange(quote.AllIn.AtMost!.Value.AmountMinor, 26_227_000, 2 * 26_227_000);
    }

    [Fact]
    public void The_sum_is_in_the_workers_currency_with_the_rate_that_was_used()
    {
        var dollars = Quote(Ask("MM", "TH", "2024-03-01", "USD"));
        Assert.Equal((Money("142.85 USD"), "MMK"), (dollars.AllIn.AtMost, Assert.Single(dollars.AllIn.Rates).Currency));       // 300,000 / 2,100, cut
        Assert.Contains(dollars.AllIn.Sentences, s => English.Say(s) == "MMK 2100 is one US dollar (a central bank, fixed rate, from 2010-01-01 until 2030-12-31).");
        var unknown = Quote(Ask("MM", "TH", "2024-03-01", "EUR")).AllIn;
        Assert.Null(unknown.AtMost);
        Assert.Contains(unknown.Sentences, s => s.Key == "quote.all-in-unknown");
    }

    [Fact]
    public void Items_that_share_a_limit_are_judged_together()
    {
        var items = FeeCheck.Of(NepalQatar, [new("a", "recruitment-fee.service", Money("6000.00 NPR"), Role.Agency), new("b", "recruitment-fee.service.promotion", Money("4000.01 NPR"), Role.Agency),
            new("c", "administrative.visa", Money("1.00 NPR"), Role.Agency), new("d", "medical.examination.home", Money("1.00 NPR"), Role.Clinic), new("e", "illegitimate.bribe", Money("1.00 NPR"), Role.Broker)], Law, Context);
        Assert.Equal([("a", CheckWord.NotAllowed), ("b", CheckWord.NotAllowed), ("c", CheckWord.NotAllowed), ("d", CheckWord.Open), ("e", CheckWord.NotAllowed)], items.Select(i => (i.Item.Id, i.Word)));
        Assert.Contains("NPR 0.01 too much of at most NPR 10,000.00", English.Say(items[0].Sentences[0]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_receipt_and_a_wrong_channel_are_not_allowed_and_unknown_ones_are_hints()
    {
        CheckedItem Asked(Channel? channel, bool? receipt) => Assert.Single(FeeCheck.Of(NepalQatar, [new("a", "recruitment-fee.service", Money("1.00 NPR"), Role.Agency, null, channel, receipt)], Law, Context));
        Assert.Equal(CheckWord.Allowed, Asked(Channel.Bank, true).Word);
        Assert.Equal(CheckWord.NotAllowed, Asked(Channel.Bank, false).Word);
        Assert.Equal(CheckWord.NotAllowed, Asked(Channel.Cash, true).Word);
        Assert.Contains(Asked(null, null).Sentences, s => s.Key == "check.hint");
    }

    public static TheoryData<string, string, string, string, string> Corridors() => new()
    {
        { "NP", "QA", "NPR", "7112", "2026-11-30" }, { "NP", "MY", "NPR", "8211", "2024-05-05" }, { "BD", "MY", "BDT", "8211", "2023-01-01" }, { "BD", "SA", "BDT", "9313", "2018-06-01" },
        { "IN", "SA", "INR", "9111", "2020-02-02" }, { "ID", "MY", "MYR", "9111", "2023-02-02" }, { "PH", "SA", "SAR", "9111", "2016-06-01" }, { "VN", "TW", "TWD", "8153", "2023-01-01" },
        { "MM", "TH", "MMK", "8153", "2024-05-05" }, { "LK", "SA", "LKR", "9111", "2016-01-01" }, { "ET", "SA", "ETB", "9111", "2025-09-01" }, { "UG", "AE", "UGX", "5414", "2024-01-01" },
    };

    /// <summary>At the quoted limit the engine finds no breach of that limit, one minor unit above it does; where nothing is allowed the
    /// least coin breaks the law; what is open is not a breach.</summary>
    [Theory]
    [MemberData(nameof(Corridors))]
    public void What_is_quoted_is_what_is_judged(string origin, string destination, string currency, string occupation, string on)
    {
        var question = Ask(origin, destination, on, currency, occupation, wage: $"{(currency is "UGX" ? "1000" : "1000.00")} {currency}", employer: occupation == "9111" ? EmployerKind.Household : EmployerKind.Company);
        var quote = Quote(question);
        var compared = 0;
        foreach (var line in quote.Lines)
            foreach (var payee in line.Payees)
            {
                CheckWord At(long minor) => Assert.Single(FeeCheck.Of(question, [new("a", line.Category, new(minor, currency), payee, Channel: Channel.Bank, Receipt: true)], Law, Context)).Word;
                if (line.Word == QuoteWord.NotAllowed) Assert.True(At(1) == CheckWord.NotAllowed, $"{line.Category} to {payee}");
                if (line.Word == QuoteWord.Open) Assert.True(At(1) == CheckWord.Open, $"{line.Category} to {payee}");
                // By time an item needs its own time; another currency has no neighbouring minor unit.
                if (line.Word != QuoteWord.AtMost || line.AtMost is not { } most || line.Limits.Any(l => l.Sentence.Key == "quote.at-most-period" || (l.AtMost is { } m && m.Currency != currency))) continue;
                Assert.True(At(most.AmountMinor) != CheckWord.NotAllowed, $"{line.Category} to {payee} at {most}");
                var above = At(most.AmountMinor + 1);
                Assert.True(line.Limits.Any(l => l is { Word: QuoteWord.AtMost, Because: not null }) ? above != CheckWord.Allowed : above == CheckWord.NotAllowed, $"{line.Category} to {payee} above {most}: {above}");
                compared++;
            }
        TestContext.Current.TestOutputHelper?.WriteLine($"{origin} to {destination}: {quote.Lines.Length} lines, {compared} limits compared, all-in {quote.AllIn.AtMost}, {quote.AllIn.OpenCosts} costs open");
        // Every sentence can be said: nothing is left of keys and arguments.
        foreach (var sentence in quote.Lines.SelectMany(l => l.Limits.Select(x => x.Sentence).Concat(l.Duties.Select(d => d.Sentence))).Concat(quote.AllIn.Sentences).Select(English.Say))
            Assert.False(Regex.IsMatch(sentence, @"[@{}\[\]?]|\b(cost|cause|because|payee|event|trigger|channel|share|law|kind|unit|quote|check)\.[a-z]"), sentence);
    }
}
