using Licensing.Api.Audit;
using Licensing.Api.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Agencies;

public enum AgencyFactKind
{
    /// <summary>A name of the agency, in one script and language.</summary>
    Name,

    /// <summary>Where its head office is.</summary>
    Address,

    /// <summary>A licence number that it holds or held, as printed.</summary>
    LicenceNumber,

    /// <summary>Whether it works without profit; some rules speak of that.</summary>
    NonProfit,

    /// <summary>Where it is written to; shown by need.</summary>
    Email,

    /// <summary>Where it is called; shown by need.</summary>
    Phone,
}

/// <summary>Something true of an agency from one day (inclusive) to another (exclusive; null: still true).</summary>
public sealed class AgencyFact : IRegulated
{
    public const int MaxValueLength = 300;

    private readonly List<AgencyNameKey> _nameKeys = [];

    private AgencyFact()
    {
    }

    internal AgencyFact(Agency agency, AgencyFactKind kind, string value, string? language, DateOnly from, DateOnly? to, DateTime recordedAt, string recordedBy)
    {
        Agency = agency;
        Kind = kind;
        Value = Text.Normalise(value);
        SearchKey = Text.Fold(value);
        Language = language;
        From = from;
        To = to;
        RecordedAt = recordedAt;
        RecordedBy = recordedBy;
        if (kind == AgencyFactKind.Name)
            _nameKeys = AgencyNameKey.Of(Value);
    }

    public long Id { get; private set; }
    public long AgencyId { get; private set; }
    public Agency Agency { get; private set; } = null!;
    public AgencyFactKind Kind { get; private set; }

    /// <summary>As written, normalised. A non-profit fact says "true" or "false".</summary>
    public string Value { get; private set; } = null!;

    /// <summary>The value folded for search, so that both databases find the same whatever their collation.</summary>
    public string SearchKey { get; private set; } = null!;

    /// <summary>For names: language and script (BCP 47, for example ne-Deva or ne-Latn). An agency has a name in each.</summary>
    public string? Language { get; private set; }

    public DateOnly From { get; private set; }
    public DateOnly? To { get; private set; }
    public DateTime RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = null!;

    /// <summary>When another statement for the same first day took its place; it then holds on no day.</summary>
    public DateTime? WithdrawnAt { get; private set; }

    /// <summary>Of a name; loaded by nobody, only searched.</summary>
    public IReadOnlyCollection<AgencyNameKey> NameKeys => _nameKeys;

    string IRegulated.PublicId => Agency.PublicId;

    public bool HoldsOn(DateOnly day) => WithdrawnAt is null && From <= day && (To is null || day < To);

    /// <param name="instant">UTC; what was recorded at this very instant is known.</param>
    public bool IsKnownAt(DateTime instant) => RecordedAt <= instant && (WithdrawnAt is null || instant < WithdrawnAt);

    internal void End(DateOnly to) => To = to;

    internal void Withdraw(DateTime at) => WithdrawnAt = at;

    internal sealed class Table : IEntityTypeConfiguration<AgencyFact>
    {
        public void Configure(EntityTypeBuilder<AgencyFact> builder)
        {
            builder.Property(f => f.Value).HasMaxLength(MaxValueLength);
            // Folding can lengthen text (ß becomes ss); Text.Fold keeps within this.
            builder.Property(f => f.SearchKey).HasMaxLength(Text.MaxFoldedLength);
            builder.Property(f => f.Language).HasMaxLength(35).IsUnicode(false);
            builder.Property(f => f.RecordedBy).HasMaxLength(StorageConventions.DefaultTextLength);
            builder.HasIndex(f => new { f.AgencyId, f.Kind });
            // Names and numbers are looked up as they are typed.
            builder.HasIndex(f => new { f.Kind, f.SearchKey });
            builder.HasMany(f => f.NameKeys).WithOne().HasForeignKey(k => k.FactId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
