using System.Text.Json;
using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Regimes;

/// <summary>A day that the law calls by a name of another calendar, such as the end of the fiscal year.</summary>
public sealed record NamedDay(string Name, DateOnly Day);

/// <summary>The ministry's weekend, holidays and named days.</summary>
/// <param name="Weekend">May be empty.</param>
/// <param name="From">First day for which the holidays are listed, inclusive.</param>
/// <param name="Until">Last such day, inclusive. A time that runs beyond it is undetermined.</param>
public sealed record CalendarChange(IReadOnlyList<DayOfWeek> Weekend, DateOnly From, DateOnly Until, IReadOnlyList<DateOnly> Holidays, IReadOnlyList<NamedDay> NamedDays)
{
    public WorkCalendar ToCalendar() => new(Weekend, Holidays, From, Until, NamedDays.Select(d => (d.Name, d.Day)));
}

/// <summary>A calendar that two people made the ministry's; the last one made holds. Deadlines that were told before stay as they were told.</summary>
public sealed class MinistryCalendar : IRegulated, IListed
{
    public const string IdPrefix = "mc";

    private MinistryCalendar()
    {
    }

    /// <param name="reason">Why, in the words of who proposed it.</param>
    public MinistryCalendar(CalendarChange change, string proposedBy, DateTime proposedAt, string approvedBy, DateTime approvedAt, string reason)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        Days = JsonSerializer.Serialize(change, JsonSerializerOptions.Web);
        (ProposedBy, ProposedAt, ApprovedBy, ApprovedAt, Reason) = (proposedBy, proposedAt, approvedBy, approvedAt, Text.Normalise(reason));
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;

    /// <summary>JSON of <see cref="CalendarChange"/>.</summary>
    public string Days { get; private set; } = null!;

    /// <summary>Why, in the words of who proposed it.</summary>
    public string Reason { get; private set; } = null!;

    public string ProposedBy { get; private set; } = null!;
    public DateTime ProposedAt { get; private set; }
    public string ApprovedBy { get; private set; } = null!;

    /// <summary>From then on it is held (UTC).</summary>
    public DateTime ApprovedAt { get; private set; }

    public CalendarChange Read() => JsonSerializer.Deserialize<CalendarChange>(Days, JsonSerializerOptions.Web)!;

    internal sealed class Table : IEntityTypeConfiguration<MinistryCalendar>
    {
        public void Configure(EntityTypeBuilder<MinistryCalendar> builder)
        {
            builder.ToTable("MinistryCalendars");
            builder.Property(c => c.Days).HasMaxLength(StorageConventions.Unlimited);
            builder.Property(c => c.Reason).HasMaxLength(2000);
        }
    }
}

public sealed record CalendarSet(DateOnly From, DateOnly Until, int Holidays, int NamedDays);
