using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Applications;

/// <summary>By what an applicant can be recognised in another application.</summary>
public enum MarkKind
{
    /// <summary>Identity document of an owner, a person in control or a responsible member of the staff.</summary>
    Person,

    /// <summary>Registration number of the applicant, of a company that owns it, or of an affiliate.</summary>
    Company,

    /// <summary>An address.</summary>
    Address,

    /// <summary>A telephone number.</summary>
    Phone,

    /// <summary>A bank account.</summary>
    BankAccount,
}

/// <summary>A keyed digest of one thing in one version of an application: equal things have equal digests, and without the deployment's key
/// nobody can tell what it was (<see cref="ApplicationSeal"/>).</summary>
public sealed class ApplicationMark
{
    private ApplicationMark()
    {
    }

    internal ApplicationMark(LicenceApplication application, int number, Mark mark, string sealedUnder)
    {
        (Application, Number, Kind, At, Digest, SealedUnder) = (application, number, mark.Kind, mark.At, mark.Digest, sealedUnder);
    }

    public long Id { get; private set; }
    public long ApplicationId { get; private set; }
    public LicenceApplication Application { get; private set; } = null!;

    /// <summary>Version of the details.</summary>
    public int Number { get; private set; }

    public MarkKind Kind { get; private set; }

    /// <summary>Where in the details, as a JSON pointer.</summary>
    public string At { get; private set; } = null!;

    /// <summary>HMAC-SHA-256, hexadecimal.</summary>
    public string Digest { get; private set; } = null!;

    /// <summary>Id of the deployment's key that made the digest.</summary>
    public string SealedUnder { get; private set; } = null!;

    internal sealed class Table : IEntityTypeConfiguration<ApplicationMark>
    {
        public void Configure(EntityTypeBuilder<ApplicationMark> builder)
        {
            builder.ToTable("ApplicationMarks");
            builder.Property(m => m.At).HasMaxLength(200);
            builder.Property(m => m.Digest).HasMaxLength(64).IsUnicode(false);
            builder.Property(m => m.SealedUnder).HasMaxLength(16).IsUnicode(false);
            builder.HasOne(m => m.Application).WithMany().HasForeignKey(m => m.ApplicationId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(m => new { m.Kind, m.Digest });
            builder.HasIndex(m => new { m.ApplicationId, m.Number });
        }
    }
}
