using Licensing.Rules.Licences;

namespace Licensing.Rules.Tests.Licences;

public class LicenceEndTests
{
    private static readonly DateTime Now = new(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static DateOnly Day(string text) => DateOnly.Parse(text);
    private static readonly TermBegun Term = new("term", Day("2024-01-01"), Day("2025-12-31"), TermKind.Grant, false, default);

    private static DateOnly? LastDay(string day, params LicenceFact[] facts) => LicenceEnd.LastDay([Term, .. facts], Day(day), Now);

    [Theory]
    [InlineData("2025-12-31", null)]
    [InlineData("2026-01-01", "2025-12-31")]
    [InlineData("2026-06-01", "2025-12-31")]
    public void A_term_ends_with_its_last_day(string day, string? last) => Assert.Equal(last is null ? null : Day(last), LastDay(day));

    [Theory]
    [InlineData("2025-05-31", null)]
    [InlineData("2025-06-01", "2025-05-31")]
    [InlineData("2026-06-01", "2025-05-31")]       // its term would have ended later
    public void What_is_revoked_ended_the_day_before(string day, string? last) =>
        Assert.Equal(last is null ? null : Day(last), LastDay(day, new RevocationOrdered("r", Day("2025-06-01"), default)));

    [Fact]
    public void What_is_revoked_after_it_expired_ended_when_it_expired() => Assert.Equal(Day("2025-12-31"), LastDay("2026-03-01", new RevocationOrdered("r", Day("2026-02-01"), default)));

    [Fact]
    public void What_is_renewed_later_has_not_ended() => Assert.Null(LastDay("2026-01-15", new TermBegun("next", Day("2026-02-01"), Day("2027-01-31"), TermKind.LateRenewal, false, default)));

    [Fact]
    public void A_revocation_that_is_stayed_ends_nothing() =>
        Assert.Null(LastDay("2025-07-01", new RevocationOrdered("r", Day("2025-06-01"), default), new MeasureStayed("s", "r", Day("2025-06-15"), null, default)));

    [Fact]
    public void What_was_never_granted_has_not_ended() => Assert.Null(LicenceEnd.LastDay([], Day("2026-01-01"), Now));
}
