using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Findings;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Tests.Features.Findings;

/// <summary>What was judged by another engine waits again after the start.</summary>
public sealed class JudgeAgainAfterUpgradeTests(LawfulHost host)
{
    [Fact]
    public async Task Only_what_was_judged_by_another_engine_waits_again()
    {
        var (agency, other) = (await host.RegisterAgencyAsync(), await host.RegisterAgencyAsync());
        await host.FileDisclosureAsync(agency, Reported.TheExample());
        await host.FileDisclosureAsync(other, Reported.TheExample());
        await host.JudgeAsync();
        await host.RunJobAsync<JudgeAgainAfterUpgradeJob>(job => job.RunAsync(CancellationToken.None));
        Assert.Equal((0, 0), (await WaitingAsync(agency.Id), await WaitingAsync(other.Id)));

        await host.InDatabaseAsync(db => db.DisclosureVersions.Where(v => v.Disclosure.Placement.Agency.PublicId == agency.Id).ExecuteUpdateAsync(set => set.SetProperty(v => v.EngineVersion, "former")));
        await host.RunJobAsync<JudgeAgainAfterUpgradeJob>(job => job.RunAsync(CancellationToken.None));
        Assert.Equal((1, 0), (await WaitingAsync(agency.Id), await WaitingAsync(other.Id)));

        await host.JudgeAsync();
        Assert.Equal(0, await WaitingAsync(agency.Id));
    }

    private Task<int> WaitingAsync(string agency) => host.InDatabaseAsync(db =>
        db.DisclosureVersions.CountAsync(v => v.WaitsFrom == DisclosureVersion.Always && v.Disclosure.Placement.Agency.PublicId == agency));
}
