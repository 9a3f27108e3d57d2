using Licensing.Api.Database;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Reads;

/// <summary>Somebody was shown something personal of a worker, of an applicant, or of the audit trail: who, whose, what, when, and why where he said so.</summary>
public sealed class PersonalRead : IListed
{
    public const string IdPrefix = "rd";

    /// <summary>What is shown by a search or an export of the audit trail.</summary>
    public const string AuditTrail = "audit";

    private PersonalRead()
    {
    }

    /// <param name="workerId">Null for an application, for the audit trail, and for a person who is no worker.</param>
    public PersonalRead(long? workerId, string shown, Caller caller, string? purpose, DateTime at)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (WorkerId, Shown, Reader, ReaderRole, Purpose, At) = (workerId, shown, caller.Name, caller.Role, purpose, at);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long? WorkerId { get; private set; }

    /// <summary>Public id of what was shown.</summary>
    public string Shown { get; private set; } = null!;
    public string Reader { get; private set; } = null!;
    public CallerRole ReaderRole { get; private set; }
    public string? Purpose { get; private set; }
    public DateTime At { get; private set; }

    internal sealed class Table : IEntityTypeConfiguration<PersonalRead>
    {
        public void Configure(EntityTypeBuilder<PersonalRead> builder)
        {
            builder.Property(r => r.Shown).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.HasIndex(r => new { r.WorkerId, r.Id });
            builder.HasIndex(r => r.At);
            builder.HasIndex(r => new { r.Shown, r.Id });
            builder.HasOne<Worker>().WithMany().HasForeignKey(r => r.WorkerId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>Something that says more of one worker than that there is a case: what was reported of him, how it was judged, who he is.</summary>
/// <remarks>An answer that holds one has a <see cref="ReadReceipt"/> in its constructor; a test sees to that.</remarks>
public interface IPersonal;

/// <summary>That it was recorded who is being shown what. Only <see cref="ReadRegister"/> makes one, so that an answer which asks for one
/// cannot be built before the read is stored.</summary>
public sealed class ReadReceipt
{
    private readonly HashSet<string>? _shown;

    internal ReadReceipt(IEnumerable<string>? shown) => _shown = shown?.ToHashSet();

    /// <summary>For an answer that repeats what the caller has just sent: he is shown nothing.</summary>
    public static ReadReceipt OwnWords { get; } = new(null);

    /// <exception cref="InvalidOperationException">It is of something else.</exception>
    public void For(string shown)
    {
        if (_shown?.Contains(shown) == false)
            throw new InvalidOperationException($"{shown} is about to be shown, and the read register does not say so.");
    }
}

/// <summary>Through here goes everything personal that leaves: it is recorded first, and not shown if that fails.</summary>
public sealed class ReadRegister(LicensingDb db, Caller caller, TimeProvider clock, IHttpContextAccessor http)
{
    /// <summary>Why somebody reads, in his own words; for the person concerned to see.</summary>
    public const string PurposeHeader = "X-Purpose";

    /// <param name="shown">Public id of what is about to be shown.</param>
    public Task<ReadReceipt> RecordAsync(long workerId, string shown, CancellationToken ct) => RecordAsync([(workerId, shown)], ct);

    /// <summary>A page of a list or of an export, in one save.</summary>
    public async Task<ReadReceipt> RecordAsync(IReadOnlyCollection<(long WorkerId, string Shown)> page, CancellationToken ct)
    {
        var (purpose, now) = (Purpose(), clock.Now());
        db.AddRange(page.Distinct().Select(read => new PersonalRead(read.WorkerId, read.Shown, caller, purpose, now)));
        await db.SaveChangesAsync(ct);
        return new(page.Select(read => read.Shown));
    }

    /// <summary>A page of an export, which a job writes for somebody. What was recorded since he asked is not recorded again: a part that broke off is written
    /// from its beginning.</summary>
    /// <param name="reader">Who it is for.</param>
    /// <param name="since">When he asked.</param>
    public async Task<ReadReceipt> RecordExportAsync(
        IReadOnlyCollection<(long WorkerId, string Shown)> page, Caller reader, string? purpose, DateTime since, CancellationToken ct)
    {
        var (shown, name, now) = (page.Select(read => read.Shown).ToList(), reader.Name, clock.Now());
        var recorded = (await db.PersonalReads.Where(r => shown.Contains(r.Shown) && r.Reader == name && r.At >= since).Select(r => r.Shown).ToListAsync(ct)).ToHashSet();
        var reads = page.Where(read => !recorded.Contains(read.Shown)).Distinct().Select(read => new PersonalRead(read.WorkerId, read.Shown, reader, purpose, now)).ToList();
        db.AddRange(reads);
        await db.SaveChangesAsync(ct);
        foreach (var read in reads)
            db.Entry(read).State = EntityState.Detached;
        return new(shown);
    }

    /// <summary>Somebody is shown who applies for a licence, or a document of an application.</summary>
    /// <param name="shown">Public id of what is about to be shown.</param>
    public async Task<ReadReceipt> RecordShownAsync(string shown, CancellationToken ct)
    {
        db.Add(new PersonalRead(null, shown, caller, Purpose(), clock.Now()));
        await db.SaveChangesAsync(ct);
        return new([shown]);
    }

    /// <summary>Somebody is shown something of the audit trail, which may speak of anybody.</summary>
    /// <param name="shown">Public id of an event, or <see cref="PersonalRead.AuditTrail"/>.</param>
    public async Task RecordAuditAsync(string shown, CancellationToken ct)
    {
        db.Add(new PersonalRead(null, shown, caller, Purpose(), clock.Now()));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Somebody is shown who a worker is.</summary>
    /// <param name="purpose">The request itself says it; the header does not do.</param>
    /// <returns>The stored read: who opens the identity shows it (<see cref="IdentitySeal.Open"/>).</returns>
    public async Task<PersonalRead> RecordIdentityAsync(Worker worker, string purpose, CancellationToken ct)
    {
        var read = new PersonalRead(worker.Id, worker.PublicId, caller, Text.Normalise(purpose), clock.Now());
        db.Add(read);
        await db.SaveChangesAsync(ct);
        return read;
    }

    /// <summary>Somebody is shown who a person is that is no worker of any placement.</summary>
    /// <param name="shown">Public id of what is about to be shown.</param>
    /// <param name="purpose">The request itself says it; the header does not do.</param>
    public async Task<PersonalRead> RecordPersonAsync(string shown, string purpose, CancellationToken ct)
    {
        var read = new PersonalRead(null, shown, caller, Text.Normalise(purpose), clock.Now());
        db.Add(read);
        await db.SaveChangesAsync(ct);
        return read;
    }

    /// <summary>Why, as the request says in its header; null where it says nothing.</summary>
    public string? Purpose()
    {
        var purpose = http.HttpContext?.Request.Headers[PurposeHeader].ToString();
        return string.IsNullOrWhiteSpace(purpose) ? null
            : Text.Normalise(purpose.Length > StorageConventions.DefaultTextLength ? purpose[..StorageConventions.DefaultTextLength] : purpose);
    }
}
