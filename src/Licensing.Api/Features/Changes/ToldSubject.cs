using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Changes;

public enum ToldKind
{
    /// <summary>An agency's entry in the public register.</summary>
    RegisterEntry,

    /// <summary>A provision of law.</summary>
    Provision,

    /// <summary>A bilateral agreement.</summary>
    Agreement,
}

/// <summary>What the change feed last told of one thing: by its digest it is known whether there is anything new to tell.</summary>
public sealed class ToldSubject
{
    private ToldSubject()
    {
    }

    public ToldSubject(ToldKind kind, string subjectId) => (Kind, SubjectId) = (kind, subjectId);

    public long Id { get; private set; }
    public ToldKind Kind { get; private set; }

    /// <summary>Public id of an agency; name of a provision or an agreement.</summary>
    public string SubjectId { get; private set; } = null!;

    /// <summary>SHA-256 of what was told; null: that it is gone, or nothing yet.</summary>
    public string? Digest { get; private set; }

    /// <summary>The day on which it may read otherwise although nothing is recorded: a term ends, a suspension begins. Null: none is known.</summary>
    public DateOnly? ChangesOn { get; private set; }

    public void Tell(string? digest) => Digest = digest;

    public void LookAgain(DateOnly? on) => ChangesOn = on;

    internal sealed class Table : IEntityTypeConfiguration<ToldSubject>
    {
        public void Configure(EntityTypeBuilder<ToldSubject> builder)
        {
            builder.ToTable("ToldSubjects");
            builder.Property(t => t.SubjectId).HasMaxLength(Change.SubjectLength).IsUnicode(false);
            builder.Property(t => t.Digest).HasMaxLength(64).IsUnicode(false);
            builder.HasIndex(t => new { t.Kind, t.SubjectId }).IsUnique();
            builder.HasIndex(t => t.ChangesOn);
        }
    }
}
