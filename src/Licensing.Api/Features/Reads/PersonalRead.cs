using Licensing.Api.Database;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Reads;

/// <summary>Somebody was shown something personal of a worker: who, whose, what, when, and why where he said so.</summary>
public sealed class PersonalRead : IListed
{
    public const string IdPrefix = "rd";

    private PersonalRead()
    {
    }

    public PersonalRead(long workerId, string shown, Caller caller, string? purpose, DateTime at)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (WorkerId, Shown, Reader, ReaderRole, Purpose, At) = (workerId, shown, caller.Name, caller.Role, purpose, at);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long WorkerId { get; private set; }

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
            builder.HasOne<Worker>().WithMany().HasForeignKey(r => r.WorkerId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>Through here goes everything personal that leaves: it is recorded first, and not shown if that fails.</summary>
public sealed class ReadRegister(LicensingDb db, Caller caller, TimeProvider clock, IHttpContextAccessor http)
{
    /// <summary>Why somebody reads, in his own words; for the person concerned to see.</summary>
    public const string PurposeHeader = "X-Purpose";

    /// <param name="shown">Public id of what is about to be shown.</param>
    /// <param name="purpose">Where the request itself says it; otherwise what the header says.</param>
    /// <returns>The stored read: who opens an identity shows it (<see cref="IdentitySeal.Open"/>).</returns>
    public async Task<PersonalRead> RecordAsync(long workerId, string shown, CancellationToken ct, string? purpose = null)
    {
        purpose ??= http.HttpContext?.Request.Headers[PurposeHeader].ToString();
        var read = new PersonalRead(
            workerId, shown, caller,
            string.IsNullOrWhiteSpace(purpose) ? null : Text.Normalise(purpose.Length > StorageConventions.DefaultTextLength ? purpose[..StorageConventions.DefaultTextLength] : purpose),
            clock.Now());
        db.Add(read);
        await db.SaveChangesAsync(ct);
        return read;
    }
}
