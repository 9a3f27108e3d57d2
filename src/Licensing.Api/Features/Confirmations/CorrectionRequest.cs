using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Bars;
using Licensing.Api.Features.Complaints;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Confirmations;

public enum CorrectionAbout
{
    /// <summary>Who the worker is.</summary>
    Identity,

    /// <summary>What the agency reported.</summary>
    Disclosure,

    /// <summary>Something else that is held of the worker.</summary>
    Other,
}

public enum CorrectionState
{
    /// <summary>Waits for an answer.</summary>
    Open,

    /// <summary>What was held is corrected.</summary>
    Accepted,

    /// <summary>What was held stays, with the reason.</summary>
    Refused,
}

/// <summary>The worker asks that something held of him be corrected. What he says is sealed.</summary>
public sealed class CorrectionRequest : IRegulated, IVersioned, ISealedRow
{
    public const string IdPrefix = "cq";

    /// <summary>About one placement.</summary>
    public const int Most = 50;
    public const int MaxReasonLength = 2000;

    private CorrectionRequest()
    {
    }

    public CorrectionRequest(Confirmation confirmation, CorrectionAbout about, SealedPerson words, DateTime at)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Confirmation, ConfirmationId, About, At) = (confirmation, confirmation.Id, about, at);
        (PersonKey, PersonSealed, SealedUnder) = (words.Key, words.Person, words.Under);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long ConfirmationId { get; private set; }
    public Confirmation Confirmation { get; private set; } = null!;
    public CorrectionAbout About { get; private set; }

    /// <summary>Null once their time is over.</summary>
    public byte[]? PersonKey { get; private set; }
    public byte[]? PersonSealed { get; private set; }
    public string? SealedUnder { get; private set; }
    public DateTime At { get; private set; }
    public CorrectionState State { get; private set; }

    /// <summary>Why it is done or not, for the worker; without who anybody is.</summary>
    public string? Reason { get; private set; }

    /// <summary>The agency is asked to correct what it reported.</summary>
    public bool AgencyAsked { get; private set; }
    public DateTime? AnsweredAt { get; private set; }
    public string? AnsweredBy { get; private set; }
    public long Version { get; private set; }

    public SealedPerson? Words => PersonKey is { } key && PersonSealed is { } words ? new(key, words, SealedUnder!) : null;

    internal void Answer(CorrectionState state, string reason, bool agencyAsked, DateTime at, string by) =>
        (State, Reason, AgencyAsked, AnsweredAt, AnsweredBy) = (state, Text.Normalise(reason), agencyAsked, at, by);

    internal sealed class Table : IEntityTypeConfiguration<CorrectionRequest>
    {
        public void Configure(EntityTypeBuilder<CorrectionRequest> builder)
        {
            builder.ToTable("CorrectionRequests");
            builder.Property(r => r.PersonKey).HasMaxLength(200);
            builder.Property(r => r.PersonSealed).HasMaxLength(StorageConventions.Unlimited);
            builder.Property(r => r.SealedUnder).HasMaxLength(16).IsUnicode(false);
            builder.Property(r => r.Reason).HasMaxLength(MaxReasonLength);
            builder.HasIndex(r => new { r.State, r.Id });
            builder.HasIndex(r => r.ConfirmationId);
            builder.HasOne(r => r.Confirmation).WithMany().HasForeignKey(r => r.ConfirmationId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

public sealed record CorrectionRequested(string PlacementId, CorrectionAbout About);
public sealed record CorrectionAnswered(CorrectionState State, bool AgencyAsked, bool IdentityCorrected);
