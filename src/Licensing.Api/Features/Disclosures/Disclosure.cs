using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Returns;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.FeeCaps;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Disclosures;

/// <summary>What an agency reports of a placement, in versions: a correction adds one and removes none.</summary>
public sealed class Disclosure : IRegulated, IVersioned, IListed, IOwnedByAgency, IFiledInReturn
{
    public const string IdPrefix = "di";
    private readonly List<DisclosureVersion> _versions = [];

    private Disclosure()
    {
    }

    public Disclosure(Placement placement)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        Placement = placement;
        AgencyId = placement.AgencyId;
        ReturnId = placement.ReturnId;
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long PlacementId { get; private set; }
    public Placement Placement { get; private set; } = null!;
    public long AgencyId { get; private set; }
    public int LatestNumber { get; private set; }
    public long? ReturnId { get; private set; }
    public Return? Return { get; private set; }
    public long Version { get; private set; }
    public IReadOnlyCollection<DisclosureVersion> Versions => _versions;

    /// <summary>Adds the next version and makes it the one that is judged.</summary>
    /// <param name="current">The version that it replaces; null for the first.</param>
    public DisclosureVersion Add(ReportedPlacement reported, ReportedWorker worker, DisclosureVersion? current, DateTime filedAt, string filedBy, DateOnly filedOn)
    {
        current?.Replace();
        Placement.Describe(reported, filedOn);
        var version = new DisclosureVersion(this, ++LatestNumber, reported with { Items = reported.ItemsWithIds() }, worker, filedAt, filedBy);
        _versions.Add(version);
        return version;
    }

    /// <summary>The first version, as it came with a return: the return gives it to the judges once it is published.</summary>
    internal DisclosureVersion Add(ReportedPlacement reported, ReportedWorker worker, Return filing, long row, DateOnly filedOn)
    {
        Placement.Describe(reported, filedOn);
        return new DisclosureVersion(this, ++LatestNumber, reported, worker, filing.FiledAt, filing.FiledBy).Wait(filing, row);
    }

    internal sealed class Table : IEntityTypeConfiguration<Disclosure>
    {
        public void Configure(EntityTypeBuilder<Disclosure> builder)
        {
            builder.HasOne(d => d.Placement).WithOne().HasForeignKey<Disclosure>(d => d.PlacementId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany(d => d.Versions).WithOne(v => v.Disclosure).HasForeignKey(v => v.DisclosureId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(d => d.AgencyId);
        }
    }
}

/// <summary>One version of a disclosure, and whether it has been judged. The domain tables, not the job queue, say what is
/// still to be done.</summary>
public sealed class DisclosureVersion : IVersioned, IFiledInReturn
{
    /// <summary>For <see cref="WaitsFrom"/>: it waits already, and comes before any deadline.</summary>
    public static readonly DateOnly Always = DateOnly.MinValue;

    private const string IsConverted = "ConvertedUntil IS NOT NULL";

    private DisclosureVersion()
    {
    }

    internal DisclosureVersion(Disclosure disclosure, int number, ReportedPlacement reported, ReportedWorker worker, DateTime filedAt, string filedBy)
    {
        Disclosure = disclosure;
        Number = number;
        Reported = StoredJson.Write(reported);
        Place(reported);
        Worker = StoredJson.Write(worker);
        FiledAt = filedAt;
        FiledBy = filedBy;
        IsCurrent = true;
        WaitsFrom = Always;
    }

    /// <summary>A correction that waits for its return to be published.</summary>
    internal DisclosureVersion(long disclosureId, int corrects, ReportedPlacement reported, ReportedWorker worker, Return filing, long row)
    {
        (DisclosureId, Number) = (disclosureId, -corrects);
        (Reported, Worker) = (StoredJson.Write(reported), StoredJson.Write(worker));
        Place(reported);
        (FiledAt, FiledBy) = (filing.FiledAt, filing.FiledBy);
        Wait(filing, row);
    }

    public long Id { get; private set; }
    public long DisclosureId { get; private set; }
    public Disclosure Disclosure { get; private set; } = null!;

    /// <summary>From 1. Of a correction in a return that is not published: minus the number of the version that it corrects, since
    /// somebody else may take the next number first.</summary>
    public int Number { get; private set; }

    /// <summary><see cref="ReportedPlacement"/> as JSON.</summary>
    public string Reported { get; private set; } = null!;

    /// <summary><see cref="ReportedWorker"/> as JSON.</summary>
    public string Worker { get; private set; } = null!;

    /// <summary>Where and when, as this version says: an index of these finds what a change of law can touch (ADR 0026).</summary>
    public string Origin { get; private set; } = null!;
    public string Destination { get; private set; } = null!;
    public DateOnly? SignedOn { get; private set; }

    /// <summary>First and last day on which somebody was charged. A charge without a day may be of any: the first and the last day of the
    /// calendar. Null: nobody was charged.</summary>
    public DateOnly? ChargedFrom { get; private set; }
    public DateOnly? ChargedUntil { get; private set; }

