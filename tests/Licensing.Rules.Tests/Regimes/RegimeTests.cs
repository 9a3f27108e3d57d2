using System.Text.Json;
using System.Text.RegularExpressions;
using Licensing.Rules.Licences;
using Licensing.Rules.Tests.Law;

namespace Licensing.Rules.Tests.Regimes;

public class RegimeTests
{
    private static readonly DateOnly Day = new(2026, 11, 24);

    public static TheoryData<string> Names() => [.. RegimeFiles.Paths().Select(p => Path.GetFileNameWithoutExtension(p))];

    private static string Word(RegimeQuestion question) => JsonNamingPolicy.KebabCaseLower.ConvertName(question.ToString());

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_regime_reads_without_error_and_is_named_like_its_file(string name)
    {
        var regime = RegimeFiles.All[name];
        Assert.Equal(name, regime.Name);
        Assert.StartsWith(regime.Jurisdiction, name.ToUpperInvariant(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_twelve_countries_of_the_first_release_are_there() =>
        Assert.Superset(new HashSet<string> { "ID", "NP", "IN", "VN", "LK", "SG", "KE", "UG", "GH", "AE", "QA", "ET" }, RegimeFiles.All.Values.Select(r => r.Jurisdiction).ToHashSet());

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_question_is_answered_or_said_to_be_not_known(string name)
    {
        var regime = RegimeFiles.All[name];
        Assert.All(Enum.GetValues<RegimeQuestion>(), q => Assert.True(regime.Statements.ContainsKey(q) || regime.NotKnown.ContainsKey(q), Word(q)));
        Assert.All(Enum.GetValues<RegimeQuestion>().Select(q => regime.Answer(q, Day)), a => Assert.False(string.IsNullOrWhiteSpace(a.Value is null ? a.Note : "known")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_reading_page_has_what_is_known_and_ends_with_what_is_not(string name)
    {
        var regime = RegimeFiles.All[name];
        var page = File.ReadAllText(Path.Combine(LawFiles.Root, "docs", "rules", "licences", name + ".md"));
        var headings = Regex.Matches(page, "^## (.+)$", RegexOptions.Multiline).Select(m => m.Groups[1].Value).ToList();
        Assert.Equal("Not known", headings[^1]);
        Assert.Equal(regime.Statements.Keys.Order().Select(Word), headings[..^1]);
        var end = page[page.IndexOf("## Not known\n", StringComparison.Ordinal)..];
        Assert.Equal(regime.NotKnown.Keys.Order().Select(Word), Regex.Matches(end, @"^- ([a-z-]+): .", RegexOptions.Multiline).Select(m => m.Groups[1].Value));
    }

    [Fact]
    public void Every_step_says_what_it_needs() => Assert.All(Enum.GetValues<LicensingStep>(), s => Assert.NotEmpty(s.Needs()));

    [Fact]
    public void Every_question_is_needed_by_a_step() =>
        Assert.Equal(Enum.GetValues<RegimeQuestion>(), Enum.GetValues<LicensingStep>().SelectMany(s => s.Needs()).Distinct().Order());

    [Fact]
    public void A_setting_of_the_ministry_fills_what_is_missing_from_its_day_on()
    {
        var regime = RegimeFiles.All["np"];
        RegimeSetting sharing = new(RegimeQuestion.DepositSharing, Day, Day.AddDays(9), new SharingRule(SharingMethod.ProRata, []), "Order 1");
        RegimeSetting counting = new(RegimeQuestion.DayCounting, Day, null, new DayCountingRule(false, true), "Order 2");
        RegimeSetting onDefault = new(RegimeQuestion.DepositDefault, Day, null, new DepositDefaultRule(DepositDefault.LicenceStops), "Order 3");
        IEnumerable<RegimeQuestion> Missing(int days, params RegimeSetting[] set) => regime.Missing(LicensingStep.DrawDeposit, Day.AddDays(days), set).Select(a => a.Question);
        RegimeQuestion[] all = [RegimeQuestion.DepositSharing, RegimeQuestion.DepositDefault, RegimeQuestion.DayCounting];
        Assert.Equal(all, Missing(0));
        Assert.Empty(Missing(0, sharing, counting, onDefault));
        Assert.Equal(all, Missing(-1, sharing, counting, onDefault));
        Assert.Empty(Missing(9, sharing, counting, onDefault));
        Assert.Equal([RegimeQuestion.DepositSharing], Missing(10, sharing, counting, onDefault));
    }

    [Fact]
    public void A_setting_goes_before_the_file_and_the_later_before_the_earlier()
    {
        var regime = RegimeFiles.All["np"];
        RegimeSetting Top(int days, DateOnly from) => new(RegimeQuestion.DepositTopUp, from, null, new TimeAllowed(new(days, PeriodUnit.Days)), $"Order {days}");
        int? Days(params RegimeSetting[] settings) => regime.Answer(RegimeQuestion.DepositTopUp, Day, settings).As<TimeAllowed>()?.Period.Number;
        Assert.Equal(15, Days());
        Assert.Equal(20, Days(Top(20, Day.AddDays(-1))));
        Assert.Equal(30, Days(Top(30, Day), Top(20, Day.AddDays(-1))));
        Assert.Equal(20, Days(Top(30, Day.AddDays(1)), Top(20, Day.AddDays(-1))));
        Assert.True(regime.Answer(RegimeQuestion.DepositTopUp, Day, [Top(20, Day)]).SetByMinistry);
    }

    [Theory]
    [InlineData("np", "2025-07-30", "DateInDoubt")]      // "by 2025-07": since when is not shown
    [InlineData("np", "2025-07-31", "Known")]
    [InlineData("et", "2025-08-13", "Known")]            // last day of the old law
    [InlineData("et", "2025-08-14", "NotKnown")]         // first day of the new one, which was not seen to speak of it
    public void The_day_decides_what_is_known(string name, string day, string expected)
    {
        var question = name == "np" ? RegimeQuestion.DepositTopUp : RegimeQuestion.DepositRelease;
        Assert.Equal(expected, RegimeFiles.All[name].Answer(question, DateOnly.Parse(day)).State.ToString());
    }
}
