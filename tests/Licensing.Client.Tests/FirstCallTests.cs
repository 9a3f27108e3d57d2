namespace Licensing.Client.Tests;

/// <summary>One call of each kind.</summary>
public sealed class FirstCallTests(ClientHost host)
{
    [Fact]
    public async Task The_public_asks_without_signing_in()
    {
        var wire = new Wire();
        var licensing = host.Connect(wire);
        var agency = await licensing.Agencies.ReadAgencyAsync(host.Agency.Id);
        Assert.Equal(host.Agency.ETag, agency.ETag);
        Assert.Null(Assert.Single(wire.Sent).Token);
    }

    [Fact]
    public async Task A_client_signs_in_and_changes_what_it_has_read()
    {
        var licensing = host.Connect(new Wire(), host.Ministry);
        var agency = await licensing.Agencies.RegisterAgencyAsync(new() { Name = "Sample Agency Jasmine", Country = "NP", From = new DateOnly(2024, 1, 1) });
        var changed = await licensing.Agencies.RecordAgencyFactAsync(agency.Id, new() { Kind = AgencyFactKind.Address, Value = "Kathmandu", From = new DateOnly(2025, 1, 1) }, agency.ETag);
        Assert.NotEqual(agency.ETag, changed.ETag);
        var refused = await Assert.ThrowsAsync<LicensingProblemException>(() =>
            licensing.Agencies.RecordAgencyFactAsync(agency.Id, new() { Kind = AgencyFactKind.Address, Value = "Patan", From = new DateOnly(2025, 2, 1) }, agency.ETag));
        Assert.Equal(ProblemCodes.VersionStale, refused.Code);
    }
}
