using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Agencies;

public enum ForeignRegistrationState
{
    /// <summary>Filed; the ministry has not looked yet.</summary>
    Filed,

    /// <summary>The ministry has confirmed it; the register shows it.</summary>
    Confirmed,

    /// <summary>The ministry did not find it so.</summary>
    Refused,
}

/// <summary>A licence or registration that an agency holds from another state's authority. The public sees it once the ministry has
/// confirmed it.</summary>
public sealed class ForeignRegistration : IRegulated, IVersioned, IListed, IOwnedByAgency
{
    public const string IdPrefix = "fr";
    public const int MaxReasonLength = 2000;

    private ForeignRegistration()
    {
    }

    /// <param name="country">ISO 3166-1 alpha-2, of the authority.</param>
    /// <param name="until">Last day, inclusive; null: no end is known.</param>
    public ForeignRegistration(Agency agency, string country, string authority, string number, DateOnly from, DateOnly? until, DateTime recordedAt, string recordedBy)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Agency, AgencyId, Country, From, Until) = (agency, agency.Id, country, from, until);
        (Authority, Number) = (Text.Normalise(authority), Text.Normalise(number));
        (RecordedAt, RecordedBy) = (recordedAt, recordedBy);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long AgencyId { get; private set; }
    public Agency Agency { get; private set; } = null!;
    public string Country { get; private set; } = null!;
    public string Authority { get; private set; } = null!;
    public string Number { get; private set; } = null!;

    /// <summary>First day, inclusive.</summary>
    public DateOnly From { get; private set; }

    /// <summary>Last day, inclusive, as on its papers; null: no end is known.</summary>
    public DateOnly? Until { get; private set; }

    /// <summary>First day on which it holds no longer, where it ended before its last day.</summary>
    public DateOnly? To { get; private set; }

    public DateTime RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = null!;
    public DateTime? DecidedAt { get; private set; }
    public string? DecidedBy { get; private set; }
    public ForeignRegistrationState State { get; private set; }
    public string? RefusalReason { get; private set; }
    public DateTime? EndRecordedAt { get; private set; }
    public long Version { get; private set; }

    public void Confirm(DateTime at, string by) => (State, DecidedAt, DecidedBy) = (ForeignRegistrationState.Confirmed, at, by);

    public void Refuse(string reason, DateTime at, string by) =>
        (State, RefusalReason, DecidedAt, DecidedBy) = (ForeignRegistrationState.Refused, Text.Normalise(reason), at, by);

    /// <param name="to">First day on which it holds no longer.</param>
    public void End(DateOnly to, DateTime at) => (To, EndRecordedAt) = (to, at);

    /// <summary>Last day, inclusive, as it was known at an instant (UTC).</summary>
    public DateOnly? LastDayKnownAt(DateTime knownAt) => EndRecordedAt <= knownAt && To!.Value.AddDays(-1) is var last && (Until is null || last < Until) ? last : Until;

    /// <summary>Whether the public is told of it on a day, as it was known at an instant (UTC).</summary>
    public bool IsShownOn(DateOnly day, DateTime knownAt) =>
        State == ForeignRegistrationState.Confirmed && DecidedAt <= knownAt && From <= day && (LastDayKnownAt(knownAt) is not { } last || day <= last);

    internal sealed class Table : IEntityTypeConfiguration<ForeignRegistration>
    {
        public void Configure(EntityTypeBuilder<ForeignRegistration> builder)
        {
            builder.ToTable("ForeignRegistrations");
            builder.Property(r => r.Country).HasMaxLength(2).IsUnicode(false);
            builder.Property(r => r.RefusalReason).HasMaxLength(MaxReasonLength);
            builder.HasOne(r => r.Agency).WithMany().HasForeignKey(r => r.AgencyId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

public sealed record ForeignRegistrationFiled(string AgencyId, string Country, DateOnly From, DateOnly? Until);
public sealed record ForeignRegistrationConfirmed(string AgencyId, string Country);
public sealed record ForeignRegistrationRefused(string AgencyId, string Country);
public sealed record ForeignRegistrationEnded(string AgencyId, string Country, DateOnly To);

/// <param name="Id">Public id.</param>
/// <param name="Country">ISO 3166-1 alpha-2, of the authority.</param>
/// <param name="From">First day, inclusive.</param>
/// <param name="Until">Last day, inclusive, as on its papers; null: no end is known.</param>
/// <param name="To">First day on which it holds no longer, where it ended before.</param>
public sealed record ForeignRegistrationView(
    string Id, string AgencyId, string Country, string Authority, string Number, DateOnly From, DateOnly? Until, DateOnly? To, ForeignRegistrationState State,
    DateTime RecordedAt, string RecordedBy, DateTime? DecidedAt, string? DecidedBy, string? RefusalReason)
{
    /// <remarks>Agency must be loaded.</remarks>
    public static ForeignRegistrationView Of(ForeignRegistration r) => new(
        r.PublicId, r.Agency.PublicId, r.Country, r.Authority, r.Number, r.From, r.Until, r.To, r.State, r.RecordedAt, r.RecordedBy, r.DecidedAt, r.DecidedBy, r.RefusalReason);
}
