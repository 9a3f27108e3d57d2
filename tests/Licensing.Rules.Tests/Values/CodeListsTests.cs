using Licensing.Rules.Tests.Law;

namespace Licensing.Rules.Tests.Values;

public class CodeListsTests
{
    [Fact]
    public void There_are_249_countries_and_Namibia_is_one_of_them()
    {
        Assert.Equal(249, LawFiles.Codes.Countries.Count);
        Assert.Equal("Namibia", LawFiles.Codes.Countries["NA"]);
        Assert.All(LawFiles.Codes.Countries, c => Assert.Matches("^[A-Z]{2}$", c.Key));
    }

    [Fact]
    public void There_are_619_occupations_and_every_one_has_its_parents()
    {
        Assert.Equal(619, LawFiles.Codes.Occupations.Count);
        Assert.All(LawFiles.Codes.Occupations, o => Assert.Matches("^[0-9]{1,4}$", o));
        Assert.All(LawFiles.Codes.Occupations.Where(o => o.Length > 1), o => Assert.True(LawFiles.Codes.Occupations.Contains(o[..^1]), o));
        Assert.Contains("0110", LawFiles.Codes.Occupations.AsEnumerable());
    }

    [Theory]
    [InlineData("JPY", 0)]
    [InlineData("VND", 0)]
    [InlineData("USD", 2)]
    [InlineData("NPR", 2)]
    [InlineData("KWD", 3)]
    [InlineData("BHD", 3)]
    [InlineData("JOD", 3)]
    public void A_currency_has_its_own_number_of_decimals(string currency, int digits) => Assert.Equal(digits, LawFiles.Codes.MinorUnits[currency]);

    [Theory]
    [InlineData("recruitment-fee", true)]
    [InlineData("recruitment-fee.service", true)]
    [InlineData("recruitment-fee.service.placement", true)]
    [InlineData("recruitment", false)]
    [InlineData("recruitment-fee.", false)]
    [InlineData("recruitment-fee.service.nonsense", false)]
    [InlineData("", false)]
    public void A_rule_may_name_a_group_a_kind_or_a_detail_and_nothing_else(string code, bool known) =>
        Assert.Equal(known, LawFiles.Codes.IsCategoryOrGroup(code));

    [Fact]
    public void Every_detail_has_its_kind_in_the_list() => Assert.All(LawFiles.Codes.Categories.Where(c => c.Split('.').Length == 3),
        c => Assert.True(LawFiles.Codes.Categories.Contains(c[..c.LastIndexOf('.')]), c));
}
