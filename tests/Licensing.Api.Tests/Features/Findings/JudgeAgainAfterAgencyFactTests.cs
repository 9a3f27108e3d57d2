using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Findings;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Tests.Features.Findings;

/// <summary>A fact that law asks about and that is recorded late is not lost on what was judged without it.</summary>
public sealed class JudgeAgainAfterAgencyFactTests(LawfulHost host)
{
    [Fact]
    public async Task The_disclosures_of_that_agency_wait_again_and_no_others()
    {
        var (agency, other) = (await host.RegisterAgencyAsync(), await host.RegisterAgencyAsync());
        await host.FileDisclosureAsync(agency, Reported.TheExample());
        await host.FileDisclosureAsync(other, Reported.TheExample());
        await host.JudgeAsync();
        await host.RecordNonProfitAsync(agency);
        var key = await host.InDatabaseAsync(db => db.Agencies.Where(a => a.PublicId == agency.Id).Select(a => a.Id).SingleAsync());

        await host.RunJobAsync<JudgeAgainAfterAgencyFactJob>(job => job.RunAsync(key, CancellationToken.None));
        Assert.Equal((1, 0), (await WaitingAsync(agency.Id), await WaitingAsync(other.Id)));

        await host.JudgeAsync();
        Assert.Equal(0, await WaitingAsync(agency.Id));
    }

    private Task<int> WaitingAsync(string agency) => host.InDatabaseAsync(db =>
        db.DisclosureVersions.CountAsync(v => v.WaitsFrom == DisclosureVersion.Always && v.Disclosure.Placement.Agency.PublicId == agency));
}
