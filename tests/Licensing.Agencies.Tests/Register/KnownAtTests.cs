using Licensing.Api.Features.Agencies;
using Licensing.Api.Security;

namespace Licensing.Agencies.Tests.Register;

/// <summary>What the register said can be told afterwards, whatever was recorded since.</summary>
public sealed class KnownAtTests
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateOnly First = new(2024, 1, 1);

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void What_is_told_of_an_instant_is_what_was_told_at_that_instant(int seed)
    {
        // Fixed seeds: a failure can be repeated.
        var random = new Random(seed);
        for (var history = 0; history < 250; history++)
        {
            var agency = new Agency("NP", Start);
            var told = new List<(DateTime At, string Said)>();
            for (var step = 1; step <= 8; step++)
            {
                var kind = (AgencyFactKind[])[AgencyFactKind.Name, AgencyFactKind.Address];
                var at = Start.AddMinutes(step);
                agency.State(kind[random.Next(2)], $"{step}", null, First.AddDays(random.Next(6)), at, "maya");
                // What stands on the facts themselves, at this moment: the way in which the register was told then.
                told.Add((at, Told(day => agency.Facts.Where(f => f.HoldsOn(day)))));
            }

            foreach (var (at, said) in told)
                Assert.Equal(said, Told(day => agency.FactsOn(day, at)));
            Assert.Equal(Told(_ => []), Told(day => agency.FactsOn(day, Start)));
        }
    }

    [Fact]
    public void The_keys_of_the_register_are_sealed_anew_with_the_deployments_key()
    {
        var (old, next) = (new DeploymentKey(new byte[32]), new DeploymentKey([.. Enumerable.Repeat((byte)1, 32)], new DeploymentKey(new byte[32])));
        var key = new Licensing.Api.Features.Register.RegisterKey(old, Start);
        using var before = key.Open(old);
        Assert.True(key.Reseal(next));
        Assert.False(key.Reseal(next));
        using var after = key.Open(new DeploymentKey([.. Enumerable.Repeat((byte)1, 32)]));
        Assert.Equal(before.ExportSubjectPublicKeyInfo(), after.ExportSubjectPublicKeyInfo());
        key.Replace(Start);
        Assert.False(key.Reseal(next));
        Assert.Throws<InvalidOperationException>(() => key.Open(next));
    }

    private static string Told(Func<DateOnly, IEnumerable<AgencyFact>> on) =>
        string.Join('\n', Enumerable.Range(-1, 8).Select(day => string.Join(' ', on(First.AddDays(day)).OrderBy(f => f.Kind).Select(f => $"{f.Kind}={f.Value}"))));
}
