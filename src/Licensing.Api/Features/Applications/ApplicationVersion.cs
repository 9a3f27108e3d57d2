using Licensing.Api.Audit;
using Licensing.Api.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Applications;

/// <summary>What the applicant says of itself, sealed. A version that was submitted stays as it is: a correction is a new one.</summary>
public sealed class ApplicationVersion : IStoredWithAnother
{
    private ApplicationVersion()
    {
    }

    internal ApplicationVersion(LicenceApplication application, int number, SealedDetails details, DateTime at, string by)
    {
        (Application, Number) = (application, number);
        Write(details, at, by);
    }

    public long Id { get; private set; }
    public long ApplicationId { get; private set; }
    public LicenceApplication Application { get; private set; } = null!;

    /// <summary>From 1.</summary>
    public int Number { get; private set; }

    /// <summary>The key of these details, under the deployment's; null once they are destroyed.</summary>
    public byte[]? ContentKey { get; private set; }

    /// <summary><see cref="ApplicantDetails"/> as JSON, under that key.</summary>
    public byte[]? SealedContent { get; private set; }

    /// <summary>Id of the deployment's key that wraps <see cref="ContentKey"/> and made the marks.</summary>
    public string? SealedUnder { get; private set; }

    public DateTime WrittenAt { get; private set; }
    public string WrittenBy { get; private set; } = null!;

    /// <summary>Null while it is not submitted.</summary>
    public DateTime? SubmittedAt { get; private set; }

    internal void Write(SealedDetails details, DateTime at, string by) =>
        (ContentKey, SealedContent, SealedUnder, WrittenAt, WrittenBy) = (details.Key, details.Content, details.Under, at, by);

    public void Submit(DateTime at) => SubmittedAt = at;

    string IRegulated.PublicId => Application.PublicId;

    internal sealed class Table : IEntityTypeConfiguration<ApplicationVersion>
    {
        public void Configure(EntityTypeBuilder<ApplicationVersion> builder)
        {
            builder.ToTable("ApplicationVersions");
            builder.Property(v => v.ContentKey).HasMaxLength(200);
            builder.Property(v => v.SealedContent).HasMaxLength(StorageConventions.Unlimited);
            builder.Property(v => v.SealedUnder).HasMaxLength(16).IsUnicode(false);
            builder.HasIndex(v => new { v.ApplicationId, v.Number }).IsUnique();
        }
    }
}
