using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Applications;

public enum DocumentCheck
{
    /// <summary>In quarantine: nobody is shown it until its content was looked at.</summary>
    Waiting,

    /// <summary>It is what it says it is.</summary>
    Sound,

    /// <summary>Not what it says it is, or harmful; it cannot be opened.</summary>
    Rejected,
}

/// <summary>A document of an application. Its bytes lie sealed outside the database, under a key of their own that this row keeps.</summary>
public sealed class ApplicationDocument : IStoredWithAnother, IVersioned, IListed
{
    public const string IdPrefix = "do";
    public const int MaxTypeLength = 60, MaxNoteLength = 200;

    /// <summary>Area of the sealed folder.</summary>
    public const string Area = "applications";

    private ApplicationDocument()
    {
    }

    internal ApplicationDocument(string publicId, LicenceApplication application, string type, string? issuer, DateOnly? issuedOn, DateOnly? expiresOn, string mediaType, SealedFile file, DateTime at, string by)
    {
        (PublicId, Application, Type, MediaType) = (publicId, application, type, mediaType);
        Issuer = issuer is null ? null : Text.Normalise(issuer);
        (IssuedOn, ExpiresOn) = (issuedOn, expiresOn);
        (FileKey, Digest, Bytes) = (file.SealedKey, file.Digest, file.Bytes);
        (AttachedAt, AttachedBy) = (at, by);
        Check = DocumentCheck.Waiting;
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long ApplicationId { get; private set; }
    public LicenceApplication Application { get; private set; } = null!;

    /// <summary>Code of what it is, as the regime's list of documents has it.</summary>
    public string Type { get; private set; } = null!;
    public string? Issuer { get; private set; }
    public DateOnly? IssuedOn { get; private set; }

    /// <summary>Last day on which it is good, inclusive.</summary>
    public DateOnly? ExpiresOn { get; private set; }

    /// <summary>As declared when it was sent; the check compares the content with it.</summary>
    public string MediaType { get; private set; } = null!;

    /// <summary>The file's own key, sealed; null once it is destroyed.</summary>
    public byte[]? FileKey { get; private set; }

    /// <summary>SHA-256 of the bytes, hexadecimal.</summary>
    public string Digest { get; private set; } = null!;
    public long Bytes { get; private set; }
    public DocumentCheck Check { get; private set; }

    /// <summary>Why it was rejected, in words.</summary>
    public string? CheckNote { get; private set; }
    public DateTime? CheckedAt { get; private set; }
    public DateTime AttachedAt { get; private set; }
    public string AttachedBy { get; private set; } = null!;

    /// <summary>When the applicant took it back, or its time was over; null while it is there.</summary>
    public DateTime? RemovedAt { get; private set; }
    public long Version { get; private set; }

    public string FileName => $"{Area}/{PublicId}";

    // What happens to it is part of what happens to the application.
    string IRegulated.PublicId => Application.PublicId;

    internal bool SaysTheSameAs(ApplicationDocument other) =>
        (Type, Issuer, IssuedOn, ExpiresOn, MediaType, Digest) == (other.Type, other.Issuer, other.IssuedOn, other.ExpiresOn, other.MediaType, other.Digest);

    /// <param name="whyNot">Null: it is what it says it is.</param>
    public void Checked(string? whyNot, DateTime at) =>
        (Check, CheckNote, CheckedAt) = (whyNot is null ? DocumentCheck.Sound : DocumentCheck.Rejected, whyNot, at);

    /// <summary>Forgets the key: the file, and every copy of it, is unreadable from the commit on. The file itself is removed afterwards.</summary>
    internal void Remove(DateTime at) => (FileKey, RemovedAt) = (null, at);

    internal sealed class Table : IEntityTypeConfiguration<ApplicationDocument>
    {
        public void Configure(EntityTypeBuilder<ApplicationDocument> builder)
        {
            builder.ToTable("ApplicationDocuments");
            builder.Property(d => d.Type).HasMaxLength(MaxTypeLength);
            builder.Property(d => d.MediaType).HasMaxLength(40).IsUnicode(false);
            builder.Property(d => d.FileKey).HasMaxLength(200);
            builder.Property(d => d.Digest).HasMaxLength(64).IsUnicode(false);
            builder.Property(d => d.CheckNote).HasMaxLength(MaxNoteLength);
            builder.HasIndex(d => new { d.ApplicationId, d.Id });
            // What is in quarantine.
            builder.HasIndex(d => new { d.Check, d.RemovedAt, d.Id });
        }
    }
}
