namespace Licensing.Api.Tests.Contract;

public sealed class DeprecationTests(ServiceHost host)
{
    [Fact]
    public async Task What_goes_says_so_with_the_day_and_what_to_use_instead_in_answers_and_refusals()
    {
        using var answered = await host.Officer.GetAsync("/v1/flag-thresholds");
        using var refused = await host.Public.GetAsync("/v1/flag-thresholds");
        Assert.Equal((200, 401), ((int)answered.StatusCode, (int)refused.StatusCode));
        foreach (var answer in (HttpResponseMessage[])[answered, refused])
        {
            // 2026-12-01 and 2027-07-01, both at midnight UTC.
            Assert.Equal("@1796083200", answer.Headers.GetValues("Deprecation").Single());
            Assert.Equal("Thu, 01 Jul 2027 00:00:00 GMT", answer.Headers.GetValues("Sunset").Single());
            Assert.Equal("</v1/settings/flags.thresholds>; rel=\"successor-version\"", answer.Headers.GetValues("Link").Single());
        }
    }

    [Fact]
    public async Task What_stays_says_nothing()
    {
        using var answer = await host.Officer.GetAsync("/v1/settings/flags.thresholds");
        Assert.False(answer.Headers.Contains("Deprecation") || answer.Headers.Contains("Sunset"));
    }
}
