using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Complaints;
using Licensing.Api.Http;
using Licensing.Api.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Findings;

/// <summary>Evidence of an agency with its answer to a notice, of findings or of a complaint. Its bytes lie sealed outside the database, under a key of their own that this row keeps.</summary>
public sealed class AnswerDocument : IStoredWithAnother, IVersioned, IListed
{
    public const string IdPrefix = "kd";
    public const int Most = 100, MaxNoteLength = 200;

    /// <summary>Area of the sealed folder.</summary>
    public const string Area = "answers";

    private AnswerDocument()
    {
    }

    internal AnswerDocument(string publicId, CaseNotice notice, string mediaType, SealedFile file, DateTime at, string by)
        : this(publicId, mediaType, file, at, by) => (Notice, NoticeId) = (notice, notice.Id);

    internal AnswerDocument(string publicId, ComplaintNotice notice, string mediaType, SealedFile file, DateTime at, string by)
        : this(publicId, mediaType, file, at, by) => (ComplaintNotice, ComplaintNoticeId) = (notice, notice.Id);

    private AnswerDocument(string publicId, string mediaType, SealedFile file, DateTime at, string by)
    {
        (PublicId, MediaType) = (publicId, mediaType);
        (FileKey, Digest, Bytes, AttachedAt, AttachedBy) = (file.SealedKey, file.Digest, file.Bytes, at, by);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;

    /// <summary>Of findings or a flag; null: it answers the notice of a complaint.</summary>
    public long? NoticeId { get; private set; }
    public CaseNotice? Notice { get; private set; }
    public long? ComplaintNoticeId { get; private set; }
    public ComplaintNotice? ComplaintNotice { get; private set; }

    /// <remarks>Both notices must be loaded.</remarks>
    internal IRegulated Answers => Notice is not null ? Notice : ComplaintNotice!;

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
    public string AttachedBy { get; private set; } = null!;
    public long Version { get; private set; }

    public string FileName => $"{Area}/{PublicId}";

    // What happens to it is part of what happens to the notice.
    string IRegulated.PublicId => Answers.PublicId;

    /// <param name="whyNot">Null: it is what it says it is.</param>
    public void Checked(string? whyNot) => (Check, CheckNote) = (whyNot is null ? DocumentCheck.Sound : DocumentCheck.Rejected, whyNot);

    internal sealed class Table : IEntityTypeConfiguration<AnswerDocument>
    {
        public void Configure(EntityTypeBuilder<AnswerDocument> builder)
        {
            builder.ToTable("AnswerDocuments");
            builder.Property(d => d.MediaType).HasMaxLength(40).IsUnicode(false);
            builder.Property(d => d.FileKey).HasMaxLength(200);
            builder.Property(d => d.Digest).HasMaxLength(64).IsUnicode(false);
            builder.Property(d => d.CheckNote).HasMaxLength(MaxNoteLength);
            builder.HasOne(d => d.Notice).WithMany().HasForeignKey(d => d.NoticeId).OnDelete(DeleteBehavior.Restrict);
            builder.Ignore(d => d.Answers);
            builder.HasOne(d => d.ComplaintNotice).WithMany().HasForeignKey(d => d.ComplaintNoticeId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(d => new { d.NoticeId, d.Id });
            builder.HasIndex(d => new { d.ComplaintNoticeId, d.Id });
            // What is in quarantine.
            builder.HasIndex(d => new { d.Check, d.Id });
        }
    }
}

/// <param name="Digest">SHA-256, hexadecimal.</param>
public sealed record AnswerDocumentAttached(string DocumentId, string MediaType, string Digest, long Bytes);

/// <param name="Rejected">Why; null where it is what it says it is.</param>
public sealed record AnswerDocumentChecked(string DocumentId, string? Rejected);

/// <summary>A document, without its content.</summary>
/// <param name="Check">waiting: in quarantine until its content was looked at.</param>
public sealed record AnswerDocumentView(string Id, string MediaType, long Bytes, string Digest, DocumentCheck Check, string? CheckNote, DateTime AttachedAt)
{
    public static AnswerDocumentView Of(AnswerDocument d) => new(d.PublicId, d.MediaType, d.Bytes, d.Digest, d.Check, d.CheckNote, d.AttachedAt);
}
