using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Findings;

/// <summary>After these rates and settings were approved, and no worker could judge with those before them any more, every disclosure that they can
/// touch was looked at once.</summary>
/// <param name="ratesDigest">The rates, their order and staleness.</param>
/// <param name="settingsDigest">The band and the precedence of all days.</param>
/// <param name="knownAt">The instant (UTC) as of which they were held.</param>
public sealed class RateSweep(string ratesDigest, string settingsDigest, DateTime knownAt)
{
    public long Id { get; private set; }
    public string RatesDigest { get; private set; } = ratesDigest;
    public string SettingsDigest { get; private set; } = settingsDigest;
    public DateTime KnownAt { get; private set; } = knownAt;

    internal sealed class Table : IEntityTypeConfiguration<RateSweep>
    {
        public void Configure(EntityTypeBuilder<RateSweep> builder)
        {
            builder.ToTable("RateSweeps");
            builder.Property(s => s.RatesDigest).HasMaxLength(64).IsUnicode(false);
            builder.Property(s => s.SettingsDigest).HasMaxLength(64).IsUnicode(false);
        }
    }
}
