using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Features.Bars;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Examinations;

/// <summary>What somebody of the public says against an application. Who it is need not be said; what is said of it is sealed.</summary>
public sealed class Objection : IRegulated, IVersioned, IListed
{
    public const string IdPrefix = "ob";
    public const int MaxTextLength = 4000, MaxContactLength = 300;

    private Objection()
    {
    }

    public Objection(LicenceApplication application, string text, SealedPerson? contact, DateTime filedAt)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Application, ApplicationId, Text, FiledAt) = (application, application.Id, Database.Text.Normalise(text), filedAt);
        (PersonKey, PersonSealed, SealedUnder) = (contact?.Key, contact?.Person, contact?.Under);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long ApplicationId { get; private set; }
    public LicenceApplication Application { get; private set; } = null!;

    /// <summary>Null once its time is over.</summary>
    public string? Text { get; private set; }

    /// <summary>How whoever objects can be reached, under a key of its own; null where it was not said, and once its time is over.</summary>
    public byte[]? PersonKey { get; private set; }
    public byte[]? PersonSealed { get; private set; }
    public string? SealedUnder { get; private set; }
    public DateTime FiledAt { get; private set; }
    public string? Answer { get; private set; }
    public string? AnsweredBy { get; private set; }
    public DateTime? AnsweredAt { get; private set; }
    public long Version { get; private set; }

    public SealedPerson? Contact => PersonKey is { } key && PersonSealed is { } person ? new(key, person, SealedUnder!) : null;

    internal void Say(string answer, string by, DateTime at) => (Answer, AnsweredBy, AnsweredAt) = (Database.Text.Normalise(answer), by, at);

    internal sealed class Table : IEntityTypeConfiguration<Objection>
    {
        public void Configure(EntityTypeBuilder<Objection> builder)
        {
            builder.Property(o => o.Text).HasMaxLength(MaxTextLength);
            builder.Property(o => o.Answer).HasMaxLength(MaxTextLength);
            builder.Property(o => o.PersonKey).HasMaxLength(200);
            builder.Property(o => o.PersonSealed).HasMaxLength(2000);
            builder.Property(o => o.SealedUnder).HasMaxLength(16).IsUnicode(false);
            builder.HasOne(o => o.Application).WithMany().HasForeignKey(o => o.ApplicationId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(o => new { o.ApplicationId, o.Id });
            builder.HasIndex(o => o.FiledAt);
        }
    }
}
