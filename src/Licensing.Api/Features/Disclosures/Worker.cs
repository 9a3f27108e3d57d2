using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Disclosures;

/// <summary>A person, kept apart from every case. Who it is stands sealed under a key of its own: destroying that key
/// erases the person and leaves the cases.</summary>
public sealed class Worker : IStoredWithAnother, IListed
{
    public const string IdPrefix = "wk";

    private Worker()
    {
    }

    /// <param name="identity">Null where the agency reported no document; such a person cannot be recognised again.</param>
    public Worker(SealedIdentity? identity)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        Recognition = identity?.Recognition;
        SealedKey = identity?.SealedKey;
        SealedDocument = identity?.SealedDocument;
        SealedUnder = identity?.SealedUnder;
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;

    /// <summary>Keyed hash of country, kind and number of the document: recognises the person, and tells nobody without the
    /// key who it is.</summary>
    public string? Recognition { get; private set; }

    public byte[]? SealedKey { get; private set; }
    public byte[]? SealedDocument { get; private set; }

    /// <summary>Id of the ministry's key that wraps <see cref="SealedKey"/> and made <see cref="Recognition"/>.</summary>
    public string? SealedUnder { get; private set; }

    /// <summary>When it was destroyed who this is; null while it is not.</summary>
    public DateTime? ErasedAt { get; private set; }

    /// <summary>Destroys who this is. A document that is reported again afterwards makes another person.</summary>
    public void Erase(DateTime at) => (Recognition, SealedKey, SealedDocument, SealedUnder, ErasedAt) = (null, null, null, null, at);

    /// <summary>Another document is his. The findings, reads and claims stay his.</summary>
    public void Correct(SealedIdentity identity) =>
        (Recognition, SealedKey, SealedDocument, SealedUnder) = (identity.Recognition, identity.SealedKey, identity.SealedDocument, identity.SealedUnder);

    internal sealed class Table : IEntityTypeConfiguration<Worker>
    {
        public void Configure(EntityTypeBuilder<Worker> builder)
        {
            builder.Property(w => w.Recognition).HasMaxLength(64).IsUnicode(false);
            builder.HasIndex(w => w.Recognition).IsUnique();
            builder.Property(w => w.SealedKey).HasMaxLength(200);
            builder.Property(w => w.SealedDocument).HasMaxLength(2000);
            builder.Property(w => w.SealedUnder).HasMaxLength(16).IsUnicode(false);
        }
    }
}

public static class WorkerLookup
{
    /// <summary>The person with this document. While the ministry's key is rotated some are still known by the recognition of the key
    /// before.</summary>
    public static Task<Worker?> RecogniseAsync(this IQueryable<Worker> workers, SealedIdentity identity, CancellationToken ct)
    {
        var recognitions = identity.Recognitions;
        return workers.Where(w => recognitions.Contains(w.Recognition!)).OrderBy(w => w.Id).FirstOrDefaultAsync(ct);
    }

    /// <summary>By the public id of the person, or of one of his placements.</summary>
    public static Task<Worker?> FindWorkerAsync(this LicensingDb db, string id, CancellationToken ct) => db.Workers.SingleOrDefaultAsync(
        w => w.PublicId == id || db.Placements.Any(p => p.PublicId == id && p.WorkerId == w.Id), ct);
}
