using Licensing.Api.Audit;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Returns;

/// <summary>An officer asked an agency to file a month again, and said why; the agency's next return answers it.</summary>
public sealed class PeriodReopening : IRegulated, IListed, IOwnedByAgency
{
    public const string IdPrefix = "ro";

    private PeriodReopening()
    {
    }

    public PeriodReopening(long agencyId, DateOnly period, string reason, string by, DateTime at)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (AgencyId, Period, Reason, By, At) = (agencyId, period, reason, by, at);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long AgencyId { get; private set; }

    /// <summary>First day of the month.</summary>
    public DateOnly Period { get; private set; }
    public string Reason { get; private set; } = null!;
    public string By { get; private set; } = null!;
    public DateTime At { get; private set; }

    internal sealed class Table : IEntityTypeConfiguration<PeriodReopening>
    {
        public void Configure(EntityTypeBuilder<PeriodReopening> builder)
        {
            builder.ToTable("PeriodReopenings");
            builder.Property(r => r.Reason).HasMaxLength(2000);
            builder.HasIndex(r => new { r.AgencyId, r.Period, r.Id });
        }
    }
}
