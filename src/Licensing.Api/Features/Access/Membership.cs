using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Access;

public sealed record RoleGiven(string Subject, CallerRole Role, string? AgencyId, DateTime From, DateTime? Until);
public sealed record RoleTaken(string Subject, CallerRole Role, string? AgencyId);

/// <summary>A role that somebody holds from one instant (inclusive) to another (exclusive; null: until it is taken).</summary>
/// <remarks>Instants and not days, unlike facts of law: a role that is taken ends at once.</remarks>
public sealed class Membership : IRegulated, IVersioned, IListed
{
    public const string IdPrefix = "mb";

    private Membership()
    {
    }

    /// <param name="subject">Who: the subject of the tokens, or a client's name.</param>
    /// <param name="agency">For an agency's roles, and only for them.</param>
    /// <param name="number">Which of that person's memberships it is, from 1 (<see cref="RoleRules"/>).</param>
    public Membership(string subject, CallerRole role, Agency? agency, DateTime from, DateTime? until, DateTime recordedAt, string recordedBy, int number = 1)
    {
        if (Hats.IsOfAgency(role) == agency is null || !Hats.Givable.Contains(role))
            throw new ArgumentException($"{role} {(agency is null ? "without" : "with")} an agency cannot be given.", nameof(role));
        PublicId = Database.PublicId.New(IdPrefix);
        (Subject, Number, Role, Agency, AgencyId) = (subject, number, role, agency, agency?.Id);
        (From, Until, RecordedAt, RecordedBy) = (from, until, recordedAt, recordedBy);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public string Subject { get; private set; } = null!;

    /// <summary>Unique in one person. Whoever gives him a role has read all that he holds and takes the next number; of two who do so
    /// at once one is refused by the key, reads again, and sees what the other gave.</summary>
    public int Number { get; private set; }

    public CallerRole Role { get; private set; }
    public long? AgencyId { get; private set; }
    public Agency? Agency { get; private set; }
    public DateTime From { get; private set; }
    public DateTime? Until { get; private set; }
    public DateTime RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = null!;
    public string? TakenBy { get; private set; }
    public long Version { get; private set; }

    public bool IsOverAt(DateTime instant) => Until <= instant;

    /// <summary>Ends now, or, where it has not begun, never begins.</summary>
    public void Take(DateTime at, string by) => (Until, TakenBy) = (at < From ? From : at, by);

    internal sealed class Table : IEntityTypeConfiguration<Membership>
    {
        public void Configure(EntityTypeBuilder<Membership> builder)
        {
            builder.HasIndex(m => new { m.Subject, m.Number }).IsUnique();
            builder.HasIndex(m => new { m.Role, m.Until });
            builder.HasOne(m => m.Agency).WithMany().HasForeignKey(m => m.AgencyId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