    public DateTime FiledAt { get; private set; }
    public string FiledBy { get; private set; } = null!;

    /// <summary>Whether it is the newest; only that is judged.</summary>
    public bool IsCurrent { get; private set; }

    /// <summary>Null: not judged yet, or no longer.</summary>
    public DateTime? JudgedAt { get; private set; }

    /// <summary>To be judged from this day on: <see cref="Always"/> while it is not judged, then the day after a deadline that
    /// was still running. Null where nothing is to be done. One column, so that one index finds what waits.</summary>
    public DateOnly? WaitsFrom { get; private set; }

    /// <summary>What the judgements rest on, so that anyone can compute them again.</summary>
    public DateOnly? JudgedAsOf { get; private set; }
    public string? LawDigest { get; private set; }
    public string? RatesDigest { get; private set; }
    public string? SettingsDigest { get; private set; }
    public string? EngineVersion { get; private set; }

    /// <summary>First day whose exchange rates the judgements may have asked for; null where all is in one currency.</summary>
    public DateOnly? ConvertedFrom { get; private set; }

    /// <summary>Last such day, inclusive. No rate of a day that is not reported is asked for: then it is the first day of all.</summary>
    public DateOnly? ConvertedUntil { get; private set; }
    public long? ReturnId { get; private set; }
    public Return? Return { get; private set; }

    /// <summary>First row of the placement in the return.</summary>
    public long? ReturnRow { get; private set; }
    public long Version { get; private set; }

    public ReportedPlacement ReadReported() => StoredJson.Read<ReportedPlacement>(Reported);

    public ReportedWorker ReadWorker() => StoredJson.Read<ReportedWorker>(Worker);

    internal DisclosureVersion Wait(Return filing, long row)
    {
        (ReturnId, ReturnRow, WaitsFrom) = (filing.Id, row, null);
        return this;
    }

    internal void Replace() => (IsCurrent, WaitsFrom) = (false, null);

    private void Place(ReportedPlacement reported)
    {
        var charges = reported.Items.Where(i => i.Kind != ItemKind.Refund && i.Amount.AmountMinor > 0).ToList();
        (Origin, Destination, SignedOn) = (reported.Origin, reported.Destination, reported.Contract?.SignedOn);
        if (charges.Count > 0)
            (ChargedFrom, ChargedUntil) = (charges.Min(i => i.Date ?? DateOnly.MinValue), charges.Max(i => i.Date ?? DateOnly.MaxValue));
    }

    public void Judged(DateTime at, DateOnly asOf, DateOnly? again, string law, string rates, string settings, string engine) =>
        (JudgedAt, JudgedAsOf, WaitsFrom, LawDigest, RatesDigest, SettingsDigest, EngineVersion) = (at, asOf, again, law, rates, settings, engine);

    /// <param name="days">Null: nothing is converted. None: it would be, but no day is reported.</param>
    internal void Converted(IReadOnlyCollection<DateOnly>? days) =>
        (ConvertedFrom, ConvertedUntil) = days is null ? (null, null) : ((DateOnly?)days.DefaultIfEmpty(Always).Min(), (DateOnly?)days.DefaultIfEmpty(Always).Max());

    internal sealed class Table : IEntityTypeConfiguration<DisclosureVersion>
    {
        public void Configure(EntityTypeBuilder<DisclosureVersion> builder)
        {
            builder.Property(v => v.Reported).HasMaxLength(StorageConventions.Unlimited);
            builder.Property(v => v.Worker).HasMaxLength(200);
            builder.Property(v => v.Origin).HasMaxLength(2).IsUnicode(false);
            builder.Property(v => v.Destination).HasMaxLength(2).IsUnicode(false);
            builder.Property(v => v.LawDigest).HasMaxLength(64).IsUnicode(false);
            builder.Property(v => v.RatesDigest).HasMaxLength(64).IsUnicode(false);
            builder.Property(v => v.SettingsDigest).HasMaxLength(64).IsUnicode(false);
            builder.Property(v => v.EngineVersion).HasMaxLength(20).IsUnicode(false);
            builder.HasIndex(v => new { v.DisclosureId, v.Number }).IsUnique();
            builder.HasIndex(v => new { v.WaitsFrom, v.Id });
            // What a change of rates or of the band can touch: few of all.
            builder.HasIndex(v => v.ConvertedUntil).HasFilter(IsConverted);
            // What a change of law can reach: by the day of signing, and by the days of charges.
            builder.HasIndex(v => new { v.Origin, v.Destination, v.SignedOn });
            builder.HasIndex(v => new { v.Origin, v.Destination, v.ChargedUntil, v.ChargedFrom });
            // What a return brought, in its order; and how much of it is not judged. Most rows of neither are in a return, so the
            // indexes leave those out.
            builder.HasIndex(v => new { v.ReturnId, v.ReturnRow }).IsUnique().HasFilter(IFiledInReturn.InReturn);
            builder.HasIndex(v => new { v.ReturnId, v.IsCurrent, v.JudgedAt }).HasFilter(IFiledInReturn.InReturn);
        }
    }
}
