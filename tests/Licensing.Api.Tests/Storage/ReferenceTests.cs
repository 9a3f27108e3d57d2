using Licensing.Api.Database;

namespace Licensing.Api.Tests.Storage;

public sealed class ReferenceTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    [Fact]
    public void One_wrong_character_is_always_caught()
    {
        for (var n = 0; n < 50; n++)
        {
            var reference = Reference.New("AG");
            Assert.Equal(reference, Reference.Parse(reference, "AG"));
            foreach (var at in Positions)
            {
                foreach (var wrong in Alphabet.Where(c => c != reference[at]))
                    Assert.Null(Reference.Parse(reference[..at] + wrong + reference[(at + 1)..], "AG"));
            }
        }
    }

    [Fact]
    public void Two_neighbours_that_changed_places_are_always_caught()
    {
        for (var n = 0; n < 500; n++)
        {
            var reference = Reference.New("AG");
            foreach (var (a, b) in Positions.Zip(Positions.Skip(1)).Where(p => reference[p.First] != reference[p.Second]))
            {
                var typed = reference.ToCharArray();
                (typed[a], typed[b]) = (typed[b], typed[a]);
                Assert.Null(Reference.Parse(new string(typed), "AG"));
            }
        }
    }

    [Fact]
    public void What_people_confuse_is_forgiven()
    {
        string reference;
        do
            reference = Reference.New("AG");
        while (!reference.Contains('0') || !reference.Contains('1'));
        Assert.Equal(reference, Reference.Parse(reference.ToLowerInvariant().Replace('0', 'o').Replace('1', 'l').Replace("-", " ", StringComparison.Ordinal), "AG"));
    }

    [Theory]
    [InlineData("  Himal   Overseas\t", "Himal Overseas", "himal overseas")]
    [InlineData("E\u0301verest", "\u00c9verest", "everest")]
    [InlineData("Ｈｉｍａｌ", "Ｈｉｍａｌ", "himal")]
    [InlineData("काठमाडौं", "काठमाडौं", "काठमाडौं")]
    public void Text_is_made_equal_when_it_is_written(string typed, string stored, string folded)
    {
        Assert.Equal(stored, Text.Normalise(typed));
        Assert.Equal(folded, Text.Fold(typed));
    }

    [Fact]
    public void Today_is_the_day_of_the_ministry()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 3, 31, 18, 15, 0, TimeSpan.Zero));
        Assert.Equal(new DateOnly(2026, 4, 1), new Ministry { TimeZone = "Asia/Kathmandu" }.Today(clock));
        Assert.Equal(new DateOnly(2026, 3, 31), new Ministry { TimeZone = "Asia/Dubai" }.Today(clock));
    }

    // Behind the prefix and between the hyphens: AG-7K2M9P-X.
    private static IEnumerable<int> Positions => [3, 4, 5, 6, 7, 8, 10];
}
