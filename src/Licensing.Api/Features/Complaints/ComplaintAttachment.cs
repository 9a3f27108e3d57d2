using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Http;
using Licensing.Api.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Complaints;

/// <summary>A document of a complainant. Its bytes lie sealed outside the database, under a key of their own that this row keeps.</summary>
public sealed class ComplaintAttachment : IStoredWithAnother, IVersioned, IListed
{
    public const string IdPrefix = "ca";
    public const int MaxNoteLength = 200;

    /// <summary>Area of the sealed folder.</summary>
    public const string Area = "complaints";

    private ComplaintAttachment()
    {
    }

    internal ComplaintAttachment(string publicId, Complaint complaint, string mediaType, SealedFile file, DateTime at)
    {
        (PublicId, Complaint, ComplaintId, MediaType) = (publicId, complaint, complaint.Id, mediaType);
        (FileKey, Digest, Bytes, AttachedAt) = (file.SealedKey, file.Digest, file.Bytes, at);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long ComplaintId { get; private set; }
    public Complaint Complaint { get; private set; } = null!;

    /// <summary>As declared when it was sent; the check compares the content with it.</summary>
    public string MediaType { get; private set; } = null!;

    /// <summary>The file's own key, sealed; null once it is destroyed.</summary>
    public byte[]? FileKey { get; private set; }

    /// <summary>SHA-256 of the bytes, hexadecimal.</summary>
    public string Digest { get; private set; } = null!;
    public long Bytes { get; private set; }
    public DocumentCheck Check { get; private set; }
    public string? CheckNote { get; private set; }
    public DateTime AttachedAt { get; private set; }
    public long Version { get; private set; }

    public string FileName => $"{Area}/{PublicId}";

    string IRegulated.PublicId => Complaint.PublicId;

    /// <param name="whyNot">Null: it is what it says it is.</param>
    public void Checked(string? whyNot) => (Check, CheckNote) = (whyNot is null ? DocumentCheck.Sound : DocumentCheck.Rejected, whyNot);

    internal sealed class Table : IEntityTypeConfiguration<ComplaintAttachment>
    {
        public void Configure(EntityTypeBuilder<ComplaintAttachment> builder)
        {
            builder.ToTable("ComplaintAttachments");
            builder.Property(a => a.MediaType).HasMaxLength(40).IsUnicode(false);
            builder.Property(a => a.FileKey).HasMaxLength(200);
            builder.Property(a => a.Digest).HasMaxLength(64).IsUnicode(false);
            builder.Property(a => a.CheckNote).HasMaxLength(MaxNoteLength);
            builder.HasOne(a => a.Complaint).WithMany().HasForeignKey(a => a.ComplaintId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(a => new { a.ComplaintId, a.Id });
            // What is in quarantine.
            builder.HasIndex(a => new { a.Check, a.Id });
        }
    }
}

/// <param name="Digest">SHA-256, hexadecimal.</param>
public sealed record ComplaintDocumentAttached(string AttachmentId, string MediaType, string Digest, long Bytes);

/// <param name="Rejected">Why; null where it is what it says it is.</param>
public sealed record ComplaintDocumentChecked(string AttachmentId, string? Rejected);

/// <summary>An attachment, without its content.</summary>
/// <param name="Check">waiting: in quarantine until its content was looked at.</param>
public sealed record ComplaintAttachmentView(string Id, string MediaType, long Bytes, string Digest, DocumentCheck Check, string? CheckNote, DateTime AttachedAt)
{
    public static ComplaintAttachmentView Of(ComplaintAttachment a) => new(a.PublicId, a.MediaType, a.Bytes, a.Digest, a.Check, a.CheckNote, a.AttachedAt);
}
