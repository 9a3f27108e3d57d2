using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Findings;

/// <summary>After this pack was approved, and no worker could judge with the law before it any more, every disclosure was
/// looked at once. The sweep leaves the pack alone from then on.</summary>
public sealed class LawSweep(long lawPackId)
{
    public long LawPackId { get; private set; } = lawPackId;

    internal sealed class Table : IEntityTypeConfiguration<LawSweep>
    {
        public void Configure(EntityTypeBuilder<LawSweep> builder)
        {
            builder.ToTable("LawSweeps");
            builder.HasKey(s => s.LawPackId);
            builder.Property(s => s.LawPackId).ValueGeneratedNever();
        }
    }
}
