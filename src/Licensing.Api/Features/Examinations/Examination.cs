using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Applications;
using Licensing.Api.Http;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Examinations;

/// <summary>How the ministry looks at one application. There is one for each; when an application that was returned comes back, it goes on.</summary>
public sealed class Examination : IRegulated, IVersioned, IListed
{
    public const string IdPrefix = "en";
    private readonly List<ExaminationItem> _items = [];
    private readonly List<SiteVisit> _visits = [];
    private readonly List<ExaminationAlert> _alerts = [];

    private Examination()
    {
    }

    public Examination(LicenceApplication application)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Application, ApplicationId) = (application, application.Id);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long ApplicationId { get; private set; }
    public LicenceApplication Application { get; private set; } = null!;
    public DateTime BegunAt { get; private set; }
    public string BegunBy { get; private set; } = null!;

    /// <summary>Number of the version of the details that is examined.</summary>
    public int DetailsNumber { get; private set; }

    /// <summary>What the public is told: the name under which the applicant is registered, and the town of its office.</summary>
    public string PublicName { get; private set; } = null!;
    public string? PublicPlace { get; private set; }

    /// <summary>Last day, inclusive, on which the public may object; null where the law knows no such time.</summary>
    public DateOnly? ObjectionsUntil { get; private set; }

    public long Version { get; private set; }
    public IReadOnlyCollection<ExaminationItem> Items => _items;
    public IReadOnlyCollection<SiteVisit> Visits => _visits;
    public IReadOnlyCollection<ExaminationAlert> Alerts => _alerts;

    /// <summary>Begins, or goes on with the corrected version. What the regime asks by now is added to the list; what was found stays, to be found anew
    /// where the correction changes it.</summary>
    public void Begin(IEnumerable<(ExaminationItemKind Kind, string Code, string Title)> asked, int detailsNumber, string name, string? place, DateOnly? objectionsUntil, DateTime at, string by)
    {
        (BegunAt, BegunBy, DetailsNumber) = (at, by, detailsNumber);
        (PublicName, PublicPlace, ObjectionsUntil) = (name, place, objectionsUntil);
        _items.AddRange(asked.Where(a => !_items.Any(i => i.Kind == a.Kind && i.Code == a.Code)).Select(a => new ExaminationItem(a.Kind, a.Code, a.Title)));
    }

    internal void Add(SiteVisit visit) => _visits.Add(visit);

    /// <summary>What is found again is the same alert, with its answer.</summary>
    /// <returns>Those that are new.</returns>
    internal IReadOnlyList<ExaminationAlert> Keep(IEnumerable<AlertFound> found, DateTime at)
    {
        var known = _alerts.Select(a => a.Key).ToHashSet();
        var fresh = found.Where(f => known.Add(f.Key)).Select(f => new ExaminationAlert(this, f, at)).ToList();
        _alerts.AddRange(fresh);
        return fresh;
    }

    internal sealed class Table : IEntityTypeConfiguration<Examination>
    {
        public void Configure(EntityTypeBuilder<Examination> builder)
        {
            builder.Property(e => e.PublicName).HasMaxLength(300);
            builder.Property(e => e.PublicPlace).HasMaxLength(300);
            builder.HasOne(e => e.Application).WithMany().HasForeignKey(e => e.ApplicationId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(e => e.ApplicationId).IsUnique();
            builder.HasIndex(e => e.ObjectionsUntil);
            builder.HasMany(e => e.Items).WithOne(i => i.Examination).HasForeignKey(i => i.ExaminationId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany(e => e.Visits).WithOne(v => v.Examination).HasForeignKey(v => v.ExaminationId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany(e => e.Alerts).WithOne(a => a.Examination).HasForeignKey(a => a.ExaminationId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

public enum ExaminationItemKind
{
    /// <summary>A document that the regime wants.</summary>
    Document,

    /// <summary>A question whether owners and managers are fit and proper.</summary>
    FitAndProper,
    Capital,
    Ownership,
}

public enum ItemFinding
{
    /// <summary>Nobody has looked.</summary>
    Open,

    /// <summary>It is as the regime wants.</summary>
    Met,

    /// <summary>It is not as the regime wants.</summary>
    NotMet,

    /// <summary>It does not concern this application.</summary>
    NotApplicable,
}

/// <summary>One line of the list that is gone through. What was found before is told by the audit trail.</summary>
public sealed class ExaminationItem : IRegulated
{
    public const int MaxNoteLength = 2000;

    private ExaminationItem()
    {
    }

    internal ExaminationItem(ExaminationItemKind kind, string code, string title) => (Kind, Code, Title) = (kind, code, title);

    public long Id { get; private set; }
    public long ExaminationId { get; private set; }
    public Examination Examination { get; private set; } = null!;
    public ExaminationItemKind Kind { get; private set; }

    /// <summary>As the regime has it.</summary>
    public string Code { get; private set; } = null!;
    public string Title { get; private set; } = null!;
    public ItemFinding Finding { get; private set; }
    public string? Note { get; private set; }
    public string? FoundBy { get; private set; }
    public DateTime? FoundAt { get; private set; }

    internal void Find(ItemFinding finding, string? note, string by, DateTime at) =>
        (Finding, Note, FoundBy, FoundAt) = (finding, note is null ? null : Text.Normalise(note), by, at);

    string IRegulated.PublicId => Examination.PublicId;

    internal sealed class Table : IEntityTypeConfiguration<ExaminationItem>
    {
        public void Configure(EntityTypeBuilder<ExaminationItem> builder)
        {
            builder.ToTable("ExaminationItems");
            builder.Property(i => i.Code).HasMaxLength(60);
            builder.Property(i => i.Title).HasMaxLength(500);
            builder.Property(i => i.Note).HasMaxLength(MaxNoteLength);
            builder.HasIndex(i => new { i.ExaminationId, i.Kind, i.Code }).IsUnique();
        }
    }
}

internal static class AskedItems
{
    /// <summary>What the regime asks, as a list to go through. What is not known asks nothing here: the decision waits for it (regime.not-set).</summary>
    public static IEnumerable<(ExaminationItemKind Kind, string Code, string Title)> Of(Func<RegimeQuestion, RegimeAnswer> answer) =>
    [
        .. answer(RegimeQuestion.Documents).As<Checklist>()?.Items.Select(i => (ExaminationItemKind.Document, i.Code, i.Title)) ?? [],
        .. answer(RegimeQuestion.FitAndProper).As<Checklist>()?.Items.Select(i => (ExaminationItemKind.FitAndProper, i.Code, i.Title)) ?? [],
        .. answer(RegimeQuestion.Capital).Value is LeastAmount ? [(ExaminationItemKind.Capital, "capital", "The least paid-up capital is there.")] : (IEnumerable<(ExaminationItemKind, string, string)>)[],
        .. answer(RegimeQuestion.Ownership).Value is OwnershipShare share ? [(ExaminationItemKind.Ownership, "ownership", $"At least {share.Percent} % are held by {share.HeldBy}.")] : (IEnumerable<(ExaminationItemKind, string, string)>)[],
    ];
}
